//! Where what was synced is kept.

use std::path::PathBuf;

const NAME: &str = "cluster-whisperer";

/// The folder that was named, or the one of the user: `$XDG_DATA_HOME/cluster-whisperer`, by default below `~/.local/share`.
pub(crate) fn data_dir(
    named: Option<PathBuf>,
    variable: &dyn Fn(&str) -> Option<PathBuf>,
) -> Option<PathBuf> {
    if named.is_some() {
        return named;
    }
    // The XDG specification: a relative path there is to be ignored.
    let data_home = variable("XDG_DATA_HOME").filter(|path| path.is_absolute());
    let user = data_home.or_else(|| {
        variable("HOME")
            .filter(|path| path.is_absolute())
            .map(|home| home.join(".local/share"))
    });
    Some(user?.join(NAME))
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
            data_dir(named.map(PathBuf::from), &variable),
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
        check(None, &[], None);
    }
}
