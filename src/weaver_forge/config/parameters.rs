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

    /// These parameters, then `command_line` over them, then `shared` where there is a gap.
    pub(crate) fn complete(&self, command_line: &Parameters, shared: &Parameters) -> Parameters {
        let mut complete = self.clone();
        complete.0.extend(command_line.0.clone());
        for (name, value) in &shared.0 {
            complete
                .0
                .entry(name.clone())
                .or_insert_with(|| value.clone());
        }
        complete
    }

    /// The names and values in the order of the names.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// All parameters as one object.
    pub(crate) fn to_json(&self) -> Json {
        Json::Object(self.0.clone().into_iter().collect())
    }

    /// Reads `name=value`, the value being YAML, as the command line gives it.
    ///
    /// # Errors
    /// A text that says what is wrong with `assignment`.
    #[cfg(feature = "cli")]
    pub(crate) fn set_assignment(&mut self, assignment: &str) -> Result<(), String> {
        let (name, value) = assignment
            .split_once('=')
            .ok_or_else(|| format!("expected name=value, found `{assignment}`"))?;
        let value: Yaml = serde_yaml::from_str(value)
            .map_err(|error| format!("the value of `{name}` is not valid YAML: {error}"))?;
        self.set(name, json_of(value)?);
        Ok(())
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
    fn an_assignment_of_the_command_line_is_yaml() {
        let cases = [
            ("a=1", json!(1)),
            ("a=true", json!(true)),
            ("a=[x, 1.0, null]", json!(["x", 1.0, null])),
            ("a=\"007\"", json!("007")),
            (
                "a={z: 1, 2: {x: 'q\"q'}}",
                json!({"z": 1, "2": {"x": "q\"q"}}),
            ),
            ("a=x=y", json!("x=y")),
        ];
        for (text, expect) in cases {
            let mut parameters = Parameters::default();
            parameters.set_assignment(text).expect(text);
            assert_eq!(parameters.to_json(), json!({"a": expect}), "{text}");
        }
    }

    #[test]
    fn an_assignment_without_a_sign_is_refused() {
        let error = Parameters::default().set_assignment("verbose");
        assert_eq!(error, Err("expected name=value, found `verbose`".into()));
    }

    #[test]
    fn the_command_line_wins_over_the_template_and_both_over_the_file() {
        let one = |name: &str, value: i64| {
            let mut parameters = Parameters::default();
            parameters.set(name, value);
            parameters
        };
        let mut own = one("a", 1);
        own.set("b", 1);
        let mut shared = one("b", 3);
        shared.set("c", 3);
        assert_eq!(
            own.complete(&one("a", 2), &shared).to_json(),
            json!({"a": 2, "b": 1, "c": 3})
        );
    }
}
