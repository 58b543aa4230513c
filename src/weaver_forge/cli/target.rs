//! Finding a target by its name.

use std::path::{Component, Path, PathBuf};

use crate::Error;
use crate::render::{self, Target};

/// The sub-folder of a templates folder that holds the targets for registries.
const REGISTRY_FOLDER: &str = "registry";

/// Opens the target `name` of the folder `templates`: targets are sub-folders of
/// `templates/registry` if there is such a folder, else of `templates`. That folder itself is a
/// target too, called `./`.
///
/// `config_files`, if there are any, are used in place of the weaver.yaml files of the folders.
///
/// # Errors
/// No such target, or an invalid weaver.yaml.
pub(super) fn open(
    templates: &Path,
    name: &str,
    config_files: &[PathBuf],
) -> Result<Target, Vec<Error>> {
    let nested = templates.join(REGISTRY_FOLDER);
    let root = if nested.is_dir() { &nested } else { templates };
    let Some(folder) = folder_of(root, name) else {
        return Err(vec![render::unknown(name, root)]);
    };
    if config_files.is_empty() {
        Target::open(&folder, &render::config_files(&folder, templates))
    } else {
        Target::open(&folder, config_files)
    }
}

/// The folder `name` of `root`, if it is there. Its name leads nowhere else; what stands there may
/// be a link.
fn folder_of(root: &Path, name: &str) -> Option<PathBuf> {
    let leads_down = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    let is_name = !name.is_empty() && Path::new(name).components().all(leads_down);
    let folder = root.join(name);
    (is_name && folder.is_dir()).then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("temporary folder");
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().expect("has a parent")).expect("writable");
            std::fs::write(path, "").expect("writable");
        }
        folder
    }

    #[test]
    fn targets_are_looked_for_in_the_registry_folder_first() {
        let folder = folder_with(&["registry/rust/a.j2", "go/b.j2"]);
        assert!(open(folder.path(), "rust", &[]).is_ok());
        let errors = open(folder.path(), "go", &[]).expect_err("not in registry/");
        assert!(
            errors[0].to_string().ends_with("it has rust"),
            "{}",
            errors[0]
        );
    }

    #[test]
    fn the_folder_of_targets_is_a_target_itself() {
        let folder = folder_with(&["registry/weaver.yaml", "registry/rust/a.j2"]);
        for name in ["./", ".", "./rust"] {
            assert!(open(folder.path(), name, &[]).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_target_outside_the_templates_folder_is_refused() {
        let folder = folder_with(&["t/rust/a.j2", "other/b.j2"]);
        let whole = folder.path().join("t/rust");
        for name in ["../other", "rust/..", "", "/etc", &whole.to_string_lossy()] {
            assert!(open(&folder.path().join("t"), name, &[]).is_err(), "{name}");
        }
    }
}
