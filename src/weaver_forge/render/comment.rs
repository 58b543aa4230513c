//! The `comment` filter: Markdown text as a comment of the target language.

mod html;
mod markup;
mod plain;
mod wrap;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Value};

use crate::config::{CommentFormat, Config, IndentType, Markup};

/// How much text is kept of what was rendered already, in bytes.
const KEPT_BYTES_MAX: usize = 32 << 20;

/// Adds the filter to `engine`; `snippets` renders the code snippets of HTML comments.
pub(super) fn add(engine: &mut Environment<'_>, config: &Config, snippets: Environment<'static>) {
    let filter = Arc::new(Comment {
        formats: config.comment_formats.clone(),
        default_format: config.default_comment_format.clone(),
        snippets,
        kept: RwLock::default(),
    });
    engine.add_filter("comment", move |input: Value, options: Kwargs| {
        filter.apply(&input, &options)
    });
}

struct Comment {
    formats: BTreeMap<String, CommentFormat>,
    default_format: String,
    snippets: Environment<'static>,
    kept: RwLock<Kept>,
}

/// What was rendered already. A registry says the same of an attribute wherever it is used.
#[derive(Default)]
struct Kept {
    /// The rendered texts by format, length of lines and text.
    texts: BTreeMap<String, Arc<str>>,
    bytes: usize,
}

impl Kept {
    fn keep(&mut self, key: String, text: &Arc<str>) {
        self.bytes += key.len() + text.len();
        if self.bytes <= KEPT_BYTES_MAX {
            self.texts.insert(key, text.clone());
        }
    }
}

/// A format with the options of one call over it.
struct Layout<'f> {
    name: &'f str,
    format: &'f CommentFormat,
    indent: String,
    header: String,
    prefix: String,
    footer: String,
    /// Longest line without indent and prefix, in bytes.
    line_length_max: Option<usize>,
}

impl Comment {
    fn apply(&self, input: &Value, options: &Kwargs) -> Result<String, Error> {
        if input.is_undefined() {
            return Ok(String::new());
        }
        let layout = self.layout(options)?;
        let text = prepared(&text_of(input)?, layout.format)?;
        let rendered = self.rendered(text, &layout)?;
        Ok(layout.frame(&rendered))
    }

    /// The lines of `text`, without what `layout` puts around each of them.
    fn rendered(&self, text: String, layout: &Layout<'_>) -> Result<Arc<str>, Error> {
        let key = format!("{}\n{:?}\n{text}", layout.name, layout.line_length_max);
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.texts.get(&key) {
            return Ok(known.clone());
        }
        drop(kept);
        let rendered: Arc<str> = self.render(&text, layout)?.into();
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.keep(key, &rendered);
        Ok(rendered)
    }

    fn render(&self, text: &str, layout: &Layout<'_>) -> Result<String, Error> {
        let mut wrap = layout.format.word_wrap;
        wrap.line_length = layout.line_length_max;
        let tree = match plain::tree(text) {
            Some(tree) => tree,
            None => markdown::to_mdast(text, &markdown::ParseOptions::default())
                .map_err(|error| invalid(format!("not valid Markdown: {error}")))?,
        };
        match layout.format.markup {
            Markup::Markdown => Ok(markup::render(&tree, layout.format, wrap)),
            Markup::Html => html::render(&tree, layout.format, wrap, &self.snippets),
        }
    }

    fn layout(&self, options: &Kwargs) -> Result<Layout<'_>, Error> {
        let name: Option<String> = options.get("format")?;
        let name = name.as_deref().unwrap_or(&self.default_format);
        let (name, format) = self.formats.get_key_value(name).ok_or_else(|| {
            let known: Vec<_> = self.formats.keys().map(String::as_str).collect();
            invalid(format!(
                "comment format `{name}` is not in weaver.yaml (comment_formats: {})",
                known.join(", ")
            ))
        })?;
        let text = |option: &str, configured: &Option<String>| {
            let given: Option<String> = options.get(option)?;
            Ok::<_, Error>(given.or_else(|| configured.clone()).unwrap_or_default())
        };
        let prefix = text("prefix", &format.prefix)?;
        let indent = indent(options, format.indent_type)?;
        let line_length: Option<usize> = options.get("line_length")?;
        Ok(Layout {
            header: text("header", &format.header)?,
            footer: text("footer", &format.footer)?,
            line_length_max: line_length
                .or(format.word_wrap.line_length)
                .map(|length| length.saturating_sub(indent.len() + prefix.len())),
            name,
            format,
            indent,
            prefix,
        })
    }
}

fn indent(options: &Kwargs, configured: IndentType) -> Result<String, Error> {
    let count: Option<usize> = options.get("indent")?;
    let character = match options.get::<Option<String>>("indent_type")?.as_deref() {
        Some("space") => " ",
        Some("tab") => "\t",
        Some(other) => {
            return Err(invalid(format!(
                "expected `space` or `tab` as indent_type, found `{other}`"
            )));
        }
        None => match configured {
            IndentType::Space => " ",
            IndentType::Tab => "\t",
        },
    };
    Ok(character.repeat(count.unwrap_or_default()))
}

/// The text of a comment: the lines of a list, else what printing the value gives.
fn text_of(input: &Value) -> Result<String, Error> {
    if input.kind() != ValueKind::Seq {
        return Ok(input.to_string());
    }
    let lines: Vec<String> = input.try_iter()?.map(|line| line.to_string()).collect();
    Ok(lines.join("\n"))
}

fn prepared(text: &str, format: &CommentFormat) -> Result<String, Error> {
    let mut text = if format.trim { text.trim() } else { text }.to_owned();
    match (format.remove_trailing_dots, format.enforce_trailing_dots) {
        (true, true) => {
            return Err(invalid(
                "remove_trailing_dots and enforce_trailing_dots exclude each other".to_owned(),
            ));
        }
        (true, false) => text.truncate(text.trim_end_matches('.').len()),
        (false, true) if !text.is_empty() && !text.ends_with('.') => text.push('.'),
        (false, _) => {}
    }
    Ok(text)
}

impl Layout<'_> {
    /// `text` with indent and prefix before each line, between header and footer.
    ///
    /// The first line has no indent: it stands where the template calls the filter.
    fn frame(&self, text: &str) -> String {
        let mut framed = self.header.clone();
        for line in text.lines() {
            let mut indent = "";
            // Blank lines before the text vanish, unless the prefix makes them visible.
            if !framed.is_empty() {
                framed.push('\n');
                indent = &self.indent;
            }
            let line = format!("{indent}{}{line}", self.prefix);
            framed.push_str(if self.format.trim {
                line.trim_end()
            } else {
                &line
            });
        }
        if !self.footer.is_empty() {
            framed.truncate(framed.trim_end().len());
            framed.push('\n');
            framed.push_str(&self.indent);
            framed.push_str(&self.footer);
        }
        framed.truncate(framed.trim_end().len());
        framed
    }
}

fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

#[cfg(test)]
mod tests;
