//! Finds what a snippet is about.

use serde_json::Value as Json;

use super::SnippetProblem;
use crate::diagnostic::nearest;

/// Where items are, what they are called, and the field that identifies them.
const KINDS: [(&str, &str, &str); 6] = [
    ("attributes", "attribute", "key"),
    ("attribute_groups", "attribute_group", "id"),
    ("spans", "span", "type"),
    ("metrics", "metric", "name"),
    ("events", "event", "name"),
    ("entities", "entity", "type"),
];

/// The group `id` of a registry in the first version of the resolved schema.
pub(super) fn group(registry: &Json, id: &str) -> Result<Json, SnippetProblem> {
    find(&registry["groups"], "id", id).map_err(|nearest| unknown(id, nearest))
}

/// What `id` means in the second version: `registry.metrics.<name>`,
/// `refinements.metrics.<id>` and the like.
pub(super) fn item(registry: &Json, id: &str) -> Result<Json, SnippetProblem> {
    let invalid = || SnippetProblem::InvalidId { id: id.to_owned() };
    let mut parts = id.splitn(3, '.');
    let (Some(part), Some(list), Some(name)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(invalid());
    };
    let (_, kind, key) = KINDS
        .into_iter()
        .find(|(plural, _, _)| *plural == list)
        .ok_or_else(invalid)?;
    let key = match part {
        "registry" => key,
        "refinements" => "id",
        _ => return Err(invalid()),
    };
    let mut found = find(&registry[part][list], key, name)
        .map_err(|nearest| unknown(id, nearest.map(|name| format!("{part}.{list}.{name}"))))?;
    if let Json::Object(fields) = &mut found {
        fields.insert("signal_type".to_owned(), kind.into());
    }
    Ok(found)
}

/// The element of `list` whose field `key` is `name`; else the most similar name there is.
fn find(list: &Json, key: &str, name: &str) -> Result<Json, Option<String>> {
    let all = || list.as_array().into_iter().flatten();
    match all().find(|element| element[key] == name) {
        Some(element) => Ok(element.clone()),
        None => {
            let names = all().filter_map(|element| element[key].as_str());
            Err(nearest(name, names).map(str::to_owned))
        }
    }
}

fn unknown(id: &str, nearest: Option<String>) -> SnippetProblem {
    let id = id.to_owned();
    SnippetProblem::UnknownId { id, nearest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_item_of_version_2_is_found_by_where_it_is() {
        let registry = json!({
            "registry": {"metrics": [{"name": "tides"}], "attributes": [{"key": "pier.length"}]},
            "refinements": {"metrics": [{"id": "tides.low", "name": "tides"}]},
        });
        let found = item(&registry, "registry.attributes.pier.length").expect("found");
        assert_eq!(
            found,
            json!({"key": "pier.length", "signal_type": "attribute"})
        );
        let found = item(&registry, "refinements.metrics.tides.low").expect("found");
        assert_eq!(found["id"], "tides.low");
        let message = |id| item(&registry, id).expect_err(id).to_string();
        assert!(message("registry.metrics.tide").contains("`registry.metrics.tides`"));
        for id in [
            "metrics.tides",
            "registry.tides.x",
            "elsewhere.metrics.tides",
        ] {
            assert!(message(id).starts_with("expected"), "{}", message(id));
        }
    }
}
