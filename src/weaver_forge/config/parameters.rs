//! Parameters: values that a project gives its templates and filters.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value as Json};
use serde_yaml::Value as Yaml;

/// Values by name, for templates as `params.name` and for filters as `$name`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Parameters(BTreeMap<String, Json>);

impl Parameters {
    /// Sets the parameter `name`.
    pub(crate) fn set(&mut self, name: impl Into<String>, value: impl Into<Json>) {
        self.0.insert(name.into(), value.into());
    }

    /// Takes over all of `over`; a null value removes the parameter.
    pub(crate) fn overlay(&mut self, over: Parameters) {
        for (name, value) in over.0 {
            if value.is_null() {
                self.0.remove(&name);
            } else {
                self.0.insert(name, value);
            }
        }
    }

    /// These parameters and, where there is a gap, those of `other`.
    pub(crate) fn filled_from(&self, other: &Parameters) -> Parameters {
        let mut filled = other.0.clone();
        filled.extend(self.0.clone());
        Self(filled)
    }

    /// The names and values in the order of the names.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// All parameters as one object.
    pub(crate) fn to_json(&self) -> Json {
        Json::Object(self.0.clone().into_iter().collect())
    }
}

impl<'de> Deserialize<'de> for Parameters {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Option::<BTreeMap<String, Yaml>>::deserialize(deserializer)?;
        fields
            .unwrap_or_default()
            .into_iter()
            .map(|(name, value)| Ok((name, json_of(value)?)))
            .collect::<Result<_, String>>()
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}

/// A YAML value as JSON: keys that are scalars become text, tags are dropped.
fn json_of(value: Yaml) -> Result<Json, String> {
    Ok(match value {
        Yaml::Null => Json::Null,
        Yaml::Bool(flag) => Json::Bool(flag),
        Yaml::Number(number) => {
            if let Some(integer) = number.as_i64() {
                Json::from(integer)
            } else if let Some(integer) = number.as_u64() {
                Json::from(integer)
            } else {
                number
                    .as_f64()
                    .filter(|float| float.is_finite())
                    .map(Json::from)
                    .ok_or_else(|| format!("expected a finite number, found {number}"))?
            }
        }
        Yaml::String(text) => Json::String(text),
        Yaml::Sequence(items) => {
            Json::Array(items.into_iter().map(json_of).collect::<Result<_, _>>()?)
        }
        Yaml::Mapping(fields) => Json::Object(
            fields
                .into_iter()
                .map(|(key, value)| Ok((key_text(key)?, json_of(value)?)))
                .collect::<Result<Map<_, _>, String>>()?,
        ),
        Yaml::Tagged(tagged) => json_of(tagged.value)?,
    })
}

fn key_text(key: Yaml) -> Result<String, String> {
    match key {
        Yaml::String(text) => Ok(text),
        Yaml::Bool(flag) => Ok(flag.to_string()),
        Yaml::Number(number) => Ok(number.to_string()),
        _ => Err("expected a text, a number or a boolean as key of a map".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_yaml_and_keys_become_text() {
        let text = "{a: 1, b: [x, 1.0, null], c: '007', d: {z: 1, 2: {true: 'q\"q'}}, e: !tag t}";
        let parameters: Parameters = serde_yaml::from_str(text).expect("valid");
        assert_eq!(
            parameters.to_json(),
            json!({"a": 1, "b": ["x", 1.0, null], "c": "007", "d": {"z": 1, "2": {"true": "q\"q"}}, "e": "t"})
        );
    }

    #[test]
    fn a_number_that_json_lacks_is_refused() {
        let error = serde_yaml::from_str::<Parameters>("{a: .inf}").expect_err("refused");
        assert!(error.to_string().contains("finite"), "{error}");
    }

    #[test]
    fn gaps_are_filled_and_nothing_else() {
        let of = |text| serde_yaml::from_str::<Parameters>(text).expect("valid");
        let filled = of("{a: 1, b: ~}").filled_from(&of("{b: 2, c: 2}"));
        assert_eq!(filled.to_json(), json!({"a": 1, "b": null, "c": 2}));
    }
}
