//! Texts against the formats that an API server knows.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Value;

use super::check::{Checker, shown};
use super::path::Path;

/// Checks the format; one that is not known here is a remark, as it is for the API server.
pub(super) fn check(checker: &mut Checker, schema: &Value, text: &str, at: &Path<'_>) {
    let Some(format) = schema.get("format").and_then(Value::as_str) else {
        return;
    };
    let fits = match format {
        "date" => is_date(text),
        "date-time" | "datetime" => is_date_time(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "cidr" => is_cidr(text),
        "byte" => is_base64(text),
        "uuid" | "uuid3" | "uuid4" | "uuid5" => is_uuid(text),
        _ => true,
    };
    if !fits {
        checker.add(
            at,
            format!("a text of format `{format}`"),
            shown(&text.into()),
        );
    }
}

/// `2030-01-31`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let number = |part: &str, digits: usize| {
        let all_digits = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        all_digits.then(|| part.parse::<u32>().ok()).flatten()
    };
    number(year, 4).is_some()
        && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
        && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
}

/// `2030-01-31T10:00:00Z`, with fractions of a second and an offset where wanted.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    let zone = time.find(['Z', 'z', '+', '-']);
    let Some((clock, zone)) = zone.map(|at| time.split_at(at)) else {
        return false;
    };
    let seconds = clock.split_once('.').map_or(clock, |(seconds, _)| seconds);
    let is_clock = |clock: &str, parts: usize| {
        clock.split(':').count() == parts
            && clock
                .split(':')
                .all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    is_date(date)
        && is_clock(seconds, 3)
        && (zone.eq_ignore_ascii_case("z") || is_clock(&zone[1..], 2))
}

fn is_cidr(text: &str) -> bool {
    let Some((address, bits)) = text.split_once('/') else {
        return false;
    };
    let bits_max = if address.parse::<Ipv4Addr>().is_ok() {
        32
    } else if address.parse::<Ipv6Addr>().is_ok() {
        128
    } else {
        return false;
    };
    bits.parse::<u32>().is_ok_and(|bits| bits <= bits_max)
}

fn is_base64(text: &str) -> bool {
    let padding = text.bytes().rev().take_while(|byte| *byte == b'=').count();
    text.len().is_multiple_of(4)
        && padding <= 2
        && text[..text.len() - padding]
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.concat().bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_from_what_only_looks_like_them() {
        let check = |fits: fn(&str) -> bool, good: &[&str], bad: &[&str]| {
            good.iter().for_each(|text| assert!(fits(text), "{text}"));
            bad.iter().for_each(|text| assert!(!fits(text), "{text}"));
        };
        check(
            is_date,
            &["2030-01-31"],
            &["2030-1-31", "2030-13-01", "x", "2030-01-31-"],
        );
        check(
            is_date_time,
            &["2030-01-31T10:00:00Z", "2030-01-31T10:00:00.5+02:00"],
            &[
                "2030-01-31 10:00:00Z",
                "2030-01-31T10:00:00",
                "2030-01-31T10:00Z",
            ],
        );
        check(
            is_cidr,
            &["10.0.0.0/16", "2001:db8::/32"],
            &["10.0.0.0", "10.0.0.0/33", "x/1"],
        );
        check(
            is_base64,
            &["ZXhhbXBsZQ==", ""],
            &["ZXhhbXBsZQ=", "a b=", "===="],
        );
        check(
            is_uuid,
            &["123e4567-e89b-12d3-a456-426614174000"],
            &["123e4567", "g23e4567-e89b-12d3-a456-426614174000"],
        );
    }
}
