use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::Error;

/// The most a policy may hold, in bytes.
const POLICY_BYTES_MAX: u64 = 1024 * 1024;

/// The most policies that may be below one folder.
const POLICIES_MAX: usize = 1000;

/// The extension of policies.
const EXTENSION: &str = "rego";

/// The policies at `path`: itself if it is a file, all `*.rego` files below it if it is a folder, in
/// the order of their names.
pub(super) fn policy_files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |path: &Path, source| Error::Read {
        path: path.to_owned(),
        source,
    };
    let metadata = std::fs::metadata(path).map_err(|source| failed(path, source))?;
    if metadata.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(path).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(path).to_owned();
            failed(&path, error.into())
        })?;
        let is_policy = entry.path().extension().is_some_and(|it| it == EXTENSION);
        if is_policy && entry.file_type().is_file() {
            files.push(entry.into_path());
        }
        if files.len() > POLICIES_MAX {
            let reason = io::Error::other(format!("more than {POLICIES_MAX} policies"));
            return Err(failed(path, reason));
        }
    }
    Ok(files)
}

/// The text of the policy at `path`.
pub(super) fn read(path: &Path) -> Result<String, Error> {
    let mut text = String::new();
    let read = File::open(path)
        .and_then(|file| file.take(POLICY_BYTES_MAX + 1).read_to_string(&mut text))
        .and_then(|bytes| match bytes as u64 > POLICY_BYTES_MAX {
            true => Err(io::Error::other(format!(
                "more than {POLICY_BYTES_MAX} bytes"
            ))),
            false => Ok(()),
        });
    match read {
        Ok(()) => Ok(text),
        Err(source) => Err(Error::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_its_rego_files_and_a_file_is_taken_whatever_its_name() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let root = folder.path();
        std::fs::create_dir(root.join("deep")).expect("writable");
        for file in ["b.rego", "deep/a.rego", "deep/readme.md", "policy.txt"] {
            std::fs::write(root.join(file), "").expect("writable");
        }
        let names = |path: &Path| policy_files(path).expect("readable");
        assert_eq!(names(root), [root.join("b.rego"), root.join("deep/a.rego")]);
        assert_eq!(names(&root.join("policy.txt")), [root.join("policy.txt")]);
        assert!(policy_files(&root.join("nowhere")).is_err());
    }
}
