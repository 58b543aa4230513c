//! `registry resolve`

use super::arguments::{ResolveArguments, ResolveFormat};
use super::report::Report;
use super::{Session, console, policies};
use crate::{Error, ResolvedRegistry};

pub(super) fn run(
    session: &Session,
    arguments: &ResolveArguments,
    report: &mut Report,
) -> Result<(), Error> {
    if session.future {
        return Err(Error::Unsupported(
            "`registry resolve` under --future, where it is removed,",
        ));
    }
    let (checked, _) = policies::checked_registry(session, &arguments.registry)?;
    report.findings = checked.findings;
    let Some(registry) = checked.registry else {
        return Ok(());
    };
    let Some(text) = printed(&registry, arguments.format) else {
        return Ok(());
    };
    match &arguments.output {
        None => console::print_line(&text)?,
        Some(path) => {
            let failed = |source| Error::Write {
                path: path.clone(),
                source,
            };
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(failed)?;
            }
            std::fs::write(path, text).map_err(failed)?;
        }
    }
    Ok(())
}

fn printed(registry: &ResolvedRegistry, format: ResolveFormat) -> Option<String> {
    match format {
        ResolveFormat::Yaml => Some(registry.to_yaml()),
        ResolveFormat::Json => Some(registry.to_json()),
        ResolveFormat::Jsonl => Some(registry.to_json_line()),
        ResolveFormat::Mute => None,
    }
}
