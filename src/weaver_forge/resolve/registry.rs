use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Attribute, Group, Resolved, sorted};
use crate::load::Loaded;
use crate::model::{SchemaUrl, Stability};
use crate::schema_v2;

/// Why writing a resolved registry cannot fail: its maps have string keys only.
const ALWAYS_WRITABLE: &str = "a resolved registry is plain data with string keys";

/// The two shapes in which a resolved registry can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SchemaVersion {
    /// A list of groups.
    #[default]
    V1,
    /// Attributes, signals and their refinements.
    V2,
}

/// A registry in the form in which it is published: two files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// `manifest.yaml`
    pub manifest: String,
    /// `resolved.yaml`
    pub resolved: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Shown<'a> {
    V1(&'a ResolvedRegistry),
    V2(Box<schema_v2::Materialized<'a>>),
}

/// A registry in which nothing is left to look up: what templates and tools work on.
///
/// It serialises to what `weaver registry resolve` prints without `--v2`, field for field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResolvedRegistry {
    /// The path of the registry, as it was typed.
    pub registry_url: String,
    /// Every group, sorted by id. Refinements, which format 1 does not know, are not here.
    pub groups: Vec<Group>,
    /// Its name and version.
    #[serde(skip)]
    pub schema_url: SchemaUrl,
    /// The shape in which it is shown.
    #[serde(skip)]
    pub schema_version: SchemaVersion,
    #[serde(skip)]
    description: Option<String>,
    #[serde(skip)]
    stability: Option<Stability>,
    #[serde(skip)]
    dependencies: Vec<Arc<Resolved>>,
    /// The attributes it defines, if it was published already.
    #[serde(skip)]
    definitions: Option<BTreeMap<String, Attribute>>,
    #[serde(skip)]
    pub(crate) refinements: Vec<Group>,
    #[serde(skip)]
    pub(crate) folders: BTreeSet<PathBuf>,
}

impl ResolvedRegistry {
    /// Takes what was `loaded` and `resolved` together.
    pub(crate) fn new(
        path: &Path,
        schema_version: SchemaVersion,
        loaded: Loaded,
        resolved: Resolved,
    ) -> Self {
        let about = loaded.registries.into_iter().last();
        let (description, stability) =
            about.map_or((None, None), |it| (it.description, it.stability));

        let is_refinement = |it: &Group| it.is_v2 && it.is_refinement();
        let (refinements, groups) = resolved.groups.into_iter().partition(is_refinement);
        Self {
            registry_url: path.to_string_lossy().into_owned(),
            groups,
            schema_url: resolved.schema_url,
            schema_version,
            description,
            stability,
            dependencies: resolved.dependencies,
            definitions: resolved.is_published.then_some(resolved.definitions),
            refinements,
            folders: loaded.folders,
        }
    }

    /// Every group and every refinement, sorted by id.
    pub(crate) fn groups_and_refinements(&self) -> Vec<&Group> {
        let mut all: Vec<&Group> = self.groups.iter().chain(&self.refinements).collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// What templates see: an object whose keys are in alphabetical order, at every level.
    pub fn context(&self) -> serde_json::Value {
        match self.shown() {
            Shown::V1(_) => {
                let groups = self.groups.par_iter().map(value);
                json!({"groups": groups.collect::<Vec<_>>(), "registry_url": self.registry_url})
            }
            shown @ Shown::V2(_) => value(&shown),
        }
    }

    /// What `weaver registry resolve -f json` prints, without the end of the last line.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(&self.shown()).expect(ALWAYS_WRITABLE)
    }

    /// What `weaver registry resolve -f jsonl` prints, without the end of the line.
    pub fn to_json_line(&self) -> String {
        serde_json::to_string(&self.shown()).expect(ALWAYS_WRITABLE)
    }

    /// What `weaver registry resolve -f yaml` prints; ends with the end of a line.
    pub fn to_yaml(&self) -> String {
        serde_yaml::to_string(&self.shown()).expect(ALWAYS_WRITABLE)
    }

    /// What `weaver registry package` writes. `resolved_registry_uri` is where the resolved form
    /// will be found, as a URL or relative to the manifest.
    pub fn package(&self, resolved_registry_uri: &str) -> Package {
        let manifest = schema_v2::Manifest::new(
            &self.schema_url,
            self.description.as_deref(),
            self.stability,
            resolved_registry_uri,
        );
        let published = schema_v2::Published::new(self.source());
        Package {
            manifest: serde_yaml::to_string(&manifest).expect(ALWAYS_WRITABLE),
            resolved: serde_yaml::to_string(&published).expect(ALWAYS_WRITABLE),
        }
    }

    fn shown(&self) -> Shown<'_> {
        match self.schema_version {
            SchemaVersion::V1 => Shown::V1(self),
            SchemaVersion::V2 => Shown::V2(Box::new(schema_v2::Materialized::new(self.source()))),
        }
    }

    fn source(&self) -> schema_v2::Source<'_> {
        schema_v2::Source {
            schema_url: &self.schema_url,
            groups: self.groups_and_refinements(),
            definitions: self.definitions.as_ref(),
            dependencies: &self.dependencies,
        }
    }

    /// The folders that were read: this registry and those it depends on. A build script that
    /// watches them runs again whenever the result may change.
    pub fn watched_paths(&self) -> impl Iterator<Item = &Path> {
        self.folders.iter().map(PathBuf::as_path)
    }
}

/// `shown` with all objects in the order of their keys.
fn value(shown: &impl Serialize) -> Value {
    sorted(serde_json::to_value(shown).expect(ALWAYS_WRITABLE))
}
