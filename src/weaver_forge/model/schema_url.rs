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

    /// Takes `url` without its trailing slashes; `None` unless it is `scheme://server/…/version`.
    pub fn parse(url: &str) -> Option<Self> {
        let url = url.trim_end_matches('/');
        let (scheme, rest) = url.split_once("://")?;
        let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        if !scheme.starts_with(|c: char| c.is_ascii_alphabetic()) || !scheme.chars().all(is_scheme)
        {
            return None;
        }
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
        let version = self.version();
        let version = version.strip_prefix('v').unwrap_or(version);
        let core = version.split(['-', '+']).next()?;
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

#[cfg(test)]
mod tests {
    use super::SchemaUrl;

    #[test]
    fn a_schema_url_is_a_name_and_a_version() {
        let check = |url: &str, expect: Option<(&str, &str)>| {
            let parsed = SchemaUrl::parse(url);
            let parts = parsed.as_ref().map(|url| (url.name(), url.version()));
            assert_eq!(parts, expect, "{url}");
        };
        check(
            "https://a.example/schemas/1.2.0",
            Some(("a.example/schemas", "1.2.0")),
        );
        check("http://a.example/1.2.0//", Some(("a.example", "1.2.0")));
        check("https://two/unknown", Some(("two", "unknown")));
        check("ftp://two/1.0.0", Some(("two", "1.0.0")));
        check("two words://a/1.0.0", None);
        check("https://two", None);
        check("https:///1.0.0", None);
        check("a.example/schemas/1.2.0", None);
        check("", None);
    }

    #[test]
    fn only_versions_of_three_numbers_can_be_compared() {
        let check = |version: &str, expect: Option<(u64, u64, u64)>| {
            let url = SchemaUrl::parse(&format!("https://a.example/{version}")).expect("a URL");
            assert_eq!(url.parsed_version(), expect, "{version}");
        };
        check("1.20.3", Some((1, 20, 3)));
        check("1.20.3-rc.1", Some((1, 20, 3)));
        check("1.20", None);
        check("1.20.3.4", None);
        check("v1.20.3", Some((1, 20, 3)));
    }
}
