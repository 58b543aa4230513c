//! What a document that does not parse was about.

/// The kind that a document announces although it does not parse.
///
/// Only a document with exactly one line that names a kind, at its left edge, says so: where two objects may have run
/// into each other, or a list may hide others, nobody can tell what is lost.
pub(crate) fn announced_kind(text: &str) -> Option<&str> {
    let mut kinds = text.lines().filter(|line| {
        line.trim_start_matches([' ', '\t', '-'])
            .starts_with("kind:")
    });
    let only = kinds.next()?;
    if kinds.next().is_some() {
        return None;
    }
    let value = only
        .strip_prefix("kind:")?
        .split('#')
        .next()?
        .trim()
        .trim_matches(['"', '\'']);
    let plain = !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric());
    (plain && !value.ends_with("List") && value != "CustomResourceDefinition").then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(announced_kind(text), expect, "{text:?}");
    }

    #[test]
    fn one_kind_at_the_left_edge_is_believed() {
        check(
            "apiVersion: v1\nkind: Service # ours\nmetadata: [\n",
            Some("Service"),
        );
        check("kind: \"Pod\"\n", Some("Pod"));
    }

    #[test]
    fn anything_less_clear_is_not() {
        check("apiVersion: v1\n", None);
        check("kind: Pod\n--\nkind: Service\n", None);
        check("kind: Pod\nspec:\n  kind: Other\n", None);
        check("kind: List\nitems: [\n", None);
        check("items:\n- kind: Pod\n", None);
        check("kind: {{ .Values.kind }}\n", None);
        check("{\"kind\": \"Pod\"", None);
    }
}
