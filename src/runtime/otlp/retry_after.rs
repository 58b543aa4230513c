//! The HTTP header `Retry-After`.

use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, RETRY_AFTER};

/// How long the header asks to wait: it has a number of seconds or a date.
pub(crate) fn read(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;
    use std::time::UNIX_EPOCH;

    #[test]
    fn seconds_and_dates_are_read_and_anything_else_is_not() {
        let now = UNIX_EPOCH + Duration::from_secs(784_111_777);
        let read = |text: &'static str| {
            let value = HeaderValue::from_static(text);
            super::read(&HeaderMap::from_iter([(RETRY_AFTER, value)]), now)
        };
        assert_eq!(read("120"), Some(Duration::from_secs(120)));
        assert_eq!(
            read("Sun, 06 Nov 1994 08:49:47 GMT"),
            Some(Duration::from_secs(10)),
        );
        assert_eq!(
            read("Sun, 06 Nov 1994 08:49:07 GMT"),
            Some(Duration::ZERO),
            "a date that has passed"
        );
        assert_eq!(read("soon"), None);
        assert_eq!(read("-1"), None);
        assert_eq!(super::read(&HeaderMap::new(), now), None);
    }
}
