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
    /// Whether something did not fit.
    is_malformed: bool,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(file: FileId, path_or_url: &'a str, collector: &'a mut Collector) -> Self {
        Self {
            file,
            path_or_url,
            path: YamlPath::default(),
            collector,
            is_malformed: false,
        }
    }

    /// Whether something did not fit. What of that Weaver reports is up to the caller to say.
    pub(super) fn is_malformed(&self) -> bool {
        self.is_malformed
    }

    /// Reports about the node that is being decoded.
    pub(super) fn report(&mut self, error: Malformed) {
        self.report_at(error, self.here());
    }

    fn report_at(&mut self, error: Malformed, spot: Spot) {
        let path_or_url = self.path_or_url.to_owned();
        self.report_misfit(
            &LoadProblem::InvalidSemConvSpec { path_or_url, error },
            spot,
        );
    }

    /// Reports what does not fit.
    pub(super) fn report_misfit(&mut self, problem: &LoadProblem, spot: Spot) {
        self.is_malformed = true;
        let file = self.file;
        self.collector
            .report_to_people(problem, Location { file, spot });
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

    /// A text whose tag means nothing. That is how a text is read that stands directly in a mapping;
    /// what has several shapes to choose from, as attributes have, takes no tags.
    pub(super) fn tagged_string(&mut self, value: &Value) -> Option<String> {
        match value {
            Value::Tagged(tagged) => self.tagged_string(&tagged.value),
            plain => self.string(plain),
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

    /// The same, of a list that may be null. That is how YAML is read which holds a list directly;
    /// what has several shapes to choose from, or fields of another mapping among its own, is stricter.
    pub(super) fn list_or_null<T>(
        &mut self,
        value: &Value,
        decode: impl FnMut(&mut Self, usize, &Value) -> Option<T>,
    ) -> Option<Vec<T>> {
        if value.is_null() {
            return Some(Vec::new());
        }
        self.list(value, decode)
    }

    pub(super) fn strings(&mut self, value: &Value) -> Option<Vec<String>> {
        self.list_or_null(value, |decoder, _, item| decoder.string(item))
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
                hidden: Vec::new(),
                is_strict: true,
                has_nulls: false,
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
    /// What was asked for although nobody is told of it.
    hidden: Vec<&'static str>,
    /// Whether fields that nobody asks for will be reported.
    is_strict: bool,
    /// Whether a field that may be missing may also be null.
    has_nulls: bool,
}

impl<'v> Fields<'v> {
    /// The same fields, where what may be missing may also be null.
    pub(super) fn with_nulls(self, has_nulls: bool) -> Self {
        Self { has_nulls, ..self }
    }

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
                // What is misspelt will be reported as unknown.
                if !(self.is_strict && self.has_misspelt(key)) {
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

    /// The value of a field that is read but that nobody is told of; it may be missing or null.
    pub(super) fn hidden<'d, T>(
        &mut self,
        decoder: &mut Decoder<'d>,
        key: &'static str,
        decode: impl FnOnce(&mut Decoder<'d>, &Value) -> Option<T>,
    ) -> Option<T> {
        self.hidden.push(key);
        let value = self.mapping.get(key).filter(|value| !value.is_null())?;
        decoder.within(Step::Key(key.to_owned()), |it| decode(it, value))
    }

    /// The value of a field that may be missing, but not null.
    pub(super) fn if_there<'d, T>(
        &mut self,
        decoder: &mut Decoder<'d>,
        key: &'static str,
        decode: impl FnOnce(&mut Decoder<'d>, &Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.raw(key)?;
        if self.has_nulls && value.is_null() {
            return None;
        }
        decoder.within(Step::Key(key.to_owned()), |it| decode(it, value))
    }

    /// The same, of a field that has a value even if it is missing.
    pub(super) fn defaulted<'d, T: Default>(
        &mut self,
        decoder: &mut Decoder<'d>,
        key: &'static str,
        decode: impl FnOnce(&mut Decoder<'d>, &Value) -> Option<T>,
    ) -> T {
        self.if_there(decoder, key, decode).unwrap_or_default()
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
            let is_read = |keys: &[&str]| keys.contains(&field.as_str());
            if !is_read(&self.known) && !is_read(&self.hidden) {
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
