//! Finished spans as a tree of text, one line per span.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::capture::{FinishedSpan, Outcome};

/// Which attributes a line shows: given the span and the key of an attribute.
pub type Shown<'a> = dyn Fn(&FinishedSpan, &str) -> bool + 'a;

/// Draws every trace among the spans as a tree, oldest first, children below their parents.
///
/// A span whose parent is not among the spans stands at the top.
#[must_use]
pub fn render(spans: &[FinishedSpan], shown: &Shown<'_>) -> String {
    let ids: BTreeSet<_> = spans
        .iter()
        .map(|span| (&span.trace_id, &span.span_id))
        .collect();
    let mut children: BTreeMap<_, Vec<&FinishedSpan>> = BTreeMap::new();
    let mut tops = Vec::new();
    for span in spans {
        match span
            .parent_id
            .as_ref()
            .filter(|id| ids.contains(&(&span.trace_id, *id)))
        {
            Some(parent) => children
                .entry((&span.trace_id, parent))
                .or_default()
                .push(span),
            None => tops.push(span),
        }
    }
    tops.sort_by_key(|span| span.start);
    children
        .values_mut()
        .for_each(|siblings| siblings.sort_by_key(|span| span.start));
    let mut text = String::new();
    let mut pending: Vec<Branch<'_>> = Vec::new();
    for top in tops {
        pending.push(Branch {
            span: top,
            lead: String::new(),
            joint: "",
            below: "",
        });
        while let Some(branch) = pending.pop() {
            let line = line(branch.span, shown);
            text += &format!("{}{}{line}\n", branch.lead, branch.joint);
            let lead = format!("{}{}", branch.lead, branch.below);
            let siblings = children.get(&(&branch.span.trace_id, &branch.span.span_id));
            for (place, span) in siblings.into_iter().flatten().rev().enumerate() {
                let (joint, below) = if place == 0 {
                    ("└─ ", "   ")
                } else {
                    ("├─ ", "│  ")
                };
                pending.push(Branch {
                    span,
                    lead: lead.clone(),
                    joint,
                    below,
                });
            }
        }
    }
    text
}

/// A span that is still to be drawn, with what stands to its left and to the left of its children.
struct Branch<'a> {
    span: &'a FinishedSpan,
    lead: String,
    joint: &'static str,
    below: &'static str,
}

/// One span on one line: name, kind, duration, outcome if it failed, attributes.
pub(crate) fn line(span: &FinishedSpan, shown: &Shown<'_>) -> String {
    let mut line = format!(
        "{} [{}] {}",
        span.name,
        span.kind.as_str(),
        duration(span.duration)
    );
    if let Outcome::Error(description) = &span.outcome {
        line += &format!(" ERROR({description})");
    }
    for (key, value) in span.attributes.iter().filter(|(key, _)| shown(span, key)) {
        line += &format!(" {key}={value}");
    }
    line
}

fn duration(duration: Duration) -> String {
    let micros = duration.as_secs_f64() * 1e6;
    match micros {
        ..1e3 => format!("{micros:.0} µs"),
        ..1e6 => format!("{:.1} ms", micros / 1e3),
        _ => format!("{:.2} s", micros / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::schema::SpanKind;

    fn span(id: &str, parent: Option<&str>, start_ms: u64) -> FinishedSpan {
        FinishedSpan {
            trace_id: "t".to_owned(),
            span_id: id.to_owned(),
            parent_id: parent.map(str::to_owned),
            parent_is_remote: false,
            name: id.to_owned(),
            kind: SpanKind::Internal,
            start: SystemTime::UNIX_EPOCH + Duration::from_millis(start_ms),
            duration: Duration::from_micros(1500),
            attributes: BTreeMap::new(),
            repeated: Vec::new(),
            outcome: Outcome::Unset,
            events: Vec::new(),
            scope: <_>::default(),
        }
    }

    #[test]
    fn children_stand_below_their_parents_in_the_order_of_their_start() {
        let spans = [
            span("late", Some("root"), 3),
            span("leaf", Some("early"), 2),
            span("early", Some("root"), 1),
            span("root", None, 0),
            span("orphan", Some("elsewhere"), 9),
        ];
        assert_eq!(
            render(&spans, &|_, _| true),
            "root [internal] 1.5 ms\n\
             ├─ early [internal] 1.5 ms\n\
             │  └─ leaf [internal] 1.5 ms\n\
             └─ late [internal] 1.5 ms\n\
             orphan [internal] 1.5 ms\n",
        );
    }

    #[test]
    fn a_failed_span_says_so() {
        let mut failed = span("x", None, 0);
        failed.outcome = Outcome::Error("timeout".to_owned());
        assert!(render(&[failed], &|_, _| true).contains("ERROR(timeout)"));
    }
}
