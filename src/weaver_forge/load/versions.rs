use std::collections::BTreeMap;

use super::Registry;
use super::dependencies::Request;
use super::problem::LoadProblem;
use crate::diagnostic::Collector;

/// Makes every registry use the newest version of a dependency that any registry asks for, and
/// reports the versions that do not go together.
pub(super) fn choose_versions(
    registries: &mut [Registry],
    requests: &[Request],
    collector: &mut Collector,
) {
    let mut by_name: BTreeMap<&str, Vec<&Request>> = BTreeMap::new();
    for request in requests {
        by_name
            .entry(request.schema_url.name())
            .or_default()
            .push(request);
    }
    for (name, requests) in by_name {
        let first = requests[0];
        if requests.iter().all(|request| request.found == first.found) {
            continue;
        }
        let versions: Option<Vec<_>> = requests
            .iter()
            .map(|request| request.schema_url.parsed_version())
            .collect();
        let dependency = name.to_owned();
        let Some(versions) = versions else {
            let problem = LoadProblem::UnversionedDependencyConflict { dependency };
            collector.report(&problem, requests[1].location.clone());
            continue;
        };
        let major = |version: &(u64, u64, u64)| version.0;
        if versions
            .iter()
            .any(|version| major(version) != major(&versions[0]))
        {
            let versions: Vec<_> = requests
                .iter()
                .map(|request| request.schema_url.version())
                .collect();
            let versions = versions.join(", ");
            let problem = LoadProblem::IncompatibleDependencyVersions {
                dependency,
                versions,
            };
            collector.report(&problem, requests[1].location.clone());
            continue;
        }
        use_newest(registries, &requests, &versions, collector);
    }
}

fn use_newest(
    registries: &mut [Registry],
    requests: &[&Request],
    versions: &[(u64, u64, u64)],
    collector: &mut Collector,
) {
    // The first of the newest: `max_by_key` would take the last.
    let Some(newest) = (0..versions.len())
        .rev()
        .max_by_key(|&index| versions[index])
    else {
        return;
    };
    let used = requests[newest];
    for registry in registries {
        for edge in &mut registry.dependencies {
            if requests.iter().any(|request| request.found == edge.asked) {
                edge.used = used.found;
            }
        }
    }
    for (request, version) in requests.iter().zip(versions) {
        if request.is_direct && *version < versions[newest] {
            let problem = LoadProblem::DependencyVersionUpgradedWarning {
                dependency: request.schema_url.name().to_owned(),
                asked: request.schema_url.version().to_owned(),
                used: used.schema_url.version().to_owned(),
            };
            collector.report(&problem, request.location.clone());
        }
    }
}
