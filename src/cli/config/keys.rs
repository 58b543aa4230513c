//! Every key there is, by subject.

mod embedding;
mod general;
mod inference;
mod serving;
mod vector;

use super::key::Key;

pub(crate) use embedding::*;
pub(crate) use general::*;
pub(crate) use inference::*;
pub(crate) use serving::*;
pub(crate) use vector::*;

/// Keys with what they are about.
pub(crate) type Subject = (&'static str, &'static [&'static Key]);

/// Every key, by subject, in the order of the documentation.
pub(crate) static SUBJECTS: &[Subject] = &[
    ("General", general::ALL),
    ("Vector store", vector::ALL),
    ("Embedding", embedding::ALL),
    ("Inference", inference::ALL),
    ("Kubernetes and manifests", general::CLUSTER),
    ("HTTP API", serving::ALL),
];

/// Every key.
pub(crate) fn all() -> impl Iterator<Item = &'static Key> + Clone {
    SUBJECTS.iter().flat_map(|(_, keys)| keys.iter().copied())
}

/// The key of this name.
pub(crate) fn named(name: &str) -> Option<&'static Key> {
    all().find(|key| key.name == name)
}
