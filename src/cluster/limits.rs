//! How much is read before reading is refused.

/// Most bytes of one manifest file, of standard input or of the answer of a URL.
pub const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Most manifest files in one source.
pub const FILES_MAX: usize = 10_000;
/// Most folders inside one another.
pub const FOLDER_DEPTH_MAX: usize = 32;
/// Most documents in one file.
pub const DOCUMENTS_MAX: usize = 20_000;
/// Most values inside one another.
pub const NESTING_MAX: usize = 100;
/// Most values that the aliases of one document may repeat.
pub(crate) const ALIASED_VALUES_MAX: usize = 100_000;
/// Most brackets that may be open at once in the text of a document.
pub(crate) const OPEN_BRACKETS_MAX: usize = 1_000;
/// Most lists inside one another (`kind: List` as an item of a `kind: List`).
pub(crate) const LIST_DEPTH_MAX: usize = 4;
/// Most seconds a URL may take to answer in full.
pub const URL_TIMEOUT_SECONDS_MAX: u64 = 30;
/// Most redirects that are followed.
pub(crate) const REDIRECTS_MAX: usize = 5;
