use std::borrow::Cow;

use super::{Inherited, Resolver, extends_location};
use crate::diagnostic::Location;
use crate::model::{Annotations, AttributeRole, AttributeSpec, GroupSpec, GroupType, Value};
use crate::resolve::ResolveProblem;

impl<'a> Resolver<'_, 'a> {
    /// Fills in what a refinement leaves to the signal it refines. Groups of format 1 inherit
    /// attributes only.
    pub(super) fn refine(
        &mut self,
        own: &mut Inherited<'a>,
        parent: &GroupSpec,
        attributes: &[AttributeSpec],
    ) {
        own.extends_type = Some(parent.r#type);
        if !own.spec.is_v2 {
            return;
        }
        if parent.r#type != own.spec.r#type {
            let problem = ResolveProblem::InvalidRefinement {
                refinement_id: own.spec.id.clone(),
                refined: parent.id.clone(),
            };
            self.collector.report(&problem, extends_location(&own.spec));
            return;
        }
        if own.spec.r#type == GroupType::Entity {
            self.check_identity(&own.spec, attributes);
        }
        own.spec = Cow::Owned(refined(&own.spec, parent));
    }

    /// Reports attributes that identify the refinement but not the entity, or the other way round.
    fn check_identity(&mut self, spec: &GroupSpec, parent: &[AttributeSpec]) {
        let is_identifying = |it: &AttributeSpec| it.role == Some(AttributeRole::Identifying);
        for own in &spec.attributes {
            let inherited = parent.iter().find(|it| it.name == own.name);
            if is_identifying(own) == inherited.is_some_and(is_identifying) {
                continue;
            }
            let problem = ResolveProblem::EntityRefinementChangedIdentity {
                refinement_id: spec.id.clone(),
                attribute_id: own.name.clone(),
            };
            let path = spec.attribute_path(own).key("ref");
            self.collector
                .report(&problem, Location::value(spec.file, path));
        }
    }
}

fn refined(own: &GroupSpec, parent: &GroupSpec) -> GroupSpec {
    let or = |own: &String, parent: &String| match own.is_empty() {
        true => parent.clone(),
        false => own.clone(),
    };
    GroupSpec {
        brief: or(&own.brief, &parent.brief),
        note: or(&own.note, &parent.note),
        stability: own.stability.or(parent.stability),
        deprecated: own.deprecated.clone().or(parent.deprecated.clone()),
        span_name: own.span_name.clone().or(parent.span_name.clone()),
        annotations: merged(own.annotations.as_ref(), parent.annotations.as_ref()),
        instrument: parent.instrument,
        unit: parent.unit.clone(),
        span_kind: parent.span_kind,
        metric_name: parent.metric_name.clone(),
        requirement_level: parent.requirement_level.clone(),
        ..own.clone()
    }
}

/// Mappings are merged key by key, at every level; anything else is replaced.
fn merged(own: Option<&Annotations>, parent: Option<&Annotations>) -> Option<Annotations> {
    let (Some(own), Some(parent)) = (own, parent) else {
        return own.or(parent).cloned();
    };
    let mut all = parent.clone();
    for (key, value) in own {
        let merged = match all.remove(key) {
            Some(inherited) => over(value, inherited),
            None => value.clone(),
        };
        all.insert(key.clone(), merged);
    }
    Some(all)
}

fn over(own: &Value, inherited: Value) -> Value {
    let (Value::Map(own), Value::Map(mut entries)) = (own, inherited) else {
        return own.clone();
    };
    for (key, value) in own {
        match entries.iter_mut().find(|(name, _)| name == key) {
            Some((_, inherited)) => {
                *inherited = over(value, std::mem::replace(inherited, Value::Null))
            }
            None => entries.push((key.clone(), value.clone())),
        }
    }
    Value::Map(entries)
}
