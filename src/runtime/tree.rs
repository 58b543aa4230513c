//! Finished spans as a tree of text, one line per span.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::capture::{FinishedSpan, Outcome};

/// How a line calls an attribute, given its span and its key; `None` leaves it out.
pub type Label<'a> = dyn for<'k> Fn(&FinishedSpan, &'k str) -> Option<&'k str> + 'a;

/// Room for the duration at the beginning of a line, in characters.
const DURATION_WIDTH: usize = 8;

/// Draws every trace among the spans as a tree, oldest first, children below their parents.
///
/// A span whose parent is not among the spans stands at the top.
#[must_use]
pub fn render(spans: &[FinishedSpan], label: &Label<'_>) -> String {
    let forest = Forest::grow(spans);
    let mut text = String::new();
    for top in &forest.tops {
        let mut pending = vec![Branch::top(top)];
        while let Some(branch) = pending.pop() {
            text += &branch.line(label);
            pending.extend(branch.children(&forest));
        }
    }
    text
}

/// One span on one line: duration, name, kind, outcome if it failed, attributes.
pub(crate) fn line(span: &FinishedSpan, label: &Label<'_>) -> String {
    Branch::top(span).line(label)
}

/// The spans by their place: those at the top, and the children of each, by their start.
struct Forest<'a> {
    tops: Vec<&'a FinishedSpan>,
    children: BTreeMap<Id<'a>, Vec<&'a FinishedSpan>>,
}

/// Trace and span.
type Id<'a> = (&'a str, &'a str);

impl<'a> Forest<'a> {
    fn grow(spans: &'a [FinishedSpan]) -> Self {
        let ids: BTreeSet<Id<'_>> = spans.iter().map(id).collect();
        let mut forest = Self {
            tops: Vec::new(),
            children: BTreeMap::new(),
        };
        let mut ordered: Vec<_> = spans.iter().collect();
        ordered.sort_by_key(|span| span.start);
        for span in ordered {
            let parent = span
                .parent_id
                .as_deref()
                .map(|parent| (span.trace_id.as_str(), parent));
            match parent.filter(|parent| ids.contains(parent)) {
                Some(parent) => forest.children.entry(parent).or_default().push(span),
                None => forest.tops.push(span),
            }
        }
        forest
    }
}

fn id(span: &FinishedSpan) -> Id<'_> {
    (&span.trace_id, &span.span_id)
}

/// A span with what stands to its left, and to the left of its children.
struct Branch<'a> {
    span: &'a FinishedSpan,
    lead: String,
    joint: &'static str,
    below: &'static str,
}

impl<'a> Branch<'a> {
    fn top(span: &'a FinishedSpan) -> Self {
        Self {
            span,
            lead: String::new(),
            joint: "",
            below: "",
        }
    }

    /// The children, last first: what is drawn next comes last.
    fn children(&self, forest: &Forest<'a>) -> Vec<Self> {
        let lead = format!("{}{}", self.lead, self.below);
        let children = forest
            .children
            .get(&id(self.span))
            .into_iter()
            .flatten()
            .rev();
        let branch = |(place, &span): (usize, &&'a FinishedSpan)| {
            let (joint, below) = if place == 0 {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            Self {
                span,
                lead: lead.clone(),
                joint,
                below,
            }
        };
        children.enumerate().map(branch).collect()
    }

    fn line(&self, label: &Label<'_>) -> String {
        let span = self.span;
        let duration = duration(span.duration);
        let mut line = format!(
            "{duration:>DURATION_WIDTH$}  {}{}{} ({})",
            self.lead,
            self.joint,
            span.name,
            span.kind.as_str()
        );
        if let Outcome::Error(description) = &span.outcome {
            line += &format!(" ERROR: {description}");
        }
        for (key, value) in &span.attributes {
            if let Some(label) = label(span, key) {
                line += &format!(" {label}={value}");
            }
        }
        line + "\n"
    }
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
    use crate::capture::Value;
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
            outcome: Outcome::Unset,
            events: Vec::new(),
            links: Vec::new(),
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
            render(&spans, &|_, key| Some(key)),
            "  1.5 ms  root (internal)\n  \
               1.5 ms  ├─ early (internal)\n  \
               1.5 ms  │  └─ leaf (internal)\n  \
               1.5 ms  └─ late (internal)\n  \
               1.5 ms  orphan (internal)\n",
        );
    }

    #[test]
    fn a_line_says_that_a_span_failed_and_what_the_label_lets_through() {
        let mut failed = span("x", None, 0);
        failed.outcome = Outcome::Error("timeout".to_owned());
        for key in ["shop.count", "shop.secret"] {
            failed.attributes.insert(key.to_owned(), Value::Int(3));
        }
        let text = render(&[failed], &|_, key| {
            key.strip_prefix("shop.").filter(|it| *it != "secret")
        });
        assert_eq!(text, "  1.5 ms  x (internal) ERROR: timeout count=3\n");
    }
}
