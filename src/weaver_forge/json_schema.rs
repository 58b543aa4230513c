//! JSON Schemas of the documents that this crate reads and writes.
//!
//! They are built from the vocabulary of the models, so that a word the program learns is a word
//! the schemas know.

mod build;
mod changes;
mod definition;
mod definition_v2;
mod manifest;
mod policy;
mod project;
mod resolved;
mod resolved_v2;
mod vocabulary;

use serde_json::{Value as Json, json};

use crate::resolve::sorted;

use build::{Definitions, Object};
use resolved_v2::Attributes;

/// The dialect the schemas are written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A kind of document, named as Weaver names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum SchemaKind {
    /// A resolved registry, as templates and policies see it
    ResolvedRegistry,
    /// A definition file with groups
    SemconvGroup,
    /// A definition file of format 2
    SemconvDefinitionV2,
    /// A resolved registry of version 2, as it is published
    ResolvedRegistryV2,
    /// A resolved registry of version 2, as templates and policies see it
    MaterializedRegistryV2,
    /// The changes between two registries
    Diff,
    /// The changes between two registries of version 2
    DiffV2,
    /// The manifest of a published registry
    PublicationManifestV2,
    /// The manifest of a registry's folder
    DefinitionManifestV2,
    /// What a policy in Rego yields
    PolicyFinding,
    /// The configuration of a project, `.weaver.toml`
    WeaverConfig,
}

impl SchemaKind {
    #[cfg(test)]
    const ALL: &[Self] = &[
        Self::ResolvedRegistry,
        Self::SemconvGroup,
        Self::SemconvDefinitionV2,
        Self::ResolvedRegistryV2,
        Self::MaterializedRegistryV2,
        Self::Diff,
        Self::DiffV2,
        Self::PublicationManifestV2,
        Self::DefinitionManifestV2,
        Self::PolicyFinding,
        Self::WeaverConfig,
    ];

    /// The schema of documents of this kind, keys in alphabetical order.
    pub(crate) fn schema(self) -> Json {
        let mut definitions = Definitions::default();
        let (title, root) = self.root(&mut definitions);
        let mut schema = root.closed_unless(self.is_open());
        schema["$schema"] = DIALECT.into();
        schema["title"] = title.into();
        let definitions = definitions.into_json();
        if definitions != json!({}) {
            schema["$defs"] = definitions;
        }
        sorted(schema)
    }

    /// The title and the document itself.
    fn root(self, definitions: &mut Definitions) -> (&'static str, Object) {
        match self {
            Self::ResolvedRegistry => ("ResolvedRegistry", resolved::registry(definitions)),
            Self::SemconvGroup => ("SemconvGroup", definition::file(definitions)),
            Self::SemconvDefinitionV2 => ("SemconvDefinitionV2", definition_v2::file(definitions)),
            Self::ResolvedRegistryV2 => {
                let root = resolved_v2::registry(Attributes::Indexed, definitions);
                ("ResolvedRegistryV2", root)
            }
            Self::MaterializedRegistryV2 => {
                let root = resolved_v2::registry(Attributes::Whole, definitions);
                ("MaterializedRegistryV2", root)
            }
            Self::Diff => ("Diff", changes::diff(definitions)),
            Self::DiffV2 => ("DiffV2", changes::diff_v2(definitions)),
            Self::PublicationManifestV2 => {
                ("PublicationManifest", manifest::publication(definitions))
            }
            Self::DefinitionManifestV2 => ("DefinitionManifest", manifest::definition(definitions)),
            Self::PolicyFinding => ("PolicyFinding", policy::finding()),
            Self::WeaverConfig => ("WeaverConfig", project::configuration()),
        }
    }

    /// Whether documents of this kind may have fields that mean nothing.
    fn is_open(self) -> bool {
        matches!(
            self,
            Self::PublicationManifestV2 | Self::DefinitionManifestV2 | Self::WeaverConfig
        )
    }
}

#[cfg(test)]
mod tests;
