use serde::{Serialize, Serializer};

use super::malformed::Malformed;
use crate::diagnostic::{Gravity, Problem, Stage};

/// How to use a registry that is somewhere else.
const VENDORING: &str =
    "copy the registry into a folder of this project and name that folder as `registry_path`";

/// What can go wrong before anything is resolved. The variants are Weaver's kinds.
#[derive(Debug, Serialize, thiserror::Error)]
pub(crate) enum LoadProblem {
    #[error("cannot read `{path}`: {error}")]
    SemConvSpecError { path: String, error: String },
    #[error("cannot read the archive `{archive}`: {error}")]
    InvalidRegistryArchive { archive: String, error: String },
    #[error("`{path}` is no local folder or archive, and nothing is ever downloaded")]
    VirtualDirectoryError { path: String },
    #[error("invalid definition file: {error}")]
    DeserializationError { path_or_url: String, error: String },
    #[error("{error}")]
    InvalidSemConvSpec {
        path_or_url: String,
        #[serde(serialize_with = "as_text")]
        error: Malformed,
    },
    #[error("invalid resolved registry: {message}")]
    ConversionError { message: String },
    #[error("unknown file format `{file_format}`")]
    InvalidFileFormat {
        path_or_url: String,
        file_format: String,
        #[serde(skip)]
        expected: &'static [&'static str],
    },
    #[error("the format `{file_format}` is not stable yet")]
    UnstableFileFormat {
        path_or_url: String,
        file_format: String,
    },
    #[error("the field `version` is deprecated")]
    DeprecatedVersionField {
        path_or_url: String,
        #[serde(skip)]
        version: String,
    },

    #[error("the registry manifest is invalid: {error}")]
    InvalidRegistryManifest { path: String, error: String },
    #[error("the publication manifest is invalid: {error}")]
    InvalidPublicationManifest { path: String, error: String },
    #[error("a published registry can only be shown in version 2 of the resolved schema")]
    V2FlagMissingWarning { schema_url: String },
    #[error("the file name `registry_manifest.yaml` is deprecated")]
    LegacyRegistryManifest { path: String },
    #[error("{error}")]
    DeprecatedSyntaxInRegistryManifest { path: String, error: &'static str },

    #[error("registries depend on each other in a circle: {chain}")]
    CircularDependency {
        registry_name: String,
        chain: String,
    },
    #[error("dependencies are nested more than {depth_max} levels deep")]
    MaximumDependencyDepth {
        registry_name: String,
        depth_max: usize,
    },
    #[error("`{dependency}` is needed from two places, and it has no version to choose by")]
    UnversionedDependencyConflict { dependency: String },
    #[error("`{dependency}` is needed in versions that do not go together: {versions}")]
    IncompatibleDependencyVersions {
        dependency: String,
        versions: String,
    },
    #[error(
        "`{dependency}` is used in version {used}, because another dependency needs it; {asked} was asked for"
    )]
    DependencyVersionUpgradedWarning {
        dependency: String,
        asked: String,
        used: String,
    },
}

fn as_text<S: Serializer>(error: &Malformed, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(error)
}

impl Problem for LoadProblem {
    fn stage(&self) -> Stage {
        match self {
            Self::SemConvSpecError { .. }
            | Self::DeserializationError { .. }
            | Self::InvalidSemConvSpec { .. }
            | Self::ConversionError { .. }
            | Self::InvalidFileFormat { .. }
            | Self::UnstableFileFormat { .. }
            | Self::DeprecatedVersionField { .. } => Stage::Load,
            _ => Stage::Manifest,
        }
    }

    fn gravity(&self) -> Gravity {
        match self {
            Self::UnstableFileFormat { .. }
            | Self::DeprecatedVersionField { .. }
            | Self::LegacyRegistryManifest { .. }
            | Self::DeprecatedSyntaxInRegistryManifest { .. }
            | Self::V2FlagMissingWarning { .. }
            | Self::DependencyVersionUpgradedWarning { .. } => Gravity::Warning,
            _ => Gravity::Fatal,
        }
    }

    fn suggestion(&self) -> Option<String> {
        let text = match self {
            Self::InvalidSemConvSpec { error, .. } => return error.suggestion(),
            Self::VirtualDirectoryError { .. } => VENDORING,
            Self::InvalidFileFormat { expected, .. } => {
                let known = expected.iter().map(|it| format!("`file_format: {it}`"));
                return Some(format!("write {}", known.collect::<Vec<_>>().join(" or ")));
            }
            Self::DeprecatedVersionField { version, .. } => {
                return Some(format!("write `file_format: definition/{version}` instead"));
            }
            Self::LegacyRegistryManifest { .. } => "rename it to `manifest.yaml`",
            Self::DeprecatedSyntaxInRegistryManifest { .. } => {
                "write `schema_url:` with the base URL and the version joined by `/`"
            }
            Self::V2FlagMissingWarning { .. } => "add `--v2`",
            Self::UnversionedDependencyConflict { .. } => {
                "give each `schema_url` a version, e.g. `https://example.com/schemas/1.0.0`"
            }
            _ => return None,
        };
        Some(text.to_owned())
    }
}
