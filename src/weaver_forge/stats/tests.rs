use super::*;
use crate::{Lints, RegistryOptions, load_and_check};

/// The statistics of a registry of one file.
fn stats(groups: &str) -> Stats {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("a.yaml"), groups).expect("writable");
    let checked = load_and_check(&RegistryOptions::new(folder.path()), Lints::Off);
    Stats::of(&checked.registry.expect("valid"))
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
    let stats = stats(BAKERY);
    assert_eq!(stats.catalog_stats.attribute_count, 3);
    let levels = &stats.catalog_stats.requirement_level_breakdown;
    assert_eq!(
        levels.iter().collect::<Vec<_>>(),
        [(&"opt_in", &1), (&"recommended", &2)]
    );
}

#[test]
fn only_metrics_have_units_and_only_spans_have_kinds() {
    let json = serde_json::to_value(stats(BAKERY)).expect("plain data");
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
    let text = stats(BAKERY).to_text();
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
    let text = stats("groups: []\n").to_text();
    assert!(text.contains("  - 0 groups\n"), "{text}");
    assert!(!text.contains("deduplicated"), "{text}");
}
