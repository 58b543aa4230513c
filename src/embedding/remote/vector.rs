//! A vector as servers write it: a list of numbers, or the bytes of 32-bit floats in base64.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};

use crate::limits::DIMENSIONS_MAX;

const FLOAT_BYTES: usize = size_of::<f32>();

/// The components.
pub(super) struct Components(pub(super) Vec<f32>);

impl<'de> Deserialize<'de> for Components {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written)
    }
}

struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = Components;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of numbers, or 32-bit floats in base64")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Components, E> {
        let bytes = STANDARD
            .decode(text)
            .map_err(|_| E::custom("expected 32-bit floats in base64, found no base64"))?;
        let (floats, rest) = bytes.as_chunks::<FLOAT_BYTES>();
        if !rest.is_empty() {
            let found = bytes.len();
            return Err(E::custom(format_args!(
                "expected 32-bit floats in base64, found {found} bytes"
            )));
        }
        Ok(Components(
            floats
                .iter()
                .map(|float| f32::from_le_bytes(*float))
                .collect(),
        ))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Components, A::Error> {
        // No room beforehand: an answer of nothing but empty lists would take a hundred times its size.
        let mut components = Vec::new();
        while let Some(component) = list.next_element()? {
            if components.len() == DIMENSIONS_MAX {
                return Err(de::Error::custom(format_args!(
                    "expected at most {DIMENSIONS_MAX} components"
                )));
            }
            components.push(component);
        }
        Ok(Components(components))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expect: Result<&[f32], &str>) {
        let read = serde_json::from_str::<Components>(json);
        let read = read.map(|it| it.0).map_err(|error| error.to_string());
        match expect {
            Ok(components) => assert_eq!(read.unwrap(), components, "{json}"),
            Err(message) => {
                let found = read.unwrap_err();
                assert!(found.contains(message), "{json}: {found}");
            }
        }
    }

    #[test]
    fn both_ways_of_writing_are_read() {
        check("[0.5, -1, 1e-3]", Ok(&[0.5, -1.0, 0.001]));
        check("[]", Ok(&[]));
        check(r#""AAAAPwAAgL8=""#, Ok(&[0.5, -1.0]));
        check(r#""""#, Ok(&[]));
    }

    #[test]
    fn what_is_no_vector_is_refused() {
        check(
            r#""AAAAPwA=""#,
            Err("expected 32-bit floats in base64, found 5 bytes"),
        );
        check(r#""*""#, Err("found no base64"));
        check(r#"["a"]"#, Err("invalid type"));
        check("[null]", Err("invalid type"));
        check(
            "3",
            Err("expected a list of numbers, or 32-bit floats in base64"),
        );
    }
}
