//! The shape of one weaver.yaml file. Keys that nobody knows are ignored, as in Weaver.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{CommentFormat, Parameters};

/// One weaver.yaml file: everything is optional, so that files can be laid over each other.
#[derive(Debug, Default, Deserialize)]
pub(super) struct ConfigFile {
    pub(super) type_mapping: Option<BTreeMap<String, String>>,
    pub(super) text_maps: Option<BTreeMap<String, BTreeMap<String, String>>>,
    pub(super) template_syntax: Option<SyntaxFile>,
    pub(super) whitespace_control: Option<WhitespaceFile>,
    pub(super) acronyms: Option<Vec<String>>,
    pub(super) default_comment_format: Option<String>,
    pub(super) comment_formats: Option<BTreeMap<String, CommentFormat>>,
    pub(super) params: Option<Parameters>,
    pub(super) templates: Option<Vec<TemplateEntry>>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct SyntaxFile {
    pub(super) block_start: Option<String>,
    pub(super) block_end: Option<String>,
    pub(super) variable_start: Option<String>,
    pub(super) variable_end: Option<String>,
    pub(super) comment_start: Option<String>,
    pub(super) comment_end: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct WhitespaceFile {
    pub(super) trim_blocks: Option<bool>,
    pub(super) lstrip_blocks: Option<bool>,
    pub(super) keep_trailing_newline: Option<bool>,
}

/// One entry of `templates:`: a set of template files and what to feed them with.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct TemplateEntry {
    /// A glob over the template files, relative to the target's folder.
    #[serde(rename = "template", alias = "pattern")]
    pub(crate) pattern: String,
    /// A jq program that makes the input of the template out of the registry.
    #[serde(default = "identity")]
    pub(crate) filter: String,
    /// Render once, or once for each element that the filter yields.
    pub(crate) application_mode: ApplicationMode,
    /// Parameters of this entry alone; they win over those of the file.
    #[serde(default)]
    pub(crate) params: Parameters,
    /// A template for the path of the output file, relative to the output folder.
    pub(crate) file_name: Option<String>,
    /// How printed values are escaped.
    #[serde(default)]
    pub(crate) auto_escape: AutoEscape,
    /// A jq program that must yield one boolean; `false` skips the entry.
    pub(crate) when: Option<String>,
}

fn identity() -> String {
    ".".to_owned()
}

/// How often a template is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ApplicationMode {
    /// Once, with everything that the filter yields.
    Single,
    /// Once for each element of the list that the filter yields.
    Each,
}

/// How printed values are escaped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AutoEscape {
    /// Not at all.
    #[default]
    None,
    /// `&`, `<`, `>` and quotes become HTML entities.
    Html,
    /// Values are printed as JSON.
    Json,
}
