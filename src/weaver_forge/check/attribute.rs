use super::Checker;
use super::examples::{Fit, fit};
use super::problem::{AttributeProblem, CheckProblem};
use crate::model::{AttributeSpec, AttributeType, Deprecated, EnumMember, ScalarType, Stability};
use crate::source::{Part, Spot, YamlPath};

/// A kind of finding about an attribute.
type Kind = fn(AttributeProblem) -> CheckProblem;

impl Checker<'_> {
    /// Everything about an attribute that the group defines; references are free.
    pub(super) fn attribute(&mut self, attribute: &AttributeSpec) {
        let path = self.group.attribute_path(attribute);
        let Some(r#type) = &attribute.r#type else {
            return;
        };
        if self.is_broken(&path) {
            return;
        }
        let mut checker = AttributeChecker {
            checker: self,
            attribute,
            path,
        };
        checker.brief_and_stability();
        if let Some(Deprecated::Unspecified { .. }) = attribute.deprecated {
            let error = "Unstructured deprecated note is not supported on attributes.";
            checker.unstructured(checker.spot("deprecated"), error.to_owned());
        }
        if let AttributeType::Enum(members) = r#type {
            for (index, member) in members.iter().enumerate() {
                checker.member(index, member);
            }
        }
        checker.examples(r#type);
    }
}

struct AttributeChecker<'a, 'c> {
    checker: &'a mut Checker<'c>,
    attribute: &'a AttributeSpec,
    path: YamlPath,
}

impl AttributeChecker<'_, '_> {
    fn spot(&self, key: &str) -> Spot {
        Spot::Node(self.path.clone().key(key), Part::Value)
    }

    fn report(&mut self, kind: Kind, spot: Spot, error: impl Into<String>) {
        let (path_or_url, group_id) = self.checker.ids();
        let attribute_id = self.attribute.name.clone();
        let error = error.into();
        let problem = AttributeProblem {
            path_or_url,
            group_id,
            attribute_id,
            error,
        };
        self.checker.report(&kind(problem), spot);
    }

    fn unstructured(&mut self, spot: Spot, error: String) {
        let path_or_url = self.checker.path_or_url.to_owned();
        let id = self.attribute.name.clone();
        let problem = CheckProblem::UnstructuredDeprecatedProperty {
            path_or_url,
            id,
            error,
        };
        self.checker.report(&problem, spot);
    }

    fn brief_and_stability(&mut self) {
        if self.attribute.brief.is_none() && self.attribute.deprecated.is_none() {
            let error = "This attribute is not deprecated and does not contain a brief field.";
            self.report(CheckProblem::InvalidAttribute, self.spot("id"), error);
        }
        let warning = CheckProblem::InvalidAttributeWarning;
        match self.attribute.stability {
            None => self.report(warning, self.spot("id"), "Missing stability field."),
            Some(Stability::Deprecated) => {
                let error =
                    "Attribute stability is set to 'deprecated' which is no longer supported.";
                self.report(warning, self.spot("stability"), error);
            }
            Some(_) => {}
        }
    }

    fn member(&mut self, index: usize, member: &EnumMember) {
        let path = self.path.clone().key("type").key("members").index(index);
        let spot = |key: &str| Spot::Node(path.clone().key(key), Part::Value);
        let id = &member.id;
        let warning = CheckProblem::InvalidAttributeWarning;
        match member.stability {
            None => {
                let error = format!("Missing stability field on enum member {id}.");
                self.report(warning, spot("id"), error);
            }
            Some(Stability::Deprecated) => {
                let error = format!(
                    "Member {id} stability is set to 'deprecated' which is no longer supported."
                );
                self.report(warning, spot("stability"), error);
            }
            Some(_) => {}
        }
        if let Some(Deprecated::Unspecified { .. }) = member.deprecated {
            let error = format!("Unstructured deprecated note is used on enum member {id}.");
            self.unstructured(spot("deprecated"), error);
        }
    }

    fn examples(&mut self, r#type: &AttributeType) {
        let Some(examples) = &self.attribute.examples else {
            let error = match r#type {
                AttributeType::Scalar(ScalarType::String) => {
                    "This attribute is a string but it does not contain any examples."
                }
                AttributeType::Scalar(ScalarType::Strings) => {
                    "This attribute is a string array but it does not contain any examples."
                }
                _ => return,
            };
            self.report(CheckProblem::InvalidExampleWarning, self.spot("id"), error);
            return;
        };
        let (kind, verb): (Kind, _) = match fit(examples, r#type) {
            Fit::Exact => return,
            Fit::Flat => (CheckProblem::InvalidExampleWarning, "SHOULD"),
            Fit::Not => (CheckProblem::InvalidExampleError, "MUST"),
        };
        let error = format!("All examples {verb} be of type `{}`", r#type);
        self.report(kind, self.spot("examples"), error);
    }
}
