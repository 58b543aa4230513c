use serde_yaml::{Mapping, Value};

use super::malformed::{MERGE_KEY, Malformed};
use super::problem::LoadProblem;
use crate::diagnostic::{Collector, Location, nearest};
use crate::source::{FileId, Part, Spot, Step, YamlPath};

/// Turns YAML into the model, and reports what does not fit where it does not fit.
///
/// Every decoding function gives `None` for what it reported, and the caller goes on without it.
pub(super) struct Decoder<'a> {
    pub(super) file: FileId,
    pub(super) path_or_url: &'a str,
    path: YamlPath,
    collector: &'a mut Collector,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(file: FileId, path_or_url: &'a str, collector: &'a mut Collector) -> Self {
        Self {
            file,
            path_or_url,
            path: YamlPath::default(),
            collector,
        }
    }

    /// Reports about the node that is being decoded.
    pub(super) fn report(&mut self, error: Malformed) {
        self.report_at(error, self.here());
    }

    fn report_at(&mut self, error: Malformed, spot: Spot) {
        let path_or_url = self.path_or_url.to_owned();
        self.report_problem(
            &LoadProblem::InvalidSemConvSpec { path_or_url, error },
            spot,
        );
    }

    /// Reports about the node that is being decoded what people are told in other words.
    fn report_implied(&mut self, error: Malformed) {
        let path_or_url = self.path_or_url.to_owned();
        let problem = LoadProblem::InvalidSemConvSpec { path_or_url, error };
        let location = Location {
            file: self.file,
            spot: self.here(),
        };
        self.collector.report_implied(&problem, location);
    }

    pub(super) fn report_problem(&mut self, problem: &LoadProblem, spot: Spot) {
        self.collector.report(
            problem,
            Location {
                file: self.file,
                spot,
            },
        );
    }

    /// The spot of the node that is being decoded.
    pub(super) fn here(&self) -> Spot {
        Spot::Node(self.path.clone(), Part::Value)
    }

    /// The spot of `key` in the node that is being decoded.
    pub(super) fn spot(&self, key: &str, part: Part) -> Spot {
        Spot::Node(self.path.clone().key(key), part)
    }

    pub(super) fn wrong_kind<T>(&mut self, expected: &'static str, found: &Value) -> Option<T> {
        self.report(Malformed::WrongKind {
            expected,
            found: yaml_kind(found),
        });
        None
    }

    /// Decodes with the path one step longer.
    pub(super) fn within<T>(&mut self, step: Step, decode: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let decoded = decode(self);
        self.path.pop();
        decoded
    }

    pub(super) fn string(&mut self, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            other => self.wrong_kind("a string", other),
        }
    }

    pub(super) fn boolean(&mut self, value: &Value) -> Option<bool> {
        match value {
            Value::Bool(flag) => Some(*flag),
            other => self.wrong_kind("a boolean", other),
        }
    }

    /// One of `words`.
    pub(super) fn word<T: Clone>(
        &mut self,
        value: &Value,
        what: &'static str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let word = self.string(value)?;
        let found = words
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, meaning)| meaning.clone());
        if found.is_none() {
            let known = words.iter().map(|(name, _)| (*name).to_owned()).collect();
            self.report(Malformed::UnknownWord { what, word, known });
        }
        found
    }

    /// The items that could be decoded, each with its index.
    pub(super) fn list<T>(
        &mut self,
        value: &Value,
        mut decode: impl FnMut(&mut Self, usize, &Value) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Value::Sequence(items) = value else {
            return self.wrong_kind("a list", value);
        };
        let decoded = items.iter().enumerate().filter_map(|(index, item)| {
            self.within(Step::Index(index), |decoder| decode(decoder, index, item))
        });
        Some(decoded.collect())
    }

    pub(super) fn strings(&mut self, value: &Value) -> Option<Vec<String>> {
        self.list(value, |decoder, _, item| decoder.string(item))
    }

    /// The fields of a mapping, which `container` describes. [`Fields::finish`] must follow.
    pub(super) fn fields<'v>(
        &mut self,
        value: &'v Value,
        container: &'static str,
    ) -> Option<Fields<'v>> {
        match value {
            Value::Mapping(mapping) => Some(Fields {
                container,
                mapping,
                known: Vec::new(),
                is_strict: true,
            }),
            other => self.wrong_kind("a mapping", other),
        }
    }

    /// The fields of a mapping in which unknown ones mean nothing.
    pub(super) fn lenient_fields<'v>(
        &mut self,
        value: &'v Value,
        container: &'static str,
    ) -> Option<Fields<'v>> {
        let fields = self.fields(value, container)?;
        Some(Fields {
            is_strict: false,
            ..fields
        })
    }
}

/// The fields of one mapping, taken one after the other. It remembers what was asked for, so that
/// what remains is unknown.
pub(super) struct Fields<'v> {
    container: &'static str,
    mapping: &'v Mapping,
    known: Vec<&'static str>,
    /// Whether fields that nobody asks for will be reported.
    is_strict: bool,
}

impl<'v> Fields<'v> {
    /// Whether the mapping has `key`, without asking for it.
    pub(super) fn has(&self, key: &str) -> bool {
        self.mapping.contains_key(key)
    }

    /// The value of `key`, whatever it is.
    pub(super) fn raw(&mut self, key: &'static str) -> Option<&'v Value> {
        self.known.push(key);
        self.mapping.get(key)
    }

    /// Whether one of the keys that are there is `key` with a slip of the pen, or may bring it along.
    fn has_misspelt(&self, key: &str) -> bool {
        let keys = self.mapping.keys().filter_map(Value::as_str);
        keys.into_iter()
            .any(|found| found == MERGE_KEY || nearest(found, [key]).is_some())
    }

    /// The value of a field that must be there.
    pub(super) fn required<'d, T>(
        &mut self,
        decoder: &mut Decoder<'d>,
        key: &'static str,
        decode: impl FnOnce(&mut Decoder<'d>, &Value) -> Option<T>,
    ) -> Option<T> {
        match self.raw(key) {
            Some(value) => decoder.within(Step::Key(key.to_owned()), |it| decode(it, value)),
            None => {
                let missing = Malformed::MissingField {
                    container: self.container,
                    field: key,
                };
                if self.is_strict && self.has_misspelt(key) {
                    decoder.report_implied(missing);
                } else {
                    decoder.report(missing);
                }
                None
            }
        }
    }

    /// The value of a field that may be missing or null.
    pub(super) fn optional<'d, T>(
        &mut self,
        decoder: &mut Decoder<'d>,
        key: &'static str,
        decode: impl FnOnce(&mut Decoder<'d>, &Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.raw(key).filter(|value| !value.is_null())?;
        decoder.within(Step::Key(key.to_owned()), |it| decode(it, value))
    }

    /// The value of a field that may be missing, but not null.
    pub(super) fn defaulted<'d, T: Default>(
        &mut self,
        decoder: &mut Decoder<'d>,
        key: &'static str,
        decode: impl FnOnce(&mut Decoder<'d>, &Value) -> Option<T>,
    ) -> T {
        self.raw(key)
            .and_then(|value| decoder.within(Step::Key(key.to_owned()), |it| decode(it, value)))
            .unwrap_or_default()
    }

    /// Reports every field that was not asked for.
    pub(super) fn finish(self, decoder: &mut Decoder<'_>) {
        for key in self.mapping.keys() {
            let Value::String(field) = key else {
                decoder.report(Malformed::WrongKind {
                    expected: "a field name",
                    found: yaml_kind(key),
                });
                continue;
            };
            if !self.known.contains(&field.as_str()) {
                let spot = decoder.spot(field, Part::Key);
                let (field, container) = (field.clone(), self.container);
                let known = self.known.clone();
                decoder.report_at(
                    Malformed::UnknownField {
                        field,
                        container,
                        known,
                    },
                    spot,
                );
            }
        }
    }
}

/// What kind of YAML `value` is, with an article.
pub(super) fn yaml_kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a floating-point number",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Tagged(_) => "a tagged value",
    }
}
