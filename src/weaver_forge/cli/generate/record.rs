//! The record of written files, as it is kept on disk.

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// The folder of the record, in the working directory.
const FOLDER: &str = ".weaver-forge";

/// The record in that folder.
const RECORD: &str = "written.json";

/// The file in that folder that whoever changes the record holds locked.
const LOCK: &str = "lock";

/// What keeps the record out of version control: other working copies have written other files.
const IGNORE_ALL: &str = "*\n";

/// How many commands are remembered; the one that ran longest ago is forgotten first.
const RUNS_MAX: usize = 100;

/// How long to wait for another command that changes the record. The lock of a process that died is
/// free at once: this is for one that was halted.
const LOCK_WAIT_MAX: Duration = Duration::from_secs(5);

/// How long to wait before asking for the lock again.
const LOCK_RETRY_DELAY: Duration = Duration::from_millis(5);

/// What one command wrote: the fingerprint of each file by its path.
pub(super) type Files = BTreeMap<PathBuf, String>;

/// What makes two runs the same command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::cli) struct Origin {
    pub(in crate::cli) registry: PathBuf,
    pub(in crate::cli) templates: PathBuf,
    pub(in crate::cli) target: PathBuf,
    pub(in crate::cli) output: PathBuf,
    /// The fingerprint of the other arguments by which commands that fill one folder differ.
    #[serde(default)]
    pub(in crate::cli) settings: String,
}

impl Origin {
    /// The same command with its paths spelt the one way: `./out` and `out` are one folder.
    pub(super) fn normal(self) -> Self {
        Self {
            registry: normal(&self.registry),
            templates: normal(&self.templates),
            target: normal(&self.target),
            output: normal(&self.output),
            settings: self.settings,
        }
    }
}

/// `path` without what leads nowhere. The working directory becomes an empty path.
pub(super) fn normal(path: &Path) -> PathBuf {
    let shorter: PathBuf = path.components().collect();
    shorter
        .strip_prefix(".")
        .map_or_else(|_| shorter.clone(), Path::to_owned)
}

/// One command and what it wrote.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Run {
    #[serde(flatten)]
    pub(super) origin: Origin,
    pub(super) files: Files,
}

/// All commands on record, the latest last. A record that cannot be read is one that is not there.
pub(super) fn read() -> Vec<Run> {
    let text = std::fs::read_to_string(Path::new(FOLDER).join(RECORD)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Replaces the record by what `change` makes of it, while nobody else does.
///
/// # Errors
/// It could not be written, or somebody else held it for too long.
pub(super) fn update(change: impl FnOnce(Vec<Run>) -> Vec<Run>) -> io::Result<()> {
    let folder = Path::new(FOLDER);
    std::fs::create_dir_all(folder)?;
    let lock = File::create(folder.join(LOCK))?;
    wait_for(&lock)?;
    std::fs::write(folder.join(".gitignore"), IGNORE_ALL)?;
    // Read only now: another command may have ended since this one began.
    let mut runs = change(read());
    let forgotten = runs.len().saturating_sub(RUNS_MAX);
    runs.drain(..forgotten);
    let text = serde_json::to_string_pretty(&runs)?;
    let temporary = folder.join(format!("{RECORD}.{}.tmp", std::process::id()));
    std::fs::write(&temporary, text)?;
    std::fs::rename(&temporary, folder.join(RECORD))
}

/// Locks `file` until it is closed, as it is when this process ends in whatever way.
fn wait_for(file: &File) -> io::Result<()> {
    let deadline = Instant::now() + LOCK_WAIT_MAX;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                thread::sleep(LOCK_RETRY_DELAY);
            }
            Err(TryLockError::WouldBlock) => {
                let seconds = LOCK_WAIT_MAX.as_secs();
                let message = format!("another command holds {FOLDER}/{LOCK} for {seconds} s");
                return Err(io::Error::new(io::ErrorKind::TimedOut, message));
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_folder_has_one_spelling() {
        for (path, expect) in [
            ("out", "out"),
            ("./out/", "out"),
            ("././out/./a", "out/a"),
            (".", ""),
            ("./", ""),
            ("../out", "../out"),
            ("/out/", "/out"),
        ] {
            assert_eq!(normal(Path::new(path)), Path::new(expect), "{path}");
        }
    }
}
