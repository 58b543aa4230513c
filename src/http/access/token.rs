//! Bearer tokens, of which only digests are kept.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Caller;

const DIGEST_BYTES: usize = 32;

/// What the holder of a token may do; each role may do what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Search, and read documents and jobs.
    Reader,
    /// Also change what is stored.
    Writer,
    /// Everything.
    Admin,
}

impl Role {
    /// Every role, from the one that may do least.
    pub const ALL: [Self; 3] = [Self::Reader, Self::Writer, Self::Admin];

    /// Its name in configuration and telemetry.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Writer => "writer",
            Self::Admin => "admin",
        }
    }
}

/// A token that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidToken {
    /// There is nothing in it.
    #[error("expected a token, found an empty text")]
    Empty,
    /// It is no digest.
    #[error(
        "expected the SHA-256 of a token in 64 hexadecimal digits, found {chars} other characters"
    )]
    NoDigest {
        /// How long the text is, in characters.
        chars: usize,
    },
}

/// A bearer token, and whose it is. Only its digest is kept.
#[derive(Clone)]
pub struct Token {
    name: Arc<str>,
    role: Role,
    digest: [u8; DIGEST_BYTES],
}

impl Token {
    /// The token `secret`.
    ///
    /// # Errors
    ///
    /// It is empty.
    pub fn new(name: &str, role: Role, secret: &str) -> Result<Self, InvalidToken> {
        if secret.is_empty() {
            return Err(InvalidToken::Empty);
        }
        Ok(Self::of_digest(name, role, Sha256::digest(secret).into()))
    }

    /// The token that has this SHA-256.
    #[must_use]
    pub fn of_digest(name: &str, role: Role, digest: [u8; DIGEST_BYTES]) -> Self {
        Self {
            name: name.into(),
            role,
            digest,
        }
    }

    /// The token that has this SHA-256, in hexadecimal digits.
    ///
    /// # Errors
    ///
    /// The text is something else.
    pub fn of_sha256(name: &str, role: Role, hex: &str) -> Result<Self, InvalidToken> {
        let no_digest = || InvalidToken::NoDigest {
            chars: hex.chars().count(),
        };
        let is_hex = hex.len() == 2 * DIGEST_BYTES && hex.bytes().all(|it| it.is_ascii_hexdigit());
        if !is_hex {
            return Err(no_digest());
        }
        let mut digest = [0; DIGEST_BYTES];
        for (index, byte) in digest.iter_mut().enumerate() {
            let digits = &hex[2 * index..2 * index + 2];
            *byte = u8::from_str_radix(digits, 16).map_err(|_| no_digest())?;
        }
        Ok(Self::of_digest(name, role, digest))
    }
}

impl Debug for Token {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "Token({}, {})", self.name, self.role.as_str())
    }
}

/// The tokens that are known; without any, everybody may do everything.
#[derive(Debug, Clone, Default)]
pub struct Tokens(Arc<[Token]>);

impl Tokens {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whose token this is. Every known one is compared in full, so that the time tells nothing about them.
    pub(crate) fn caller(&self, presented: &[u8]) -> Option<Caller> {
        let presented: [u8; DIGEST_BYTES] = Sha256::digest(presented).into();
        let mut caller = None;
        for token in self.0.iter() {
            let bytes = token.digest.iter().zip(&presented);
            let difference = bytes.fold(0, |all, (a, b)| all | (a ^ b));
            if std::hint::black_box(difference) == 0 {
                caller = Some(token);
            }
        }
        caller.map(|token| Caller {
            name: Arc::clone(&token.name),
            role: token.role,
        })
    }
}

impl FromIterator<Token> for Tokens {
    fn from_iter<I: IntoIterator<Item = Token>>(tokens: I) -> Self {
        Self(tokens.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_by_itself_or_by_its_digest() {
        let digest = "2BB80D537B1DA3E38BD30361AA855686BDE0EACD7162FEF6A25FE97BF527A25B";
        let tokens: Tokens = [
            Token::new("ci", Role::Writer, "hunter2").unwrap(),
            Token::of_sha256("ops", Role::Admin, digest).unwrap(),
        ]
        .into_iter()
        .collect();
        let name = |token: &str| {
            tokens
                .caller(token.as_bytes())
                .map(|it| it.name.to_string())
        };
        assert_eq!(name("hunter2").as_deref(), Some("ci"));
        assert_eq!(name("secret").as_deref(), Some("ops"));
        assert_eq!(name("hunter"), None);
        assert!(!format!("{tokens:?}").contains("hunter2"));
    }

    #[test]
    fn what_is_no_token_is_refused() {
        assert_eq!(
            Token::new("a", Role::Reader, "").unwrap_err(),
            InvalidToken::Empty
        );
        for text in ["", "12", &"g".repeat(64), &"ä".repeat(32)] {
            let refused = Token::of_sha256("a", Role::Reader, text);
            assert!(
                matches!(refused, Err(InvalidToken::NoDigest { .. })),
                "{text}"
            );
        }
    }

    #[test]
    fn a_role_may_do_what_those_before_it_may() {
        assert!(Role::Reader < Role::Writer && Role::Writer < Role::Admin);
    }
}
