use globset::{Glob, GlobSet, GlobSetBuilder};
use serde::Deserialize;

use super::entity::Entity;
use crate::policy::{FindingLevel, PolicyFinding};

/// A rule that drops findings: those that any of its conditions hold for.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(crate) struct FindingFilter {
    /// Drop findings with these ids.
    exclude: Vec<String>,
    /// Drop findings below this level.
    min_level: Option<FindingLevel>,
    /// Drop findings about entities with these names; globs.
    exclude_samples: Vec<String>,
    /// Only for findings about signals of this type.
    signal_type: Option<String>,
    /// Only for findings about entities with these names; globs.
    sample_names: Vec<String>,
}

/// A rule that gives findings another level.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct FindingLevelOverride {
    /// The ids of the findings; every one if there are none.
    #[serde(default)]
    ids: Option<Vec<String>>,
    /// Their new level.
    level: FindingLevel,
    /// Only for findings about signals of this type.
    #[serde(default)]
    signal_type: Option<String>,
    /// Only for findings about entities with these names; globs.
    #[serde(default)]
    sample_names: Vec<String>,
}

/// The rules of a project, ready to be applied.
#[derive(Debug, Default)]
pub(crate) struct Modifier {
    overrides: Vec<(Scope, FindingLevelOverride)>,
    filters: Vec<(Scope, GlobSet, FindingFilter)>,
}

/// What a rule is limited to.
#[derive(Debug)]
struct Scope {
    signal_type: Option<String>,
    sample_names: Option<GlobSet>,
}

impl Modifier {
    /// The rules that are written like this.
    ///
    /// # Errors
    /// What is wrong with a glob.
    pub(crate) fn new(
        filters: &[FindingFilter],
        overrides: &[FindingLevelOverride],
    ) -> Result<Self, globset::Error> {
        let filters = filters.iter().map(|filter| {
            let scope = Scope::new(filter.signal_type.as_ref(), &filter.sample_names)?;
            Ok((scope, globs(&filter.exclude_samples)?, filter.clone()))
        });
        let overrides = overrides.iter().map(|rule| {
            let scope = Scope::new(rule.signal_type.as_ref(), &rule.sample_names)?;
            Ok((scope, rule.clone()))
        });
        Ok(Self {
            filters: filters.collect::<Result<_, globset::Error>>()?,
            overrides: overrides.collect::<Result<_, globset::Error>>()?,
        })
    }

    /// What becomes of a finding about `entity`: the first override that applies gives it its level,
    /// and then any filter may drop it.
    pub(super) fn apply(
        &self,
        mut finding: PolicyFinding,
        entity: Entity<'_>,
    ) -> Option<PolicyFinding> {
        let name = entity.name();
        let rule = self.overrides.iter().find(|(scope, rule)| {
            let ids = rule.ids.as_ref();
            scope.has(&finding, name) && ids.is_none_or(|ids| ids.contains(&finding.id))
        });
        if let Some((_, rule)) = rule {
            finding.level = rule.level;
        }
        let is_dropped = self.filters.iter().any(|(scope, names, filter)| {
            scope.has(&finding, name)
                && (filter.exclude.contains(&finding.id)
                    || filter.min_level.is_some_and(|min| finding.level < min)
                    || name.is_some_and(|name| names.is_match(name)))
        });
        (!is_dropped).then_some(finding)
    }
}

impl Scope {
    fn new(signal_type: Option<&String>, sample_names: &[String]) -> Result<Self, globset::Error> {
        let sample_names = match sample_names {
            [] => None,
            patterns => Some(globs(patterns)?),
        };
        Ok(Self {
            signal_type: signal_type.cloned(),
            sample_names,
        })
    }

    fn has(&self, finding: &PolicyFinding, name: Option<&str>) -> bool {
        let of_type = self.signal_type.is_none() || self.signal_type == finding.signal_type;
        let names = self.sample_names.as_ref();
        of_type && names.is_none_or(|names| name.is_some_and(|name| names.is_match(name)))
    }
}

fn globs(patterns: &[String]) -> Result<GlobSet, globset::Error> {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        builder.add(Glob::new(pattern)?);
    }
    builder.build()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::live_check::sample::SampleAttribute;

    /// The level that `rules` (filters and overrides) leave a finding `deprecated` with the level
    /// improvement, about the attribute `shop.till.id` of a span.
    fn level(filters: Json, overrides: Json) -> Option<FindingLevel> {
        let modifier = Modifier::new(
            &serde_json::from_value::<Vec<FindingFilter>>(filters).expect("filters"),
            &serde_json::from_value::<Vec<FindingLevelOverride>>(overrides).expect("overrides"),
        );
        let attribute = SampleAttribute::from_line("shop.till.id=1").expect("an attribute");
        let finding = PolicyFinding {
            context: Json::Null,
            id: "deprecated".to_owned(),
            level: FindingLevel::Improvement,
            message: String::new(),
            signal_name: None,
            signal_type: Some("span".to_owned()),
        };
        let modifier = modifier.expect("valid globs");
        let kept = modifier.apply(finding, Entity::Attribute(&attribute));
        kept.map(|finding| finding.level)
    }

    #[test]
    fn a_filter_drops_what_any_of_its_conditions_hold_for_within_its_scope() {
        let cases = [
            (json!([{}]), true),
            (json!([{"exclude": ["deprecated"]}]), false),
            (json!([{"exclude": ["not_stable"]}]), true),
            (json!([{"min_level": "violation"}]), false),
            (json!([{"min_level": "improvement"}]), true),
            (json!([{"exclude_samples": ["shop.*"]}]), false),
            (json!([{"exclude_samples": ["Shop.*", "till"]}]), true),
            (
                json!([{"exclude": ["deprecated"], "signal_type": "metric"}]),
                true,
            ),
            (
                json!([{"exclude": ["deprecated"], "signal_type": "span"}]),
                false,
            ),
            (
                json!([{"exclude": ["deprecated"], "sample_names": ["bank.*"]}]),
                true,
            ),
            (
                json!([{"exclude": ["deprecated"], "sample_names": ["shop.*"]}]),
                false,
            ),
        ];
        for (filters, is_kept) in cases {
            let kept = level(filters.clone(), json!([])).is_some();
            assert_eq!(kept, is_kept, "{filters}");
        }
    }

    #[test]
    fn the_first_override_counts_and_comes_before_the_filters() {
        let overrides = json!([
            {"ids": ["not_stable"], "level": "information"},
            {"sample_names": ["shop.*"], "level": "violation"},
            {"level": "information"},
        ]);
        assert_eq!(
            level(json!([{"min_level": "violation"}]), overrides),
            Some(FindingLevel::Violation)
        );
    }
}
