//! `registry diff`

use std::path::PathBuf;

use clap::Args;

use super::Session;
use super::arguments::{DiagnosticArguments, RegistryArguments};
use super::document::{Document, TextFormat};
use super::report::Report;
use crate::Error;
use crate::diff::{Changes, Depth, Inventory, Style};
use crate::resolve::sorted;

/// The folder of the formats of one's own, unless the command or the project names another.
const DEFAULT_TEMPLATES: &str = "diff_templates";

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    /// The folder of the registry to compare with, usually an older version
    #[arg(long)]
    baseline_registry: String,
    /// Also report changed fields: types, requirement levels, briefs, stability and the like
    #[arg(long)]
    field_changes: bool,
    /// The format: ansi, markdown, json, yaml, jsonl, mute, or a folder of templates
    /// [default: ansi]
    #[arg(long, alias = "diff-format")]
    format: Option<String>,
    /// The folder that holds formats of one's own [default: diff_templates]
    #[arg(long, alias = "diff-template")]
    templates: Option<PathBuf>,
    /// The folder to write to, in place of standard output
    #[arg(short, long)]
    output: Option<PathBuf>,
    #[command(flatten)]
    registry: RegistryArguments,
    #[command(flatten)]
    pub(super) diagnostics: DiagnosticArguments,
}

pub(super) fn run(
    session: &Session,
    arguments: &DiffArguments,
    report: &mut Report,
) -> Result<(), Error> {
    let mut baseline = arguments.registry.clone();
    baseline.registry = Some(arguments.baseline_registry.clone());
    let head = session.sound_registry(&arguments.registry, report)?;
    let baseline = session.sound_registry(&baseline, report)?;
    let (Some(head), Some(baseline)) = (head, baseline) else {
        return Ok(());
    };
    let depth = match arguments.field_changes {
        true => Depth::Fields,
        false => Depth::Names,
    };
    let inventory = |registry| Inventory::of(registry, depth);
    let changes = Changes::between(&inventory(&baseline), &inventory(&head), depth);
    let document = Document {
        name: "diff",
        // Texts, and values that were JSON before, can always be written.
        data: sorted(serde_json::to_value(&changes).unwrap_or_default()),
        texts: &[
            TextFormat {
                name: "ansi",
                extension: "txt",
                render: &|| changes.to_text(Style::Ansi),
            },
            TextFormat {
                name: "markdown",
                extension: "md",
                render: &|| changes.to_text(Style::Markdown),
            },
        ],
    };
    let destination = session.project.diff.destination(
        (&arguments.format, &arguments.templates, &arguments.output),
        ("ansi", DEFAULT_TEMPLATES),
    );
    if let Err(errors) = document.write(session, &destination) {
        report.errors.extend(errors);
    }
    Ok(())
}
