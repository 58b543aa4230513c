//! Attributes that make a trace worth recording.

use std::fmt::{self, Display, Formatter};

use crate::record::Attributes;
use crate::value::Value;

/// An attribute and the value with which it makes a trace worth recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Key of the attribute.
    pub key: String,
    /// Its value, as text.
    pub value: String,
}

impl Rule {
    pub(super) fn matches(&self, attributes: &Attributes) -> bool {
        attributes
            .iter()
            .any(|(key, value)| key == self.key && self.is(&value))
    }

    fn is(&self, value: &Value<'_>) -> bool {
        match value {
            Value::Text(text) => *text == self.value,
            Value::Static(text) => *text == self.value,
            Value::Int(number) => self.value.parse() == Ok(*number),
            Value::Double(number) => self.value.parse() == Ok(*number),
            Value::Boolean(truth) => self.value.parse() == Ok(*truth),
            Value::List(_) => false,
        }
    }
}

impl Display for Rule {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.key, self.value)
    }
}
