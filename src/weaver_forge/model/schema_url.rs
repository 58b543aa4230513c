use std::fmt;

use serde::Serialize;

/// Name and version of a registry in one URL, e.g. `https://opentelemetry.io/schemas/1.40.0`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct SchemaUrl(String);

/// A version of three numbers, the form that can be compared.
pub(crate) type Version = (u64, u64, u64);

impl SchemaUrl {
    /// The URL of a registry that does not name itself.
    pub(crate) fn unknown() -> Self {
        Self("https://unknown/unknown".to_owned())
    }

    /// Takes `url` without its trailing slashes; `None` unless it is `http(s)://server/…/version`.
    pub fn parse(url: &str) -> Option<Self> {
        let url = url.trim_end_matches('/');
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"))?;
        let (name, version) = rest.rsplit_once('/')?;
        (!name.is_empty() && !version.is_empty()).then(|| Self(url.to_owned()))
    }

    /// Server and path without the version: what says that two URLs mean the same registry.
    pub fn name(&self) -> &str {
        let rest = self
            .0
            .split_once("://")
            .map_or(self.0.as_str(), |(_, rest)| rest);
        rest.rsplit_once('/').map_or(rest, |(name, _)| name)
    }

    /// The last segment, whatever it is.
    pub fn version(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(_, version)| version)
    }

    /// The last segment as three numbers; a pre-release or build suffix does not count.
    pub(crate) fn parsed_version(&self) -> Option<Version> {
        let core = self.version().split(['-', '+']).next()?;
        let mut parts = core.split('.').map(|part| part.parse::<u64>().ok());
        let version = (parts.next()??, parts.next()??, parts.next()??);
        parts.next().is_none().then_some(version)
    }
}

impl fmt::Display for SchemaUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
