//! A sound registry in which one thing is changed.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_yaml::Value;
use weaver_forge::{Checked, Lints, RegistryOptions, SchemaVersion, load_and_check};

const SOUND: &str = r#"
groups:
  - id: registry.kiln
    type: attribute_group
    brief: The kiln.
    attributes:
      - {id: kiln.chamber, type: int, brief: Chamber., stability: stable, examples: [1, 2]}
      - {id: kiln.name, type: string, brief: Name., stability: stable, examples: [north], note: n}
      - id: kiln.fuel
        type: {members: [{id: gas, value: 1, stability: stable}, {id: oil, stability: stable}]}
        stability: stable
        deprecated: {reason: renamed, renamed_to: kiln.source}
      - {id: kiln.header, type: "template[string[]]", brief: H., stability: stable, examples: [[a]]}
  - id: span.kiln.fire
    type: span
    span_kind: internal
    brief: Fires.
    stability: stable
    extends: registry.kiln
    attributes: [{ref: kiln.chamber, requirement_level: {conditionally_required: Always.}}]
  - id: metric.kiln.heat
    type: metric
    metric_name: kiln.heat
    instrument: gauge
    unit: Cel
    brief: Heat.
    stability: development
    attributes: [{ref: kiln.name, requirement_level: opt_in}]
    entity_associations: [kiln, {one_of: [kiln]}]
  - {id: entity.kiln, type: entity, name: kiln, brief: Kiln., stability: stable, attributes: [{ref: kiln.name, role: identifying}]}
  - id: event.kiln.done
    type: event
    name: kiln.done
    brief: Done.
    stability: stable
    body: {id: what, type: map, requirement_level: required, stability: stable, fields: [{id: x, type: int, requirement_level: required, stability: stable}]}
"#;

const SOUND_V2: &str = r#"
file_format: definition/2
attributes:
  - {key: kiln.chamber, type: int, brief: Chamber., stability: stable}
  - {key: kiln.fuel, type: {members: [{id: gas, value: 1}]}, brief: Fuel., stability: stable, deprecated: {reason: obsoleted, note: n}}
attribute_groups:
  - {id: kiln.inner, visibility: internal, attributes: [{ref: kiln.fuel}]}
  - {id: kiln.outer, visibility: public, brief: b, stability: stable, attributes: [{ref_group: kiln.inner}]}
spans:
  - {type: kiln.fire, kind: internal, name: {note: n}, brief: b, stability: stable, requirement_level: opt_in, attributes: [{ref_group: kiln.outer}]}
metrics:
  - {name: kiln.heat, instrument: gauge, unit: Cel, brief: b, stability: stable, requirement_level: opt_in, entity_associations: [kiln]}
events: [{name: kiln.done, brief: b, stability: stable, requirement_level: opt_in}]
entities: [{type: kiln, brief: b, stability: stable, requirement_level: opt_in, identity: [{ref: kiln.chamber}]}]
span_refinements: [{id: kiln.fire.slow, ref: kiln.fire, note: n}]
"#;

/// Fields that must be there wherever they are. All others are optional somewhere.
const ALWAYS_REQUIRED: &[&str] = &[
    "id",
    "ref",
    "key",
    "brief",
    "span_kind",
    "metric_name",
    "instrument",
    "unit",
    "members",
    "fields",
    "reason",
    "renamed_to",
    "one_of",
    "visibility",
    "ref_group",
    "kind",
    "identity",
];

/// What may take the place of a value.
fn anything() -> impl Strategy<Value = Value> {
    let yaml = [
        "null",
        "true",
        "5",
        "-2.5",
        "text",
        "''",
        "[]",
        "{}",
        "[null]",
        "[[1], [a]]",
        "{k: {l: [m]}}",
        "18446744073709551615",
        "deprecated",
        "{opt_in: x}",
        "{reason: obsoleted, colour: red}",
        "!tag x",
    ];
    prop::sample::select(yaml.to_vec()).prop_map(|yaml| serde_yaml::from_str(yaml).expect("YAML"))
}

#[derive(Debug, Clone)]
enum Change {
    Drop,
    Misspell,
    Replace(Value),
    Repeat,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        Just(Change::Drop),
        Just(Change::Misspell),
        anything().prop_map(Change::Replace),
        Just(Change::Repeat),
    ]
}

/// How many places there are in `value` at which something can be changed.
fn places(value: &Value) -> usize {
    match value {
        Value::Sequence(items) => items.iter().map(|item| 1 + places(item)).sum(),
        Value::Mapping(map) => map.values().map(|value| 1 + places(value)).sum(),
        _ => 0,
    }
}

/// Changes what is at the place `at`, counted depth first; gives the key or nothing.
fn apply(value: &mut Value, at: &mut usize, change: &Change) -> Option<String> {
    match value {
        Value::Sequence(items) => {
            for index in 0..items.len() {
                if *at == 0 {
                    match change {
                        Change::Drop => drop(items.remove(index)),
                        Change::Repeat | Change::Misspell => items.push(items[index].clone()),
                        Change::Replace(other) => items[index] = other.clone(),
                    }
                    return Some(String::new());
                }
                *at -= 1;
                if let Some(found) = apply(&mut items[index], at, change) {
                    return Some(found);
                }
            }
        }
        Value::Mapping(map) => {
            let keys: Vec<String> = map
                .keys()
                .filter_map(|it| Some(it.as_str()?.into()))
                .collect();
            for key in keys {
                if *at == 0 {
                    let value = map.remove(&*key).expect("there");
                    match change {
                        Change::Drop => {}
                        Change::Misspell | Change::Repeat => {
                            map.insert(format!("{key}x").into(), value);
                        }
                        Change::Replace(other) => {
                            map.insert(key.clone().into(), other.clone());
                        }
                    }
                    return Some(key);
                }
                *at -= 1;
                if let Some(found) = apply(&mut map[&*key], at, change) {
                    return Some(found);
                }
            }
        }
        _ => {}
    }
    None
}

fn changed(sound: &str, at: Index, change: &Change) -> (String, String) {
    let mut root: Value = serde_yaml::from_str(sound).expect("YAML");
    // Where nothing is left, nothing can be changed.
    let mut place = at.index(places(&root).max(1));
    let key = apply(&mut root, &mut place, change).unwrap_or_default();
    (key, serde_yaml::to_string(&root).expect("YAML"))
}

fn checked(text: &str, schema_version: SchemaVersion, lints: Lints) -> Checked {
    let files = [
        (
            "manifest.yaml",
            "schema_url: https://kiln.example/schemas/1.0.0\n",
        ),
        ("a.yaml", text),
    ];
    let options = RegistryOptions {
        files: Some(files.map(|(path, text)| (path.into(), text.into())).into()),
        schema_version,
        ..RegistryOptions::new("kiln")
    };
    load_and_check(&options, lints)
}

/// Checks that every finding is somewhere in `text`.
fn is_placed(checked: &Checked, text: &str) -> Result<(), TestCaseError> {
    let lines: Vec<_> = text.lines().collect();
    for finding in checked.findings.iter() {
        let place = finding.place().expect("a place");
        prop_assert_eq!(&place.file, "kiln/a.yaml");
        let line = lines.get(place.line - 1).expect("a line of the file");
        prop_assert!(
            place.column <= line.chars().count() + 1,
            "{place} in {line:?}"
        );
    }
    Ok(())
}

#[test]
fn the_registry_that_is_changed_is_sound() {
    for (sound, expect) in [(SOUND, 0), (SOUND_V2, 1)] {
        let checked = checked(sound, SchemaVersion::V2, Lints::Off);
        assert_eq!(
            checked.findings.len(),
            expect,
            "{}",
            checked.findings.render_ansi(false)
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

    #[test]
    fn whatever_is_changed_is_read_or_refused_with_a_place(
        sound in prop_oneof![Just(SOUND), Just(SOUND_V2)],
        first in (any::<Index>(), change()),
        second in (any::<Index>(), change()),
        schema_version in prop_oneof![Just(SchemaVersion::V1), Just(SchemaVersion::V2)],
    ) {
        let (_, text) = changed(sound, first.0, &first.1);
        let (_, text) = changed(&text, second.0, &second.1);
        let checked = checked(&text, schema_version, Lints::On);
        is_placed(&checked, &text)?;
        prop_assert!(checked.registry.is_some() || checked.findings.has_errors(false));
        let json = checked.findings.to_weaver_json(false);
        if !json.is_empty() {
            let entries: Value = serde_yaml::from_str(&json).expect("JSON is YAML");
            prop_assert!(entries.is_sequence());
        }
    }

    #[test]
    fn a_required_field_is_missed(
        sound in prop_oneof![Just(SOUND), Just(SOUND_V2)],
        at in any::<Index>(),
        change in prop_oneof![Just(Change::Drop), Just(Change::Misspell)],
    ) {
        let (key, text) = changed(sound, at, &change);
        if ALWAYS_REQUIRED.contains(&key.as_str()) {
            let checked = checked(&text, SchemaVersion::V1, Lints::Off);
            is_placed(&checked, &text)?;
            prop_assert!(checked.findings.len() > usize::from(sound == SOUND_V2), "without {key}:
{text}");
        }
    }
}
