//! A text as BERT models were trained on it.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// What is done to a text before it is cut into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Normaliser {
    /// Control characters are left out.
    pub(super) clean: bool,
    /// Chinese characters are words of their own.
    pub(super) spread: bool,
    /// `é` is read as `e`.
    pub(super) strip_accents: bool,
    /// Capitals are read as small letters.
    pub(super) lower: bool,
}

impl Normaliser {
    /// The characters of the normalised text, one after the other: of a long text only the beginning is read.
    pub(super) fn chars<'t>(&self, text: &'t str) -> Box<dyn Iterator<Item = char> + 't> {
        let Self {
            clean,
            spread,
            strip_accents,
            lower,
        } = *self;
        let chars = text.chars().filter(move |c| !clean || is_kept(*c));
        let chars = chars.flat_map(move |c| {
            let space = (spread && is_chinese(c)).then_some(' ');
            let c = if clean && c.is_whitespace() { ' ' } else { c };
            space.into_iter().chain([c]).chain(space)
        });
        let chars: Box<dyn Iterator<Item = char> + 't> = match strip_accents {
            true => Box::new(chars.nfd().filter(|c| !is_accent(*c))),
            false => Box::new(chars),
        };
        match lower {
            true => Box::new(chars.flat_map(char::to_lowercase)),
            false => chars,
        }
    }
}

/// Neither control characters nor those that stand for lost ones.
fn is_kept(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_control() || matches!(c, '\t' | '\n' | '\r');
    }
    let is_other = matches!(
        c.general_category(),
        GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::PrivateUse
    );
    c != char::REPLACEMENT_CHARACTER && !is_other
}

fn is_accent(c: char) -> bool {
    !c.is_ascii() && c.general_category() == GeneralCategory::NonspacingMark
}

/// The blocks of the characters that Chinese is written with.
const fn is_chinese(c: char) -> bool {
    matches!(c as u32,
        0x4e00..=0x9fff
        | 0x3400..=0x4dbf
        | 0x20000..=0x2a6df
        | 0x2a700..=0x2b73f
        | 0x2b740..=0x2b81f
        | 0x2b820..=0x2ceaf
        | 0xf900..=0xfaff
        | 0x2f800..=0x2fa1f
    )
}
