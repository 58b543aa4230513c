//! Where the cluster is, and who asks.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use kube::Config;
use kube::config::{KubeConfigOptions, Kubeconfig, KubeconfigError};

use super::error::ConnectError;
use crate::limits::{PAGE_OBJECTS, REQUEST_SECONDS_MAX};

/// How to connect to a cluster.
#[derive(Debug, Clone)]
pub struct KubernetesConfig {
    /// The kubeconfig. Without one `KUBECONFIG` counts, then `~/.kube/config`, then the service account of the pod.
    pub kubeconfig: Option<PathBuf>,
    /// The context of the kubeconfig; without one its current context.
    pub context: Option<String>,
    /// How many objects are asked for at once.
    pub page_objects: usize,
    /// How long an answer may take until it is there in full.
    pub request_timeout: Duration,
}

impl Default for KubernetesConfig {
    fn default() -> Self {
        Self {
            kubeconfig: None,
            context: None,
            page_objects: PAGE_OBJECTS,
            request_timeout: Duration::from_secs(REQUEST_SECONDS_MAX),
        }
    }
}

/// Where kubeconfigs are looked for when none is named.
struct Places {
    /// The value of `KUBECONFIG`.
    variable: Option<OsString>,
    home: Option<PathBuf>,
}

impl Places {
    fn of_this_process() -> Self {
        Self {
            variable: std::env::var_os("KUBECONFIG"),
            home: std::env::home_dir(),
        }
    }

    /// The kubeconfigs that count, first one first; none if there is none.
    fn files(&self) -> Vec<PathBuf> {
        let named: Vec<PathBuf> = self
            .variable
            .iter()
            .flat_map(std::env::split_paths)
            .filter(|path| !path.as_os_str().is_empty())
            .collect();
        if !named.is_empty() {
            return named;
        }
        let usual = self.home.as_ref().map(|home| home.join(".kube/config"));
        usual.into_iter().filter(|path| path.exists()).collect()
    }
}

/// Reads files, and may take as long as a disk does.
pub(super) async fn load(config: &KubernetesConfig) -> Result<Config, ConnectError> {
    load_from(config, &Places::of_this_process()).await
}

async fn load_from(config: &KubernetesConfig, places: &Places) -> Result<Config, ConnectError> {
    let files = match &config.kubeconfig {
        Some(path) => vec![path.clone()],
        None => places.files(),
    };
    if files.is_empty() {
        return in_pod(config.context.as_deref());
    }
    let kubeconfig = read(&files)?;
    check_context(&kubeconfig, config.context.as_deref())?;
    let options = KubeConfigOptions {
        context: config.context.clone(),
        ..KubeConfigOptions::default()
    };
    let mut loaded = Config::from_custom_kubeconfig(kubeconfig, &options)
        .await
        .map_err(|error| ConnectError::Unusable(reason(&error)))?;
    // Each request is tried again here, where its span is.
    loaded.default_retry = false;
    Ok(loaded)
}

fn in_pod(context: Option<&str>) -> Result<Config, ConnectError> {
    if std::env::var_os("KUBERNETES_SERVICE_HOST").is_none() {
        return Err(ConnectError::NotConfigured);
    }
    if let Some(context) = context {
        return Err(ConnectError::ContextInPod {
            context: context.to_owned(),
        });
    }
    Config::incluster().map_err(|error| ConnectError::InPod(error.to_string()))
}

/// The files as one, where the first that says something wins.
fn read(files: &[PathBuf]) -> Result<Kubeconfig, ConnectError> {
    let mut merged: Option<Kubeconfig> = None;
    let mut missing = None;
    for path in files {
        let next = match Kubeconfig::read_from(path) {
            Ok(next) => next,
            // As everywhere, a list may name files that are not there; but not only such.
            Err(KubeconfigError::ReadConfig(error, _))
                if files.len() > 1 && error.kind() == std::io::ErrorKind::NotFound =>
            {
                missing = Some((path, error));
                continue;
            }
            Err(error) => return Err(unread(path, error)),
        };
        merged = Some(match merged {
            None => next,
            Some(merged) => merged.merge(next).map_err(|error| unread(path, error))?,
        });
    }
    match (merged, missing) {
        (Some(merged), _) => Ok(merged),
        (None, Some((path, source))) => Err(ConnectError::Unreadable {
            path: path.clone(),
            source,
        }),
        (None, None) => Err(ConnectError::NotConfigured),
    }
}

fn unread(path: &Path, error: KubeconfigError) -> ConnectError {
    let path = path.to_owned();
    match error {
        KubeconfigError::ReadConfig(source, _) => ConnectError::Unreadable { path, source },
        error => ConnectError::Invalid {
            path,
            reason: reason(&error),
        },
    }
}

/// What is wrong, without what is there: a kubeconfig is full of secrets.
fn reason(error: &KubeconfigError) -> String {
    match error {
        KubeconfigError::Parse(error) => error.location().map_or_else(
            || "it is no kubeconfig in YAML".to_owned(),
            |at| {
                format!(
                    "it is no kubeconfig in YAML at line {}, column {}",
                    at.line(),
                    at.column()
                )
            },
        ),
        KubeconfigError::ParseClusterUrl(_) => {
            "the server of its cluster is no URL like https://host:6443".to_owned()
        }
        KubeconfigError::ParseProxyUrl(_) => "its proxy is no URL".to_owned(),
        other => other.to_string(),
    }
}

fn check_context(kubeconfig: &Kubeconfig, wanted: Option<&str>) -> Result<(), ConnectError> {
    let known = || {
        let names = kubeconfig.contexts.iter();
        names.map(|context| context.name.clone()).collect()
    };
    let current = kubeconfig.current_context.as_deref();
    let Some(context) = wanted.or(current).filter(|name| !name.is_empty()) else {
        return Err(ConnectError::NoContext { known: known() });
    };
    if kubeconfig.contexts.iter().any(|it| it.name == context) {
        return Ok(());
    }
    Err(ConnectError::UnknownContext {
        context: context.to_owned(),
        known: known(),
    })
}
