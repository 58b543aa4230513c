//! `registry package`

use std::path::{Path, PathBuf};

use clap::Args;

use super::arguments::{DiagnosticArguments, RegistryArguments};
use super::report::Report;
use super::{Session, policies};
use crate::{Error, SchemaVersion};

/// The folder for the package, unless the command names another.
const DEFAULT_OUTPUT: &str = "output";

#[derive(Debug, Args)]
pub(super) struct PackageArguments {
    /// The folder to write to [default: output]
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Where the resolved registry will be found: a URL, or a path relative to the manifest
    #[arg(long)]
    resolved_registry_uri: String,
    #[command(flatten)]
    registry: RegistryArguments,
    #[command(flatten)]
    pub(super) diagnostics: DiagnosticArguments,
}

pub(super) fn run(
    session: &Session,
    arguments: &PackageArguments,
    report: &mut Report,
) -> Result<(), Error> {
    let (checked, _) = policies::checked_registry(session, &arguments.registry)?;
    let has_errors = checked.findings.has_errors(session.future);
    report.findings.append(checked.findings);
    let Some(registry) = checked.registry.filter(|_| !has_errors) else {
        return Ok(());
    };
    if registry.schema_version != SchemaVersion::V2 {
        return Err(Error::Unsupported("`registry package` without --v2"));
    }
    let package = registry.package(&arguments.resolved_registry_uri);
    let folder = arguments.output.as_deref();
    let folder = folder.unwrap_or(Path::new(DEFAULT_OUTPUT));
    std::fs::create_dir_all(folder).map_err(|source| Error::Write {
        path: folder.to_owned(),
        source,
    })?;
    for (name, text) in [
        ("manifest.yaml", &package.manifest),
        ("resolved.yaml", &package.resolved),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|source| Error::Write {
            path: path.clone(),
            source,
        })?;
        session.progress(&format!("wrote {}", path.display()));
    }
    Ok(())
}
