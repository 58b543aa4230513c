use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Group, Resolved, sorted};
use crate::model::SchemaUrl;

/// Why writing a resolved registry cannot fail: its maps have string keys only.
const ALWAYS_WRITABLE: &str = "a resolved registry is plain data with string keys";

/// A registry in which nothing is left to look up: what templates and tools work on.
///
/// It serialises to what `weaver registry resolve` prints, field for field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResolvedRegistry {
    /// The path of the registry, as it was typed.
    pub registry_url: String,
    /// Every group, sorted by id. Refinements, which format 1 does not know, are not here.
    pub groups: Vec<Group>,
    /// Its name and version.
    #[serde(skip)]
    pub schema_url: SchemaUrl,
    #[serde(skip)]
    pub(crate) refinements: Vec<Group>,
    #[serde(skip)]
    pub(crate) folders: BTreeSet<PathBuf>,
}

impl ResolvedRegistry {
    pub(crate) fn new(path: &Path, resolved: Resolved, folders: BTreeSet<PathBuf>) -> Self {
        let is_refinement = |it: &Group| it.is_v2 && it.lineage.extends_group.is_some();
        let (refinements, groups) = resolved.groups.into_iter().partition(is_refinement);
        Self {
            registry_url: path.to_string_lossy().into_owned(),
            groups,
            schema_url: resolved.schema_url,
            refinements,
            folders,
        }
    }

    /// Every group and every refinement, sorted by id.
    #[cfg(feature = "cli")]
    pub(crate) fn groups_and_refinements(&self) -> Vec<&Group> {
        let mut all: Vec<&Group> = self.groups.iter().chain(&self.refinements).collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// What templates see: an object whose keys are in alphabetical order, at every level.
    pub fn context(&self) -> serde_json::Value {
        sorted(serde_json::to_value(self).expect(ALWAYS_WRITABLE))
    }

    /// What `weaver registry resolve -f json` prints, without the end of the last line.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect(ALWAYS_WRITABLE)
    }

    /// What `weaver registry resolve -f yaml` prints; ends with the end of a line.
    pub fn to_yaml(&self) -> String {
        serde_yaml::to_string(self).expect(ALWAYS_WRITABLE)
    }

    /// The folders that were read: this registry and those it depends on. A build script that
    /// watches them runs again whenever the result may change.
    pub fn watched_paths(&self) -> impl Iterator<Item = &Path> {
        self.folders.iter().map(PathBuf::as_path)
    }
}
