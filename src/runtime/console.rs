//! Finished spans as lines on standard error, where they disturb no result.

use std::io::Write;

use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::trace::{SpanData, SpanExporter};

use crate::capture::FinishedSpan;
use crate::tree;

#[derive(Debug)]
pub(crate) struct Console;

impl SpanExporter for Console {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let mut err = std::io::stderr().lock();
        for span in batch.into_iter().map(FinishedSpan::from) {
            let parent = span.parent_id.as_deref().unwrap_or("-");
            let line = tree::line(&span, &|_, key| Some(key));
            write!(err, "{} {} {parent} {line}", span.trace_id, span.span_id)
                .map_err(|error| OTelSdkError::InternalFailure(error.to_string()))?;
        }
        Ok(())
    }
}
