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

/// Reads `text` as a definition file and tells all about it, in every form.
fn read_and_report(text: &str) -> Result<(), TestCaseError> {
    let registry = Registry::of(&[("a.yaml", text)]);
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
        at in 0..SOUND.len(),
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
        let (start, end) = (boundary(SOUND, at), boundary(SOUND, at + length));
        read_and_report(&format!("{}{piece}{}", &SOUND[..start], &SOUND[end..]))?;
    }

    #[test]
    fn a_sound_file_with_a_line_missing_is_read_or_refused(skipped in 0..SOUND.lines().count()) {
        let lines = SOUND.lines().enumerate().filter(|(index, _)| *index != skipped);
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
