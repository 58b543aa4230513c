//! Search results for a reader.

use std::fmt::Write;

use vectorstore::SearchHit;

/// Most lines of a text that are shown.
const LINES_MAX: usize = 5;
/// Most characters of a line that are shown.
const LINE_CHARS_MAX: usize = 160;
/// What begins the part of a capability that is too long to be shown in a list.
const EXAMPLE: &str = "Example YAML:";

/// The results, best first, each with its score and the beginning of its text.
pub(crate) fn render(hits: &[SearchHit]) -> String {
    let mut text = String::new();
    for (index, SearchHit { document, score }) in hits.iter().enumerate() {
        let score = score.map_or_else(|| "keyword".to_owned(), |score| format!("{score:.3}"));
        // Writing to a text cannot fail.
        writeln!(text, "{:>2}. {}  [{score}]", index + 1, document.id).ok();
        for line in shown(&document.text) {
            writeln!(text, "    {}", shortened(line)).ok();
        }
    }
    text
}

/// The lines of a text worth showing: not the first of several, which repeats the id, and not the example.
fn shown(text: &str) -> impl Iterator<Item = &str> {
    let repeated = usize::from(text.lines().nth(1).is_some());
    text.lines()
        .skip(repeated)
        .take_while(|line| *line != EXAMPLE)
        .take(LINES_MAX)
}

fn shortened(line: &str) -> String {
    match line.char_indices().nth(LINE_CHARS_MAX) {
        None => line.to_owned(),
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use knowledge::{Document, Metadata};

    use super::*;

    fn hit(text: &str, score: Option<f32>) -> SearchHit {
        SearchHit {
            document: Document {
                id: "pods".into(),
                text: text.into(),
                metadata: Metadata::new(),
            },
            score,
        }
    }

    #[test]
    fn a_result_shows_rank_id_score_and_the_beginning_of_its_text() {
        let hits = [
            hit("Pod\nRuns containers.\nExample YAML:\nkind: Pod", Some(0.5)),
            hit("Pod x | namespace: a", None),
        ];
        let expect = " 1. pods  [0.500]\n    Runs containers.\n 2. pods  [keyword]\n    Pod x | namespace: a\n";
        assert_eq!(render(&hits), expect);
    }

    #[test]
    fn long_lines_are_cut_between_characters() {
        let text = render(&[hit(&format!("x\n{}", "ü".repeat(500)), Some(1.0))]);
        assert_eq!(
            text.lines().nth(1).map(|line| line.chars().count()),
            Some(4 + LINE_CHARS_MAX + 1)
        );
    }
}
