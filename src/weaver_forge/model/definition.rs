use super::GroupSpec;

/// A definition file: groups, and what it imports from dependencies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Definition {
    /// The groups, in the order of the file.
    pub(crate) groups: Vec<GroupSpec>,
    /// The import patterns, in the order of the file.
    pub(crate) imports: Vec<ImportPattern>,
}

/// What an import pattern is matched against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ImportKind {
    /// Names of metrics.
    Metrics,
    /// Names of events.
    Events,
    /// Types of entities.
    Entities,
    /// Ids of spans.
    Spans,
    /// Ids of attribute groups.
    AttributeGroups,
}

impl ImportKind {
    pub(crate) const KEYS: &[(&str, ImportKind)] = &[
        ("metrics", ImportKind::Metrics),
        ("events", ImportKind::Events),
        ("entities", ImportKind::Entities),
        ("spans", ImportKind::Spans),
        ("attribute_groups", ImportKind::AttributeGroups),
    ];

    /// The key below `imports`.
    pub(crate) fn key(self) -> &'static str {
        match self {
            ImportKind::Metrics => "metrics",
            ImportKind::Events => "events",
            ImportKind::Entities => "entities",
            ImportKind::Spans => "spans",
            ImportKind::AttributeGroups => "attribute_groups",
        }
    }
}

/// One glob below `imports`; `*` also matches dots and slashes.
#[derive(Debug, Clone)]
pub(crate) struct ImportPattern {
    /// What it is matched against.
    pub(crate) kind: ImportKind,
    /// Its place in the list.
    pub(crate) index: usize,
    /// The glob.
    pub(crate) glob: globset::Glob,
}
