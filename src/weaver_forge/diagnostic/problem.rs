use serde::Serialize;
use serde_json::Value as Json;

use super::finding::{Finding, Severity};
use crate::resolve::sorted;

/// When in a run something was found. Weaver stops at the first stage with a fatal finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Manifest,
    Load,
    Check,
    Extends,
    References,
    Associations,
    Imports,
    Duplicates,
    #[cfg(feature = "policies")]
    Policies,
    Lint,
}

/// What a finding does to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gravity {
    /// An error that leaves no registry to go on with.
    Fatal,
    /// An error that later stages can live with.
    Error,
    /// Worth knowing.
    Warning,
}

/// How a finding that is not fatal is nested in Weaver's JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrapping {
    /// In `FailToResolveDefinition`.
    Definition,
    /// In nothing.
    Bare,
}

/// What a stage can find. Each stage has an enum of its own; the name of the variant is the kind.
pub(crate) trait Problem: std::error::Error + Serialize {
    /// When it is found.
    fn stage(&self) -> Stage;

    /// What it does to the run.
    fn gravity(&self) -> Gravity;

    /// How Weaver's JSON nests it.
    fn wrapping(&self) -> Wrapping {
        Wrapping::Definition
    }

    /// What to do about it.
    fn suggestion(&self) -> Option<String> {
        None
    }
}

impl Finding {
    /// Gives the finding another kind.
    pub(super) fn rename(&mut self, kind: &str) {
        if let Json::Object(error) = &mut self.error
            && let Some(body) = error.remove(&self.kind)
        {
            error.insert(kind.to_owned(), body);
        }
        self.kind = kind.to_owned();
    }

    /// The finding that `problem` makes, without its place.
    pub(super) fn new(problem: &impl Problem) -> Self {
        // The problems are enums of plain data: writing one as JSON cannot fail.
        let error = sorted(serde_json::to_value(problem).unwrap_or_default());
        let kind = kind_of(&error);
        let is_error = problem.gravity() != Gravity::Warning;
        Finding {
            kind,
            severity: if is_error {
                Severity::Error
            } else {
                Severity::Warning
            },
            message: problem.to_string(),
            suggestion: problem.suggestion(),
            place: None,
            snippet: None,
            stage: problem.stage(),
            is_fatal: problem.gravity() == Gravity::Fatal,
            is_implied: false,
            is_for_people: false,
            error,
            is_wrapped: problem.wrapping() == Wrapping::Definition,
        }
    }
}

/// The name of the variant that `error` was written from.
fn kind_of(error: &Json) -> String {
    match error {
        Json::Object(body) => match body.get("type") {
            Some(Json::String(tag)) => camel_case(tag),
            _ => body.keys().next().cloned().unwrap_or_default(),
        },
        Json::String(kind) => kind.clone(),
        _ => String::new(),
    }
}

/// `policy_violation` as `PolicyViolation`.
fn camel_case(tag: &str) -> String {
    let capitalised = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    tag.split('_').map(capitalised).collect()
}
