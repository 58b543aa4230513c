//! The pieces that a model knows.

use std::collections::HashMap;

use serde::Deserialize;

use super::normalise::Normaliser;
use crate::local::error::ModelError;
use crate::local::folder::Folder;
use crate::local::settings::Settings;

const JSON: &str = "tokenizer.json";
const TEXT: &str = "vocab.txt";

/// Longer words are unknown.
pub(super) const WORD_CHARS_MAX: usize = 100;

/// What a piece begins with in the file if it does not begin a word.
const CONTINUING: &str = "##";

/// The pieces that a model knows, and their numbers.
pub(super) struct Vocabulary {
    /// Pieces that begin a word.
    beginnings: HashMap<Box<str>, u32>,
    /// Pieces that do not, without the signs that say so.
    continuations: HashMap<Box<str>, u32>,
    /// Bytes of the longest piece.
    longest: usize,
    pub(super) unknown: u32,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Vocabulary {
    /// Adds the numbers of the longest pieces that make `word`; that of the unknown if there is no way.
    pub(super) fn pieces(&self, word: &str, ids: &mut Vec<u32>) {
        let before = ids.len();
        let mut rest = word;
        while !rest.is_empty() {
            let known = if rest.len() == word.len() {
                &self.beginnings
            } else {
                &self.continuations
            };
            let mut end = rest.floor_char_boundary(self.longest);
            let id = loop {
                if end == 0 {
                    ids.truncate(before);
                    ids.push(self.unknown);
                    return;
                }
                if let Some(id) = known.get(&rest[..end]) {
                    break *id;
                }
                end = rest.floor_char_boundary(end - 1);
            };
            ids.push(id);
            rest = &rest[end..];
        }
    }

    fn new(
        pieces: impl Iterator<Item = (String, u32)>,
        missing: impl Fn(&str) -> ModelError,
    ) -> Result<Self, ModelError> {
        let mut beginnings = HashMap::new();
        let mut continuations = HashMap::new();
        let mut longest = 0;
        for (piece, id) in pieces {
            longest = longest.max(piece.len());
            match piece.strip_prefix(CONTINUING) {
                Some(rest) if !rest.is_empty() => continuations.insert(rest.into(), id),
                _ => beginnings.insert(piece.into_boxed_str(), id),
            };
        }
        let id = |token: &str| beginnings.get(token).copied().ok_or_else(|| missing(token));
        Ok(Self {
            unknown: id("[UNK]")?,
            start: id("[CLS]")?,
            end: id("[SEP]")?,
            beginnings,
            continuations,
            longest,
        })
    }
}

#[derive(Deserialize)]
struct Kinds {
    normalizer: Option<Kind>,
    pre_tokenizer: Option<Kind>,
    model: Kind,
}

#[derive(Deserialize)]
struct Kind {
    /// Old files do not say it of the model.
    #[serde(rename = "type")]
    name: Option<String>,
}

#[derive(Deserialize)]
struct File {
    normalizer: NormalizerFile,
    model: ModelFile,
}

#[derive(Deserialize)]
struct NormalizerFile {
    clean_text: bool,
    handle_chinese_chars: bool,
    strip_accents: Option<bool>,
    lowercase: bool,
}

#[derive(Deserialize)]
struct ModelFile {
    vocab: HashMap<String, u32>,
}

/// The vocabulary, what is done to a text before, and the bytes of the file that says so.
pub(super) fn read(
    folder: &Folder,
    settings: &Settings,
) -> Result<(Vocabulary, Normaliser, Vec<u8>), ModelError> {
    let lowers = settings.sentence.do_lower_case;
    if let Some(bytes) = folder.bytes_if_there(JSON)? {
        let (pieces, mut normaliser) = from_json(folder, &bytes)?;
        normaliser.lower |= lowers;
        let vocabulary = checked(folder, JSON, settings, pieces.into_iter())?;
        return Ok((vocabulary, normaliser, bytes));
    }
    let Some(bytes) = folder.bytes_if_there(TEXT)? else {
        return Err(folder.missing("tokenizer.json or vocab.txt"));
    };
    let text = String::from_utf8_lossy(&bytes);
    let pieces = text.lines().map(|line| line.trim_end().to_owned()).zip(0..);
    let vocabulary = checked(folder, TEXT, settings, pieces)?;
    let said = &settings.tokenizer;
    let lower = said.do_lower_case.unwrap_or(true);
    let normaliser = Normaliser {
        clean: true,
        spread: said.tokenize_chinese_chars.unwrap_or(true),
        strip_accents: said.strip_accents.unwrap_or(lower),
        lower: lower || lowers,
    };
    Ok((vocabulary, normaliser, bytes))
}

fn from_json(
    folder: &Folder,
    bytes: &[u8],
) -> Result<(HashMap<String, u32>, Normaliser), ModelError> {
    let kinds: Kinds = folder.parse(JSON, bytes)?;
    let check = |what, expected, kind: Option<Kind>, default| {
        let found = kind.and_then(|kind| kind.name);
        folder.expect(JSON, what, &[expected], found.as_deref().unwrap_or(default))
    };
    check(
        "the type of model",
        "WordPiece",
        Some(kinds.model),
        "WordPiece",
    )?;
    check(
        "the type of normalizer",
        "BertNormalizer",
        kinds.normalizer,
        "none",
    )?;
    check(
        "the type of pre_tokenizer",
        "BertPreTokenizer",
        kinds.pre_tokenizer,
        "none",
    )?;
    let File { normalizer, model } = folder.parse(JSON, bytes)?;
    let normaliser = Normaliser {
        clean: normalizer.clean_text,
        spread: normalizer.handle_chinese_chars,
        strip_accents: normalizer.strip_accents.unwrap_or(normalizer.lowercase),
        lower: normalizer.lowercase,
    };
    Ok((model.vocab, normaliser))
}

/// The vocabulary, if each piece of it has a vector.
fn checked(
    folder: &Folder,
    file: &str,
    settings: &Settings,
    pieces: impl Iterator<Item = (String, u32)>,
) -> Result<Vocabulary, ModelError> {
    let expected = settings.shape.words;
    let mut most = 0;
    let pieces = pieces.inspect(|(_, id)| most = most.max(*id));
    let vocabulary = Vocabulary::new(pieces, |token| ModelError::Token {
        path: folder.path(file),
        token: token.to_owned(),
    })?;
    if usize::try_from(most).is_ok_and(|most| most < expected) {
        return Ok(vocabulary);
    }
    Err(ModelError::Vocabulary {
        path: folder.path(file),
        expected,
        found: most,
    })
}
