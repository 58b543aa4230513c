//! What a text and a vector are recognised by.

use std::fmt;

use embedding::Embedder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// So many bytes of the digest are kept: 128 bits are beyond any accident.
const HASH_BYTES: usize = 16;

/// The hash of a text: two texts with one hash are the same text. Hexadecimal wherever it is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentHash(String);

impl ContentHash {
    /// The hash of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        let hex = digest.iter().take(HASH_BYTES);
        Self(hex.map(|byte| format!("{byte:02x}")).collect())
    }

    /// The hash as it was written down before.
    #[must_use]
    pub fn from_written(written: &str) -> Self {
        Self(written.to_owned())
    }

    /// What is written down.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which embedder made the vectors of a collection. Only vectors of one embedder can be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbedderRecord {
    /// What [`Embedder::id`] says: provider, model, dimensions.
    pub embedder: String,
    /// The length of each vector.
    pub dimensions: usize,
}

impl EmbedderRecord {
    /// The record of `embedder`.
    #[must_use]
    pub fn of(embedder: &dyn Embedder) -> Self {
        Self {
            embedder: embedder.id(),
            dimensions: embedder.dimensions(),
        }
    }
}

impl fmt::Display for EmbedderRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.embedder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_the_beginning_of_sha_256() {
        assert_eq!(
            ContentHash::of("abc").as_str(),
            "ba7816bf8f01cfea414140de5dae2223"
        );
        assert_ne!(ContentHash::of(""), ContentHash::of(" "));
    }
}
