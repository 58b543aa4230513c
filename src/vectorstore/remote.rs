//! What backends that ask a server have in common.

mod asked;
mod batches;
mod metadata;
mod paging;
mod reembed;

pub(crate) use asked::Asked;
pub(crate) use batches::batches;
pub(crate) use metadata::{HASH_KEY, Label, MUTE_KEY, from_value, is_mute, to_value};
pub(crate) use paging::{closest_first, in_order, page_of};
pub(crate) use reembed::{Pending, is_staged};

/// How many documents are read with one request.
pub(crate) const READ_DOCUMENTS_MAX: usize = 500;

/// How many ids are read with one request.
pub(crate) const READ_IDS_MAX: usize = 20_000;

/// Bytes of texts and vectors that are written with one request, unless a single document has more.
pub(crate) const WRITE_BYTES_MAX: usize = 8 * 1024 * 1024;

/// So many hits more than wanted are asked for: equal scores are ordered by id here, and the server may cut among them.
pub(crate) const TIES_MAX: usize = 32;

/// Seconds that a server may take to say whether it is ready; whoever asks waits five.
pub(crate) const READY_SECONDS_MAX: u64 = 4;

/// The name of the collection in which new vectors are collected.
pub(crate) fn staging_name(collection: knowledge::Collection) -> String {
    format!("{collection}-reembed")
}

/// Who made the vectors of a collection without a record: the only embedder there was before records were kept.
pub(crate) const UNRECORDED_EMBEDDER: &str = "voyage_ai/voyage-4 (1024 dimensions)";
