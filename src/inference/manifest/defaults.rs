//! What an API server does to a manifest before it checks it.

use serde_json::{Map, Value};

use super::check::flag;

/// Drops nulls that no schema wants, and fills in defaults, through all that is there.
pub(super) fn fill_in(schema: &Value, value: &mut Value) {
    match value {
        Value::Object(map) => fill_in_object(schema, map),
        Value::Array(items) => {
            if let Some(below) = schema.get("items") {
                items.iter_mut().for_each(|item| fill_in(below, item));
            }
        }
        _ => {}
    }
}

fn fill_in_object(schema: &Value, map: &mut Map<String, Value>) {
    let known = schema.get("properties").and_then(Value::as_object);
    for (name, below) in known.into_iter().flatten() {
        if map.get(name).is_some_and(Value::is_null) && !flag(below, "nullable") {
            map.remove(name);
        }
        if let Some(default) = below.get("default")
            && !map.contains_key(name)
        {
            map.insert(name.clone(), default.clone());
        }
        if let Some(value) = map.get_mut(name) {
            fill_in(below, value);
        }
    }
    let Some(others) = schema.get("additionalProperties") else {
        return;
    };
    for (name, value) in map.iter_mut() {
        if !known.is_some_and(|known| known.contains_key(name)) {
            fill_in(others, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn defaults_reach_every_level_and_unwanted_nulls_go() {
        let below =
            json!({"type": "object", "properties": {"port": {"type": "integer", "default": 80}}});
        let schema = json!({"type": "object", "properties": {
            "list": {"type": "array", "items": below},
            "map": {"type": "object", "additionalProperties": below},
            "nullable": {"type": "string", "nullable": true, "default": "x"},
            "dropped": {"type": "string"},
            "replaced": {"type": "string", "default": "y"},
        }});
        let mut value = json!({"list": [{}], "map": {"a": {}}, "nullable": null, "dropped": null, "replaced": null});
        fill_in(&schema, &mut value);
        assert_eq!(
            value,
            json!({"list": [{"port": 80}], "map": {"a": {"port": 80}}, "nullable": null, "replaced": "y"})
        );
    }
}
