//! What earlier runs wrote, so that what is no longer rendered can be deleted.
//!
//! The files themselves cannot tell: a template prints what it likes, and other tools and other runs
//! write to the same folders. So a record is kept beside the outputs, not in them, where nothing but
//! rendered files belongs. A file belongs to the command that wrote it last; it is deleted only if
//! that command runs again without writing it, and if it still is as it was written. Without a
//! record nothing is deleted.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::record::{self, Files, Origin, Run};
use crate::config::Parameters;
use crate::render::Rendered;
use crate::resolve::sorted;

/// The fingerprint of the arguments, other than registry, target and output, by which two commands
/// that fill one folder differ: the parameters of the command line, the paths of the configuration
/// files that it names, and which shape of the registry and how much of it the templates see.
///
/// What stands in files is left out: a change of weaver.yaml makes another output of the same
/// command, not another command.
pub(super) fn settings(
    parameters: &Parameters,
    config_files: &[PathBuf],
    v2: bool,
    include_unreferenced: bool,
) -> String {
    let config_files: Vec<_> = config_files
        .iter()
        .map(|path| record::normal(path))
        .collect();
    let parameters = sorted(parameters.to_json());
    let settings = format!("{parameters} {config_files:?} {v2} {include_unreferenced}");
    fingerprint(settings.as_bytes())
}

/// The record, and what this run does to it.
#[derive(Debug)]
pub(super) struct Written {
    runs: Vec<Run>,
    /// What this run writes.
    run: Run,
}

impl Written {
    /// What is on record, and `rendered`, which `origin` is about to write.
    pub(super) fn new(origin: Origin, rendered: &Rendered) -> Self {
        let origin = origin.normal();
        let files = rendered
            .iter()
            .map(|(name, file)| (origin.output.join(name), fingerprint(file.text.as_bytes())))
            .collect();
        Self {
            runs: record::read(),
            run: Run { origin, files },
        }
    }

    /// The output folder, as the paths on record spell it.
    pub(super) fn output(&self) -> &Path {
        &self.run.origin.output
    }

    /// The files that this command wrote once and writes no more, as far as they are unchanged.
    ///
    /// One file may have many paths: through links, relative and absolute, in upper and lower case.
    /// So it is the file that must be written no more, and that must lie in the output folder.
    pub(super) fn stale(&self) -> Vec<PathBuf> {
        let Some(folder) = canonical(self.output()) else {
            return Vec::new();
        };
        let unchanged: Vec<_> = self
            .run
            .gone(&self.runs)
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
        let others = self.runs.iter().filter(|run| run.origin != self.run.origin);
        others
            .chain([&self.run])
            .flat_map(|run| run.files.keys())
            .filter_map(|path| canonical(path))
            .collect()
    }

    /// Puts on record what was written; stale files stay there if they were kept.
    ///
    /// # Errors
    /// Why it could not be written. Nothing depends on it but the next deletion.
    pub(super) fn save(self, keeps_stale: bool) -> std::io::Result<()> {
        record::update(|runs| self.run.recorded_in(runs, keeps_stale))
    }
}

impl Run {
    /// What this command wrote once, as `runs` say, and nothing on record writes any more.
    fn gone<'r>(&self, runs: &'r [Run]) -> impl Iterator<Item = (&'r PathBuf, &'r String)> {
        let (own, others): (Vec<_>, Vec<_>) =
            runs.iter().partition(|run| run.origin == self.origin);
        own.into_iter()
            .flat_map(|run| &run.files)
            .filter(move |(path, _)| {
                !self.files.contains_key(*path)
                    && !others.iter().any(|run| run.files.contains_key(*path))
            })
    }

    /// `runs` after this one. What this run wrote is its own from now on: a command that nobody
    /// gives any more, with an older value of a parameter, must not hold on to it for ever.
    fn recorded_in(mut self, mut runs: Vec<Run>, keeps_stale: bool) -> Vec<Run> {
        if keeps_stale {
            let kept: Files = self
                .gone(&runs)
                .map(|(path, it)| (path.clone(), it.clone()))
                .collect();
            self.files.extend(kept);
        }
        runs.retain(|run| run.origin != self.origin);
        for run in &mut runs {
            run.files.retain(|path, _| !self.files.contains_key(path));
        }
        runs.retain(|run| !run.files.is_empty());
        runs.push(self);
        runs
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
    use std::path::PathBuf;

    use super::{Origin, Parameters, Run, fingerprint, settings};

    #[test]
    fn a_fingerprint_is_the_same_everywhere() {
        assert_eq!(fingerprint(b""), "0-cbf29ce484222325");
        assert_eq!(fingerprint(b"foobar"), "6-85944171f73967e8");
    }

    #[test]
    fn each_setting_makes_another_command_and_a_spelling_does_not() {
        let parameters = |value: &str| {
            let mut parameters = Parameters::default();
            parameters.set("p", value);
            parameters
        };
        let files = |path: &str| vec![PathBuf::from(path)];
        let one = settings(&parameters("1"), &files("a.yaml"), false, false);
        assert_eq!(
            settings(&parameters("1"), &files("./a.yaml"), false, false),
            one
        );
        let others = [
            settings(&parameters("2"), &files("a.yaml"), false, false),
            settings(&parameters("1"), &files("b.yaml"), false, false),
            settings(&parameters("1"), &files("a.yaml"), true, false),
            settings(&parameters("1"), &files("a.yaml"), false, true),
        ];
        assert!(others.iter().all(|other| *other != one));
    }

    fn run(settings: &str, files: &[&str]) -> Run {
        let origin = Origin {
            registry: PathBuf::from("registry"),
            templates: PathBuf::from("templates"),
            target: PathBuf::from("text"),
            output: PathBuf::from("out"),
            settings: settings.to_owned(),
        };
        let files = files.iter().map(|it| (PathBuf::from(it), String::new()));
        Run {
            origin,
            files: files.collect(),
        }
    }

    #[test]
    fn a_file_belongs_to_the_command_that_wrote_it_last() {
        let runs = run("one", &["a", "b"]).recorded_in(Vec::new(), false);
        let runs = run("two", &["b", "c"]).recorded_in(runs, false);
        let owned = |runs: &[Run], index: usize| runs[index].files.keys().cloned().collect();
        let first: Vec<PathBuf> = owned(&runs, 0);
        assert_eq!(first, [PathBuf::from("a")]);
        let runs = run("three", &["a"]).recorded_in(runs, false);
        let all: Vec<_> = runs.iter().map(|run| &run.origin.settings).collect();
        assert_eq!(
            all,
            ["two", "three"],
            "a command without files is forgotten"
        );
        let gone: Vec<_> = run("two", &["c"])
            .gone(&runs)
            .map(|(path, _)| path)
            .collect();
        assert_eq!(gone, [&PathBuf::from("b")]);
    }
}
