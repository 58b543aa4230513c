//! Parameters of the command line.

use std::path::Path;

use serde::Deserialize;
use serde_yaml::{Mapping, Value as Yaml};

use crate::Error;
use crate::config::Parameters;

/// The parameters that a command gives: single `assignments`, which win, and those of a `file`.
///
/// # Errors
/// The first parameter, or the file, that cannot be read.
pub(super) fn of(assignments: &[String], file: Option<&Path>) -> Result<Parameters, Error> {
    let mut assigned = Mapping::new();
    for assignment in assignments {
        let (name, value) =
            parsed(assignment).map_err(|message| invalid(&format!("-D {assignment}"), message))?;
        assigned.insert(name.into(), value);
    }
    let assigned: Parameters = serde_yaml::from_value(Yaml::Mapping(assigned))
        .map_err(|error| invalid("-D", error.to_string()))?;
    match file {
        Some(path) => Ok(assigned.filled_from(&read(path)?)),
        None => Ok(assigned),
    }
}

/// Name and value of `name=value`, the value being YAML.
fn parsed(assignment: &str) -> Result<(&str, Yaml), String> {
    let (name, value) = assignment
        .split_once('=')
        .ok_or("expected name=value, found no equals sign")?;
    let value = serde_yaml::from_str(value)
        .map_err(|error| format!("expected a YAML value, found {error}"))?;
    Ok((name, value))
}

/// A file of parameters.
#[derive(Deserialize)]
struct ParameterFile {
    params: Parameters,
}

fn read(path: &Path) -> Result<Parameters, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })?;
    serde_yaml::from_str::<ParameterFile>(&text)
        .map(|file| file.params)
        .map_err(|error| invalid(&path.display().to_string(), error.to_string()))
}

fn invalid(origin: &str, message: String) -> Error {
    Error::InvalidParameter {
        origin: origin.to_owned(),
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_yaml_and_may_have_equals_signs() {
        let cases = [
            ("a=1", Yaml::from(1)),
            ("a=true", Yaml::from(true)),
            ("a=\"007\"", Yaml::from("007")),
            ("a=x=y", Yaml::from("x=y")),
            ("a=", Yaml::Null),
        ];
        for (assignment, expect) in cases {
            assert_eq!(parsed(assignment), Ok(("a", expect)), "{assignment}");
        }
    }

    #[test]
    fn what_is_no_assignment_is_refused() {
        for assignment in ["verbose", "a=[1", "a={"] {
            assert!(parsed(assignment).is_err(), "{assignment}");
        }
    }
}
