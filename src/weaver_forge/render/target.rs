//! A target: a folder of templates with its configuration.

use std::path::{Path, PathBuf};

use super::template_files::TemplateFiles;
use crate::Error;
use crate::config::{Config, FILE_NAME};

/// The sub-folder of a templates folder that holds the targets for registries.
const REGISTRY_FOLDER: &str = "registry";

/// A folder of templates with its configuration.
#[derive(Debug)]
pub(crate) struct Target {
    /// The weaver.yaml files of the folder and of the templates folders above it.
    pub(crate) config: Config,
    /// The template files.
    pub(super) files: TemplateFiles,
}

impl Target {
    /// Opens the target `name` of the folder `templates`, as Weaver's command line does: targets
    /// are sub-folders of `templates/registry` if there is such a folder, else of `templates`.
    ///
    /// `config_files`, if there are any, are used in place of the weaver.yaml files of the folders.
    ///
    /// # Errors
    /// No such target, or an invalid weaver.yaml.
    pub(crate) fn named(
        templates: &Path,
        name: &str,
        config_files: &[PathBuf],
    ) -> Result<Self, Vec<Error>> {
        let nested = templates.join(REGISTRY_FOLDER);
        let root = if nested.is_dir() {
            nested
        } else {
            templates.to_owned()
        };
        let plain = Path::new(name)
            .components()
            .all(|part| matches!(part, std::path::Component::Normal(_)));
        let folder = root.join(name);
        if name.is_empty() || !plain || !folder.is_dir() {
            return Err(vec![Error::UnknownTarget {
                target: name.to_owned(),
                available: sub_folders(&root),
                root,
            }]);
        }
        if config_files.is_empty() {
            Self::open(
                &folder,
                &config_files_of(&chain_down_to(&folder, templates)),
            )
        } else {
            Self::open(&folder, config_files)
        }
    }

    /// Opens the target in `folder`, which is relative to `root`; the folders between the two may
    /// hold a weaver.yaml too. Of an absolute folder only its own weaver.yaml is read.
    ///
    /// # Errors
    /// No such folder, or an invalid weaver.yaml.
    pub(crate) fn in_folder(root: &Path, folder: &Path) -> Result<Self, Vec<Error>> {
        let full = root.join(folder);
        if !full.is_dir() {
            let parent = full.parent().unwrap_or(root).to_owned();
            return Err(vec![Error::UnknownTarget {
                target: folder.display().to_string(),
                available: sub_folders(&parent),
                root: parent,
            }]);
        }
        Self::open(&full, &config_files_of(&chain_in(root, folder)))
    }

    fn open(folder: &Path, config_files: &[PathBuf]) -> Result<Self, Vec<Error>> {
        let config = Config::load(config_files)?;
        let files = TemplateFiles::below(folder).map_err(|error| vec![error])?;
        Ok(Self { config, files })
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

/// The weaver.yaml files that [`Target::in_folder`] reads besides the one in the folder itself.
pub(crate) fn config_files_above(root: &Path, folder: &Path) -> Vec<PathBuf> {
    let mut chain = chain_in(root, folder);
    chain.pop();
    config_files_of(&chain)
}

/// The weaver.yaml files that are there in `folders`.
fn config_files_of(folders: &[PathBuf]) -> Vec<PathBuf> {
    folders
        .iter()
        .map(|folder| folder.join(FILE_NAME))
        .filter(|path| path.is_file())
        .collect()
}

/// The folders whose weaver.yaml counts for the target in `folder`, which is relative to `root`.
fn chain_in(root: &Path, folder: &Path) -> Vec<PathBuf> {
    let full = root.join(folder);
    match folder.components().next() {
        Some(first) if folder.is_relative() => chain_down_to(&full, &root.join(first)),
        _ => vec![full],
    }
}

/// The folders from `top` down to `folder`, both included; `top` must be above `folder`.
fn chain_down_to(folder: &Path, top: &Path) -> Vec<PathBuf> {
    let mut chain: Vec<PathBuf> = folder
        .ancestors()
        .take_while(|ancestor| ancestor.starts_with(top))
        .map(Path::to_owned)
        .collect();
    chain.reverse();
    chain
}

fn sub_folders(root: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("temporary folder");
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().expect("has a parent")).expect("writable");
            std::fs::write(path, "params: {}").expect("writable");
        }
        folder
    }

    #[test]
    fn targets_are_looked_for_in_the_registry_folder_first() {
        let folder = folder_with(&["registry/rust/a.j2", "go/b.j2"]);
        assert!(Target::named(folder.path(), "rust", &[]).is_ok());
        let errors = Target::named(folder.path(), "go", &[]).expect_err("not in registry/");
        assert!(
            errors[0].to_string().ends_with("it has rust"),
            "{}",
            errors[0]
        );
    }

    #[test]
    fn a_target_outside_the_templates_folder_is_refused() {
        let folder = folder_with(&["t/rust/a.j2", "other/b.j2"]);
        for name in ["../other", "", "/etc"] {
            assert!(
                Target::named(&folder.path().join("t"), name, &[]).is_err(),
                "{name}"
            );
        }
    }

    #[test]
    fn the_chain_ends_at_the_first_folder_of_a_relative_path() {
        let root = folder_with(&[
            "weaver.yaml",
            "t/weaver.yaml",
            "t/registry/rust/weaver.yaml",
        ]);
        let full = root.path().join("t/registry/rust");
        let chain = chain_down_to(&full, &root.path().join("t"));
        assert_eq!(chain.len(), 3);
        assert_eq!(chain[0], root.path().join("t"));
    }
}
