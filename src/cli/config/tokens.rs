//! Who may call the API.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest;
use super::parse::{Wrong, toml_kind};
use super::value::{Secret, Value};

/// What the table of a token may hold.
const FIELDS: [&str; 4] = ["name", "role", "token", "sha256"];

/// Bytes of a digest.
const DIGEST_BYTES: usize = 32;

/// What a caller may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Search and read.
    Reader,
    /// Also send what is in the cluster.
    Writer,
    /// Everything.
    Admin,
}

impl Role {
    const WORDS: [&'static str; 3] = ["reader", "writer", "admin"];

    fn of(word: &str) -> Option<Self> {
        match word {
            "reader" => Some(Self::Reader),
            "writer" => Some(Self::Writer),
            "admin" => Some(Self::Admin),
            _ => None,
        }
    }

    /// How it is written.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Writer => "writer",
            Self::Admin => "admin",
        }
    }
}

/// A bearer token, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Who carries it; stands in spans.
    pub(crate) name: String,
    /// What they may do.
    pub(crate) role: Role,
    /// How it is recognised.
    pub(crate) proof: Proof,
}

/// How a token is recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Proof {
    /// By the token itself.
    Token(Secret),
    /// By its SHA-256.
    Sha256([u8; DIGEST_BYTES]),
}

/// A variable that is no list of tokens; what it holds is not repeated.
pub(super) fn unreadable(message: &str) -> Wrong {
    Wrong::new(format!(
        "cannot be read ({message}): expected for example [{{name = \"ci\", role = \"writer\", sha256 = \"...\"}}]"
    ))
}

/// The tokens of a list of tables.
pub(super) fn read(value: &Spanned<DeValue<'_>>) -> Result<Value, Vec<Wrong>> {
    let DeValue::Array(items) = value.get_ref() else {
        let found = toml_kind(value.get_ref());
        return Err(vec![Wrong::new(format!(
            "expected a list of tables, found {found}"
        ))]);
    };
    let (mut tokens, mut wrongs, mut names) = (Vec::<Token>::new(), Vec::new(), BTreeSet::new());
    for item in items {
        match one(item) {
            Ok(token) if !names.insert(token.name.clone()) => wrongs.push(Wrong::at(
                item.span(),
                format!("there is another token with the name `{}`", token.name),
            )),
            Ok(token) => tokens.push(token),
            Err(more) => wrongs.extend(more),
        }
    }
    if wrongs.is_empty() {
        Ok(Value::Tokens(tokens))
    } else {
        Err(wrongs)
    }
}

fn one(item: &Spanned<DeValue<'_>>) -> Result<Token, Vec<Wrong>> {
    let DeValue::Table(table) = item.get_ref() else {
        let found = toml_kind(item.get_ref());
        let wrong = format!("expected a table with name, role and token, found {found}");
        return Err(vec![Wrong::at(item.span(), wrong)]);
    };
    let mut wrongs = unknown_fields(table);
    let mut field = |name: &'static str| text(table, name, &mut wrongs);
    let (name, role) = (field("name"), field("role"));
    let (token, digest) = (field("token"), field("sha256"));
    let mut missing =
        |what: &str| wrongs.push(Wrong::at(item.span(), format!("the token has no {what}")));
    if name.is_none() {
        missing("`name`");
    }
    if role.is_none() {
        missing("`role`: expected reader, writer or admin");
    }
    let role = role.and_then(|word| {
        let role = Role::of(&word);
        if role.is_none() {
            let words = Role::WORDS.join(", ");
            let wrong = format!("the role `{word}` is not known: expected one of {words}");
            wrongs.push(Wrong::at(item.span(), wrong));
        }
        role
    });
    let proof = proof(token, digest).map_err(|text| wrongs.push(Wrong::at(item.span(), text)));
    match (name, role, proof) {
        (Some(name), Some(role), Ok(proof)) if wrongs.is_empty() => Ok(Token { name, role, proof }),
        _ => Err(wrongs),
    }
}

fn proof(token: Option<String>, digest: Option<String>) -> Result<Proof, &'static str> {
    match (token, digest) {
        (Some(token), None) => Ok(Proof::Token(Secret::new(token))),
        (None, Some(digest)) => decoded(&digest)
            .map(Proof::Sha256)
            .ok_or("its `sha256` is no digest: expected 64 hexadecimal digits"),
        (None, None) => Err("the token has neither `token` nor `sha256`"),
        (Some(_), Some(_)) => Err("the token has both `token` and `sha256`: keep one"),
    }
}

fn unknown_fields(table: &DeTable<'_>) -> Vec<Wrong> {
    let unknown = table
        .keys()
        .filter(|key| !FIELDS.contains(&key.get_ref().as_ref()));
    let wrong = |key: &Spanned<_>| {
        let name: &str = AsRef::<str>::as_ref(key.get_ref());
        let meant = nearest::of(name, FIELDS.into_iter());
        let meant = meant.map_or_else(String::new, |field| format!("; did you mean `{field}`?"));
        Wrong::at(key.span(), format!("a token has no `{name}`{meant}"))
    };
    unknown
        .map(|key: &Spanned<std::borrow::Cow<'_, str>>| wrong(key))
        .collect()
}

/// A text of the table that is not empty.
fn text(table: &DeTable<'_>, name: &'static str, wrongs: &mut Vec<Wrong>) -> Option<String> {
    let value = table.get(name)?;
    match value.get_ref() {
        DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        DeValue::String(_) => {
            wrongs.push(Wrong::at(value.span(), format!("`{name}` is empty")));
            None
        }
        other => {
            let found = toml_kind(other);
            let wrong = format!("`{name}` is {found}, expected a text");
            wrongs.push(Wrong::at(value.span(), wrong));
            None
        }
    }
}

fn decoded(digest: &str) -> Option<[u8; DIGEST_BYTES]> {
    if digest.len() != 2 * DIGEST_BYTES || !digest.is_ascii() {
        return None;
    }
    let mut bytes = [0; DIGEST_BYTES];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digest[2 * index..2 * index + 2], 16).ok()?;
    }
    Some(bytes)
}
