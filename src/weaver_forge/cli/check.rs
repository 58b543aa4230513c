//! `registry check`

use super::Session;
use super::arguments::CheckArguments;
use super::report::Report;
use crate::Error;

pub(super) fn run(
    session: &Session,
    arguments: &CheckArguments,
    report: &mut Report,
) -> Result<(), Error> {
    if arguments.baseline_registry.is_some() {
        return Err(Error::Unsupported(
            "comparison with a baseline (--baseline-registry)",
        ));
    }
    let checked = session.registry(&arguments.registry)?;
    if checked.findings.is_empty() {
        session.progress("nothing found");
    }
    report.findings = checked.findings;
    report.always = true;
    Ok(())
}
