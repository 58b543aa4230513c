//! Why a model folder cannot be used.

use std::path::PathBuf;

use semconv::Failure;
use semconv::attributes::ErrorType;

/// Why a model folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A file that every model has is not there.
    #[error("the model folder `{}` has no {file}: expected the files of a BERT model as sentence-transformers saves them", folder.display())]
    Missing {
        /// The folder.
        folder: PathBuf,
        /// The file, or what may be there instead.
        file: &'static str,
    },
    /// A file is there and cannot be read.
    #[error("the model file `{}` could not be read", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A file is not the JSON that it should be.
    #[error("the model file `{}` is not the JSON that was expected", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// The model is of a kind that is not computed here.
    #[error("the model in `{}` is not supported: expected {what} to be {expected}, found {found}", path.display())]
    Unsupported {
        /// The file that says it.
        path: PathBuf,
        /// The setting, as the file calls it.
        what: &'static str,
        /// What is supported.
        expected: String,
        /// What the file says.
        found: String,
    },
    /// The weights are not in the format that they should be in.
    #[error("the model file `{}` is damaged or no safetensors file", path.display())]
    Weights {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: safetensors::SafeTensorError,
    },
    /// A tensor is missing.
    #[error("the model file `{}` has no tensor `{name}`", path.display())]
    Tensor {
        /// The file.
        path: PathBuf,
        /// The tensor.
        name: String,
    },
    /// A tensor has another shape than config.json says.
    #[error("tensor `{name}` in `{}` has shape {found}, expected {expected} as config.json says", path.display())]
    Shape {
        /// The file.
        path: PathBuf,
        /// The tensor.
        name: String,
        /// As `[rows, columns]`.
        expected: String,
        /// As `[rows, columns]`.
        found: String,
    },
    /// The vocabulary lacks what every text needs.
    #[error("the vocabulary in `{}` has no token `{token}`", path.display())]
    Token {
        /// The file.
        path: PathBuf,
        /// The token.
        token: String,
    },
    /// The vocabulary has tokens for which there is no vector.
    #[error("the vocabulary in `{}` has token number {found}, but config.json says that there are {expected}", path.display())]
    Vocabulary {
        /// The file.
        path: PathBuf,
        /// `vocab_size` of config.json.
        expected: usize,
        /// The number.
        found: u32,
    },
}

impl Failure for ModelError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::Missing { .. } => ErrorType::NotFound,
            Self::Read { .. } => ErrorType::Io,
            Self::Unsupported { .. } => ErrorType::InvalidInput,
            _ => ErrorType::Corrupt,
        }
    }
}
