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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const GOOD: &str = "current-context: a\ncontexts: [{name: a, context: {cluster: a, user: a}}, {name: b, context: {cluster: gone, user: a}}]\n\
        clusters: [{name: a, cluster: {server: 'https://10.0.0.1:6443'}}]\nusers: [{name: a, user: {token: hunter2}}]\n";

    fn load_text(text: &str, context: Option<&str>) -> Result<Config, ConnectError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config");
        fs::write(&path, text).unwrap();
        load_paths(Some(path), None, context)
    }

    fn load_paths(
        path: Option<PathBuf>,
        variable: Option<OsString>,
        context: Option<&str>,
    ) -> Result<Config, ConnectError> {
        let config = KubernetesConfig {
            kubeconfig: path,
            context: context.map(str::to_owned),
            ..KubernetesConfig::default()
        };
        let places = Places {
            variable,
            home: None,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(load_from(&config, &places))
    }

    fn refusal(loaded: Result<Config, ConnectError>) -> String {
        let error = loaded.map(|_| ()).unwrap_err();
        assert!(!format!("{error:?}{error}").contains("hunter2"));
        error.to_string()
    }

    #[test]
    fn the_current_context_counts_unless_one_is_named() {
        let config = load_text(GOOD, None).unwrap();
        assert_eq!(config.cluster_url, "https://10.0.0.1:6443/");
        assert_eq!(
            refusal(load_text(GOOD, Some("c"))),
            "the kubeconfig has no context `c`; it has a, b"
        );
        let without = GOOD.replace("current-context: a", "kind: Config");
        assert_eq!(
            refusal(load_text(&without, None)),
            "the kubeconfig has no current context; name one of its contexts: a, b"
        );
        assert!(refusal(load_text(GOOD, Some("b"))).contains("the cluster of context: gone"));
    }

    #[test]
    fn a_kubeconfig_that_is_none_is_refused_without_a_word_of_it() {
        let shown = refusal(load_text(
            "users: [{name: a, user: {token: [hunter2]}}]\n",
            None,
        ));
        assert!(
            shown.contains("is not valid: it is no kubeconfig in YAML at line 1"),
            "{shown}"
        );
        let shown = refusal(load_text("clusters: {hunter2: [}\n", None));
        assert!(shown.contains("it is no kubeconfig in YAML"), "{shown}");
        let shown = refusal(load_text(&GOOD.replace("https://", "hunter2 "), None));
        assert!(
            shown.contains("is no URL like https://host:6443"),
            "{shown}"
        );
    }

    #[test]
    fn a_kubeconfig_that_is_missing_is_named() {
        let shown = refusal(load_paths(Some("/nowhere/config".into()), None, None));
        assert_eq!(
            shown,
            "the kubeconfig /nowhere/config cannot be read; name another one, or set KUBECONFIG"
        );
        assert!(
            refusal(load_paths(None, None, None))
                .starts_with("no Kubernetes cluster is configured")
        );
    }

    #[test]
    fn the_variable_names_several_files_of_which_some_may_be_missing() {
        let folder = tempfile::tempdir().unwrap();
        let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
        let (contexts, users) = GOOD.split_at(GOOD.find("clusters").unwrap());
        fs::write(&one, contexts).unwrap();
        fs::write(&two, users).unwrap();
        let list = std::env::join_paths([&one, Path::new("/nowhere/config"), &two]).unwrap();
        assert_eq!(
            load_paths(None, Some(list), None).unwrap().cluster_url,
            "https://10.0.0.1:6443/"
        );
        let shown = refusal(load_paths(None, Some("/nowhere/config".into()), None));
        assert!(shown.contains("/nowhere/config cannot be read"), "{shown}");
    }
}
