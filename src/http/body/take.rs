//! Values out of JSON, or issues.
//!
//! Each function takes what stands in a place (`None` if nothing does) and returns what it means, or reports why it
//! means nothing and returns `None`, so that one pass finds every issue.

use super::json::Json;
use crate::issues::{Issues, Problem};

/// The fields of an object. Unknown ones are ignored.
#[derive(Debug)]
pub(crate) struct Fields(Vec<(String, Json)>);

impl Fields {
    /// Takes the value of `name` out, the last one if there are several, and looks at it with `look`.
    pub(crate) fn take<T>(
        &mut self,
        name: &'static str,
        issues: &mut Issues,
        look: impl FnOnce(Option<Json>, &mut Issues) -> T,
    ) -> T {
        let position = self.0.iter().rposition(|(key, _)| key == name);
        let value = position.map(|position| std::mem::replace(&mut self.0[position].1, Json::Null));
        issues.at_key(name, |issues| look(value, issues))
    }
}

/// An object.
pub(crate) fn object(value: Option<Json>, issues: &mut Issues) -> Option<Fields> {
    match value {
        Some(Json::Object(fields)) => Some(Fields(fields)),
        other => wrong("object", other, issues),
    }
}

/// A string, which may be empty.
pub(crate) fn string(value: Option<Json>, issues: &mut Issues) -> Option<String> {
    match value {
        Some(Json::Text(text)) => Some(text),
        other => wrong("string", other, issues),
    }
}

/// A string of at most `bytes_max` bytes; `Some(None)` if there is none, or null.
pub(crate) fn text(
    value: Option<Json>,
    bytes_max: usize,
    issues: &mut Issues,
) -> Option<Option<String>> {
    if absent(&value) {
        return Some(None);
    }
    let text = string(value, issues)?;
    if text.len() > bytes_max {
        issues.add(Problem::too_big(bytes_max, "string"));
        return None;
    }
    Some(Some(text))
}

/// An array, empty if there is none, or null: that is how Go sends an empty one.
pub(crate) fn array<T>(
    value: Option<Json>,
    issues: &mut Issues,
    mut item: impl FnMut(Option<Json>, &mut Issues) -> Option<T>,
) -> Option<Vec<T>> {
    let items = match value {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::Array(items)) => items,
        other => return wrong("array", other, issues),
    };
    let items = items.into_iter().enumerate();
    whole(items.map(|(index, value)| issues.at_index(index, |issues| item(Some(value), issues))))
}

/// An object of strings in its order, empty if there is none, or null.
pub(crate) fn string_map<T: FromIterator<(String, String)>>(
    value: Option<Json>,
    issues: &mut Issues,
) -> Option<T> {
    if absent(&value) {
        return Some(T::from_iter([]));
    }
    let Fields(fields) = object(value, issues)?;
    let pair = |(key, value): (String, Json)| {
        let value = issues.at_key(&key, |issues| string(Some(value), issues))?;
        Some((key, value))
    };
    let pairs: Option<Vec<(String, String)>> = whole(fields.into_iter().map(pair));
    pairs.map(T::from_iter)
}

/// Looks at every part, for its issues, but keeps none once one means nothing: a small body can have millions of them.
fn whole<T>(parts: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let mut whole = Some(Vec::new());
    for part in parts {
        match (part, &mut whole) {
            (Some(part), Some(whole)) => whole.push(part),
            (Some(_), None) => {}
            (None, _) => whole = None,
        }
    }
    whole
}

/// One of `options`; `Some(None)` if there is none, or null.
pub(crate) fn choice<T: Copy>(
    value: Option<Json>,
    options: &[(&'static str, T)],
    issues: &mut Issues,
) -> Option<Option<T>> {
    if absent(&value) {
        return Some(None);
    }
    let received = string(value, issues)?;
    let option = options
        .iter()
        .find(|(name, _)| *name == received)
        .map(|(_, option)| *option);
    if option.is_none() {
        let options = options.iter().map(|(name, _)| *name).collect();
        issues.add(Problem::InvalidEnumValue { received, options });
        return None;
    }
    Some(option)
}

/// A whole number in `range`; `Some(None)` if there is none, or null.
pub(crate) fn integer(
    value: Option<Json>,
    range: std::ops::RangeInclusive<usize>,
    issues: &mut Issues,
) -> Option<Option<usize>> {
    let number = match value {
        None | Some(Json::Null) => return Some(None),
        Some(Json::Number(number)) => number,
        other => return wrong("number", other, issues),
    };
    let problem = if number.fract() != 0.0 {
        Problem::InvalidType {
            expected: "integer",
            received: "float",
        }
    } else if number < *range.start() as f64 {
        Problem::too_small(*range.start(), "number")
    } else if number > *range.end() as f64 {
        Problem::too_big(*range.end(), "number")
    } else {
        return Some(Some(number as usize));
    };
    issues.add(problem);
    None
}

fn absent(value: &Option<Json>) -> bool {
    matches!(value, None | Some(Json::Null))
}

fn wrong<T>(expected: &'static str, received: Option<Json>, issues: &mut Issues) -> Option<T> {
    issues.add(Problem::wrong_type(expected, received.as_ref()));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_parts_are_looked_at_although_one_means_nothing() {
        let mut seen = 0;
        let parts = [Some(1), None, Some(2)].into_iter().inspect(|_| seen += 1);
        assert_eq!(whole(parts), None);
        assert_eq!(seen, 3);
        assert_eq!(whole([Some(1), Some(2)].into_iter()), Some(vec![1, 2]));
    }
}
