//! Reads variables, and notes what is in force and what could not be used.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::config::setting::{Finding, Origin, Setting};
use crate::scrub;

/// Characters of a value that a message repeats at most.
const SHOWN_CHARS_MAX: usize = 120;

/// Where settings come from.
pub(super) struct Source<'a> {
    /// The value of a variable.
    pub(super) variable: &'a dyn Fn(&str) -> Option<String>,
    /// Why a file cannot be read, if so.
    pub(super) unreadable: &'a dyn Fn(&Path) -> Option<std::io::Error>,
    /// The names of all variables that are set.
    pub(super) names: &'a dyn Fn() -> Vec<String>,
}

/// Reads variables, and notes what is in force and what could not be used.
pub(super) struct Reader<'a> {
    source: Source<'a>,
    pub(super) settings: Vec<Setting>,
    pub(super) warnings: Vec<Finding>,
    pub(super) errors: Vec<Finding>,
}

/// A variable that is set.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) name: &'static str,
    pub(super) text: String,
}

/// A whole number that a variable may hold.
pub(super) struct Number {
    pub(super) default: u64,
    pub(super) min: u64,
    pub(super) max: u64,
    /// Used for everything below `min`.
    pub(super) below: u64,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(source: Source<'a>) -> Self {
        Self {
            source,
            settings: Vec::new(),
            warnings: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// The first of the variables that is set. An empty one is not, as the specification says.
    pub(super) fn find(&self, names: &[&'static str]) -> Option<Found> {
        names.iter().find_map(|name| {
            let text = (self.source.variable)(name)?;
            let text = text.trim().to_owned();
            (!text.is_empty()).then_some(Found { name, text })
        })
    }

    /// The names of all variables that are set.
    pub(super) fn names(&self) -> Vec<String> {
        (self.source.names)()
    }

    pub(super) fn is_set(&self, names: &[&'static str]) -> bool {
        self.find(names).is_some()
    }

    /// Notes a value that is in force.
    pub(super) fn note(&mut self, name: &'static str, value: impl Display, origin: Origin) {
        self.settings.push(Setting {
            name,
            value: value.to_string(),
            origin,
        });
    }

    /// Notes that a value is not used, and what is instead.
    pub(super) fn warn(&mut self, found: &Found, expected: &str, consequence: impl Into<String>) {
        let finding = Finding::new(found.name, found.problem(expected), consequence);
        self.warnings.push(finding);
    }

    /// Notes that a value cannot be meant, and what to do.
    pub(super) fn refuse(&mut self, found: &Found, expected: &str, advice: impl Into<String>) {
        let finding = Finding::new(found.name, found.problem(expected), advice);
        self.errors.push(finding);
    }

    /// `true` or `false`; anything else is as if it was not set.
    pub(super) fn switch(&mut self, names: &[&'static str], default: bool) -> bool {
        self.choice(names, &[("true", true), ("false", false)], default)
    }

    /// One of some words, in any case; anything else is as if it was not set.
    pub(super) fn choice<T: Copy + PartialEq>(
        &mut self,
        names: &[&'static str],
        words: &[(&'static str, T)],
        default: T,
    ) -> T {
        let word_of = |value: T| {
            let word = words.iter().find(|(_, other)| *other == value);
            word.map_or("", |(word, _)| word)
        };
        let (value, origin) = match self.find(names) {
            None => (default, Origin::Default),
            Some(found) => match chosen(words, &found.text) {
                Some(value) => (value, Origin::Variable(found.name)),
                None => {
                    let used = format!("`{}` is used", word_of(default));
                    self.warn(&found, &expected(words), used);
                    (default, Origin::InsteadOf(found.name))
                }
            },
        };
        self.note(names[0], word_of(value), origin);
        value
    }

    /// A whole number within bounds; outside of them, the nearest; no number, as if not set.
    pub(super) fn number(&mut self, names: &[&'static str], number: &Number) -> u64 {
        let (value, origin) = self.numeral(names, number, "");
        self.note(names[0], value, origin);
        value
    }

    /// A number of milliseconds.
    pub(super) fn milliseconds(&mut self, names: &[&'static str], number: &Number) -> Duration {
        let (value, origin) = self.numeral(names, number, " milliseconds");
        self.note(names[0], format_args!("{value} ms"), origin);
        Duration::from_millis(value)
    }

    fn numeral(&mut self, names: &[&'static str], number: &Number, unit: &str) -> (u64, Origin) {
        let Some(found) = self.find(names) else {
            return (number.default, Origin::Default);
        };
        let Number {
            default,
            min,
            max,
            below,
        } = *number;
        let used = match found.text.parse::<i128>() {
            Err(_) => default,
            Ok(value) if value < i128::from(min) => below,
            Ok(value) => match u64::try_from(value) {
                Ok(value) if value <= max => return (value, Origin::Variable(found.name)),
                _ => max,
            },
        };
        let expected = if max == u64::MAX {
            format!("a whole number from {min}")
        } else {
            format!("a whole number{unit} from {min} to {max}", unit = of(unit))
        };
        self.warn(&found, &expected, format!("{used}{unit} is used"));
        (used, Origin::InsteadOf(found.name))
    }

    /// A file that can be read. It is an error if it cannot.
    pub(super) fn file(&mut self, names: &[&'static str]) -> Option<PathBuf> {
        let Some(found) = self.find(names) else {
            self.note(names[0], "none", Origin::Default);
            return None;
        };
        let path = PathBuf::from(&found.text);
        self.note(names[0], &found.text, Origin::Variable(found.name));
        match (self.source.unreadable)(&path) {
            None => Some(path),
            Some(error) => {
                let advice = format!("it cannot be used: {error}; name another file, or unset it");
                self.refuse(&found, "a PEM file", advice);
                None
            }
        }
    }
}

/// The unit of a number after the word `number`.
fn of(unit: &str) -> String {
    match unit {
        "" => String::new(),
        unit => format!(" of{unit}"),
    }
}

impl Found {
    fn problem(&self, expected: &str) -> String {
        format!("is `{}`, expected {expected}", self.shown())
    }

    /// The value without secrets, cut to a length that fits a message.
    pub(super) fn shown(&self) -> String {
        let text = scrub::message(&self.text);
        match text.char_indices().nth(SHOWN_CHARS_MAX) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }
    }

    /// Members of a list with commas between them; empty ones are left out.
    pub(super) fn members(&self) -> impl Iterator<Item = &str> {
        let members = self.text.split(',').map(str::trim);
        members.filter(|member| !member.is_empty())
    }
}

/// The value of a word, in any case.
pub(super) fn chosen<T: Copy>(words: &[(&'static str, T)], text: &str) -> Option<T> {
    let word = words
        .iter()
        .find(|(word, _)| text.eq_ignore_ascii_case(word));
    word.map(|(_, value)| *value)
}

/// `a`, `b` or `c`.
pub(super) fn expected<T>(words: &[(&'static str, T)]) -> String {
    let words: Vec<_> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
