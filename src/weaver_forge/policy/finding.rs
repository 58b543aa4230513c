use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value as Json, json};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingLevel {
    /// Good to know.
    Information,
    /// Better otherwise.
    Improvement,
    /// Against the rules.
    Violation,
}

impl FindingLevel {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Improvement => "improvement",
            Self::Violation => "violation",
        }
    }
}

/// What a policy found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type")]
pub struct PolicyFinding {
    /// Everything in the message that differs from finding to finding, for programs.
    pub context: Json,
    /// What kind of finding it is.
    pub id: String,
    /// How much it matters.
    pub level: FindingLevel,
    /// What is wrong, for people.
    pub message: String,
    /// The metric, event, span or entity it is about.
    pub signal_name: Option<String>,
    /// What that is: `metric`, `event`, `log`, `span`, `entity` or `resource`.
    pub signal_type: Option<String>,
}

/// A finding as policies write it.
#[derive(Deserialize)]
struct Current {
    id: String,
    message: String,
    level: FindingLevel,
    #[serde(default)]
    context: Json,
    #[serde(default, deserialize_with = "text")]
    signal_type: Option<String>,
    #[serde(default, deserialize_with = "text")]
    signal_name: Option<String>,
}

/// A finding about an attribute as policies used to write it.
#[derive(Deserialize)]
struct SemconvAttribute {
    id: String,
    category: String,
    group: String,
    attr: String,
}

/// Advice as policies used to write it.
#[derive(Deserialize)]
struct Advice {
    advice_type: String,
    advice_level: FindingLevel,
    message: String,
    #[serde(default, alias = "value")]
    advice_context: Json,
    #[serde(default, deserialize_with = "text")]
    signal_type: Option<String>,
    #[serde(default, deserialize_with = "text")]
    signal_name: Option<String>,
}

/// Text: what is not known is left out, not null.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(Some)
}

impl PolicyFinding {
    /// The finding that `value`, which a policy wrote, is; in one of three forms, told apart by
    /// `type`.
    pub(super) fn decode(value: &Json) -> Result<Self, String> {
        let form = value.get("type").and_then(Json::as_str);
        let decoded = match form {
            Some(tag @ "semconv_attribute") => {
                SemconvAttribute::deserialize(value).map(|finding| finding.upgraded(tag))
            }
            Some("advice") => Advice::deserialize(value).map(Advice::upgraded),
            _ => Current::deserialize(value).map(Current::upgraded),
        };
        decoded.map_err(|error| {
            format!("expected a finding with `id`, `message` and `level`, found {value}: {error}")
        })
    }
}

impl Current {
    fn upgraded(self) -> PolicyFinding {
        PolicyFinding {
            context: self.context,
            id: self.id,
            level: self.level,
            message: self.message,
            signal_name: self.signal_name,
            signal_type: self.signal_type,
        }
    }
}

impl SemconvAttribute {
    fn upgraded(self, tag: &str) -> PolicyFinding {
        let Self {
            id,
            category,
            group,
            attr,
        } = self;
        PolicyFinding {
            message: format!("id={id}, category={category}, group={group}, attr={attr}"),
            context: json!({"attr": attr, "category": category, "group": group, "id": id}),
            id: tag.to_owned(),
            level: FindingLevel::Violation,
            signal_name: None,
            signal_type: None,
        }
    }
}

impl Advice {
    fn upgraded(self) -> PolicyFinding {
        PolicyFinding {
            context: self.advice_context,
            id: self.advice_type,
            level: self.advice_level,
            message: self.message,
            signal_name: self.signal_name,
            signal_type: self.signal_type,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(value: Json) -> Result<Json, String> {
        PolicyFinding::decode(&value)
            .map(|finding| json!([finding.id, finding.level, finding.message, finding.context]))
    }

    #[test]
    fn all_three_forms_are_the_same_finding() {
        let cases = [
            (
                json!({"id": "bare", "message": "m", "level": "improvement"}),
                json!(["bare", "improvement", "m", null]),
            ),
            (
                json!({"type": "advice", "advice_type": "bare", "advice_level": "information",
                    "value": "v", "message": "m"}),
                json!(["bare", "information", "m", "v"]),
            ),
            (
                json!({"type": "semconv_attribute", "id": "bare", "category": "c", "group": "g",
                    "attr": "a"}),
                json!(["semconv_attribute", "violation", "id=bare, category=c, group=g, attr=a",
                    {"attr": "a", "category": "c", "group": "g", "id": "bare"}]),
            ),
        ];
        for (value, expect) in cases {
            assert_eq!(decoded(value), Ok(expect));
        }
    }

    #[test]
    fn what_is_missing_or_null_is_named() {
        let cases = [
            (
                json!({"id": "a", "level": "violation"}),
                "missing field `message`",
            ),
            (
                json!({"id": "a", "message": "m", "level": "violation", "signal_name": null}),
                "null",
            ),
            (json!("a"), "found \"a\""),
        ];
        for (value, expect) in cases {
            let error = decoded(value).expect_err("no finding");
            assert!(error.contains(expect), "{error}");
        }
    }
}
