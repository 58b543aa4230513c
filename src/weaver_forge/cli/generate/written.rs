//! What earlier runs wrote, so that what is no longer rendered can be deleted.
//!
//! The files themselves cannot tell: a template prints what it likes, and other tools and other runs
//! write to the same folders. So a record is kept beside the outputs, not in them, where nothing but
//! rendered files belongs. A file is deleted only if the same command wrote it, no other command on
//! record did, and it still is as it was written. Without a record nothing is deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::config::Parameters;
use crate::render::Rendered;

/// The folder of the record, in the working directory.
const FOLDER: &str = ".weaver-forge";

/// The record in that folder.
const RECORD: &str = "written.json";

/// What keeps the record out of version control: other working copies have written other files.
const IGNORE_ALL: &str = "*\n";

/// What one command wrote: the fingerprint of each file by its path.
type Files = BTreeMap<PathBuf, String>;

/// What makes two runs the same command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Origin {
    pub(super) registry: String,
    pub(super) templates: PathBuf,
    pub(super) target: String,
    pub(super) output: PathBuf,
    /// The fingerprint of all else that decides what is rendered.
    #[serde(default)]
    pub(super) settings: String,
}

/// The fingerprint of the settings that decide what is rendered from a registry and a target.
pub(super) fn settings(
    parameters: &Parameters,
    config_files: &[PathBuf],
    v2: Option<bool>,
) -> String {
    let parameters: BTreeMap<_, _> = parameters.iter().collect();
    fingerprint(format!("{parameters:?} {config_files:?} {v2:?}").as_bytes())
}

#[derive(Debug, Serialize, Deserialize)]
struct Run {
    #[serde(flatten)]
    origin: Origin,
    files: Files,
}

/// The record, and what this run does to it.
#[derive(Debug)]
pub(super) struct Written {
    runs: Vec<Run>,
    origin: Origin,
    /// What this run writes.
    files: Files,
}

impl Written {
    /// What is on record, and `rendered`, which `origin` is about to write.
    pub(super) fn new(mut origin: Origin, rendered: &Rendered) -> Self {
        // `out` and `./out` are one folder.
        if let Ok(shorter) = origin.output.strip_prefix(".") {
            origin.output = shorter.to_owned();
        }
        let text = std::fs::read_to_string(Path::new(FOLDER).join(RECORD)).unwrap_or_default();
        let files = rendered
            .iter()
            .map(|(name, file)| (origin.output.join(name), fingerprint(file.text.as_bytes())));
        Self {
            // A record that cannot be read is one that is not there.
            runs: serde_json::from_str(&text).unwrap_or_default(),
            files: files.collect(),
            origin,
        }
    }

    /// The files that this command wrote once and writes no more, as far as they are unchanged.
    ///
    /// One file may have many paths: through links, relative and absolute, in upper and lower case.
    /// So it is the file that must be written no more, and that must lie in the output folder.
    pub(super) fn stale(&self) -> Vec<PathBuf> {
        let Some(folder) = canonical(&self.origin.output) else {
            return Vec::new();
        };
        let unchanged: Vec<_> = self
            .gone()
            .filter(|(path, recorded)| {
                std::fs::read(path).is_ok_and(|bytes| fingerprint(&bytes) == **recorded)
            })
            .filter_map(|(path, _)| Some((path, canonical(path)?)))
            .filter(|(_, file)| file.starts_with(&folder))
            .collect();
        if unchanged.is_empty() {
            return Vec::new();
        }
        let in_use = self.in_use();
        unchanged
            .into_iter()
            .filter(|(_, file)| !in_use.contains(file))
            .map(|(path, _)| path.clone())
            .collect()
    }

    /// The files on disk that this run or another command on record writes. A path without a file
    /// is left out: no file that is there can be the same one.
    fn in_use(&self) -> BTreeSet<PathBuf> {
        let others = self.runs.iter().filter(|run| run.origin != self.origin);
        others
            .flat_map(|run| run.files.keys())
            .chain(self.files.keys())
            .filter_map(|path| canonical(path))
            .collect()
    }

    /// What this command wrote once and nothing on record writes any more.
    fn gone(&self) -> impl Iterator<Item = (&PathBuf, &String)> {
        let (own, others): (Vec<_>, Vec<_>) =
            self.runs.iter().partition(|run| run.origin == self.origin);
        own.into_iter()
            .flat_map(|run| &run.files)
            .filter(move |(path, _)| {
                !self.files.contains_key(*path)
                    && !others.iter().any(|run| run.files.contains_key(*path))
            })
    }

    /// Puts on record what was written; stale files stay there if they were kept.
    ///
    /// # Errors
    /// Why it could not be written. Nothing depends on it but the next deletion.
    pub(super) fn save(mut self, keeps_stale: bool) -> std::io::Result<()> {
        if keeps_stale {
            let kept: Files = self
                .gone()
                .map(|(path, it)| (path.clone(), it.clone()))
                .collect();
            self.files.extend(kept);
        }
        self.runs.retain(|run| run.origin != self.origin);
        self.runs.push(Run {
            origin: self.origin,
            files: self.files,
        });
        let folder = Path::new(FOLDER);
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join(".gitignore"), IGNORE_ALL)?;
        let record = serde_json::to_string_pretty(&self.runs)?;
        let temporary = folder.join(format!("{RECORD}.{}.tmp", std::process::id()));
        std::fs::write(&temporary, record)?;
        std::fs::rename(&temporary, folder.join(RECORD))
    }
}

/// The one path that the file system has for what is at `path`; nothing if there is nothing.
fn canonical(path: &Path) -> Option<PathBuf> {
    // An empty path is the working directory, as in `-o .` without the dot.
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    std::fs::canonicalize(path).ok()
}

/// Tells whether a file was changed: FNV-1a of 64 bits, and the length. It guards against accidents,
/// not against anybody's will.
fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{:x}-{hash:016x}", bytes.len())
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn a_fingerprint_is_the_same_everywhere() {
        assert_eq!(fingerprint(b""), "0-cbf29ce484222325");
        assert_eq!(fingerprint(b"foobar"), "6-85944171f73967e8");
    }
}
