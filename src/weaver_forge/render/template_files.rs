//! The files that a target's templates may be.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::built_in::BuiltIn;
use super::limits::{TEMPLATE_BYTES_MAX, TEMPLATES_MAX};
use crate::Error;

/// The files of a target.
#[derive(Debug, Clone)]
pub(super) struct TemplateFiles {
    source: Source,
    /// All files, sorted, with `/` between segments.
    names: Vec<String>,
}

/// Where the texts of the files are.
#[derive(Debug, Clone)]
enum Source {
    /// In a folder; files are named relative to it.
    Folder(PathBuf),
    /// In this program.
    BuiltIn(&'static BuiltIn),
}

impl TemplateFiles {
    /// The files of templates that come with this program.
    pub(super) fn built_in(templates: &'static BuiltIn) -> Self {
        let mut names: Vec<_> = templates
            .files
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect();
        names.sort();
        Self {
            source: Source::BuiltIn(templates),
            names,
        }
    }

    /// All regular files below `folder`, hidden ones too.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub(super) fn below(folder: &Path) -> Result<Self, Error> {
        let mut names = Vec::new();
        for entry in WalkDir::new(folder) {
            let entry = entry.map_err(|error| Error::Read {
                path: error.path().unwrap_or(folder).to_owned(),
                source: error.into(),
            })?;
            if entry.file_type().is_file() {
                let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                let segments: Vec<_> = relative
                    .components()
                    .map(|part| part.as_os_str().to_string_lossy())
                    .collect();
                names.push(segments.join("/"));
            }
            if names.len() > TEMPLATES_MAX {
                let message = format!("expected at most {TEMPLATES_MAX} files below a target");
                return Err(Error::Read {
                    path: folder.to_owned(),
                    source: io::Error::other(message),
                });
            }
        }
        names.sort();
        Ok(Self {
            source: Source::Folder(folder.to_owned()),
            names,
        })
    }

    /// Where the file `name` is; for messages, where it is not in a folder.
    pub(super) fn path_of(&self, name: &str) -> PathBuf {
        match &self.source {
            Source::Folder(folder) => folder.join(name),
            Source::BuiltIn(templates) => Path::new(templates.name).join(name),
        }
    }

    /// The names of all files, sorted, relative to the folder and with `/` between segments.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether there is a file `name`.
    pub(super) fn contains(&self, name: &str) -> bool {
        // Only what the walk found: no `..`, no absolute path, no file of another folder.
        self.names
            .binary_search_by(|file| file.as_str().cmp(name))
            .is_ok()
    }

    /// The text of the file `name`, or nothing if there is no such file.
    pub(super) fn read(&self, name: &str) -> io::Result<Option<String>> {
        if !self.contains(name) {
            return Ok(None);
        }
        match &self.source {
            Source::Folder(folder) => read_text(&folder.join(name)).map(Some),
            Source::BuiltIn(templates) => Ok(templates.text(name).map(str::to_owned)),
        }
    }
}

fn read_text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    // One more than allowed tells a file that is too long from one that just fits.
    File::open(path)?
        .take(TEMPLATE_BYTES_MAX + 1)
        .read_to_string(&mut text)?;
    if text.len() as u64 > TEMPLATE_BYTES_MAX {
        let mebibytes = TEMPLATE_BYTES_MAX >> 20;
        let message = format!("expected a template of at most {mebibytes} MiB");
        return Err(io::Error::other(message));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_below_the_folder_can_be_read() {
        let folder = tempfile::tempdir().expect("temporary folder");
        std::fs::create_dir_all(folder.path().join("target/sub")).expect("writable");
        for name in ["secret", "target/.hidden.j2", "target/sub/a.j2"] {
            std::fs::write(folder.path().join(name), name).expect("writable");
        }
        let files = TemplateFiles::below(&folder.path().join("target")).expect("readable");
        assert_eq!(
            files.names().collect::<Vec<_>>(),
            [".hidden.j2", "sub/a.j2"]
        );
        assert!(files.read("sub/a.j2").expect("readable").is_some());
        for name in ["../secret", "sub", "sub/../sub/a.j2", "/etc/hostname"] {
            assert!(files.read(name).expect("no error").is_none(), "{name}");
        }
    }
}
