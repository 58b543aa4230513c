//! The functions that are not written in jq. Those that the interpreter has for its own values only
//! are here for [`Metered`] ones.

use jaq_core::box_iter::{BoxIter, box_once};
use jaq_core::native::{Filter, Fun, bome, run, unary, v};
use jaq_core::{Exn, RunPtr, ValR, ValT as _, ValX};
use jaq_json::{Num, Val, read};
use jaq_std::ValT as _;

use super::guard::Guarded;
use super::meter::{self, DEPTH_MAX, Exhausted};
use super::metered::{Error, Metered, equals, json, nesting, weigh_key};

/// The name of the native `range`, which no program can spell.
pub(super) const UNCOUNTED_RANGE: &str = "!range";

/// All functions.
pub(super) fn all() -> impl Iterator<Item = Fun<Guarded>> {
    jaq_core::funs()
        .chain(jaq_std::funs())
        .map(|(name, arguments, function)| {
            let is_range = name == "range" && arguments.len() == 3;
            let name = if is_range { UNCOUNTED_RANGE } else { name };
            (name, arguments, function)
        })
        .chain(of_values().into_iter().map(run::<Guarded>))
}

fn of_values() -> [Filter<RunPtr<Guarded>>; 8] {
    [
        ("fromjson", v(0), |cv| from_json(cv.1)),
        ("tojson", v(0), |cv| {
            bome(Ok(Metered::flat(Val::utf8_str(json(cv.1.val())))))
        }),
        ("tobytes", v(0), |cv| bome(to_bytes(&cv.1))),
        ("length", v(0), |cv| bome(length(&cv.1))),
        ("contains", v(1), |cv| {
            unary(cv, |value, part| {
                Ok(Metered::from(contains(value.val(), part.val())))
            })
        }),
        ("has", v(1), |cv| unary(cv, has)),
        ("indices", v(1), |cv| unary(cv, indices)),
        ("bsearch", v(1), |cv| {
            unary(cv, |list, wanted| {
                let items: Vec<Metered> = list.into_seq().map_err(|it| Error::typ(it, "array"))?;
                let found = items.binary_search(&wanted);
                Ok(Metered::from(found.map_or_else(
                    |place| -1 - place.cast_signed(),
                    usize::cast_signed,
                )))
            })
        }),
    ]
}

/// The values of a text of JSON.
fn from_json<'a>(text: Metered) -> BoxIter<'a, ValX<'a, Metered>> {
    let bytes = match text.try_as_utf8_bytes() {
        Ok(bytes) => bytes.to_vec(),
        Err(error) => return box_once(Err(Exn::from(error))),
    };
    let depth = nesting(&bytes);
    if depth > DEPTH_MAX {
        meter::exhausted(Exhausted::Depth);
    }
    // What is read takes some ten times as much memory as its text.
    (0..10).for_each(|_| meter::made(bytes.len()));
    meter::steps(bytes.len() / 4);
    let mut values = Vec::new();
    for outcome in read::parse_many(&bytes) {
        match outcome {
            Ok(val) => values.push(Ok(Metered::nested(val, depth))),
            Err(error) => {
                let message = format!("cannot parse {text} as JSON: {error}");
                values.push(Err(Exn::from(Error::str(message))));
                // The reader does not go on behind an error, and says it again for ever.
                break;
            }
        }
    }
    Box::new(values.into_iter())
}

fn to_bytes(value: &Metered) -> ValR<Metered> {
    let mut bytes = Vec::new();
    match add_bytes(value.val(), &mut bytes) {
        Some(()) => Ok(Metered::flat(Val::byte_str(bytes))),
        None => Err(Error::str(format!("cannot convert {value} to bytes"))),
    }
}

fn add_bytes(val: &Val, bytes: &mut Vec<u8>) -> Option<()> {
    meter::step();
    match val {
        Val::Num(number) => bytes.push(u8::try_from(number.as_isize()?).ok()?),
        Val::BStr(text) | Val::TStr(text) => {
            meter::made(bytes.len() + text.len());
            bytes.extend_from_slice(text);
        }
        Val::Arr(items) => {
            meter::made(bytes.len() + items.len());
            items.iter().try_for_each(|item| add_bytes(item, bytes))?;
        }
        Val::Null | Val::Bool(_) | Val::Obj(_) => return None,
    }
    Some(())
}

/// The absolute value of a number, and how much there is in anything else.
fn length(value: &Metered) -> ValR<Metered> {
    Ok(match value.val() {
        Val::Null => Metered::from(0_usize),
        Val::Num(Num::Float(float)) => Metered::from(float.abs()),
        Val::Num(Num::Dec(text)) => return Metered::from_num(text.trim_start_matches('-')),
        Val::Num(_) if *value < Metered::from(0_usize) => return -value.clone(),
        Val::Num(_) => value.clone(),
        Val::TStr(text) => {
            meter::text(text.len());
            Metered::from(bstr_chars(text))
        }
        Val::BStr(bytes) => Metered::from(bytes.len()),
        Val::Arr(items) => Metered::from(items.len()),
        Val::Obj(fields) => Metered::from(fields.len()),
        Val::Bool(_) => return Err(Error::str(format!("{value} has no length"))),
    })
}

/// The number of characters; what is no character counts as the one that takes its place.
fn bstr_chars(text: &[u8]) -> usize {
    String::from_utf8_lossy(text).chars().count()
}

/// Whether each part of `part` is somewhere in `val`.
fn contains(val: &Val, part: &Val) -> bool {
    meter::step();
    match (val, part) {
        (Val::BStr(text), Val::BStr(part)) | (Val::TStr(text), Val::TStr(part)) => {
            places(text, part).next().is_some()
        }
        (Val::Arr(items), Val::Arr(parts)) => parts
            .iter()
            .all(|part| items.iter().any(|item| contains(item, part))),
        (Val::Obj(fields), Val::Obj(parts)) => parts
            .iter()
            .all(|(key, part)| fields.get(key).is_some_and(|value| contains(value, part))),
        _ => equals(val, part),
    }
}

/// Where `part` begins in `text`; an empty one begins once, at the start.
fn places<'t>(text: &'t [u8], part: &'t [u8]) -> impl Iterator<Item = usize> + 't {
    meter::text(text.len());
    let is_empty = part.is_empty();
    let first = is_empty.then_some(0);
    let width = part.len().max(1);
    let found = text
        .windows(width)
        .enumerate()
        .filter(move |(_, window)| !is_empty && *window == part)
        .map(|(place, _)| place);
    first.into_iter().chain(found)
}

/// Whether there is anything under `key`.
fn has(value: Metered, key: Metered) -> ValR<Metered> {
    Ok(Metered::from(match (value.val(), key.val()) {
        (Val::Null, _) => false,
        (Val::Obj(fields), _) => {
            weigh_key(key.val());
            fields.contains_key(key.val())
        }
        (Val::Arr(items), Val::Num(_)) => is_place(&key, items.len(), &value)?,
        (Val::BStr(bytes), Val::Num(_)) => is_place(&key, bytes.len(), &value)?,
        (Val::Arr(_), Val::Arr(part)) if part.is_empty() => true,
        // Ranges and searches find something, if only nothing.
        _ => value.index(&key).map(|_| true)?,
    }))
}

/// Whether `key` counts to one of `length` elements, from the start or from the end.
fn is_place(key: &Metered, length: usize, value: &Metered) -> Result<bool, Error> {
    match key.as_isize() {
        Some(place) => {
            let distance = place.unsigned_abs();
            Ok(distance < length || place < 0 && distance == length)
        }
        None if key.is_int() => Ok(false),
        None => Err(Error::index(value.clone(), key.clone())),
    }
}

/// Where `wanted` is in a text or a list.
fn indices(value: Metered, wanted: Metered) -> ValR<Metered> {
    let places: Vec<usize> = match (value.val(), wanted.val()) {
        (Val::TStr(text), Val::TStr(part)) => {
            // Places in texts count characters.
            let starts = text
                .iter()
                .enumerate()
                .filter(|(_, byte)| !is_inner(**byte));
            let starts = starts.map(|(start, _)| start).enumerate();
            meter::text(text.len().saturating_mul(1 + part.len() / 16));
            let is_there = |start: usize| !part.is_empty() && text[start..].starts_with(part);
            starts
                .filter(|(_, start)| is_there(*start))
                .map(|(place, _)| place)
                .collect()
        }
        (Val::BStr(text), Val::BStr(part)) => {
            let places = places(text, part);
            places.filter(|_| !part.is_empty()).collect()
        }
        (Val::Arr(_), Val::Arr(part)) if part.is_empty() => Vec::new(),
        (Val::Arr(items), Val::Arr(part)) => {
            let is_part =
                |window: &[Val]| window.iter().zip(part.iter()).all(|(l, r)| equals(l, r));
            let windows = items.windows(part.len()).enumerate();
            let found = windows.filter(|(_, window)| is_part(window));
            found.map(|(place, _)| place).collect()
        }
        (Val::Arr(items), wanted) => {
            let items = items.iter().enumerate();
            let found = items.filter(|(_, item)| equals(item, wanted));
            found.map(|(place, _)| place).collect()
        }
        _ => return Err(Error::index(value.clone(), wanted.clone())),
    };
    meter::steps(places.len());
    Ok(places.into_iter().map(Metered::from).collect())
}

/// Whether a byte of UTF-8 goes on with a character.
fn is_inner(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}
