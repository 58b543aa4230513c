use serde::Serialize;

use crate::diagnostic::{Gravity, Problem, Stage, Wrapping};

/// What can be missing or contradictory when a registry is put together. The variants are Weaver's
/// kinds.
#[derive(Debug, Serialize, thiserror::Error)]
pub(crate) enum ResolveProblem {
    #[error("group `{group_id}` extends `{extends_ref}`, which does not exist")]
    UnresolvedExtendsRef {
        group_id: String,
        extends_ref: String,
        #[serde(skip)]
        nearest: Option<String>,
    },
    /// Weaver has one kind for both.
    #[error("group `{group_id}` extends `{extends_ref}`, which in the end extends `{group_id}`")]
    #[serde(rename = "UnresolvedExtendsRef")]
    CircularExtends {
        group_id: String,
        extends_ref: String,
    },
    #[error("group `{group_id}` includes `{include_ref}`, which does not exist")]
    UnresolvedIncludeRef {
        group_id: String,
        include_ref: String,
        #[serde(skip)]
        nearest: Option<String>,
    },
    /// Weaver has one kind for both.
    #[error("group `{group_id}` includes `{include_ref}`, which in the end includes `{group_id}`")]
    #[serde(rename = "UnresolvedIncludeRef")]
    CircularInclude {
        group_id: String,
        include_ref: String,
    },
    #[error("the attribute `{attribute_id}` comes from several groups: {}", group_ids.join(", "))]
    #[serde(rename = "DuplicateAttributeId")]
    DuplicateIncludedAttribute {
        group_ids: Vec<String>,
        attribute_id: String,
    },
    #[error("`{refinement_id}` refines `{refined}`, which is of another type")]
    InvalidRefinement {
        refinement_id: String,
        refined: String,
    },
    #[error("the refinement `{refinement_id}` changes what `{attribute_id}` is to the entity")]
    EntityRefinementChangedIdentity {
        refinement_id: String,
        attribute_id: String,
    },
    #[error("group `{group_id}` refers to the attribute `{attribute_ref}`, which nothing defines")]
    UnresolvedAttributeRef {
        group_id: String,
        attribute_ref: String,
        #[serde(skip)]
        nearest: Option<String>,
    },
    #[error("the attribute `{ref}` is defined by several dependencies: {}", candidates.join(", "))]
    AmbiguousReference {
        r#ref: String,
        candidates: Vec<String>,
    },
    #[error("group `{group_id}` uses `{ref}`, which its registry keeps to itself")]
    ExcludedFromDependencyResolution { group_id: String, r#ref: String },
    #[error(
        "the attribute `{attribute_id}` does not exist in the newer version of the dependency \
             that is used"
    )]
    AttributeNotFoundInUpgradedSchema { attribute_id: String },
    #[error(
        "group `{group_id}` is associated with the entity `{entity_type}`, which does not exist"
    )]
    UnresolvedEntityAssociation {
        group_id: String,
        entity_type: String,
        #[serde(skip)]
        nearest: Option<String>,
    },
    #[error("the entity `{entity_type}` is described by several dependencies: {}", candidates.join(", "))]
    AmbiguousEntityAssociation {
        group_id: String,
        entity_type: String,
        candidates: Vec<String>,
    },
    #[error("the import `{pattern}` matches none of the {kind} of any dependency")]
    UnmatchedImport { pattern: String, kind: &'static str },
    #[error("the event `{group_id}` has no name, by which version 2 would know it")]
    EventNameNotFound { group_id: String },
    #[error("`--include-unreferenced` is deprecated")]
    DeprecatedIncludeUnreferencedWarning {},
}

impl Problem for ResolveProblem {
    fn stage(&self) -> Stage {
        match self {
            Self::UnresolvedExtendsRef { .. }
            | Self::CircularExtends { .. }
            | Self::UnresolvedIncludeRef { .. }
            | Self::CircularInclude { .. }
            | Self::DuplicateIncludedAttribute { .. }
            | Self::InvalidRefinement { .. }
            | Self::EntityRefinementChangedIdentity { .. } => Stage::Extends,
            Self::UnresolvedAttributeRef { .. }
            | Self::AmbiguousReference { .. }
            | Self::ExcludedFromDependencyResolution { .. }
            | Self::AttributeNotFoundInUpgradedSchema { .. } => Stage::References,
            Self::UnresolvedEntityAssociation { .. } | Self::AmbiguousEntityAssociation { .. } => {
                Stage::Associations
            }
            Self::UnmatchedImport { .. } | Self::DeprecatedIncludeUnreferencedWarning {} => {
                Stage::Imports
            }
            Self::EventNameNotFound { .. } => Stage::Duplicates,
        }
    }

    fn gravity(&self) -> Gravity {
        match self {
            Self::UnmatchedImport { .. } | Self::DeprecatedIncludeUnreferencedWarning {} => {
                Gravity::Warning
            }
            _ => Gravity::Fatal,
        }
    }

    fn wrapping(&self) -> Wrapping {
        Wrapping::Bare
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::UnresolvedExtendsRef { nearest, .. }
            | Self::UnresolvedIncludeRef { nearest, .. }
            | Self::UnresolvedAttributeRef { nearest, .. }
            | Self::UnresolvedEntityAssociation { nearest, .. } => nearest
                .as_ref()
                .map(|name| format!("did you mean `{name}`?")),
            Self::EntityRefinementChangedIdentity { .. } => Some(
                "only attributes that identify the refined entity can stand in `identity`, and \
                 they have to stay there"
                    .to_owned(),
            ),
            Self::EventNameNotFound { .. } => Some("add `name:`".to_owned()),
            Self::DuplicateIncludedAttribute { .. } => {
                Some("include one of them only, or take the attribute out of one".to_owned())
            }
            Self::DeprecatedIncludeUnreferencedWarning {} => {
                Some("list what you need below `imports:` in a definition file".to_owned())
            }
            _ => None,
        }
    }
}
