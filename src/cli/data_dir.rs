//! Where what was synced is kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use embedding::LexicalEmbedder;
use vectorstore::VectorStore;

const NAME: &str = "cluster-whisperer";

/// The folder that was named, or the one of the user: `$XDG_DATA_HOME/cluster-whisperer`, by default below `~/.local/share`.
pub(crate) fn data_dir(named: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    from(named, |variable| {
        std::env::var_os(variable).map(PathBuf::from)
    })
}

/// Opens the store, which is made if it is not there.
pub(crate) fn open(data_dir: &Path) -> anyhow::Result<VectorStore> {
    Ok(VectorStore::open(
        data_dir,
        Arc::new(LexicalEmbedder::new()),
    )?)
}

/// Opens the store to read it; nothing is made.
pub(crate) fn open_existing(data_dir: &Path) -> anyhow::Result<VectorStore> {
    if !VectorStore::exists(data_dir) {
        bail!(
            "nothing has been synced to `{}` yet: run `cluster-whisperer sync --from PATH` first, or name another folder with --data-dir",
            data_dir.display()
        );
    }
    open(data_dir)
}

fn from(
    named: Option<PathBuf>,
    variable: impl Fn(&str) -> Option<PathBuf>,
) -> anyhow::Result<PathBuf> {
    if let Some(named) = named.filter(|path| !path.as_os_str().is_empty()) {
        return Ok(named);
    }
    // The XDG specification: a relative path there is to be ignored.
    let data_home = variable("XDG_DATA_HOME").filter(|path| path.is_absolute());
    let user = data_home.or_else(|| {
        variable("HOME")
            .filter(|path| path.is_absolute())
            .map(|home| home.join(".local/share"))
    });
    Ok(user
        .context("neither HOME nor XDG_DATA_HOME is set: name a folder with --data-dir")?
        .join(NAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(named: Option<&str>, variables: &[(&str, &str)], expect: Option<&str>) {
        let variable = |name: &str| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| PathBuf::from(value))
        };
        assert_eq!(
            from(named.map(PathBuf::from), variable).ok(),
            expect.map(PathBuf::from),
            "{named:?} {variables:?}"
        );
    }

    #[test]
    fn the_folder_named_comes_first_then_xdg_then_home() {
        check(Some("d"), &[("HOME", "/home/me")], Some("d"));
        check(
            None,
            &[("HOME", "/home/me"), ("XDG_DATA_HOME", "/data")],
            Some("/data/cluster-whisperer"),
        );
        check(
            None,
            &[("HOME", "/home/me"), ("XDG_DATA_HOME", "relative")],
            Some("/home/me/.local/share/cluster-whisperer"),
        );
        check(
            Some(""),
            &[("HOME", "/home/me")],
            Some("/home/me/.local/share/cluster-whisperer"),
        );
        check(None, &[], None);
    }
}
