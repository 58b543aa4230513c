//! Templates that come with this program.

/// A target whose files are part of this program.
#[derive(Debug)]
pub(crate) struct BuiltIn {
    /// What messages call it, in place of a folder.
    pub(super) name: &'static str,
    /// Names and texts; one of them is weaver.yaml.
    pub(super) files: &'static [(&'static str, &'static str)],
}

impl BuiltIn {
    /// The text of the file `name`.
    pub(super) fn text(&self, name: &str) -> Option<&'static str> {
        let mut files = self.files.iter();
        files.find(|(file, _)| *file == name).map(|(_, text)| *text)
    }
}

macro_rules! built_in {
    ($name:literal: $($file:literal),* $(,)?) => {
        BuiltIn {
            name: concat!("built-in templates/", $name),
            files: &[$(($file, include_str!(concat!("../templates/", $name, "/", $file)))),*],
        }
    };
}

/// Typed OpenTelemetry spans for Rust.
pub(crate) static RUST: BuiltIn = built_in!(
    "rust":
    "attributes.rs.j2",
    "events.rs.j2",
    "layer.rs.j2",
    "lib.rs.j2",
    "names.j2",
    "resource.rs.j2",
    "weaver.yaml",
);
