//! Who may call the API.

use std::collections::BTreeSet;

use http_api::Role;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest;
use super::parse::{Wrong, toml_kind};
use super::value::Value;

/// What the table of a token may hold.
const FIELDS: [&str; 4] = ["name", "role", "token", "sha256"];

/// A bearer token, and whose it is.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Who carries it; stands in spans.
    pub(crate) name: String,
    /// What they may do.
    pub(crate) role: Role,
    /// The token as the API knows it, by its digest.
    pub(crate) known: http_api::Token,
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
        let role = Role::ALL.into_iter().find(|role| role.as_str() == word);
        if role.is_none() {
            let words = Role::ALL.map(Role::as_str).join(", ");
            let wrong = format!("the role `{word}` is not known: expected one of {words}");
            wrongs.push(Wrong::at(item.span(), wrong));
        }
        role
    });
    let proof = proof(token, digest).map_err(|text| wrongs.push(Wrong::at(item.span(), text)));
    let (Some(name), Some(role), Ok(proof)) = (name, role, proof) else {
        return Err(wrongs);
    };
    let known = match &proof {
        Proof::Token(token) => http_api::Token::new(&name, role, token),
        Proof::Sha256(digest) => http_api::Token::of_sha256(&name, role, digest),
    };
    match known {
        Ok(known) if wrongs.is_empty() => Ok(Token { name, role, known }),
        Ok(_) => Err(wrongs),
        Err(error) => {
            wrongs.push(Wrong::at(item.span(), error.to_string()));
            Err(wrongs)
        }
    }
}

/// How a token is recognised.
enum Proof {
    Token(String),
    Sha256(String),
}

fn proof(token: Option<String>, digest: Option<String>) -> Result<Proof, &'static str> {
    match (token, digest) {
        (Some(token), None) => Ok(Proof::Token(token)),
        (None, Some(digest)) => Ok(Proof::Sha256(digest)),
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
