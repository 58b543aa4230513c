use super::SchemaUrl;

/// What a registry says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Its name and version.
    pub schema_url: SchemaUrl,
    /// The registries whose attributes it refers to.
    pub dependencies: Vec<Dependency>,
}

/// A registry that another one refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// Its name and the version asked for.
    pub schema_url: SchemaUrl,
    /// Where it is.
    pub registry_path: Option<String>,
    /// Its place in the manifest's `dependencies`.
    pub index: usize,
}
