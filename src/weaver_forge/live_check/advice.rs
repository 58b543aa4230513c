//! The built-in rules.

mod attribute;
mod entities;
mod lifecycle;
mod requirement;
mod signal;

use serde_json::Value as Json;

use super::definitions::{Definition, Entities};
use super::entity::Entity;
use super::sample::{SampleAttribute, SampleResource};
use crate::policy::{FindingLevel, PolicyFinding};

/// The signal that a finding is about.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signal<'a> {
    pub(super) r#type: Option<&'static str>,
    pub(super) name: Option<&'a str>,
}

impl Signal<'_> {
    /// A finding about this signal, or something in it.
    fn finding(
        self,
        id: &str,
        level: FindingLevel,
        message: String,
        context: Json,
    ) -> PolicyFinding {
        PolicyFinding {
            context,
            id: id.to_owned(),
            level,
            message,
            signal_name: self.name.map(str::to_owned),
            signal_type: self.r#type.map(str::to_owned),
        }
    }
}

/// An entity with what the registry says about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) entity: Entity<'a>,
    /// The signal it is, or is part of.
    pub(super) signal: Signal<'a>,
    /// The definition of the attribute, if it is one.
    pub(super) attribute: Option<&'a Definition>,
    /// The definition of the signal.
    pub(super) group: Option<&'a Definition>,
    /// What the signal comes from, if that is known.
    pub(super) resource: Option<&'a SampleResource>,
    /// The definitions of entities.
    pub(super) entities: &'a Entities,
}

/// What the built-in rules find about `case`.
pub(super) fn findings(case: &Case<'_>) -> Vec<PolicyFinding> {
    let mut found = Vec::new();
    match case.entity {
        Entity::Attribute(sample) => {
            attribute::known(case, sample, &mut found);
            if let Some(definition) = case.attribute {
                lifecycle::check(case, definition, &mut found);
                attribute::value(case, sample, definition, &mut found);
            }
        }
        Entity::Metric(sample) => match case.group {
            None => found.push(signal::missing_metric(case)),
            Some(definition) => {
                lifecycle::check(case, definition, &mut found);
                signal::metric(case, sample, definition, &mut found);
                entities::check(case, definition, &mut found);
            }
        },
        Entity::Log(sample) if !sample.event_name.is_empty() => match case.group {
            None => found.push(signal::missing_event(case, &sample.event_name)),
            Some(definition) => {
                lifecycle::check(case, definition, &mut found);
                requirement::check(case, definition, &sample.attributes, &mut found);
                entities::check(case, definition, &mut found);
            }
        },
        Entity::NumberDataPoint(point) => in_data_point(case, &point.attributes, &mut found),
        Entity::HistogramDataPoint(point) => in_data_point(case, &point.attributes, &mut found),
        Entity::ExponentialHistogramDataPoint(point) => {
            in_data_point(case, &point.attributes, &mut found);
        }
        _ => {}
    }
    found
}

fn in_data_point(case: &Case<'_>, attributes: &[SampleAttribute], found: &mut Vec<PolicyFinding>) {
    if let Some(metric) = case.group {
        requirement::check(case, metric, attributes, found);
    }
}
