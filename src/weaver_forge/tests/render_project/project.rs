//! A small project in a temporary folder: a registry and one set of templates.

use std::fs;
use std::path::{Path, PathBuf};

use weaver_forge::{Build, Lints};

/// A project that is deleted when it is dropped.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    /// A project whose registry has one attribute and whose templates list it.
    pub(crate) fn new() -> Self {
        let project = Self {
            folder: tempfile::tempdir().expect("temporary folder"),
        };
        project.write(
            "registry/manifest.yaml",
            "schema_url: https://library.example/schemas/1.0.0\n",
        );
        project.write(
            "registry/book.yaml",
            "groups:
  - id: registry.book
    type: attribute_group
    brief: Books.
    attributes:
      - {id: book.isbn, type: int, brief: The ISBN., stability: stable}
",
        );
        project.write(
            "templates/rust/weaver.yaml",
            "whitespace_control: {trim_blocks: true, keep_trailing_newline: true}
templates:
  - {template: lib.rs.j2, application_mode: single}
",
        );
        project.write(
            "templates/rust/lib.rs.j2",
            "// @generated
{% for g in ctx.groups %}
// {{ g.id }} {{ g.attributes | map(attribute='name') | join(' ') }}
{% endfor %}
",
        );
        project.write(
            "templates/docs/weaver.yaml",
            "templates:\n  - {template: page.md.j2, application_mode: single}\n",
        );
        project.write("templates/docs/page.md.j2", "<!-- @generated -->\n");
        project
    }

    /// Renders `templates/rust` to `generated`.
    pub(crate) fn build(&self) -> Build {
        Build::new("registry")
            .lints(Lints::Off)
            .root(self.root())
            .render("templates/rust", "generated")
    }

    /// The folder of the project.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Where the file `name` is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// Whether there is a file or folder `name`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// The text of the file `name`.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect(name)
    }

    /// Gives the file `name` a text.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("has a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    /// Deletes the file `name`.
    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).expect("deletable");
    }
}
