use std::rc::Rc;

use super::advice::{self, Case, Signal};
use super::definitions::{Definition, Definitions};
use super::entity::Entity;
use super::modifier::Modifier;
use super::policies::AdvicePolicies;
use super::result::LiveCheckResult;
use super::sample::{
    DataPoint, Exemplar, Sample, SampleAttribute, SampleLog, SampleMetric, SampleResource,
    SampleSpan,
};
use super::statistics::Statistics;
use crate::Error;
use crate::policy::FindingLevel;

/// Checks samples, one after the other.
pub(crate) struct LiveChecker {
    definitions: Definitions,
    /// The last resource: what comes after a resource comes from it.
    resource: Option<SampleResource>,
    assessor: Assessor,
}

/// What every entity goes through.
struct Assessor {
    policies: AdvicePolicies,
    modifier: Modifier,
    statistics: Option<Statistics>,
    worst: Option<FindingLevel>,
}

impl LiveChecker {
    /// A checker by these definitions and policies. Without `statistics` it counts nothing.
    pub(crate) fn new(
        definitions: Definitions,
        policies: AdvicePolicies,
        modifier: Modifier,
        statistics: Option<Statistics>,
    ) -> Self {
        Self {
            definitions,
            resource: None,
            assessor: Assessor {
                policies,
                modifier,
                statistics,
                worst: None,
            },
        }
    }

    /// Writes what is found about `sample` into it.
    ///
    /// # Errors
    /// A policy cannot be evaluated.
    pub(crate) fn check(&mut self, sample: &mut Sample) -> Result<(), Error> {
        let mut walk = Walk {
            definitions: &self.definitions,
            resource: self.resource.as_ref(),
            assessor: &mut self.assessor,
        };
        walk.sample(sample)?;
        if let Sample::Resource(resource) = sample {
            self.resource = Some(resource.clone());
        }
        Ok(())
    }

    /// The worst level of all findings so far.
    pub(crate) fn worst(&self) -> Option<FindingLevel> {
        self.assessor.worst
    }

    /// The statistics of everything that was checked.
    pub(crate) fn into_statistics(self) -> Option<Statistics> {
        let mut statistics = self.assessor.statistics;
        if let Some(statistics) = &mut statistics {
            statistics.finish();
        }
        statistics
    }
}

impl Assessor {
    fn assess(&mut self, case: &Case<'_>) -> Result<LiveCheckResult, Error> {
        let mut found = advice::findings(case);
        found.extend(self.policies.findings(case)?);
        let kept = found
            .into_iter()
            .filter_map(|finding| self.modifier.apply(finding, case.entity));
        let result = LiveCheckResult::of(kept.collect());
        self.worst = self.worst.max(result.highest_advice_level);
        if let Some(statistics) = &mut self.statistics {
            statistics.count(case.entity, &result);
        }
        Ok(result)
    }
}

/// The way through one sample.
struct Walk<'a> {
    definitions: &'a Definitions,
    resource: Option<&'a SampleResource>,
    assessor: &'a mut Assessor,
}

impl Walk<'_> {
    fn sample(&mut self, sample: &mut Sample) -> Result<(), Error> {
        let of_type = |name| Signal {
            r#type: Some(name),
            name: None,
        };
        match sample {
            Sample::Attribute(attribute) => self.attribute(attribute, Signal::default(), None)?,
            Sample::Span(span) => self.span(span)?,
            Sample::SpanEvent(event) => {
                let signal = of_type("span");
                let result = self.assess(Entity::SpanEvent(event), signal, None)?;
                event.live_check_result = Some(result);
                self.attributes(&mut event.attributes, signal, None)?;
            }
            Sample::SpanLink(link) => {
                let signal = of_type("span");
                let result = self.assess(Entity::SpanLink(link), signal, None)?;
                link.live_check_result = Some(result);
                self.attributes(&mut link.attributes, signal, None)?;
            }
            Sample::Resource(resource) => {
                let signal = of_type("resource");
                let result = self.assess(Entity::Resource(resource), signal, None)?;
                resource.live_check_result = Some(result);
                self.attributes(&mut resource.attributes, signal, None)?;
            }
            Sample::Profile(profile) => {
                let signal = of_type("profile");
                let result = self.assess(Entity::Profile(profile), signal, None)?;
                profile.live_check_result = Some(result);
                self.attributes(&mut profile.attributes, signal, None)?;
            }
            Sample::Metric(metric) => self.metric(metric)?,
            Sample::Log(log) => self.log(log)?,
        }
        Ok(())
    }

    fn span(&mut self, span: &mut SampleSpan) -> Result<(), Error> {
        let name = span.name.clone();
        let signal = Signal {
            r#type: Some("span"),
            name: Some(&name),
        };
        span.live_check_result = Some(self.assess(Entity::Span(span), signal, None)?);
        self.attributes(&mut span.attributes, signal, None)?;
        for event in &mut span.span_events {
            event.live_check_result = Some(self.assess(Entity::SpanEvent(event), signal, None)?);
            self.attributes(&mut event.attributes, signal, None)?;
        }
        for link in &mut span.span_links {
            link.live_check_result = Some(self.assess(Entity::SpanLink(link), signal, None)?);
            self.attributes(&mut link.attributes, signal, None)?;
        }
        Ok(())
    }

    fn metric(&mut self, metric: &mut SampleMetric) -> Result<(), Error> {
        let name = metric.name.clone();
        let signal = Signal {
            r#type: Some("metric"),
            name: Some(&name),
        };
        let definition = self.definitions.metrics.get(&name).map(Rc::clone);
        let group = definition.as_deref();
        metric.live_check_result = Some(self.assess(Entity::Metric(metric), signal, group)?);
        if let Some(statistics) = &mut self.assessor.statistics {
            statistics.metric(&name);
        }
        for point in metric.data_points.iter_mut().flatten() {
            self.data_point(point, signal, group)?;
        }
        Ok(())
    }

    fn data_point(
        &mut self,
        point: &mut DataPoint,
        signal: Signal<'_>,
        group: Option<&Definition>,
    ) -> Result<(), Error> {
        let result = self.assess(Entity::of_data_point(point), signal, group)?;
        let (attributes, exemplars, slot) = point.parts_mut();
        *slot = Some(result);
        self.attributes(attributes, signal, group)?;
        for exemplar in exemplars {
            self.exemplar(exemplar, signal, group)?;
        }
        Ok(())
    }

    fn exemplar(
        &mut self,
        exemplar: &mut Exemplar,
        signal: Signal<'_>,
        group: Option<&Definition>,
    ) -> Result<(), Error> {
        let result = self.assess(Entity::Exemplar(exemplar), signal, group)?;
        exemplar.live_check_result = Some(result);
        self.attributes(&mut exemplar.filtered_attributes, signal, group)
    }

    fn log(&mut self, log: &mut SampleLog) -> Result<(), Error> {
        let name = log.event_name.clone();
        let signal = Signal {
            r#type: Some("log"),
            name: Some(name.as_str()).filter(|name| !name.is_empty()),
        };
        let definition = self.definitions.events.get(&name).map(Rc::clone);
        let group = definition.as_deref();
        log.live_check_result = Some(self.assess(Entity::Log(log), signal, group)?);
        if let Some(statistics) = &mut self.assessor.statistics {
            statistics.event(&name);
        }
        self.attributes(&mut log.attributes, signal, group)
    }

    fn attributes(
        &mut self,
        attributes: &mut [SampleAttribute],
        signal: Signal<'_>,
        group: Option<&Definition>,
    ) -> Result<(), Error> {
        attributes
            .iter_mut()
            .try_for_each(|attribute| self.attribute(attribute, signal, group))
    }

    fn attribute(
        &mut self,
        attribute: &mut SampleAttribute,
        signal: Signal<'_>,
        group: Option<&Definition>,
    ) -> Result<(), Error> {
        let definition = self.definitions.attribute(&attribute.name);
        let result = self.assessor.assess(&Case {
            entity: Entity::Attribute(attribute),
            signal,
            attribute: definition.map(Rc::as_ref),
            group,
            resource: self.resource,
            entities: &self.definitions.entities,
        })?;
        attribute.live_check_result = Some(result);
        if let Some(statistics) = &mut self.assessor.statistics {
            statistics.attribute(definition.map_or(&attribute.name, |it| it.name()));
        }
        Ok(())
    }

    fn assess(
        &mut self,
        entity: Entity<'_>,
        signal: Signal<'_>,
        group: Option<&Definition>,
    ) -> Result<LiveCheckResult, Error> {
        self.assessor.assess(&Case {
            entity,
            signal,
            attribute: None,
            group,
            resource: self.resource,
            entities: &self.definitions.entities,
        })
    }
}
