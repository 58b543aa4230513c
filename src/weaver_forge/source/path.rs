use std::fmt;

use super::Area;

/// One step from a YAML node to a node in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// The value of a key.
    Key(String),
    /// An item of a list.
    Index(usize),
}

/// An entry of a list, such as `groups[3]` or, in that, `attributes[0]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ListEntry {
    /// The key of the list.
    pub(crate) list: &'static str,
    /// The place in it, from 0.
    pub(crate) index: usize,
}

impl ListEntry {
    /// The entry of a list at the root of a document.
    pub(crate) fn path(self) -> YamlPath {
        self.path_in(YamlPath::default())
    }

    /// The entry of a list in the node at `parent`.
    pub(crate) fn path_in(self, parent: YamlPath) -> YamlPath {
        parent.key(self.list).index(self.index)
    }
}

/// The way from the root of a document to a node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct YamlPath(Vec<Step>);

impl YamlPath {
    /// The value of `key` in the node this path leads to.
    #[must_use]
    pub(crate) fn key(mut self, key: &str) -> Self {
        self.0.push(Step::Key(key.to_owned()));
        self
    }

    /// The item `index` of the node this path leads to.
    #[must_use]
    pub(crate) fn index(mut self, index: usize) -> Self {
        self.0.push(Step::Index(index));
        self
    }

    pub(crate) fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Whether the node of `other` is this one or in it.
    pub(crate) fn contains(&self, other: &YamlPath) -> bool {
        other.0.starts_with(&self.0)
    }

    pub(crate) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    pub(crate) fn pop(&mut self) {
        self.0.pop();
    }
}

impl fmt::Display for YamlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if position == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Which part of an entry a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// The key that leads to the node.
    Key,
    /// The node itself.
    Value,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Spot {
    /// The file as a whole.
    File,
    /// A stretch of a line.
    Area(Area),
    /// A node, or as much of the way to it as there is.
    Node(YamlPath, Part),
}
