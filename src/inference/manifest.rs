//! Whether a manifest is what the schema of its kind asks for.
//!
//! The rules are those of a Kubernetes API server for structural schemas with strict field validation, in its order:
//! nulls that no schema wants are dropped, defaults are filled in, then types, values and unknown fields are checked.
//! What is not checked are rules in CEL (`x-kubernetes-validations`), which need an interpreter, and admission webhooks.

mod alternatives;
mod check;
mod defaults;
mod format;
mod identity;
mod number;
mod of_fields;
mod path;
mod text;
mod violation;

use std::sync::Arc;

use knowledge::ResourceKind;
use serde_json::Value;

use crate::limits::EXAMPLE_BYTES_MAX;
pub(crate) use check::is_valid;
pub use violation::Violation;

/// Checks a manifest, as YAML or JSON, against the schema of its kind.
///
/// A kind whose schema is not known as a whole is checked as far as its fields are known.
///
/// # Errors
///
/// Everything that is wrong with it, up to 20 things, each with its path.
pub fn check_manifest(kind: &ResourceKind, manifest: &str) -> Result<(), Vec<Violation>> {
    if manifest.len() > EXAMPLE_BYTES_MAX {
        let expected = format!("at most {EXAMPLE_BYTES_MAX} bytes");
        return Err(vec![Violation::root(
            expected,
            format!("{} bytes", manifest.len()),
        )]);
    }
    let value: Value = serde_yaml::from_str(manifest).map_err(|error| {
        vec![Violation::root(
            "one document of YAML with keys of text".to_owned(),
            error.to_string(),
        )]
    })?;
    let violations = violations(kind, value);
    if violations.is_empty() {
        Ok(())
    } else {
        Err(violations)
    }
}

/// Everything that is wrong with a manifest.
pub(crate) fn violations(kind: &ResourceKind, mut manifest: Value) -> Vec<Violation> {
    let schema = schema_of(kind);
    defaults::fill_in(&schema, &mut manifest);
    let mut checker = check::Checker::default();
    identity::check(&mut checker, kind, &manifest);
    checker.check_manifest(&schema, &manifest);
    checker.into_violations()
}

/// The schema of whole manifests: the cluster's own, or what the known fields make up.
pub(crate) fn schema_of(kind: &ResourceKind) -> Arc<Value> {
    match &kind.schema {
        Some(schema) => Arc::clone(schema),
        None => Arc::new(of_fields::schema(&kind.fields)),
    }
}

#[cfg(test)]
mod tests;
