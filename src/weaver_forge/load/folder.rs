use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use walkdir::WalkDir;

use super::problem::LoadProblem;
use crate::source::{Area, Spot};

/// The most a file of a registry may hold, in bytes. The whole OpenTelemetry registry has 2 MB.
pub(super) const FILE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// The most files a registry may have.
pub(super) const FILES_MAX: usize = 20_000;

/// YAML files that are not definitions, wherever they are.
const OTHER_FILES: &[&str] = &["schema-next.yaml", MANIFEST, LEGACY_MANIFEST];

/// The file in which a registry describes itself.
pub(super) const MANIFEST: &str = "manifest.yaml";

/// The former name of [`MANIFEST`].
pub(super) const LEGACY_MANIFEST: &str = "registry_manifest.yaml";

/// The definition files below `root`, each relative to it, in the order of their names. What starts
/// with a dot is left out, except for the root itself.
pub(super) fn definition_files(
    root: &Path,
    follow_symlinks: bool,
) -> Result<Vec<PathBuf>, (PathBuf, String)> {
    let is_visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    let entries = WalkDir::new(root)
        .follow_links(follow_symlinks)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_visible);
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(root).to_owned();
            (
                path,
                error
                    .into_io_error()
                    .map_or("a circle of links".to_owned(), |e| e.to_string()),
            )
        })?;
        if entry.file_type().is_file() && is_definition(entry.path()) {
            let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
            files.push(relative.to_owned());
        }
        if files.len() > FILES_MAX {
            return Err((
                root.to_owned(),
                format!("more than {FILES_MAX} definition files"),
            ));
        }
    }
    Ok(files)
}

/// Whether the name says that there is YAML in the file.
pub(super) fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// Whether the file is one of those that define something.
pub(super) fn is_definition(path: &Path) -> bool {
    is_yaml(path)
        && !OTHER_FILES
            .iter()
            .any(|name| path.file_name().is_some_and(|file| file == *name))
}

/// The content of the file at `path`.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes))
        .map_err(|error| error.to_string())?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(format!("more than {FILE_BYTES_MAX} bytes"));
    }
    Ok(bytes)
}

/// Why a file has no text.
#[derive(Debug)]
pub(super) struct Unread {
    /// What is wrong.
    pub(super) error: String,
    /// Where that is.
    pub(super) spot: Spot,
    /// What can be shown of the file all the same.
    pub(super) text: String,
}

impl Unread {
    /// Nothing is known of a file but that it cannot be read.
    pub(super) fn unopened(error: String) -> Self {
        let (spot, text) = (Spot::File, String::new());
        Self { error, spot, text }
    }

    /// What `path_or_url`, shown as `path`, is reported as: YAML in another encoding is no YAML.
    pub(super) fn problem(&self, path: &str, path_or_url: &str) -> LoadProblem {
        let error = self.error.clone();
        match self.spot {
            Spot::File => LoadProblem::SemConvSpecError {
                path: path.to_owned(),
                error,
            },
            _ => LoadProblem::DeserializationError {
                path_or_url: path_or_url.to_owned(),
                error,
            },
        }
    }
}

/// The text that `bytes` are.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, Unread> {
    String::from_utf8(bytes).map_err(|error| not_utf8(&error))
}

fn not_utf8(error: &FromUtf8Error) -> Unread {
    let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let line_start = sound.iter().rposition(|byte| *byte == b'\n');
    let line_start = line_start.map_or(0, |end| end + 1);
    let line = sound.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = String::from_utf8_lossy(&sound[line_start..])
        .chars()
        .count()
        + 1;
    Unread {
        error: "it is not UTF-8".to_owned(),
        spot: Spot::Area(Area::point(line, column)),
        text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

/// `relative` below `root`, as registries spell paths: with slashes, and the root as it was typed.
pub(super) fn join(root: &str, relative: &Path) -> String {
    let relative = relative.to_string_lossy().replace('\\', "/");
    format!("{}/{relative}", root.trim_end_matches('/'))
}
