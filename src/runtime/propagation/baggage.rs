//! The header of W3C baggage. It is handed on as it came: nobody in the process looks into it.

/// Members that a baggage may have, by the specification.
const MEMBERS_MAX: usize = 180;

/// Bytes that a baggage may have, by the specification.
const BYTES_MAX: usize = 8192;

/// Whether a baggage may be carried on.
pub(super) fn is_valid(header: &str) -> bool {
    header.len() <= BYTES_MAX
        && !header.trim().is_empty()
        && header.split(',').count() <= MEMBERS_MAX
        && header.split(',').all(is_member)
}

/// `key=value` and any number of `;property`.
fn is_member(member: &str) -> bool {
    let pair = member.split(';').next().unwrap_or_default();
    let Some((key, value)) = pair.split_once('=') else {
        return false;
    };
    let (key, value) = (key.trim(), value.trim());
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let is_octet = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
    !key.is_empty() && key.bytes().all(is_token) && value.bytes().all(is_octet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_well_formed_baggage_is_carried_on() {
        assert!(is_valid("a=1"));
        assert!(is_valid("a=1;secret;ttl=3, b = caf%C3%A9 "));
        assert!(is_valid("empty="));
        for baggage in ["", " ", "a", "=1", "a b=1", "a=\"x\"", "a=1,", "a=é"] {
            assert!(!is_valid(baggage), "{baggage:?}");
        }
        assert!(!is_valid(&vec!["a=1"; MEMBERS_MAX + 1].join(",")));
        assert!(!is_valid(&format!("a={}", "x".repeat(BYTES_MAX))));
    }
}
