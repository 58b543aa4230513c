//! How finished spans and log records wait for export.

use std::time::Duration;

use crate::config::destination::millis;
use crate::config::otlp::BatchConfig;
use crate::config::reader::{Number, Reader};
use crate::config::setting::{Finding, Origin};

/// Milliseconds between two looks at the queue: below, the exporter would hardly sleep.
const DELAY_MS_MIN: u64 = 10;
const DELAY_MS_MAX: u64 = 3_600_000;

/// Milliseconds for one batch at most; the specification's 0, for no limit, means this.
const EXPORT_TIMEOUT_MS_MAX: u64 = 600_000;

/// Records that may wait at most, so that memory is bounded.
const QUEUE_MAX: u64 = 1_000_000;

/// The variables of one signal.
struct Names {
    delay: &'static str,
    export_timeout: &'static str,
    queue: &'static str,
    batch: &'static str,
}

const SPANS: Names = Names {
    delay: "OTEL_BSP_SCHEDULE_DELAY",
    export_timeout: "OTEL_BSP_EXPORT_TIMEOUT",
    queue: "OTEL_BSP_MAX_QUEUE_SIZE",
    batch: "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
};

const LOGS: Names = Names {
    delay: "OTEL_BLRP_SCHEDULE_DELAY",
    export_timeout: "OTEL_BLRP_EXPORT_TIMEOUT",
    queue: "OTEL_BLRP_MAX_QUEUE_SIZE",
    batch: "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE",
};

pub(super) fn of_spans(reader: &mut Reader<'_>) -> BatchConfig {
    of(reader, &SPANS, BatchConfig::default())
}

pub(super) fn of_logs(reader: &mut Reader<'_>) -> BatchConfig {
    let default = BatchConfig {
        delay: Duration::from_secs(1),
        ..BatchConfig::default()
    };
    of(reader, &LOGS, default)
}

fn of(reader: &mut Reader<'_>, names: &Names, default: BatchConfig) -> BatchConfig {
    let delay = Number {
        default: millis(default.delay),
        min: DELAY_MS_MIN,
        max: DELAY_MS_MAX,
        below: DELAY_MS_MIN,
    };
    let export_timeout = Number {
        default: millis(default.export_timeout),
        min: 1,
        max: EXPORT_TIMEOUT_MS_MAX,
        below: EXPORT_TIMEOUT_MS_MAX,
    };
    let size = |default: usize| Number {
        default: default as u64,
        min: 1,
        max: QUEUE_MAX,
        below: default as u64,
    };
    let delay = reader.milliseconds(&[names.delay], &delay);
    let export_timeout = reader.milliseconds(&[names.export_timeout], &export_timeout);
    let queue = reader.number(&[names.queue], &size(default.queue_spans_max));
    let batch = batch(reader, names.batch, queue, &size(default.batch_spans_max));
    BatchConfig {
        delay,
        queue_spans_max: usize::try_from(queue).unwrap_or(usize::MAX),
        batch_spans_max: usize::try_from(batch).unwrap_or(usize::MAX),
        export_timeout,
    }
}

/// No batch can be larger than the queue.
fn batch(reader: &mut Reader<'_>, name: &'static str, queue: u64, number: &Number) -> u64 {
    let batch = reader.number(&[name], number);
    if batch <= queue {
        return batch;
    }
    reader.settings.pop();
    let is_set = reader.find(&[name]).is_some();
    if is_set {
        let problem = format!("is {batch}, more than the queue holds");
        let used = format!("{queue} is used");
        reader.warnings.push(Finding::new(name, problem, used));
        reader.note(name, queue, Origin::InsteadOf(name));
    } else {
        let reason = format!("a queue of {queue}");
        reader.note(name, queue, Origin::DefaultFor(reason));
    }
    queue
}
