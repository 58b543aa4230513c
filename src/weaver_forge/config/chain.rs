//! Reading a chain of weaver.yaml files.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::{Config, FILE_NAME, file::ConfigFile};
use crate::error::{Error, none_of};

/// The size of a weaver.yaml, in bytes.
const FILE_BYTES_MAX: u64 = 4 << 20;

impl Config {
    /// Reads weaver.yaml files, each laid over the ones before it.
    ///
    /// # Errors
    /// Each file that cannot be read or does not have the shape of a weaver.yaml.
    pub(crate) fn load(paths: &[PathBuf]) -> Result<Self, Vec<Error>> {
        let mut config = Self::default();
        let mut errors = Vec::new();
        for path in paths {
            match read(path) {
                Ok(file) => config.overlay(file),
                Err(error) => errors.push(error),
            }
        }
        none_of(errors, config)
    }

    /// The configuration that `text` is; `path` is for messages.
    ///
    /// # Errors
    /// It does not have the shape of a weaver.yaml.
    pub(crate) fn parse(text: &str, path: &Path) -> Result<Self, Error> {
        let mut config = Self::default();
        config.overlay(parse(text, path)?);
        Ok(config)
    }
}

fn read(path: &Path) -> Result<ConfigFile, Error> {
    let text = read_text(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })?;
    parse(&text, path)
}

fn read_text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    // One more than allowed tells a file that is too long from one that just fits.
    File::open(path)?
        .take(FILE_BYTES_MAX + 1)
        .read_to_string(&mut text)?;
    if text.len() as u64 > FILE_BYTES_MAX {
        let mebibytes = FILE_BYTES_MAX >> 20;
        let message = format!("expected a {FILE_NAME} of at most {mebibytes} MiB");
        return Err(io::Error::other(message));
    }
    Ok(text)
}

fn parse(text: &str, path: &Path) -> Result<ConfigFile, Error> {
    // An empty file, or one that holds only comments, is a null document.
    serde_yaml::from_str::<Option<ConfigFile>>(text)
        .map(Option::unwrap_or_default)
        .map_err(|error| invalid(path.to_owned(), &error))
}

fn invalid(path: PathBuf, error: &serde_yaml::Error) -> Error {
    let message = error.to_string();
    let location = error.location();
    // The place is told apart from the message, so it need not be told twice.
    let message = match message.rfind(" at line ") {
        Some(end) if location.is_some() => message[..end].to_owned(),
        _ => message,
    };
    Error::InvalidConfig {
        path,
        line: location.as_ref().map(serde_yaml::Location::line),
        column: location.as_ref().map(serde_yaml::Location::column),
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(text: &str) -> String {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("weaver.yaml");
        std::fs::write(&path, text).expect("writable");
        let errors = Config::load(&[path]).expect_err("invalid");
        errors[0]
            .to_string()
            .replace(&folder.path().display().to_string(), "t")
    }

    #[test]
    fn a_type_error_names_file_line_and_key() {
        let text = "params: {}\ntemplates:\n  - {template: a.j2, application_mode: twice}\n";
        let error = error_of(text);
        assert!(error.starts_with("t/weaver.yaml:3:"), "{error}");
        assert!(error.contains("templates[0].application_mode"), "{error}");
        assert!(error.contains("`single` or `each`"), "{error}");
    }

    #[test]
    fn an_error_in_a_comment_format_names_its_line() {
        let text = "comment_formats:\n  rust:\n    format: markdown\n    trim: maybe\n";
        assert!(
            error_of(text).starts_with("t/weaver.yaml:"),
            "{}",
            error_of(text)
        );
    }

    #[test]
    fn a_file_of_comments_is_an_empty_configuration() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("weaver.yaml");
        std::fs::write(&path, "# nothing yet\n").expect("writable");
        assert!(Config::load(&[path]).is_ok());
    }
}
