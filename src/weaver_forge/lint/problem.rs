use serde::Serialize;

use crate::diagnostic::{Gravity, Problem, Stage, Wrapping};

/// What our own rules find. All of it is an error: it would end up in generated code.
#[derive(Debug, Serialize, thiserror::Error)]
pub(super) enum LintProblem {
    #[error("`{attribute_id}` is deprecated upstream: {note}")]
    DeprecatedUpstreamAttribute {
        group_id: String,
        attribute_id: String,
        note: String,
    },
    #[error("`{attribute_id}` is defined here, but also by the dependency {dependency}")]
    RedefinedUpstreamAttribute {
        group_id: String,
        attribute_id: String,
        dependency: String,
    },
    #[error("no span, event, metric or entity uses the attribute `{attribute_id}`")]
    UnusedAttribute {
        group_id: String,
        attribute_id: String,
    },
    #[error("the attributes `{attribute_id}` and `{other}` both become `{identifier}` in code")]
    CollidingAttributeNames {
        attribute_id: String,
        other: String,
        identifier: String,
    },
    #[error("the spans `{group_id}` and `{other}` have the same name `{span_name}`")]
    CollidingSpanNames {
        group_id: String,
        other: String,
        span_name: String,
    },
    #[error("the span `{group_id}` has no name, while other spans of the registry have one")]
    MissingSpanName { group_id: String },
    #[error("unknown key `{key}` in `code_generation`")]
    UnknownAnnotation {
        key: String,
        #[serde(skip)]
        known: Vec<&'static str>,
        #[serde(skip)]
        nearest: Option<&'static str>,
    },
    #[error("`{key}` means nothing here: it belongs on {place}")]
    MisplacedAnnotation {
        key: &'static str,
        place: &'static str,
    },
    #[error("`{key}`: {error}")]
    InvalidAnnotation {
        key: &'static str,
        error: String,
        #[serde(skip)]
        help: Option<String>,
    },
}

impl Problem for LintProblem {
    fn stage(&self) -> Stage {
        Stage::Lint
    }

    fn gravity(&self) -> Gravity {
        Gravity::Error
    }

    fn wrapping(&self) -> Wrapping {
        Wrapping::Bare
    }

    fn suggestion(&self) -> Option<String> {
        let text = match self {
            Self::DeprecatedUpstreamAttribute { .. } => {
                "refer to its replacement, or say why not: \
                 `annotations: {code_generation: {allow_deprecated: <reason>}}`"
            }
            Self::RedefinedUpstreamAttribute { .. } => {
                "write `ref:` instead of `id:` and leave out the type"
            }
            Self::UnusedAttribute { .. } => "refer to it, or delete it",
            Self::CollidingAttributeNames { .. } | Self::CollidingSpanNames { .. } => {
                "rename one of them"
            }
            Self::MissingSpanName { .. } => {
                "add `annotations: {code_generation: {span_name: …}}` to it"
            }
            Self::UnknownAnnotation { known, nearest, .. } => {
                return Some(match nearest {
                    Some(key) => format!("did you mean `{key}`?"),
                    None => format!("the keys that mean something here are {}", list(known)),
                });
            }
            Self::MisplacedAnnotation { .. } => "move or remove it",
            Self::InvalidAnnotation { help, .. } => return help.clone(),
        };
        Some(text.to_owned())
    }
}

fn list(keys: &[&str]) -> String {
    keys.iter()
        .map(|key| format!("`{key}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
