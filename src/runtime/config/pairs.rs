//! Lists of `key=value` with commas between them and percent-encoded values, as W3C baggage has them.

/// The pairs, decoded, or what is wrong with which member. The message repeats no value: it may be
/// a secret.
pub(super) fn parse(list: &str) -> Result<Vec<(String, String)>, String> {
    let members = list.split(',').map(str::trim).enumerate();
    let members = members.filter(|(_, member)| !member.is_empty());
    members
        .map(|(position, member)| {
            pair(member).map_err(|it| format!("member {}: {it}", position + 1))
        })
        .collect()
}

fn pair(member: &str) -> Result<(String, String), String> {
    let Some((key, value)) = member.split_once('=') else {
        return Err("there is no `=` in it".to_owned());
    };
    let key = decode(key.trim()).ok_or("its key is not percent-encoded UTF-8")?;
    if key.is_empty() {
        return Err("there is no key before the `=`".to_owned());
    }
    match decode(value.trim()) {
        Some(value) => Ok((key, value)),
        None => Err(format!("the value of `{key}` is not percent-encoded UTF-8")),
    }
}

/// The text without percent-encoding.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        let digits = digits.iter().map(|digit| char::from(*digit).to_digit(16));
        let value = digits.collect::<Option<Vec<_>>>()?;
        bytes.push(u8::try_from(value[0] * 16 + value[1]).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded() {
        let pairs = parse(" a=1, b = x%20%C3%BC=y ,,c=").expect("well-formed");
        let expected = [("a", "1"), ("b", "x ü=y"), ("c", "")];
        let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(pairs, expected);
    }

    #[test]
    fn what_is_wrong_is_said_without_the_value() {
        for (list, message) in [
            ("a=1,hunter2", "member 2: there is no `=` in it"),
            ("=hunter2", "member 1: there is no key before the `=`"),
            (
                "k=hunter2%2",
                "member 1: the value of `k` is not percent-encoded UTF-8",
            ),
            (
                "k=%zz",
                "member 1: the value of `k` is not percent-encoded UTF-8",
            ),
            (
                "k=%ff",
                "member 1: the value of `k` is not percent-encoded UTF-8",
            ),
            (
                "k=%é1",
                "member 1: the value of `k` is not percent-encoded UTF-8",
            ),
        ] {
            assert_eq!(parse(list), Err(message.to_owned()), "{list}");
        }
    }
}
