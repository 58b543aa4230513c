use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

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

/// The text of the file at `path`.
pub(super) fn read_text(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes))
        .map_err(|error| error.to_string())?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(format!("more than {FILE_BYTES_MAX} bytes"));
    }
    text(bytes)
}

/// The text that `bytes` are.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

/// `relative` below `root`, as registries spell paths: with slashes, and the root as it was typed.
pub(super) fn join(root: &str, relative: &Path) -> String {
    let relative = relative.to_string_lossy().replace('\\', "/");
    format!("{}/{relative}", root.trim_end_matches('/'))
}
