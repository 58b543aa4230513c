use super::Checker;
use super::examples::{Fit, fit};
use super::problem::{BodyProblem, CheckProblem};
use crate::model::{AttributeType, Body, BodyShape};
use crate::source::{Part, Spot, YamlPath};

impl Checker<'_> {
    /// Everything about the body of an event, or a field in it.
    pub(super) fn body(&mut self, body: &Body, path: YamlPath) {
        if self.is_broken(&path) {
            return;
        }
        let invalid = CheckProblem::InvalidAnyValue;
        if body.stability.is_none() {
            self.value(
                body,
                invalid,
                path.clone().key("id"),
                "Missing stability field.".to_owned(),
            );
        }
        self.body_examples(body, &path);
        match &body.shape {
            BodyShape::Enum { members } => {
                for (index, member) in members.iter().enumerate() {
                    if member.stability.is_none() {
                        let id = &member.id;
                        let error = format!("Missing stability field for enum member {id}.");
                        let path = path.clone().key("members").index(index).key("id");
                        self.value(body, invalid, path, error);
                    }
                }
            }
            // Weaver looks into maps, but not into lists of maps.
            BodyShape::Map { fields } if body.r#type == "map" => {
                for (index, field) in fields.iter().enumerate() {
                    self.body(field, path.clone().key("fields").index(index));
                }
            }
            BodyShape::Map { .. } | BodyShape::Plain {} => {}
        }
    }

    fn value(
        &mut self,
        body: &Body,
        kind: fn(BodyProblem) -> CheckProblem,
        path: YamlPath,
        error: String,
    ) {
        let (path_or_url, group_id) = self.ids();
        let value_id = body.id.clone();
        let problem = BodyProblem {
            path_or_url,
            group_id,
            value_id,
            error,
        };
        self.report(&kind(problem), Spot::Node(path, Part::Value));
    }

    fn body_examples(&mut self, body: &Body, path: &YamlPath) {
        let (key, error) = match (&body.examples, body.r#type) {
            (None, "string") => (
                "id",
                "This value is a string but it does not contain any examples.".to_owned(),
            ),
            (None, "string[]") => (
                "id",
                "This value is a string array but it does not contain any examples.".to_owned(),
            ),
            (None, _) => return,
            (Some(examples), name) => {
                let Some(r#type) = AttributeType::parse(name) else {
                    return;
                };
                let verb = match fit(examples, &r#type) {
                    Fit::Exact => return,
                    Fit::Flat => "SHOULD",
                    Fit::Not => "MUST",
                };
                (
                    "examples",
                    format!("All examples {verb} be of type `{name}`"),
                )
            }
        };
        let kind = CheckProblem::InvalidAnyValueExampleError;
        self.value(body, kind, path.clone().key(key), error);
    }
}
