//! Records as lines.

use std::cell::RefCell;
use std::fmt::{self, Display, Formatter, Write};

use tracing::Level;

use crate::context::CurrentSpan;
use crate::logs::Format;
use crate::logs::entry::{Entry, FieldValue};
use crate::logs::time;

/// Memory that a thread keeps for its next line.
const LINE_BYTES_KEPT: usize = 4096;

thread_local! {
    static LINE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Hands an entry over as a line, with its end.
pub(super) fn with_line(format: Format, entry: &Entry<'_>, print: impl FnOnce(&str)) {
    // Taken out, so that whoever prints may log.
    let mut line = LINE.try_with(RefCell::take).unwrap_or_default();
    line.clear();
    match format {
        Format::Text { colour } => text(&mut line, entry, colour),
        Format::Json => json(&mut line, entry),
    }
    line.push('\n');
    print(&line);
    if line.capacity() <= LINE_BYTES_KEPT {
        LINE.try_with(|kept| kept.replace(line)).ok();
    }
}

// Writing to a string cannot fail: what `write!` returns says nothing.

fn text(line: &mut String, entry: &Entry<'_>, colour: bool) {
    time::write(line, entry.time);
    let level = entry.level.as_str();
    if colour {
        write!(line, " \x1b[{}m{level:>5}\x1b[0m ", colour_of(entry.level)).ok();
    } else {
        write!(line, " {level:>5} ").ok();
    }
    visible(line, &entry.target);
    line.push_str(": ");
    visible(line, &entry.message);
    for (name, value) in &entry.fields {
        write!(line, " {name}=").ok();
        match value {
            FieldValue::Text(value) | FieldValue::Error(value) => write_text(line, value),
            FieldValue::Int(value) => write_display(line, value),
            FieldValue::Double(value) => write_display(line, value),
            FieldValue::Boolean(value) => write_display(line, value),
        }
    }
    if let Some(span) = &entry.span {
        write!(line, " trace_id={} span_id={}", span.trace_id, span.span_id).ok();
        if let Some(component) = component(span) {
            write!(line, " component={component}").ok();
        }
    }
}

const fn colour_of(level: Level) -> u8 {
    match level {
        Level::ERROR => 31,
        Level::WARN => 33,
        Level::INFO => 32,
        Level::DEBUG => 34,
        Level::TRACE => 35,
    }
}

fn component(span: &CurrentSpan) -> Option<&'static str> {
    span.schema.map(|schema| schema.layer)
}

/// Whether a value needs no quotes.
fn is_word(text: &str) -> bool {
    let is_plain = |letter: char| !letter.is_whitespace() && !letter.is_control();
    !text.is_empty()
        && text
            .chars()
            .all(|letter| is_plain(letter) && letter != '"' && letter != '=')
}

fn write_text(line: &mut String, text: &str) {
    if is_word(text) {
        line.push_str(text);
    } else {
        write_quoted(line, text);
    }
}

fn write_quoted(line: &mut String, text: &str) {
    line.push('"');
    for letter in text.chars() {
        match letter {
            '"' => line.push_str("\\\""),
            letter => push_visible(line, letter),
        }
    }
    line.push('"');
}

/// Nothing that is logged gives orders to a terminal, or looks like another line.
fn visible(line: &mut String, text: &str) {
    text.chars().for_each(|letter| push_visible(line, letter));
}

fn push_visible(line: &mut String, letter: char) {
    if letter.is_control() {
        line.extend(letter.escape_default());
    } else {
        line.push(letter);
    }
}

fn write_display(line: &mut String, value: &impl Display) {
    write!(line, "{value}").ok();
}

fn json(line: &mut String, entry: &Entry<'_>) {
    line.push_str("{\"timestamp\":\"");
    time::write(line, entry.time);
    write!(line, "\",\"level\":\"{}\"", entry.level).ok();
    write!(line, ",\"target\":{}", Json(&entry.target)).ok();
    write!(line, ",\"message\":{}", Json(&entry.message)).ok();
    if !entry.fields.is_empty() {
        line.push_str(",\"fields\":{");
        for (position, (name, value)) in entry.fields.iter().enumerate() {
            if position > 0 {
                line.push(',');
            }
            write!(line, "{}:", Json(name)).ok();
            match value {
                FieldValue::Text(value) | FieldValue::Error(value) => {
                    write_display(line, &Json(value));
                }
                FieldValue::Int(value) => write_display(line, value),
                // JSON has no word for what is no number.
                FieldValue::Double(value) if value.is_finite() => write_display(line, value),
                FieldValue::Double(value) => write_display(line, &Json(&value.to_string())),
                FieldValue::Boolean(value) => write_display(line, value),
            }
        }
        line.push('}');
    }
    if let Some(span) = &entry.span {
        write!(
            line,
            ",\"trace_id\":\"{}\",\"span_id\":\"{}\",\"sampled\":{}",
            span.trace_id,
            span.span_id,
            span.is_sampled()
        )
        .ok();
        if let Some(component) = component(span) {
            write!(line, ",\"component\":{}", Json(component)).ok();
        }
    }
    line.push('}');
}

/// A text as JSON has it.
struct Json<'a>(&'a str);

impl Display for Json<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for letter in self.0.chars() {
            match letter {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                '\n' => f.write_str("\\n")?,
                letter if letter < ' ' => write!(f, "\\u{:04x}", u32::from(letter))?,
                letter => f.write_char(letter)?,
            }
        }
        f.write_char('"')
    }
}
