//! The policies of a run: those in the folder of the registry, and those that the command names.

use std::path::PathBuf;

use super::Session;
use super::arguments::RegistryArguments;
use crate::policy::{self, Policies};
use crate::{Checked, Error};

/// Reads and checks the registry that `arguments` name, policies included; they are returned unless
/// they are skipped.
///
/// # Errors
/// No registry is named, a policy is not valid, or it cannot be evaluated.
pub(super) fn checked_registry(
    session: &Session,
    arguments: &RegistryArguments,
) -> Result<(Checked, Option<Policies>), Error> {
    let configured = session.project.policy.skip;
    if arguments.skip_policies.or(configured).unwrap_or(false) {
        return Ok((session.registry(arguments)?, None));
    }
    let (options, lints) = session.registry_options(arguments)?;
    let mut paths = Vec::new();
    if options.path.is_dir() {
        paths.push(options.path.clone());
    }
    paths.extend(named(session, arguments));
    session.progress(&format!("reading {}", options.path.display()));
    let mut policies = Policies::load(&paths)?;
    let checked = policy::load_and_check(&options, lints, &mut policies)?;
    Ok((checked, Some(policies)))
}

/// The files and folders that the command names, else the project.
fn named(session: &Session, arguments: &RegistryArguments) -> Vec<PathBuf> {
    if arguments.policies.is_empty() {
        session.project.policy.paths.clone()
    } else {
        arguments.policies.clone()
    }
}
