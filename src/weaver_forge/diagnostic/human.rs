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
        let head = paint.severity(self.severity, &head);
        let mut lines = vec![format!("{head}: {}", self.message)];
        let number = match (&self.place, &self.snippet) {
            (Some(place), Some(_)) => place.line.to_string(),
            _ => " ".to_owned(),
        };
        let gutter = " ".repeat(number.len());
        if let Some(place) = &self.place {
            lines.push(format!("{gutter}{} {place}", paint.frame("-->")));
            if let Some((text, carets)) = self.underlined() {
                let (bar, carets) = (paint.frame("|"), paint.severity(self.severity, &carets));
                lines.push(format!("{gutter} {bar}"));
                lines.push(format!("{} {bar} {text}", paint.frame(&number)));
                lines.push(format!("{gutter} {bar} {carets}"));
            }
        }
        if let Some(suggestion) = &self.suggestion {
            lines.push(format!("{gutter} {} help: {suggestion}", paint.frame("=")));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    /// The line with the finding, and the carets to stand below it, if both line and place are known.
    pub(crate) fn underlined(&self) -> Option<(String, String)> {
        let snippet = self.snippet.as_ref()?;
        let (text, column) = excerpt(&snippet.text, self.place.as_ref()?.column);
        let before = text.chars().take(column - 1);
        // Tabs are kept, so that the carets stand below their characters however wide a tab is.
        let mut carets: String = before.map(|c| if c == '\t' { c } else { ' ' }).collect();
        let left = text.chars().count().saturating_sub(column - 1).max(1);
        carets.push_str(&"^".repeat(snippet.width.min(left)));
        Some((text, carets))
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
