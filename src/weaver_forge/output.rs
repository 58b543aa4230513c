//! Rendered files and what is on disk: compared first, written only if all is well.
//!
//! A generated file carries a marker in its first lines, which the caller's templates put there.
//! The marker is what lets files be deleted that nothing renders any more, and what keeps files
//! written by hand from being overwritten.

mod disk;
mod marker;
mod plan;

pub(crate) use marker::{MARKER_LINES_MAX, Marker};
pub(crate) use plan::Plan;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::error::{Error, none_of};
use crate::render::{Rendered, RenderedFile};

/// What of an output folder belongs to the templates that write to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ownership {
    /// The whole folder: marked files that nothing renders are deleted, others are an error.
    Folder,
    /// Only the rendered files; what else is in the folder is left alone.
    Files,
    /// The rendered files, marked or not, as Weaver's command line overwrites them.
    #[cfg(feature = "cli")]
    Unmarked,
    /// As `Unmarked`; and marked files of the folder that nothing renders are deleted.
    #[cfg(feature = "cli")]
    Pruned,
}

impl Ownership {
    /// Whether rendered files must have the marker, and replace only files that have it.
    fn needs_marker(self) -> bool {
        matches!(self, Self::Folder | Self::Files)
    }

    /// Whether marked files that nothing renders are deleted.
    fn removes_orphans(self) -> bool {
        match self {
            Self::Folder => true,
            Self::Files => false,
            #[cfg(feature = "cli")]
            Self::Unmarked => false,
            #[cfg(feature = "cli")]
            Self::Pruned => true,
        }
    }
}

/// An output folder.
#[derive(Debug, Clone)]
pub(crate) struct OutputFolder {
    /// The folder.
    pub(crate) path: PathBuf,
    /// What of it belongs to the templates.
    pub(crate) ownership: Ownership,
}

/// Everything that a run renders: the output folders and the files in them.
#[derive(Debug, Default)]
pub(crate) struct Outputs {
    folders: Vec<OutputFolder>,
    /// The files by their whole path, with the ownership of their folder.
    files: BTreeMap<PathBuf, (RenderedFile, Ownership)>,
}

impl Outputs {
    /// Adds what was rendered for `folder`.
    ///
    /// # Errors
    /// Each file that another template set renders too.
    pub(crate) fn add(
        &mut self,
        folder: OutputFolder,
        rendered: Rendered,
    ) -> Result<(), Vec<Error>> {
        let mut errors = Vec::new();
        for (name, file) in rendered {
            let path = folder.path.join(name);
            match self.files.get(&path) {
                Some((first, _)) => errors.push(Error::Collision {
                    path,
                    first: first.origin.clone(),
                    second: file.origin,
                }),
                None => {
                    self.files.insert(path, (file, folder.ownership));
                }
            }
        }
        self.folders.push(folder);
        none_of(errors, ())
    }
}

#[cfg(test)]
mod tests;
