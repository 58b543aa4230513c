//! What can go wrong between the registry and the written files.

mod description;

use std::io;
use std::path::PathBuf;

/// What can go wrong while rendering and writing; what is wrong with a registry itself is a
/// [`Finding`](crate::Finding).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The templates folder has no target of this name.
    #[error("no templates for the target `{target}` in {}; {}", root.display(), known(available))]
    UnknownTarget {
        /// The name asked for.
        target: String,
        /// The folder whose sub-folders are the targets.
        root: PathBuf,
        /// The targets there are.
        available: Vec<String>,
    },
    /// The document that a command makes has no format of this name.
    #[error("no format `{format}`; expected {}, or a folder of templates of this name in {}", known.join(", "), templates.display())]
    UnknownFormat {
        /// The name asked for.
        format: String,
        /// The formats that need no templates.
        known: Vec<&'static str>,
        /// Where formats of one's own are looked for.
        templates: PathBuf,
    },
    /// A file or folder cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// Why it was not.
        source: io::Error,
    },
    /// A file or folder cannot be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// What was to be written or deleted.
        path: PathBuf,
        /// Why it was not.
        source: io::Error,
    },
    /// A weaver.yaml file does not have the shape of one.
    #[error("{}{}: {message}", path.display(), place(*line, *column))]
    InvalidConfig {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: Option<usize>,
        /// The column, from 1.
        column: Option<usize>,
        /// What was expected and what was found.
        message: String,
    },
    /// A parameter of the command line or of a parameter file cannot be read.
    #[error("{origin}: {message}")]
    InvalidParameter {
        /// The argument or the file.
        origin: String,
        /// What was expected and what was found.
        message: String,
    },
    /// A `template:` pattern of weaver.yaml is no glob, or no file matches it.
    #[error("{}{}: template pattern `{pattern}`: {message}", config.display(), place(*line, None))]
    InvalidTemplate {
        /// The target's weaver.yaml.
        config: PathBuf,
        /// The line of the pattern, from 1.
        line: Option<usize>,
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        message: String,
    },
    /// A `filter:` or `when:` program is no jq, or raised an error.
    #[error("{}{}: jq program `{program}` of template `{pattern}`: {message}", config.display(), place(*line, None))]
    Filter {
        /// The target's weaver.yaml.
        config: PathBuf,
        /// The line of the program, from 1.
        line: Option<usize>,
        /// The pattern of the template entry.
        pattern: String,
        /// The program.
        program: String,
        /// What is wrong with it.
        message: String,
    },
    /// A `when:` program yielded something else than one boolean.
    #[error("{}{}: `when: {program}` of template `{pattern}`: expected one boolean, found {found}", config.display(), place(*line, None))]
    WhenNotBoolean {
        /// The target's weaver.yaml.
        config: PathBuf,
        /// The line of the program, from 1.
        line: Option<usize>,
        /// The pattern of the template entry.
        pattern: String,
        /// The program.
        program: String,
        /// What it yielded.
        found: String,
    },
    /// A template, or the template of a file name, cannot be rendered.
    #[error("{}{}: {message}{}", path.display(), place(*line, None), rendering(item))]
    Template {
        /// The template file.
        path: PathBuf,
        /// The line, from 1.
        line: Option<usize>,
        /// The element of the registry that was being rendered, if it has a name.
        item: Option<String>,
        /// What is wrong.
        message: String,
    },
    /// An output path is empty or leads out of the output folder.
    #[error("{}: the output path `{output}` must stay below the output folder{}", template.display(), rendering(item))]
    InvalidOutputPath {
        /// The template file.
        template: PathBuf,
        /// The path it asked for.
        output: String,
        /// The element of the registry that was being rendered, if it has a name.
        item: Option<String>,
    },
    /// Two renderings go to the same file.
    #[error("{first} and {second} both write {}; give them different names with `file_name` or `template.set_file_name`", path.display())]
    Collision {
        /// The output file.
        path: PathBuf,
        /// What writes it first.
        first: String,
        /// What writes it again.
        second: String,
    },
    /// A rendered file does not say that it is generated.
    #[error("{}: expected `{marker}` in the first {} lines, so that the file is known as generated; let {template} print it", path.display(), crate::output::MARKER_LINES_MAX)]
    Unmarked {
        /// The output file.
        path: PathBuf,
        /// The text that is missing.
        marker: String,
        /// What renders the file.
        template: String,
    },
    /// An output folder holds a file that is not generated.
    #[error("{}: not a generated file (no `{marker}` in its first {} lines); move it out of the output folder, or delete it", path.display(), crate::output::MARKER_LINES_MAX)]
    Foreign {
        /// The file.
        path: PathBuf,
        /// The text that is missing.
        marker: String,
    },
    /// A checked-in generated file is not what the templates render.
    #[error("{}: {state}; run `{command}` and commit the result", path.display())]
    OutOfDate {
        /// The file.
        path: PathBuf,
        /// How it differs.
        state: Difference,
        /// The command that puts it right.
        command: String,
    },
    /// A snippet of a Markdown file cannot be rendered.
    #[cfg(feature = "cli")]
    #[error("{}:{line}: cannot update the snippet", path.display())]
    Snippet {
        /// The Markdown file.
        path: PathBuf,
        /// The line of the comment that starts the snippet, from 1.
        line: usize,
        /// What is wrong with it.
        #[source]
        problem: crate::snippets::SnippetProblem,
    },
    /// A snippet of a Markdown file is not what the templates render.
    #[cfg(feature = "cli")]
    #[error("{}:{line}: differs from what the templates render; run the same command without --dry-run", path.display())]
    MarkdownOutOfDate {
        /// The Markdown file.
        path: PathBuf,
        /// The first line that differs, from 1.
        line: usize,
    },
    /// A policy is not valid Rego.
    #[error("{}{}: {message}", path.display(), place(*line, *column))]
    InvalidPolicy {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: Option<usize>,
        /// The column, from 1.
        column: Option<usize>,
        /// What was expected.
        message: String,
    },
    /// A policy cannot be evaluated, or yields something that is no finding.
    #[error("{}{}: {message}", policy(path, package), place(*line, *column))]
    PolicyEvaluation {
        /// The package of the policies that were asked.
        package: &'static str,
        /// The file, where it is known.
        path: Option<PathBuf>,
        /// The line, from 1.
        line: Option<usize>,
        /// The column, from 1.
        column: Option<usize>,
        /// What is wrong.
        message: String,
    },
    /// The jq program that prepares data for policies is not valid, or yields something else than one
    /// object.
    #[error("{}: {message}", path.display())]
    InvalidPreprocessor {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// Telemetry is not written as samples are.
    #[error("{origin}{}: {message}", place(*line, *column))]
    InvalidSamples {
        /// The file, or `stdin`.
        origin: String,
        /// The line, from 1.
        line: Option<usize>,
        /// The column, from 1.
        column: Option<usize>,
        /// What was expected and what was found.
        message: String,
    },
    /// Telemetry would have to be received.
    #[error(
        "telemetry cannot be received over OTLP yet; name a file of samples, or `stdin`, with `--input-source`"
    )]
    OtlpInput,
    /// Part of the upstream command line that is not implemented.
    #[error("{0} is not supported by weaver-forge")]
    Unsupported(&'static str),
    /// This build of the template engine would order maps differently.
    #[error(
        "the template engine was built with its feature `preserve_order`, which changes the order of rendered maps; find the crate that enables it with `cargo tree -e features -i minijinja`"
    )]
    EngineFeatures,
}

/// How a file on disk differs from the rendered one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// It is rendered and not there.
    Missing,
    /// It is there with another content: the registry or a template changed, or it was edited by hand.
    Changed,
    /// It is there and marked as generated, and nothing renders it any more.
    Orphaned,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Missing => "missing",
            Self::Changed => "differs from what the templates render (stale, or edited by hand)",
            Self::Orphaned => "no template renders this file any more",
        })
    }
}

/// `value`, or all `errors` if there are any.
pub(crate) fn none_of<T>(errors: Vec<Error>, value: T) -> Result<T, Vec<Error>> {
    if errors.is_empty() {
        Ok(value)
    } else {
        Err(errors)
    }
}

fn place(line: Option<usize>, column: Option<usize>) -> String {
    [line, column]
        .into_iter()
        .flatten()
        .map(|number| format!(":{number}"))
        .collect()
}

fn rendering(item: &Option<String>) -> String {
    item.as_ref()
        .map(|item| format!(" (while rendering `{item}`)"))
        .unwrap_or_default()
}

fn policy(path: &Option<PathBuf>, package: &str) -> String {
    match path {
        Some(path) => path.display().to_string(),
        None => format!("policies of the package `{package}`"),
    }
}

fn known(targets: &[String]) -> String {
    if targets.is_empty() {
        "it has no sub-folder".to_owned()
    } else {
        format!("it has {}", targets.join(", "))
    }
}
