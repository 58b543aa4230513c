//! The HTTP API.

use std::time::Duration;

use super::Http;
use crate::config::key::Key;
use crate::config::keys;
use crate::config::setting::Settings;

impl Http {
    pub(super) fn of(settings: &Settings) -> Option<Self> {
        let seconds = |key: &'static Key| settings.number(key).map(Duration::from_secs);
        Some(Self {
            host: settings.address(&keys::HTTP_HOST)?,
            port: settings.number(&keys::HTTP_PORT)?.try_into().ok()?,
            tokens: settings.tokens(&keys::HTTP_TOKENS).unwrap_or_default(),
            request_timeout: seconds(&keys::HTTP_REQUEST_TIMEOUT)?,
            shutdown_timeout: seconds(&keys::HTTP_SHUTDOWN_TIMEOUT)?,
        })
    }
}
