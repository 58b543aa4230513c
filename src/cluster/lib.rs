//! What is in a Kubernetes cluster: the kinds it serves and the objects it holds.
//!
//! [`Cluster`] is the question. [`Kubernetes`] answers it from the API of a running cluster, [`Manifests`] from files,
//! folders, standard input and URLs. What cannot be read does not stop the rest: it comes back as [`Problem`]s beside
//! the items.

mod catalogue;
mod client;
mod definition;
mod document;
mod error;
mod excluded;
mod instance;
mod kubernetes;
mod limits;
mod manifests;
mod object;
mod problem;
mod reading;
mod schema;
mod source;

pub use error::ClusterError;
pub use kubernetes::{
    ApiError, Change, ConnectError, Kubernetes, KubernetesConfig, Watch, WatchedKind,
};
pub use limits::{
    DOCUMENTS_MAX, FILE_BYTES_MAX, FILES_MAX, FOLDER_DEPTH_MAX, NESTING_MAX, PAGE_OBJECTS,
    REQUEST_SECONDS_MAX, URL_TIMEOUT_SECONDS_MAX,
};
pub use manifests::Manifests;
pub use problem::{Missed, Problem};
pub use reading::{Cluster, Reading};
pub use source::{InvalidSource, Source};
