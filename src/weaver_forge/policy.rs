//! Policies: rules about a registry, written in [Rego](https://www.openpolicyagent.org/docs/policy-language).
//!
//! A policy is a `*.rego` file. Its package says when it is asked, and so what `input` is:
//!
//! | package | `input` | `data` |
//! |---|---|---|
//! | `before_resolution` | each definition file in turn, as `groups:`; not with `--v2` | |
//! | `after_resolution` | what templates see as `ctx` | |
//! | `comparison_after_resolution` | the same | the same, of the registry to compare with |
//! | `live_check_advice` | a piece of telemetry, and what the registry says of it | names |
//!
//! Its rule `deny` is a set of findings, each an object with `id`, `message` and `level`
//! (`violation`, `improvement` or `information`), and if it likes `context`, `signal_type` and
//! `signal_name`. Every policy can refer to the names in `data.semconv`; see `policy/semconv.rego`.
//!
//! The language is version 1 of Rego, without the functions whose result depends on the clock, the
//! network or the environment.

mod clock;
mod definition;
mod engine;
mod files;
mod finding;
mod problem;

pub use engine::{Policies, Stage};
pub use finding::{FindingLevel, PolicyFinding};

use crate::diagnostic::{Collector, Location};
use crate::load::Loaded;
use crate::registry::load_and_check_with;
use crate::resolve::{ResolvedRegistry, SchemaVersion};
use crate::source::Sources;
use crate::{Checked, Error, Lints, RegistryOptions};

use problem::PolicyProblem;

/// Does what [`load_and_check`](crate::load_and_check) does, and asks the policies before and after
/// resolution. What they find are errors, whatever their level.
///
/// # Errors
/// A policy cannot be evaluated, or yields something that is no finding.
pub fn load_and_check(
    options: &RegistryOptions,
    lints: Lints,
    policies: &mut Policies,
) -> Result<Checked, Error> {
    let mut asked = Ok(());
    let mut checked = load_and_check_with(options, lints, |loaded, sources, collector| {
        asked = match options.schema_version {
            SchemaVersion::V1 => check_definitions(policies, loaded, sources, collector),
            SchemaVersion::V2 => {
                if policies.has(Stage::BeforeResolution) {
                    collector.report_nowhere(&PolicyProblem::BeforeResolutionUnsupported);
                }
                Ok(())
            }
        };
    });
    asked?;
    let registry = checked.registry.as_ref();
    // What templates see is much to make for nobody.
    if let Some(registry) = registry.filter(|_| policies.has(Stage::AfterResolution)) {
        let found = policies.findings(Stage::AfterResolution, registry.context())?;
        let found = violations(found, &registry.registry_url);
        checked.findings.append(found.locate(&Sources::default()));
    }
    Ok(checked)
}

/// Asks the policies that compare a registry with an older version of it.
///
/// # Errors
/// A policy cannot be evaluated, or yields something that is no finding.
pub fn compare(
    checked: &mut Checked,
    baseline: &ResolvedRegistry,
    policies: &Policies,
) -> Result<(), Error> {
    let Some(registry) = &checked.registry else {
        return Ok(());
    };
    let stage = Stage::ComparisonAfterResolution;
    if !policies.has(stage) {
        return Ok(());
    }
    let mut policies = policies.clone();
    policies.add_data(stage, baseline.context())?;
    let found = policies.findings(stage, registry.context())?;
    let found = violations(found, &registry.registry_url);
    checked.findings.append(found.locate(&Sources::default()));
    Ok(())
}

/// Asks about every definition file of the registry itself.
fn check_definitions(
    policies: &mut Policies,
    loaded: &Loaded,
    sources: &Sources,
    collector: &mut Collector,
) -> Result<(), Error> {
    let stage = Stage::BeforeResolution;
    let Some(registry) = loaded.registries.last() else {
        return Ok(());
    };
    if !policies.has(stage) || collector.has_fatal() {
        return Ok(());
    }
    for (file, definition) in &registry.files {
        for violation in policies.findings(stage, definition::input(definition))? {
            let provenance = sources.get(*file).provenance.clone();
            let problem = PolicyProblem::PolicyViolation {
                provenance,
                violation,
            };
            collector.report(&problem, Location::file(*file));
        }
    }
    Ok(())
}

/// What was found in the registry that came from `provenance`.
fn violations(found: Vec<PolicyFinding>, provenance: &str) -> Collector {
    let mut collector = Collector::default();
    for violation in found {
        collector.report_nowhere(&PolicyProblem::PolicyViolation {
            provenance: provenance.to_owned(),
            violation,
        });
    }
    collector
}
