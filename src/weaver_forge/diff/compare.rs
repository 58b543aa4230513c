//! Finds what two registries have by the same name, and what only one of them has.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::inventory::Items;
use super::{Change, Depth, Section, fields};

/// All changes from `baseline` to `head`. Every section that `head` has is there, if only empty.
pub(super) fn changes(
    baseline: &BTreeMap<Section, Items>,
    head: &BTreeMap<Section, Items>,
    depth: Depth,
) -> BTreeMap<Section, Vec<Change>> {
    let nothing = Items::new();
    head.iter()
        .map(|(section, items)| {
            let before = baseline.get(section).unwrap_or(&nothing);
            (*section, changed(before, items, depth))
        })
        .collect()
}

/// What became of each item: first those there are, then those that are gone.
fn changed(baseline: &Items, head: &Items, depth: Depth) -> Vec<Change> {
    let mut changes = Vec::new();
    for (name, item) in head {
        let name = name.clone();
        let Some(before) = baseline.get(&name) else {
            changes.push(Change::Added { name });
            continue;
        };
        if item["deprecated"] != before["deprecated"] {
            changes.extend(deprecation(&name, &item["deprecated"]));
        }
        if depth == Depth::Fields {
            let fields = fields::changed(before, item);
            if !fields.is_empty() {
                changes.push(Change::Updated { fields, name });
            }
        }
    }
    let removed = baseline.keys().filter(|name| !head.contains_key(*name));
    changes.extend(removed.map(|name| Change::Removed { name: name.clone() }));
    changes
}

/// What became of the item `name` for the `reason` that it is deprecated now, if it is.
fn deprecation(name: &str, reason: &Json) -> Option<Change> {
    let text = |field: &str| reason[field].as_str().unwrap_or_default().to_owned();
    let name = name.to_owned();
    let note = text("note");
    Some(match reason["reason"].as_str()? {
        "renamed" => Change::Renamed {
            new_name: text("renamed_to"),
            note,
            old_name: name,
        },
        "obsoleted" => Change::Obsoleted { name, note },
        _ => Change::Uncategorized { name, note },
    })
}
