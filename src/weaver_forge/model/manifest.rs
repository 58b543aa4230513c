use super::{SchemaUrl, Stability};

/// What a registry says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// Its name and version.
    pub(crate) schema_url: SchemaUrl,
    /// What it is about.
    pub(crate) description: Option<String>,
    /// How settled it is.
    pub(crate) stability: Option<Stability>,
    /// Published registries: where the resolved form is, as a URL or relative to the manifest.
    pub(crate) resolved_uri: Option<String>,
    /// The registries whose attributes it refers to.
    pub(crate) dependencies: Vec<Dependency>,
}

/// A registry that another one refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dependency {
    /// Its name and the version asked for.
    pub(crate) schema_url: SchemaUrl,
    /// Where it is.
    pub(crate) registry_path: Option<String>,
    /// Its place in the manifest's `dependencies`.
    pub(crate) index: usize,
}
