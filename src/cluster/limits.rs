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
/// How many objects of a kind are asked for at once. The API server holds a page in memory as well.
pub const PAGE_OBJECTS: usize = 500;
/// How many definitions of kinds are asked for at once: each may have a megabyte of schema.
pub(crate) const PAGE_DEFINITIONS: usize = 10;
/// Most bytes of one answer of a Kubernetes API. A page that is larger is asked for again in smaller pages.
pub(crate) const RESPONSE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Most bytes of an answer that is an error.
pub(crate) const STATUS_BYTES_MAX: usize = 64 * 1024;
/// Most characters of what a server says about an error.
pub(crate) const STATUS_CHARS_MAX: usize = 500;
/// Most seconds an answer of a Kubernetes API may take until it is there in full.
pub const REQUEST_SECONDS_MAX: u64 = 60;
/// Most seconds a connection to a Kubernetes API may take.
pub(crate) const CONNECT_SECONDS_MAX: u64 = 10;
/// Most times a request to a Kubernetes API is sent.
pub(crate) const ATTEMPTS_MAX: u32 = 5;
/// Milliseconds before a request is sent a second time; twice as long each further time.
pub(crate) const RETRY_DELAY_MS_FIRST: u64 = 200;
/// Most seconds that are waited when a server asks to wait.
pub(crate) const RETRY_AFTER_SECONDS_MAX: u64 = 60;
/// Most requests to a Kubernetes API at once.
pub(crate) const REQUESTS_AT_ONCE_MAX: usize = 8;
/// Most times one list goes on or begins again after its snapshot has expired.
pub(crate) const LIST_EXPIRED_MAX: u32 = 3;
/// Most schemas inside one another.
pub(crate) const SCHEMA_DEPTH_MAX: usize = 40;
/// Most schemas that the references of one kind may repeat.
pub(crate) const SCHEMA_NODES_MAX: usize = 200_000;
/// Seconds after which a watch asks the server to end it, so that it is begun anew.
pub(crate) const WATCH_SECONDS: u64 = 290;
/// Most seconds beyond [`WATCH_SECONDS`] in which nothing is heard of a watch.
pub(crate) const WATCH_IDLE_SECONDS_MAX: u64 = 30;
/// Most bytes of one event of a watch.
pub(crate) const WATCH_EVENT_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Most batches of changes that wait for whoever watches.
pub(crate) const WATCH_BATCHES_MAX: usize = 64;
/// Milliseconds before a watch that broke is begun anew; twice as long each further time.
pub(crate) const WATCH_DELAY_MS_FIRST: u64 = 500;
/// Most seconds before a watch that broke is begun anew.
pub(crate) const WATCH_DELAY_SECONDS_MAX: u64 = 30;
/// Most times in a row that a watch which broke goes on where it was, before its list is read again.
pub(crate) const WATCH_FAILURES_MAX: u32 = 4;
/// Seconds before something that is denied, or cannot be watched, is listed again.
pub(crate) const WATCH_LIST_SECONDS: u64 = 60;
/// Seconds after which a cluster is asked again what it serves.
pub(crate) const DISCOVERY_SECONDS: u64 = 60;
/// Seconds after a change of a definition when the cluster is asked what it serves: a new kind takes a moment.
pub(crate) const DISCOVERY_SETTLE_SECONDS: [u64; 3] = [1, 2, 5];
