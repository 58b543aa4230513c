//! What is found about telemetry.

use serde_json::json;

use crate::garden::{Project, findings};

#[test]
fn an_attribute_is_compared_with_its_definition() {
    let cases = [
        (json!({"name": "garden.bed", "value": "south"}), vec![]),
        (
            json!({"name": "garden.bed", "value": 3}),
            vec!["violation type_mismatch"],
        ),
        (json!({"name": "garden.bed"}), vec![]),
        (json!({"name": "garden.depth", "value": 3}), vec![]),
        (
            json!({"name": "garden.tools", "value": ["rake", 1]}),
            vec![],
        ),
        (
            json!({"name": "garden.tools", "value": [1, 2]}),
            vec!["violation type_mismatch"],
        ),
        (
            json!({"name": "garden.age", "value": 3}),
            vec!["improvement not_stable"],
        ),
        (
            json!({"name": "garden.sign.gate", "value": "closed"}),
            vec!["information template_attribute"],
        ),
        (
            json!({"name": "garden.spot", "value": "x"}),
            vec!["violation deprecated"],
        ),
        (json!({"name": "garden.plant", "value": "kale"}), vec![]),
        (
            json!({"name": "garden.plant", "value": "rose"}),
            vec!["information undefined_enum_variant"],
        ),
        (
            json!({"name": "garden.plant", "value": true}),
            vec!["violation type_mismatch"],
        ),
    ];
    let samples: Vec<_> = cases
        .iter()
        .map(|(attribute, _)| json!({"attribute": attribute}))
        .collect();
    let (report, _) = Project::of(&json!(samples)).report(&[]);
    for (index, (attribute, expect)) in cases.iter().enumerate() {
        assert_eq!(&findings(&report["samples"][index]), expect, "{attribute}");
    }
}

#[test]
fn a_name_that_the_registry_does_not_have_is_checked_by_the_rules_for_names() {
    let cases = [
        ("bench.height", vec!["violation missing_attribute"]),
        (
            "bench",
            vec![
                "violation missing_attribute",
                "improvement missing_namespace",
            ],
        ),
        (
            "Bench.Height",
            vec!["violation missing_attribute", "violation invalid_format"],
        ),
        (
            "garden.fence",
            vec![
                "violation missing_attribute",
                "information extends_namespace",
            ],
        ),
        (
            "garden.bed.edge",
            vec![
                "violation missing_attribute",
                "information extends_namespace",
                "violation illegal_namespace",
            ],
        ),
        (
            "garden.spot.size",
            vec![
                "violation missing_attribute",
                "information extends_namespace",
            ],
        ),
    ];
    let samples: Vec<_> = cases
        .iter()
        .map(|(name, _)| json!({"attribute": {"name": name, "value": 1}}))
        .collect();
    let (report, _) = Project::of(&json!(samples)).report(&[]);
    for (index, (name, expect)) in cases.iter().enumerate() {
        assert_eq!(&findings(&report["samples"][index]), expect, "{name}");
    }
}

#[test]
fn a_metric_is_compared_with_its_definition_and_each_data_point_with_its_attributes() {
    let bad = json!({"metric": {"name": "garden.yield", "instrument": "gauge", "unit": "g",
        "data_points": [{"value": 2, "attributes": [{"name": "garden.depth", "value": 0.5}]}]}});
    let good = json!({"metric": {"name": "garden.yield", "instrument": "counter", "unit": "kg",
        "data_points": [{"value": 2, "attributes": [
            {"name": "garden.depth", "value": 0.5},
            {"name": "garden.plant", "value": "leek"},
            {"name": "garden.sign.gate", "value": "open"}]}]}});
    let other = json!({"metric": {"name": "garden.waste", "instrument": "summary", "unit": "kg"}});
    let (report, _) = Project::of(&json!([bad, good, other])).report(&[]);
    let of = |index: usize| &report["samples"][index]["metric"];
    assert_eq!(
        findings(&of(0)["live_check_result"]),
        ["violation unexpected_instrument", "violation unit_mismatch"]
    );
    assert_eq!(
        findings(&of(0)["data_points"]),
        [
            "violation required_attribute_not_present",
            "improvement recommended_attribute_not_present",
        ]
    );
    let finding = &of(0)["data_points"][0]["live_check_result"]["all_advice"][0];
    assert_eq!(finding["signal_type"], "metric");
    assert_eq!(finding["signal_name"], "garden.yield");
    assert_eq!(findings(of(1)), ["information template_attribute"]);
    assert_eq!(findings(of(2)), ["violation missing_metric"]);
}

#[test]
fn an_event_is_a_log_record_with_a_name() {
    let samples = json!([
        {"log": {"event_name": "garden.frost", "attributes": []}},
        {"log": {"event_name": "garden.storm", "attributes": []}},
        {"log": {"body": "cold", "attributes": []}},
    ]);
    let (report, _) = Project::of(&samples).report(&[]);
    let found: Vec<_> = (0..3)
        .map(|index| findings(&report["samples"][index]))
        .collect();
    assert_eq!(
        found[0],
        [
            "improvement not_stable",
            "information conditionally_required_attribute_not_present"
        ]
    );
    assert_eq!(found[1], ["violation missing_event"]);
    assert!(found[2].is_empty());
}

#[test]
fn everything_in_a_span_is_checked_and_counted() {
    let samples = json!([{"span": {"name": "dig", "kind": "internal",
        "attributes": [{"name": "garden.bed", "value": "south"}],
        "span_events": [{"name": "stone", "attributes": [{"name": "garden.spot", "value": "x"}]}],
        "span_links": [{"attributes": [{"name": "garden.age", "value": 2}]}]}}]);
    let (report, code) = Project::of(&samples).report(&[]);
    assert_eq!(
        findings(&report),
        ["violation deprecated", "improvement not_stable"]
    );
    let statistics = &report["statistics"];
    assert_eq!(
        statistics["total_entities_by_type"],
        json!({"attribute": 3, "span": 1, "span_event": 1, "span_link": 1})
    );
    assert_eq!(statistics["no_advice_count"], 4);
    assert_eq!(
        statistics["seen_non_registry_attributes"],
        json!({"garden.spot": 1})
    );
    // garden.bed and garden.age, of six attributes, a metric and an event.
    assert_eq!(statistics["registry_coverage"], 0.25);
    assert_eq!(code, Some(1));
}

#[test]
fn a_signal_asks_the_resource_before_it_for_the_entities_that_it_is_about() {
    let resource = |names: &[&str]| {
        let attributes = names.iter().map(|name| json!({"name": name, "value": "x"}));
        json!({"resource": {"attributes": attributes.collect::<Vec<_>>()}})
    };
    let fire = || json!({"log": {"event_name": "shed.fire", "attributes": []}});
    let samples = [
        fire(),
        resource(&["shed.id", "shed.size"]),
        fire(),
        resource(&["shed.id"]),
        fire(),
        resource(&["plot.id"]),
        fire(),
        resource(&["garden.bed"]),
        fire(),
    ];
    let project = Project::of(&json!(samples));
    project.write(
        "registry/shed.yaml",
        "groups:
  - id: registry.shed
    type: attribute_group
    brief: b
    attributes:
      - {id: shed.id, type: string, brief: b, stability: stable, examples: [a]}
      - {id: shed.size, type: string, brief: b, stability: stable, examples: [a]}
      - {id: plot.id, type: string, brief: b, stability: stable, examples: [a]}
  - {id: entity.shed, type: entity, name: shed, brief: b, stability: stable, attributes: [{ref: shed.id, role: identifying, requirement_level: required}, {ref: shed.size}]}
  - {id: entity.plot, type: entity, name: plot, brief: b, stability: stable, attributes: [{ref: plot.id, role: identifying, requirement_level: required}]}
  - {id: event.shed.fire, type: event, name: shed.fire, brief: b, stability: stable, entity_associations: [shed, plot]}
",
    );
    let (report, _) = project.report(&[]);
    let of = |index: usize| findings(&report["samples"][index]["log"]["live_check_result"]);
    assert!(of(0).is_empty(), "nothing is known of its resource");
    assert!(of(2).is_empty());
    assert_eq!(
        of(4),
        ["improvement entity_recommended_attribute_not_present"]
    );
    assert!(of(6).is_empty(), "one of two entities is enough");
    assert_eq!(of(8), ["violation entity_association_not_satisfied"]);
}

#[test]
fn a_project_drops_findings_and_gives_them_other_levels() {
    let samples = json!([
        {"attribute": {"name": "garden.spot", "value": "x"}},
        {"attribute": {"name": "bench.height", "value": 1}},
        {"attribute": {"name": "garden.age", "value": 1}},
    ]);
    let project = Project::of(&samples);
    project.write(
        ".weaver.toml",
        r#"[live-check]
        fail_on = "violation"
        [[live-check.finding_filters]]
        exclude_samples = ["bench.*"]
        [[live-check.finding_level_overrides]]
        ids = ["deprecated"]
        level = "information"
        "#,
    );
    let (report, code) = project.report(&[]);
    assert_eq!(
        findings(&report),
        ["information deprecated", "improvement not_stable"]
    );
    assert_eq!(report["statistics"]["total_advisories"], 2);
    assert_eq!(code, Some(0));
}

#[test]
fn advice_of_ones_own_takes_the_place_of_the_rules_for_names() {
    let samples = json!([
        {"attribute": {"name": "lonely", "value": "1"}},
        {"span": {"name": "dig", "kind": "client", "attributes": [{"name": "garden.bed", "value": "x"}]}},
    ]);
    let project = Project::of(&samples);
    project.write(
        "advice/short.rego",
        r#"package live_check_advice
        deny contains {"id": "short", "level": "improvement", "message": "m", "context": data.answer} if {
            count(input.sample.attribute.value) < data.limits.length
            input.registry_attribute.type == "string"
        }"#,
    );
    project.write("advice.jq", "{answer: (.semconv_attributes | length)}");
    project.write("more/limits.yaml", "length: 3");
    let (report, _) = project.report(&[
        "--advice-policies=advice",
        "--advice-preprocessor=advice.jq",
        "--advice-data=more/*.yaml",
    ]);
    assert_eq!(
        findings(&report["samples"]),
        ["violation missing_attribute", "improvement short"]
    );
    let attribute = &report["samples"][1]["span"]["attributes"][0];
    let finding = &attribute["live_check_result"]["all_advice"][0];
    assert_eq!(finding["signal_name"], "dig");
    assert_eq!(finding["context"], 6);
}
