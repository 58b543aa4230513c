//! A secret that opens a server.

use std::fmt;

use outbound::HeaderValue;

/// A key for a server. It is never shown.
#[derive(Clone)]
pub struct ApiKey {
    text: String,
    /// `Bearer` and the key.
    authorization: HeaderValue,
}

/// A key that no header can carry.
#[derive(Debug, thiserror::Error)]
#[error("expected an API key of visible ASCII characters, found {found}")]
pub struct ApiKeyError {
    found: &'static str,
}

impl ApiKey {
    /// The key, without the white space around it that files and shells leave.
    ///
    /// # Errors
    ///
    /// If nothing is left, or something that no header can carry.
    pub fn new(key: &str) -> Result<Self, ApiKeyError> {
        let key = key.trim();
        if key.is_empty() {
            return Err(ApiKeyError { found: "nothing" });
        }
        let other = ApiKeyError {
            found: "another character",
        };
        if !key.chars().all(|c| c.is_ascii_graphic()) {
            return Err(other);
        }
        let mut authorization =
            HeaderValue::try_from(format!("Bearer {key}")).map_err(|_| other)?;
        authorization.set_sensitive(true);
        Ok(Self {
            text: key.to_owned(),
            authorization,
        })
    }

    pub(crate) fn authorization(&self) -> HeaderValue {
        self.authorization.clone()
    }

    /// `text` without the key.
    pub(crate) fn hidden_in(&self, text: &str) -> String {
        text.replace(&self.text, "…")
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_trimmed_sent_and_never_shown() {
        let key = ApiKey::new(" pa-secret\n").unwrap();
        assert_eq!(key.authorization(), "Bearer pa-secret");
        assert!(key.authorization().is_sensitive());
        assert_eq!(
            format!("{key:?} {:?}", key.authorization()),
            "ApiKey(…) Sensitive"
        );
        assert_eq!(
            key.hidden_in("your key pa-secret is old"),
            "your key … is old"
        );
    }

    #[test]
    fn a_key_that_no_header_carries_is_refused_without_showing_it() {
        let check = |key, expect| assert_eq!(ApiKey::new(key).unwrap_err().to_string(), expect);
        check(
            " \n",
            "expected an API key of visible ASCII characters, found nothing",
        );
        check(
            "pa-\u{7}",
            "expected an API key of visible ASCII characters, found another character",
        );
        check(
            "ключ",
            "expected an API key of visible ASCII characters, found another character",
        );
    }
}
