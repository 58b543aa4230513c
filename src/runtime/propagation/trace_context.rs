//! The headers of the W3C trace context.

use opentelemetry::trace::{SpanId, TraceFlags, TraceId};

use crate::context::Context;

/// Members that a `tracestate` may have, by the specification.
const STATE_MEMBERS_MAX: usize = 32;

/// Bytes of a `tracestate` that are carried on; the specification asks for at least 512.
const STATE_BYTES_MAX: usize = 4096;

/// Length of a `traceparent` of version 00.
const PARENT_BYTES: usize = 55;

/// Reads a `traceparent`. A version above 00 may have more fields, which are left out.
pub(super) fn parse(header: &str) -> Option<Context> {
    let header = header.trim_matches([' ', '\t']);
    let (version, rest) = header.split_once('-')?;
    let (trace_id, rest) = rest.split_once('-')?;
    let (span_id, rest) = rest.split_once('-')?;
    let (flags, more) = match rest.split_once('-') {
        Some((flags, more)) => (flags, Some(more)),
        None => (rest, None),
    };
    let version = u8::from_str_radix(hex(version, 2)?, 16).ok()?;
    let is_known = version != 0xff && (version != 0 || more.is_none());
    let flags = u8::from_str_radix(hex(flags, 2)?, 16).ok()?;
    let context = Context {
        trace_id: TraceId::from_hex(hex(trace_id, 32)?).ok()?,
        span_id: SpanId::from_hex(hex(span_id, 16)?).ok()?,
        // Version 00 defines one flag; later ones may define more, which are not ours to repeat.
        flags: TraceFlags::new(flags) & TraceFlags::SAMPLED,
        is_remote: true,
        ..Context::NONE
    };
    let is_whole = is_known && context.is_valid() && context.span_id != SpanId::INVALID;
    is_whole.then_some(context)
}

/// A text of exactly so many digits; the specification allows no capital ones.
fn hex(text: &str, digits: usize) -> Option<&str> {
    let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    (text.len() == digits && text.bytes().all(is_hex)).then_some(text)
}

/// Writes a `traceparent`.
pub(super) fn format(context: &Context) -> String {
    use std::fmt::Write;
    let mut header = String::with_capacity(PARENT_BYTES);
    let Context {
        trace_id,
        span_id,
        flags,
        ..
    } = context;
    // Writing to a string cannot fail.
    write!(header, "00-{trace_id}-{span_id}-{:02x}", flags.to_u8()).ok();
    header
}

/// Whether a `tracestate` may be carried on.
pub(super) fn is_state(header: &str) -> bool {
    let members = header.split(',').map(str::trim).filter(|it| !it.is_empty());
    header.len() <= STATE_BYTES_MAX
        && members.clone().count() <= STATE_MEMBERS_MAX
        && members.clone().all(is_member)
        && members.count() > 0
}

fn is_member(member: &str) -> bool {
    let Some((key, value)) = member.split_once('=') else {
        return false;
    };
    let is_key =
        |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'*' | b'/' | b'@');
    let is_value = |byte: u8| matches!(byte, b' '..=b'~') && byte != b',' && byte != b'=';
    !key.is_empty()
        && key.len() <= 256
        && key.bytes().all(is_key)
        && value.len() <= 256
        && value.bytes().all(is_value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_well_formed_header_names_the_parent() {
        for (header, sampled) in [
            (
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                true,
            ),
            (
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                false,
            ),
            (
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff",
                true,
            ),
            (
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-else",
                true,
            ),
            (
                " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 ",
                true,
            ),
        ] {
            let parent = parse(header).unwrap_or_else(|| panic!("{header}"));
            assert_eq!(
                parent.trace_id.to_string(),
                "0af7651916cd43dd8448eb211c80319c"
            );
            assert_eq!(parent.span_id.to_string(), "b7ad6b7169203331");
            assert_eq!(parent.flags.is_sampled(), sampled, "{header}");
            let written = format(&parent);
            assert_eq!(written.len(), PARENT_BYTES);
            assert!(written.starts_with("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0"));
        }
    }

    #[test]
    fn a_malformed_header_is_ignored() {
        for header in [
            "",
            "garbage",
            "00-0-0-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-zz",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c8031é-b7ad6b7169203331-01",
            "00-+af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        ] {
            assert!(parse(header).is_none(), "{header:?}");
        }
    }

    #[test]
    fn a_state_is_carried_on_only_if_every_member_is_well_formed() {
        assert!(is_state("a=1"));
        assert!(is_state("a=1, b@c=x y ,"));
        for state in ["", ",", "a", "=1", "A=1", "a=1,b", "a=1=2", "a=é"] {
            assert!(!is_state(state), "{state:?}");
        }
        let many = vec!["a=1"; STATE_MEMBERS_MAX + 1].join(",");
        assert!(!is_state(&many));
    }
}
