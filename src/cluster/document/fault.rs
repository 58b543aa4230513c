//! Why a document does not parse, and on which line of its file.

use super::Document;

/// The longest reason, in characters. Parsers put the whole path before the reason, and a path may be of any length.
const REASON_CHARS_MAX: usize = 300;

/// Why a document does not parse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The line in the file, counted from 1.
    pub(crate) line: usize,
    pub(crate) reason: String,
}

impl Fault {
    pub(crate) fn of_yaml(document: Document<'_>, error: &serde_yaml::Error) -> Self {
        let place = error
            .location()
            .map_or((1, 1), |location| (location.line(), location.column()));
        Self::at(document, place, &format!("not valid YAML: {error}"))
    }

    pub(crate) fn of_json(document: Document<'_>, error: &serde_json::Error) -> Self {
        Self::at(
            document,
            (error.line().max(1), error.column()),
            &format!("not valid JSON: {error}"),
        )
    }

    /// A fault of the document as a whole.
    pub(crate) fn whole(document: Document<'_>, reason: String) -> Self {
        Self {
            line: document.first_line(),
            reason,
        }
    }

    /// Parsers count lines from the start of the text they were given, readers from the start of the file.
    fn at(document: Document<'_>, (line, column): (usize, usize), message: &str) -> Self {
        let above = document.line - 1;
        // The place is told apart from the message; what stays in it is where the trouble began.
        let message = message.replacen(&format!(" at line {line} column {column}"), "", 1);
        // What is missing at the end is missed on the line below it, which belongs to the next document.
        let last = document.text.lines().count().max(1);
        Self {
            line: line.min(last) + above,
            reason: shortened(with_lines_moved(&message, above)),
        }
    }
}

/// The message without its middle if it is too long: it begins with what is wrong and ends with why.
fn shortened(message: String) -> String {
    let chars = message.chars().count();
    if chars <= REASON_CHARS_MAX {
        return message;
    }
    let kept = REASON_CHARS_MAX / 2;
    let begin = message.chars().take(kept);
    let end = message.chars().skip(chars - kept);
    begin.chain(['…']).chain(end).collect()
}

/// The message with every `line N` in it moved down.
fn with_lines_moved(message: &str, above: usize) -> String {
    const WORD: &str = "line ";
    let mut moved = String::with_capacity(message.len() + 8);
    let mut rest = message;
    while let Some(at) = rest.find(WORD) {
        let (before, after) = rest.split_at(at + WORD.len());
        moved.push_str(before);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        match after[..digits].parse::<usize>() {
            Ok(line) => moved.push_str(&(line + above).to_string()),
            Err(_) => moved.push_str(&after[..digits]),
        }
        rest = &after[digits..];
    }
    moved.push_str(rest);
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_at_the_end_is_reported_on_the_last_line() {
        let document = Document {
            number: 2,
            line: 11,
            text: "a: 1\nb: [2\n",
        };
        let fault = Fault::at(
            document,
            (3, 1),
            "expected `]` at line 3 column 1, in a list at line 2 column 4",
        );
        assert_eq!(
            (fault.line, fault.reason.as_str()),
            (12, "expected `]`, in a list at line 12 column 4")
        );
    }

    #[test]
    fn a_path_of_any_length_leaves_the_reason_readable() {
        let document = Document {
            number: 1,
            line: 1,
            text: "a: 1\n",
        };
        let message = format!("not valid YAML: {}: too deep", "é.".repeat(1000));
        let reason = Fault::at(document, (1, 1), &message).reason;
        assert_eq!(reason.chars().count(), REASON_CHARS_MAX + 1);
        assert!(reason.starts_with("not valid YAML: é.") && reason.ends_with(": too deep"));
    }

    #[test]
    fn every_line_in_a_message_is_counted_from_the_start_of_the_file() {
        assert_eq!(
            with_lines_moved(
                "expected a key at line 3 column 5, in a map at line 12; line of text",
                10
            ),
            "expected a key at line 13 column 5, in a map at line 22; line of text"
        );
    }
}
