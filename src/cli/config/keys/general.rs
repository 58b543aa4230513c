//! What concerns the whole program, and what is read.

use crate::config::choices::LogFormat;
use crate::config::key::{Key, Kind};

pub(crate) static DATA_DIR: Key = Key::new(
    "data_dir",
    Kind::Folder,
    "Folder that keeps what was synced, jobs and caches",
)
.variables(&["CLUSTER_WHISPERER_DATA_DIR"])
.flag("data-dir")
.otherwise("`cluster-whisperer` in the XDG data folder, `~/.local/share`");

pub(crate) static QUIET: Key = Key::new("quiet", Kind::Switch, "Show no progress")
    .variables(&["CLUSTER_WHISPERER_QUIET"])
    .flag("quiet")
    .default("false");

pub(crate) static LOG_FORMAT: Key = Key::new(
    "log_format",
    Kind::Choice(LogFormat::WORDS),
    "How log records look on standard error",
)
.variables(&["CLUSTER_WHISPERER_LOG_FORMAT"])
.flag("log-format")
.default("text");

pub(crate) static COLLECTION: Key = Key::new(
    "search.collection",
    Kind::Choice(&["capabilities", "instances"]),
    "What to search: capabilities (what the cluster offers) or instances (what exists in it)",
)
.variables(&["CLUSTER_WHISPERER_COLLECTION"])
.flag("collection")
.default("capabilities")
.only(&["search"]);

pub(crate) static KUBECONFIG: Key = Key::new(
    "kubernetes.kubeconfig",
    Kind::File,
    "Kubeconfig that names the cluster",
)
.variables(&["CLUSTER_WHISPERER_KUBECONFIG"])
.flag("kubeconfig")
.otherwise("`KUBECONFIG`, `~/.kube/config`, then the pod's service account");

pub(crate) static CONTEXT: Key = Key::new(
    "kubernetes.context",
    Kind::Text,
    "Context of the kubeconfig",
)
.variables(&["CLUSTER_WHISPERER_CONTEXT"])
.flag("context")
.otherwise("the kubeconfig's current one");

pub(crate) static FROM: Key = Key::new(
    "sync.from",
    Kind::Sources,
    "Manifests to read instead of a cluster: a folder with all below it, a file, an http(s) URL, or - for standard \
     input",
)
.variables(&["CLUSTER_WHISPERER_FROM"])
.flag("from")
.otherwise("the cluster is read")
.only(&["sync", "sync-instances"]);

pub(super) static ALL: &[&Key] = &[&DATA_DIR, &QUIET, &LOG_FORMAT, &COLLECTION];

pub(super) static CLUSTER: &[&Key] = &[&KUBECONFIG, &CONTEXT, &FROM];
