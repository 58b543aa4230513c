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
