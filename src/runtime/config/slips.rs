//! Names of variables that are nearly right: nothing would tell that they are not followed.

use crate::config::reader::Reader;
use crate::config::setting::Finding;
use crate::config::{nearest, variables};

/// What all variables of OpenTelemetry begin with.
const PREFIX: &str = "OTEL_";

/// Letters by which a slip differs at most: some variables of other signals differ by few.
const LETTERS_MAX: usize = 2;

pub(super) fn warn_of(reader: &mut Reader<'_>) {
    let known = || variables::names().filter(|name| name.starts_with(PREFIX));
    let mut names = reader.names();
    names.sort();
    for name in names {
        if !name.starts_with(PREFIX) || known().any(|other| other == name) {
            continue;
        }
        if let Some(near) = nearest::within(LETTERS_MAX, &name, known()) {
            let advice = format!("did you mean {near}?");
            let finding = Finding::new(name, "is no variable that is read", advice);
            reader.warnings.push(finding);
        }
    }
}
