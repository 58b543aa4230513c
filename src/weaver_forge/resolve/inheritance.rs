use std::collections::BTreeMap;

use super::lineage::AttributeLineage;
use super::{Group, ResolveProblem, Run, Upstream};
use crate::diagnostic::{Collector, Location, nearest};
use crate::model::{AttributeSpec, GroupSpec};
use crate::source::YamlPath;

/// A group with the attributes of the group it extends, and no reference looked up yet.
#[derive(Debug, Clone)]
pub(super) struct Inherited<'a> {
    pub(super) spec: &'a GroupSpec,
    pub(super) attributes: Vec<AttributeSpec>,
    pub(super) lineage: BTreeMap<String, AttributeLineage>,
}

/// Applies `prefix` and `extends`. What cannot be resolved is reported and inherits nothing.
pub(super) fn resolve<'a>(
    specs: &[&'a GroupSpec],
    upstream: &Upstream<'_>,
    run: &Run<'_>,
    collector: &mut Collector,
) -> Vec<Inherited<'a>> {
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, spec) in specs.iter().enumerate() {
        by_id.entry(&spec.id).or_insert(index);
    }
    let mut resolver = Resolver {
        specs,
        by_id,
        upstream,
        run,
        collector,
    };
    let mut states: Vec<State<'a>> = specs.iter().map(|_| State::Waiting).collect();
    for index in 0..specs.len() {
        resolver.visit(index, &mut states);
    }
    let done = |state| match state {
        State::Done(inherited) => Some(inherited),
        _ => None,
    };
    states.into_iter().filter_map(done).collect()
}

enum State<'a> {
    Waiting,
    Open,
    Done(Inherited<'a>),
}

struct Resolver<'s, 'a> {
    specs: &'s [&'a GroupSpec],
    by_id: BTreeMap<&'a str, usize>,
    upstream: &'s Upstream<'s>,
    run: &'s Run<'s>,
    collector: &'s mut Collector,
}

impl<'a> Resolver<'_, 'a> {
    /// Resolves the group at `start`, after those it extends; without recursion, because the length
    /// of such a chain is up to whoever wrote it.
    fn visit(&mut self, start: usize, states: &mut [State<'a>]) {
        let mut chain = vec![start];
        while let Some(&index) = chain.last() {
            let spec = self.specs[index];
            let parent = spec
                .extends
                .as_deref()
                .and_then(|id| self.by_id.get(id).copied());
            match (&states[index], parent) {
                (State::Done(_), _) => {
                    chain.pop();
                    continue;
                }
                (State::Waiting, Some(parent)) if !matches!(states[parent], State::Done(_)) => {
                    states[index] = State::Open;
                    if matches!(states[parent], State::Open) {
                        self.report_circle(&chain[..], parent);
                        states[index] = State::Done(without_parent(spec));
                    } else {
                        chain.push(parent);
                    }
                    continue;
                }
                _ => {}
            }
            let inherited = match (
                spec.extends.as_deref(),
                parent.map(|parent| &states[parent]),
            ) {
                (None, _) => without_parent(spec),
                (Some(id), Some(State::Done(parent))) => with_parent(spec, id, &parent.attributes),
                (Some(id), _) => self.inherit_upstream(spec, id),
            };
            states[index] = State::Done(inherited);
            chain.pop();
        }
    }

    fn inherit_upstream(&mut self, spec: &'a GroupSpec, id: &str) -> Inherited<'a> {
        let found = self
            .upstream
            .groups()
            .map(|(_, group)| group)
            .find(|group| group.id == id);
        if let Some(group) = found {
            if group.is_excluded() {
                let (group_id, r#ref) = (spec.id.clone(), id.to_owned());
                let problem = ResolveProblem::ExcludedFromDependencyResolution { group_id, r#ref };
                self.collector.report(&problem, extends_location(spec));
            }
            let attributes: Vec<_> = group.attributes.iter().map(|it| it.to_spec()).collect();
            return with_parent(spec, id, &attributes);
        }
        if self.run.is_complete {
            let known = self.by_id.keys().copied();
            let upstream = self
                .upstream
                .groups()
                .map(|(_, group): (_, &Group)| group.id.as_str());
            let nearest = nearest(id, known.chain(upstream)).map(str::to_owned);
            let (group_id, extends_ref) = (spec.id.clone(), id.to_owned());
            let problem = ResolveProblem::UnresolvedExtendsRef {
                group_id,
                extends_ref,
                nearest,
            };
            self.collector.report(&problem, extends_location(spec));
        }
        without_parent(spec)
    }

    /// Reports every group of the circle that `chain` closes by coming back to `first`.
    fn report_circle(&mut self, chain: &[usize], first: usize) {
        let start = chain
            .iter()
            .position(|&index| index == first)
            .unwrap_or_default();
        for &index in &chain[start..] {
            let spec = self.specs[index];
            let problem = ResolveProblem::CircularExtends {
                group_id: spec.id.clone(),
                extends_ref: spec.extends.clone().unwrap_or_default(),
            };
            self.collector.report(&problem, extends_location(spec));
        }
    }
}

fn extends_location(spec: &GroupSpec) -> Location {
    Location::value(spec.file, YamlPath::group(spec.index).key("extends"))
}

/// The attributes of a group itself, with its prefix on those it defines.
fn own_attributes(spec: &GroupSpec) -> impl Iterator<Item = AttributeSpec> {
    spec.attributes.iter().map(|attribute| {
        let mut attribute = attribute.clone();
        if attribute.is_definition() && !spec.prefix.is_empty() {
            attribute.name = format!("{}.{}", spec.prefix, attribute.name);
        }
        attribute
    })
}

fn without_parent(spec: &GroupSpec) -> Inherited<'_> {
    let attributes = own_attributes(spec).collect();
    Inherited {
        spec,
        attributes,
        lineage: BTreeMap::new(),
    }
}

fn with_parent<'a>(
    spec: &'a GroupSpec,
    parent_id: &str,
    parent: &[AttributeSpec],
) -> Inherited<'a> {
    let mut attributes: BTreeMap<String, AttributeSpec> = BTreeMap::new();
    let mut lineage = BTreeMap::new();
    for attribute in parent {
        let name = attribute.name.clone();
        lineage.insert(
            name.clone(),
            AttributeLineage::inherited(parent_id, attribute),
        );
        attributes.insert(name, attribute.clone());
    }
    for own in own_attributes(spec) {
        let name = own.name.clone();
        let merged = match attributes.get(&name) {
            Some(inherited) if !own.is_definition() => {
                let entry = AttributeLineage::overriding(parent_id, inherited, &own);
                lineage.insert(name.clone(), entry);
                own.over(inherited)
            }
            _ => {
                lineage.remove(&name);
                own
            }
        };
        attributes.insert(name, merged);
    }
    Inherited {
        spec,
        attributes: attributes.into_values().collect(),
        lineage,
    }
}
