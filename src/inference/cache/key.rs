//! What an answer depends on.

use sha2::{Digest, Sha256};

/// A digest of everything that an answer depends on: two questions with the same key have the same answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CacheKey([u8; 32]);

impl CacheKey {
    /// The digest (SHA-256) of the parts, each with its length, so that no text can pass from one part to the next.
    #[must_use]
    pub fn of(parts: &[&str]) -> Self {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part.as_bytes());
        }
        Self(digest.finalize().into())
    }

    pub(super) const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_depends_on_every_part_and_on_where_it_ends() {
        assert_eq!(CacheKey::of(&["a", "b"]), CacheKey::of(&["a", "b"]));
        for other in [
            &["ab", ""][..],
            &["", "ab"],
            &["a", "c"],
            &["b", "a"],
            &["a", "b", ""],
        ] {
            assert_ne!(CacheKey::of(&["a", "b"]), CacheKey::of(other), "{other:?}");
        }
    }
}
