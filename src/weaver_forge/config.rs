//! weaver.yaml: what to render from which template, and how.
//!
//! A target's configuration is the chain of the weaver.yaml files from the templates folder down
//! to the target's own folder; a deeper file overrides a higher one. Files above the templates
//! folder and in the home folder are never read: nothing outside the project changes an output.

mod chain;
mod comment_format;
mod file;
mod parameters;

pub(crate) use comment_format::{CommentFormat, IndentType, Markup, WordWrap};
pub(crate) use file::{ApplicationMode, AutoEscape, TemplateEntry};
pub(crate) use parameters::Parameters;

use std::collections::BTreeMap;

use file::ConfigFile;

/// The name of the configuration file of a templates folder.
pub(crate) const FILE_NAME: &str = "weaver.yaml";

/// The name of the comment format that is used where none is asked for.
const DEFAULT_COMMENT_FORMAT: &str = "default";

/// The configuration of one target, all files of its chain laid over each other.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// OpenTelemetry types to types of the target language, for the `type_mapping` filter.
    pub(crate) type_mapping: BTreeMap<String, String>,
    /// Named tables for the `map_text` filter.
    pub(crate) text_maps: BTreeMap<String, BTreeMap<String, String>>,
    /// The delimiters of the template language.
    pub(crate) syntax: Syntax,
    /// What happens to white space around template tags.
    pub(crate) whitespace: Whitespace,
    /// Words whose case the `acronym` filter puts right.
    pub(crate) acronyms: Vec<String>,
    /// The format that the `comment` filter uses where none is asked for.
    pub(crate) default_comment_format: String,
    /// The formats of the `comment` filter.
    pub(crate) comment_formats: BTreeMap<String, CommentFormat>,
    /// Values for templates and filters.
    pub(crate) parameters: Parameters,
    /// What to render.
    pub(crate) templates: Vec<TemplateEntry>,
    /// Whether printing something that does not exist is an error, in place of printing nothing.
    /// No weaver.yaml says so; the caller does.
    pub(crate) strict_undefined: bool,
}

/// The delimiters of the template language.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Syntax {
    /// Opens and closes a statement: `{%` and `%}`.
    pub(crate) block: (String, String),
    /// Opens and closes an expression: `{{` and `}}`.
    pub(crate) variable: (String, String),
    /// Opens and closes a comment: `{#` and `#}`.
    pub(crate) comment: (String, String),
}

/// What happens to white space around template tags.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Whitespace {
    /// Drop the first line break after a statement.
    pub(crate) trim_blocks: bool,
    /// Drop white space between the start of a line and a statement.
    pub(crate) lstrip_blocks: bool,
    /// Keep the line break at the end of a template.
    pub(crate) keep_trailing_newline: bool,
}

impl Default for Syntax {
    fn default() -> Self {
        let pair = |open: &str, close: &str| (open.to_owned(), close.to_owned());
        Self {
            block: pair("{%", "%}"),
            variable: pair("{{", "}}"),
            comment: pair("{#", "#}"),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            type_mapping: BTreeMap::new(),
            text_maps: BTreeMap::new(),
            syntax: Syntax::default(),
            whitespace: Whitespace::default(),
            acronyms: Vec::new(),
            default_comment_format: DEFAULT_COMMENT_FORMAT.to_owned(),
            comment_formats: BTreeMap::new(),
            parameters: Parameters::default(),
            templates: Vec::new(),
            strict_undefined: false,
        }
    }
}

impl Config {
    /// Lays `file` over this configuration.
    ///
    /// Tables and lists are replaced whole, syntax and white space option by option, parameters
    /// key by key; a parameter that is null in `file` is removed.
    fn overlay(&mut self, file: ConfigFile) {
        fn replace<T>(target: &mut T, with: Option<T>) {
            if let Some(with) = with {
                *target = with;
            }
        }
        replace(&mut self.type_mapping, file.type_mapping);
        replace(&mut self.text_maps, file.text_maps);
        replace(&mut self.acronyms, file.acronyms);
        replace(
            &mut self.default_comment_format,
            file.default_comment_format,
        );
        replace(&mut self.comment_formats, file.comment_formats);
        replace(&mut self.templates, file.templates);
        if let Some(syntax) = file.template_syntax {
            replace(&mut self.syntax.block.0, syntax.block_start);
            replace(&mut self.syntax.block.1, syntax.block_end);
            replace(&mut self.syntax.variable.0, syntax.variable_start);
            replace(&mut self.syntax.variable.1, syntax.variable_end);
            replace(&mut self.syntax.comment.0, syntax.comment_start);
            replace(&mut self.syntax.comment.1, syntax.comment_end);
        }
        if let Some(whitespace) = file.whitespace_control {
            replace(&mut self.whitespace.trim_blocks, whitespace.trim_blocks);
            replace(&mut self.whitespace.lstrip_blocks, whitespace.lstrip_blocks);
            replace(
                &mut self.whitespace.keep_trailing_newline,
                whitespace.keep_trailing_newline,
            );
        }
        self.parameters.overlay(file.params.unwrap_or_default());
    }
}

#[cfg(test)]
impl Config {
    /// The configuration that `text` is.
    pub(crate) fn of(text: &str) -> Self {
        let mut config = Self::default();
        config.overlay(serde_yaml::from_str(text).expect("valid configuration"));
        config
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlaid(files: &[&str]) -> Config {
        let mut config = Config::default();
        for text in files {
            config.overlay(serde_yaml::from_str(text).expect("valid configuration"));
        }
        config
    }

    #[test]
    fn tables_are_replaced_whole_and_switches_one_by_one() {
        let config = overlaid(&[
            "{text_maps: {a: {x: y}, b: {x: y}}, acronyms: [API], whitespace_control: {trim_blocks: true}}",
            "{text_maps: {a: {x: z}}, whitespace_control: {lstrip_blocks: true}, template_syntax: {block_start: '<%'}}",
        ]);
        assert_eq!(config.text_maps.len(), 1);
        assert_eq!(config.acronyms, ["API"]);
        assert!(config.whitespace.trim_blocks && config.whitespace.lstrip_blocks);
        assert_eq!(config.syntax.block, ("<%".to_owned(), "%}".to_owned()));
    }

    #[test]
    fn a_null_parameter_removes_the_one_above_it() {
        let config = overlaid(&[
            "{params: {a: 1, b: {x: 1, y: 2}}}",
            "{params: {a: ~, b: {x: 3}}}",
        ]);
        assert_eq!(
            config.parameters.to_json(),
            serde_json::json!({"b": {"x": 3}})
        );
    }
}
