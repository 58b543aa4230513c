//! Markdown as HTML, for languages whose comments are HTML.
//!
//! Text is not escaped, so that HTML in a note stays HTML. What Weaver drops is dropped here too:
//! hard breaks, images, tables, rules, footnotes and links by reference.

use markdown::mdast::{List, Node};
use minijinja::{Environment, Error, context};

use super::wrap::Writer;
use crate::config::{CommentFormat, WordWrap};

/// `tree` as HTML; `snippets` renders the templates for code.
///
/// # Errors
/// A snippet of the format is no valid template.
pub(super) fn render(
    tree: &Node,
    format: &CommentFormat,
    wrap: WordWrap,
    snippets: &Environment<'_>,
) -> Result<String, Error> {
    let mut printer = Printer {
        format,
        snippets,
        writer: Writer::new(wrap),
        pending_line: false,
    };
    printer.node(tree, "")?;
    Ok(printer.writer.text)
}

struct Printer<'f> {
    format: &'f CommentFormat,
    snippets: &'f Environment<'f>,
    writer: Writer,
    /// A line break that is written only if more follows.
    pending_line: bool,
}

impl Printer<'_> {
    fn node(&mut self, node: &Node, indent: &str) -> Result<(), Error> {
        self.separate(node, indent);
        match node {
            Node::Root(root) => self.nodes(&root.children, indent)?,
            Node::Text(text) => self.writer.write_words(&text.value, indent),
            Node::Paragraph(paragraph) if self.format.old_style_paragraph => {
                self.nodes(&paragraph.children, indent)?;
                self.pending_line = true;
            }
            Node::Paragraph(paragraph) => {
                self.element("<p>", &paragraph.children, "</p>", indent)?;
                self.pending_line = true;
            }
            Node::List(list) => self.list(list, indent)?,
            Node::ListItem(item) => self.item(&item.children, indent)?,
            Node::Html(html) => self.writer.text.push_str(&html.value),
            Node::InlineCode(code) => {
                let code = self.code(&self.format.inline_code_snippet, &code.value)?;
                self.writer.write_unbroken(&code, indent);
            }
            Node::Code(code) => {
                let code = self.code(&self.format.block_code_snippet, &code.value)?;
                self.writer.write_unbroken(&code, indent);
            }
            Node::Blockquote(quote) => {
                self.writer.write_unbroken("<blockquote>", indent);
                self.writer.new_line(indent);
                self.nodes(&quote.children, indent)?;
                self.writer.write_unbroken("</blockquote>", indent);
                self.pending_line = true;
            }
            Node::Link(link) => {
                let open = format!("<a href=\"{}\">", link.url);
                self.element(&open, &link.children, "</a>", indent)?;
            }
            Node::Strong(strong) => {
                self.element("<strong>", &strong.children, "</strong>", indent)?;
            }
            Node::Emphasis(emphasis) => {
                self.element("<em>", &emphasis.children, "</em>", indent)?
            }
            Node::Delete(delete) => self.element("<s>", &delete.children, "</s>", indent)?,
            Node::Heading(heading) => {
                let (open, close) = (
                    format!("<h{}>", heading.depth),
                    format!("</h{}>\n", heading.depth),
                );
                self.element(&open, &heading.children, &close, indent)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Writes what was left open between the last node and this one.
    fn separate(&mut self, node: &Node, indent: &str) {
        if !std::mem::take(&mut self.pending_line) {
            return;
        }
        self.writer.new_line(indent);
        if self.format.old_style_paragraph && matches!(node, Node::Paragraph(_)) {
            // A block tag of Javadoc ends the text: a blank line, and no paragraph.
            if !starts_block_tag(node) {
                self.writer.write_unbroken("<p>", indent);
            }
            self.writer.new_line(indent);
        }
    }

    fn nodes(&mut self, nodes: &[Node], indent: &str) -> Result<(), Error> {
        nodes.iter().try_for_each(|node| self.node(node, indent))
    }

    fn element(
        &mut self,
        open: &str,
        children: &[Node],
        close: &str,
        indent: &str,
    ) -> Result<(), Error> {
        self.writer.write_unbroken(open, indent);
        self.nodes(children, indent)?;
        self.writer.write_unbroken(close, indent);
        Ok(())
    }

    fn list(&mut self, list: &List, indent: &str) -> Result<(), Error> {
        let tag = if list.ordered { "ol" } else { "ul" };
        self.writer.write_unbroken(&format!("<{tag}>"), indent);
        let item_indent = format!("{indent}  ");
        for item in &list.children {
            self.writer.new_line(&item_indent);
            self.writer.write_unbroken("<li>", &item_indent);
            self.node(item, &item_indent)?;
            if !self.format.omit_closing_li {
                self.writer.write_unbroken("</li>", indent);
            }
        }
        self.writer.new_line(indent);
        self.writer.write_unbroken(&format!("</{tag}>"), indent);
        self.pending_line = true;
        Ok(())
    }

    fn item(&mut self, children: &[Node], indent: &str) -> Result<(), Error> {
        for child in children {
            match child {
                Node::Paragraph(paragraph) => self.nodes(&paragraph.children, indent)?,
                child => self.node(child, indent)?,
            }
        }
        Ok(())
    }

    fn code(&self, snippet: &str, code: &str) -> Result<String, Error> {
        self.snippets
            .render_str(snippet, context! { code })
            .map_err(|error| super::invalid(format!("code snippet `{snippet}`: {error}")))
    }
}

/// Whether `node` is a paragraph such as `@since 1.0`.
fn starts_block_tag(node: &Node) -> bool {
    match node {
        Node::Paragraph(paragraph) => match paragraph.children.first() {
            Some(Node::Text(text)) => text.value.starts_with('@'),
            _ => false,
        },
        _ => false,
    }
}
