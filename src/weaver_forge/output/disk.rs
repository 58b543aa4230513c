//! Reading, replacing and deleting files.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::Error;

/// The bytes of the file at `path`, or nothing if there is none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Writes all files or, as far as the file system allows, none: first each text goes to a file of
/// its own beside its target, and only when all are there they take the place of their targets.
pub(super) fn write_all(files: BTreeMap<PathBuf, String>) -> Result<(), Error> {
    let mut staged = Vec::new();
    let outcome = files
        .iter()
        .try_for_each(|(path, text)| stage(path, text, &mut staged))
        .and_then(|()| staged.iter().try_for_each(|(from, to)| replace(from, to)));
    if outcome.is_err() {
        for (temporary, _) in staged {
            // The error that matters is the first one; what was renamed is not there any more.
            std::fs::remove_file(temporary).ok();
        }
    }
    outcome
}

fn stage(path: &Path, text: &str, staged: &mut Vec<(PathBuf, PathBuf)>) -> Result<(), Error> {
    let failed = |source| Error::Write {
        path: path.to_owned(),
        source,
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    staged.push((temporary.clone(), path.to_owned()));
    std::fs::write(temporary, text).map_err(failed)
}

fn replace(from: &Path, to: &Path) -> Result<(), Error> {
    std::fs::rename(from, to).map_err(|source| Error::Write {
        path: to.to_owned(),
        source,
    })
}

/// Deletes the file at `path`, if it is still there, and the folders below `top` that are empty
/// without it. `top` itself stays, as do all folders if `path` does not lie below it: whoever made
/// them made them for something else.
pub(super) fn delete(path: &Path, top: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            return Err(Error::Write {
                path: path.to_owned(),
                source,
            });
        }
        // Another build may have been faster.
        Ok(()) | Err(_) => {}
    }
    let below = |folder: &&Path| *folder != top && folder.starts_with(top);
    for folder in path.ancestors().skip(1).take_while(below) {
        // Fails for the first folder that holds something, which ends the ascent.
        if std::fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
