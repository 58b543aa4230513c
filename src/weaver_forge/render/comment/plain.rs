//! Text without any mark-up, which most comments are: its tree is known without a parser.

use markdown::mdast::{Node, Paragraph, Root, Text};

/// What may stand anywhere in a line without being mark-up, besides letters and digits.
const HARMLESS: &[u8] = b" ,.;:?'\"()/%";

/// The tree of `text` if it is a single paragraph of plain words; else the parser has to look.
///
/// Nodes have no positions, which no renderer asks for.
pub(super) fn tree(text: &str) -> Option<Node> {
    if !text.split('\n').all(is_plain) {
        return None;
    }
    let text = Node::Text(Text {
        value: text.to_owned(),
        position: None,
    });
    let paragraph = Node::Paragraph(Paragraph {
        children: vec![text],
        position: None,
    });
    Some(Node::Root(Root {
        children: vec![paragraph],
        position: None,
    }))
}

/// A line that starts with a letter starts no block, and without spaces at its end it has no hard
/// break.
fn is_plain(line: &str) -> bool {
    line.starts_with(|first: char| first.is_ascii_alphabetic())
        && !line.ends_with(' ')
        && line
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || HARMLESS.contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `node` and all below it without positions.
    fn placeless(mut node: Node) -> Node {
        node.position_set(None);
        if let Some(children) = node.children_mut() {
            let inner = std::mem::take(children);
            *children = inner.into_iter().map(placeless).collect();
        }
        node
    }

    proptest! {
        #[test]
        fn a_plain_text_has_the_tree_that_the_parser_gives_it(
            text in "[a-zA-Z1 ,.;:?'\"()/%\n*_-]{1,40}"
        ) {
            let parsed = markdown::to_mdast(&text, &markdown::ParseOptions::default());
            if let Some(tree) = tree(&text) {
                prop_assert_eq!(tree, placeless(parsed.expect("parses")));
            }
        }

        #[test]
        fn lines_of_plain_words_have_the_tree_that_the_parser_gives_them(
            text in "([A-Za-z]{1,4}[a-z0-9 ,.;:?'\"()/%]{0,8}[a-z.)]\n){0,4}[a-z]{1,3}"
        ) {
            let parsed = markdown::to_mdast(&text, &markdown::ParseOptions::default());
            prop_assert_eq!(tree(&text).expect("plain"), placeless(parsed.expect("parses")));
        }
    }

    #[test]
    fn mark_up_is_left_to_the_parser() {
        for text in [
            "", "1. a", "a\n\nb", "a  \nb", "a\n---", "`a`", "a_b_", "a\\", "<a>", "é",
        ] {
            assert!(tree(text).is_none(), "{text:?}");
        }
    }
}
