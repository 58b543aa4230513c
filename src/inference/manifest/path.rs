//! Where in a manifest something stands.

use std::fmt;

/// A place in a manifest, linked to the place above it, so that descending costs nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Path<'a> {
    /// The manifest.
    Root,
    /// The value of a key.
    Key(&'a Path<'a>, &'a str),
    /// An item of a list.
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn is_root(&self) -> bool {
        matches!(self, Self::Root)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(above, key) => {
                above.fmt(f)?;
                if key.contains(['.', '[', ' ']) || key.is_empty() {
                    return write!(f, "[{key:?}]");
                }
                if !above.is_root() {
                    f.write_str(".")?;
                }
                f.write_str(key)
            }
            Self::Item(above, index) => {
                above.fmt(f)?;
                write!(f, "[{index}]")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_like_a_manifest_is_spoken_of() {
        let root = Path::Root;
        let spec = Path::Key(&root, "spec");
        let rules = Path::Key(&spec, "rules");
        let first = Path::Item(&rules, 0);
        assert_eq!(Path::Key(&first, "host").to_string(), "spec.rules[0].host");
        let labels = Path::Key(&spec, "labels");
        assert_eq!(
            Path::Key(&labels, "app.kubernetes.io/name").to_string(),
            "spec.labels[\"app.kubernetes.io/name\"]"
        );
        assert_eq!(root.to_string(), "");
    }
}
