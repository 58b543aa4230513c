use super::examples::{Fit, fit};
use super::{CheckProblem, Checker};
use crate::model::{AttributeSpec, AttributeType, Deprecated, EnumMember, ScalarType, Stability};
use crate::source::{Part, Spot, YamlPath};

impl Checker<'_> {
    /// Everything about an attribute that the group defines; references are free.
    pub(super) fn attribute(&mut self, attribute: &AttributeSpec) {
        let path = self.path().key("attributes").index(attribute.index);
        let Some(r#type) = &attribute.r#type else {
            return;
        };
        if self.is_broken(&path) {
            return;
        }
        let attribute_check = AttributeCheck { attribute, path };
        attribute_check.brief_and_stability(self);
        if let Some(Deprecated::Unspecified { .. }) = attribute.deprecated {
            let error = "Unstructured deprecated note is not supported on attributes.".to_owned();
            attribute_check.unstructured(self, attribute_check.spot("deprecated"), error);
        }
        if let AttributeType::Enum(members) = r#type {
            for (index, member) in members.iter().enumerate() {
                attribute_check.member(self, index, member);
            }
        }
        attribute_check.examples(self, r#type);
    }
}

struct AttributeCheck<'a> {
    attribute: &'a AttributeSpec,
    path: YamlPath,
}

/// A kind of finding about an attribute: what to make of file, group, attribute and text.
type Kind = fn(String, String, String, String) -> CheckProblem;

fn error(
    path_or_url: String,
    group_id: String,
    attribute_id: String,
    error: String,
) -> CheckProblem {
    CheckProblem::InvalidAttribute {
        path_or_url,
        group_id,
        attribute_id,
        error,
    }
}

fn warning(
    path_or_url: String,
    group_id: String,
    attribute_id: String,
    error: String,
) -> CheckProblem {
    CheckProblem::InvalidAttributeWarning {
        path_or_url,
        group_id,
        attribute_id,
        error,
    }
}

fn example_error(
    path_or_url: String,
    group_id: String,
    attribute_id: String,
    error: String,
) -> CheckProblem {
    CheckProblem::InvalidExampleError {
        path_or_url,
        group_id,
        attribute_id,
        error,
    }
}

fn example_warning(
    path_or_url: String,
    group_id: String,
    attribute_id: String,
    error: String,
) -> CheckProblem {
    CheckProblem::InvalidExampleWarning {
        path_or_url,
        group_id,
        attribute_id,
        error,
    }
}

impl AttributeCheck<'_> {
    fn spot(&self, key: &str) -> Spot {
        Spot::Node(self.path.clone().key(key), Part::Value)
    }

    fn report(&self, checker: &mut Checker<'_>, kind: Kind, spot: Spot, text: &str) {
        let (path_or_url, group_id) = checker.ids();
        let problem = kind(
            path_or_url,
            group_id,
            self.attribute.name.clone(),
            text.to_owned(),
        );
        checker.report(&problem, spot);
    }

    fn unstructured(&self, checker: &mut Checker<'_>, spot: Spot, error: String) {
        let path_or_url = checker.path_or_url.to_owned();
        let id = self.attribute.name.clone();
        let problem = CheckProblem::UnstructuredDeprecatedProperty {
            path_or_url,
            id,
            error,
        };
        checker.report(&problem, spot);
    }

    fn brief_and_stability(&self, checker: &mut Checker<'_>) {
        if self.attribute.brief.is_none() && self.attribute.deprecated.is_none() {
            let text = "This attribute is not deprecated and does not contain a brief field.";
            self.report(checker, error, self.spot("id"), text);
        }
        match self.attribute.stability {
            None => self.report(
                checker,
                warning,
                self.spot("id"),
                "Missing stability field.",
            ),
            Some(Stability::Deprecated) => {
                let text =
                    "Attribute stability is set to 'deprecated' which is no longer supported.";
                self.report(checker, warning, self.spot("stability"), text);
            }
            Some(_) => {}
        }
    }

    fn member(&self, checker: &mut Checker<'_>, index: usize, member: &EnumMember) {
        let path = self.path.clone().key("type").key("members").index(index);
        let spot = |key: &str| Spot::Node(path.clone().key(key), Part::Value);
        let id = &member.id;
        match member.stability {
            None => {
                let text = format!("Missing stability field on enum member {id}.");
                self.report(checker, warning, spot("id"), &text);
            }
            Some(Stability::Deprecated) => {
                let text = format!(
                    "Member {id} stability is set to 'deprecated' which is no longer supported."
                );
                self.report(checker, warning, spot("stability"), &text);
            }
            Some(_) => {}
        }
        if let Some(Deprecated::Unspecified { .. }) = member.deprecated {
            let error = format!("Unstructured deprecated note is used on enum member {id}.");
            self.unstructured(checker, spot("deprecated"), error);
        }
    }

    fn examples(&self, checker: &mut Checker<'_>, r#type: &AttributeType) {
        let Some(examples) = &self.attribute.examples else {
            let text = match r#type {
                AttributeType::Scalar(ScalarType::String) => {
                    "This attribute is a string but it does not contain any examples."
                }
                AttributeType::Scalar(ScalarType::Strings) => {
                    "This attribute is a string array but it does not contain any examples."
                }
                _ => return,
            };
            self.report(checker, example_warning, self.spot("id"), text);
            return;
        };
        let (kind, verb): (Kind, _) = match fit(examples, r#type) {
            Fit::Exact => return,
            Fit::Flat => (example_warning, "SHOULD"),
            Fit::Not => (example_error, "MUST"),
        };
        let text = format!("All examples {verb} be of type `{type}`", r#type = r#type);
        self.report(checker, kind, self.spot("examples"), &text);
    }
}
