//! Replaces the snippets of a text.

use super::directive::Directive;
use super::problem::SnippetProblem;

/// `text` with what `render` makes between the comments of each snippet, or nothing if it has no
/// snippet. All lines end in `\n` then, the last one too.
///
/// # Errors
/// Each snippet that has no end or that `render` fails for, with its line, from 1.
pub(super) fn update(
    text: &str,
    render: impl Fn(&Directive<'_>) -> Result<String, SnippetProblem>,
) -> Result<Option<String>, Vec<(usize, SnippetProblem)>> {
    let mut updated = String::with_capacity(text.len());
    let mut has_snippets = false;
    let mut problems = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        push(&mut updated, line.trim_end_matches('\r'));
        let Some(directive) = Directive::parse(line) else {
            continue;
        };
        has_snippets = true;
        match render(&directive) {
            Ok(snippet) => push(&mut updated, &snippet),
            Err(problem) => problems.push((index + 1, problem)),
        }
        match lines.find(|(_, line)| directive.is_ended_by(line)) {
            Some((_, line)) => push(&mut updated, line.trim_end_matches('\r')),
            None => {
                let end = directive.end();
                problems.push((index + 1, SnippetProblem::Unclosed { end }));
            }
        }
    }
    if problems.is_empty() {
        Ok(has_snippets.then_some(updated))
    } else {
        Err(problems)
    }
}

/// The first line, from 1, in which two texts differ, whatever ends their lines.
pub(crate) fn first_difference(left: &str, right: &str) -> Option<usize> {
    let left = left.replace("\r\n", "\n");
    if left == right {
        return None;
    }
    let same = left
        .lines()
        .zip(right.lines())
        .take_while(|(left, right)| left == right)
        .count();
    Some(same + 1)
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn updated(text: &str) -> Result<Option<String>, Vec<usize>> {
        let render = |directive: &Directive<'_>| match directive {
            Directive::Group(group) if group.id == "bad" => Err(SnippetProblem::QueryOfVersion1),
            Directive::Group(group) => Ok(format!("about {}", group.id)),
            Directive::Query(query) => Ok(query.program.to_owned()),
        };
        update(text, render).map_err(|all| all.into_iter().map(|(line, _)| line).collect())
    }

    #[test]
    fn only_what_lies_between_the_comments_is_replaced() {
        let text = "top\r\n<!-- semconv a -->\nold\n<!-- weaver .x -->\n<!-- endsemconv -->\n\n<!-- weaver .x -->\n<!-- endweaver -->\nbottom";
        let expect = "top\n<!-- semconv a -->\nabout a\n<!-- endsemconv -->\n\n<!-- weaver .x -->\n.x\n<!-- endweaver -->\nbottom\n";
        assert_eq!(updated(text), Ok(Some(expect.to_owned())));
        assert_eq!(updated(expect), Ok(Some(expect.to_owned())));
    }

    #[test]
    fn a_text_without_snippets_is_left_alone() {
        assert_eq!(updated("a\r\n<!-- endsemconv -->"), Ok(None));
    }

    #[test]
    fn the_rest_of_a_file_is_not_swallowed_by_a_snippet_without_end() {
        let text = "<!-- semconv bad -->\n<!-- endsemconv -->\n<!-- semconv a -->\nkept\n<!-- endweaver -->\n";
        assert_eq!(updated(text), Err(vec![1, 3]));
    }

    #[test]
    fn the_first_difference_is_told_by_its_line() {
        assert_eq!(first_difference("a\r\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some(2));
        assert_eq!(first_difference("a\n", "a\nb\n"), Some(2));
        assert_eq!(first_difference("a", "a\n"), Some(2));
    }

    proptest! {
        #[test]
        fn updating_twice_changes_nothing_more(
            lines in prop::collection::vec(
                "<!-- (end)?(semconv|weaver)( a| \\.x)? -->|[a-z<!-]{0,8}\r?",
                0..12,
            ),
        ) {
            if let Ok(Some(once)) = updated(&lines.join("\n")) {
                prop_assert_eq!(updated(&once), Ok(Some(once.clone())));
            }
        }
    }
}
