//! The query of a request's URL.

use crate::body::{self, Json};
use crate::error::ApiError;
use crate::issues::Issues;
use crate::limits::{HITS_MAX, OFFSET_MAX};

/// Names and values, in their order.
#[derive(Debug, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads the part behind the question mark.
    pub(crate) fn of(query: Option<&str>) -> Self {
        let pairs = query.unwrap_or_default().split('&');
        let pairs = pairs.filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        });
        Self(pairs.collect())
    }

    /// Whether the name occurs, with or without a value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// The last value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let pair = self.0.iter().rfind(|(key, _)| key == name);
        pair.map(|(_, value)| value.as_str())
    }

    /// `offset` and `limit` of a page.
    pub(crate) fn page(&self, limit_default: usize) -> Result<(usize, usize), ApiError> {
        let mut issues = Issues::default();
        let mut number = |name, range| {
            let value = self.get(name).map(json);
            issues.at_key(name, |issues| body::integer(value, range, issues))
        };
        let (offset, limit) = (
            number("offset", 0..=OFFSET_MAX),
            number("limit", 1..=HITS_MAX),
        );
        let page = issues.unless_any(offset.zip(limit));
        let (offset, limit) = page.map_err(|issues| ApiError::InvalidPayload { issues })?;
        Ok((offset.unwrap_or(0), limit.unwrap_or(limit_default)))
    }
}

/// A number if it looks like one.
fn json(text: &str) -> Json {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(number) if is_number => Json::Number(number),
        _ => Json::Text(text.to_owned()),
    }
}

fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    let bytes = percent_encoding::percent_decode_str(&text);
    bytes.decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_decoded_and_the_last_one_counts() {
        let query = Query::of(Some("a=1&&b=x%2Fy+z&a=2&c"));
        assert_eq!(query.get("a"), Some("2"));
        assert_eq!(query.get("b"), Some("x/y z"));
        assert_eq!(query.get("c"), Some(""));
        assert!(query.has("c") && !query.has("d") && !Query::of(None).has(""));
    }

    #[test]
    fn a_page_is_within_its_limits() {
        let page = |text| Query::of(Some(text)).page(20).ok();
        assert_eq!(page(""), Some((0, 20)));
        assert_eq!(page("limit=100&offset=7"), Some((7, 100)));
        for wrong in [
            "limit=0",
            "limit=101",
            "limit=-1",
            "limit=x",
            "limit=",
            "offset=1000001",
        ] {
            assert_eq!(page(wrong), None, "{wrong}");
        }
    }
}
