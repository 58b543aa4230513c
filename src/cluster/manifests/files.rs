//! Files and folders.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::contents::File;
use crate::limits::{FILE_BYTES_MAX, FILES_MAX, FOLDER_DEPTH_MAX};
use crate::object::Contents;
use crate::problem::Problem;

/// Everything at `path`: a file whatever its name, of a folder the manifests in it and below it.
pub(super) fn read(path: &Path) -> Contents {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            let mut walk = Walk::default();
            walk.folder(path, FOLDER_DEPTH_MAX);
            walk.contents
        }
        Ok(_) => read_file(path).contents(),
        Err(error) => {
            let mut contents = Contents::default();
            contents.problems.push(Problem::of_file(
                &path.display().to_string(),
                unreadable(&error),
            ));
            contents
        }
    }
}

/// Standard input to its end.
pub(super) fn read_stdin() -> File {
    File {
        name: "standard input".to_owned(),
        is_json: false,
        bytes: read_all(io::stdin().lock()),
    }
}

#[derive(Default)]
struct Walk {
    contents: Contents,
    files: usize,
    /// Folders that were entered, by their real path: a link back to one of them ends there.
    entered: BTreeSet<PathBuf>,
}

impl Walk {
    fn folder(&mut self, folder: &Path, depth_left: usize) {
        let paths = match self.enter(folder, depth_left) {
            Ok(paths) => paths,
            Err(reason) => return self.problem(folder, reason),
        };
        for path in paths {
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => self.folder(&path, depth_left - 1),
                Ok(metadata) if metadata.is_file() && is_manifest(&path) => {
                    self.files += 1;
                    if self.files > FILES_MAX {
                        let reason = format!(
                            "there are more than {FILES_MAX} manifests; name folders further down to have the rest read"
                        );
                        return if self.files == FILES_MAX + 1 {
                            self.problem(&path, reason)
                        };
                    }
                    self.contents.append(read_file(&path).contents());
                }
                Ok(_) => {}
                Err(error) if is_manifest(&path) || !error.kind().eq(&io::ErrorKind::NotFound) => {
                    self.problem(&path, unreadable(&error))
                }
                Err(_) => {}
            }
        }
    }

    /// The entries of a folder in order; none if it was entered before.
    fn enter(&mut self, folder: &Path, depth_left: usize) -> Result<Vec<PathBuf>, String> {
        let real = fs::canonicalize(folder).map_err(|error| unreadable(&error))?;
        if !self.entered.insert(real) {
            return Ok(Vec::new());
        }
        if depth_left == 0 {
            return Err(format!(
                "folders are nested more than {FOLDER_DEPTH_MAX} deep"
            ));
        }
        let entries: io::Result<Vec<fs::DirEntry>> =
            fs::read_dir(folder).and_then(Iterator::collect);
        let mut paths: Vec<PathBuf> = entries
            .map_err(|error| unreadable(&error))?
            .into_iter()
            .filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."))
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        Ok(paths)
    }

    fn problem(&mut self, path: &Path, reason: String) {
        self.contents
            .problems
            .push(Problem::of_file(&path.display().to_string(), reason));
    }
}

fn is_manifest(path: &Path) -> bool {
    // kustomize's own file may leave out its kind, and is never an object of a cluster.
    let kustomization = path.file_stem().is_some_and(|stem| stem == "kustomization");
    !kustomization
        && path.extension().is_some_and(|extension| {
            extension == "yaml" || extension == "yml" || extension == "json"
        })
}

fn read_file(path: &Path) -> File {
    File {
        name: path.display().to_string(),
        is_json: path
            .extension()
            .is_some_and(|extension| extension == "json"),
        bytes: fs::File::open(path)
            .map_err(|error| unreadable(&error))
            .and_then(read_all),
    }
}

fn read_all(reader: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader
        .take(FILE_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(format!(
            "it is larger than the {FILE_BYTES_MAX} bytes that are read; split it"
        ));
    }
    Ok(bytes)
}

fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "expected a file or a folder, found nothing there".to_owned(),
        _ => format!("could not be read: {error}"),
    }
}
