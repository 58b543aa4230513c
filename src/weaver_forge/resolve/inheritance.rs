use std::borrow::Cow;
use std::collections::BTreeMap;

mod merge;
mod refinement;

use super::lineage::AttributeLineage;
use super::{Group, ResolveProblem, Run, Upstream};
use crate::diagnostic::{Collector, Location, nearest};
use crate::model::{AttributeSpec, GroupSpec, GroupType, Inclusion};

use merge::Merge;

/// A group with the attributes of the groups it extends and includes, and no reference looked up
/// yet.
#[derive(Debug, Clone)]
pub(super) struct Inherited<'a> {
    /// The group as written; a refinement with what it leaves out filled in.
    pub(super) spec: Cow<'a, GroupSpec>,
    pub(super) attributes: Vec<AttributeSpec>,
    pub(super) lineage: BTreeMap<String, AttributeLineage>,
    /// The type of the group it extends.
    pub(super) extends_type: Option<GroupType>,
    /// Whether everything it extends and includes was found, up to the top.
    is_whole: bool,
}

impl<'a> Inherited<'a> {
    /// The group with nothing but its own attributes.
    fn alone(spec: &'a GroupSpec, is_whole: bool) -> Self {
        Self {
            spec: Cow::Borrowed(spec),
            attributes: merge::own_attributes(spec).collect(),
            lineage: BTreeMap::new(),
            extends_type: None,
            is_whole,
        }
    }
}

/// Applies `prefix`, `extends` and `ref_group`. What cannot be resolved is reported and left out.
pub(super) fn resolve<'a>(
    specs: &[&'a GroupSpec],
    upstream: &Upstream<'_>,
    run: &Run<'_>,
    collector: &mut Collector,
) -> Vec<Inherited<'a>> {
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, spec) in specs.iter().enumerate() {
        // Of several groups with one id, the last that stands on its own is the one to inherit from.
        if spec.extends.is_none() && spec.includes.is_empty() {
            by_id.insert(&spec.id, index);
        } else {
            by_id.entry(&spec.id).or_insert(index);
        }
    }
    let mut resolver = Resolver {
        specs,
        by_id,
        upstream,
        run,
        collector,
    };
    let mut done: Vec<Option<Inherited<'a>>> = specs.iter().map(|_| None).collect();
    for index in 0..specs.len() {
        resolver.visit(index, &mut done);
    }
    done.into_iter().flatten().collect()
}

struct Resolver<'s, 'a> {
    specs: &'s [&'a GroupSpec],
    by_id: BTreeMap<&'a str, usize>,
    upstream: &'s Upstream<'s>,
    run: &'s Run<'s>,
    collector: &'s mut Collector,
}

impl<'a> Resolver<'_, 'a> {
    /// The groups of this registry whose attributes the group at `index` takes over.
    fn sources(&self, index: usize) -> Vec<usize> {
        let spec = self.specs[index];
        let included = spec.includes.iter().map(|it| it.group.as_str());
        let ids = included.chain(spec.extends.as_deref());
        ids.filter_map(|id| self.by_id.get(id).copied()).collect()
    }

    /// Resolves the group at `start` after its sources. There is no recursion, because the length of
    /// such a chain is up to whoever wrote it.
    fn visit(&mut self, start: usize, done: &mut [Option<Inherited<'a>>]) {
        if done[start].is_some() {
            return;
        }
        let mut open = vec![(start, self.sources(start))];
        while let Some((index, left)) = open.last_mut() {
            let index = *index;
            let Some(source) = left.pop() else {
                done[index] = Some(self.finish(self.specs[index], done));
                open.pop();
                continue;
            };
            if done[source].is_some() {
                continue;
            }
            let Some(first) = open.iter().position(|(earlier, _)| *earlier == source) else {
                open.push((source, self.sources(source)));
                continue;
            };
            let circle: Vec<usize> = open.drain(first..).map(|(index, _)| index).collect();
            for (position, &member) in circle.iter().enumerate() {
                let next = circle[(position + 1) % circle.len()];
                done[member] = Some(self.circular(self.specs[member], self.specs[next]));
            }
        }
    }

    fn circular(&mut self, spec: &'a GroupSpec, next: &GroupSpec) -> Inherited<'a> {
        let group_id = spec.id.clone();
        match spec.includes.iter().find(|it| it.group == next.id) {
            Some(inclusion) if spec.extends.as_ref() != Some(&next.id) => {
                let include_ref = next.id.clone();
                let problem = ResolveProblem::CircularInclude {
                    group_id,
                    include_ref,
                };
                self.collector
                    .report(&problem, inclusion_location(spec, inclusion));
            }
            _ => {
                let extends_ref = next.id.clone();
                let problem = ResolveProblem::CircularExtends {
                    group_id,
                    extends_ref,
                };
                self.collector.report(&problem, extends_location(spec));
            }
        }
        Inherited::alone(spec, false)
    }

    /// Puts the group together; its sources in this registry are done.
    fn finish(&mut self, spec: &'a GroupSpec, done: &[Option<Inherited<'a>>]) -> Inherited<'a> {
        let mut inherited = Inherited::alone(spec, true);
        let mut merge = Merge::default();
        if let Some(id) = spec.extends.as_deref() {
            let parent = self.by_id.get(id).and_then(|&index| done[index].as_ref());
            match parent {
                Some(parent) => self.extend(&mut inherited, &mut merge, parent),
                None => self.extend_upstream(&mut inherited, &mut merge, id),
            }
        }
        for inclusion in &spec.includes {
            let source = self.by_id.get(inclusion.group.as_str());
            match source.and_then(|&index| done[index].as_ref()) {
                Some(source) => self.include(&mut inherited, &mut merge, inclusion, source),
                None => self.missing_inclusion(&mut inherited, inclusion),
            }
        }
        if let Some((attributes, lineage)) = merge.finish(spec) {
            (inherited.attributes, inherited.lineage) = (attributes, lineage);
        }
        inherited
    }

    fn extend(&mut self, own: &mut Inherited<'a>, merge: &mut Merge, parent: &Inherited<'_>) {
        if !parent.is_whole {
            let problem = ResolveProblem::UnresolvedExtendsRef {
                group_id: own.spec.id.clone(),
                extends_ref: parent.spec.id.clone(),
                nearest: None,
            };
            self.collector
                .report_implied(&problem, extends_location(&own.spec));
        }
        own.is_whole &= parent.is_whole;
        self.refine(own, &parent.spec, &parent.attributes);
        merge.take(&parent.spec.id, &parent.attributes);
    }

    fn extend_upstream(&mut self, own: &mut Inherited<'a>, merge: &mut Merge, id: &str) {
        let spec = own.spec.clone();
        if let Some(group) = self.upstream.group(id) {
            if group.is_excluded() {
                let (group_id, r#ref) = (spec.id.clone(), id.to_owned());
                let problem = ResolveProblem::ExcludedFromDependencyResolution { group_id, r#ref };
                self.collector.report(&problem, extends_location(&spec));
            }
            let attributes: Vec<_> = group.attributes.iter().map(|it| it.to_spec()).collect();
            self.refine(own, &group.to_spec(), &attributes);
            merge.take(id, &attributes);
            return;
        }
        own.is_whole = !self.run.is_complete;
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
            self.collector.report(&problem, extends_location(&spec));
        }
    }

    fn include(
        &mut self,
        own: &mut Inherited<'a>,
        merge: &mut Merge,
        inclusion: &Inclusion,
        source: &Inherited<'_>,
    ) {
        own.is_whole &= source.is_whole;
        for (attribute_id, other) in merge.include(&inclusion.group, &source.attributes) {
            let problem = ResolveProblem::DuplicateIncludedAttribute {
                group_ids: vec![other, inclusion.group.clone()],
                attribute_id,
            };
            self.collector
                .report(&problem, inclusion_location(&own.spec, inclusion));
        }
    }

    fn missing_inclusion(&mut self, own: &mut Inherited<'a>, inclusion: &Inclusion) {
        own.is_whole = false;
        if !self.run.is_complete {
            return;
        }
        let known = self.by_id.keys().copied();
        let problem = ResolveProblem::UnresolvedIncludeRef {
            group_id: own.spec.id.clone(),
            include_ref: inclusion.group.clone(),
            nearest: nearest(&inclusion.group, known).map(str::to_owned),
        };
        self.collector
            .report(&problem, inclusion_location(&own.spec, inclusion));
    }
}

fn extends_location(spec: &GroupSpec) -> Location {
    // Format 2 has another word for it.
    let key = if spec.is_v2 { "ref" } else { "extends" };
    Location::value(spec.file, spec.path().key(key))
}

fn inclusion_location(spec: &GroupSpec, inclusion: &Inclusion) -> Location {
    let path = inclusion.entry.path_in(spec.path()).key("ref_group");
    Location::value(spec.file, path)
}
