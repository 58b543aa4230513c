//! What templates can use besides the template engine's own filters, functions and tests.
//!
//! Names and results are Weaver's; `comment` has its own module.

mod ansi;
mod attribute;
mod attribute_type;
mod body;
mod case;
mod list;
mod namespace;
mod prometheus;
mod text;
mod yaml;

use minijinja::Environment;

use crate::config::Config;

/// Adds all filters, functions and tests but `comment` to `engine`.
pub(super) fn add(engine: &mut Environment<'_>, config: &Config) {
    ansi::add(engine);
    attribute::add(engine);
    attribute_type::add(engine);
    body::add(engine);
    case::add(engine);
    list::add(engine);
    namespace::add(engine);
    prometheus::add(engine);
    text::add(engine, config);
    yaml::add(engine);
}

/// An error of a filter that was given something it cannot work with.
fn invalid(message: String) -> minijinja::Error {
    minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, message)
}

#[cfg(test)]
mod test_support;
