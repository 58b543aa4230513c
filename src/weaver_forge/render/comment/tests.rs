//! The filter as templates see it.

use minijinja::Environment;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::render::value::from_json;

const FORMATS: &str = "
default_comment_format: plain
comment_formats:
  plain: {format: markdown}
  hash: {format: markdown, prefix: '# ', header: <head>, footer: <foot>, indent_type: Tab}
  raw: {format: markdown, trim: false, prefix: '> '}
  dotless: {format: markdown, remove_trailing_dots: true}
  dotted: {format: markdown, enforce_trailing_dots: true}
  both: {format: markdown, enforce_trailing_dots: true, remove_trailing_dots: true}
  escaped: {format: markdown, escape_backslashes: true, escape_square_brackets: true}
  links: {format: markdown, shortcut_reference_link: true}
  code: {format: markdown, default_block_code_language: text}
  narrow: {format: markdown, word_wrap: {line_length: 20}}
  joined: {format: markdown, word_wrap: {line_length: 20, ignore_newlines: true}}
  html: {format: html}
  java: {format: html, old_style_paragraph: true, omit_closing_li: true, inline_code_snippet: '{@code {{code}}}'}
  broken: {format: html, inline_code_snippet: '{{ code'}
";

/// What `{{ it | comment(options) }}` prints.
fn comment(input: &Json, options: &str) -> Result<String, String> {
    let mut engine = Environment::new();
    add(&mut engine, &Config::of(FORMATS), Environment::new());
    engine
        .render_str(
            &format!("{{{{ it | comment({options}) }}}}"),
            from_json(&json!({ "it": input })),
        )
        .map_err(|error| error.to_string())
}

fn check(cases: &[(&str, &str, &str)]) {
    for (text, options, expect) in cases {
        let printed = comment(&json!(text), options);
        assert_eq!(printed.as_deref(), Ok(*expect), "{text:?} {options}");
    }
}

#[test]
fn a_comment_has_header_prefix_indent_and_footer() {
    check(&[
        ("a\n\nb", "format='hash'", "<head>\n# a\n#\n# b\n<foot>"),
        (
            "a\n\nb",
            "format='hash', indent=2",
            "<head>\n\t\t# a\n\t\t#\n\t\t# b\n\t\t<foot>",
        ),
        (
            "a",
            "format='hash', indent=1, indent_type='space', prefix='- '",
            "<head>\n - a\n <foot>",
        ),
        ("a", "format='hash', header='', footer=''", "# a"),
        ("", "format='hash'", "<head>\n<foot>"),
        ("  a  ", "format='raw'", "> a"),
    ]);
}

#[test]
fn dots_at_the_end_are_removed_or_added() {
    check(&[
        ("a..", "format='dotless'", "a"),
        ("...", "format='dotless'", ""),
        ("a", "format='dotted'", "a."),
        ("a.", "format='dotted'", "a."),
        ("", "format='dotted'", ""),
    ]);
}

#[test]
fn values_that_are_no_text_are_printed() {
    let cases = [
        (json!(["a.", 3, null, [1, "x"]]), "a.\n3\nnone\n[1, \"x\"]"),
        (json!(null), "none"),
        (json!({"a": 1}), "{\"a\": 1}"),
        (json!(true), "true"),
    ];
    for (input, expect) in cases {
        assert_eq!(comment(&input, "").as_deref(), Ok(expect), "{input}");
    }
    let mut engine = Environment::new();
    add(&mut engine, &Config::default(), Environment::new());
    let nothing = engine.render_str("{{ it | comment(format='nowhere') }}", ());
    assert_eq!(nothing.expect("undefined is no text"), "");
}

#[test]
fn markdown_is_printed_in_one_style() {
    check(&[
        ("* a\n* b", "", "- a\n- b"),
        ("1) a\n2) b", "", "1. a\n2. b"),
        ("_a_ __b__ ~~c~~", "", "*a* **b** ~~c~~"),
        ("a\n=", "", "# a"),
        ("> a", "", "> a"),
        ("```\nx\n```", "format='code'", "```text\nx\n```"),
        ("[a](b) <http://c>", "", "[a](b) [http://c](http://c)"),
        ("see [a](b)", "format='links'", "see [a]\n\n[a]: b"),
        ("a\\\\b [c]", "format='escaped'", "a\\\\b \\[c\\]"),
        ("a  \nb ![i](j) c", "", "ab  c"),
    ]);
}

/// A line may be one byte too long: the space before its last word is not counted.
#[test]
fn lines_are_broken_between_words() {
    check(&[
        (
            "one two three four five",
            "format='narrow'",
            "one two three four\nfive",
        ),
        (
            "one two three four five",
            "format='narrow', line_length=9",
            "one two\nthree four\nfive",
        ),
        (
            "one two three four five",
            "format='narrow', prefix='// '",
            "// one two three four\n// five",
        ),
        ("one\ntwo", "format='narrow'", "one\ntwo"),
        ("one\ntwo", "format='joined'", "one two"),
        (
            "- one two three four five",
            "format='narrow'",
            "- one two three four\n  five",
        ),
        (
            "a `one two three four` b",
            "format='narrow'",
            "a\n`one two three four`\nb",
        ),
    ]);
}

#[test]
fn html_is_printed_in_two_styles() {
    check(&[
        ("a\n\nb", "format='html'", "<p>a</p>\n<p>b</p>"),
        ("a\n\nb", "format='java'", "a\n<p>\nb"),
        ("a\n\n@since 1", "format='java'", "a\n\n@since 1"),
        (
            "- a\n- `b`",
            "format='html'",
            "<ul>\n  <li>a</li>\n  <li><c>b</c></li>\n</ul>",
        ),
        ("1. a", "format='java'", "<ol>\n  <li>a\n</ol>"),
        (
            "[a](b) *c* **d**",
            "format='html'",
            "<p><a href=\"b\">a</a> <em>c</em> <strong>d</strong></p>",
        ),
        ("`a` <b>", "format='java'", "{@code a} <b>"),
        ("# a", "format='html'", "<h1>a</h1>"),
        (
            "> a",
            "format='html'",
            "<blockquote>\n<p>a</p></blockquote>",
        ),
    ]);
}

#[test]
fn what_is_wrong_with_a_format_is_said() {
    let cases = [
        (
            "format='none'",
            "comment format `none` is not in weaver.yaml (comment_formats: both, broken,",
        ),
        ("format='both'", "exclude each other"),
        ("indent_type='Tab'", "expected `space` or `tab`"),
        ("format='broken'", "syntax error"),
    ];
    for (options, expect) in cases {
        let error = comment(&json!("`a`"), options).expect_err(options);
        assert!(error.contains(expect), "{options}: {error}");
    }
}

proptest! {
    #[test]
    fn any_text_makes_a_comment(
        text in "[a-z `*_\\[\\]()<>#\n\\\\~!.|>-]{0,60}|\\PC{0,40}",
        format in prop::sample::select(vec!["plain", "narrow", "joined", "links", "html", "java"]),
        line_length in 0_usize..12,
    ) {
        let options = format!("format='{format}', line_length={line_length}, prefix='// '");
        let printed = comment(&json!(text), &options).expect("any text is Markdown");
        prop_assert!(printed.lines().all(|line| line.is_empty() || line.starts_with("//")));
    }
}
