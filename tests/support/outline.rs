//! Finished spans as an outline: names and kinds, nested, in the order of their start.

use runtime::FinishedSpan;

/// The tree of one trace; remote parents count as the top.
pub(crate) fn outline(spans: &[FinishedSpan]) -> String {
    let mut ordered: Vec<_> = spans.iter().collect();
    ordered.sort_by_key(|span| span.start);
    let is_top = |span: &FinishedSpan| {
        span.parent_id
            .as_ref()
            .is_none_or(|parent| spans.iter().all(|other| &other.span_id != parent))
    };
    let tops: Vec<_> = ordered
        .iter()
        .copied()
        .filter(|span| is_top(span))
        .collect();
    let mut text = String::new();
    for top in tops {
        write(top, &ordered, 0, &mut text);
    }
    text
}

fn write(span: &FinishedSpan, all: &[&FinishedSpan], depth: usize, text: &mut String) {
    *text += &format!(
        "{:indent$}{} {}\n",
        "",
        span.name,
        span.kind.as_str(),
        indent = depth * 2
    );
    for child in all
        .iter()
        .filter(|other| other.parent_id.as_ref() == Some(&span.span_id))
    {
        write(child, all, depth + 1, text);
    }
}
