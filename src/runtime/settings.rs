//! What spans ask while they run.

use opentelemetry::trace::TraceFlags;

use crate::config::Config;
use crate::export::Sinks;
use crate::propagation::Propagators;
use crate::record::{Limits, Record};
use crate::sampling::{Force, Sampling};

/// What spans ask while they run. Lives as long as the process.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) capture_content: bool,
    stability_opt_in: Vec<String>,
    pub(crate) limits: Limits,
    /// The limits of an event, whose attributes are counted apart.
    pub(crate) event_limits: Limits,
    pub(crate) propagators: Propagators,
    pub(crate) sampling: Sampling,
    pub(crate) force: Force,
    /// Whether spans of unsampled traces are kept until their end shows whether they are needed.
    pub(crate) defers: bool,
    /// Whether a span below an unsampled one is known to be unsampled without asking the sampler.
    pub(crate) skips_unsampled: bool,
    pub(crate) sinks: Sinks,
}

impl Settings {
    pub(crate) fn new(config: Config, sinks: Sinks) -> Self {
        let defers = config.sampling.defers();
        Self {
            capture_content: config.capture_content,
            stability_opt_in: config.stability_opt_in,
            limits: config.limits,
            event_limits: Limits {
                attributes_max: config.limits.event_attributes_max,
                ..config.limits
            },
            propagators: config.propagators,
            force: Force::default(),
            defers,
            skips_unsampled: config.sampling.sampler.follows_parent && !defers,
            sampling: config.sampling,
            sinks,
        }
    }

    /// Whether attributes that a newer convention replaced are emitted: unless the word is opted
    /// into alone (`database`, against `database/dup` which asks for both).
    pub(crate) fn emits_superseded(&self, word: &str) -> bool {
        !self.stability_opt_in.iter().any(|opted| opted == word)
    }

    /// Exports a span that has ended, or hands it back to be forgotten.
    pub(crate) fn finish(&self, mut record: Box<Record>) -> Option<Box<Record>> {
        if record.flags.is_sampled() {
            record.end_now();
            self.sampling.forget(&record);
            self.sinks.accept(record);
            None
        } else if self.sampling.keeps(&mut record) {
            record.flags = TraceFlags::SAMPLED;
            self.sinks.accept_kept(record);
            None
        } else {
            record.attributes.are_small().then_some(record)
        }
    }
}
