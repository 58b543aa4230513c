//! Limits of a store. Each is far above what a cluster needs and far below what would hurt.

/// The longest id, in bytes. Kubernetes allows less than 700 in namespace, version, kind and name together.
pub const ID_BYTES_MAX: usize = 1024;

/// The longest text, in bytes.
pub const TEXT_BYTES_MAX: usize = 8 * 1024 * 1024;

/// How many documents are embedded and written at once.
pub const BATCH_DOCUMENTS_MAX: usize = 100;

/// How many documents a collection holds.
pub const COLLECTION_DOCUMENTS_MAX: usize = 1_000_000;

/// How many hits a search returns unless told otherwise.
pub const HITS_DEFAULT: usize = 10;

/// Metadata keys that begin so belong to the store: remote backends keep the content hash there.
pub const METADATA_KEY_RESERVED: &str = "_cluster_whisperer_";

/// How often an embedding of everything looks again for what was written meanwhile.
pub const REEMBED_ROUNDS_MAX: usize = 5;
