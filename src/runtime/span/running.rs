//! What a span keeps while it runs, in memory that is used again: a span itself is one pointer, so
//! that it costs nothing to move about and next to nothing if there is nothing behind it.

use std::cell::RefCell;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::context::Context;
use crate::record::{self, Record};
use crate::schema::SpanSchema;
use crate::settings::Settings;

/// Ended spans whose memory a thread keeps.
const KEPT_PER_THREAD_MAX: usize = 64;

#[derive(Debug)]
pub(super) struct Running {
    pub(super) settings: &'static Settings,
    /// The context that has this span as its current one.
    pub(super) context: Context,
    /// Whether there is a record: known without its lock.
    is_recording: bool,
    /// While nothing is recorded: what an earlier span left, to be used again.
    record: Mutex<Option<Box<Record>>>,
}

thread_local! {
    #[expect(clippy::vec_box, reason = "the boxes are what is kept")]
    static ENDED: RefCell<Vec<Box<Running>>> = const { RefCell::new(Vec::new()) };
}

impl Running {
    /// A span that is not recorded, below none.
    #[inline]
    pub(super) fn take(settings: &'static Settings) -> Box<Self> {
        let ended = ENDED.try_with(|ended| ended.borrow_mut().pop());
        match ended {
            Ok(Some(mut running)) => {
                running.settings = settings;
                running
            }
            // There is none, or the thread ends.
            _ => Box::new(Self {
                settings,
                context: Context::NONE,
                is_recording: false,
                record: Mutex::new(None),
            }),
        }
    }

    /// Begins to record, in what an earlier span left or in other memory.
    #[inline]
    pub(super) fn begin(&mut self, schema: &'static SpanSchema) -> &mut Record {
        self.is_recording = true;
        let limits = &self.settings.limits;
        let slot = self.slot();
        match slot {
            Some(record) => record.reset(schema, limits),
            None => *slot = Some(record::take(schema, limits)),
        }
        slot.get_or_insert_with(|| record::take(schema, limits))
    }

    #[inline]
    fn slot(&mut self) -> &mut Option<Box<Record>> {
        self.record
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    pub(super) const fn is_recording(&self) -> bool {
        self.is_recording
    }

    /// What is recorded; `None` if nothing is.
    #[inline]
    pub(super) fn record(&self) -> Option<Recording<'_>> {
        self.is_recording.then(|| {
            let record = self.record.lock();
            Recording(record.unwrap_or_else(PoisonError::into_inner))
        })
    }

    /// Ends the span.
    pub(super) fn end(mut self: Box<Self>) {
        if std::mem::take(&mut self.is_recording) {
            let settings = self.settings;
            let slot = self.slot();
            *slot = slot.take().and_then(|record| settings.finish(record));
        }
        self.context.carried = None;
        ENDED
            .try_with(|ended| {
                let mut ended = ended.borrow_mut();
                if ended.len() < KEPT_PER_THREAD_MAX {
                    ended.push(self);
                }
            })
            .ok();
    }
}

/// The record of a running span, while nobody else writes to it.
pub(super) struct Recording<'a>(MutexGuard<'a, Option<Box<Record>>>);

impl Recording<'_> {
    /// Writes to the record.
    #[inline]
    pub(super) fn write(&mut self, write: impl FnOnce(&mut Record)) {
        if let Some(record) = self.0.as_deref_mut() {
            write(record);
        }
    }
}
