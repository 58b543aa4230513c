//! When policies are asked, what they see, and what becomes of what they find.

use std::path::Path;

use weaver_forge::policy::{self, Policies};
use weaver_forge::{Checked, Lints, RegistryOptions, SchemaVersion, load_and_check};

use crate::bakery::{BAKERY, Project, policy};

fn messages(checked: &Checked) -> Vec<String> {
    let of_policies = checked
        .findings
        .iter()
        .filter(|finding| finding.kind() == "PolicyViolation");
    of_policies
        .map(|finding| finding.message().to_owned())
        .collect()
}

#[test]
fn before_resolution_a_policy_sees_each_file_as_it_is_written() {
    let rule = policy(
        "before_resolution",
        r#"sprintf("%s %s", [group.id, attribute])"#,
        r#"some group in input.groups
        some attribute in group.attributes
        not attribute.brief == "Flour."
        group.extends == null
        not group.deprecated"#,
    );
    let project = Project::of(&[("policies/a.rego", &rule)]);
    let checked = project.check();
    assert_eq!(
        messages(&checked),
        [
            r#"told (information): metric.bread.sales {"ref": "bread.flour"}"#,
            concat!(
                r#"told (information): registry.bread {"brief": "Weight", "id": "bread.weight", "#,
                r#""note": "", "requirement_level": "recommended", "stability": "development", "#,
                r#""type": "int"}"#
            ),
        ]
    );
    let place = checked.findings.iter().next().and_then(|it| it.place());
    assert!(place.is_some_and(|place| Path::new(&place.file).ends_with("bread.yaml")));
}

#[test]
fn before_resolution_a_policy_sees_what_a_file_imports() {
    let rule = policy(
        "before_resolution",
        r#"sprintf("%s", [input.imports])"#,
        "input.imports.metrics",
    );
    let project = Project::of(&[
        ("policies/a.rego", &rule),
        (
            "registry/more.yaml",
            "groups: []\nimports: {metrics: [bread.*, roll.*], spans: [oven]}\n",
        ),
    ]);
    assert_eq!(
        messages(&project.check()),
        [r#"told (information): {"metrics": ["bread.*", "roll.*"], "spans": ["oven"]}"#]
    );
}

#[test]
fn after_resolution_a_policy_sees_what_templates_see() {
    let rule = policy(
        "after_resolution",
        "sprintf(\"%s: %s\", [group.metric_name, attribute.type])",
        r#"some group in input.groups
        group.type == "metric"
        some attribute in group.attributes
        group.lineage.attributes[attribute.name].source_group == "registry.bread""#,
    );
    let project = Project::of(&[("policies/deep/a.rego", &rule), ("policies/b.txt", "?")]);
    let checked = project.check();
    assert_eq!(
        messages(&checked),
        ["told (information): bread.sales: string"]
    );
    assert_eq!(checked.findings.exit_code(false), 1, "whatever the level");
}

#[test]
fn of_version_2_only_what_is_resolved_is_asked_about() {
    let before = policy("before_resolution", "\"never\"", "true");
    let after = policy(
        "after_resolution",
        r#"sprintf("%s in %s", [metric.name, metric.unit])"#,
        "some metric in input.registry.metrics",
    );
    let project = Project::of(&[("policies/a.rego", &before), ("policies/b.rego", &after)]);
    let mut options = RegistryOptions::new(project.path("registry"));
    options.schema_version = SchemaVersion::V2;
    let checked = policy::load_and_check(&options, Lints::Off, &mut project.policies());
    let checked = checked.expect("evaluates");
    assert_eq!(
        messages(&checked),
        ["told (information): bread.sales in {loaf}"]
    );
    let kinds: Vec<_> = checked.findings.iter().map(|it| it.kind()).collect();
    assert!(kinds.contains(&"BeforeResolutionUnsupported"), "{kinds:?}");
}

#[test]
fn nothing_is_asked_about_a_registry_that_cannot_be_read() {
    let rules = ["before_resolution", "after_resolution"].map(|it| policy(it, "\"x\"", "true"));
    let project = Project::of(&[
        ("policies/a.rego", &rules[0]),
        ("policies/b.rego", &rules[1]),
        ("registry/broken.yaml", "groups: ["),
    ]);
    let checked = project.check();
    assert!(messages(&checked).is_empty());
    assert!(checked.findings.iter().any(|finding| finding.is_fatal()));
}

#[test]
fn a_comparison_finds_what_is_gone_by_the_names_that_every_policy_has() {
    let rule = policy(
        "comparison_after_resolution",
        r#"sprintf("%s of %s", [name, data.semconv.baseline_group_ids_by_attribute[name]])"#,
        r#"some name in data.semconv.registry_baseline_attributes
        not name in data.semconv.registry_attributes"#,
    );
    let older = BAKERY.replace("bread.weight", "bread.crust");
    let project = Project::of(&[
        ("policies/a.rego", &rule),
        ("older/bread.yaml", &older),
        (
            "older/manifest.yaml",
            "schema_url: https://bakery.example/schemas/1.0.0\n",
        ),
    ]);
    let older = load_and_check(&RegistryOptions::new(project.path("older")), Lints::Off);
    let mut checked = project.check();
    assert!(messages(&checked).is_empty(), "there is no comparison yet");
    let older = older.registry.expect("valid");
    policy::compare(&mut checked, &older, &project.policies()).expect("evaluates");
    assert_eq!(
        messages(&checked),
        ["told (information): bread.crust of registry.bread"]
    );
}

#[test]
fn a_mistake_in_a_policy_is_an_error_with_its_place() {
    let cases = [
        ("package after_resolution\ndeny contains {", "a.rego:2:"),
        (
            "package after_resolution\n\ndeny contains input.groups[0].id",
            "expected a finding with `id`, `message` and `level`, found \"metric.bread.sales\"",
        ),
    ];
    for (rule, expect) in cases {
        let project = Project::of(&[("policies/a.rego", rule)]);
        let options = RegistryOptions::new(project.path("registry"));
        let outcome = Policies::load([project.path("policies")])
            .and_then(|mut policies| policy::load_and_check(&options, Lints::Off, &mut policies));
        let error = outcome.expect_err("refused").to_string();
        assert!(error.contains(expect), "{error}");
    }
}

#[test]
fn a_policy_has_its_entry_in_the_json_of_weaver() {
    let rule = policy("after_resolution", "\"m\"", "true");
    let project = Project::of(&[("policies/a.rego", &rule)]);
    let json = project.check().findings.to_weaver_json(false);
    let entries: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let entries = entries.as_array().expect("a list");
    let entry = entries
        .iter()
        .find(|it| it["error"]["type"] == "policy_violation");
    let entry = entry.expect("an entry of the policy");
    assert_eq!(entry["error"]["violation"]["id"], "told");
    assert_eq!(entry["error"]["violation"]["level"], "information");
    assert_eq!(entry["diagnostic"]["severity"], "Error");
}
