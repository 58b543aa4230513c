use super::examples::{Fit, fit};
use super::{CheckProblem, Checker};
use crate::model::{AttributeType, Body, BodyShape};
use crate::source::{Part, Spot, YamlPath};

impl Checker<'_> {
    /// Everything about the body of an event, or a field in it.
    pub(super) fn body(&mut self, body: &Body, path: YamlPath) {
        if self.is_broken(&path) {
            return;
        }
        let id = Spot::Node(path.clone().key("id"), Part::Value);
        if body.stability.is_none() {
            self.invalid_value(body, id.clone(), "Missing stability field.".to_owned());
        }
        self.body_examples(body, &path, id);
        match &body.shape {
            BodyShape::Enum { members } => {
                for (index, member) in members.iter().enumerate() {
                    if member.stability.is_none() {
                        let error =
                            format!("Missing stability field for enum member {}.", member.id);
                        let path = path.clone().key("members").index(index).key("id");
                        self.invalid_value(body, Spot::Node(path, Part::Value), error);
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

    fn invalid_value(&mut self, body: &Body, spot: Spot, error: String) {
        let (path_or_url, group_id) = self.ids();
        let value_id = body.id.clone();
        let problem = CheckProblem::InvalidAnyValue {
            path_or_url,
            group_id,
            value_id,
            error,
        };
        self.report(&problem, spot);
    }

    fn body_examples(&mut self, body: &Body, path: &YamlPath, id: Spot) {
        let (spot, error) = match (&body.examples, body.r#type) {
            (None, "string") => (
                id,
                "This value is a string but it does not contain any examples.".to_owned(),
            ),
            (None, "string[]") => (
                id,
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
                let spot = Spot::Node(path.clone().key("examples"), Part::Value);
                (spot, format!("All examples {verb} be of type `{name}`"))
            }
        };
        let (path_or_url, group_id) = self.ids();
        let value_id = body.id.clone();
        let problem = CheckProblem::InvalidAnyValueExampleError {
            path_or_url,
            group_id,
            value_id,
            error,
        };
        self.report(&problem, spot);
    }
}
