//! String pairs of a Kubernetes object, in the order they were written.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Labels or annotations: string to string, in the order given.
///
/// The order is kept because it shows in the text of a document, and the same object must give the same text. Of a key
/// that is given twice, the first position and the last value count, as in a JSON object.
///
/// ```
/// let labels: knowledge::Labels = [("tier", "db"), ("app", "shop"), ("tier", "cache")].into_iter().collect();
/// assert_eq!(labels.iter().collect::<Vec<_>>(), [("tier", "cache"), ("app", "shop")]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels(Vec<(String, String)>);

impl Labels {
    /// The pairs in the order given.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> + '_ {
        self.0
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    }

    /// How many pairs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no pair.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `key=value` pairs with `separator` between them.
    pub(crate) fn joined(&self, separator: &str) -> String {
        let mut joined = String::new();
        for (index, (key, value)) in self.iter().enumerate() {
            if index > 0 {
                joined.push_str(separator);
            }
            joined.push_str(key);
            joined.push('=');
            joined.push_str(value);
        }
        joined
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Labels {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut labels = Vec::new();
        // An index, because the pairs may come from a stranger and a linear search would cost the square of their number.
        let mut positions = BTreeMap::new();
        for (key, value) in pairs {
            let (key, value) = (key.into(), value.into());
            match positions.entry(key) {
                Entry::Occupied(position) => {
                    let (_, earlier): &mut (String, String) = &mut labels[*position.get()];
                    *earlier = value;
                }
                Entry::Vacant(position) => {
                    labels.push((position.key().clone(), value));
                    position.insert(labels.len() - 1);
                }
            }
        }
        Self(labels)
    }
}

impl Serialize for Labels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self.iter() {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = Labels;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of string values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Labels, A::Error> {
                let mut pairs: Vec<(String, String)> = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs.into_iter().collect())
            }
        }

        deserializer.deserialize_map(Pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_the_order_of_their_json_object() {
        let json = r#"{"zone":"b","app":"shop","tier":"db"}"#;
        let labels: Labels = serde_json::from_str(json).unwrap();
        assert_eq!(labels.joined(","), "zone=b,app=shop,tier=db");
        assert_eq!(serde_json::to_string(&labels).unwrap(), json);
    }

    #[test]
    fn the_last_value_of_a_repeated_key_wins_at_its_first_position() {
        let labels: Labels = serde_json::from_str(r#"{"b":"1","a":"2","b":"3"}"#).unwrap();
        assert_eq!(labels.joined(", "), "b=3, a=2");
        assert_eq!(
            (labels.len(), labels.get("b"), labels.get("c")),
            (2, Some("3"), None)
        );
    }

    #[test]
    fn a_value_that_is_not_a_string_is_refused() {
        let error = serde_json::from_str::<Labels>(r#"{"replicas":3}"#).unwrap_err();
        assert!(error.to_string().contains("expected a string"), "{error}");
    }
}
