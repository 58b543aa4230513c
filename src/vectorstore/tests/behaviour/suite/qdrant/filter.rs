//! Filters as Qdrant's API describes them, and what they mean without any full-text index.

use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Filter {
    #[serde(default)]
    must: Vec<Condition>,
    #[serde(default)]
    should: Vec<Condition>,
    #[serde(default)]
    must_not: Vec<Condition>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Condition {
    Field(Field),
    Filter(Filter),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    key: String,
    #[serde(default, rename = "match")]
    matches: Option<Match>,
    #[serde(default)]
    range: Option<Range>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
enum Match {
    Value(Exact),
    Any(Vec<String>),
    Text(String),
}

/// Numbers with a point cannot be matched.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Exact {
    Text(String),
    Flag(bool),
    Integer(i64),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    lt: Option<f64>,
    lte: Option<f64>,
    gt: Option<f64>,
    gte: Option<f64>,
}

impl Filter {
    pub(super) fn passes(&self, payload: &Map<String, Value>) -> bool {
        let holds = |condition: &Condition| condition.holds(payload);
        self.must.iter().all(holds)
            && (self.should.is_empty() || self.should.iter().any(holds))
            && !self.must_not.iter().any(holds)
    }
}

impl Condition {
    fn holds(&self, payload: &Map<String, Value>) -> bool {
        match self {
            Self::Filter(filter) => filter.passes(payload),
            Self::Field(field) => field.holds(payload),
        }
    }
}

impl Field {
    fn holds(&self, payload: &Map<String, Value>) -> bool {
        let key = match self.key.strip_prefix('"') {
            Some(quoted) => quoted.strip_suffix('"').expect("the end of a quoted key"),
            None => {
                let plain =
                    |character: char| character.is_alphanumeric() || "_-".contains(character);
                assert!(
                    self.key.chars().all(plain),
                    "a path into the payload: {}",
                    self.key
                );
                &self.key
            }
        };
        let Some(value) = payload.get(key) else {
            return false;
        };
        let matches = self
            .matches
            .as_ref()
            .is_none_or(|matches| matches.holds(value));
        matches && self.range.as_ref().is_none_or(|range| range.holds(value))
    }
}

impl Match {
    fn holds(&self, value: &Value) -> bool {
        match self {
            Self::Value(Exact::Text(text)) => value == text.as_str(),
            Self::Value(Exact::Flag(flag)) => value == flag,
            Self::Value(Exact::Integer(number)) => value == number,
            Self::Any(texts) => texts.iter().any(|text| value == text.as_str()),
            Self::Text(text) => value.as_str().is_some_and(|value| value.contains(text)),
        }
    }
}

impl Range {
    fn holds(&self, value: &Value) -> bool {
        let Some(number) = value.as_f64() else {
            return false;
        };
        self.lt.is_none_or(|bound| number < bound)
            && self.lte.is_none_or(|bound| number <= bound)
            && self.gt.is_none_or(|bound| number > bound)
            && self.gte.is_none_or(|bound| number >= bound)
    }
}
