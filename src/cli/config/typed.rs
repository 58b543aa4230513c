//! The configuration as plain data.

mod http;
mod providers;
mod vector;

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use cluster::Source;
use knowledge::Collection;
use reqwest::Url;

use super::choices::{
    ChromaTokenHeader, EmbeddingProvider, InferenceProvider, LogFormat, VectorBackend,
};
use super::problem::{Origin, Problem};
use super::setting::Settings;
use super::tokens::Token;
use super::value::{Secret, Value};
use super::{key::Key, keys};
use crate::data_dir;

/// Everything that can be configured.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// The folder that keeps what was synced; none if nobody knows where that could be.
    pub(crate) data_dir: Option<PathBuf>,
    /// Whether progress is left out.
    pub(crate) quiet: bool,
    /// How log records look.
    pub(crate) log_format: LogFormat,
    /// What `search` searches.
    pub(crate) collection: Collection,
    /// The manifests to read; none for a cluster.
    pub(crate) from: Vec<Source>,
    pub(crate) kubernetes: Kubernetes,
    pub(crate) vector: Vector,
    pub(crate) embedding: Embedding,
    pub(crate) inference: Inference,
    pub(crate) http: Http,
}

/// Which cluster.
#[derive(Debug, Clone)]
pub(crate) struct Kubernetes {
    pub(crate) kubeconfig: Option<PathBuf>,
    pub(crate) context: Option<String>,
}

/// Where documents are kept.
#[derive(Debug, Clone)]
pub(crate) struct Vector {
    /// All are written, the first is read. Never empty.
    pub(crate) backends: Vec<VectorBackend>,
    pub(crate) chroma: ChromaServer,
    pub(crate) qdrant: QdrantServer,
}

/// A Chroma server.
#[derive(Debug, Clone)]
pub(crate) struct ChromaServer {
    pub(crate) url: Url,
    pub(crate) tenant: String,
    pub(crate) database: String,
    pub(crate) token: Option<Secret>,
    pub(crate) token_header: ChromaTokenHeader,
    pub(crate) tls: Tls,
}

/// A Qdrant server.
#[derive(Debug, Clone)]
pub(crate) struct QdrantServer {
    pub(crate) url: Url,
    pub(crate) api_key: Option<Secret>,
    pub(crate) tls: Tls,
}

/// Files for TLS, in PEM.
#[derive(Debug, Clone)]
pub(crate) struct Tls {
    pub(crate) certificate: Option<PathBuf>,
    pub(crate) client_certificate: Option<PathBuf>,
    pub(crate) client_key: Option<PathBuf>,
}

/// Who turns texts into vectors.
#[derive(Debug, Clone)]
pub(crate) struct Embedding {
    pub(crate) provider: EmbeddingProvider,
    pub(crate) model: Option<String>,
    pub(crate) base_url: Option<Url>,
    pub(crate) api_key: Option<Secret>,
    pub(crate) dimensions: Option<usize>,
    pub(crate) model_dir: Option<PathBuf>,
    pub(crate) query_prefix: Option<String>,
    pub(crate) document_prefix: Option<String>,
}

/// Who says what a resource kind can do.
#[derive(Debug, Clone)]
pub(crate) struct Inference {
    pub(crate) provider: InferenceProvider,
    pub(crate) model: String,
    pub(crate) base_url: Url,
    pub(crate) api_key: Option<Secret>,
    pub(crate) concurrency: usize,
    pub(crate) cache: bool,
}

/// The HTTP API.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    pub(crate) host: IpAddr,
    pub(crate) port: u16,
    pub(crate) tokens: Vec<Token>,
    pub(crate) request_timeout: Duration,
    pub(crate) shutdown_timeout: Duration,
}

impl Config {
    /// The settings as plain data; nothing only if a default of the table cannot be read. Defaults that follow from other settings are written into `settings`, and what does
    /// not fit together becomes a problem.
    pub(super) fn of(
        settings: &mut Settings,
        variable: &dyn Fn(&str) -> Option<PathBuf>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        vector::choose(settings);
        providers::choose(settings);
        let data_dir = data_dir::data_dir(settings.path(&keys::DATA_DIR), variable);
        if let Some(data_dir) = &data_dir {
            follows(
                settings,
                &keys::DATA_DIR,
                Value::Path(data_dir.clone()),
                "the folder of the user",
            );
        }
        Some(Self {
            data_dir,
            quiet: settings.switch(&keys::QUIET)?,
            log_format: word(settings, &keys::LOG_FORMAT, LogFormat::of)?,
            collection: word(settings, &keys::COLLECTION, |word| word.parse().ok())?,
            from: settings.sources(&keys::FROM).unwrap_or_default(),
            kubernetes: Kubernetes {
                kubeconfig: settings.path(&keys::KUBECONFIG),
                context: settings.text(&keys::CONTEXT),
            },
            vector: Vector::of(settings, problems)?,
            embedding: Embedding::of(settings, problems)?,
            inference: Inference::of(settings, problems)?,
            http: Http::of(settings)?,
        })
    }

    /// The folder that keeps what was synced.
    ///
    /// # Errors
    ///
    /// If nobody knows where that could be.
    pub(crate) fn data_dir(&self) -> anyhow::Result<&Path> {
        let unknown = "neither HOME nor XDG_DATA_HOME is set: name a folder with --data-dir";
        self.data_dir
            .as_deref()
            .ok_or_else(|| anyhow::anyhow!(unknown))
    }

    /// What should be looked at, though it can be used.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if !self.http.host.is_loopback() && self.http.tokens.is_empty() {
            warnings.push(format!(
                "everybody who reaches {} may call the API: set {}",
                self.http.host,
                keys::HTTP_TOKENS.name
            ));
        }
        warnings
    }
}

/// A default that is not a constant.
fn follows(settings: &mut Settings, key: &'static Key, value: Value, reason: &str) {
    if !settings.is_set(key)
        && let Some(setting) = settings.by_key.get_mut(key.name)
    {
        setting.value = Some(value);
        setting.origin = Origin::Because(reason.to_owned());
    }
}

fn word<T>(settings: &Settings, key: &'static Key, of: impl Fn(&str) -> Option<T>) -> Option<T> {
    settings.text(key).as_deref().and_then(of)
}
