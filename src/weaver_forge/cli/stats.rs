//! `registry stats`

use std::path::PathBuf;

use clap::Args;

use super::Session;
use super::arguments::{DiagnosticArguments, RegistryArguments};
use super::document::{Document, TextFormat};
use super::report::Report;
use crate::Error;
use crate::resolve::sorted;
use crate::stats::Stats;

/// The folder of the formats of one's own, unless the command or the project names another.
const DEFAULT_TEMPLATES: &str = "stats_templates";

#[derive(Debug, Args)]
pub(super) struct StatsArguments {
    /// The format: text, json, yaml, jsonl, mute, or a folder of templates [default: text]
    #[arg(long)]
    format: Option<String>,
    /// The folder that holds formats of one's own [default: stats_templates]
    #[arg(long)]
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
    arguments: &StatsArguments,
    report: &mut Report,
) -> Result<(), Error> {
    let Some(registry) = session.sound_registry(&arguments.registry, report)? else {
        return Ok(());
    };
    let own = &session.project.stats;
    let destination = own.destination(
        (&arguments.format, &arguments.templates, &arguments.output),
        ("text", DEFAULT_TEMPLATES),
    );
    let stats = Stats::of(&registry);
    let document = Document {
        name: "stats",
        // Counts with numbers and texts as keys can always be written.
        data: sorted(serde_json::to_value(&stats).unwrap_or_default()),
        texts: &[TextFormat {
            name: "text",
            extension: "txt",
            render: &|| stats.to_text(),
        }],
    };
    if let Err(errors) = document.write(session, &destination) {
        report.errors.extend(errors);
    }
    Ok(())
}
