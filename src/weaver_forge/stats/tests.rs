use super::*;
use crate::{Lints, RegistryOptions, load_and_check};

/// The statistics of a registry of one file.
fn stats(schema_version: SchemaVersion, groups: &str) -> Stats {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("a.yaml"), groups).expect("writable");
    let options = RegistryOptions {
        schema_version,
        ..RegistryOptions::new(folder.path())
    };
    let checked = load_and_check(&options, Lints::Off);
    Stats::of(&checked.registry.expect("valid"))
}

fn json(schema_version: SchemaVersion) -> serde_json::Value {
    serde_json::to_value(stats(schema_version, BAKERY)).expect("plain data")
}

const BAKERY: &str = "groups:
  - id: registry.bakery
    type: attribute_group
    brief: b
    attributes:
      - {id: bakery.flour, brief: b, stability: stable, type: {members: [{id: rye, stability: stable}, {id: oat, stability: stable}]}}
      - {id: bakery.oven, type: int, brief: b, stability: alpha}
  - {id: span.bake, type: span, span_kind: internal, brief: b, stability: stable, attributes: [{ref: bakery.oven}, {ref: bakery.flour, requirement_level: {opt_in: b}}]}
  - {id: metric.loaves, type: metric, metric_name: loaves, instrument: counter, unit: '{loaf}', brief: b, stability: beta, attributes: [{ref: bakery.oven}]}
  - {id: metric.heat, type: metric, metric_name: heat, instrument: gauge, unit: Cel, brief: b, stability: beta, note: n, deprecated: {reason: obsoleted}}
";

#[test]
fn an_attribute_that_several_groups_have_unchanged_counts_once() {
    let catalog = &json(SchemaVersion::V1)["catalog_stats"];
    assert_eq!(catalog["attribute_count"], 3);
    assert_eq!(
        catalog["requirement_level_breakdown"],
        serde_json::json!({"opt_in": 1, "recommended": 2})
    );
}

#[test]
fn only_metrics_have_units_and_only_spans_have_kinds() {
    let json = json(SchemaVersion::V1);
    let groups = &json["registry_stats"][0]["group_breakdown"];
    let metric = &groups["metric"]["Metric"];
    assert_eq!(metric["unit_breakdown"]["Cel"], 1);
    assert!(metric.get("span_kind_breakdown").is_none());
    let span = &groups["span"]["Span"];
    assert_eq!(span["span_kind_breakdown"]["internal"], 1);
    assert!(span.get("metric_names").is_none());
}

#[test]
fn texts_are_in_alphabetical_order_regardless_of_case_and_shares_are_rounded_down() {
    let text = stats(SchemaVersion::V1, BAKERY).to_text();
    for expect in [
        "      - Unit breakdown:\n        - Cel: 1\n        - {loaf}: 1\n",
        "      - Number of group with a note: 1 (50%)\n",
        "      - Total number of deprecated groups: 1 (50%)\n",
        "        - Internal: 1\n",
        "  - Number of deduplicated attributes: 3 (60%)\n",
        "      - enum(card:002): 2\n",
    ] {
        assert!(text.contains(expect), "{expect}: {text}");
    }
}

#[test]
fn a_registry_of_nothing_has_statistics() {
    let text = stats(SchemaVersion::V1, "groups: []\n").to_text();
    assert!(text.contains("  - 0 groups\n"), "{text}");
    assert!(!text.contains("deduplicated"), "{text}");
}

#[test]
fn version_2_counts_definitions_and_not_their_uses() {
    let json = json(SchemaVersion::V2);
    let registry = &json["registry"];
    assert_eq!(registry["attributes"]["attribute_count"], 2);
    assert_eq!(
        registry["attributes"]["attribute_type_breakdown"]["enum(card:002)"],
        1
    );
    assert_eq!(
        registry["metrics"]["metric_names"],
        serde_json::json!(["heat", "loaves"])
    );
    assert_eq!(registry["metrics"]["common"]["total_with_note"], 1);
    assert_eq!(registry["spans"]["span_kind_breakdown"]["internal"], 1);
    assert_eq!(json["version"], "v2");
}

#[test]
fn texts_of_version_2_put_first_what_is_most_frequent() {
    let text = stats(SchemaVersion::V2, BAKERY).to_text();
    for expect in [
        "- Attributes\n  - count: 2\n  - deprecated: 0\n",
        "- Metrics\n  - count: 2\n  - deprecated: 1\n  - stability breakdown:\n    - beta: 2\n  - total with note: 1\n",
        "  - span kind breakdown:\n    - Internal: 1\n",
    ] {
        assert!(text.contains(expect), "{expect}: {text}");
    }
}
