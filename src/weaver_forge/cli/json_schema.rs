//! `registry json-schema`

use std::path::PathBuf;

use clap::Args;

use super::arguments::DiagnosticArguments;
use super::console;
use crate::Error;
use crate::json_schema::SchemaKind;

#[derive(Debug, Args)]
pub(super) struct JsonSchemaArguments {
    /// What the schema describes
    #[arg(short, long, value_enum, default_value = "resolved-registry")]
    json_schema: SchemaKind,
    /// The file to write to, in place of standard output
    #[arg(short, long)]
    output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) diagnostics: DiagnosticArguments,
}

pub(super) fn run(arguments: &JsonSchemaArguments) -> Result<(), Error> {
    let text = format!("{:#}", arguments.json_schema.schema());
    let Some(path) = &arguments.output else {
        return console::print_line(&text);
    };
    let failed = |source| Error::Write {
        path: path.clone(),
        source,
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, text + "\n").map_err(failed)
}
