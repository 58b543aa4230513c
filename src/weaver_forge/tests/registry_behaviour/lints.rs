//! Every rule with a registry that breaks it and a twin that does not.

use weaver_forge::Lints;

use crate::support::{MANIFEST, Registry};

const UPSTREAM: &str = r#"
groups:
  - id: registry.up
    type: attribute_group
    brief: b
    attributes:
      - {id: up.host, type: string, brief: b, stability: stable, examples: [h]}
      - {id: up.port, type: int, brief: b, stability: stable}
      - {id: up.ratio, type: double, brief: b, stability: stable}
      - {id: up.old, type: int, brief: b, stability: stable, deprecated: {reason: renamed, renamed_to: up.port}}
      - id: up.system
        brief: b
        stability: stable
        type:
          members:
            - {id: one, value: one, stability: stable}
            - {id: two, value: two, stability: stable}
"#;

/// Checks a registry that depends on [`UPSTREAM`]: which findings has it, without their places?
#[track_caller]
fn finds(yaml: &str, expect: &[&str]) {
    let manifest = format!(
        "{MANIFEST}dependencies:\n  - {{schema_url: 'https://up.example/schemas/2.0.0', \
         registry_path: ../up}}\n"
    );
    let registry = Registry::of(&[
        ("main/manifest.yaml", &manifest),
        ("main/a.yaml", yaml),
        (
            "up/manifest.yaml",
            "schema_url: https://up.example/schemas/2.0.0\n",
        ),
        ("up/up.yaml", UPSTREAM),
    ]);
    let options = weaver_forge::RegistryOptions::new(registry.path().join("main"));
    let silent = weaver_forge::load_and_check(&options, Lints::Off).findings;
    assert!(
        silent.is_empty(),
        "Weaver has nothing against it: {}",
        silent.render_ansi(false)
    );
    let findings = weaver_forge::load_and_check(&options, Lints::On).findings;
    assert_eq!(registry.summary(&findings), expect);
}

/// A span with these attributes and, below `code_generation`, these annotations.
fn span(attributes: &str, annotations: &str) -> String {
    format!(
        "groups:\n- id: span.a\n  type: span\n  span_kind: client\n  brief: b\n  stability: stable\n  \
         attributes: [{attributes}]\n  annotations:\n    code_generation:\n      {annotations}\n"
    )
}

#[test]
fn a_reference_to_a_deprecated_attribute_needs_a_reason() {
    finds(
        &span("{ref: up.old}", "exclude: true"),
        &[
            "main/a.yaml:7 [up.old] DeprecatedUpstreamAttribute: `up.old` is deprecated upstream: Replaced \
           by `up.port`. (refer to its replacement, or say why not: `annotations: \
           {code_generation: {allow_deprecated: <reason>}}`)",
        ],
    );
    let reason = "annotations: {code_generation: {allow_deprecated: The backend needs it.}}";
    finds(
        &span(&format!("{{ref: up.old, {reason}}}"), "exclude: true"),
        &[],
    );
}

#[test]
fn what_a_dependency_defines_is_not_defined_again() {
    let attribute = "type: int, brief: b, stability: stable";
    finds(
        &span(&format!("{{id: up.port, {attribute}}}"), "exclude: true"),
        &[
            "main/a.yaml:7 [up.port] RedefinedUpstreamAttribute: `up.port` is defined here, but also by \
           the dependency https://up.example/schemas/2.0.0 (write `ref:` instead of `id:` and \
           leave out the type)",
        ],
    );
    finds(
        &span(&format!("{{id: down.port, {attribute}}}"), "exclude: true"),
        &[],
    );
}

#[test]
fn an_attribute_that_reaches_no_signal_is_unused() {
    let registry = |extra: &str| {
        format!(
            "groups:\n- id: registry.a\n  type: attribute_group\n  brief: b\n  attributes:\n  - \
             {{id: a.one, type: int, brief: b, stability: stable}}\n- id: common.a\n  type: \
             attribute_group\n  brief: b\n  attributes: [{{ref: a.one}}]\n{extra}"
        )
    };
    finds(
        &registry(""),
        &[
            "main/a.yaml:6 [a.one] UnusedAttribute: no span, event, metric or entity uses the attribute \
           `a.one` (refer to it, or delete it)",
        ],
    );
    finds(
        &registry(
            "- {id: span.a, type: span, span_kind: client, brief: b, stability: stable, extends: \
             common.a}\n",
        ),
        &[],
    );
}

#[test]
fn two_attributes_must_not_become_one_identifier() {
    let attributes = |second: &str| {
        let rest = "type: int, brief: b, stability: stable";
        span(
            &format!("{{id: a.b.c, {rest}}}, {{id: {second}, {rest}}}"),
            "exclude: true",
        )
    };
    finds(
        &attributes("a.b_c"),
        &[
            "main/a.yaml:7 [a.b_c] CollidingAttributeNames: the attributes `a.b_c` and `a.b.c` both \
           become `a_b_c` in code (rename one of them)",
        ],
    );
    finds(&attributes("a.bc"), &[]);
}

#[test]
fn two_spans_must_not_have_one_name() {
    let spans = |second: &str| {
        let rest = "type: span, span_kind: client, brief: b, stability: stable, attributes: \
                    [{ref: up.host}]";
        format!(
            "groups:\n- {{id: span.a, {rest}, annotations: {{code_generation: {{span_name: \
             x}}}}}}\n- {{id: span.b, {rest}{second}}}\n"
        )
    };
    finds(
        &spans(", annotations: {code_generation: {span_name: x}}"),
        &[
            "main/a.yaml:3 [x] CollidingSpanNames: the spans `span.b` and `span.a` have the same \
           name `x` (rename one of them)",
        ],
    );
    finds(
        &spans(", annotations: {code_generation: {span_name: y}}"),
        &[],
    );
    finds(
        &spans(""),
        &[
            "main/a.yaml:3 [span.b] MissingSpanName: the span `span.b` has no name, while other spans of \
           the registry have one (add `annotations: {code_generation: {span_name: …}}` to it)",
        ],
    );
}

#[test]
fn a_key_that_means_nothing_is_an_error() {
    finds(
        &span("{ref: up.host}", "span_nmae: a"),
        &[
            "main/a.yaml:10 [span_nmae] UnknownAnnotation: unknown key `span_nmae` in `code_generation` (did \
           you mean `span_name`?)",
        ],
    );
    finds(
        &span("{ref: up.host}", "members: [a]"),
        &[
            "main/a.yaml:10 [members] MisplacedAnnotation: `members` means nothing here: it belongs on a \
           `ref` (move or remove it)",
        ],
    );
    finds(
        &span("{ref: up.host}", "span_nmae: a").replace("code_generation", "other_tool"),
        &[],
    );
}

#[test]
fn a_span_name_is_made_of_required_attributes() {
    let check = |attributes: &str, name: &str, expect: &[&str]| {
        finds(&span(attributes, &format!("span_name: '{name}'")), expect);
    };
    let required = "{ref: up.host, requirement_level: required}";
    check(required, "call {up.host}", &[]);
    check(
        "{ref: up.host}",
        "call {up.host}",
        &[
            "main/a.yaml:10 ['call {up.host}'] InvalidAnnotation: `span_name`: `up.host` is not required, so that \
           there may be no value for it (make it `requirement_level: required`, or leave it out)",
        ],
    );
    check(
        required,
        "call {up.hots}",
        &[
            "main/a.yaml:10 ['call {up.hots}'] InvalidAnnotation: `span_name`: `up.hots` is no attribute of the \
           span `span.a` (did you mean `up.host`?)",
        ],
    );
    check(
        required,
        "call {up.host",
        &[
            "main/a.yaml:10 ['call {up.host'] InvalidAnnotation: `span_name`: expected `{` and `}` in pairs, \
           around the name of an attribute",
        ],
    );
}

#[test]
fn a_constant_is_an_attribute_of_the_span_with_a_value_of_its_type() {
    let all = "{ref: up.port}, {ref: up.ratio}, {ref: up.system, annotations: {code_generation: \
               {members: [three]}}}";
    let check = |constants: &str, expect: &[&str]| {
        finds(&span(all, &format!("constants: {{{constants}}}")), expect);
    };
    check("up.port: 80, up.ratio: 0.5, up.system: one", &[]);
    check("up.system: three", &[]);
    check(
        "up.port: eighty",
        &[
            "main/a.yaml:10 [eighty] InvalidAnnotation: `constants`: `up.port` takes an integer, found a \
           string",
        ],
    );
    check(
        "up.ratio: 1",
        &[
            "main/a.yaml:10 [1] InvalidAnnotation: `constants`: `up.ratio` takes a floating-point \
           number, such as 1.0, found an integer",
        ],
    );
    check(
        "up.system: thre",
        &[
            "main/a.yaml:10 [thre] InvalidAnnotation: `constants`: `thre` is no member of the enum \
           `up.system` (did you mean `three`?)",
        ],
    );
    check(
        "up.prot: 80",
        &[
            "main/a.yaml:10 [up.prot] InvalidAnnotation: `constants`: `up.prot` is no attribute of the \
           span `span.a` (did you mean `up.port`?)",
        ],
    );
}

#[test]
fn the_parents_of_a_span_are_spans_or_the_root() {
    let check = |parents: &str, expect: &[&str]| {
        finds(
            &span("{ref: up.host}", &format!("parents: {parents}")),
            expect,
        );
    };
    check("[span.a, root]", &[]);
    check(
        "[span.b]",
        &[
            "main/a.yaml:10 [span.b] InvalidAnnotation: `parents`: there is no span `span.b` (did you \
           mean `span.a`?)",
        ],
    );
    check(
        "root",
        &[
            "main/a.yaml:10 [root] InvalidAnnotation: `parents`: expected a list of span ids, found a \
           string",
        ],
    );
}

#[test]
fn members_are_given_to_enums_only() {
    let check = |name: &str, members: &str, expect: &[&str]| {
        let annotations = format!("annotations: {{code_generation: {{members: {members}}}}}");
        finds(
            &span(&format!("{{ref: {name}, {annotations}}}"), "exclude: true"),
            expect,
        );
    };
    check("up.system", "[one, four]", &[]);
    check(
        "up.host",
        "[one]",
        &[
            "main/a.yaml:7 [one] InvalidAnnotation: `members`: `up.host` is no enum, but of type \
           `string` (remove it)",
        ],
    );
    check(
        "up.system",
        "[one, one]",
        &["main/a.yaml:7 [one] InvalidAnnotation: `members`: `one` occurs twice"],
    );
}

#[test]
fn an_attribute_has_the_value_of_another_one_of_its_span() {
    let check = |other: &str, expect: &[&str]| {
        let annotations = format!("annotations: {{code_generation: {{same_value_as: {other}}}}}");
        let attributes = format!("{{ref: up.host}}, {{ref: up.port, {annotations}}}");
        finds(&span(&attributes, "exclude: true"), expect);
    };
    check("up.host", &[]);
    check(
        "up.port",
        &[
            "main/a.yaml:7 [up.port] InvalidAnnotation: `same_value_as`: `up.port` is no other attribute \
           of `span.a` (did you mean `up.host`?)",
        ],
    );
}

#[test]
fn a_misspelt_reference_is_one_mistake() {
    let yaml = "groups:\n- id: registry.a\n  type: attribute_group\n  brief: b\n  attributes:\n  - \
                {id: a.count, type: int, brief: b, stability: stable}\n- id: span.a\n  type: span\n  \
                span_kind: client\n  brief: b\n  stability: stable\n  attributes: [{ref: \
                a.cuont}]\n  annotations: {code_generation: {constants: {a.cuont: 1}}}\n";
    crate::support::check(
        Lints::On,
        yaml,
        &[
            "a.yaml:12 [a.cuont] UnresolvedAttributeRef: group `span.a` refers to the attribute \
           `a.cuont`, which nothing defines (did you mean `a.count`?)",
        ],
    );
}
