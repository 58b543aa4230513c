use weaver_forge::Lints;

use crate::support::{MANIFEST, Registry, check};

#[track_caller]
fn finds(yaml: &str, expect: &[&str]) {
    check(Lints::Off, yaml, expect);
}

/// The kinds of what is found in a registry of one file, sorted.
fn registry_kinds(yaml: &str) -> Vec<String> {
    let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", yaml)]);
    let findings = registry.check(Lints::Off).findings;
    let mut kinds: Vec<_> = findings.iter().map(|it| it.kind().to_owned()).collect();
    kinds.sort();
    kinds
}

#[test]
fn a_sound_registry_has_no_findings() {
    finds(
        r#"
groups:
  - id: registry.oven
    type: attribute_group
    brief: The oven.
    attributes:
      - {id: oven.shelf, type: int, brief: Shelf., stability: stable}
      - {id: oven.program, type: string, brief: Program., stability: stable, examples: [bake]}
  - id: span.oven.bake
    type: span
    span_kind: internal
    brief: Bakes.
    stability: stable
    attributes: [{ref: oven.shelf}, {ref: oven.program, requirement_level: required}]
"#,
        &[],
    );
}

#[test]
fn a_misspelt_field_is_one_finding_with_the_right_spelling() {
    finds(
        "groups:\n  - id: registry.oven\n    type: attribute_group\n    breif: The oven.\n",
        &[
            "a.yaml:2 [registry.oven] InvalidGroupMissingExtendsOrAttributes: group `registry.oven`: This group \
             does not contain an extends or attributes field.",
            "a.yaml:4 [breif] InvalidSemConvSpec: unknown field `breif` in a group (did you mean \
             `brief`?)",
        ],
    );
}

#[test]
fn a_type_that_does_not_exist_is_shown_with_the_nearest_one() {
    let check = |name: &str, help: &str| {
        let yaml = format!(
            "groups:\n- id: registry.oven\n  type: attribute_group\n  brief: b\n  attributes:\n  \
             - id: oven.a\n    type: {name}\n    brief: b\n    stability: stable\n"
        );
        let found = format!(
            "a.yaml:7 [{name}] InvalidSemConvSpec: unknown attribute type `{name}` ({help})"
        );
        finds(&yaml, &[&found]);
    };
    check("integer", "did you mean `int`?");
    check("strnig", "did you mean `string`?");
    check("bool", "did you mean `boolean`?");
    check("template[strin]", "did you mean `template[string]`?");
}

#[test]
fn a_field_is_missed_where_unknown_ones_mean_nothing() {
    let attribute = |r#type: &str| {
        format!(
            "groups:\n- id: g\n  type: attribute_group\n  brief: b\n  attributes:\n  - id: a\n    \
             brief: b\n    stability: stable\n    type: {type}\n"
        )
    };
    finds(&attribute("{members: [], allow_custom_values: true}"), &[]);
    finds(
        &attribute("{member: []}"),
        &[
            "a.yaml:9 [member] InvalidSemConvSpec: an enum type needs the field `members` (add \
           `members:`)",
        ],
    );
}

#[test]
fn every_mistake_of_a_file_is_reported_and_none_causes_another() {
    finds(
        r#"
groups:
  - id: span.oven.bake
    type: spam
    brief: Bakes.
    stability: stabel
    attributes:
      - {id: oven.a, typ: int, brief: b, stability: stable}
      - {id: oven.b, type: int, brief: [b], stability: stable}
      - {ref: oven.a, requirement_level: needed}
  - brief: Has no id.
    type: attribute_group
"#,
        &[
            "a.yaml:4 [spam] InvalidSemConvSpec: unknown group type `spam` (did you mean `span`?)",
            "a.yaml:6 [stabel] InvalidSemConvSpec: unknown stability `stabel` (did you mean `stable`?)",
            "a.yaml:8 [typ] InvalidSemConvSpec: unknown field `typ` in an attribute (did you mean \
             `type`?)",
            "a.yaml:9 [b] InvalidSemConvSpec: expected a string, found a list",
            "a.yaml:10 [needed] InvalidSemConvSpec: unknown requirement level `needed` (one of \
             `required`, `recommended`, `opt_in`)",
            "a.yaml:11 [brief] InvalidSemConvSpec: a group needs the field `id` (add `id:`)",
        ],
    );
}

#[test]
fn a_broken_file_does_not_hide_the_others() {
    let registry = Registry::of(&[
        ("manifest.yaml", MANIFEST),
        ("a.yaml", "groups:\n  - id: [x\n"),
        (
            "b.yaml",
            "groups:\n  - {id: g, type: attribute_group, brief: b, color: red}\n",
        ),
        (
            "c.yaml",
            "groups:\n  - {id: metric.m, type: metric, brief: b, stability: stable, attributes: [{ref: maybe.in.a}]}\n",
        ),
    ]);
    let checked = registry.check(Lints::On);
    assert!(checked.registry.is_none());
    let kinds: Vec<_> = checked
        .findings
        .iter()
        .map(|finding| {
            let place = finding.place().expect("a place");
            (
                place.file.rsplit('/').next().expect("a name"),
                place.line,
                finding.kind(),
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [
            ("a.yaml", 2, "DeserializationError"),
            ("b.yaml", 2, "InvalidGroupMissingExtendsOrAttributes"),
            ("b.yaml", 2, "InvalidSemConvSpec"),
            ("c.yaml", 2, "InvalidMetric"),
            ("c.yaml", 2, "InvalidMetric"),
            ("c.yaml", 2, "InvalidMetric"),
        ],
        "and the reference that a.yaml may define is not called unresolved"
    );
}

#[test]
fn a_reference_to_nothing_is_shown_where_it_is_written() {
    finds(
        r#"
groups:
  - id: registry.oven
    type: attribute_group
    brief: b
    attributes: [{id: oven.temperature, type: int, brief: b, stability: stable}]
  - id: metric.oven.heat
    type: metric
    metric_name: oven.heat
    instrument: gauge
    unit: Cel
    brief: b
    stability: stable
    extends: registry.ovens
    entity_associations: [oven]
    attributes:
      - ref: oven.temprature
"#,
        &[
            "a.yaml:14 [registry.ovens] UnresolvedExtendsRef: group `metric.oven.heat` extends \
             `registry.ovens`, which does not exist (did you mean `registry.oven`?)",
            "a.yaml:15 [oven] UnresolvedEntityAssociation: group `metric.oven.heat` is associated \
             with the entity `oven`, which does not exist",
            "a.yaml:17 [oven.temprature] UnresolvedAttributeRef: group `metric.oven.heat` refers to the \
             attribute `oven.temprature`, which nothing defines (did you mean \
             `oven.temperature`?)",
        ],
    );
}

#[test]
fn groups_that_extend_each_other_are_told_so() {
    let group = |id: &str, parent: &str| {
        format!("  - {{id: {id}, type: attribute_group, brief: b, extends: {parent}}}\n")
    };
    let yaml = format!(
        "groups:\n{}{}{}",
        group("a", "b"),
        group("b", "a"),
        group("c", "a")
    );
    finds(
        &yaml,
        &[
            "a.yaml:2 [b] UnresolvedExtendsRef: group `a` extends `b`, which in the end extends `a`",
            "a.yaml:3 [a] UnresolvedExtendsRef: group `b` extends `a`, which in the end extends `b`",
        ],
    );
}

#[test]
fn examples_must_be_of_the_type() {
    let check = |r#type: &str, examples: &str, expect: Option<&str>| {
        let yaml = format!(
            "groups:\n- id: g\n  type: attribute_group\n  brief: b\n  attributes:\n  - id: a\n    \
             type: {type}\n    brief: b\n    stability: stable\n    examples: {examples}\n"
        );
        let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", &yaml)]);
        let findings = registry.check(Lints::Off).findings;
        let kinds: Vec<_> = findings.iter().map(|finding| finding.kind()).collect();
        assert_eq!(
            kinds,
            expect.into_iter().collect::<Vec<_>>(),
            "{examples} of {type}"
        );
    };
    check("int", "[1, 2]", None);
    check("int", "[1, 2.5]", Some("InvalidExampleError"));
    check("double", "[1.0, 2.5]", None);
    check("double", "1", Some("InvalidExampleError"));
    check("string", "[]", Some("InvalidExampleError"));
    check("string", "[a, 1]", Some("InvalidExampleError"));
    check("string[]", "[[a], [b]]", None);
    check("string[]", "[a, b]", Some("InvalidExampleWarning"));
    check("template[int[]]", "[1]", Some("InvalidExampleError"));
    check("any", "[1, a]", None);
    check("any", "[1, [a]]", Some("InvalidSemConvSpec"));
}

#[test]
fn what_two_groups_share_is_shown_at_the_second() {
    finds(
        r#"
groups:
  - id: registry.cup
    type: attribute_group
    brief: b
    attributes:
      - {id: cup.a, type: int, brief: b, stability: stable}
      - {id: cup.b, type: int, brief: b, stability: stable}
  - id: registry.mug
    type: attribute_group
    brief: b
    attributes:
      - {id: mug.a, type: int, brief: b, stability: stable}
      - {id: cup.b, type: int, brief: b, stability: stable}
  - {id: event.cup, type: event, name: broke, brief: b, stability: stable}
  - {id: event.mug, type: event, name: broke, brief: b, stability: stable}
  - {id: event.mug.more, type: event, name: broke, brief: b, stability: stable, extends: event.mug}
"#,
        &[
            "a.yaml:14 [cup.b] DuplicateAttributeId: the attribute `cup.b` is defined by several \
             groups: registry.cup, registry.mug (keep one `id:` and make the others `ref:`)",
            "a.yaml:16 [event.mug] CollidingV2SignalId: several groups describe the event \
             `broke`: event.cup, event.mug",
            "a.yaml:16 [broke] DuplicateGroupName: the name `broke` is used by 2 groups",
        ],
    );
}

/// A span that was copied with its id is two spans that format 2 cannot tell apart.
#[test]
fn two_signals_with_one_id_collide_in_format_2() {
    let span = "  - {id: span.cup, type: span, span_kind: client, brief: b, stability: stable, attributes: [{ref: cup.a}]}\n";
    let groups = "groups:\n  - id: registry.cup\n    type: attribute_group\n    brief: b\n    attributes: [{id: cup.a, \
                  type: int, brief: b, stability: stable}]\n";
    let kinds = registry_kinds(&format!("{groups}{span}{span}"));
    assert_eq!(kinds, ["CollidingV2SignalId", "DuplicateGroupId"]);
    assert_eq!(
        registry_kinds(&format!("{groups}{span}")),
        Vec::<String>::new()
    );
}

/// A tag means nothing where a text stands directly in a group, and is refused in an attribute,
/// which has several shapes to choose from.
#[test]
fn tags_are_dropped_in_groups_and_refused_in_attributes() {
    let groups = |brief: &str, of_attribute: &str| {
        format!(
            "groups:\n  - id: registry.cup\n    type: attribute_group\n    brief: {brief}\n    attributes: \
             [{{id: cup.a, type: int, brief: {of_attribute}, stability: stable}}]\n"
        )
    };
    assert_eq!(
        registry_kinds(&groups("!handle b", "b")),
        Vec::<String>::new()
    );
    assert_eq!(
        registry_kinds(&groups("b", "!!str b")),
        Vec::<String>::new()
    );
    let refused = registry_kinds(&groups("b", "!handle b"));
    assert_eq!(refused, ["InvalidSemConvSpec"]);
    let of_list = registry_kinds(&groups("!handle [b]", "b"));
    assert_eq!(of_list, ["InvalidSemConvSpec"]);
}

#[test]
fn a_key_that_occurs_twice_is_shown_at_its_second_occurrence() {
    finds(
        "groups:\n  - id: g\n    type: attribute_group\n    brief: b\n    id: h\n",
        &[
            "a.yaml:5 [id] DeserializationError: invalid definition file: the key `id` occurs twice in \
           one mapping",
        ],
    );
}

#[test]
fn a_merge_key_is_named_and_its_consequences_are_not() {
    finds(
        r#"
groups:
  - id: g
    type: attribute_group
    brief: b
    attributes:
      - &base {id: a, type: int, brief: b, stability: stable}
      - {<<: *base, id: b}
"#,
        &[
            "a.yaml:8 [<<] InvalidSemConvSpec: unknown field `<<` in an attribute (merge keys are not \
           expanded; repeat the fields)",
        ],
    );
}

#[test]
fn an_unknown_format_is_refused_by_name() {
    finds(
        "file_format: definition/3\nattributes: []\n",
        &[
            "a.yaml:1 [definition/3] InvalidFileFormat: unknown file format `definition/3` (write \
           `file_format: definition/1` or `file_format: definition/2`)",
        ],
    );
}

#[test]
fn warnings_become_errors_in_the_future_only() {
    let registry = Registry::of(&[
        ("manifest.yaml", MANIFEST),
        (
            "a.yaml",
            "groups: [{id: g, type: attribute_group, brief: b}]\n",
        ),
    ]);
    let checked = registry.check(Lints::Off);
    assert!(checked.registry.is_some());
    assert_eq!(
        (
            checked.findings.exit_code(false),
            checked.findings.exit_code(true)
        ),
        (0, 1)
    );
}

#[test]
fn an_association_without_an_entity_is_reported_once() {
    let metric = |associations: &str| {
        format!(
            "groups:\n- {{id: metric.m, type: metric, metric_name: m, instrument: gauge, unit: '1', brief: \
             b, stability: stable, entity_associations: {associations}}}\n"
        )
    };
    let found = |yaml: String, expect: &[&str]| {
        let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", &yaml)]);
        let findings = registry.check(Lints::Off).findings;
        let messages: Vec<_> = findings
            .iter()
            .filter(|finding| finding.kind() == "InvalidGroup")
            .map(|finding| finding.message().to_owned())
            .collect();
        assert_eq!(messages, expect);
    };
    let message = |what| format!("group `metric.m`: entity_associations contains an empty {what}");
    found(metric("['  ']"), &[&message("entity reference")]);
    found(
        metric("[{all_of: [{one_of: []}, '']}, {all_of: []}]"),
        &[&message("`one_of` group"), &message("`all_of` group")],
    );
}
