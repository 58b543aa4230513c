//! Markdown printed again in one uniform style.
//!
//! What Weaver drops is dropped here too: hard breaks, images, tables, rules, footnotes and links
//! by reference. So are its ways of placing blank lines in nested lists, because generated files
//! must not depend on who generates them.

use markdown::mdast::{Link, List, Node};

use super::wrap::Writer;
use crate::config::{CommentFormat, WordWrap};

/// `tree` as Markdown.
pub(super) fn render(tree: &Node, format: &CommentFormat, wrap: WordWrap) -> String {
    let mut printer = Printer {
        format,
        writer: Writer::new(wrap),
        list_depth: 0,
        item_number: 0,
        references: Vec::new(),
        pending_lines: 0,
        line_prefix: String::new(),
        prefix_written: false,
        unit: None,
    };
    printer.node(tree, "");
    printer.finish()
}

struct Printer<'f> {
    format: &'f CommentFormat,
    writer: Writer,
    list_depth: usize,
    /// Number of the last list item; inner lists count on and then start again.
    item_number: usize,
    /// Labels and addresses of links whose address goes below the text.
    references: Vec<(String, String)>,
    /// Line breaks that are written only if more follows.
    pending_lines: usize,
    /// What each line of the current block starts with.
    line_prefix: String,
    /// The first line of the block has its prefix already, such as the bullet of a list item.
    prefix_written: bool,
    /// Text that must stay on one line, as far as it is known.
    unit: Option<String>,
}

impl Printer<'_> {
    fn finish(mut self) -> String {
        if !self.references.is_empty() {
            let lines = std::mem::take(&mut self.pending_lines);
            self.writer.text.push_str(&"\n".repeat(lines));
        }
        for (label, url) in &self.references {
            self.writer.text.push_str(&format!("\n[{label}]: {url}"));
        }
        self.writer.text
    }

    fn node(&mut self, node: &Node, indent: &str) {
        let lines = std::mem::take(&mut self.pending_lines);
        if !matches!(node, Node::List(_)) {
            for _ in 0..lines {
                self.new_line();
            }
        }
        match node {
            Node::Root(root) => self.nodes(&root.children, indent),
            Node::Text(text) => self.text(&self.escaped(&text.value)),
            Node::Paragraph(paragraph) => {
                self.blank_line();
                self.nodes(&paragraph.children, indent);
                self.new_line();
            }
            Node::List(list) => self.list(list, indent),
            Node::ListItem(item) => self.nodes_inline(&item.children, indent),
            Node::Html(html) => self.piece(&html.value),
            Node::InlineCode(code) => self.piece(&format!("`{}`", code.value)),
            Node::Code(code) => {
                let default = self.format.default_block_code_language.as_deref();
                let language = code.lang.as_deref().or(default).unwrap_or_default();
                self.piece(&format!("```{language}\n{}\n```", code.value));
                self.new_line();
            }
            Node::Blockquote(quote) => {
                self.blank_line();
                self.set_prefix("> ");
                self.nodes_inline(&quote.children, indent);
                self.clear_prefix();
                self.new_line();
            }
            Node::Link(link) => self.link(link, indent),
            Node::Strong(strong) => self.unit("**", &strong.children, "**", indent),
            Node::Emphasis(emphasis) => self.unit("*", &emphasis.children, "*", indent),
            Node::Delete(delete) => self.unit("~~", &delete.children, "~~", indent),
            Node::Heading(heading) => {
                self.blank_line();
                let marks = "#".repeat(usize::from(heading.depth));
                self.unit(&format!("{indent}{marks} "), &heading.children, "", indent);
                self.new_line();
                self.pending_lines += 1;
            }
            _ => {}
        }
    }

    fn nodes(&mut self, nodes: &[Node], indent: &str) {
        for node in nodes {
            self.node(node, indent);
        }
    }

    /// Like [`Self::nodes`], but paragraphs get no lines of their own.
    fn nodes_inline(&mut self, nodes: &[Node], indent: &str) {
        for node in nodes {
            match node {
                Node::Paragraph(paragraph) => self.nodes(&paragraph.children, indent),
                node => self.node(node, indent),
            }
        }
    }

    fn list(&mut self, list: &List, indent: &str) {
        self.list_depth += 1;
        let step = if !self.format.indent_first_level_list_items && self.list_depth == 1 {
            ""
        } else if self.format.use_go_style_list_indent && list.ordered {
            " "
        } else {
            "  "
        };
        let indent = format!("{indent}{step}");
        self.new_line();
        for item in &list.children {
            let lines = std::mem::take(&mut self.pending_lines);
            if lines > 0 {
                self.set_prefix("");
            }
            for _ in 0..lines {
                self.new_line();
            }
            self.item_number += 1;
            let bullet = if list.ordered {
                format!("{indent}{}. ", self.item_number)
            } else {
                format!("{indent}- ")
            };
            self.prefix_written = true;
            self.set_prefix(&" ".repeat(bullet.len()));
            self.piece(&bullet);
            self.node(item, &indent);
            self.pending_lines += 1;
        }
        self.list_depth -= 1;
        self.item_number = 0;
        self.clear_prefix();
        self.pending_lines += 1;
    }

    fn link(&mut self, link: &Link, indent: &str) {
        self.open_unit("[");
        let start = self.writer.text.len();
        self.nodes(&link.children, indent);
        let label = match &self.unit {
            Some(unit) => unit.get(1..).unwrap_or_default().to_owned(),
            None => self.writer.text.get(start..).unwrap_or_default().to_owned(),
        };
        self.piece("]");
        if self.format.shortcut_reference_link && !link.url.is_empty() {
            self.references.push((label, link.url.clone()));
        } else {
            self.piece(&format!("({})", link.url));
        }
        self.close_unit("");
    }

    /// Text between two marks that stays on one line.
    fn unit(&mut self, open: &str, children: &[Node], close: &str, indent: &str) {
        self.open_unit(open);
        self.nodes(children, indent);
        self.close_unit(close);
    }

    fn open_unit(&mut self, open: &str) {
        if let Some(outer) = self.unit.take() {
            self.writer.write_unbroken(&outer, &self.line_prefix);
        }
        if self.writer.wraps() {
            self.unit = Some(open.to_owned());
        } else {
            self.writer.text.push_str(open);
        }
    }

    fn close_unit(&mut self, close: &str) {
        let unit = self.unit.take().unwrap_or_default() + close;
        self.piece(&unit);
    }

    /// Writes what must not be broken.
    fn piece(&mut self, piece: &str) {
        match &mut self.unit {
            Some(unit) => unit.push_str(piece),
            None => self.writer.write_unbroken(piece, &self.line_prefix),
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(unit) = &mut self.unit {
            unit.push_str(text);
            return;
        }
        let prefixed = !self.line_prefix.is_empty() && !self.prefix_written;
        if !self.writer.wraps() {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.writer.text.push('\n');
                }
                if prefixed || index > 0 {
                    self.writer.text.push_str(&self.line_prefix);
                }
                self.writer.text.push_str(line);
            }
            return;
        }
        if prefixed {
            self.writer
                .write_unbroken(&self.line_prefix, &self.line_prefix);
        }
        if self.writer.ignores_newlines() {
            self.writer.write_words(text, &self.line_prefix);
            return;
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.new_line();
            }
            self.writer.write_words(line, &self.line_prefix);
        }
    }

    fn escaped(&self, text: &str) -> String {
        let mut text = text.to_owned();
        if self.format.escape_backslashes {
            text = text.replace('\\', "\\\\");
        }
        if self.format.escape_square_brackets {
            text = escape_square_brackets(&text);
        }
        text
    }

    fn new_line(&mut self) {
        self.writer.new_line(&self.line_prefix);
    }

    /// Ends the line, unless nothing or a blank line stands before.
    fn blank_line(&mut self) {
        if !self.writer.text.is_empty() && !self.writer.text.ends_with("\n\n") {
            self.new_line();
        }
    }

    fn set_prefix(&mut self, prefix: &str) {
        prefix.clone_into(&mut self.line_prefix);
    }

    fn clear_prefix(&mut self) {
        self.line_prefix.clear();
        self.prefix_written = false;
    }
}

/// Puts a backslash before each square bracket that has none.
fn escape_square_brackets(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut after_backslash = false;
    for character in text.chars() {
        if matches!(character, '[' | ']') && !after_backslash {
            escaped.push('\\');
        }
        escaped.push(character);
        after_backslash = character == '\\' && !after_backslash;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_that_is_escaped_is_not_escaped_again() {
        let cases = [
            ("[a]", r"\[a\]"),
            (r"\[a\]", r"\[a\]"),
            (r"\\[a]", r"\\\[a\]"),
            ("", ""),
        ];
        for (text, expect) in cases {
            assert_eq!(escape_square_brackets(text), expect, "{text}");
        }
    }
}
