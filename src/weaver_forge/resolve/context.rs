use serde_json::{Map, Value};

/// The same JSON with the keys of every object in alphabetical order, whether or not `serde_json`
/// was built with a map that keeps the order of insertion.
pub(crate) fn sorted(value: Value) -> Value {
    if sorts_by_itself() {
        value
    } else {
        reordered(value)
    }
}

fn reordered(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(reordered).collect()),
        Value::Object(object) => {
            let mut entries: Vec<(String, Value)> = object.into_iter().collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(
                entries
                    .into_iter()
                    .map(|(k, v)| (k, reordered(v)))
                    .collect::<Map<_, _>>(),
            )
        }
        leaf => leaf,
    }
}

/// Whether the map of `serde_json` is one that is always in the order of its keys.
fn sorts_by_itself() -> bool {
    let map: Map<String, Value> = ["b", "a"]
        .map(|key| (key.to_owned(), Value::Null))
        .into_iter()
        .collect();
    map.keys().next().is_some_and(|first| first == "a")
}
