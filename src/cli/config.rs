//! The configuration: one file, variables of the environment, and flags, which win in this order.
//!
//! [`keys`] is the table of everything that can be set; the reading of the file, the variables, the flags, what `config
//! check` shows and the documentation are made from it. [`Config`] is the result as plain data, [`Settings`] the same
//! with where each value came from.

mod choices;
mod file;
mod flags;
mod key;
pub(crate) mod keys;
#[cfg(test)]
mod markdown;
mod nearest;
mod parse;
mod problem;
mod setting;

mod tokens;
mod typed;
mod value;
mod variables;

use std::ffi::OsString;
use std::path::PathBuf;

pub(crate) use choices::{
    ChromaTokenHeader, EmbeddingProvider, InferenceProvider, LogFormat, VectorBackend,
};
pub(crate) use flags::{Flags, with_flags};
pub(crate) use key::{Fallback, Key};
pub(crate) use problem::{ConfigError, Origin, Problem};
pub(crate) use setting::{Setting, Settings};
pub(crate) use typed::{ChromaServer, Config, Embedding, QdrantServer, Tls};
#[cfg(test)]
pub(crate) use value::{Secret, Value};

/// Where the configuration is read from.
pub(crate) struct Sources<'s> {
    /// What the command line says.
    pub(crate) flags: Flags,
    /// The variables of the environment.
    pub(crate) variables: &'s dyn Fn(&str) -> Option<OsString>,
    /// Their names.
    pub(crate) variable_names: Vec<String>,
}

/// What was read, whether it can be used or not.
#[derive(Debug)]
pub(crate) struct Configuration {
    /// The file that was read, if there is one.
    pub(crate) file: Option<PathBuf>,
    /// Every key with its value and where that came from.
    pub(crate) settings: Settings,
    /// The same as plain data; what cannot be used is replaced by its default.
    config: Option<Config>,
    /// All that cannot be used.
    pub(crate) problems: Vec<Problem>,
    /// What should be looked at.
    pub(crate) warnings: Vec<String>,
}

impl Configuration {
    /// Reads the configuration of this process.
    pub(crate) fn of_process(flags: Flags) -> Self {
        let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
        Self::read(&Sources {
            flags,
            variables: &|name| std::env::var_os(name),
            variable_names: names.collect(),
        })
    }

    /// Reads the configuration.
    pub(crate) fn read(sources: &Sources<'_>) -> Self {
        let path = |name: &str| {
            let value = (sources.variables)(name).filter(|value| !value.is_empty());
            value.map(PathBuf::from)
        };
        let file = file::find(sources.flags.file(), &path);
        let mut of_file = file.as_deref().map(file::read).unwrap_or_default();
        let mut problems = std::mem::take(&mut of_file.problems);
        let mut warnings = std::mem::take(&mut of_file.warnings);
        warnings.extend(variables::unknown(&sources.variable_names));
        let mut settings = Settings::default();
        for key in keys::all() {
            let of_file = of_file.settings.remove(key.name);
            let setting = strongest(key, sources, of_file, &mut problems);
            settings.by_key.insert(key.name, setting);
        }
        let config = Config::of(&mut settings, &path, &mut problems);
        Self {
            file,
            settings,
            config,
            problems,
            warnings,
        }
    }

    /// The configuration, if all of it can be used.
    ///
    /// # Errors
    ///
    /// All problems at once.
    pub(crate) fn checked(&self) -> Result<&Config, ConfigError> {
        match &self.config {
            Some(config) if self.problems.is_empty() => Ok(config),
            _ => Err(ConfigError(self.problems.clone())),
        }
    }
}

/// What the strongest source says that says anything. What cannot be used is a problem, and counts as not said.
fn strongest(
    key: &'static Key,
    sources: &Sources<'_>,
    of_file: Option<Setting>,
    problems: &mut Vec<Problem>,
) -> Setting {
    let written = sources
        .flags
        .of_key(key)
        .or_else(|| variables::of(key, sources.variables, problems));
    if let Some((origin, texts)) = written {
        match parse::text(key.kind, &texts) {
            Ok(value) => return Setting::new(value, origin),
            Err(wrongs) => {
                let problem = |wrong: parse::Wrong| Problem::new(&origin, wrong.text);
                problems.extend(wrongs.into_iter().map(problem));
            }
        }
    }
    of_file.unwrap_or_else(|| Setting {
        value: match key.fallback {
            Fallback::Value(text) => parse::text(key.kind, &[text.to_owned()]).ok(),
            Fallback::Nothing(_) => None,
        },
        origin: Origin::Default,
    })
}

#[cfg(test)]
mod tests;
