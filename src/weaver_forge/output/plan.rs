//! What has to change on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Marker, OutputFolder, Outputs, Ownership, disk};
use crate::error::{Difference, Error, none_of};
use crate::render::RenderedFile;

/// What has to change on disk so that it holds what was rendered, and nothing of it done yet.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Plan {
    /// The files to be written, with how they differ.
    write: BTreeMap<PathBuf, (Difference, String)>,
    /// The files to be deleted, each with the output folder it lies in, which stays.
    delete: BTreeMap<PathBuf, PathBuf>,
}

impl Plan {
    /// Compares `outputs` with the disk.
    ///
    /// # Errors
    /// Rendered files without the marker, files on disk that were written by hand where a
    /// rendered one belongs, and what cannot be read.
    pub(crate) fn new(outputs: Outputs, marker: &Marker) -> Result<Self, Vec<Error>> {
        let mut plan = Self::default();
        let mut errors = Vec::new();
        let paths: BTreeSet<PathBuf> = outputs.files.keys().cloned().collect();
        for (path, (file, ownership)) in outputs.files {
            if let Err(error) = plan.add_file(path, file, ownership, marker) {
                errors.push(error);
            }
        }
        for folder in &outputs.folders {
            if let Err(more) = plan.add_folder(folder, &paths, marker) {
                errors.extend(more);
            }
        }
        none_of(errors, plan)
    }

    fn add_file(
        &mut self,
        path: PathBuf,
        file: RenderedFile,
        ownership: Ownership,
        marker: &Marker,
    ) -> Result<(), Error> {
        let marked = ownership.needs_marker();
        if marked && !marker.is_in(&file.text) {
            return Err(Error::Unmarked {
                path,
                marker: marker.text().to_owned(),
                template: file.origin,
            });
        }
        let difference = match disk::read(&path)? {
            None => Difference::Missing,
            Some(bytes) if bytes == file.text.as_bytes() => return Ok(()),
            // An empty file holds a place: Cargo wants a target to exist before it is built.
            Some(bytes) if bytes.is_empty() => Difference::Missing,
            Some(bytes) if marked && !marker.is_in(&String::from_utf8_lossy(&bytes)) => {
                return Err(foreign(path, marker));
            }
            Some(_) => Difference::Changed,
        };
        self.write.insert(path, (difference, file.text));
        Ok(())
    }

    /// Looks for files in `folder` that are not among the rendered `paths`.
    fn add_folder(
        &mut self,
        folder: &OutputFolder,
        paths: &BTreeSet<PathBuf>,
        marker: &Marker,
    ) -> Result<(), Vec<Error>> {
        if !folder.ownership.removes_orphans() || !folder.path.exists() {
            return Ok(());
        }
        let mut errors = Vec::new();
        // Hidden files belong to version control, editors and the like.
        let visible = WalkDir::new(&folder.path)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path()));
        for entry in visible {
            let path = match entry {
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) => entry.into_path(),
                Err(error) => {
                    errors.push(Error::Read {
                        path: error.path().unwrap_or(&folder.path).to_owned(),
                        source: error.into(),
                    });
                    continue;
                }
            };
            if paths.contains(&path) {
                continue;
            }
            match marker.is_in_file(&path) {
                Ok(true) => {
                    self.delete.insert(path, folder.path.clone());
                }
                Ok(false) if folder.ownership.needs_marker() => errors.push(foreign(path, marker)),
                Ok(false) => {}
                Err(source) => errors.push(Error::Read { path, source }),
            }
        }
        none_of(errors, ())
    }

    /// Adds files below the output folder `top` that are to be deleted, none of them a rendered one.
    #[cfg(feature = "cli")]
    pub(crate) fn delete(&mut self, top: &Path, paths: impl IntoIterator<Item = PathBuf>) {
        let paths = paths.into_iter().map(|path| (path, top.to_owned()));
        self.delete.extend(paths);
    }

    /// The files that are to be deleted.
    #[cfg(feature = "cli")]
    pub(crate) fn deleted(&self) -> BTreeSet<PathBuf> {
        self.delete.keys().cloned().collect()
    }

    /// One error for each file that differs, which `command` would put right.
    pub(crate) fn differences(&self, command: &str) -> Vec<Error> {
        let written = self.write.iter().map(|(path, (state, _))| (path, *state));
        let deleted = self.delete.keys().map(|path| (path, Difference::Orphaned));
        let mut differences: Vec<_> = written.chain(deleted).collect();
        differences.sort_by_key(|(path, _)| *path);
        differences
            .into_iter()
            .map(|(path, state)| Error::OutOfDate {
                path: path.clone(),
                state,
                command: command.to_owned(),
            })
            .collect()
    }

    /// Writes and deletes what differs and returns the paths, sorted. Files that do not differ
    /// are not touched, so that nothing is rebuilt because of them.
    ///
    /// # Errors
    /// What could not be written. Unless it was a rename that failed, nothing has changed then.
    pub(crate) fn apply(self) -> Result<Vec<PathBuf>, Error> {
        let mut changed: Vec<PathBuf> = self
            .write
            .keys()
            .chain(self.delete.keys())
            .cloned()
            .collect();
        changed.sort();
        let texts = self.write.into_iter().map(|(path, (_, text))| (path, text));
        disk::write_all(texts.collect())?;
        for (path, top) in &self.delete {
            disk::delete(path, top)?;
        }
        Ok(changed)
    }
}

fn foreign(path: PathBuf, marker: &Marker) -> Error {
    Error::Foreign {
        path,
        marker: marker.text().to_owned(),
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'))
}
