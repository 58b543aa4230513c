//! Changes for people.

use serde_json::Value as Json;

use super::{Change, Changes, Depth, Section};

/// How a text is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// With the colours of a terminal.
    Ansi,
    /// As Markdown.
    Markdown,
}

/// The kinds of changes, in the order in which they are listed.
const KINDS: [&str; 6] = [
    "Added",
    "Renamed",
    "Obsoleted",
    "Uncategorized",
    "Removed",
    "Updated",
];

/// The sections that Weaver leaves out.
const UNLISTED: [Section; 2] = [Section::Entities, Section::AttributeGroups];

impl Changes {
    /// The changes under headings, word for word as Weaver prints them.
    ///
    /// Weaver keeps quiet about some sections; they are listed if fields are compared.
    pub(crate) fn to_text(&self, style: Style) -> String {
        let (head, baseline) = (&self.head.semconv_version, &self.baseline.semconv_version);
        let mut text = style.title(head, baseline);
        for (section, changes) in &self.changes {
            let is_listed = self.depth == Depth::Fields || !UNLISTED.contains(section);
            if is_listed && !changes.is_empty() {
                text.push_str(&style.section(*section));
                for kind in KINDS {
                    text.push_str(&style.list(*section, kind, changes));
                }
            }
        }
        text
    }
}

impl Change {
    /// Which of [`KINDS`] this is.
    fn kind(&self) -> &'static str {
        match self {
            Self::Added { .. } => "Added",
            Self::Renamed { .. } => "Renamed",
            Self::Obsoleted { .. } => "Obsoleted",
            Self::Uncategorized { .. } => "Uncategorized",
            Self::Removed { .. } => "Removed",
            Self::Updated { .. } => "Updated",
        }
    }
}

impl Style {
    fn title(self, head: &str, baseline: &str) -> String {
        match self {
            Self::Ansi => {
                let title = format!("Schema Changes between `{head}` and `{baseline}`");
                format!("\n{}\n\n", paint("1", &paint("31", &title)))
            }
            Self::Markdown => format!(
                "# Summary of Schema Changes\n## Registry versions\nBaseline: {baseline}\n\nHead: {head}\n\n"
            ),
        }
    }

    fn section(self, section: Section) -> String {
        let title = section.title();
        match self {
            Self::Ansi => {
                let title = format!("List of Changes to {title}");
                format!("{}\n", paint("1", &paint("36", &title)))
            }
            Self::Markdown => format!("## {title}\n"),
        }
    }

    /// All changes of one kind below their heading, or nothing if there are none.
    fn list(self, section: Section, kind: &str, changes: &[Change]) -> String {
        let items: Vec<String> = changes
            .iter()
            .filter(|change| change.kind() == kind)
            .map(|change| self.item(change))
            .collect();
        if items.is_empty() {
            return String::new();
        }
        format!("{}\n{}\n", self.heading(section, kind), items.concat())
    }

    fn heading(self, section: Section, kind: &str) -> String {
        match self {
            Self::Ansi => {
                let what = match kind {
                    "Obsoleted" | "Uncategorized" | "Removed" => section.key(),
                    _ => section.title(),
                };
                paint("32", &paint("1", &format!("{kind} {what}:")))
            }
            Self::Markdown => format!("### {kind}"),
        }
    }

    fn item(self, change: &Change) -> String {
        let name = |name: &str| match self {
            Self::Ansi => paint("97", name),
            Self::Markdown => name.to_owned(),
        };
        let line = match (change, self) {
            (Change::Added { name: new }, Self::Ansi) => format!("Add {}", name(new)),
            (Change::Added { name: it } | Change::Removed { name: it }, _) => name(it),
            (
                Change::Obsoleted { name: it, note } | Change::Uncategorized { name: it, note },
                _,
            ) => {
                format!("{} (Note: {note})", name(it))
            }
            (
                Change::Renamed {
                    old_name,
                    new_name,
                    note,
                },
                Self::Ansi,
            ) => {
                let (old, new) = (name(old_name), name(new_name));
                format!("Rename {old} to {new} (Note: {note})")
            }
            (
                Change::Renamed {
                    old_name,
                    new_name,
                    note,
                },
                Self::Markdown,
            ) => {
                format!("{old_name} --> {new_name} (Note: {note})")
            }
            (Change::Updated { name: it, fields }, _) => {
                let fields = fields.iter().map(|field| {
                    let (before, after) = (told(&field.before), told(&field.after));
                    format!(
                        "\n{}  - {}: {before} --> {after}",
                        self.indent(),
                        field.field
                    )
                });
                format!("{}{}", name(it), fields.collect::<String>())
            }
        };
        format!("{}- {line}\n", self.indent())
    }

    fn indent(self) -> &'static str {
        match self {
            Self::Ansi => "  ",
            Self::Markdown => "",
        }
    }
}

impl Section {
    /// The key in JSON.
    fn key(self) -> &'static str {
        match self {
            Self::RegistryAttributes => "registry_attributes",
            Self::Metrics => "metrics",
            Self::Events => "events",
            Self::Spans => "spans",
            Self::Entities => "entities",
            Self::Resources => "resources",
            Self::AttributeGroups => "attribute_groups",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::RegistryAttributes => "Registry Attributes",
            Self::Metrics => "Metrics",
            Self::Events => "Events",
            Self::Spans => "Spans",
            Self::Entities => "Entities",
            Self::Resources => "Resources",
            Self::AttributeGroups => "Attribute Groups",
        }
    }
}

/// The value of a field on one line.
fn told(value: &Option<Json>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Json::String(text)) => format!(
            "`{}`",
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        ),
        Some(other) => format!("`{other}`"),
    }
}

fn paint(code: &str, text: &str) -> String {
    format!("\x1b[{code}m{text}\x1b[0m")
}
