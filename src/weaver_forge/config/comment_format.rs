//! The formats of the `comment` filter: how Markdown text becomes a comment of a language.

use serde::Deserialize;

/// One entry of `comment_formats:`.
///
/// The options of both markups stand side by side, as they do in the file; those of the other
/// markup have no effect. (Nested structs would read better and cost the line in error messages.)
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct CommentFormat {
    /// What the text is rendered to.
    #[serde(rename = "format")]
    pub(crate) markup: Markup,
    /// A line above the text.
    pub(crate) header: Option<String>,
    /// The start of each line of text.
    pub(crate) prefix: Option<String>,
    /// A line below the text.
    pub(crate) footer: Option<String>,
    /// The character that `indent` counts.
    #[serde(default)]
    pub(crate) indent_type: IndentType,
    /// Drop white space around the text and at the end of each line.
    #[serde(default = "yes")]
    pub(crate) trim: bool,
    /// Drop dots at the end of the text.
    #[serde(default)]
    pub(crate) remove_trailing_dots: bool,
    /// Put a dot at the end of the text.
    #[serde(default)]
    pub(crate) enforce_trailing_dots: bool,
    /// Where lines are broken.
    #[serde(default)]
    pub(crate) word_wrap: WordWrap,
    /// Markdown: write `\` as `\\`.
    #[serde(default)]
    pub(crate) escape_backslashes: bool,
    /// Markdown: write `[` and `]` in text as `\[` and `\]`.
    #[serde(default)]
    pub(crate) escape_square_brackets: bool,
    /// Markdown: indent the outermost lists too.
    #[serde(default)]
    pub(crate) indent_first_level_list_items: bool,
    /// Markdown: write links as `[label]` and their addresses below the text.
    #[serde(default)]
    pub(crate) shortcut_reference_link: bool,
    /// Markdown: the language of code blocks that name none.
    pub(crate) default_block_code_language: Option<String>,
    /// Markdown: indent ordered lists by one space, as `gofmt` does.
    #[serde(default)]
    pub(crate) use_go_style_list_indent: bool,
    /// HTML: write one `<p>` between paragraphs in place of a pair around each.
    #[serde(default)]
    pub(crate) old_style_paragraph: bool,
    /// HTML: leave out `</li>`.
    #[serde(default)]
    pub(crate) omit_closing_li: bool,
    /// HTML: a template for code in a line; the code is `code`.
    #[serde(default = "inline_code")]
    pub(crate) inline_code_snippet: String,
    /// HTML: a template for a block of code; the code is `code`.
    #[serde(default = "block_code")]
    pub(crate) block_code_snippet: String,
}

fn yes() -> bool {
    true
}

/// What the `comment` filter renders Markdown to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Markup {
    /// Markdown in one uniform style.
    Markdown,
    /// HTML, as Javadoc wants it.
    Html,
}

/// The character that comments are indented with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(crate) enum IndentType {
    /// A space.
    #[default]
    #[serde(alias = "space")]
    Space,
    /// A tabulator.
    #[serde(alias = "tab")]
    Tab,
}

/// Where lines are broken.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub(crate) struct WordWrap {
    /// Longest line, in bytes and with its indent and prefix; absent: lines are not broken.
    pub(crate) line_length: Option<usize>,
    /// Join the lines of a paragraph before breaking them.
    #[serde(default)]
    pub(crate) ignore_newlines: bool,
}

fn inline_code() -> String {
    "<c>{{code}}</c>".to_owned()
}

fn block_code() -> String {
    "<pre>\n{{code}}\n</pre>".to_owned()
}
