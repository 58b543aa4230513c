//! What the metadata of a document must be.

use std::cmp::Ordering;

use knowledge::{Metadata, MetadataValue};

/// Values that the metadata of a document must have; what is `None` does not matter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Metadata `kind`.
    pub kind: Option<String>,
    /// Metadata `apiGroup`; the core group is the empty string.
    pub api_group: Option<String>,
    /// Metadata `namespace`.
    pub namespace: Option<String>,
    /// Metadata `complexity`.
    pub complexity: Option<String>,
    /// Whatever else is wanted of the metadata.
    pub condition: Option<Condition>,
}

/// How a value of the metadata is compared with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `$eq`: of the same type and equal.
    Equal,
    /// `$ne`: anything but equal, or not there at all.
    NotEqual,
    /// `$lt`: a smaller number.
    Less,
    /// `$lte`: a smaller or equal number.
    LessOrEqual,
    /// `$gt`: a greater number.
    Greater,
    /// `$gte`: a greater or equal number.
    GreaterOrEqual,
}

/// A condition on the metadata of a document. It means the same to every backend.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// `$and`: all of them; no condition at all is always met.
    All(Vec<Condition>),
    /// `$or`: at least one of them; no condition at all is never met.
    Any(Vec<Condition>),
    /// A comparison. Only numbers have an order: [`Comparison::Less`] and its like are met by numbers alone.
    Compare {
        /// The key in the metadata.
        key: String,
        /// How.
        comparison: Comparison,
        /// With what.
        value: MetadataValue,
    },
    /// `$in`: equal to one of the values.
    In {
        /// The key in the metadata.
        key: String,
        /// The values.
        values: Vec<MetadataValue>,
    },
    /// `$nin`: equal to none of the values, or not there at all.
    NotIn {
        /// The key in the metadata.
        key: String,
        /// The values.
        values: Vec<MetadataValue>,
    },
}

impl Filter {
    /// The metadata keys that have a field of their own.
    pub const KEYS: [&str; 4] = ["kind", "apiGroup", "namespace", "complexity"];

    /// The wanted value of each of [`KEYS`](Self::KEYS).
    #[must_use]
    pub fn values(&self) -> [Option<&str>; Self::KEYS.len()] {
        let Self {
            kind,
            api_group,
            namespace,
            complexity,
            condition: _,
        } = self;
        [
            kind.as_deref(),
            api_group.as_deref(),
            namespace.as_deref(),
            complexity.as_deref(),
        ]
    }

    /// The whole filter as one condition; `None` if everything passes.
    #[must_use]
    pub fn to_condition(&self) -> Option<Condition> {
        let fields = Self::KEYS.into_iter().zip(self.values());
        let mut all: Vec<Condition> = fields
            .filter_map(|(key, value)| Some(Condition::equal(key, value?)))
            .collect();
        all.extend(self.condition.clone());
        if all.len() > 1 {
            return Some(Condition::All(all));
        }
        all.pop()
    }
}

impl From<Condition> for Filter {
    fn from(condition: Condition) -> Self {
        Self {
            condition: Some(condition),
            ..Self::default()
        }
    }
}

impl Condition {
    /// That `key` has exactly this value.
    pub fn equal(key: impl Into<String>, value: impl Into<MetadataValue>) -> Self {
        Self::compare(key, Comparison::Equal, value)
    }

    /// That `key` compares with this value as said.
    pub fn compare(
        key: impl Into<String>,
        comparison: Comparison,
        value: impl Into<MetadataValue>,
    ) -> Self {
        Self::Compare {
            key: key.into(),
            comparison,
            value: value.into(),
        }
    }

    /// Whether a document with this metadata meets the condition.
    #[must_use]
    pub fn is_met_by(&self, metadata: &Metadata) -> bool {
        match self {
            Self::All(conditions) => conditions.iter().all(|each| each.is_met_by(metadata)),
            Self::Any(conditions) => conditions.iter().any(|each| each.is_met_by(metadata)),
            Self::Compare {
                key,
                comparison,
                value,
            } => comparison.holds(metadata.get(key), value),
            Self::In { key, values } => metadata.get(key).is_some_and(|is| values.contains(is)),
            Self::NotIn { key, values } => metadata.get(key).is_none_or(|is| !values.contains(is)),
        }
    }
}

impl Comparison {
    fn holds(self, is: Option<&MetadataValue>, wanted: &MetadataValue) -> bool {
        let order = match (is, wanted) {
            (Some(MetadataValue::Number(is)), MetadataValue::Number(wanted)) => {
                is.partial_cmp(wanted)
            }
            _ => None,
        };
        match self {
            Self::Equal => is == Some(wanted),
            Self::NotEqual => is != Some(wanted),
            Self::Less => order == Some(Ordering::Less),
            Self::LessOrEqual => order.is_some_and(Ordering::is_le),
            Self::Greater => order == Some(Ordering::Greater),
            Self::GreaterOrEqual => order.is_some_and(Ordering::is_ge),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_the_conjunction_of_what_it_names() {
        assert_eq!(Filter::default().to_condition(), None);
        let mut filter = Filter {
            kind: Some("Pod".to_owned()),
            ..Filter::default()
        };
        assert_eq!(filter.to_condition(), Some(Condition::equal("kind", "Pod")));
        filter.condition = Some(Condition::equal("ready", true));
        assert_eq!(
            filter.to_condition(),
            Some(Condition::All(vec![
                Condition::equal("kind", "Pod"),
                Condition::equal("ready", true)
            ]))
        );
    }

    #[test]
    fn a_comparison_is_met_by_values_of_its_own_type() {
        let metadata = Metadata::from([
            ("kind".to_owned(), "Pod".into()),
            ("confidence".to_owned(), 0.5.into()),
        ]);
        let check = |key: &str, comparison, value: MetadataValue, expect| {
            let condition = Condition::compare(key, comparison, value);
            assert_eq!(condition.is_met_by(&metadata), expect, "{condition:?}");
        };
        check("kind", Comparison::Equal, "Pod".into(), true);
        check("kind", Comparison::NotEqual, "Pod".into(), false);
        check("nothing", Comparison::NotEqual, "Pod".into(), true);
        check("nothing", Comparison::Equal, "".into(), false);
        check("confidence", Comparison::Equal, "0.5".into(), false);
        check("confidence", Comparison::GreaterOrEqual, 0.5.into(), true);
        check("confidence", Comparison::Greater, 0.5.into(), false);
        check("confidence", Comparison::Less, 0.6.into(), true);
        check("confidence", Comparison::LessOrEqual, 0.4.into(), false);
        check("kind", Comparison::Less, "Service".into(), false);
    }

    #[test]
    fn no_condition_at_all_is_always_met_by_all_and_never_by_any() {
        let metadata = Metadata::new();
        assert!(Condition::All(Vec::new()).is_met_by(&metadata));
        assert!(!Condition::Any(Vec::new()).is_met_by(&metadata));
    }
}
