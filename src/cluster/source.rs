//! Where manifests come from.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use reqwest::Url;

/// Where manifests come from, as a user names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file, or a folder that is read with everything below it.
    Path(PathBuf),
    /// Standard input, named `-`.
    Stdin,
    /// A file on a web server, `http://` or `https://`.
    Url(Url),
}

/// A text that names no source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidSource {
    /// Nothing was given.
    #[error("expected a folder, a file, a URL or `-` for standard input, found an empty text")]
    Empty,
    /// It starts like a URL but is none.
    #[error("expected a URL like https://example.org/manifests.yaml: {reason}")]
    Url {
        /// What is wrong with it.
        reason: String,
    },
}

impl Source {
    /// Whether reading it needs a TLS provider to be installed before: every URL does, as any may redirect to https.
    #[must_use]
    pub fn needs_tls(&self) -> bool {
        matches!(self, Self::Url(_))
    }
}

impl FromStr for Source {
    type Err = InvalidSource;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "" => Err(InvalidSource::Empty),
            "-" => Ok(Self::Stdin),
            _ if text.starts_with("http://") || text.starts_with("https://") => Url::parse(text)
                .map(Self::Url)
                .map_err(|error| InvalidSource::Url {
                    reason: error.to_string(),
                }),
            _ => Ok(Self::Path(PathBuf::from(text))),
        }
    }
}

impl fmt::Display for Source {
    /// A URL is shown without credentials, query and fragment: any of them may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => write!(f, "{}", path.display()),
            Self::Stdin => f.write_str("standard input"),
            Self::Url(url) => f.write_str(redacted(url).as_str()),
        }
    }
}

/// The URL without anything that may be a secret.
pub(crate) fn redacted(url: &Url) -> Url {
    let mut public = url.clone();
    public.set_query(None);
    public.set_fragment(None);
    // Both fail only for URLs that cannot have credentials.
    let _without = (public.set_username(""), public.set_password(None));
    public
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_shown_without_what_may_be_secret() {
        let source: Source = "https://me:secret@example.org/a.yaml?token=secret#secret"
            .parse()
            .unwrap();
        assert_eq!(source.to_string(), "https://example.org/a.yaml");
        assert!(source.needs_tls());
    }

    #[test]
    fn a_dash_is_standard_input_and_anything_else_is_a_path() {
        assert_eq!("-".parse(), Ok(Source::Stdin));
        assert_eq!("./-".parse(), Ok(Source::Path(PathBuf::from("./-"))));
        assert_eq!("".parse::<Source>(), Err(InvalidSource::Empty));
    }

    #[test]
    fn a_url_that_is_none_is_refused_with_the_reason() {
        let error = "https://".parse::<Source>().unwrap_err().to_string();
        assert_eq!(
            error,
            "expected a URL like https://example.org/manifests.yaml: empty host"
        );
    }
}
