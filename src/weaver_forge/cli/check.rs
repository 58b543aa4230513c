//! `registry check`

use std::path::Path;

use super::arguments::CheckArguments;
use super::report::Report;
use super::{Session, policies};
use crate::policy::{self, Policies};
use crate::{Checked, Error, Lints, RegistryOptions, load_and_check};

pub(super) fn run(
    session: &Session,
    arguments: &CheckArguments,
    report: &mut Report,
) -> Result<(), Error> {
    let (mut checked, policies) = policies::checked_registry(session, &arguments.registry)?;
    if let (Some(baseline), Some(policies)) = (&arguments.baseline_registry, &policies) {
        let (options, _) = session.registry_options(&arguments.registry)?;
        compare(&mut checked, baseline, options, policies)?;
    }
    if checked.findings.is_empty() {
        session.progress("nothing found");
    }
    report.findings = checked.findings;
    report.always = true;
    Ok(())
}

/// Asks the policies that compare the registry with the one in the folder `baseline`, which is read
/// with the same options. What is wrong with that one only matters if it cannot be used at all.
fn compare(
    checked: &mut Checked,
    baseline: &Path,
    options: RegistryOptions,
    policies: &Policies,
) -> Result<(), Error> {
    let options = RegistryOptions {
        path: baseline.to_owned(),
        ..options
    };
    let baseline = load_and_check(&options, Lints::Off);
    match baseline.registry {
        Some(registry) => policy::compare(checked, &registry, policies),
        None => {
            checked.findings.append(baseline.findings);
            Ok(())
        }
    }
}
