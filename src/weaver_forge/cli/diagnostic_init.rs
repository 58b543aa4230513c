//! `diagnostic init`

use std::path::{Path, PathBuf};

use clap::Args;

use super::arguments::DiagnosticArguments;
use super::report::{BUILT_IN, DEFAULT_TEMPLATES};
use crate::Error;

macro_rules! template {
    ($format:literal, $name:literal) => {
        (
            $format,
            $name,
            include_str!(concat!("../templates/diagnostic/", $format, "/", $name)),
        )
    };
}

/// The files of each format: its name, the name of the file, the text.
const FILES: &[(&str, &str, &str)] = &[
    template!("ansi", "findings.txt.j2"),
    template!("ansi", "weaver.yaml"),
    template!("gh_workflow_command", "findings.txt.j2"),
    template!("gh_workflow_command", "weaver.yaml"),
    template!("json", "findings.json.j2"),
    template!("json", "weaver.yaml"),
];

#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// The format to write the templates of: ansi, json or gh_workflow_command [default: all]
    target: Option<String>,
    /// The folder to write to
    #[arg(short = 't', long, default_value = DEFAULT_TEMPLATES)]
    diagnostic_templates_dir: PathBuf,
    /// Accepted for compatibility; nothing is checked here
    #[command(flatten)]
    _diagnostics: DiagnosticArguments,
}

/// Writes templates with which people can begin a format of their own. What is there already is
/// theirs and stays; `tell` is told of every file.
///
/// # Errors
/// There is no such format, or a file cannot be written.
pub(super) fn run(arguments: &InitArguments, tell: impl Fn(&str)) -> Result<(), Error> {
    let target = arguments.target.as_deref().filter(|name| !name.is_empty());
    let folder = &arguments.diagnostic_templates_dir;
    if let Some(name) = target.filter(|name| !BUILT_IN.contains(name)) {
        return Err(Error::UnknownFormat {
            format: name.to_owned(),
            known: BUILT_IN.to_vec(),
            templates: folder.clone(),
        });
    }
    let wanted = |format: &str| target.is_none_or(|target| target == format);
    for (format, name, text) in FILES.iter().filter(|(format, ..)| wanted(format)) {
        let path = folder.join(format).join(name);
        let done = match write_new(&path, text) {
            Ok(()) => "wrote",
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => "kept",
            Err(source) => return Err(Error::Write { path, source }),
        };
        tell(&format!("{done} {}", path.display()));
    }
    Ok(())
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = std::fs::File::create_new(path)?;
    std::io::Write::write_all(&mut file, text.as_bytes())
}
