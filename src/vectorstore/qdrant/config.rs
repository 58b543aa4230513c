//! Where a Qdrant server is and how to be let in.

use std::fmt;

use outbound::{ClientConfig, HeaderMap, HeaderValue, TlsFiles, Url};

use crate::error::StoreError;

/// Where a Qdrant server is and how to be let in.
#[derive(Clone)]
pub struct QdrantConfig {
    /// The server's REST API; the port is 80 or 443 unless it names one.
    pub url: Url,
    /// Sent with every request, in the header `api-key`.
    pub api_key: Option<String>,
    /// Certificates and keys.
    pub tls: TlsFiles,
}

impl QdrantConfig {
    /// The server at `url`, without a key.
    #[must_use]
    pub fn new(url: Url) -> Self {
        Self {
            url,
            api_key: None,
            tls: TlsFiles::default(),
        }
    }

    pub(super) fn client(&self) -> Result<ClientConfig, StoreError> {
        let mut headers = HeaderMap::new();
        if let Some(key) = &self.api_key {
            let key = HeaderValue::from_str(key).map_err(|_| StoreError::Token)?;
            headers.insert("api-key", key);
        }
        Ok(ClientConfig {
            headers,
            key_setting: "the key of Qdrant",
            tls: self.tls.clone(),
            ..ClientConfig::new(self.url.clone())
        })
    }
}

/// Without the key.
impl fmt::Debug for QdrantConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QdrantConfig")
            .field("api_key", &self.api_key.as_ref().map(|_| "set"))
            .field("tls", &self.tls)
            .finish_non_exhaustive()
    }
}
