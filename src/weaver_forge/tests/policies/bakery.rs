//! A small project to ask policies about.

use std::fs;
use std::path::PathBuf;

use weaver_forge::policy::{self, Policies};
use weaver_forge::{Checked, Lints, RegistryOptions};

/// The registry of a bakery.
pub(crate) const BAKERY: &str = "groups:
  - id: registry.bread
    type: attribute_group
    brief: Bread.
    attributes:
      - {id: bread.flour, type: string, brief: Flour., stability: stable, examples: [rye]}
      - {id: bread.weight, type: int, brief: Weight, stability: experimental}
  - {id: metric.bread.sales, type: metric, metric_name: bread.sales, instrument: counter, unit: '{loaf}', brief: Sold., stability: stable, attributes: [{ref: bread.flour}]}
";

/// A project with the registry of a bakery.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    /// A project with the registry of a bakery, and these files.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("temporary folder");
        let bakery = [
            (
                "registry/manifest.yaml",
                "schema_url: https://bakery.example/schemas/2.0.0\n",
            ),
            ("registry/bread.yaml", BAKERY),
        ];
        for (name, text) in bakery.iter().chain(files) {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("has a folder")).expect("writable");
            fs::write(path, text).expect("writable");
        }
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn policies(&self) -> Policies {
        Policies::load([self.path("policies")]).expect("valid policies")
    }

    pub(crate) fn check(&self) -> Checked {
        let options = RegistryOptions::new(self.path("registry"));
        policy::load_and_check(&options, Lints::Off, &mut self.policies()).expect("evaluates")
    }
}

/// A policy in `package` that finds the text `message`, under `condition`.
pub(crate) fn policy(package: &str, message: &str, condition: &str) -> String {
    format!(
        r#"package {package}
        deny contains {{"id": "told", "message": {message}, "level": "information"}} if {{ {condition} }}"#
    )
}
