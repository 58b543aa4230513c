//! Decodes the parts that groups, attributes, members and bodies have in common.

use serde_yaml::Value as Yaml;

use super::decode::Decoder;
use super::malformed::Malformed;
use crate::model::{
    Annotations, Deprecated, EntityAssociation, Examples, RequirementLevel, Scalar, Stability,
    Value,
};
use crate::source::Step;

impl Decoder<'_> {
    pub(super) fn stability(&mut self, value: &Yaml) -> Option<Stability> {
        self.word(value, "stability", Stability::WORDS)
    }

    pub(super) fn requirement_level(&mut self, value: &Yaml) -> Option<RequirementLevel> {
        let Yaml::Mapping(mapping) = value else {
            return self.word(value, "requirement level", RequirementLevel::WORDS);
        };
        // The first key in this order that has a text counts; all others mean nothing.
        let levels = || RequirementLevel::KEYS.iter().copied();
        let text = |key: &str| mapping.get(key).and_then(Yaml::as_str);
        if let Some((key, text)) = levels().find_map(|key| Some((key, text(key)?))) {
            return RequirementLevel::with_text(key, text.to_owned());
        }
        match levels().find(|key| mapping.contains_key(key)) {
            Some(key) => self.within(Step::Key(key.to_owned()), |decoder| {
                decoder.wrong_kind("a string", &mapping[key])
            }),
            None => {
                self.no_level(mapping);
                None
            }
        }
    }

    fn no_level(&mut self, mapping: &serde_yaml::Mapping) {
        let word = mapping.keys().find_map(Yaml::as_str);
        self.report(match word {
            Some(word) => Malformed::UnknownWord {
                what: "requirement level",
                word: word.to_owned(),
                known: RequirementLevel::KEYS.map(str::to_owned).to_vec(),
            },
            None => Malformed::NoLevel,
        });
    }

    pub(super) fn deprecated(&mut self, value: &Yaml) -> Option<Deprecated> {
        if let Yaml::String(note) = value {
            return Some(Deprecated::Unspecified { note: note.clone() });
        }
        let mut fields = self.fields(value, "a deprecation")?;
        let reasons: Vec<_> = Deprecated::REASONS
            .iter()
            .map(|reason| (*reason, *reason))
            .collect();
        let reason = fields.required(self, "reason", |decoder, value| {
            decoder.word(value, "reason of deprecation", &reasons)
        });
        let renamed_to = match reason {
            Some("renamed") => fields.required(self, "renamed_to", Self::string),
            _ => fields.if_there(self, "renamed_to", Self::string),
        };
        let note = fields.if_there(self, "note", Self::string);
        fields.finish(self);
        let or = |default: &str| note.clone().unwrap_or_else(|| default.to_owned());
        Some(match reason? {
            "renamed" => {
                let renamed_to = renamed_to?;
                let note = or(&format!("Replaced by `{renamed_to}`."));
                Deprecated::Renamed { renamed_to, note }
            }
            "obsoleted" => Deprecated::Obsoleted {
                note: or("Obsoleted."),
            },
            _ => Deprecated::Uncategorized {
                note: or("Uncategorized."),
            },
        })
    }

    /// A deprecation as format 2 has it: never a bare text, and with a note of its own.
    pub(super) fn structured_deprecated(&mut self, value: &Yaml) -> Option<Deprecated> {
        if !value.is_mapping() {
            return self.wrong_kind("`{reason: …, note: …}`", value);
        }
        // Unknown fields mean nothing here, unlike in format 1.
        let mut fields = self.lenient_fields(value, "a deprecation")?;
        let reason = fields.required(self, "reason", |decoder, value| {
            let reasons = ["renamed", "obsoleted", "uncategorized", "unspecified"];
            decoder.word(value, "reason of deprecation", &reasons.map(|it| (it, it)))
        });
        match reason {
            Some("renamed") => {
                let renamed_to = fields.required(self, "renamed_to", Self::string);
                let note = fields.optional(self, "note", Self::string);
                renamed_to.map(|renamed_to| Deprecated::Renamed {
                    note: note.unwrap_or_else(|| format!("Replaced by `{renamed_to}`.")),
                    renamed_to,
                })
            }
            other => {
                fields
                    .required(self, "note", Self::string)
                    .zip(other)
                    .map(|(note, reason)| match reason {
                        "obsoleted" => Deprecated::Obsoleted { note },
                        "uncategorized" => Deprecated::Uncategorized { note },
                        _ => Deprecated::Unspecified { note },
                    })
            }
        }
    }

    pub(super) fn annotations(&mut self, value: &Yaml) -> Option<Annotations> {
        let Yaml::Mapping(mapping) = value else {
            return self.wrong_kind("a mapping", value);
        };
        let keys = mapping.keys().filter(|key| !key.is_string());
        for key in keys.collect::<Vec<_>>() {
            self.wrong_kind::<()>("a string as the name of an annotation", key);
        }
        match self.any(value)? {
            Value::Map(entries) => Some(entries.into_iter().collect()),
            _ => None,
        }
    }

    fn any(&mut self, value: &Yaml) -> Option<Value> {
        Some(match value {
            Yaml::Null => Value::Null,
            Yaml::Bool(flag) => Value::Bool(*flag),
            Yaml::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(int), _) => Value::Int(int),
                (None, Some(uint)) => Value::UInt(uint),
                (None, None) => Value::Double(number.as_f64()?),
            },
            Yaml::String(text) => Value::String(text.clone()),
            Yaml::Sequence(_) => {
                Value::List(self.list(value, |decoder, _, item| decoder.any(item))?)
            }
            Yaml::Mapping(mapping) => {
                let mut entries = Vec::with_capacity(mapping.len());
                for (key, value) in mapping {
                    // In JSON, which templates see, all keys are texts.
                    let key = match key {
                        Yaml::Number(number) => number.to_string(),
                        Yaml::Bool(flag) => flag.to_string(),
                        other => match self.string(other) {
                            Some(key) => key,
                            None => continue,
                        },
                    };
                    let value = self.within(Step::Key(key.clone()), |decoder| decoder.any(value));
                    entries.extend(value.map(|value| (key, value)));
                }
                Value::Map(entries)
            }
            Yaml::Tagged(_) => return self.wrong_kind("a value without a tag", value),
        })
    }

    pub(super) fn examples(&mut self, value: &Yaml) -> Option<Examples> {
        let examples = match value {
            Yaml::Sequence(items) => list_examples(items),
            single => scalar(single).map(|single| match single {
                Scalar::Bool(flag) => Examples::Bool(flag),
                Scalar::Int(int) => Examples::Int(int),
                Scalar::Double(double) => Examples::Double(double),
                Scalar::String(text) => Examples::String(text),
            }),
        };
        if examples.is_none() {
            self.report(Malformed::MixedExamples);
        }
        examples
    }

    pub(super) fn member_value(&mut self, value: &Yaml) -> Option<Scalar> {
        match scalar(value) {
            Some(value) => Some(value),
            None => self.wrong_kind("a number, a string or a boolean", value),
        }
    }

    pub(super) fn entity_associations(&mut self, value: &Yaml) -> Option<Vec<EntityAssociation>> {
        self.list(value, |decoder, _, item| decoder.entity_association(item))
    }

    fn entity_association(&mut self, value: &Yaml) -> Option<EntityAssociation> {
        if let Yaml::String(name) = value {
            return Some(EntityAssociation::Entity(name.clone()));
        }
        let mut fields = self.lenient_fields(value, "an entity association")?;
        if fields.has("all_of") && !fields.has("one_of") {
            let all_of = fields.required(self, "all_of", Decoder::entity_associations)?;
            Some(EntityAssociation::AllOf { all_of })
        } else {
            let one_of = fields.required(self, "one_of", Decoder::entity_associations)?;
            Some(EntityAssociation::OneOf { one_of })
        }
    }
}

/// An integer that fits 64 bits with sign, else a double, a string or a boolean.
fn scalar(value: &Yaml) -> Option<Scalar> {
    match value {
        Yaml::Number(number) => match number.as_i64() {
            Some(int) => Some(Scalar::Int(int)),
            None => number.as_f64().map(Scalar::Double),
        },
        Yaml::String(text) => Some(Scalar::String(text.clone())),
        Yaml::Bool(flag) => Some(Scalar::Bool(*flag)),
        _ => None,
    }
}

/// The first shape that fits every item: integers, doubles, booleans, strings, anything; then lists.
fn list_examples(items: &[Yaml]) -> Option<Examples> {
    if let Some(scalars) = items.iter().map(scalar).collect::<Option<Vec<_>>>() {
        return Some(
            (ints(&scalars).map(Examples::Ints))
                .or_else(|| doubles(&scalars).map(Examples::Doubles))
                .or_else(|| bools(&scalars).map(Examples::Bools))
                .or_else(|| strings(&scalars).map(Examples::Strings))
                .unwrap_or(Examples::Mixed(scalars)),
        );
    }
    let inner = |item: &Yaml| match item {
        Yaml::Sequence(inner) => inner.iter().map(scalar).collect::<Option<Vec<_>>>(),
        _ => None,
    };
    let lists = items.iter().map(inner).collect::<Option<Vec<_>>>()?;
    (each(&lists, ints).map(Examples::IntLists))
        .or_else(|| each(&lists, doubles).map(Examples::DoubleLists))
        .or_else(|| each(&lists, bools).map(Examples::BoolLists))
        .or_else(|| each(&lists, strings).map(Examples::StringLists))
}

fn each<T>(lists: &[Vec<Scalar>], all: fn(&[Scalar]) -> Option<Vec<T>>) -> Option<Vec<Vec<T>>> {
    lists.iter().map(|list| all(list)).collect()
}

fn ints(scalars: &[Scalar]) -> Option<Vec<i64>> {
    let int = |scalar: &Scalar| match scalar {
        Scalar::Int(int) => Some(*int),
        _ => None,
    };
    scalars.iter().map(int).collect()
}

fn doubles(scalars: &[Scalar]) -> Option<Vec<f64>> {
    let double = |scalar: &Scalar| match scalar {
        // Integers beyond 2^53 lose their last digits here, as they do in Weaver.
        Scalar::Int(int) => Some(*int as f64),
        Scalar::Double(double) => Some(*double),
        _ => None,
    };
    scalars.iter().map(double).collect()
}

fn bools(scalars: &[Scalar]) -> Option<Vec<bool>> {
    let flag = |scalar: &Scalar| match scalar {
        Scalar::Bool(flag) => Some(*flag),
        _ => None,
    };
    scalars.iter().map(flag).collect()
}

fn strings(scalars: &[Scalar]) -> Option<Vec<String>> {
    let text = |scalar: &Scalar| match scalar {
        Scalar::String(text) => Some(text.clone()),
        _ => None,
    };
    scalars.iter().map(text).collect()
}
