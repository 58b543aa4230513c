//! jq programs: the `filter` and `when` expressions of weaver.yaml.
//!
//! Programs run on [jaq](https://docs.rs/jaq-core) with its standard library and the helpers of
//! `jq/semconv.jq`. Objects are handed over with their keys sorted and come back sorted, so that
//! no feature of another crate in the build can change an order.

mod guard;
mod library;
mod problem;
mod value;

pub(crate) use jaq_json::Val as Input;
pub(crate) use value::{input, output};

use jaq_core::compile::Filter;
use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Exn, Native, Vars};
use jaq_json::Val;

use guard::{Guard, Guarded};

/// A compiled jq program.
pub(crate) struct Program {
    filter: Filter<Native<Guarded>>,
}

impl Program {
    /// Compiles `code`, in which the variables `names` (without `$`) are defined.
    ///
    /// The error is a text that says what is wrong with the program, one problem to a line.
    pub(crate) fn compile<'n>(
        code: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Result<Self, String> {
        let names: Vec<String> = names.into_iter().map(|name| format!("${name}")).collect();
        let definitions = library::definitions()
            .ok_or_else(|| "the built-in helpers cannot be read".to_owned())?;
        let arena = Arena::default();
        let modules = Loader::new(definitions)
            .load(&arena, File { code, path: () })
            .map_err(|errors| problem::of_loading(code, errors))?;
        let filter = Compiler::default()
            .with_funs(library::functions())
            .with_global_vars(names.iter().map(String::as_str))
            .compile(modules)
            .map_err(problem::of_compiling)?;
        Ok(Self { filter })
    }

    /// Runs the program on `input` and returns all values that it yields.
    ///
    /// `variables` are the values of the names given to [`Program::compile`], in the same order.
    /// The first error that the program raises ends the run, and so do the limits of [`guard`].
    pub(crate) fn run(&self, input: Val, variables: Vec<Val>) -> Result<Vec<Val>, String> {
        self.run_within(guard::STEPS_MAX, input, variables)
    }

    fn run_within(
        &self,
        steps_max: u64,
        input: Val,
        variables: Vec<Val>,
    ) -> Result<Vec<Val>, String> {
        guard::run(steps_max, move |budget| {
            let data = Guard::new(&self.filter.lut, budget);
            let context = Ctx::<Guarded>::new(data, Vars::new(variables));
            self.filter
                .id
                .run((context, input))
                .collect::<Result<_, _>>()
                .map_err(exception)
        })
    }
}

/// Why a program ended before its time.
fn exception(exception: Exn<'_, Val>) -> String {
    match exception.get_err() {
        Ok(error) => error.to_string(),
        // Obeying would end the whole process.
        Err(_) => "`halt` cannot be used here".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// Enough for all programs here that end.
    const STEPS_MAX: u64 = 100_000;

    fn evaluate(code: &str, on: serde_json::Value) -> Result<Vec<String>, String> {
        let program = Program::compile(code, ["answer"])?;
        let values = program.run_within(STEPS_MAX, input(on), vec![input(json!(42))])?;
        Ok(values.iter().map(ToString::to_string).collect())
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
            Err("\"stop\"".into())
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
}
