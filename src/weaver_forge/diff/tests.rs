use super::*;
use crate::resolve::SchemaVersion;
use crate::{Lints, RegistryOptions, load_and_check};

fn inventory(version: &str, groups: &str, depth: Depth) -> Inventory {
    let folder = tempfile::tempdir().expect("temporary folder");
    let manifest = format!("schema_url: https://harbour.example/schemas/{version}\n");
    std::fs::write(folder.path().join("manifest.yaml"), manifest).expect("writable");
    std::fs::write(folder.path().join("a.yaml"), groups).expect("writable");
    let checked = load_and_check(&RegistryOptions::new(folder.path()), Lints::Off);
    Inventory::of(&checked.registry.expect("valid"), depth)
}

/// The changes from version 1.0.0 with some groups to version 1.1.0 with others.
fn between(before: &str, after: &str, depth: Depth) -> Changes {
    let (before, after) = (
        inventory("1.0.0", before, depth),
        inventory("1.1.0", after, depth),
    );
    Changes::between(&before, &after, depth)
}

/// The changes between two registries with these attributes, as JSON.
fn changes(before: &str, after: &str, depth: Depth) -> serde_json::Value {
    let groups = |attributes| {
        format!(
            "groups: [{{id: registry.harbour, type: attribute_group, brief: b, attributes: [{attributes}]}}]\n"
        )
    };
    let changes = between(&groups(before), &groups(after), depth);
    serde_json::to_value(changes).expect("plain data")
}

#[test]
fn each_change_of_an_attribute_has_its_type() {
    let check = |before: &str, after: &str, expect: serde_json::Value| {
        let all = changes(before, after, Depth::Names);
        assert_eq!(all["changes"]["registry_attributes"], expect, "{after}");
    };
    let crane = "{id: crane, type: int, brief: b, stability: stable}";
    check(
        "",
        crane,
        serde_json::json!([{"type": "added", "name": "crane"}]),
    );
    check(
        crane,
        "",
        serde_json::json!([{"type": "removed", "name": "crane"}]),
    );
    check(crane, crane, serde_json::json!([]));
    let deprecated =
        |reason: &str| crane.replace("stable}", &format!("stable, deprecated: {{{reason}}}}}"));
    let renamed = deprecated("reason: renamed, renamed_to: hoist");
    check(
        crane,
        &renamed,
        serde_json::json!([{"type": "renamed", "old_name": "crane", "new_name": "hoist", "note": "Replaced by `hoist`."}]),
    );
    check(&renamed, &renamed, serde_json::json!([]));
    check(&renamed, crane, serde_json::json!([]));
    // What is deprecated from the start was never anything else.
    check(
        "",
        &renamed,
        serde_json::json!([{"type": "added", "name": "crane"}]),
    );
    check(
        &renamed,
        &deprecated("reason: obsoleted, note: Gone."),
        serde_json::json!([{"type": "obsoleted", "name": "crane", "note": "Gone."}]),
    );
}

#[test]
fn fields_are_compared_only_when_asked_for() {
    let before = "{id: crane, type: int, brief: Old., stability: stable}, {id: berth, brief: b, stability: stable, type: {members: [{id: north, stability: stable}]}}";
    let after = "{id: crane, type: double, brief: New., stability: stable}, {id: berth, brief: b, stability: stable, type: {members: [{id: north, brief: b, stability: beta}]}}";
    let names = changes(before, after, Depth::Names);
    assert_eq!(
        names["changes"]["registry_attributes"],
        serde_json::json!([])
    );
    let fields = changes(before, after, Depth::Fields);
    assert_eq!(
        fields["changes"]["registry_attributes"],
        serde_json::json!([{"type": "updated", "name": "crane", "fields": [
            {"field": "brief", "before": "Old.", "after": "New."},
            {"field": "type", "before": "int", "after": "double"},
        ]}])
    );
}

const BEFORE: &str = "groups:
  - {id: registry.ship, type: attribute_group, brief: b, attributes: [{id: ship.flag, type: int, brief: b, stability: stable}]}
  - {id: metric.ships, type: metric, metric_name: ships, instrument: counter, unit: '1', brief: b, stability: beta}
  - {id: span.ship.dock, type: span, span_kind: internal, brief: b, stability: stable, attributes: [{ref: ship.flag}]}
  - {id: entity.ship, type: entity, name: ship, brief: b, stability: stable, attributes: [{ref: ship.flag}]}
";

#[test]
fn signals_say_what_became_of_their_attributes() {
    let after = BEFORE
        .replace(
            "stability: beta",
            "stability: stable, attributes: [{ref: ship.flag}]",
        )
        .replace(
            "stable, attributes: [{ref: ship.flag}]}\n  - {id: entity",
            "stable, attributes: [{ref: ship.flag, requirement_level: required}]}\n  - {id: entity",
        )
        .replace("name: ship,", "name: vessel,");
    let text = between(BEFORE, &after, Depth::Fields).to_text(Style::Markdown);
    assert_eq!(
        text,
        "# Summary of Schema Changes
## Registry versions
Baseline: 1.0.0

Head: 1.1.0

## Metrics
### Updated
- ships
  - attributes[ship.flag]: nothing --> `recommended`
  - stability: `beta` --> `stable`

## Spans
### Updated
- ship.dock
  - attributes[ship.flag]: `recommended` --> `required`

## Entities
### Added
- vessel

### Removed
- ship

"
    );
    // Weaver's texts do not mention entities.
    let names = between(BEFORE, &after, Depth::Names).to_text(Style::Markdown);
    assert!(!names.contains("vessel"), "{names}");
}

#[test]
fn terminals_get_colours() {
    let after = BEFORE.replace("metric_name: ships", "metric_name: boats");
    let text = between(BEFORE, &after, Depth::Names).to_text(Style::Ansi);
    assert!(
        text.contains("\u{1b}[32m\u{1b}[1mRemoved metrics:\u{1b}[0m\u{1b}[0m\n  - \u{1b}[97mships\u{1b}[0m\n\n"),
        "{text}"
    );
}

#[test]
fn version_2_is_compared_by_its_own_names() {
    let version_2 = |groups: &str| {
        let folder = tempfile::tempdir().expect("temporary folder");
        std::fs::write(folder.path().join("a.yaml"), groups).expect("writable");
        let options = RegistryOptions {
            schema_version: SchemaVersion::V2,
            ..RegistryOptions::new(folder.path())
        };
        let registry = load_and_check(&options, Lints::Off).registry;
        Inventory::of(&registry.expect("valid"), Depth::Names)
    };
    let (before, after) = (
        version_2(BEFORE),
        version_2(&BEFORE.replace("name: ship,", "name: vessel,")),
    );
    let changes = Changes::between(&before, &after, Depth::Names);
    let json = serde_json::to_value(&changes).expect("plain data");
    assert_eq!(
        json["changes"]["resources"],
        serde_json::json!([{"type": "added", "name": "vessel"}, {"type": "removed", "name": "ship"}])
    );
    assert_eq!(json["changes"]["spans"], serde_json::json!([]));
    assert!(changes.to_text(Style::Markdown).contains("## Resources\n"));
}
