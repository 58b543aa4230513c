use std::fmt::Write as _;

use super::finding::{Finding, Severity};
use super::findings::Findings;

/// The longest stretch of a source line that is shown, in characters.
const SNIPPET_CHARS_MAX: usize = 120;

/// How much of the line before the finding is kept when the line is too long, in characters.
const SNIPPET_LEAD_CHARS: usize = 40;

impl Findings {
    /// The findings for people: each with its place, the line it is about and what to do.
    pub fn render_ansi(&self, color: bool) -> String {
        let paint = Paint { color };
        self.iter()
            .map(|finding| finding.render(paint))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

#[derive(Clone, Copy)]
struct Paint {
    color: bool,
}

impl Paint {
    fn wrap(self, code: &str, text: &str) -> String {
        if self.color {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    fn severity(self, severity: Severity, text: &str) -> String {
        self.wrap(
            if severity == Severity::Error {
                "1;31"
            } else {
                "1;33"
            },
            text,
        )
    }

    fn frame(self, text: &str) -> String {
        self.wrap("1;34", text)
    }
}

impl Finding {
    fn render(&self, paint: Paint) -> String {
        let head = format!("{}[{}]", self.severity, self.kind);
        let mut out = paint.severity(self.severity, &head);
        out.push_str(": ");
        out.push_str(&self.message);
        out.push('\n');
        self.render_place(paint, &mut out);
        if let Some(suggestion) = &self.suggestion {
            // Writing to a String cannot fail, here and below.
            writeln!(out, "  {} help: {suggestion}", paint.frame("=")).unwrap_or_default();
        }
        out
    }

    fn render_place(&self, paint: Paint, out: &mut String) {
        let Some(place) = &self.place else { return };
        writeln!(out, " {} {place}", paint.frame("-->")).unwrap_or_default();
        let Some(snippet) = &self.snippet else { return };
        let (text, column) = excerpt(&snippet.text, place.column);
        let number = place.line.to_string();
        let gutter = " ".repeat(number.len());
        // Tabs are kept, so that the caret stands below its character whatever their width.
        let indent: String = text
            .chars()
            .take(column - 1)
            .map(|c| if c == '\t' { c } else { ' ' })
            .collect();
        let left = text.chars().count().saturating_sub(column - 1).max(1);
        let carets = "^".repeat(snippet.width.min(left));
        let bar = paint.frame("|");
        writeln!(out, "{gutter} {bar}").unwrap_or_default();
        writeln!(out, "{} {bar} {text}", paint.frame(&number)).unwrap_or_default();
        let carets = paint.severity(self.severity, &carets);
        writeln!(out, "{gutter} {bar} {indent}{carets}").unwrap_or_default();
    }
}

/// The part of a long line around `column`, and the column in it.
fn excerpt(line: &str, column: usize) -> (String, usize) {
    let chars: Vec<char> = line.chars().collect();
    if chars.len() <= SNIPPET_CHARS_MAX {
        return (line.to_owned(), column);
    }
    let start = (column - 1)
        .saturating_sub(SNIPPET_LEAD_CHARS)
        .min(chars.len());
    let end = (start + SNIPPET_CHARS_MAX).min(chars.len());
    let mut text: String = chars[start..end].iter().collect();
    if end < chars.len() {
        text.push('…');
    }
    if start == 0 {
        return (text, column);
    }
    text.insert(0, '…');
    (text, column - start + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_around_the_column() {
        let line = format!("{}needle{}", "a".repeat(300), "b".repeat(300));
        let (text, column) = excerpt(&line, 301);
        let shown: String = text.chars().skip(column - 1).take(6).collect();
        assert_eq!(shown, "needle");
        assert!(text.starts_with('…') && text.ends_with('…'));
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(excerpt("  id: x", 3), ("  id: x".to_owned(), 3));
    }
}
