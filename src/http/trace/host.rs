//! The header `Host`, read without a copy.

/// Name or address of a server, and the port if there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Host<'a> {
    /// An IPv6 address without its brackets.
    pub(super) name: &'a str,
    pub(super) port: Option<u16>,
}

impl<'a> Host<'a> {
    /// Reads `name`, `name:port` or `[address]:port`; `None` for everything else.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        // What stands before it is a user's name and password, which nobody is to see.
        let text = text.rsplit_once('@').map_or(text, |(_, host)| host);
        let (name, rest) = match text.strip_prefix('[') {
            Some(address) => address.split_once(']')?,
            None => text.split_at(text.find(':').unwrap_or(text.len())),
        };
        let port = match rest.strip_prefix(':') {
            Some("") => None,
            Some(port) => Some(port.parse().ok()?),
            None if rest.is_empty() => None,
            None => return None,
        };
        let is_name =
            |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%:!$&'()*+,;=".contains(&byte);
        let is_whole = !name.is_empty() && name.bytes().all(is_name);
        is_whole.then_some(Self { name, port })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<(&str, Option<u16>)> {
        Host::parse(text).map(|host| (host.name, host.port))
    }

    #[test]
    fn name_and_port_are_told_apart() {
        assert_eq!(parsed("example.org"), Some(("example.org", None)));
        assert_eq!(
            parsed("example.org:8080"),
            Some(("example.org", Some(8080)))
        );
        assert_eq!(parsed("example.org:"), Some(("example.org", None)));
        assert_eq!(parsed("[::1]:80"), Some(("::1", Some(80))));
        assert_eq!(parsed("[::1]"), Some(("::1", None)));
        assert_eq!(parsed("user:secret@host:1"), Some(("host", Some(1))));
    }

    #[test]
    fn what_names_no_host_is_left_out() {
        for text in [
            "", ":80", "[::1", "[]", "a b", "a/b", "a:port", "a:99999", "[::1]x",
        ] {
            assert_eq!(parsed(text), None, "{text:?}");
        }
    }
}
