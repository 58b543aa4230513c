//! What can be checked without the network: the files and folders that are in use.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, bail};
use cluster::Source;

use super::Check;
use crate::config::{Config, EmbeddingProvider, Tls, VectorBackend};

/// What a model folder must hold, whatever its tokenizer is written in.
const MODEL_FILES: [&str; 2] = ["config.json", "model.safetensors"];

/// One of these says how a text is cut into what the model knows.
const TOKENIZER_FILES: [&str; 2] = ["tokenizer.json", "vocab.txt"];

/// One check for each file and folder that is in use.
pub(super) fn checks(config: &Config) -> Vec<Check> {
    let mut checks = Vec::new();
    if config.vector.backends.contains(&VectorBackend::Embedded) {
        checks.push(Check::of("data folder", data_folder(config)));
    }
    if config.vector.backends.contains(&VectorBackend::Chroma) {
        tls("Chroma", &config.vector.chroma.tls, &mut checks);
    }
    if config.vector.backends.contains(&VectorBackend::Qdrant) {
        tls("Qdrant", &config.vector.qdrant.tls, &mut checks);
    }
    if config.embedding.provider == EmbeddingProvider::Local
        && let Some(folder) = &config.embedding.model_dir
    {
        checks.push(Check::of("model folder", model_folder(folder)));
    }
    if let Some(kubeconfig) = &config.kubernetes.kubeconfig {
        checks.push(Check::of("kubeconfig", readable(kubeconfig)));
    }
    for source in &config.from {
        if let Source::Path(path) = source {
            checks.push(Check::of("manifests", exists(path)));
        }
    }
    checks
}

fn tls(server: &str, tls: &Tls, checks: &mut Vec<Check>) {
    let files = [
        ("certificate of the authorities", &tls.certificate),
        ("client certificate", &tls.client_certificate),
        ("client key", &tls.client_key),
    ];
    for (what, path) in files {
        if let Some(path) = path {
            checks.push(Check::of(format!("{what} for {server}"), readable(path)));
        }
    }
}

fn readable(path: &Path) -> anyhow::Result<String> {
    let unreadable = || format!("`{}` cannot be read", path.display());
    let file = File::open(path).with_context(unreadable)?;
    if file.metadata().with_context(unreadable)?.is_dir() {
        bail!("`{}` is a folder, expected a file", path.display());
    }
    Ok(format!("`{}` can be read", path.display()))
}

fn exists(path: &Path) -> anyhow::Result<String> {
    path.metadata()
        .with_context(|| format!("`{}` cannot be read", path.display()))?;
    Ok(format!("`{}` is there", path.display()))
}

fn data_folder(config: &Config) -> anyhow::Result<String> {
    let folder = config.data_dir()?;
    if !folder.exists() {
        return Ok(format!("`{}` will be made", folder.display()));
    }
    if !folder.is_dir() {
        bail!("`{}` is a file, expected a folder", folder.display());
    }
    Ok(format!("`{}` is there", folder.display()))
}

fn model_folder(folder: &Path) -> anyhow::Result<String> {
    for name in MODEL_FILES {
        readable(&folder.join(name))?;
    }
    if !TOKENIZER_FILES
        .iter()
        .any(|name| folder.join(name).is_file())
    {
        let names = TOKENIZER_FILES.join(" nor ");
        bail!("`{}` has neither {names}", folder.display());
    }
    Ok(format!("`{}` is complete", folder.display()))
}
