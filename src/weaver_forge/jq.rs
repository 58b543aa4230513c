//! jq programs: the `filter` and `when` expressions of weaver.yaml.
//!
//! Programs run on [jaq](https://docs.rs/jaq-core) with its standard library and the helpers of
//! `jq/semconv.jq`. Objects are handed over with their keys sorted and come back sorted, so that
//! no feature of another crate in the build can change an order.

mod problem;
mod value;

pub(crate) use value::{input, output};

use jaq_core::compile::Filter;
use jaq_core::data::JustLut;
use jaq_core::load::{self, Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Exn, Native, Vars};
use jaq_json::Val;

const SEMCONV: &str = include_str!("jq/semconv.jq");

type Data = JustLut<Val>;

/// A compiled jq program.
pub(crate) struct Program {
    filter: Filter<Native<Data>>,
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
        let prelude = load::parse(SEMCONV, |parser| parser.defs())
            .ok_or_else(|| "the built-in helpers cannot be read".to_owned())?;
        let definitions = jaq_core::defs()
            .chain(jaq_std::defs())
            .chain(jaq_json::defs())
            .chain(prelude);
        let arena = Arena::default();
        let modules = Loader::new(definitions)
            .load(&arena, File { code, path: () })
            .map_err(|errors| problem::of_loading(code, errors))?;
        let functions = jaq_core::funs()
            .chain(jaq_std::funs())
            .chain(jaq_json::funs());
        let filter = Compiler::default()
            .with_funs(functions)
            .with_global_vars(names.iter().map(String::as_str))
            .compile(modules)
            .map_err(problem::of_compiling)?;
        Ok(Self { filter })
    }

    /// Runs the program on `input` and returns all values that it yields.
    ///
    /// `variables` are the values of the names given to [`Program::compile`], in the same order.
    /// The first error that the program raises ends the run.
    pub(crate) fn run(&self, input: Val, variables: Vec<Val>) -> Result<Vec<Val>, String> {
        let context = Ctx::<Data>::new(&self.filter.lut, Vars::new(variables));
        self.filter
            .id
            .run((context, input))
            .collect::<Result<_, _>>()
            .map_err(exception)
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

    fn evaluate(code: &str, on: serde_json::Value) -> Result<Vec<String>, String> {
        let program = Program::compile(code, ["answer"])?;
        let values = program.run(input(&on), vec![input(&json!(42))])?;
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
}
