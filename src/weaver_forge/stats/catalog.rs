//! Statistics of attributes, each counted once however many groups have it unchanged.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Counts, count, word};
use crate::model::{AttributeType, RequirementLevel, Stability};
use crate::resolve::{Attribute, Group};

/// The statistics of the attributes that differ from one another.
#[derive(Debug, Default, Serialize)]
pub(super) struct CatalogStats {
    pub(super) attribute_count: usize,
    pub(super) attribute_type_breakdown: Counts<String>,
    pub(super) deprecated_count: usize,
    pub(super) requirement_level_breakdown: Counts,
    pub(super) stability_breakdown: Counts,
}

impl CatalogStats {
    /// Counts the attributes of `groups`; two that differ in anything are two.
    pub(super) fn of(groups: &[&Group]) -> Self {
        let all = groups.iter().flat_map(|group| &group.attributes);
        // Attributes hold numbers that have no order; their texts have one.
        let distinct: BTreeMap<String, &Attribute> = all
            .filter_map(|attribute| Some((serde_json::to_string(attribute).ok()?, attribute)))
            .collect();
        let mut stats = Self::default();
        for attribute in distinct.values() {
            stats.add(attribute);
        }
        stats
    }

    fn add(&mut self, attribute: &Attribute) {
        self.attribute_count += 1;
        count(
            &mut self.attribute_type_breakdown,
            type_name(&attribute.r#type),
        );
        self.deprecated_count += usize::from(attribute.deprecated.is_some());
        count(
            &mut self.requirement_level_breakdown,
            level_name(&attribute.requirement_level),
        );
        if let Some(stability) = &attribute.stability {
            count(
                &mut self.stability_breakdown,
                word(Stability::WORDS, stability),
            );
        }
    }
}

/// The name of a type; that of an enum says how many members it has.
fn type_name(r#type: &AttributeType) -> String {
    match r#type {
        AttributeType::Enum(members) => format!("enum(card:{:03})", members.len()),
        named => named.to_string(),
    }
}

/// The name of a level without its condition.
fn level_name(level: &RequirementLevel) -> &'static str {
    match level {
        RequirementLevel::Required => "required",
        RequirementLevel::Recommended | RequirementLevel::RecommendedWhen { .. } => "recommended",
        RequirementLevel::OptIn | RequirementLevel::OptInWhen { .. } => "opt_in",
        RequirementLevel::ConditionallyRequired { .. } => "conditionally_required",
    }
}
