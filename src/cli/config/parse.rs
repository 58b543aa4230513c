//! From what is written to a value of its kind.

use std::ops::Range;
use std::path::PathBuf;

use cluster::InvalidSource;
use reqwest::Url;
use toml::Spanned;
use toml::de::DeValue;

use super::key::Kind;
use super::nearest;
use super::tokens;
use super::value::{Secret, Value};

/// Why something written cannot be a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    /// Which part of the file, if not the whole value.
    pub(super) span: Option<Range<usize>>,
    /// What was found, and what was expected. Shows no secret.
    pub(super) text: String,
}

impl Wrong {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self {
            span: None,
            text: text.into(),
        }
    }

    pub(super) fn at(span: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            span: Some(span),
            text: text.into(),
        }
    }
}

/// What a variable says, or a flag that was given so often.
pub(super) fn text(kind: Kind, texts: &[String]) -> Result<Value, Vec<Wrong>> {
    match kind {
        Kind::Sources => sources(texts.iter().map(String::as_str)).map_err(one),
        Kind::Choices(words) => {
            let each = texts.iter().flat_map(|text| text.split(','));
            choices(words, each.map(str::trim)).map_err(one)
        }
        Kind::Tokens => {
            let text = texts.concat();
            let value =
                DeValue::parse(&text).map_err(|error| one(tokens::unreadable(error.message())))?;
            // Places within a variable say nothing to anybody.
            tokens::read(&value).map_err(|wrongs| wrongs.into_iter().map(nowhere).collect())
        }
        _ => single(kind, texts.last().map_or("", String::as_str)).map_err(one),
    }
}

fn nowhere(wrong: Wrong) -> Wrong {
    Wrong::new(wrong.text)
}

fn one(wrong: Wrong) -> Vec<Wrong> {
    vec![wrong]
}

/// What the file says.
pub(super) fn file(kind: Kind, value: &Spanned<DeValue<'_>>) -> Result<Value, Vec<Wrong>> {
    let expected = |what: &str| {
        let found = toml_kind(value.get_ref());
        vec![Wrong::new(format!("expected {what}, found {found}"))]
    };
    match (kind, value.get_ref()) {
        (Kind::Tokens, _) => tokens::read(value),
        (Kind::Switch, DeValue::Boolean(on)) => Ok(Value::Switch(*on)),
        (Kind::Switch, _) => Err(expected("true or false")),
        (Kind::Number { min, max }, DeValue::Integer(number)) => {
            let read = u64::from_str_radix(number.as_str(), number.radix());
            bounded(read.ok(), min, max).map_err(one)
        }
        (Kind::Number { .. }, _) => Err(expected("a whole number")),
        (Kind::Sources | Kind::Choices(_), DeValue::Array(items)) => {
            let mut texts = Vec::new();
            for item in items {
                let DeValue::String(text) = item.get_ref() else {
                    let found = toml_kind(item.get_ref());
                    let wrong = format!("expected a text, found {found}");
                    return Err(vec![Wrong::at(item.span(), wrong)]);
                };
                texts.push(text.to_string());
            }
            match kind {
                Kind::Choices(words) => {
                    choices(words, texts.iter().map(String::as_str)).map_err(one)
                }
                _ => sources(texts.iter().map(String::as_str)).map_err(one),
            }
        }
        (_, DeValue::String(text)) => self::text(kind, &[text.to_string()]),
        (Kind::Sources | Kind::Choices(_), _) => Err(expected("a text or a list of texts")),
        _ => Err(expected("a text")),
    }
}

/// What a value is called in TOML.
pub(super) const fn toml_kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn single(kind: Kind, text: &str) -> Result<Value, Wrong> {
    if text.trim().is_empty() && kind != Kind::AnyText {
        return Err(Wrong::new("is empty"));
    }
    Ok(match kind {
        Kind::AnyText | Kind::Text => Value::Text(text.to_owned()),
        // A key that was read from a file ends in a line break, which no header can hold.
        Kind::Secret => secret(text.trim())?,
        Kind::Url => Value::Url(url(text.trim())?),
        Kind::File | Kind::Folder => Value::Path(PathBuf::from(text)),
        Kind::Switch => Value::Switch(switch(text)?),
        Kind::Number { min, max } => return bounded(text.trim().parse().ok(), min, max),
        Kind::Address => Value::Address(text.trim().parse().map_err(|_| {
            Wrong::new(format!(
                "`{text}` is no IP address: expected for example 127.0.0.1 or ::"
            ))
        })?),
        Kind::Choice(words) => Value::Text(choice(words, text.trim())?),
        // Read by `text`.
        Kind::Choices(_) | Kind::Sources | Kind::Tokens => Value::List(vec![text.to_owned()]),
    })
}

fn sources<'t>(texts: impl Iterator<Item = &'t str>) -> Result<Value, Wrong> {
    let sources = texts.map(|text| {
        text.parse()
            .map_err(|error: InvalidSource| Wrong::new(error.to_string()))
    });
    Ok(Value::Sources(sources.collect::<Result<_, _>>()?))
}

fn secret(text: &str) -> Result<Value, Wrong> {
    if text
        .chars()
        .any(|letter| letter.is_control() || !letter.is_ascii())
    {
        return Err(Wrong::new(
            "has letters that no key or token has: expected printable ASCII",
        ));
    }
    Ok(Value::Secret(Secret::new(text.to_owned())))
}

fn url(text: &str) -> Result<Url, Wrong> {
    let expected = "expected for example http://localhost:8000";
    // The text itself is not repeated where it may hold a password.
    let url =
        Url::parse(text).map_err(|error| Wrong::new(format!("is no URL ({error}): {expected}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        let scheme = url.scheme();
        return Err(Wrong::new(format!(
            "is a URL of `{scheme}`, expected http or https: {expected}"
        )));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Wrong::new(
            "is a URL with credentials, which would be seen wherever the URL is: use the key for a token instead",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(Wrong::new(format!(
            "is a URL with `?` or `#`, to which no path can be appended: {expected}"
        )));
    }
    Ok(url)
}

fn switch(text: &str) -> Result<bool, Wrong> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Ok(true),
        "false" | "0" | "no" | "off" => Ok(false),
        _ => Err(Wrong::new(format!(
            "`{text}` means nothing here: expected true or false"
        ))),
    }
}

fn bounded(number: Option<u64>, min: u64, max: u64) -> Result<Value, Wrong> {
    match number {
        Some(number) if (min..=max).contains(&number) => Ok(Value::Number(number)),
        Some(number) => Err(Wrong::new(format!("is {number}, expected {min} to {max}"))),
        None => Err(Wrong::new(format!(
            "is no whole number, expected {min} to {max}"
        ))),
    }
}

fn choice(words: &[&str], text: &str) -> Result<String, Wrong> {
    if words.contains(&text) {
        return Ok(text.to_owned());
    }
    let meant = nearest::of(text, words.iter().copied());
    let meant = meant.map_or_else(String::new, |word| format!("; did you mean `{word}`?"));
    Err(Wrong::new(format!(
        "`{text}` is not known: expected one of {}{meant}",
        words.join(", ")
    )))
}

fn choices<'t>(words: &[&str], texts: impl Iterator<Item = &'t str>) -> Result<Value, Wrong> {
    let mut chosen = Vec::new();
    for text in texts {
        let word = choice(words, text)?;
        if !chosen.contains(&word) {
            chosen.push(word);
        }
    }
    if chosen.is_empty() {
        return Err(Wrong::new(format!(
            "is an empty list: expected some of {}",
            words.join(", ")
        )));
    }
    Ok(Value::List(chosen))
}
