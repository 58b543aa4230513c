//! How findings are told.

use weaver_forge::Lints;

use crate::support::{MANIFEST, Registry};

const YAML: &str = "\
groups:
  - id: metric.lamp
    type: metrics
    brief: b
    stability: stable
    attributes:
      - {ref: lamp.color}
  - id: registry.lamp
    type: attribute_group
    brief: b
    attributes:
      - id: lamp.colour
        type: int
        brief: <b>
";

const REPORT: &str = "\
error[InvalidSemConvSpec]: unknown group type `metrics`
 --> lamp.yaml:3:11
  |
3 |     type: metrics
  |           ^^^^^^^
  = help: did you mean `metric`?

error[UnresolvedAttributeRef]: group `metric.lamp` refers to the attribute `lamp.color`, which \
nothing defines
 --> lamp.yaml:7:15
  |
7 |       - {ref: lamp.color}
  |               ^^^^^^^^^^
  = help: did you mean `lamp.colour`?

warning[InvalidAttributeWarning]: attribute `lamp.colour`: Missing stability field.
  --> lamp.yaml:12:13
   |
12 |       - id: lamp.colour
   |             ^^^^^^^^^^^
   = help: add `stability:`, e.g. `development` or `stable`
";

fn registry() -> Registry {
    Registry::of(&[("manifest.yaml", MANIFEST), ("lamp.yaml", YAML)])
}

#[test]
fn people_see_the_line_and_what_to_do() {
    let registry = registry();
    let text = registry.check(Lints::Off).findings.render_ansi(false);
    let text = text.replace(&format!("{}/", registry.path().display()), "");
    assert_eq!(text, REPORT);
}

#[test]
fn colours_change_nothing_but_colours() {
    let findings = registry().check(Lints::Off).findings;
    let colored = findings.render_ansi(true);
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once("\x1b[") {
        plain.push_str(before);
        rest = after.split_once('m').expect("the end of a colour").1;
    }
    plain.push_str(rest);
    assert_ne!(colored, plain);
    assert_eq!(plain, findings.render_ansi(false));
}

#[test]
fn programs_see_what_weaver_stops_at_and_nothing_else() {
    let findings = registry().check(Lints::Off).findings;
    let json: serde_json::Value =
        serde_json::from_str(&findings.to_weaver_json(false)).expect("JSON");
    assert_eq!(json.as_array().expect("a list").len(), 1);
    let error = &json[0]["error"]["Resolver"]["InvalidSemConvSpec"]["error"];
    assert_eq!(error, "unknown group type `metrics`");
    assert_eq!(json[0]["diagnostic"].get("severity"), None);
}

#[test]
fn programs_see_every_finding_that_is_not_fatal() {
    let registry = Registry::of(&[
        ("manifest.yaml", MANIFEST),
        (
            "a.yaml",
            "groups: [{id: g<1>, type: attribute_group, brief: b}, {id: h, type: attribute_group, brief: b}]\n",
        ),
    ]);
    let findings = registry.check(Lints::Off).findings;
    let text = findings.to_weaver_json(false);
    assert!(
        text.contains("g\\u003c1\\u003e") && !text.contains('<'),
        "{text}"
    );
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let severities: Vec<_> = json
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| {
            entry["diagnostic"]["severity"]
                .as_str()
                .expect("a severity")
        })
        .collect();
    assert_eq!(severities, ["Warning", "Warning"]);
    assert!(
        findings
            .to_weaver_json(true)
            .contains("\"severity\": \"Error\"")
    );
}

#[test]
fn programs_see_nothing_if_there_is_nothing() {
    let registry = Registry::of(&[("manifest.yaml", MANIFEST)]);
    assert_eq!(registry.check(Lints::On).findings.to_weaver_json(true), "");
}

#[test]
fn people_are_spared_what_follows_from_another_finding_and_programs_are_not() {
    let registry = Registry::of(&[
        ("manifest.yaml", MANIFEST),
        (
            "a.yaml",
            "groups: [{id: g, type: attribute_group, breif: b, extends: h}]\n",
        ),
    ]);
    let findings = registry.check(Lints::Off).findings;
    let json: serde_json::Value =
        serde_json::from_str(&findings.to_weaver_json(false)).expect("JSON");
    let both = &json[0]["error"]["Resolver"]["CompoundError"];
    assert_eq!(
        both.as_array().expect("a list").len(),
        2,
        "unknown `breif`, missing `brief`"
    );
    let about_brief = findings
        .iter()
        .filter(|finding| finding.message().contains("brief"));
    assert_eq!(about_brief.count(), 0);
    assert_eq!(findings.len(), 2, "unknown `breif`, and `h` does not exist");
}

#[test]
fn an_attribute_is_one_finding_for_programs_however_much_is_wrong_with_it() {
    let attribute = |id: &str| format!("{{id: {id}, type: spring, tpye: int, note: null}}");
    let yaml = format!(
        "groups: [{{id: g, type: attribute_group, brief: b, attributes: [{}, {}]}}]\n",
        attribute("a"),
        attribute("b")
    );
    let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", &yaml)]);
    let findings = registry.check(Lints::Off).findings;
    assert_eq!(findings.len(), 6);
    let json: serde_json::Value =
        serde_json::from_str(&findings.to_weaver_json(false)).expect("JSON");
    let errors = &json[0]["error"]["Resolver"]["CompoundError"];
    assert_eq!(errors.as_array().expect("a list").len(), 2);
}

#[test]
fn an_inherited_reference_is_reported_once_to_people() {
    let registry = Registry::of(&[
        ("manifest.yaml", MANIFEST),
        (
            "a.yaml",
            "groups:\n- {id: g, type: attribute_group, brief: b, attributes: [{ref: x}]}\n- {id: \
             h, type: attribute_group, brief: b, extends: g}\n",
        ),
    ]);
    let findings = registry.check(Lints::Off).findings;
    assert_eq!(
        registry.summary(&findings),
        [
            "a.yaml:2 [x] UnresolvedAttributeRef: group `g` refers to the attribute `x`, which \
          nothing defines"
        ]
    );
    assert_eq!(
        findings
            .to_weaver_json(false)
            .matches("UnresolvedAttributeRef")
            .count(),
        2
    );
}

#[test]
fn columns_count_characters() {
    let yaml = "groups:\r\n- {id: g, brief: \"h\u{e9} \u{2713}\", type: sprint}\r\n";
    let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", yaml)]);
    let findings = registry.check(Lints::Off).findings;
    let place = findings
        .iter()
        .find(|finding| finding.kind() == "InvalidSemConvSpec");
    let place = place.and_then(|finding| finding.place()).expect("a place");
    assert_eq!((place.line, place.column), (2, 32));
}

#[test]
fn a_mistake_behind_an_alias_is_shown_at_the_alias() {
    let yaml = "groups:\n- {id: g, type: attribute_group, brief: &b [x], extends: h}\n- {id: h, \
                type: attribute_group, brief: *b, extends: i}\n- {id: i, type: attribute_group, \
                brief: b, attributes: [{id: a, type: int, brief: b, stability: stable}]}\n";
    let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", yaml)]);
    let findings = registry.check(Lints::Off).findings;
    let summary = registry.summary(&findings);
    assert_eq!(
        summary,
        [
            "a.yaml:2 [x] InvalidSemConvSpec: expected a string, found a list",
            "a.yaml:3 [*b] InvalidSemConvSpec: expected a string, found a list",
        ]
    );
}
