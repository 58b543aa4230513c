//! The vectors of a collection in one piece of memory, a row per slot.

use super::bitset::Bitset;
use super::kernel::{dot, dot_codes, quantise};
use super::ranking::Scored;

/// Rows of equal length. A small slab keeps every component; a large one rounds each to a byte, which takes a quarter of
/// the memory and of the time, and answers approximately.
#[derive(Debug)]
pub(super) struct Slab {
    dimensions: usize,
    exact_rows_max: usize,
    rows: Rows,
}

#[derive(Debug)]
enum Rows {
    Exact(Vec<f32>),
    Rounded { codes: Vec<i8>, steps: Vec<f32> },
}

impl Slab {
    /// An empty slab that rounds as soon as it has more than `exact_rows_max` rows.
    pub(super) fn new(dimensions: usize, exact_rows_max: usize) -> Self {
        Self {
            dimensions,
            exact_rows_max,
            rows: Rows::Exact(Vec::new()),
        }
    }

    /// Whether scores are exact.
    pub(super) fn is_exact(&self) -> bool {
        matches!(self.rows, Rows::Exact(_))
    }

    /// Writes `vector` into `row`, which is at most one behind the last.
    pub(super) fn set(&mut self, row: usize, vector: &[f32]) {
        if row >= self.exact_rows_max
            && let Rows::Exact(rows) = &self.rows
        {
            self.rows = rounded(rows, self.dimensions);
        }
        let start = row * self.dimensions;
        match &mut self.rows {
            Rows::Exact(rows) => {
                reach(rows, start + self.dimensions);
                rows[start..start + self.dimensions].copy_from_slice(vector);
            }
            Rows::Rounded { codes, steps } => {
                reach(codes, start + self.dimensions);
                reach(steps, row + 1);
                let mut place = start;
                steps[row] = quantise(vector, |code| {
                    codes[place] = code;
                    place += 1;
                });
            }
        }
    }

    /// The closeness of each of `candidates` to `query`.
    pub(super) fn scan(&self, query: &[f32], candidates: &Bitset, mut found: impl FnMut(Scored)) {
        match &self.rows {
            Rows::Exact(rows) => {
                for slot in candidates.iter() {
                    let start = slot as usize * self.dimensions;
                    let score = dot(query, &rows[start..start + self.dimensions]);
                    found(Scored { score, slot });
                }
            }
            Rows::Rounded { codes, steps } => {
                let mut wanted = Vec::with_capacity(self.dimensions);
                let step = quantise(query, |code| wanted.push(code));
                for slot in candidates.iter() {
                    let start = slot as usize * self.dimensions;
                    let product = dot_codes(&wanted, &codes[start..start + self.dimensions]);
                    found(Scored {
                        score: product as f32 * step * steps[slot as usize],
                        slot,
                    });
                }
            }
        }
    }
}

fn rounded(rows: &[f32], dimensions: usize) -> Rows {
    let mut codes = Vec::with_capacity(rows.len());
    let steps = rows
        .chunks_exact(dimensions)
        .map(|row| quantise(row, |code| codes.push(code)));
    let steps = steps.collect();
    Rows::Rounded { codes, steps }
}

fn reach<T: Clone + Default>(values: &mut Vec<T>, length: usize) {
    if values.len() < length {
        values.resize(length, T::default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(slab: &Slab, query: &[f32], candidates: &[u32]) -> Vec<(u32, f32)> {
        let mut set = Bitset::default();
        candidates.iter().for_each(|slot| set.insert(*slot));
        let mut scores = Vec::new();
        slab.scan(query, &set, |scored| {
            scores.push((scored.slot, scored.score))
        });
        scores
    }

    #[test]
    fn a_scan_scores_the_candidates_and_nothing_else() {
        let mut slab = Slab::new(2, 10);
        slab.set(0, &[1.0, 0.0]);
        slab.set(1, &[0.0, 1.0]);
        slab.set(2, &[0.6, 0.8]);
        slab.set(1, &[0.8, 0.6]);
        assert_eq!(scores(&slab, &[1.0, 0.0], &[1, 2]), [(1, 0.8), (2, 0.6)]);
    }

    #[test]
    fn a_slab_that_outgrows_exactness_scores_nearly_the_same() {
        let vector = |row: usize| [(row as f32).cos(), (row as f32).sin(), 0.0];
        let (mut exact, mut rounded) = (Slab::new(3, 100), Slab::new(3, 4));
        for row in 0..20 {
            exact.set(row, &vector(row));
            rounded.set(row, &vector(row));
        }
        // A row from before the change and one from after it.
        for row in [2, 15] {
            exact.set(row, &vector(row + 50));
            rounded.set(row, &vector(row + 50));
        }
        assert!(exact.is_exact() && !rounded.is_exact());
        let all: Vec<u32> = (0..20).collect();
        let query = [0.6, 0.8, 0.0];
        for ((_, exact), (_, rounded)) in scores(&exact, &query, &all)
            .iter()
            .zip(scores(&rounded, &query, &all))
        {
            assert!((exact - rounded).abs() < 0.02, "{exact} {rounded}");
        }
    }
}
