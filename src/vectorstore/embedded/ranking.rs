//! The best few of many.

use std::cmp::Ordering;

/// A slot and how close it is to the query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scored {
    /// Higher is closer.
    pub(super) score: f32,
    /// Which document.
    pub(super) slot: u32,
}

/// Keeps the best of what it is given. Of equal scores, `tie` decides, so that answers do not depend on the order of
/// slots, which is the order of writing.
pub(super) struct Ranking<T> {
    best: Vec<Scored>,
    limit: usize,
    /// What a score must reach to be among the best so far.
    bar: f32,
    tie: T,
}

impl<T: Fn(u32, u32) -> Ordering> Ranking<T> {
    /// Keeps `limit` of them.
    pub(super) fn new(limit: usize, tie: T) -> Self {
        Self {
            best: Vec::new(),
            limit,
            bar: f32::NEG_INFINITY,
            tie,
        }
    }

    /// Looks at one more.
    pub(super) fn add(&mut self, scored: Scored) {
        if scored.score < self.bar || self.limit == 0 {
            return;
        }
        self.best.push(scored);
        // Cutting only now and then costs a constant time per item, whatever the limit.
        if self.best.len() >= self.limit.saturating_mul(2).max(64) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.best.len() > self.limit {
            let last = self.limit - 1;
            let order = order(&self.tie);
            let (_, worst, _) = self.best.select_nth_unstable_by(last, order);
            self.bar = worst.score;
            self.best.truncate(self.limit);
        }
    }

    /// The best, best first.
    pub(super) fn finish(mut self) -> Vec<Scored> {
        self.cut();
        self.best.sort_unstable_by(order(&self.tie));
        self.best
    }
}

fn order<T: Fn(u32, u32) -> Ordering>(tie: &T) -> impl Fn(&Scored, &Scored) -> Ordering {
    |left, right| {
        right
            .score
            .total_cmp(&left.score)
            .then_with(|| tie(left.slot, right.slot))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_ranking_is_the_beginning_of_a_sort(scores in prop::collection::vec(0u8..20, 0..500), limit in 0usize..100) {
            // A tie order that is not the order of slots.
            let tie = |left: u32, right: u32| right.cmp(&left);
            let items = scores.iter().zip(0..).map(|(score, slot)| Scored { score: f32::from(*score), slot });
            let mut ranking = Ranking::new(limit, tie);
            items.clone().for_each(|scored| ranking.add(scored));
            let mut expect: Vec<Scored> = items.collect();
            expect.sort_by(order(&tie));
            expect.truncate(limit);
            prop_assert_eq!(ranking.finish(), expect);
        }
    }
}
