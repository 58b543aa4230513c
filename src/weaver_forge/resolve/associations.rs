use super::{ResolveProblem, Run, Upstream};
use crate::diagnostic::{Collector, Location, nearest};
use crate::model::GroupSpec;

/// Looks up every entity that a group says it is about.
pub(super) fn check(
    specs: &[&GroupSpec],
    upstream: &Upstream<'_>,
    run: &Run<'_>,
    collector: &mut Collector,
) {
    let local: Vec<&str> = specs.iter().filter_map(|spec| spec.entity_type()).collect();
    for spec in specs {
        for (index, association) in spec.entity_associations.iter().enumerate() {
            let mut names = Vec::new();
            association.names(&mut names);
            for name in names.into_iter().filter(|name| !local.contains(name)) {
                if let Some(problem) = problem(spec, name, &local, upstream, run) {
                    let path = spec.path().key("entity_associations").index(index);
                    collector.report(&problem, Location::value(spec.file, path));
                }
            }
        }
    }
}

fn problem(
    spec: &GroupSpec,
    name: &str,
    local: &[&str],
    upstream: &Upstream<'_>,
    run: &Run<'_>,
) -> Option<ResolveProblem> {
    let group_id = spec.id.clone();
    let found: Vec<_> = upstream
        .groups()
        .filter(|(_, group)| group.entity_type() == Some(name))
        .collect();
    match found.as_slice() {
        [] if !run.is_complete => None,
        [] => {
            let known = upstream
                .groups()
                .filter_map(|(_, group)| group.entity_type());
            let nearest = nearest(name, known.chain(local.iter().copied())).map(str::to_owned);
            let entity_type = name.to_owned();
            Some(ResolveProblem::UnresolvedEntityAssociation {
                group_id,
                entity_type,
                nearest,
            })
        }
        [(_, group)] if group.is_excluded() => {
            let r#ref = name.to_owned();
            Some(ResolveProblem::ExcludedFromDependencyResolution { group_id, r#ref })
        }
        [_] => None,
        many => Some(ResolveProblem::AmbiguousEntityAssociation {
            group_id,
            entity_type: name.to_owned(),
            candidates: many
                .iter()
                .map(|(registry, _)| registry.schema_url.to_string())
                .collect(),
        }),
    }
}
