//! How often Weaver would report a file that departs from its format, and as what.

use weaver_forge::Lints;

use crate::support::{MANIFEST, Registry};

/// Checks that programs see `count` findings of the kind `kind` and nothing else in a registry of one
/// file, and that people are told where to look.
#[track_caller]
fn counts(yaml: &str, kind: &str, count: usize) {
    let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", yaml)]);
    let findings = registry.check(Lints::Off).findings;
    let json: serde_json::Value =
        serde_json::from_str(&findings.to_weaver_json(false)).expect("JSON");
    let entries = json.as_array().expect("a list");
    assert_eq!(entries.len(), 1, "{json}");
    let error = &entries[0]["error"]["Resolver"];
    let found = error.get("CompoundError").map_or_else(
        || vec![error.clone()],
        |errors| errors.as_array().expect("a list").clone(),
    );
    let kinds: Vec<_> = found
        .iter()
        .filter_map(|error| error.as_object()?.keys().next().cloned())
        .collect();
    assert_eq!(kinds, vec![kind; count], "{yaml}\n{json}");
    for finding in findings.iter() {
        let place = finding.place().expect("a place");
        assert!(place.file.ends_with("a.yaml") && finding.snippet().is_some());
    }
}

/// Checks that `yaml` has no findings.
#[track_caller]
fn is_sound(yaml: &str) {
    crate::support::check(Lints::Off, yaml, &[]);
}

fn attribute(fields: &str) -> String {
    format!(
        "groups:\n- id: g\n  type: attribute_group\n  brief: b\n  attributes:\n  - {{id: a, type: int, \
         brief: b, stability: stable, {fields}}}\n"
    )
}

fn group(fields: &str) -> String {
    format!(
        "groups:\n- {{id: span.g, type: span, span_kind: client, brief: b, stability: stable, \
         extends: base, {fields}}}\n- {{id: base, type: attribute_group, brief: b, attributes: \
         [{{id: a, type: int, brief: b, stability: stable}}]}}\n"
    )
}

const INVALID: &str = "InvalidSemConvSpec";
const UNREADABLE: &str = "DeserializationError";

#[test]
fn an_attribute_counts_once_and_a_group_field_by_field() {
    counts(&attribute("colour: red, note: [x], tag: 5"), INVALID, 1);
    counts(&group("colour: red, size: 5"), INVALID, 1);
    counts(&group("colour: red, note: [x], prefix: 5"), INVALID, 3);
    counts("groups: [{note: x}]", INVALID, 2);
    counts("groups: [5, x]\ncolours: []\n", INVALID, 3);
}

#[test]
fn what_weavers_schema_has_no_objection_to_cannot_be_deserialized() {
    counts(
        &attribute("deprecated: {reason: renamed, renamed_to: b, why: x}"),
        UNREADABLE,
        1,
    );
    counts(
        &attribute("deprecated: {reason: renamed, renamed_to: b, note: null}"),
        UNREADABLE,
        1,
    );
    counts(
        &attribute("deprecated: {reason: unspecified, note: x}"),
        UNREADABLE,
        1,
    );
    counts("groups: []\nimports: {spans: ['[', '{']}\n", UNREADABLE, 1);
}

#[test]
fn weavers_schema_objects_to_what_is_fine_if_anything_else_is_wrong() {
    let fine = "deprecated: {reason: obsoleted}, stability: experimental";
    is_sound(&group(fine).replace("stability: stable, extends", "extends"));
    counts(
        &group(&format!("{fine}, colour: red")).replace("stability: stable, extends", "extends"),
        INVALID,
        3,
    );
}

#[test]
fn a_list_that_a_file_holds_directly_may_be_null() {
    is_sound("groups: null\nimports: {spans: null}\n");
    is_sound(&group(
        "attributes: null, events: null, entity_associations: null",
    ));
    is_sound(
        "groups: [{id: metric.m, type: metric, metric_name: m, instrument: gauge, unit: '1', brief: b, \
         stability: stable, attributes: }]\n",
    );
    counts(&group("entity_associations: [{one_of: null}]"), INVALID, 1);
    counts(&attribute("annotations: 5"), INVALID, 1);
    let members = attribute("x: y")
        .replace("type: int", "type: {members: null}")
        .replace(", x: y", "");
    counts(&members, INVALID, 1);
}

#[test]
fn a_requirement_level_is_the_first_that_has_a_text() {
    is_sound(&attribute(
        "requirement_level: {opt_in: x, conditionally_required: y, other: 5}",
    ));
    is_sound(&attribute("requirement_level: {recommended: 5, opt_in: x}"));
    counts(&attribute("requirement_level: {}"), INVALID, 1);
    counts(&attribute("requirement_level: {opt_in: 5}"), INVALID, 1);
    counts(&attribute("requirement_level: {require: x}"), INVALID, 1);
}

fn file_v2(rest: &str) -> String {
    format!(
        "file_format: definition/2\nattributes: [{{key: a, type: int, brief: b, stability: stable}}]\n\
         {rest}\n"
    )
}

#[test]
fn format_2_is_counted_field_by_field_too() {
    counts(&file_v2("metrics: [{name: m, unit: 5}]"), INVALID, 4);
    counts(&file_v2("spans: [{type: s, name: s}]"), INVALID, 4);
    counts(
        &file_v2("attribute_groups: [{id: g, visibility: internal, brief: b, colour: red}]"),
        INVALID,
        1,
    );
    counts(&file_v2("imports: {colours: [], spans: 5}"), INVALID, 1);
    counts(
        &file_v2("entities: [{type: e, identity: null, brief: b, stability: stable}]"),
        INVALID,
        1,
    );
}

#[test]
fn refinements_of_format_2_may_have_nulls() {
    let registry = Registry::of(&[
        ("manifest.yaml", MANIFEST),
        (
            "a.yaml",
            &file_v2(
                "events: [{name: e, brief: b, stability: stable, requirement_level: opt_in}]\n\
                 event_refinements: [{id: f, ref: e, attributes: null, note: null, annotations: null, \
                 entity_associations: null}]",
            ),
        ),
    ]);
    let findings = registry.check(Lints::Off).findings;
    let kinds: Vec<_> = findings.iter().map(|finding| finding.kind()).collect();
    assert_eq!(kinds, ["UnstableFileFormat"]);
}

#[test]
fn what_weaver_reads_in_silence_is_read_in_silence() {
    is_sound(&group(
        "requirement_level: opt_in, is_v2: false, visibility: public, include_groups: [], span_name: {note: n}",
    ));
    counts(&group("requirement_level: required"), INVALID, 1);
    counts(&group("is_v2: maybe, visibility: nobody"), INVALID, 1);
}

#[test]
fn one_group_that_defines_an_attribute_twice_is_an_error_too() {
    let ids = |yaml: &str| {
        let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", yaml)]);
        let findings = registry.check(Lints::Off).findings;
        let json: serde_json::Value =
            serde_json::from_str(&findings.to_weaver_json(false)).expect("JSON");
        let entries = json.as_array().expect("a list").clone();
        entries
            .iter()
            .filter_map(|entry| entry["error"].get("DuplicateAttributeId").cloned())
            .map(|error| error["group_ids"].to_string())
            .collect::<Vec<_>>()
    };
    let attribute = "{id: a, type: int, brief: b, stability: stable}";
    let group = |attributes: &str| {
        format!("- {{id: g, type: attribute_group, brief: b, attributes: [{attributes}]}}\n")
    };
    let twice = format!("{attribute}, {attribute}");
    assert_eq!(
        ids(&format!("groups:\n{}", group(&twice))),
        ["[\"g\",\"g\"]"]
    );
    let groups = format!("groups:\n{}{}", group(attribute), group(attribute));
    assert_eq!(ids(&groups), ["[\"g\",\"g\"]"]);
    // A reference makes the name an inherited one.
    is_sound(&format!(
        "groups:\n{}",
        group(&format!("{twice}, {{ref: a}}"))
    ));
}

#[test]
fn only_the_names_of_annotations_have_to_be_strings() {
    is_sound(&attribute("annotations: {a: {5: x, true: [{1.5: y}]}}"));
    counts(&attribute("annotations: {5: x}"), UNREADABLE, 1);
    counts(&attribute("annotations: {a: {[1]: x}}"), UNREADABLE, 1);
}
