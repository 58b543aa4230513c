//! Programs and what they yield.

use super::*;
use serde_json::json;

/// Enough for all programs here that end.
const STEPS_MAX: u64 = 100_000;

/// Enough for all programs here that end, in bytes.
const MEMORY_BYTES_MAX: u64 = 64 << 20;

fn evaluate(code: &str, on: serde_json::Value) -> Result<Vec<String>, String> {
    evaluate_within(STEPS_MAX, code, on)
}

fn evaluate_within(
    steps_max: u64,
    code: &str,
    on: serde_json::Value,
) -> Result<Vec<String>, String> {
    let limits = Limits {
        steps_max,
        memory_bytes_max: MEMORY_BYTES_MAX,
    };
    let program = Program {
        code,
        variables: vec![("answer", input(json!(42)))],
    };
    program.run_within(limits, input(on), |values| {
        Ok(values.iter().map(ToString::to_string).collect())
    })
}

#[test]
fn a_program_sees_its_input_its_variables_and_the_helpers() {
    let registry = json!({"groups": [
        {"id": "registry.b", "type": "attribute_group", "attributes": [{"name": "b.x", "type": "int"}]},
        {"id": "registry.a", "type": "attribute_group", "attributes": [{"name": "a.y", "type": "int"}]},
    ]});
    assert_eq!(
        evaluate("semconv_attributes[].name, $answer", registry),
        Ok(vec!["\"a.y\"".into(), "\"b.x\"".into(), "42".into()])
    );
}

#[test]
fn a_name_without_a_dot_is_a_namespace_in_version_2_only() {
    let v1 = json!({"groups": [
        {"id": "registry.x", "type": "attribute_group", "attributes": [{"name": "x", "type": "int"}]},
    ]});
    let v2 = json!({"registry": {"attributes": [{"key": "x", "type": "int"}]}});
    assert_eq!(
        evaluate("semconv_attributes[].root_namespace", v1),
        Ok(vec!["\"other\"".into()])
    );
    assert_eq!(
        evaluate("semconv_attributes({v2: true})[].root_namespace", v2),
        Ok(vec!["\"x\"".into()])
    );
}

#[test]
fn signals_keep_only_what_the_options_allow() {
    let registry = json!({"groups": [
        {"id": "metric.a.x", "type": "metric", "metric_name": "a.x", "stability": "stable", "attributes": [
            {"name": "s", "stability": "stable", "type": {"members": [{"id": "old", "stability": "stable", "deprecated": {}}]}},
            {"name": "d", "stability": "development", "type": "int"},
        ]},
        {"id": "metric.b.y", "type": "metric", "metric_name": "b.y", "stability": "alpha"},
        {"id": "metric.c.z", "type": "metric", "metric_name": "c.z", "stability": "stable",
            "annotations": {"code_generation": {"exclude": true}}},
    ]});
    let cases = [
        ("semconv_metrics[].metric_name", vec!["\"a.x\"", "\"b.y\""]),
        (
            "semconv_metrics({exclude_stability: [\"experimental\"]})[].metric_name",
            vec!["\"a.x\""],
        ),
        (
            "semconv_metrics({stable_only: true})[].attributes[].name",
            vec!["\"s\""],
        ),
        (
            "semconv_metrics({exclude_deprecated: true})[0].attributes[0].type.members",
            vec!["[]"],
        ),
        (
            "semconv_metrics({exclude_root_namespace: [\"a\"]})[].root_namespace",
            vec!["\"b\""],
        ),
        (
            "semconv_metrics({ignore_code_generation_annotations: true}) | length",
            vec!["3"],
        ),
        ("semconv_metrics[1].attributes", vec!["null"]),
    ];
    for (code, expect) in cases {
        let found = evaluate(code, registry.clone()).expect(code);
        assert_eq!(found, expect, "{code}");
    }
}

#[test]
fn what_is_wrong_with_a_program_is_said_in_words() {
    let cases = [
        (".groups[", "expected closing bracket"),
        ("$nobody", "undefined variable `$nobody`"),
        ("frobnicate(1)", "undefined filter `frobnicate/1`"),
        ("if . then 1", "expected"),
        (".a +", "expected term"),
    ];
    for (code, expect) in cases {
        let error = evaluate(code, json!({})).expect_err(code);
        assert!(error.contains(expect), "{code}: {error}");
    }
}

#[test]
fn a_program_cannot_end_the_process() {
    let error = evaluate("halt", json!(null)).expect_err("refused");
    assert!(error.contains("halt"), "{error}");
}

#[test]
fn an_error_at_run_time_is_not_lost() {
    assert_eq!(
        evaluate("1, error(\"stop\")", json!(null)),
        Err("stop".into())
    );
}

#[test]
fn a_program_that_never_ends_is_stopped() {
    let endless = [
        "def f: f; f",
        "[range(infinite)]",
        "last(repeat(.))",
        "[limit(infinite; repeat(1))]",
        "until(false; . + 1)",
        "reduce range(infinite) as $i (0; . + $i)",
        "first(range(infinite) | select(. < 0))",
    ];
    for code in endless {
        let error = evaluate(code, json!(0)).expect_err(code);
        assert!(error.starts_with("stopped after"), "{code}: {error}");
    }
}

#[test]
fn recursion_without_end_is_stopped_before_the_stack_ends() {
    for code in [
        "def f: 1 + f; f",
        "def f: [f]; f",
        "def f(g): g | f(f(g)); f(.)",
    ] {
        let error = evaluate(code, json!(0)).expect_err(code);
        assert!(error.starts_with("stopped"), "{code}: {error}");
    }
}

#[test]
fn a_range_counts_as_in_jq() {
    let cases = [
        ("[range(3)]", "[0,1,2]"),
        ("[range(1; 3)]", "[1,2]"),
        ("[range(0; 10; 4)]", "[0,4,8]"),
        ("[range(3; 0; -1)]", "[3,2,1]"),
        ("[range(0, 1; 3, 4)]", "[0,1,2,0,1,2,3,1,2,1,2,3]"),
        ("[limit(2; range(infinite))]", "[0,1]"),
    ];
    for (code, expect) in cases {
        assert_eq!(
            evaluate(code, json!(null)),
            Ok(vec![expect.into()]),
            "{code}"
        );
    }
}

#[test]
fn a_value_without_measure_is_stopped_before_it_is_made() {
    let programs = [
        r#""x" * 1000000000000"#,
        r#""x" * 1e12"#,
        r#""" * 1000000000000"#,
        r#"1000000000000 * "x""#,
        r#""x" * 100000000000000000000000"#,
        r#"{a: "x"} | .a *= 1000000000000"#,
        r#"reduce range(60) as $i ("x"; . + .)"#,
        "reduce range(60) as $i ([0]; . + .)",
        "reduce range(60) as $i ([0]; .[0:0] = .)",
        r#"reduce range(60) as $i ("x"; .[0:0] = .)"#,
        r#""xxxxxxxxxxxxxxxx" * 200000 | . / """#,
        "reduce range(60) as $i ([0]; [., .]) | tojson",
        "reduce range(60) as $i ([0]; [., .]) | tostring",
        "reduce range(60) as $i ([0]; [., .]) | [..]",
        "reduce range(60) as $i ([0]; [., .]) | flatten",
        "reduce range(60) as $i ([0]; [., .]) | tobytes",
        "reduce range(99999) as $i (3; . * .)",
    ];
    for code in programs {
        let error = evaluate(code, json!(null)).expect_err(code);
        assert!(
            error.starts_with("stopped") || code.contains("1e12"),
            "{code}: {error}"
        );
    }
}

#[test]
fn a_step_that_takes_for_ever_is_stopped() {
    let twin = "def twin: reduce range(60) as $i ([0]; [., .]); ";
    let programs = [
        "twin == twin",
        "[twin, twin] | sort",
        "[twin, twin] | unique",
        "twin | contains(twin)",
        "[twin] | index([twin])",
        "[twin] - [twin]",
        "{(twin): 1}",
        "{a: 1} | has(twin)",
        "{} | .[twin]",
        "{} | .[twin] = 1",
        "last(twin | ..)",
        "{a: twin} * {a: twin}",
        "[limit(3; repeat({a: twin}))] | group_by(.a)",
    ];
    for code in programs {
        let error = evaluate(&format!("{twin}{code}"), json!(null)).expect_err(code);
        assert!(error.starts_with("stopped"), "{code}: {error}");
    }
}

#[test]
fn a_message_about_a_large_value_is_cut() {
    let twin = "reduce range(60) as $i ([0]; [., .])";
    for code in [
        "{} + .",
        "-.",
        "ltrimstr(1) | .a",
        "error(.)",
        "fromjson",
        "test(\"\")",
    ] {
        let error = evaluate(&format!("{twin} | {code}"), json!(null)).expect_err(code);
        assert!(error.len() < 3 << 20, "{code}: {}", error.len());
    }
}

#[test]
fn memory_that_many_small_values_take_is_measured() {
    let programs = [
        "[range(infinite)]",
        "[range(20) | [range(10)]] | [combinations]",
        "[range(1e6) as $i | [range(100)]]",
        "[limit(1e7; repeat(\"a\" * 99))]",
        "[foreach range(1e7) as $i ([]; . + [$i])]",
    ];
    for code in programs {
        let error = evaluate_within(200_000_000, code, json!(null)).expect_err(code);
        let limits = [
            "stopped: expected at most 64 MiB",
            "stopped: expected lists",
        ];
        assert!(
            limits.iter().any(|it| error.starts_with(it)),
            "{code}: {error}"
        );
    }
}

#[test]
fn what_is_nested_too_deep_is_an_error_and_not_the_end_of_the_process() {
    /// How many of the programs must fail.
    const ERRORS: usize = 6;
    let nested = |open: &str, count: usize, rest: &str| format!("{}{rest}", open.repeat(count));
    let programs = [
        "reduce range(1e6) as $i (0; [.])".to_owned(),
        "reduce range(1e6) as $i (0; {a: .})".to_owned(),
        "reduce range(1e6) as $i (0; {a: 1} | .a = $i) | reduce range(1e6) as $i (.; {a: .})"
            .to_owned(),
        "reduce range(1e6) as $i ([]; [.] | .[0] |= [.])".to_owned(),
        "\"[\" * 1000000 | fromjson".to_owned(),
        nested("(", 60_000, "1"),
        format!("{}1{}", "(".repeat(30_000), ")".repeat(30_000)),
        format!("{}1{}", "[".repeat(30_000), "]".repeat(30_000)),
        nested("-", 60_000, "1 | error"),
        nested("try ", 16_000, "error"),
        nested("1 as $x | ", 6_000, "error"),
        format!("{}error", "def f: 1; ".repeat(6_000)),
        format!(
            "{}1{} | error",
            "if ".repeat(9_000),
            " then 1 end".repeat(5_000)
        ),
        format!("1{} | error", "+1".repeat(30_000)),
        format!(".{} | error", "[0]".repeat(20_000)),
        nested("(", 70_000, "1"),
    ];
    for (index, code) in programs.into_iter().enumerate() {
        let start: String = code.chars().take(40).collect();
        let outcome = evaluate_within(3_000_000, &code, json!(null));
        // Some of it is valid. What matters is that the process goes on.
        assert!(outcome.is_err() || index >= ERRORS, "{start}");
    }
}

#[test]
fn functions_of_values_are_those_of_jq() {
    let cases = [
        (
            "[null, -3, -2.5, \"aé\", [1], {a: 1}] | map(length)",
            "[0,3,2.5,2,1,1]",
        ),
        (
            "[\"abcb\", \"\", \"aéb\"] | map(indices(\"b\"))",
            "[[1,3],[],[2]]",
        ),
        (
            "[1, 2, 1, 2] | [indices(2), indices([1, 2]), indices([])]",
            "[[1,3],[0,2],[]]",
        ),
        (
            "[1, 2] | [has(0), has(2), has(-1), has(-3)]",
            "[true,false,true,false]",
        ),
        ("{a: 1} | [has(\"a\"), has(\"b\")]", "[true,false]"),
        (
            "[\"foobar\" | contains(\"bar\", \"\", \"x\")]",
            "[true,true,false]",
        ),
        (
            "[[\"foobar\", \"baz\"] | contains([\"bar\"], [\"x\"])]",
            "[true,false]",
        ),
        (
            "[{a: [1, 2], b: 3} | contains({a: [1]}, {c: 1})]",
            "[true,false]",
        ),
        ("[[1, 3, 5] | bsearch(3, 4)]", "[1,-3]"),
        (
            "\"[1, {\\\"a\\\": 2.50}] 3\" | [fromjson]",
            "[[1,{\"a\":2.50}],3]",
        ),
        ("[\"1 x 2\" | try fromjson catch 0] | length", "2"),
        (
            "[1, \"a\", [true]] | tojson | ., tostring",
            "\"[1,\\\"a\\\",[true]]\"",
        ),
        ("[1, 2, 3, 1] - [1, {}]", "[2,3]"),
        ("{a: {b: 1}} * {a: {c: 2}}", "{\"a\":{\"b\":1,\"c\":2}}"),
        ("\"ab\" * 2, \"a,b\" / \",\" | tojson", "\"\\\"abab\\\"\""),
        (
            "{a: [1, 2, 3]} | .a[1:] = [9] | .a[0] |= empty",
            "{\"a\":[9]}",
        ),
        (
            "[3, 1, 2] | sort, (map({a: .}) | sort_by(.a) | map(.a))",
            "[1,2,3]",
        ),
        (
            "[range(10000000000000000000; 10000000000000000002)] | length",
            "2",
        ),
    ];
    for (code, expect) in cases {
        let found = evaluate(code, json!(null)).expect(code);
        assert_eq!(found[0], expect, "{code}");
    }
}
