//! What could not be read, where, and what may be missing because of it.

use std::fmt;

/// Something that could not be read.
///
/// Displays as `file:line (document N): why`, as far as line and document are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder as it was named, `standard input`, or the URL without credentials and query; in a cluster the
    /// kind, `certificates.cert-manager.io`, or the API group.
    pub file: String,
    /// The line in the file, counted from 1.
    pub line: Option<usize>,
    /// The document in the file, counted from 1.
    pub document: Option<usize>,
    /// What was expected and what was found.
    pub reason: String,
    /// What the reading may lack because of it.
    pub missed: Missed,
}

/// What a reading may lack because something could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missed {
    /// Objects of one kind, `Deployment`; of one namespace if that much could be read.
    Objects {
        /// The kind, without its group.
        kind: String,
        /// The namespace, if it is known.
        namespace: Option<String>,
    },
    /// Objects of every kind in one API group.
    Group {
        /// `metrics.k8s.io`; empty for the core group.
        api_group: String,
    },
    /// No object: only knowledge about kinds, or something that is not there.
    Nothing,
    /// Any object at all: nothing that is known from earlier may be taken for gone.
    Anything,
}

impl Problem {
    /// Something in a cluster that could not be read.
    pub(crate) fn of_api(what: &str, reason: impl fmt::Display, missed: Missed) -> Self {
        Self {
            file: what.to_owned(),
            line: None,
            document: None,
            reason: reason.to_string(),
            missed,
        }
    }

    /// A whole file, folder or URL that could not be read.
    pub(crate) fn of_file(file: &str, reason: String) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            document: None,
            reason,
            missed: Missed::Anything,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(document) = self.document {
            write!(f, " (document {document})")?;
        }
        write!(f, ": {}", self.reason)
    }
}
