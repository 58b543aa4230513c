//! The folder that a model is in.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::error::ModelError;

/// Folders of these names say nothing about the model; the one above does.
const NAMELESS: [&str; 3] = ["model", "models", ""];

/// The folder that a model is in.
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn path(&self, file: &str) -> PathBuf {
        self.path.join(file)
    }

    /// The name of the folder, or of the one above if it is just called `model`.
    pub(super) fn name(&self) -> String {
        let whole = self.path.canonicalize();
        let whole = whole.as_deref().unwrap_or(&self.path);
        let names = whole.ancestors().filter_map(Path::file_name);
        let mut names = names.map(|name| name.to_string_lossy());
        let name = names.find(|name| !NAMELESS.contains(&name.as_ref()));
        name.map_or_else(|| "model".to_owned(), |name| name.into_owned())
    }

    /// The bytes of a file; `None` if it is not there.
    pub(super) fn bytes_if_there(&self, file: &str) -> Result<Option<Vec<u8>>, ModelError> {
        let path = self.path(file);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ModelError::Read { path, source }),
        }
    }

    /// The bytes of a file that must be there.
    pub(super) fn bytes(&self, file: &'static str) -> Result<Vec<u8>, ModelError> {
        self.bytes_if_there(file)?.ok_or_else(|| self.missing(file))
    }

    pub(super) fn missing(&self, file: &'static str) -> ModelError {
        let folder = self.path.clone();
        ModelError::Missing { folder, file }
    }

    /// What a file of JSON says; `None` if it is not there.
    pub(super) fn json_if_there<T: DeserializeOwned>(
        &self,
        file: &str,
    ) -> Result<Option<T>, ModelError> {
        let Some(bytes) = self.bytes_if_there(file)? else {
            return Ok(None);
        };
        self.parse(file, &bytes).map(Some)
    }

    /// What a file of JSON says that must be there.
    pub(super) fn json<T: DeserializeOwned>(&self, file: &'static str) -> Result<T, ModelError> {
        self.json_if_there(file)?.ok_or_else(|| self.missing(file))
    }

    /// What the bytes of a file say.
    pub(super) fn parse<T: DeserializeOwned>(
        &self,
        file: &str,
        bytes: &[u8],
    ) -> Result<T, ModelError> {
        serde_json::from_slice(bytes).map_err(|source| ModelError::Json {
            path: self.path(file),
            source,
        })
    }

    /// An error unless a setting is one of those that are supported.
    pub(super) fn expect(
        &self,
        file: &str,
        what: &'static str,
        supported: &[&str],
        found: &str,
    ) -> Result<(), ModelError> {
        if supported.contains(&found) {
            return Ok(());
        }
        Err(ModelError::Unsupported {
            path: self.path(file),
            what,
            expected: supported.join(" or "),
            found: format!("`{found}`"),
        })
    }
}
