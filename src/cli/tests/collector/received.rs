//! What the collector printed, read back.

use std::collections::BTreeMap;

/// Everything that the collector received.
#[derive(Debug, Default)]
pub(crate) struct Received {
    pub(crate) spans: Vec<Span>,
    pub(crate) resource: BTreeMap<String, String>,
    pub(crate) schema_url: String,
}

/// A span, values as the collector prints them: `Int(3)`, `Str(redb)`.
#[derive(Debug, Default)]
pub(crate) struct Span {
    id: String,
    trace: String,
    parent: String,
    start: u64,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) attributes: BTreeMap<String, String>,
}

/// Which list the lines with arrows belong to.
enum List {
    Resource,
    Attributes,
    Events,
}

impl Received {
    /// Reads the collector's detailed debug log.
    pub(crate) fn read(log: &str) -> Self {
        let mut received = Self::default();
        let mut list = List::Resource;
        for line in log.lines().map(str::trim) {
            match line {
                "Resource attributes:" => list = List::Resource,
                "Attributes:" => list = List::Attributes,
                "Events:" => list = List::Events,
                _ if line.starts_with("Span #") => received.spans.push(Span::default()),
                _ => received.read_field(line, &list),
            }
        }
        received
    }

    fn read_field(&mut self, line: &str, list: &List) {
        if let Some((key, value)) = line.strip_prefix("-> ").and_then(|it| it.split_once(": ")) {
            let entry = (key.to_owned(), value.to_owned());
            match (list, self.spans.last_mut()) {
                (List::Resource, _) => self.resource.extend([entry]),
                (List::Attributes, Some(span)) => span.attributes.extend([entry]),
                (List::Events, _) | (List::Attributes, None) => {}
            }
            return;
        }
        let Some((field, value)) = line.split_once(':') else {
            return;
        };
        let value = value.trim().to_owned();
        match (field.trim(), self.spans.last_mut()) {
            ("ScopeSpans SchemaURL", _) => self.schema_url = value,
            ("Trace ID", Some(span)) => span.trace = value,
            ("Parent ID", Some(span)) => span.parent = value,
            ("ID", Some(span)) => span.id = value,
            ("Name", Some(span)) => span.name = value,
            ("Kind", Some(span)) => {
                span.kind = value.trim_start_matches("SPAN_KIND_").to_lowercase();
            }
            ("Start time", Some(span)) => span.start = value.parse().unwrap_or_default(),
            _ => {}
        }
    }

    /// Each trace as an outline of names and kinds, in the order of their start.
    pub(crate) fn trees(&self) -> Vec<String> {
        let mut spans: Vec<_> = self.spans.iter().collect();
        spans.sort_by_key(|span| span.start);
        let tops = spans.iter().filter(|span| span.parent.is_empty());
        tops.map(|top| outline(top, &spans, 0)).collect()
    }
}

fn outline(span: &Span, all: &[&Span], depth: usize) -> String {
    let mut text = format!(
        "{:indent$}{} {}\n",
        "",
        span.name,
        span.kind,
        indent = depth * 2
    );
    let below = |other: &&&Span| other.trace == span.trace && other.parent == span.id;
    for child in all.iter().filter(below) {
        text += &outline(child, all, depth + 1);
    }
    text
}
