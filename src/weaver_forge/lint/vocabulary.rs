use super::problem::LintProblem;
use super::{CODE_GENERATION, Linter};
use crate::diagnostic::nearest;
use crate::model::{Annotations, AttributeType, GroupSpec, GroupType, Value};
use crate::source::{FileId, Part, YamlPath};

/// What carries annotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carrier {
    Span,
    Metric,
    OtherGroup,
    Definition,
    Reference,
    Member,
}

/// A key of `code_generation`: its name, what may carry it (`None`: anything), and how to say that.
struct Key {
    name: &'static str,
    carrier: Option<Carrier>,
    place: &'static str,
}

/// Every key that means something to a code generator:
///
/// * `span_name` – text; `{attribute}` stands for the value of a required attribute;
/// * `constants` – values of attributes that are the same for every span of this kind;
/// * `parents` – ids of the spans that may be above this one; `root` for none;
/// * `members` – the values of an enum attribute that this span can have;
/// * `allow_deprecated` – why a deprecated attribute is used all the same;
/// * `same_value_as` – an attribute of the same span that always has the same value;
/// * `stability_opt_in` – the setting under which the attribute is emitted;
/// * `exclude` and `metric_value_type` – as in OpenTelemetry's own registry.
const KEYS: &[Key] = &[
    Key {
        name: "span_name",
        carrier: Some(Carrier::Span),
        place: "a span",
    },
    Key {
        name: "constants",
        carrier: Some(Carrier::Span),
        place: "a span",
    },
    Key {
        name: "parents",
        carrier: Some(Carrier::Span),
        place: "a span",
    },
    Key {
        name: "metric_value_type",
        carrier: Some(Carrier::Metric),
        place: "a metric",
    },
    Key {
        name: "members",
        carrier: Some(Carrier::Reference),
        place: "a `ref`",
    },
    Key {
        name: "allow_deprecated",
        carrier: Some(Carrier::Reference),
        place: "a `ref`",
    },
    Key {
        name: "same_value_as",
        carrier: Some(Carrier::Reference),
        place: "a `ref`",
    },
    Key {
        name: "stability_opt_in",
        carrier: Some(Carrier::Reference),
        place: "a `ref`",
    },
    Key {
        name: "exclude",
        carrier: None,
        place: "",
    },
];

/// One key that was found, with its value and the way to it.
pub(super) struct Entry<'a> {
    pub(super) key: &'static str,
    pub(super) value: &'a Value,
    pub(super) file: FileId,
    pub(super) path: YamlPath,
    /// What to point at when something is wrong with it.
    pub(super) part: Part,
}

impl<'a> Linter<'a> {
    /// Every `code_generation` annotation of the registry.
    pub(super) fn annotations(&mut self) {
        for spec in self.specs.clone() {
            let path = spec.path();
            let carrier = match spec.r#type {
                GroupType::Span => Carrier::Span,
                GroupType::Metric => Carrier::Metric,
                _ => Carrier::OtherGroup,
            };
            for entry in self.entries(spec.annotations.as_ref(), carrier, spec.file, path) {
                self.group_annotation(spec, &entry);
            }
            self.attribute_entries(spec);
        }
    }

    fn attribute_entries(&mut self, spec: &'a GroupSpec) {
        for attribute in &spec.attributes {
            let path = spec.attribute_path(attribute);
            let is_definition = attribute.is_definition();
            let carrier = if is_definition {
                Carrier::Definition
            } else {
                Carrier::Reference
            };
            let annotations = attribute.annotations.as_ref();
            for entry in self.entries(annotations, carrier, spec.file, path.clone()) {
                self.attribute_annotation(spec, attribute, &entry);
            }
            let Some(AttributeType::Enum(members)) = &attribute.r#type else {
                continue;
            };
            let members_path = path.key("type").key("members");
            for (index, member) in members.iter().enumerate() {
                let path = members_path.clone().index(index);
                let annotations = member.annotations.as_ref();
                for entry in self.entries(annotations, Carrier::Member, spec.file, path) {
                    self.exclude(&entry);
                }
            }
        }
    }

    fn group_annotation(&mut self, spec: &'a GroupSpec, entry: &Entry<'_>) {
        match entry.key {
            "span_name" => self.span_name(spec, entry),
            "constants" => self.constants(spec, entry),
            "parents" => self.parents(entry),
            "metric_value_type" if !matches!(entry.value.as_str(), Some("int" | "double")) => {
                self.invalid(entry, "expected `int` or `double`".to_owned(), None);
            }
            _ => self.exclude(entry),
        }
    }

    fn exclude(&mut self, entry: &Entry<'_>) {
        if entry.key == "exclude" && entry.value.as_bool().is_none() {
            let error = format!("expected a boolean, found {}", entry.value.kind());
            self.invalid(entry, error, None);
        }
    }

    pub(super) fn invalid(&mut self, entry: &Entry<'_>, error: String, help: Option<String>) {
        self.invalid_at(entry, entry.path.clone(), error, help);
    }

    pub(super) fn invalid_at(
        &mut self,
        entry: &Entry<'_>,
        path: YamlPath,
        error: String,
        help: Option<String>,
    ) {
        let problem = LintProblem::InvalidAnnotation {
            key: entry.key,
            error,
            help,
        };
        self.report(&problem, entry.file, path, entry.part);
    }

    /// The keys below `code_generation` that mean something where they are; the others are reported.
    fn entries(
        &mut self,
        annotations: Option<&'a Annotations>,
        carrier: Carrier,
        file: FileId,
        path: YamlPath,
    ) -> Vec<Entry<'a>> {
        let Some(value) = annotations.and_then(|it| it.get(CODE_GENERATION)) else {
            return Vec::new();
        };
        let path = path.key("annotations").key(CODE_GENERATION);
        let Value::Map(pairs) = value else {
            let error = format!("expected a mapping, found {}", value.kind());
            let problem = LintProblem::InvalidAnnotation {
                key: CODE_GENERATION,
                error,
                help: None,
            };
            self.report(&problem, file, path, Part::Value);
            return Vec::new();
        };
        let mut entries = Vec::new();
        for (name, value) in pairs {
            let path = path.clone().key(name);
            match KEYS.iter().find(|key| key.name == name) {
                Some(key) if key.carrier.is_none_or(|allowed| allowed == carrier) => {
                    entries.push(Entry {
                        key: key.name,
                        value,
                        file,
                        path,
                        part: Part::Value,
                    });
                }
                Some(key) => {
                    let problem = LintProblem::MisplacedAnnotation {
                        key: key.name,
                        place: key.place,
                    };
                    self.report(&problem, file, path, Part::Key);
                }
                None => {
                    let problem = unknown(name, carrier);
                    self.report(&problem, file, path, Part::Key);
                }
            }
        }
        entries
    }
}

fn unknown(name: &str, carrier: Carrier) -> LintProblem {
    let fits = |key: &&Key| key.carrier.is_none_or(|allowed| allowed == carrier);
    let known: Vec<&'static str> = KEYS.iter().filter(fits).map(|key| key.name).collect();
    let nearest = nearest(name, KEYS.iter().map(|key| key.name));
    LintProblem::UnknownAnnotation {
        key: name.to_owned(),
        known,
        nearest,
    }
}
