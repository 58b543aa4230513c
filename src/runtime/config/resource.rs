//! What the operator says about the emitting process.

use crate::config::pairs;
use crate::config::reader::Reader;
use crate::config::setting::{Finding, Origin};
use crate::resource::{Overrides, Resource};

pub(super) const SERVICE_NAME: &str = "OTEL_SERVICE_NAME";
pub(super) const RESOURCE_ATTRIBUTES: &str = "OTEL_RESOURCE_ATTRIBUTES";
pub(super) const ENVIRONMENT: &str = "OTEL_DEPLOYMENT_ENVIRONMENT";

/// The key of the environment, and the one that it replaced.
const ENVIRONMENT_KEYS: [&str; 2] = ["deployment.environment.name", "deployment.environment"];

const SERVICE_NAME_KEY: &str = "service.name";

pub(super) fn of(reader: &mut Reader<'_>, program: &Resource) -> Overrides {
    let mut overrides = Overrides::default();
    for (key, value) in attributes(reader) {
        overrides.set(key, value);
    }
    if let Some(found) = reader.find(&[ENVIRONMENT]) {
        reader.note(ENVIRONMENT, &found.text, Origin::Variable(found.name));
        overrides.set(ENVIRONMENT_KEYS[0].to_owned(), found.text);
    } else if let Some(name) = environment(&overrides) {
        let name = name.to_owned();
        reader.note(ENVIRONMENT, &name, Origin::Variable(RESOURCE_ATTRIBUTES));
        overrides.set(ENVIRONMENT_KEYS[0].to_owned(), name);
    } else {
        reader.note(ENVIRONMENT, "unknown", Origin::Default);
    }
    if let Some(found) = reader.find(&[SERVICE_NAME]) {
        reader.note(SERVICE_NAME, &found.text, Origin::Variable(found.name));
        overrides.set(SERVICE_NAME_KEY.to_owned(), found.text);
    } else if let Some(name) = overrides.get(SERVICE_NAME_KEY) {
        let name = name.to_owned();
        reader.note(SERVICE_NAME, name, Origin::Variable(RESOURCE_ATTRIBUTES));
    } else {
        let name = program.text(SERVICE_NAME_KEY).unwrap_or_default();
        reader.note(SERVICE_NAME, name, Origin::Default);
    }
    overrides
}

/// The name of the environment that the service is deployed in.
pub(super) fn environment(overrides: &Overrides) -> Option<&str> {
    let names = ENVIRONMENT_KEYS.iter().map(|key| overrides.get(key));
    names.flatten().next()
}

/// All of them or, as the specification says, none if one is malformed.
fn attributes(reader: &mut Reader<'_>) -> Vec<(String, String)> {
    let Some(found) = reader.find(&[RESOURCE_ATTRIBUTES]) else {
        reader.note(RESOURCE_ATTRIBUTES, "none", Origin::Default);
        return Vec::new();
    };
    match pairs::parse(&found.text) {
        Ok(attributes) => {
            let shown: Vec<_> = attributes
                .iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect();
            let shown = crate::scrub::message(&shown.join(","));
            reader.note(RESOURCE_ATTRIBUTES, shown, Origin::Variable(found.name));
            attributes
        }
        Err(problem) => {
            let problem = format!("is no list of attributes: {problem}");
            let used = "all of it is left out; write `key=value,key=value` with values \
                        percent-encoded";
            reader
                .warnings
                .push(Finding::new(found.name, problem, used));
            reader.note(RESOURCE_ATTRIBUTES, "none", Origin::InsteadOf(found.name));
            Vec::new()
        }
    }
}
