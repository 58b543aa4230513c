use std::collections::BTreeMap;

use super::attribute::is_excluded;
use super::inheritance::Inherited;
use super::lineage::{AttributeLineage, Lineage, Provenance};
use super::upstream::Lookup;
use super::{Attribute, Group, ResolveProblem, Run, Upstream};
use crate::diagnostic::{Collector, Location, nearest};
use crate::model::{AttributeSpec, GroupSpec, GroupType, SchemaUrl, Visibility};

/// Looks up every reference. What cannot be found is reported and left out.
pub(super) fn resolve(
    inherited: Vec<Inherited<'_>>,
    schema_url: &SchemaUrl,
    upstream: &Upstream<'_>,
    run: &Run<'_>,
    collector: &mut Collector,
) -> Vec<Group> {
    let mut roots = Roots::new(&inherited);
    roots.add_prefixed(&inherited, upstream);
    let mut groups = Vec::with_capacity(inherited.len());
    for Inherited {
        spec,
        attributes,
        lineage,
        extends_type,
        ..
    } in inherited
    {
        let spec = spec.as_ref();
        let mut referrer = Referrer {
            spec,
            lineage,
            roots: &roots,
            upstream,
            run,
            collector,
        };
        let resolved = attributes
            .into_iter()
            .filter_map(|it| referrer.attribute(it))
            .collect();
        let lineage = Lineage {
            provenance: Provenance {
                schema_url: schema_url.clone(),
                path: run.sources.get(spec.file).provenance.clone(),
            },
            extends_group: spec.extends.clone(),
            extends_type,
            attributes: referrer.lineage,
            includes_group: spec.includes.iter().map(|it| it.group.clone()).collect(),
        };
        groups.push(Group::new(spec, resolved, lineage));
    }
    groups
}

/// A definition, and the group that has it.
struct Root {
    spec: AttributeSpec,
    group: String,
}

/// What references of one registry can refer to in it, by name.
struct Roots(BTreeMap<String, Root>);

impl Roots {
    /// Every attribute that a group defines itself; the first definition counts.
    fn new(groups: &[Inherited<'_>]) -> Self {
        let mut roots = BTreeMap::new();
        for group in groups {
            let defines = |attribute: &&AttributeSpec| {
                attribute.is_definition() && !group.lineage.contains_key(&attribute.name)
            };
            for spec in group.attributes.iter().filter(defines) {
                let group = group.spec.id.clone();
                roots.entry(spec.name.clone()).or_insert_with(|| Root {
                    spec: spec.clone(),
                    group,
                });
            }
        }
        Self(roots)
    }

    /// Adds the attributes that `ref` with `prefix: true` makes, which others may refer to in turn.
    fn add_prefixed(&mut self, groups: &[Inherited<'_>], upstream: &Upstream<'_>) {
        let prefixed: Vec<_> = groups
            .iter()
            .flat_map(|group| {
                group
                    .attributes
                    .iter()
                    .map(move |spec| (group.spec.as_ref(), spec))
            })
            .filter(|(_, spec)| spec.prefix && !spec.is_definition())
            .collect();
        loop {
            let before = self.0.len();
            for (group, spec) in &prefixed {
                let Some(base) = self.definition(&spec.name, upstream) else {
                    continue;
                };
                let name = prefixed_name(group, spec);
                let spec = AttributeSpec {
                    name: name.clone(),
                    prefix: false,
                    ..spec.over(&base)
                };
                let group = group.id.clone();
                self.0.entry(name).or_insert(Root { spec, group });
            }
            if self.0.len() == before {
                return;
            }
        }
    }

    fn definition(&self, name: &str, upstream: &Upstream<'_>) -> Option<AttributeSpec> {
        match (self.0.get(name), upstream.attribute(name)) {
            (Some(root), _) => Some(root.spec.clone()),
            (None, Lookup::Found(_, attribute)) => Some(attribute.to_spec()),
            _ => None,
        }
    }
}

fn prefixed_name(group: &GroupSpec, reference: &AttributeSpec) -> String {
    match (reference.prefix, group.prefix.as_str()) {
        (true, prefix) if !prefix.is_empty() => format!("{prefix}.{}", reference.name),
        _ => reference.name.clone(),
    }
}

/// A group whose references are being looked up.
struct Referrer<'r> {
    spec: &'r GroupSpec,
    lineage: BTreeMap<String, AttributeLineage>,
    roots: &'r Roots,
    upstream: &'r Upstream<'r>,
    run: &'r Run<'r>,
    collector: &'r mut Collector,
}

impl Referrer<'_> {
    fn attribute(&mut self, spec: AttributeSpec) -> Option<Attribute> {
        if spec.is_definition() {
            return Attribute::from_spec(spec);
        }
        let (base, source_group) = self.base(&spec)?;
        let name = prefixed_name(self.spec, &spec);
        let entry = AttributeLineage::overriding(&source_group, &base, &spec);
        self.lineage.insert(name.clone(), entry);
        Attribute::from_spec(AttributeSpec {
            name,
            ..spec.over(&base)
        })
    }

    /// The definition that `reference` refers to, and the group that has it.
    fn base(&mut self, reference: &AttributeSpec) -> Option<(AttributeSpec, String)> {
        let name = &reference.name;
        if let Some(root) = self.roots.0.get(name) {
            if is_excluded(root.spec.annotations.as_ref()) && !self.is_hidden() {
                self.report(reference, &self.excluded(name));
            }
            return Some((root.spec.clone(), root.group.clone()));
        }
        let problem = match self.upstream.attribute(name) {
            Lookup::Found(registry, attribute) => {
                if attribute.is_excluded() {
                    self.report(reference, &self.excluded(name));
                }
                let source = format!("v2_dependency.{}", registry.schema_url.name());
                return Some((attribute.to_spec(), source));
            }
            Lookup::Ambiguous(candidates) => ResolveProblem::AmbiguousReference {
                r#ref: name.clone(),
                candidates,
            },
            Lookup::Lost => ResolveProblem::AttributeNotFoundInUpgradedSchema {
                attribute_id: name.clone(),
            },
            Lookup::Missing if self.run.is_complete => {
                let known = self.roots.0.keys().map(String::as_str);
                let known = known.chain(self.upstream.attribute_names());
                ResolveProblem::UnresolvedAttributeRef {
                    group_id: self.spec.id.clone(),
                    attribute_ref: name.clone(),
                    nearest: nearest(name, known).map(str::to_owned),
                }
            }
            Lookup::Missing => return None,
        };
        self.report(reference, &problem);
        None
    }

    fn excluded(&self, name: &str) -> ResolveProblem {
        let (group_id, r#ref) = (self.spec.id.clone(), name.to_owned());
        ResolveProblem::ExcludedFromDependencyResolution { group_id, r#ref }
    }

    /// Whether dependents cannot see this group either.
    fn is_hidden(&self) -> bool {
        let is_internal = self.spec.r#type == GroupType::AttributeGroup
            && self.spec.visibility != Some(Visibility::Public);
        is_internal || is_excluded(self.spec.annotations.as_ref())
    }

    /// Reports a reference where it is written. One that is inherited is only told to programs:
    /// people see it in the group that has it.
    fn report(&mut self, reference: &AttributeSpec, problem: &ResolveProblem) {
        if self
            .spec
            .attributes
            .iter()
            .any(|own| own.name == reference.name)
        {
            let path = self.spec.attribute_path(reference).key("ref");
            self.collector
                .report(problem, Location::value(self.spec.file, path));
        } else {
            let location = Location::value(self.spec.file, self.spec.path().key("extends"));
            self.collector.report_implied(problem, location);
        }
    }
}
