use proptest::prelude::*;
use weaver_forge::Lints;

use crate::support::Registry;

const SOUND: &str = r#"groups:
  - id: registry.oven
    type: attribute_group
    brief: "The oven."
    annotations: {code_generation: {exclude: true}}
    attributes:
      - {id: oven.shelf, type: int, brief: Shelf., stability: stable, examples: [1, 2.5]}
      - id: oven.kind
        brief: &b Kind.
        stability: stable
        deprecated: {reason: renamed, renamed_to: oven.sort}
        type: {members: [{id: gas, value: 1, stability: stable}]}
  - id: span.oven.bake
    type: span
    span_kind: internal
    brief: *b
    stability: stable
    extends: registry.oven
    annotations: {code_generation: {span_name: "bake {oven.shelf}", constants: {oven.kind: 1}, parents: [root]}}
    attributes: [{ref: oven.shelf, requirement_level: {opt_in: Perhaps.}, annotations: {code_generation: {members: [a]}}}]
  - {id: event.oven.done, type: event, name: oven.done, brief: b, body: {id: x, type: map, requirement_level: required, fields: []}}
imports: {metrics: ["*"]}
"#;

const SOUND_V2: &str = r#"file_format: definition/2
attributes:
  - {key: oven.shelf, type: int, brief: &b Shelf., stability: stable, examples: [1, 2.5]}
  - {key: oven.kind, brief: *b, stability: stable, type: {members: [{id: gas, value: 1}]}, deprecated: {reason: renamed, renamed_to: oven.sort}}
attribute_groups:
  - {id: oven.inner, visibility: internal, attributes: [{ref: oven.kind, requirement_level: {opt_in: Perhaps.}}]}
  - {id: oven.outer, visibility: public, brief: b, stability: stable, attributes: [{ref_group: oven.inner}]}
spans:
  - type: oven.bake
    kind: internal
    name: {note: "bake {oven.shelf}"}
    brief: Bake.
    stability: stable
    annotations: {a: {b: [1]}}
    attributes: [{ref_group: oven.outer}, {ref: oven.shelf, sampling_relevant: true}]
    entity_associations: [{one_of: [oven]}]
span_refinements: [{id: oven.bake.slow, ref: oven.bake, annotations: {a: {c: null}}}]
metrics: [{name: oven.heat, instrument: gauge, unit: Cel, brief: b, stability: stable, requirement_level: opt_in}]
entities: [{type: oven, brief: b, stability: stable, identity: [{ref: oven.kind}], description: [{ref: oven.shelf}]}]
entity_refinements: [{id: oven.big, ref: oven, identity: [{ref: oven.kind}]}]
imports: {metrics: ["*"]}
"#;

const PUBLISHED: &str = r#"file_format: resolved/2.0
schema_url: https://oven.example/schemas/1.0.0
attribute_catalog:
- {key: oven.shelf, type: int, brief: Shelf., stability: stable, provenance: {source: 0}}
registry:
  attributes: [0]
  spans:
  - {type: oven.bake, kind: internal, name: {note: bake}, attributes: [{base: 0, requirement_level: required}], brief: b, stability: stable, provenance: {source: 0}}
  metrics:
  - {name: oven.heat, instrument: gauge, unit: Cel, brief: b, stability: stable, entity_associations: [{all_of: [{type: oven}]}]}
  entities:
  - {type: oven, identity: [{base: 0, requirement_level: required}], brief: b, stability: stable}
refinements:
  spans:
  - {id: oven.bake.slow, type: oven.bake, kind: internal, name: {note: bake}, brief: b, stability: stable}
dependencies: [https://kitchen.example/schemas/1.0.0]
"#;

const MANIFEST: &str = "file_format: manifest/2.0
schema_url: https://oven.example/schemas/1.0.0
resolved_registry_uri: resolved.yaml
";

/// Reads `text` as a definition file and as a resolved registry, and tells all about it in every
/// form.
fn read_and_report(text: &str) -> Result<(), TestCaseError> {
    let definition = Registry::of(&[("a.yaml", text)]);
    report(&definition, text)?;
    let published = Registry::of(&[("manifest.yaml", MANIFEST), ("resolved.yaml", text)]);
    report(&published, &format!("{MANIFEST}{text}"))
}

fn report(registry: &Registry, text: &str) -> Result<(), TestCaseError> {
    let checked = registry.check(Lints::On);
    let lines = text.lines().count();
    for finding in checked.findings.iter() {
        if let Some(place) = finding.place() {
            prop_assert!(
                place.line >= 1 && place.line <= lines.max(1),
                "{place} of {lines} lines"
            );
            prop_assert!(place.column >= 1);
        }
    }
    prop_assert!(
        checked.registry.is_some() || checked.findings.iter().any(|finding| finding.is_fatal())
    );
    checked.findings.render_ansi(true);
    checked.findings.to_weaver_json(true);
    if let Some(registry) = checked.registry {
        registry.context();
        registry.to_yaml();
        registry.package("x");
    }
    Ok(())
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in "[ -~\n\t\u{e9}]{0,200}") {
        read_and_report(&text)?;
    }

    #[test]
    fn a_sound_file_with_a_piece_replaced_is_read_or_refused(
        sound in prop_oneof![Just(SOUND), Just(SOUND_V2), Just(PUBLISHED)],
        at in any::<prop::sample::Index>(),
        length in 0usize..30,
        piece in prop_oneof![
            Just(String::new()),
            Just("\n".to_owned()),
            Just("null".to_owned()),
            Just("{}".to_owned()),
            Just("[[1], a]".to_owned()),
            Just("*b".to_owned()),
            Just("!tag x".to_owned()),
            "[ -~]{1,8}",
        ],
    ) {
        let at = at.index(sound.len());
        let (start, end) = (boundary(sound, at), boundary(sound, at + length));
        read_and_report(&format!("{}{piece}{}", &sound[..start], &sound[end..]))?;
    }

    #[test]
    fn a_sound_file_with_a_line_missing_is_read_or_refused(
        sound in prop_oneof![Just(SOUND), Just(SOUND_V2), Just(PUBLISHED)],
        skipped in any::<prop::sample::Index>(),
    ) {
        let skipped = skipped.index(sound.lines().count());
        let lines = sound.lines().enumerate().filter(|(index, _)| *index != skipped);
        read_and_report(&lines.map(|(_, line)| format!("{line}\n")).collect::<String>())?;
    }
}

#[test]
fn a_document_nested_without_end_is_refused() {
    for open in ["[", "{a: ", "- "] {
        let text = format!("groups:\n  {}", open.repeat(2_000));
        let registry = Registry::of(&[("a.yaml", &text)]);
        assert!(
            registry.check(Lints::On).findings.has_errors(false),
            "{open}"
        );
    }
}

#[test]
fn an_alias_that_multiplies_itself_is_refused() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        text.push_str(&format!(
            "a{level}: &a{level} [{}]\n",
            vec![alias; 10].join(", ")
        ));
    }
    let registry = Registry::of(&[("a.yaml", &text)]);
    assert!(registry.check(Lints::On).findings.has_errors(false));
}
