//! Evaluation of a template expression with the filters of a configuration.

use minijinja::Environment;
use serde_json::{Value as Json, json};

use crate::config::Config;
use crate::render::value::from_json;

/// What `{{ expression }}` prints, `it` being `input`.
pub(super) fn print(config: &Config, expression: &str, input: &Json) -> Result<String, String> {
    let mut engine = Environment::new();
    super::add(&mut engine, config);
    let context = from_json(&json!({ "it": input }));
    engine
        .render_str(&format!("{{{{ {expression} }}}}"), context)
        .map_err(|error| error.to_string())
}

/// Checks what expressions print for an input.
pub(super) fn check_input(input: &Json, cases: &[(&str, &str)]) {
    for (expression, expect) in cases {
        let printed = print(&Config::default(), expression, input);
        assert_eq!(printed.as_deref(), Ok(*expect), "{expression}");
    }
}

/// Checks what expressions print that need no input.
pub(super) fn check(cases: &[(&str, &str)]) {
    check_input(&Json::Null, cases);
}

/// Checks that expressions fail with a message that contains a text.
pub(super) fn check_errors(input: &Json, cases: &[(&str, &str)]) {
    for (expression, expect) in cases {
        let error = print(&Config::default(), expression, input).expect_err(expression);
        assert!(error.contains(expect), "{expression}: {error}");
    }
}
