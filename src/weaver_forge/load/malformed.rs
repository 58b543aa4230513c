use crate::diagnostic::nearest;

/// The key with which YAML 1.1 takes over the fields of another mapping.
pub(super) const MERGE_KEY: &str = "<<";

/// How a definition file departs from its format.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Malformed {
    #[error("unknown field `{field}` in {container}")]
    UnknownField {
        field: String,
        container: &'static str,
        known: Vec<&'static str>,
    },
    #[error("{container} needs the field `{field}`")]
    MissingField {
        container: &'static str,
        field: &'static str,
    },
    #[error("expected {expected}, found {found}")]
    WrongKind {
        expected: &'static str,
        found: &'static str,
    },
    #[error("unknown {what} `{word}`")]
    UnknownWord {
        what: &'static str,
        word: String,
        known: Vec<String>,
    },
    #[error(
        "these examples have no common shape: expected a value, a list of values or a list of lists"
    )]
    MixedExamples,
    #[error("expected a requirement level, found a mapping without one")]
    NoLevel,
    #[error("{0}")]
    Misfit(String),
}

impl Malformed {
    /// What the author may have meant.
    pub(crate) fn suggestion(&self) -> Option<String> {
        match self {
            Self::UnknownField { field, .. } if field == MERGE_KEY => {
                Some("merge keys are not expanded; repeat the fields".to_owned())
            }
            Self::UnknownField { field, known, .. } => {
                Some(match nearest(field, known.iter().copied()) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("the fields are {}", list(known.iter().copied())),
                })
            }
            Self::MissingField { field, .. } => Some(format!("add `{field}:`")),
            Self::UnknownWord { word, known, .. } => {
                let known = || known.iter().map(String::as_str);
                Some(match nearest(word, known()) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("one of {}", list(known())),
                })
            }
            Self::WrongKind {
                expected: "a string",
                found,
            } if is_scalar(found) => Some("put it in quotes".to_owned()),
            Self::WrongKind { found: "null", .. } => Some("remove the field".to_owned()),
            Self::NoLevel => {
                Some("write `required`, or one key such as `conditionally_required: …`".to_owned())
            }
            _ => None,
        }
    }
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Whether quotes would make a string of a value of this kind.
fn is_scalar(kind: &str) -> bool {
    matches!(kind, "a boolean" | "an integer" | "a floating-point number")
}
