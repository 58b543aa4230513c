//! Definition files of format 2, seen as format 1 and as findings.

use serde_json::{Value, json};
use weaver_forge::Lints;

use crate::support::{MANIFEST, Registry};

const UNSTABLE: &str =
    "a.yaml:1 [definition/2] UnstableFileFormat: the format `definition/2` is not stable yet";

/// The resolved groups of a file of format 2, by id.
fn groups(yaml: &str) -> Value {
    let text = format!("file_format: definition/2\n{yaml}");
    let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", &text)]);
    let checked = registry.check(Lints::Off);
    let resolved = checked
        .registry
        .unwrap_or_else(|| panic!("{}", checked.findings.render_ansi(false)));
    let context = resolved.context();
    let groups = context["groups"].as_array().expect("a list").clone();
    let by_id = groups.into_iter().map(|group| {
        let id = group["id"].as_str().expect("an id").to_owned();
        (id, group)
    });
    Value::Object(by_id.collect())
}

/// Checks that a file of format 2 has these findings beside the warning about its format.
#[track_caller]
fn finds(yaml: &str, expect: &[&str]) {
    let text = format!("file_format: definition/2\n{yaml}");
    let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", &text)]);
    let checked = registry.check(Lints::Off);
    let mut found = registry.summary(&checked.findings);
    assert_eq!(found.remove(0), UNSTABLE);
    assert_eq!(found, expect);
}

const BREAD: &str = "
attributes:
  - {key: bread.flour, type: string, brief: Flour., stability: stable, examples: [rye]}
  - {key: bread.weight, type: double, brief: Weight., stability: stable, note: In grams.}
attribute_groups:
  - id: bread.internal
    visibility: internal
    attributes: [{ref: bread.flour, requirement_level: required, brief: Of the group.}]
  - {id: bread.public, visibility: public, brief: Public., stability: stable, attributes: [{ref: bread.weight}]}
metrics:
  - name: bread.baked
    instrument: counter
    unit: '{loaf}'
    brief: Loaves.
    stability: stable
    requirement_level: recommended
    attributes: [{ref_group: bread.internal}, {ref: bread.flour, note: Own.}]
metric_refinements:
  - {id: bread.baked.rye, ref: bread.baked, brief: Rye loaves.}
entities:
  - {type: bakery, brief: B., stability: stable, requirement_level: opt_in, identity: [{ref: bread.flour}], description: [{ref: bread.weight}]}
";

#[test]
fn each_definition_becomes_a_group_of_format_1() {
    let groups = groups(BREAD);
    let metric = &groups["metric.bread.baked"];
    assert_eq!(metric["metric_name"], "bread.baked");
    assert_eq!(metric["attributes"][0]["brief"], "Of the group.");
    assert_eq!(metric["attributes"][0]["note"], "Own.");
    assert_eq!(metric["attributes"][0]["requirement_level"], "required");
    assert_eq!(
        metric["lineage"]["includes_group"],
        json!(["bread.internal"])
    );
    let roles = groups["entity.bakery"]["attributes"]
        .as_array()
        .expect("a list");
    let roles: Vec<&Value> = roles.iter().map(|it| &it["role"]).collect();
    assert_eq!(roles, ["identifying", "descriptive"]);
    assert_eq!(groups["bread.public"]["type"], "attribute_group");
}

#[test]
fn format_1_knows_neither_refinements_nor_internal_groups() {
    let groups = groups(BREAD);
    let ids = groups.as_object().expect("an object").keys();
    let hidden = ["bread.internal", "bread.baked.rye"];
    assert!(ids.clone().all(|id| !hidden.contains(&id.as_str())));
    assert_eq!(ids.len(), 4);
}

#[test]
fn both_formats_and_the_old_key_go_together() {
    let registry = Registry::of(&[
        ("manifest.yaml", MANIFEST),
        (
            "new.yaml",
            "version: '2'
attributes: [{key: rye.new, type: int, brief: New., stability: stable}]
metrics: [{name: rye, instrument: gauge, unit: g, brief: b, stability: stable, requirement_level: opt_in, attributes: [{ref: rye.old}]}]\n",
        ),
        (
            "old.yaml",
            "groups:
  - {id: registry.rye, type: attribute_group, brief: b, attributes: [{id: rye.old, type: int, brief: Old., stability: stable}]}
  - {id: more, type: attribute_group, brief: b, attributes: [{ref: rye.new}]}\n",
        ),
    ]);
    let checked = registry.check(Lints::Off);
    assert_eq!(
        registry.summary(&checked.findings),
        [
            "new.yaml:1 [version] DeprecatedVersionField: the field `version` is deprecated (write \
             `file_format: definition/2` instead)",
            "new.yaml:1 ['2'] UnstableFileFormat: the format `definition/2` is not stable yet",
        ]
    );
    let context = checked.registry.expect("sound").context();
    let brief_of = |id: &str| {
        let groups = context["groups"].as_array().expect("a list");
        let group = groups.iter().find(|group| group["id"] == id).expect(id);
        group["attributes"][0]["brief"].clone()
    };
    assert_eq!(
        (brief_of("metric.rye"), brief_of("more")),
        (json!("Old."), json!("New."))
    );
}

#[test]
fn what_is_imported_is_called_by_id_name_or_either_without_its_prefix() {
    let imported = |imports: &str| {
        let registry = Registry::of(&[
            (
                "main/manifest.yaml",
                "schema_url: https://acme.example/schemas/1.0.0
dependencies: [{schema_url: 'https://bread.example/schemas/1.0.0', registry_path: ../bread}]\n",
            ),
            ("main/a.yaml", &format!("imports: {{{imports}}}\n")),
            (
                "bread/a.yaml",
                &format!("file_format: definition/2\n{BREAD}"),
            ),
        ]);
        let checked = registry.check_in("main");
        let context = checked.registry.expect("sound").context();
        let groups = context["groups"].as_array().expect("a list").clone();
        let ids = groups
            .iter()
            .map(|group| group["id"].as_str().unwrap_or_default().to_owned());
        ids.collect::<Vec<_>>().join(" ")
    };
    let check = |imports, expect| assert_eq!(imported(imports), expect, "{imports}");
    check("metrics: [bread.baked]", "metric.bread.baked");
    check("metrics: [metric.bread.*]", "metric.bread.baked");
    check("entities: [bakery]", "entity.bakery");
    check("entities: [entity.bakery]", "entity.bakery");
    check("attribute_groups: [bread.pub*]", "bread.public");
    check("spans: ['*']", "");
}

#[test]
fn a_signal_without_a_level_is_worth_a_warning() {
    finds(
        "events: [{name: ring, brief: b, stability: stable}]\n",
        &[
            "a.yaml:2 [name] MissingRequirementLevelWarning: `event.ring` does not say whether it \
           should be emitted (add `requirement_level: recommended` or `requirement_level: opt_in`)",
        ],
    );
}

#[test]
fn the_attributes_of_an_entity_identify_or_describe_it() {
    let entity = |attributes: &str| {
        format!(
            "attributes: [{{key: k, type: int, brief: b, stability: stable}}]\n\
             entities:\n  - {{type: e, brief: b, stability: stable, requirement_level: opt_in, {attributes}}}\n"
        )
    };
    finds(
        &entity("identity: []"),
        &[
            "a.yaml:4 [identity] EntityMissingIdentity: nothing tells one `e` from another: the entity \
           has no `identity` (list at least one attribute below `identity:`)",
        ],
    );
    finds(
        &entity("identity: [{ref: k}], description: [{ref: k}]"),
        &[
            "a.yaml:4 [k] AttributeInIdentityAndDescription: `k` both identifies and describes `e` \
           (remove it from `identity:` or from `description:`)",
        ],
    );
}

#[test]
fn a_refinement_cannot_add_to_the_identity() {
    finds(
        "attributes:
  - {key: k, type: int, brief: b, stability: stable}
  - {key: l, type: int, brief: b, stability: stable}
entities: [{type: e, brief: b, stability: stable, requirement_level: opt_in, identity: [{ref: k}]}]
entity_refinements:
  - {id: e.more, ref: e, identity: [{ref: l}]}
",
        &[
            "a.yaml:7 [l] EntityRefinementChangedIdentity: the refinement `e.more` changes what `l` is \
           to the entity (only attributes that identify the refined entity can stand in `identity`, \
           and they have to stay there)",
        ],
    );
}

#[test]
fn groups_that_cannot_be_included_are_named() {
    let group = |id: &str, attributes: &str| {
        format!("  - {{id: {id}, visibility: internal, attributes: [{attributes}]}}\n")
    };
    let file = |groups: &[String]| {
        format!(
            "attributes: [{{key: k, type: int, brief: b, stability: stable}}]\nattribute_groups:\n{}",
            groups.concat()
        )
    };
    finds(
        &file(&[group("one", "{ref: k}"), group("two", "{ref_group: onee}")]),
        &[
            "a.yaml:5 [onee] UnresolvedIncludeRef: group `two` includes `onee`, which does not exist \
           (did you mean `one`?)",
        ],
    );
    finds(
        &file(&[
            group("one", "{ref_group: two}"),
            group("two", "{ref_group: one}"),
        ]),
        &[
            "a.yaml:4 [two] UnresolvedIncludeRef: group `one` includes `two`, which in the end includes \
             `one`",
            "a.yaml:5 [one] UnresolvedIncludeRef: group `two` includes `one`, which in the end includes \
             `two`",
        ],
    );
    finds(
        &file(&[
            group("one", "{ref: k}"),
            group("two", "{ref: k}"),
            group("both", "{ref_group: one}, {ref_group: two}"),
        ]),
        &[
            "a.yaml:6 [two] DuplicateAttributeId: the attribute `k` comes from several groups: one, two \
           (include one of them only, or take the attribute out of one)",
        ],
    );
}

#[test]
fn each_mistake_in_a_file_is_found_where_it_is() {
    finds(
        "metrics:
  - {name: m, instrument: dial, unit: '1', brief: b, stability: stable, requirement_level: required}
attributes:
  - {key: k, type: int, breif: b, stability: stable, deprecated: gone}
spans:
  - {type: s, kind: client, name: plain, brief: b, stability: stable}
",
        &[
            "a.yaml:3 [dial] InvalidSemConvSpec: unknown instrument `dial` (one of `updowncounter`, \
             `counter`, `gauge`, `histogram`)",
            "a.yaml:3 [required] InvalidSemConvSpec: unknown requirement level `required` (one of \
             `recommended`, `opt_in`)",
            "a.yaml:5 [breif] InvalidSemConvSpec: unknown field `breif` in an attribute (did you mean \
             `brief`?)",
            "a.yaml:5 [gone] InvalidSemConvSpec: expected `{reason: …, note: …}`, found a string",
            "a.yaml:7 [plain] InvalidSemConvSpec: expected a mapping, found a string",
        ],
    );
}

#[test]
fn the_rules_for_groups_of_format_1_do_not_hold() {
    finds(
        "attributes: [{key: k, type: string, brief: b, stability: stable}]\n\
         spans: [{type: s, kind: client, name: {note: n}, brief: b, stability: stable, requirement_level: opt_in}]\n",
        &[],
    );
}

#[test]
fn either_of_two_fields_says_which_format_a_file_has() {
    let kinds = |start: &str| {
        let text = format!("{start}\nimports: {{}}\n");
        let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", &text)]);
        let findings = registry.check(Lints::Off).findings;
        let kinds = findings.iter().map(|finding| finding.kind().to_owned());
        kinds.collect::<Vec<_>>().join(" ")
    };
    let deprecated = "DeprecatedVersionField";
    let both = "UnstableFileFormat DeprecatedVersionField";
    assert_eq!(kinds("groups: []"), "");
    assert_eq!(kinds("file_format: 2\nversion: 2\ngroups: []"), "");
    assert_eq!(
        kinds("file_format: definition/9\nversion: '1'\ngroups: []"),
        deprecated
    );
    assert_eq!(
        kinds("file_format: definition/1\nversion: '2'\nspans: []"),
        format!("{deprecated} UnstableFileFormat")
    );
    assert_eq!(
        kinds("file_format: definition/2\nversion: '9'\nspans: []"),
        both
    );
    assert_eq!(
        kinds("version: '9'\ngroups: []"),
        format!("{deprecated} InvalidFileFormat")
    );
}
