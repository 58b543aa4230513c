//! Timestamps as clients send them.

/// Whether `text` is a moment in UTC: `2026-02-20T10:00Z`, with seconds and fractions of them if it likes, on a day that
/// exists. Neither offsets nor a small `z` will do.
pub(crate) fn is_utc_timestamp(text: &str) -> bool {
    let Some((date, time)) = text.strip_suffix('Z').and_then(|text| text.split_once('T')) else {
        return false;
    };
    is_date(date) && is_time(time)
}

fn is_date(date: &str) -> bool {
    let mut parts = date.split('-');
    let mut part = |digits| parts.next().and_then(|part| number(part, digits));
    let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else {
        return false;
    };
    parts.next().is_none() && (1..=days_of(year, month)).contains(&day)
}

fn days_of(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

fn is_time(time: &str) -> bool {
    let mut parts = time.splitn(3, ':');
    let mut part = || parts.next().and_then(|part| number(part, 2));
    let (Some(0..24), Some(0..60)) = (part(), part()) else {
        return false;
    };
    parts.next().is_none_or(is_seconds)
}

fn is_seconds(seconds: &str) -> bool {
    let (whole, fraction) = match seconds.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (seconds, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    matches!(number(whole, 2), Some(0..60)) && fraction.is_none_or(digits)
}

fn number(text: &str, digits: usize) -> Option<u32> {
    let fits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_day_that_exists_is_accepted(year in 0u32..10_000, month in 1u32..13, day in 1u32..29, second in 0u32..86_400) {
            let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
            let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
            prop_assert!(is_utc_timestamp(&text), "{}", text);
        }

        #[test]
        fn no_text_is_too_strange_to_be_judged(text in r"[0-9TZ:.\-]{0,30}|\PC{0,30}") {
            if is_utc_timestamp(&text) {
                prop_assert!(text.is_ascii() && text.len() >= 17, "{}", text);
            }
        }
    }

    #[test]
    fn a_timestamp_is_a_moment_in_utc_that_exists() {
        for good in [
            "2026-02-20T10:00:00Z",
            "2026-02-20T10:00Z",
            "2026-02-20T10:00:00.5Z",
            "2026-02-20T23:59:59.123456789Z",
            "0001-01-01T00:00:00Z",
            "2024-02-29T00:00:00Z",
            "2000-02-29T00:00:00Z",
        ] {
            assert!(is_utc_timestamp(good), "{good}");
        }
        for bad in [
            "",
            "Z",
            "T",
            "TZ",
            "2026-02-20",
            "2026-02-20T10:00:00",
            "2026-02-20T10:00:00z",
            "2026-02-20t10:00:00Z",
            "2026-02-20T10:00:00+02:00",
            "2026-02-20T10:00:00+00:00Z",
            "2026-02-30T10:00:00Z",
            "2026-04-31T10:00:00Z",
            "2023-02-29T10:00:00Z",
            "1900-02-29T10:00:00Z",
            "2026-13-01T10:00:00Z",
            "2026-00-01T10:00:00Z",
            "2026-01-00T10:00:00Z",
            "2026-02-20T24:00:00Z",
            "2026-02-20T10:60:00Z",
            "2026-02-20T10:00:60Z",
            "2026-02-20T10:00:00.Z",
            "2026-02-20T10:00:00.5.5Z",
            "2026-02-20T10:00:Z",
            "2026-02-20T10Z",
            "26-02-20T10:00:00Z",
            "+026-02-20T10:00:00Z",
            "2026-2-20T10:00:00Z",
            "2026-02-20-01T10:00:00Z",
            "2026-02-20T10:00:00Z ",
            "٢٠٢٦-02-20T10:00:00Z",
        ] {
            assert!(!is_utc_timestamp(bad), "{bad}");
        }
    }
}
