//! The arguments, named as Weaver names them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::diagnostic::Detail;

use super::diagnostic_init::InitArguments;
use super::diff::DiffArguments;
use super::json_schema::JsonSchemaArguments;
use super::live_check::LiveCheckArguments;
use super::package::PackageArguments;
use super::stats::StatsArguments;
use super::update_markdown::UpdateMarkdownArguments;

/// Checks OpenTelemetry Weaver registries and renders them into code and documentation.
#[derive(Debug, Parser)]
#[command(name = "weaver-forge", version, propagate_version = true)]
pub(super) struct Arguments {
    /// Accepted for compatibility; there is nothing more to print
    #[arg(long, global = true, hide = true, action = clap::ArgAction::Count)]
    pub(super) debug: u8,
    /// Print nothing but diagnostics
    #[arg(long, global = true)]
    pub(super) quiet: bool,
    /// Take every warning for an error
    #[arg(long, global = true)]
    pub(super) future: bool,
    /// Accepted for compatibility; nothing is ever fetched
    #[arg(long, global = true, hide = true)]
    pub(super) allow_git_credentials: bool,
    /// The `.weaver.toml` of the project, in place of the one found above the working directory
    #[arg(long, global = true)]
    pub(super) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Work on a semantic convention registry
    Registry {
        #[command(subcommand)]
        command: Box<RegistryCommand>,
    },
    /// Work on the formats of diagnostics
    Diagnostic {
        #[command(subcommand)]
        command: DiagnosticCommand,
    },
    /// Not supported
    #[command(hide = true)]
    Serve(Ignored),
    /// Not supported
    #[command(hide = true)]
    Completion(Ignored),
}

#[derive(Debug, Subcommand)]
pub(super) enum DiagnosticCommand {
    /// Writes the templates of the formats there are, as a beginning of one's own
    Init(InitArguments),
}

/// Whatever follows a command that does not exist here.
#[derive(Debug, Args)]
pub(super) struct Ignored {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    rest: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(super) enum RegistryCommand {
    /// Checks a registry
    Check(CheckArguments),
    /// Renders a registry with templates
    Generate(GenerateArguments),
    /// Prints a registry with all references resolved
    Resolve(ResolveArguments),
    /// Writes a registry in the form in which it is published
    Package(PackageArguments),
    /// Counts what a registry has
    Stats(StatsArguments),
    /// Lists what changed between two versions of a registry
    Diff(DiffArguments),
    /// Renders the snippets of Markdown files
    UpdateMarkdown(UpdateMarkdownArguments),
    /// Prints the JSON Schema of a kind of document
    JsonSchema(JsonSchemaArguments),
    /// Compares telemetry with a registry
    LiveCheck(LiveCheckArguments),
    /// Not supported
    #[command(hide = true)]
    Emit(Ignored),
    /// Not supported
    #[command(hide = true)]
    Infer(Ignored),
    /// Not supported
    #[command(hide = true)]
    Mcp(Ignored),
    /// Not supported
    #[command(hide = true)]
    Search(Ignored),
}

impl RegistryCommand {
    /// Why this command does not exist here, if it does not.
    pub(super) fn unsupported(&self) -> Option<&'static str> {
        Some(match self {
            Self::Emit(_) => "sending telemetry over the network (`registry emit`)",
            Self::Infer(_) => {
                "a registry made of telemetry that has to be received (`registry infer`)"
            }
            Self::Mcp(_) => "a server of the Model Context Protocol (`registry mcp`)",
            Self::Search(_) => {
                "the deprecated `registry search`, in whose place there is `registry resolve`,"
            }
            _ => return None,
        })
    }

    /// How this command prints what it found.
    pub(super) fn diagnostics(&self) -> DiagnosticArguments {
        let arguments = match self {
            Self::Check(arguments) => &arguments.diagnostics,
            Self::Generate(arguments) => &arguments.diagnostics,
            Self::Resolve(arguments) => &arguments.diagnostics,
            Self::Package(arguments) => &arguments.diagnostics,
            Self::Stats(arguments) => &arguments.diagnostics,
            Self::Diff(arguments) => &arguments.diagnostics,
            Self::UpdateMarkdown(arguments) => &arguments.diagnostics,
            Self::JsonSchema(arguments) => &arguments.diagnostics,
            Self::LiveCheck(arguments) => &arguments.diagnostics,
            Self::Emit(_) | Self::Infer(_) | Self::Mcp(_) | Self::Search(_) => {
                return DiagnosticArguments::default();
            }
        };
        arguments.clone()
    }

    /// How much the JSON of this command says: what Weaver's says, unless more is asked for.
    pub(super) fn detail(&self) -> Detail {
        let lint = match self {
            Self::Check(arguments) => arguments.registry.lint,
            Self::Generate(arguments) => arguments.registry.lint,
            _ => false,
        };
        if lint || self.diagnostics().all_findings {
            Detail::All
        } else {
            Detail::Weaver
        }
    }
}

/// Which registry to read, and how.
#[derive(Debug, Clone, Args)]
pub(super) struct RegistryArguments {
    /// The registry: a folder, or an archive (.zip, .tar.gz) with the folder in it: a.zip[model]
    #[arg(short, long)]
    pub(super) registry: Option<String>,
    /// Follow symbolic links in the registry
    #[arg(short = 's', long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(super) follow_symlinks: Option<bool>,
    /// Take in what dependencies define and nothing refers to
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(super) include_unreferenced: Option<bool>,
    /// Show the registry in version 2 of the resolved schema
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(super) v2: Option<bool>,
    /// Rego policies to check the registry with, beside those in its folder: a file or a folder
    #[arg(short, long = "policy")]
    pub(super) policies: Vec<PathBuf>,
    /// Ask no policies, not even those in the folder of the registry
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(super) skip_policies: Option<bool>,
    /// Accepted for compatibility; there is no policy coverage to display
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", hide = true)]
    pub(super) display_policy_coverage: Option<bool>,
    /// Look for more than Weaver does: deprecated references, unused definitions, and more
    #[arg(long)]
    pub(super) lint: bool,
}

/// How to print what was found.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct DiagnosticArguments {
    /// The format of diagnostics: ansi, json, gh_workflow_command, or a folder of templates
    /// [default: ansi]
    #[arg(long)]
    pub(super) diagnostic_format: Option<String>,
    /// The folder that holds formats of one's own [default: diagnostic_templates]
    #[arg(long)]
    pub(super) diagnostic_template: Option<PathBuf>,
    /// Print diagnostics to standard output, not to standard error
    #[arg(long, num_args = 0..=1, default_missing_value = "true")]
    pub(super) diagnostic_stdout: Option<bool>,
    /// Print all findings as JSON, each with its place; Weaver stops at the first fatal one
    #[arg(long)]
    pub(super) all_findings: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) registry: RegistryArguments,
    #[command(flatten)]
    pub(super) diagnostics: DiagnosticArguments,
    /// The folder of an older version, for policies that compare the two
    #[arg(long)]
    pub(super) baseline_registry: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct GenerateArguments {
    /// The target: the name of a folder of templates
    pub(super) target: Option<String>,
    /// The folder to write to [default: output]
    pub(super) output: Option<PathBuf>,
    /// The folder of the templates of all targets [default: templates]
    #[arg(short, long)]
    pub(super) templates: Option<PathBuf>,
    /// weaver.yaml files to use in place of those of the templates folders; later ones win
    #[arg(short = 'c')]
    pub(super) config_files: Vec<PathBuf>,
    /// A parameter for the templates, name=value, the value being YAML
    #[arg(short = 'D', long = "param")]
    pub(super) parameters: Vec<String>,
    /// A YAML file whose `params` are parameters for the templates
    #[arg(long = "params")]
    pub(super) parameter_file: Option<PathBuf>,
    /// Fail where a template prints something that does not exist
    #[arg(long)]
    pub(super) strict_undefined: bool,
    /// Keep files that this command wrote once and that no template renders any more
    #[arg(long)]
    pub(super) keep_stale: bool,
    /// Delete all files marked `@generated` in the output folder that no template renders, whoever
    /// wrote them
    #[arg(long, conflicts_with = "keep_stale")]
    pub(super) prune: bool,
    /// Write nothing; fail if a file is missing or differs
    #[arg(long)]
    pub(super) check: bool,
    #[command(flatten)]
    pub(super) registry: RegistryArguments,
    #[command(flatten)]
    pub(super) diagnostics: DiagnosticArguments,
}

#[derive(Debug, Args)]
pub(super) struct ResolveArguments {
    /// The file to write to, in place of standard output
    #[arg(short, long)]
    pub(super) output: Option<PathBuf>,
    /// The format of the result
    #[arg(short, long, value_enum, default_value = "yaml")]
    pub(super) format: ResolveFormat,
    /// Accepted for compatibility; lineage is always included
    #[arg(long, hide = true)]
    pub(super) lineage: bool,
    #[command(flatten)]
    pub(super) registry: RegistryArguments,
    #[command(flatten)]
    pub(super) diagnostics: DiagnosticArguments,
}

/// How a resolved registry is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ResolveFormat {
    /// YAML
    Yaml,
    /// JSON on many lines
    Json,
    /// JSON on one line
    Jsonl,
    /// Nothing
    Mute,
}
