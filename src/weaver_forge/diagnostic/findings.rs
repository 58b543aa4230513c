use super::finding::{Finding, Severity};

/// Everything a run found, sorted by file, line and column.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    all: Vec<Finding>,
}

impl Findings {
    pub(super) fn new(all: Vec<Finding>) -> Self {
        Self { all }
    }

    /// Adds what was found later.
    #[cfg(any(feature = "cli", feature = "policies"))]
    pub(crate) fn append(&mut self, mut later: Findings) {
        self.all.append(&mut later.all);
        self.all.sort_by(|a, b| a.place.cmp(&b.place));
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// All of them, except those that only repeat what another one says better.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.all.iter().filter(|finding| !finding.is_implied)
    }

    /// All of them, as Weaver has them.
    pub(super) fn of_weaver(&self) -> impl Iterator<Item = &Finding> {
        self.all.iter().filter(|finding| !finding.is_for_people)
    }

    /// Whether one of them is an error; with `future`, whether there is one at all.
    pub fn has_errors(&self, future: bool) -> bool {
        self.all
            .iter()
            .any(|finding| future || finding.severity == Severity::Error)
    }

    /// The exit code of a program that ends with these findings: 1 if they have errors, else 0.
    pub fn exit_code(&self, future: bool) -> u8 {
        u8::from(self.has_errors(future))
    }
}
