//! A target: a folder of templates with its configuration.

use std::path::{Path, PathBuf};

use super::built_in::BuiltIn;
use super::template_files::TemplateFiles;
use crate::Error;
use crate::config::{Config, FILE_NAME};

/// A folder of templates with its configuration.
#[derive(Debug)]
pub(crate) struct Target {
    /// The weaver.yaml files of the folder and of the templates folders above it.
    pub(crate) config: Config,
    /// The template files.
    pub(super) files: TemplateFiles,
    /// The absolute path of the output folder, if templates may name files by their whole path.
    pub(crate) output: Option<PathBuf>,
}

impl Target {
    /// Opens the target in `folder`, which is relative to `root`; the folders between the two may
    /// hold a weaver.yaml too. Of an absolute folder only its own weaver.yaml is read.
    ///
    /// # Errors
    /// No such folder, or an invalid weaver.yaml.
    pub(crate) fn in_folder(root: &Path, folder: &Path) -> Result<Self, Vec<Error>> {
        let full = root.join(folder);
        if !full.is_dir() {
            let parent = full.parent().unwrap_or(root);
            return Err(vec![unknown(&folder.display().to_string(), parent)]);
        }
        Self::open(&full, &config_files(&full, &top(root, folder)))
    }

    /// The target that comes with this program.
    ///
    /// # Errors
    /// An invalid weaver.yaml.
    pub(crate) fn built_in(templates: &'static BuiltIn) -> Result<Self, Vec<Error>> {
        let files = TemplateFiles::built_in(templates);
        let text = templates.text(FILE_NAME).unwrap_or_default();
        let config = Config::parse(text, &files.path_of(FILE_NAME)).map_err(|error| vec![error])?;
        Ok(Self::of(config, files))
    }

    fn of(config: Config, files: TemplateFiles) -> Self {
        Self {
            config,
            files,
            output: None,
        }
    }

    /// Opens the target in `folder` with the configuration of `config_files`, later ones winning.
    ///
    /// # Errors
    /// The folder cannot be read, or an invalid weaver.yaml.
    pub(crate) fn open(folder: &Path, config_files: &[PathBuf]) -> Result<Self, Vec<Error>> {
        let config = Config::load(config_files)?;
        let files = TemplateFiles::below(folder).map_err(|error| vec![error])?;
        Ok(Self::of(config, files))
    }

    /// The target's own weaver.yaml, for messages.
    pub(super) fn config_path(&self) -> PathBuf {
        self.files.path_of(FILE_NAME)
    }

    /// The first line of the target's own weaver.yaml that has `text`, or the first line of `text`,
    /// for messages. A text that is written with escapes is not found.
    pub(super) fn config_line(&self, text: &str) -> Option<usize> {
        let first = text.lines().find(|line| !line.trim().is_empty())?.trim();
        let config = self.files.read(FILE_NAME).ok()??;
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(['\'', '"', ',', '}', ' ']);
        let index = config.lines().position(|line| {
            line.match_indices(first)
                .any(|(start, text)| ends(&line[start + text.len()..]))
        })?;
        Some(index + 1)
    }
}

/// The weaver.yaml files that there are in the folders from `top` down to `folder`.
pub(crate) fn config_files(folder: &Path, top: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = folder
        .ancestors()
        .take_while(|ancestor| ancestor.starts_with(top))
        .map(|ancestor| ancestor.join(FILE_NAME))
        .filter(|path| path.is_file())
        .collect();
    files.reverse();
    files
}

/// The weaver.yaml files that [`Target::in_folder`] reads.
pub(crate) fn config_files_in(root: &Path, folder: &Path) -> Vec<PathBuf> {
    config_files(&root.join(folder), &top(root, folder))
}

/// The topmost folder whose weaver.yaml counts for the target in `folder`, relative to `root`.
fn top(root: &Path, folder: &Path) -> PathBuf {
    match folder.components().next() {
        Some(first) if folder.is_relative() => root.join(first),
        _ => folder.to_owned(),
    }
}

/// There is no target `name` in `root`.
pub(crate) fn unknown(name: &str, root: &Path) -> Error {
    let mut available: Vec<String> = std::fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    available.sort();
    Error::UnknownTarget {
        target: name.to_owned(),
        root: root.to_owned(),
        available,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn configuration_is_read_from_the_first_folder_of_a_relative_path_down() {
        let root = tempfile::tempdir().expect("temporary folder");
        let files = [
            "weaver.yaml",
            "t/weaver.yaml",
            "t/registry/rust/weaver.yaml",
        ];
        for file in files {
            let path = root.path().join(file);
            std::fs::create_dir_all(path.parent().expect("has a parent")).expect("writable");
            std::fs::write(path, "").expect("writable");
        }
        let below = |file: &&str| root.path().join(file);
        let folder = Path::new("t/registry/rust");
        let expect: Vec<_> = files[1..].iter().map(below).collect();
        assert_eq!(config_files_in(root.path(), folder), expect);
        let absolute = root.path().join(folder);
        let expect: Vec<_> = files[2..].iter().map(below).collect();
        assert_eq!(config_files_in(root.path(), &absolute), expect);
    }
}
