//! The HTTP header `Retry-After`.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// How long the header asks to wait: it holds a number of seconds or a date.
pub(crate) fn read(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit: longer than anybody waits.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use http::HeaderValue;

    use super::*;

    #[test]
    fn seconds_and_dates_are_read_and_anything_else_is_not() {
        let now = UNIX_EPOCH + Duration::from_secs(784_111_777);
        let read = |text: &'static str| {
            let value = HeaderValue::from_static(text);
            super::read(&HeaderMap::from_iter([(RETRY_AFTER, value)]), now)
        };
        assert_eq!(read(" 120 "), Some(Duration::from_secs(120)));
        assert_eq!(
            read("99999999999999999999999"),
            Some(Duration::from_secs(u64::MAX))
        );
        let date = |text| read(text).map(|wait| wait.as_secs());
        assert_eq!(date("Sun, 06 Nov 1994 08:49:47 GMT"), Some(10));
        assert_eq!(date("Sunday, 06-Nov-94 08:49:47 GMT"), Some(10));
        assert_eq!(date("Sun, 06 Nov 1994 08:49:07 GMT"), Some(0), "past");
        for text in ["", "soon", "-1", "+1", "1.5"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(super::read(&HeaderMap::new(), now), None);
    }

    fn read_value(value: HeaderValue, now: SystemTime) -> Option<Duration> {
        super::read(&HeaderMap::from_iter([(RETRY_AFTER, value)]), now)
    }

    proptest::proptest! {
        #[test]
        fn whatever_a_server_sends_is_read_or_not_without_a_panic(
            bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..40),
            now in 0..4_000_000_000_u64,
        ) {
            if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                read_value(value, UNIX_EPOCH + Duration::from_secs(now));
            }
        }

        #[test]
        fn any_number_of_seconds_is_read(seconds in proptest::num::u64::ANY) {
            let read = read_value(HeaderValue::from(seconds), UNIX_EPOCH);
            proptest::prop_assert_eq!(read, Some(Duration::from_secs(seconds)));
        }

        #[test]
        fn any_date_is_read_as_the_time_until_then(
            now in 0..4_000_000_000_u64,
            then in 0..4_000_000_000_u64,
        ) {
            let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
            let value = httpdate::fmt_http_date(at(then)).parse().unwrap();
            let expected = Duration::from_secs(then.saturating_sub(now));
            proptest::prop_assert_eq!(read_value(value, at(now)), Some(expected));
        }
    }
}
