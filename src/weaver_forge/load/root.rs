use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::folder::{self, Unread};
use super::problem::LoadProblem;
use crate::source::SourceFile;

/// The endings of archives.
const ARCHIVE_ENDINGS: &[&str] = &[".zip", ".tar.gz"];

/// Where the files of a registry are.
pub(super) struct Root {
    files: Files,
    /// The folder from which relative paths in the manifest start.
    pub(super) folder: PathBuf,
    /// What has to be watched: the folder, or the archive.
    pub(super) watched: PathBuf,
    /// How people see it: a path without detours.
    pub(super) shown: String,
    /// How the resolved registry records it: as it was typed.
    pub(super) recorded: String,
}

enum Files {
    Folder,
    /// The content of each file by its path.
    InMemory(BTreeMap<PathBuf, Vec<u8>>),
}

impl Root {
    /// Opens what was typed as `recorded`: a folder, a manifest in it, an archive, or a folder in an
    /// archive: `registry.zip[model]`. A relative path is looked for below each of `bases` in turn.
    pub(super) fn open(recorded: &str, bases: &[&Path]) -> Result<Self, LoadProblem> {
        let (path, sub_folder) = split(recorded);
        let is_archive = ARCHIVE_ENDINGS.iter().any(|ending| path.ends_with(ending));
        let candidates = || bases.iter().map(|base| base.join(path));
        if path.contains("://") || path.ends_with(".git") && !candidates().any(|it| it.is_dir()) {
            let path = recorded.to_owned();
            return Err(LoadProblem::VirtualDirectoryError { path });
        }
        if let Some(folder) = candidates().map(of_manifest).find(|it| it.is_dir()) {
            return Ok(Self::in_folder(folder, recorded));
        }
        match candidates().find(|it| is_archive && it.is_file()) {
            Some(archive) => Self::in_archive(&archive, sub_folder, recorded),
            None => Err(not_found(
                recorded,
                is_archive,
                &candidates().collect::<Vec<_>>(),
            )),
        }
    }

    /// Files that need not be read from anywhere, under the name `recorded`.
    pub(super) fn in_memory(recorded: &str, files: BTreeMap<PathBuf, Vec<u8>>) -> Self {
        Self {
            files: Files::InMemory(files),
            folder: PathBuf::from(recorded),
            watched: PathBuf::from(recorded),
            shown: recorded.to_owned(),
            recorded: recorded.to_owned(),
        }
    }

    fn in_folder(folder: PathBuf, recorded: &str) -> Self {
        Self {
            files: Files::Folder,
            watched: PathBuf::from(without_detours(&folder)),
            shown: without_detours(&folder),
            folder,
            recorded: recorded.to_owned(),
        }
    }

    fn in_archive(archive: &Path, sub_folder: &str, recorded: &str) -> Result<Self, LoadProblem> {
        let shown = without_detours(archive);
        let failed = |error: String| LoadProblem::InvalidRegistryArchive {
            archive: recorded.to_owned(),
            error,
        };
        let files = unpacked(archive, Path::new(sub_folder)).map_err(failed)?;
        if files.is_empty() {
            return Err(failed(
                "there are no YAML files in it, or not below that folder".to_owned(),
            ));
        }
        Ok(Self {
            files: Files::InMemory(files),
            folder: archive.parent().map(Path::to_owned).unwrap_or_default(),
            watched: PathBuf::from(&shown),
            shown: match sub_folder {
                "" => shown,
                folder => format!("{shown}[{folder}]"),
            },
            recorded: recorded.to_owned(),
        })
    }

    /// What makes two roots the same.
    pub(super) fn identity(&self) -> PathBuf {
        match &self.files {
            Files::Folder => self.folder.canonicalize().unwrap_or(self.folder.clone()),
            Files::InMemory(_) => PathBuf::from(&self.shown),
        }
    }

    /// Whether there is a file at `path`.
    pub(super) fn has(&self, path: &Path) -> bool {
        match &self.files {
            Files::Folder => self.folder.join(path).is_file(),
            Files::InMemory(files) => files.contains_key(path),
        }
    }

    /// The text of the file at `path`.
    fn read_text(&self, path: &Path) -> Result<String, Unread> {
        let bytes = match &self.files {
            Files::Folder => folder::read(&self.folder.join(path)),
            Files::InMemory(files) => files.get(path).cloned().ok_or("no such file".to_owned()),
        };
        folder::text(bytes.map_err(Unread::unopened)?)
    }

    /// The file at `path` as it is shown and recorded, and what is wrong if it has no text.
    pub(super) fn source(&self, path: &Path) -> (SourceFile, Option<Unread>) {
        let (text, unread) = match self.read_text(path) {
            Ok(text) => (text, None),
            Err(mut unread) => (std::mem::take(&mut unread.text), Some(unread)),
        };
        let source = SourceFile {
            path: folder::join(&self.shown, path),
            provenance: folder::join(&self.recorded, path),
            text,
        };
        (source, unread)
    }

    /// The definition files, in the order of their paths.
    pub(super) fn definition_files(
        &self,
        follow_symlinks: bool,
    ) -> Result<Vec<PathBuf>, (PathBuf, String)> {
        match &self.files {
            Files::Folder => folder::definition_files(&self.folder, follow_symlinks),
            Files::InMemory(files) => {
                let is_visible = |path: &&PathBuf| {
                    let mut names = path.iter();
                    names.all(|name| !name.to_string_lossy().starts_with('.'))
                };
                let paths = files.keys().filter(is_visible);
                Ok(paths
                    .filter(|it| folder::is_definition(it))
                    .cloned()
                    .collect())
            }
        }
    }
}

/// `archive[folder]` as its parts.
fn split(typed: &str) -> (&str, &str) {
    let split = typed.strip_suffix(']').and_then(|it| it.rsplit_once('['));
    split.map_or((typed, ""), |(path, folder)| {
        (path, folder.trim_matches('/'))
    })
}

/// The folder of a manifest, or `path` itself.
fn of_manifest(path: PathBuf) -> PathBuf {
    let is_manifest = path.is_file()
        && path
            .file_name()
            .is_some_and(|name| name == folder::MANIFEST || name == folder::LEGACY_MANIFEST);
    match path.parent() {
        Some(parent) if is_manifest => parent.to_owned(),
        _ => path,
    }
}

fn not_found(recorded: &str, is_archive: bool, candidates: &[PathBuf]) -> LoadProblem {
    let what = if is_archive { "archive" } else { "folder" };
    let error = match candidates {
        [beside, _, ..] => format!(
            "no such {what}, neither beside the manifest (`{}`) nor in the working directory",
            without_detours(beside)
        ),
        _ => format!("no such {what}"),
    };
    LoadProblem::SemConvSpecError {
        path: recorded.to_owned(),
        error,
    }
}

#[cfg(feature = "archives")]
fn unpacked(archive: &Path, sub_folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>, String> {
    super::archive::unpacked(archive, sub_folder)
}

#[cfg(not(feature = "archives"))]
fn unpacked(_: &Path, _: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>, String> {
    Err("weaver_forge was built without its feature `archives`".to_owned())
}

/// `a/b/../c` as `a/c`, if that is the same folder.
fn without_detours(path: &Path) -> String {
    let mut short = PathBuf::new();
    for part in path.components() {
        let is_detour =
            part == Component::ParentDir && short.file_name().is_some_and(|last| last != "..");
        if is_detour {
            short.pop();
        } else {
            short.push(part);
        }
    }
    let is_same = match (short.canonicalize(), path.canonicalize()) {
        (Ok(short), Ok(path)) => short == path,
        _ => true,
    };
    let shown = if is_same && !short.as_os_str().is_empty() {
        &short
    } else {
        path
    };
    shown.to_string_lossy().into_owned()
}
