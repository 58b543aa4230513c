//! What a model answered, checked.

use knowledge::{Complexity, ResourceKind};
use serde_json::{Map, Value};

use crate::limits::{
    CAPABILITIES_MAX, PROBLEMS_MAX, PROVIDERS_MAX, SENTENCES_CHARS_MAX, TERM_CHARS_MAX,
};
use crate::manifest;

/// The keys that an answer has.
const KEYS: [&str; 7] = [
    "capabilities",
    "providers",
    "complexity",
    "description",
    "useCase",
    "exampleYaml",
    "confidence",
];

/// An answer that can be used.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub(super) capabilities: Vec<String>,
    pub(super) providers: Vec<String>,
    pub(super) complexity: Complexity,
    pub(super) description: String,
    pub(super) use_case: String,
    /// A manifest that the schema of the kind accepts; `None` if the answer has none.
    pub(super) example_yaml: Option<String>,
    pub(super) confidence: f64,
}

/// What became of an answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Checked {
    /// The answer, if enough of it can be used.
    pub(super) answer: Option<Answer>,
    /// Everything that is wrong with it; empty if it is as it should be.
    pub(super) problems: Vec<String>,
}

/// Checks the input of the tool against what was asked for, and the example against the schema of the kind.
pub(super) fn check(kind: &ResourceKind, input: &Value) -> Checked {
    let mut reader = Reader {
        problems: Vec::new(),
        is_usable: true,
    };
    let Some(map) = input.as_object() else {
        reader.useless("expected an object as the input of the tool".to_owned());
        return reader.into_checked(None);
    };
    for key in map.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        reader.flaw(format!("{key:.40}: expected no such field"));
    }
    let capabilities = reader.terms(map, "capabilities", CAPABILITIES_MAX);
    if map
        .get("capabilities")
        .and_then(Value::as_array)
        .is_some_and(Vec::is_empty)
    {
        reader.useless("capabilities: expected at least one term, found none".to_owned());
    }
    let providers = reader.terms(map, "providers", PROVIDERS_MAX);
    let complexity = reader.complexity(map);
    let description = reader.sentences(map, "description");
    let use_case = reader.sentences(map, "useCase");
    let confidence = reader.confidence(map);
    let example_yaml = reader.example(map, kind);
    let answer = (|| {
        Some(Answer {
            capabilities,
            providers,
            complexity: complexity?,
            description,
            use_case,
            example_yaml,
            confidence: confidence?,
        })
    })();
    reader.into_checked(answer)
}

/// Reads the parts of an answer and keeps what is wrong with them.
struct Reader {
    problems: Vec<String>,
    is_usable: bool,
}

impl Reader {
    fn into_checked(mut self, answer: Option<Answer>) -> Checked {
        self.problems.truncate(PROBLEMS_MAX);
        Checked {
            answer: answer.filter(|_| self.is_usable),
            problems: self.problems,
        }
    }

    /// Something that is not as it was asked for, and can be set right without the model.
    fn flaw(&mut self, problem: String) {
        self.problems.push(problem);
    }

    /// Something without which the answer is of no use.
    fn useless(&mut self, problem: String) {
        self.problems.push(problem);
        self.is_usable = false;
    }

    fn field<'a>(
        &mut self,
        map: &'a Map<String, Value>,
        key: &str,
        expected: &str,
    ) -> Option<&'a Value> {
        let value = map.get(key);
        if value.is_none() {
            self.useless(format!("{key}: expected {expected}, found nothing"));
        }
        value
    }

    /// Terms in lower case, each once.
    fn terms(&mut self, map: &Map<String, Value>, key: &str, terms_max: usize) -> Vec<String> {
        let expected = "a list of texts in lower case";
        let Some(value) = self.field(map, key, expected) else {
            return Vec::new();
        };
        let Some(items) = value.as_array() else {
            self.useless(format!("{key}: expected {expected}, found {}", what(value)));
            return Vec::new();
        };
        if items.len() > terms_max {
            self.flaw(format!(
                "{key}: expected at most {terms_max} terms, found {}",
                items.len()
            ));
        }
        let mut terms: Vec<String> = Vec::new();
        for (index, item) in items.iter().enumerate().take(terms_max) {
            let Some(term) = item.as_str() else {
                self.useless(format!(
                    "{key}[{index}]: expected a text, found {}",
                    what(item)
                ));
                continue;
            };
            let mended = one_line(term).to_lowercase();
            if mended.is_empty() || mended.chars().count() > TERM_CHARS_MAX {
                let chars = mended.chars().count();
                self.useless(format!(
                    "{key}[{index}]: expected 1 to {TERM_CHARS_MAX} characters, found {chars}"
                ));
            } else if mended != term {
                self.flaw(format!(
                    "{key}[{index}]: expected `{mended}`, found `{}`",
                    one_line(term)
                ));
            }
            if terms.contains(&mended) {
                self.flaw(format!(
                    "{key}[{index}]: expected each term once, found `{mended:.40}` again"
                ));
            } else {
                terms.push(mended);
            }
        }
        terms
    }

    fn complexity(&mut self, map: &Map<String, Value>) -> Option<Complexity> {
        let expected = "one of low, medium, high";
        let value = self.field(map, "complexity", expected)?;
        let Some(name) = value.as_str() else {
            self.useless(format!(
                "complexity: expected {expected}, found {}",
                what(value)
            ));
            return None;
        };
        let known = name.parse().ok();
        if known.is_none() {
            self.useless(format!(
                "complexity: expected {expected}, found `{name:.40}`"
            ));
        }
        known
    }

    fn sentences(&mut self, map: &Map<String, Value>, key: &str) -> String {
        let Some(value) = self.field(map, key, "a text") else {
            return String::new();
        };
        let Some(text) = value.as_str() else {
            self.useless(format!("{key}: expected a text, found {}", what(value)));
            return String::new();
        };
        let text = one_line(text);
        let chars = text.chars().count();
        if chars == 0 || chars > SENTENCES_CHARS_MAX {
            self.useless(format!(
                "{key}: expected 1 to {SENTENCES_CHARS_MAX} characters, found {chars}"
            ));
        }
        text
    }

    fn confidence(&mut self, map: &Map<String, Value>) -> Option<f64> {
        let expected = "a number from 0 to 1";
        let value = self.field(map, "confidence", expected)?;
        let confidence = value.as_f64().filter(|number| (0.0..=1.0).contains(number));
        if confidence.is_none() {
            let found = if value.is_number() {
                value.to_string()
            } else {
                what(value).to_owned()
            };
            self.useless(format!("confidence: expected {expected}, found {found}"));
        }
        confidence
    }

    /// The example, if there is one and the schema accepts it.
    fn example(&mut self, map: &Map<String, Value>, kind: &ResourceKind) -> Option<String> {
        let expected = "the smallest useful manifest as YAML";
        let Some(value) = map.get("exampleYaml") else {
            self.flaw(format!("exampleYaml: expected {expected}, found nothing"));
            return None;
        };
        let Some(text) = value.as_str() else {
            self.flaw(format!(
                "exampleYaml: expected {expected}, found {}",
                what(value)
            ));
            return None;
        };
        let text = text.trim();
        match manifest::check_manifest(kind, text) {
            Ok(()) => Some(text.to_owned()),
            Err(violations) => {
                for violation in violations {
                    self.flaw(format!("exampleYaml: {violation}"));
                }
                None
            }
        }
    }
}

fn what(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
