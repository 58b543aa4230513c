//! Where a Chroma server is and how to be let in.

use std::fmt;

use outbound::{ClientConfig, HeaderMap, HeaderName, HeaderValue, TlsFiles, Url, header};

use crate::error::StoreError;

/// The tenant that every server has.
const TENANT_DEFAULT: &str = "default_tenant";

/// The database that every server has.
const DATABASE_DEFAULT: &str = "default_database";

/// The header that a token is sent in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TokenHeader {
    /// `x-chroma-token: TOKEN`
    #[default]
    ChromaToken,
    /// `authorization: Bearer TOKEN`
    Authorization,
}

/// Where a Chroma server is and how to be let in.
#[derive(Clone)]
pub struct ChromaConfig {
    /// The server; the port is 80 or 443 unless it names one.
    pub url: Url,
    /// The tenant.
    pub tenant: String,
    /// The database of the tenant.
    pub database: String,
    /// Sent with every request.
    pub token: Option<String>,
    /// How the token is sent.
    pub token_header: TokenHeader,
    /// Certificates and keys.
    pub tls: TlsFiles,
}

impl ChromaConfig {
    /// The default tenant and database of the server at `url`, without a token.
    #[must_use]
    pub fn new(url: Url) -> Self {
        Self {
            url,
            tenant: TENANT_DEFAULT.to_owned(),
            database: DATABASE_DEFAULT.to_owned(),
            token: None,
            token_header: TokenHeader::default(),
            tls: TlsFiles::default(),
        }
    }

    pub(super) fn client(&self) -> Result<ClientConfig, StoreError> {
        let mut headers = HeaderMap::new();
        if let Some(token) = &self.token {
            let (name, value) = match self.token_header {
                TokenHeader::ChromaToken => {
                    (HeaderName::from_static("x-chroma-token"), token.clone())
                }
                TokenHeader::Authorization => (header::AUTHORIZATION, format!("Bearer {token}")),
            };
            let value = HeaderValue::from_str(&value).map_err(|_| StoreError::Token)?;
            headers.insert(name, value);
        }
        Ok(ClientConfig {
            headers,
            key_setting: "the token of Chroma",
            tls: self.tls.clone(),
            ..ClientConfig::new(self.url.clone())
        })
    }
}

/// Without the token.
impl fmt::Debug for ChromaConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChromaConfig")
            .field("tenant", &self.tenant)
            .field("database", &self.database)
            .field("token", &self.token.as_ref().map(|_| "set"))
            .field("tls", &self.tls)
            .finish_non_exhaustive()
    }
}
