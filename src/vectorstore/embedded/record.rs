//! A document and its vector as bytes on disk.

use knowledge::{Document, Metadata};
use serde::{Deserialize, Serialize};

use crate::error::Cause;

const COMPONENT_BYTES: usize = size_of::<f32>();

/// What is written of a document beside its id, as JSON.
#[derive(Serialize)]
struct Written<'d> {
    text: &'d str,
    metadata: &'d Metadata,
}

/// What is read of a document.
#[derive(Deserialize)]
struct Read {
    text: String,
    metadata: Metadata,
}

/// A vector whose bytes are not as many as its dimensions need.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a vector of {dimensions} dimensions is {found} bytes long")]
pub(super) struct VectorLengthError {
    dimensions: usize,
    found: usize,
}

/// The document without its id.
pub(super) fn document_to_bytes(document: &Document) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Written {
        text: &document.text,
        metadata: &document.metadata,
    })
}

/// The document that was written under `id`.
pub(super) fn document_from_bytes(id: &str, bytes: &[u8]) -> Result<Document, Cause> {
    let Read { text, metadata } = serde_json::from_slice(bytes)?;
    Ok(Document {
        id: id.to_owned(),
        text,
        metadata,
    })
}

/// The components, each as four bytes, lowest first.
pub(super) fn vector_to_bytes(vector: &[f32]) -> Vec<u8> {
    vector
        .iter()
        .flat_map(|component| component.to_le_bytes())
        .collect()
}

/// The components that were written.
pub(super) fn vector_from_bytes(
    bytes: &[u8],
    dimensions: usize,
) -> Result<Vec<f32>, VectorLengthError> {
    let (components, rest) = bytes.as_chunks::<COMPONENT_BYTES>();
    if components.len() != dimensions || !rest.is_empty() {
        return Err(VectorLengthError {
            dimensions,
            found: bytes.len(),
        });
    }
    Ok(components
        .iter()
        .map(|component| f32::from_le_bytes(*component))
        .collect())
}

#[cfg(test)]
mod tests {
    use knowledge::MetadataValue;
    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = MetadataValue> {
        prop_oneof![
            any::<String>().prop_map(MetadataValue::Text),
            prop::num::f64::NORMAL.prop_map(MetadataValue::Number),
            any::<bool>().prop_map(MetadataValue::Flag),
        ]
    }

    proptest! {
        #[test]
        fn a_document_comes_back_as_it_was_written(
            text in any::<String>(),
            metadata in prop::collection::btree_map(any::<String>(), value(), 0..5),
        ) {
            let document = Document { id: "a".to_owned(), text, metadata };
            let bytes = document_to_bytes(&document).unwrap();
            prop_assert_eq!(document_from_bytes("a", &bytes).unwrap(), document);
        }

        #[test]
        fn a_vector_comes_back_bit_by_bit(vector in prop::collection::vec(prop::num::f32::NORMAL, 0..9)) {
            let bytes = vector_to_bytes(&vector);
            prop_assert_eq!(vector_from_bytes(&bytes, vector.len()), Ok(vector));
        }
    }

    #[test]
    fn a_vector_of_another_length_is_refused() {
        let error = vector_from_bytes(&[0; 7], 2).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a vector of 2 dimensions is 7 bytes long"
        );
    }
}
