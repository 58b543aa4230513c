//! Texts: acronyms, replacement tables, patterns, Markdown.

use std::borrow::Cow;
use std::collections::BTreeMap;

use minijinja::{Environment, Error, Value};
use regex::Regex;

use super::invalid;
use crate::config::Config;

pub(super) fn add(engine: &mut Environment<'_>, config: &Config) {
    engine.add_filter("acronym", acronym(&config.acronyms));
    engine.add_filter("map_text", map_text(config.text_maps.clone()));
    engine.add_filter("type_mapping", type_mapping(config.type_mapping.clone()));
    engine.add_filter("split_id", split_id);
    engine.add_filter("regex_replace", regex_replace);
    engine.add_filter("comment_with_prefix", comment_with_prefix);
    engine.add_filter("markdown_to_html", |text: Cow<'_, str>| {
        markdown::to_html(&text)
    });
}

/// Gives each word that is an acronym the case that the list gives it.
fn acronym(acronyms: &[String]) -> impl Fn(&str) -> String + use<> {
    let by_lower_case: BTreeMap<String, String> = acronyms
        .iter()
        .map(|acronym| (acronym.to_lowercase(), acronym.clone()))
        .collect();
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    move |text| {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let word = is_word(first);
            let end = rest
                .find(|character| is_word(character) != word)
                .unwrap_or(rest.len());
            let (token, after) = rest.split_at(end);
            match by_lower_case.get(&token.to_lowercase()) {
                Some(acronym) => result.push_str(acronym),
                None => result.push_str(token),
            }
            rest = after;
        }
        result
    }
}

/// Looks a text up in one of the `text_maps`.
fn map_text(
    maps: BTreeMap<String, BTreeMap<String, String>>,
) -> impl Fn(&Value, &str, Option<Value>) -> Value {
    move |input, map, default| {
        input
            .as_str()
            .and_then(|text| maps.get(map)?.get(text))
            .map(|text| Value::from(text.as_str()))
            .or(default)
            .unwrap_or_else(|| input.clone())
    }
}

fn type_mapping(types: BTreeMap<String, String>) -> impl Fn(&Value) -> Value {
    move |input| {
        input
            .as_str()
            .and_then(|name| types.get(name))
            .map_or_else(|| input.clone(), |name| Value::from(name.as_str()))
    }
}

/// The segments of a dotted name.
fn split_id(id: &str) -> Vec<Value> {
    id.split('.')
        .map(|segment| Value::from_safe_string(segment.to_owned()))
        .collect()
}

fn regex_replace(
    text: Cow<'_, str>,
    pattern: Cow<'_, str>,
    replacement: Cow<'_, str>,
) -> Result<String, Error> {
    let pattern =
        Regex::new(&pattern).map_err(|error| invalid(format!("invalid pattern: {error}")))?;
    Ok(pattern
        .replace_all(&text, replacement.as_ref())
        .into_owned())
}

fn comment_with_prefix(text: &Value, prefix: &str) -> String {
    let lines: Vec<String> = text
        .to_string()
        .lines()
        .map(|line| format!("{prefix}{line}"))
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{check, check_errors, print};
    use crate::config::Config;
    use serde_json::json;

    #[test]
    fn acronyms_are_replaced_as_whole_words() {
        let config = Config {
            acronyms: ["HTTP", "iOS", "K8s"].map(str::to_owned).to_vec(),
            ..Config::default()
        };
        let text = json!("The http api on Ios,  k8s-node\nand HTTPS.");
        assert_eq!(
            print(&config, "it | acronym", &text).as_deref(),
            Ok("The HTTP api on iOS,  K8s-node\nand HTTPS.")
        );
    }

    #[test]
    fn a_text_that_is_in_no_table_stays_or_becomes_the_default() {
        let config = Config {
            text_maps: [(
                "colors".to_owned(),
                [("red".to_owned(), "rouge".to_owned())].into(),
            )]
            .into(),
            type_mapping: [("int".to_owned(), "i64".to_owned())].into(),
            ..Config::default()
        };
        let cases = [
            ("'red' | map_text('colors')", "rouge"),
            ("'blue' | map_text('colors')", "blue"),
            ("'blue' | map_text('colors', 'none')", "none"),
            ("'red' | map_text('nowhere')", "red"),
            ("5 | map_text('colors', 'five')", "five"),
            ("'int' | type_mapping", "i64"),
            ("'double' | type_mapping", "double"),
            ("3 | type_mapping", "3"),
        ];
        for (expression, expect) in cases {
            assert_eq!(
                print(&config, expression, &json!(null)).as_deref(),
                Ok(expect),
                "{expression}"
            );
        }
    }

    #[test]
    fn names_patterns_and_lines() {
        check(&[
            ("'a.b_c..d' | split_id", r#"["a", "b_c", "", "d"]"#),
            ("'a1b22' | regex_replace('[0-9]+', '#')", "a#b#"),
            (
                "'john.doe' | regex_replace('(\\\\w+)\\\\.(\\\\w+)', '$2, $1')",
                "doe, john",
            ),
            ("'x' | regex_replace('y*', '-')", "-x-"),
            (
                "'one\\n\\ntwo\\n' | comment_with_prefix('# ')",
                "# one\n# \n# two",
            ),
            (
                "'*b* <i>' | markdown_to_html",
                "<p><em>b</em> &lt;i&gt;</p>",
            ),
        ]);
        check_errors(
            &json!(null),
            &[("'x' | regex_replace('(', '')", "invalid pattern")],
        );
    }
}
