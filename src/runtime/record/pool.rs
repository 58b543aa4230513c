//! Memory of finished spans, used again by later ones.
//!
//! A span that is not exported gives its memory back on the thread that ends it; an exported one on
//! the exporter's thread, from where any thread may take it.

use std::cell::RefCell;
use std::sync::{Mutex, PoisonError, TryLockError};

use crate::record::{Limits, Record};
use crate::schema::SpanSchema;

/// Records that one thread keeps.
const RECORDS_PER_THREAD_MAX: usize = 32;

/// Records that wait for any thread.
const RECORDS_SHARED_MAX: usize = 2048;

/// Records that a thread takes from the shared ones at once.
const RECORDS_TAKEN: usize = 16;

type Records = Vec<Box<Record>>;

thread_local! {
    static OWN: RefCell<Records> = const { RefCell::new(Vec::new()) };
}

static SHARED: Mutex<Records> = Mutex::new(Vec::new());

/// An empty record, in memory that was used before if there is some.
pub(crate) fn take(schema: &'static SpanSchema, limits: &'static Limits) -> Box<Record> {
    let used = OWN.try_with(|own| {
        let mut own = own.borrow_mut();
        if own.is_empty() {
            refill(&mut own);
        }
        own.pop()
    });
    match used {
        Ok(Some(mut record)) => {
            record.reset(schema, limits);
            record
        }
        // There is none, or the thread ends.
        _ => Box::new(Record::new(schema, limits)),
    }
}

/// Never waits: whoever finds the shared records locked allocates.
fn refill(own: &mut Records) {
    let mut shared = match SHARED.try_lock() {
        Ok(shared) => shared,
        Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
        Err(TryLockError::WouldBlock) => return,
    };
    let rest = shared.len().saturating_sub(RECORDS_TAKEN);
    own.extend(shared.drain(rest..));
}

/// Gives back a record that was not exported, on the thread that used it.
pub(crate) fn give_back(record: Box<Record>) {
    if record.attributes.are_small() {
        OWN.try_with(|own| {
            let mut own = own.borrow_mut();
            if own.len() < RECORDS_PER_THREAD_MAX {
                own.push(record);
            }
        })
        .ok();
    }
}

/// Gives back records that were exported.
pub(crate) fn recycle(records: impl Iterator<Item = Box<Record>>) {
    let mut records: Records = records
        .filter(|record| record.attributes.are_small())
        .collect();
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    let room = RECORDS_SHARED_MAX.saturating_sub(shared.len());
    records.truncate(room);
    shared.append(&mut records);
}
