//! Documents to nodes, within limits.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Document, Fault, Node};
use crate::limits::{ALIASED_VALUES_MAX, NESTING_MAX, OPEN_BRACKETS_MAX};

/// The values of a document: one of YAML, any number of JSON, where values may follow one another.
pub(crate) fn parse(document: Document<'_>, json_expected: bool) -> Result<Vec<Node>, Fault> {
    if json_expected || document.text.trim_start().starts_with('{') {
        match parse_json(document.text) {
            Ok(nodes) => return Ok(nodes),
            Err(error) if json_expected => return Err(Fault::of_json(document, &error)),
            // A YAML map in braces looks the same from outside.
            Err(_) => {}
        }
    }
    if opens_too_often(document.text) {
        return Err(Fault::whole(
            document,
            format!("more than {OPEN_BRACKETS_MAX} brackets are open at once"),
        ));
    }
    let budget = Budget::of(document.text);
    Seed::of(&budget)
        .deserialize(serde_yaml::Deserializer::from_str(document.text))
        .map(|node| vec![node])
        .map_err(|error| Fault::of_yaml(document, &error))
}

/// Whether more brackets are open at once than any manifest needs.
///
/// The YAML scanner looks at every open bracket for every token, so that a long row of them would keep it busy for hours.
/// Brackets inside texts count too: the limit leaves room for them.
fn opens_too_often(text: &str) -> bool {
    let mut open = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > OPEN_BRACKETS_MAX
    })
}

fn parse_json(text: &str) -> Result<Vec<Node>, serde_json::Error> {
    let budget = Budget::of(text);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut nodes = Vec::new();
    while deserializer.end().is_err() {
        nodes.push(Seed::of(&budget).deserialize(&mut deserializer)?);
    }
    Ok(nodes)
}

/// How many values a document may still have.
///
/// Every value takes at least one byte of text, except where an alias repeats one: what exceeds the bytes was repeated.
struct Budget(Cell<usize>);

impl Budget {
    fn of(text: &str) -> Self {
        Self(Cell::new(text.len() + ALIASED_VALUES_MAX))
    }

    fn take<E: Error>(&self) -> Result<(), E> {
        let left = self.0.get().checked_sub(1).ok_or_else(|| {
            E::custom(format_args!(
                "the aliases of this document repeat more than {ALIASED_VALUES_MAX} values"
            ))
        })?;
        self.0.set(left);
        Ok(())
    }
}

#[derive(Clone, Copy)]
struct Seed<'b> {
    budget: &'b Budget,
    depth: usize,
    /// The keys that a text may not be, because it is one more key of their map.
    taken: Option<&'b BTreeSet<String>>,
}

impl<'b> Seed<'b> {
    fn of(budget: &'b Budget) -> Self {
        Self {
            budget,
            depth: 0,
            taken: None,
        }
    }

    fn below<E: Error>(self) -> Result<Self, E> {
        if self.depth == NESTING_MAX {
            return Err(E::custom(format_args!(
                "values are nested more than {NESTING_MAX} deep"
            )));
        }
        Ok(Self {
            depth: self.depth + 1,
            taken: None,
            ..self
        })
    }

    /// Refuses a key where it is read: an error of the map as a whole would point at the line on which the map begins.
    fn unless_taken<E: Error>(self, text: String) -> Result<Node, E> {
        if self.taken.is_some_and(|taken| taken.contains(&text)) {
            return Err(given_twice(&text));
        }
        Ok(Node::Text(text))
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.budget.take()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a plain value without a tag")
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        // Not a number and infinity exist in YAML but not in Kubernetes.
        Ok(serde_json::Number::from_f64(value).map_or(Node::Null, Node::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.unless_taken(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Node, E> {
        self.unless_taken(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let below = self.below()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(below)? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let below = self.below()?;
        let mut entries = Vec::new();
        let mut merged = Vec::new();
        let mut taken = BTreeSet::new();
        while let Some(key) = access.next_key_seed(Seed {
            taken: Some(&taken),
            ..below
        })? {
            let key = key.scalar().ok_or_else(|| {
                A::Error::custom(format_args!(
                    "expected a text as the key of a map, found {}",
                    key.what()
                ))
            })?;
            let value = access.next_value_seed(below)?;
            if key == "<<" {
                merged.push(value);
                continue;
            }
            // A key that is no text, `1` after `"1"`.
            if !taken.insert(key.clone()) {
                return Err(given_twice(&key));
            }
            entries.push((key, value));
        }
        for source in merged {
            merge(&mut entries, source);
        }
        Ok(Node::Map(entries))
    }
}

fn given_twice<E: Error>(key: &str) -> E {
    E::custom(format_args!("the key `{key}` is given twice in one map"))
}

/// YAML's merge key: entries of other maps, as far as their keys are not given.
fn merge(entries: &mut Vec<(String, Node)>, source: Node) {
    match source {
        Node::Map(others) => {
            for (key, value) in others {
                if !entries.iter().any(|(given, _)| *given == key) {
                    entries.push((key, value));
                }
            }
        }
        Node::List(sources) => sources
            .into_iter()
            .for_each(|source| merge(entries, source)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Node>, Fault> {
        parse(
            Document {
                number: 2,
                line: 11,
                text,
            },
            false,
        )
    }

    fn refused(text: &str) -> Fault {
        read(text).unwrap_err()
    }

    #[test]
    fn maps_keep_the_order_of_their_keys() {
        let nodes = read("zebra: 1\napple: 2\n80: x\n").unwrap();
        let Node::Map(entries) = &nodes[0] else {
            panic!("{nodes:?}")
        };
        let keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["zebra", "apple", "80"]);
    }

    #[test]
    fn a_fault_names_the_line_of_the_file() {
        let fault = refused("a: 1\nb: [1, 2\nc: 3\n");
        assert!(fault.line == 12 || fault.line == 13, "{fault:?}");
        assert!(fault.reason.starts_with("not valid YAML: "), "{fault:?}");
    }

    #[test]
    fn a_key_given_twice_is_a_fault_on_its_second_line() {
        let check = |text: &str, key: &str| {
            let fault = refused(text);
            assert!(
                fault
                    .reason
                    .contains(&format!("the key `{key}` is given twice")),
                "{fault:?}"
            );
            assert_eq!(fault.line, 13, "{text:?}");
        };
        check("a: 1\nb: 2\na: 3\n", "a");
        check("x:\n  a: 1\n  a: 2\ny: 3\n", "a");
        check("{\"a\": 1,\n\"b\": 2,\n\"a\": 3}\n", "a");
        assert!(read("\"1\": a\n1: b\n").is_err());
        assert!(read("a: {a: a}\nb: {a: a}\n").is_ok());
    }

    #[test]
    fn json_values_may_follow_one_another() {
        assert_eq!(read("{\"a\": 1}\n{\"a\": 2}").unwrap().len(), 2);
    }

    #[test]
    fn a_yaml_map_in_braces_is_not_taken_for_broken_json() {
        assert_eq!(
            read("{a: b}").unwrap(),
            [Node::Map(vec![("a".into(), Node::Text("b".into()))])]
        );
    }

    #[test]
    fn merge_keys_add_what_is_not_given() {
        let nodes = read("base: &base {a: 1, b: 2}\nmine:\n  <<: *base\n  b: 3\n").unwrap();
        let mine = nodes[0].get("mine").unwrap();
        assert_eq!(mine.get("b"), Some(&Node::Number(3.into())));
        assert_eq!(mine.get("a"), Some(&Node::Number(1.into())));
    }

    #[test]
    fn aliases_that_multiply_are_refused() {
        let mut bomb = String::from("l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..9 {
            let below = vec![format!("*l{}", level - 1); 10].join(", ");
            bomb.push_str(&format!("l{level}: &l{level} [{below}]\n"));
        }
        let reason = refused(&bomb).reason;
        assert!(reason.contains("repeat"), "{reason}");
    }

    #[test]
    fn deep_nesting_is_refused_without_exhausting_the_stack() {
        for text in [
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "- ".repeat(50_000),
        ] {
            assert!(read(&text).is_err());
        }
    }
}
