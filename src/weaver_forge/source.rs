//! The files that were read, and where in them a YAML path is.
//!
//! Reading and checking carry only paths like `groups[3].attributes[1].type`. Lines and columns are
//! worked out afterwards, and only for the files that have findings.

mod path;
mod positions;

pub(crate) use path::{ListEntry, Part, Spot, Step, YamlPath};
pub(crate) use positions::{Area, Positions};

/// A file among [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FileId(usize);

/// One file.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// The path to show: as it can be opened from the working directory.
    pub(crate) path: String,
    /// The path that the resolved registry records.
    pub(crate) provenance: String,
    /// What it says; empty if it could not be read.
    pub(crate) text: String,
}

/// Every file of a run, in the order in which they were added.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and returns the name under which it is known from now on.
    pub(crate) fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(self.files.len() - 1)
    }

    /// The file behind `id`, which this map handed out.
    pub(crate) fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0]
    }
}
