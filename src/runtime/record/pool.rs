//! Memory of finished spans, used again by later ones.
//!
//! A span that is not exported gives its memory back on the thread that ends it; an exported one on
//! the exporter's thread, from where any thread may take it.

use std::cell::RefCell;
use std::sync::{Mutex, PoisonError, TryLockError};

use crate::record::{Attributes, Buffers};

/// Buffers that one thread keeps.
const BUFFERS_PER_THREAD_MAX: usize = 32;

/// Buffers that wait for any thread.
const BUFFERS_SHARED_MAX: usize = 2048;

/// Buffers that a thread takes from the shared ones at once.
const BUFFERS_TAKEN: usize = 16;

thread_local! {
    static OWN: RefCell<Vec<Buffers>> = const { RefCell::new(Vec::new()) };
}

static SHARED: Mutex<Vec<Buffers>> = Mutex::new(Vec::new());

/// Buffers that were used before, or new ones.
pub(crate) fn take() -> Buffers {
    OWN.try_with(|own| {
        let mut own = own.borrow_mut();
        if own.is_empty() {
            refill(&mut own);
        }
        own.pop()
    })
    .ok()
    .flatten()
    .unwrap_or_default()
}

/// Never waits: whoever finds the shared buffers locked allocates.
fn refill(own: &mut Vec<Buffers>) {
    let mut shared = match SHARED.try_lock() {
        Ok(shared) => shared,
        Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
        Err(TryLockError::WouldBlock) => return,
    };
    let rest = shared.len().saturating_sub(BUFFERS_TAKEN);
    own.extend(shared.drain(rest..));
}

/// Gives back, on the thread that used them, the buffers of attributes that were not exported.
pub(crate) fn give_back(attributes: Attributes) {
    let buffers = attributes.into_buffers();
    if buffers.are_small() {
        OWN.try_with(|own| {
            let mut own = own.borrow_mut();
            if own.len() < BUFFERS_PER_THREAD_MAX {
                own.push(buffers);
            }
        })
        .ok();
    }
}

/// Gives back the buffers of attributes that were exported.
pub(crate) fn recycle(attributes: impl Iterator<Item = Attributes>) {
    let buffers = attributes.map(Attributes::into_buffers);
    let mut buffers: Vec<_> = buffers.filter(Buffers::are_small).collect();
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    let room = BUFFERS_SHARED_MAX.saturating_sub(shared.len());
    buffers.truncate(room);
    shared.append(&mut buffers);
}
