//! Variables of the environment.

use std::ffi::OsString;

use super::key::Key;
use super::problem::{Origin, Problem};
use super::{file, keys, nearest};

/// What our variables begin with.
const PREFIX: &str = "CLUSTER_WHISPERER_";

/// Variables with our prefix that others set or read: those that Kubernetes sets for a Service of our name, and those of
/// the agent.
const OF_OTHERS: [&str; 5] = ["SERVICE_", "PORT_", "TOOLS", "AGENT", "THREAD"];

/// What Kubernetes sets `CLUSTER_WHISPERER_PORT` to where there is a Service of our name.
const SERVICE_LINK: &str = "tcp://";

/// What the first variable says that is set. An empty one is as good as none.
pub(super) fn of(
    key: &'static Key,
    variable: &dyn Fn(&str) -> Option<OsString>,
    problems: &mut Vec<Problem>,
) -> Option<(Origin, Vec<String>)> {
    for &name in key.variables {
        let Some(value) = variable(name).filter(|value| !value.is_empty()) else {
            continue;
        };
        let Ok(text) = value.into_string() else {
            problems.push(Problem::new(name, "is not UTF-8"));
            return None;
        };
        if key.name == keys::HTTP_PORT.name && text.starts_with(SERVICE_LINK) {
            continue;
        }
        return Some((Origin::Variable(name), vec![text]));
    }
    None
}

/// Warnings about variables that look like ours and are not.
pub(super) fn unknown(names: &[String]) -> Vec<String> {
    let known = || {
        let of_keys = keys::all().flat_map(|key| key.variables.iter().copied());
        of_keys.chain([file::VARIABLE])
    };
    let mut warnings = Vec::new();
    for name in names {
        let Some(rest) = name.strip_prefix(PREFIX) else {
            continue;
        };
        let of_others = OF_OTHERS.iter().any(|start| rest.starts_with(start));
        if of_others || known().any(|known| known == name) {
            continue;
        }
        let meant = nearest::of(name, known());
        let meant = meant.map_or_else(String::new, |known| format!("; did you mean {known}?"));
        warnings.push(format!("the variable {name} is not known{meant}"));
    }
    warnings.sort();
    warnings
}
