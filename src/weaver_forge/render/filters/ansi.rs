//! Colours and styles of terminals.

use minijinja::Environment;

/// The colours, in the order of their codes.
const COLOURS: [&str; 8] = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
];

/// The styles with their codes.
const STYLES: [(&str, u8); 4] = [
    ("bold", 1),
    ("italic", 3),
    ("underline", 4),
    ("strikethrough", 9),
];

/// The code of the first colour, by the prefix of the filter's name.
const BASES: [(&str, u8); 4] = [("", 30), ("bright_", 90), ("bg_", 40), ("bg_bright_", 100)];

pub(super) fn add(engine: &mut Environment<'_>) {
    for (prefix, base) in BASES {
        for (code, colour) in (base..).zip(COLOURS) {
            add_filter(engine, format!("ansi_{prefix}{colour}"), code);
        }
    }
    for (style, code) in STYLES {
        add_filter(engine, format!("ansi_{style}"), code);
    }
}

fn add_filter(engine: &mut Environment<'_>, name: String, code: u8) {
    engine.add_filter(name, move |text: String| {
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    });
}

#[cfg(test)]
mod tests {
    use super::super::test_support::check;

    #[test]
    fn a_text_is_wrapped_in_the_code_of_its_style() {
        check(&[
            ("'x' | ansi_black", "\u{1b}[30mx\u{1b}[0m"),
            ("'x' | ansi_white", "\u{1b}[37mx\u{1b}[0m"),
            ("'x' | ansi_bright_cyan", "\u{1b}[96mx\u{1b}[0m"),
            ("'x' | ansi_bg_blue", "\u{1b}[44mx\u{1b}[0m"),
            ("'x' | ansi_bg_bright_white", "\u{1b}[107mx\u{1b}[0m"),
            ("1 | ansi_strikethrough", "\u{1b}[9m1\u{1b}[0m"),
            (
                "'x' | ansi_bold | ansi_italic",
                "\u{1b}[3m\u{1b}[1mx\u{1b}[0m\u{1b}[0m",
            ),
        ]);
    }
}
