//! What a target may use up. A template that never ends has to become an error, not a build that
//! hangs or eats all memory.

use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of instructions of the template engine that rendering one file may take.
pub(super) const INSTRUCTIONS_MAX: u64 = 50_000_000;

/// The size of a file to be written, in bytes.
const FILE_BYTES_MAX: usize = 64 << 20;

/// The size of all files of a target together, in bytes.
const TARGET_BYTES_MAX: usize = 512 << 20;

/// The number of files of one template entry.
pub(super) const FILES_MAX: usize = 100_000;

/// The size of a template file, in bytes.
pub(super) const TEMPLATE_BYTES_MAX: u64 = 4 << 20;

/// The number of files below the folder of a target.
pub(super) const TEMPLATES_MAX: usize = 10_000;

/// The text of a file as it is rendered, up to the limits.
pub(super) struct Text<'r> {
    bytes: Vec<u8>,
    /// The bytes of all files of the target so far.
    total: &'r AtomicUsize,
}

impl<'r> Text<'r> {
    /// Nothing yet; `total` counts the bytes of all files of a target.
    pub(super) fn new(total: &'r AtomicUsize) -> Self {
        let bytes = Vec::new();
        Self { bytes, total }
    }

    pub(super) fn into_string(self) -> String {
        // The engine writes whole strings; nothing is ever replaced here.
        String::from_utf8(self.bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

impl Write for Text<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > FILE_BYTES_MAX {
            let mebibytes = FILE_BYTES_MAX >> 20;
            return Err(io::Error::other(format!(
                "the file would be larger than {mebibytes} MiB; split it with `application_mode: each`"
            )));
        }
        let before = self.total.fetch_add(bytes.len(), Ordering::Relaxed);
        if before + bytes.len() > TARGET_BYTES_MAX {
            let mebibytes = TARGET_BYTES_MAX >> 20;
            return Err(io::Error::other(format!(
                "all files of the target together would be larger than {mebibytes} MiB"
            )));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
