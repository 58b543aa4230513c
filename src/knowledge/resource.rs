//! Resource kinds: what a cluster can be asked for, with the schema of each.

use std::sync::Arc;

/// A kind of resource that a cluster serves, as it is described by the cluster itself.
///
/// The same shape serves kinds that come with Kubernetes and kinds that a custom resource definition adds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ResourceKind {
    /// Fully qualified plural, `certificates.cert-manager.io`; for the core group only the plural, `pods`.
    pub name: String,
    /// `Certificate`.
    pub kind: String,
    /// `cert-manager.io`; empty for the core group.
    pub api_group: String,
    /// Group and version as a manifest writes them: `cert-manager.io/v1`, for the core group `v1`.
    pub api_version: String,
    /// Whether objects of this kind live in a namespace.
    pub namespaced: bool,
    /// Short names that command lines accept, `cert`.
    pub short_names: Vec<String>,
    /// Categories the kind belongs to, `all`.
    pub categories: Vec<String>,
    /// What the kind is, in the words of its schema.
    pub description: Option<String>,
    /// What its `spec` is, in the words of its schema.
    pub spec_description: Option<String>,
    /// The top-level fields that belong to this kind: `apiVersion`, `kind` and `metadata`, which every kind has, are left out.
    pub fields: Vec<Field>,
    /// The structural OpenAPI schema of a whole manifest, as the cluster checks manifests against it, without its prose;
    /// `None` if only [`fields`](Self::fields) are known.
    pub schema: Option<Arc<serde_json::Value>>,
}

/// One field of a schema, with the fields below it.
///
/// The fields of a list are the fields of its items, the fields of a map are the fields of its values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Field {
    /// The key in a manifest.
    pub name: String,
    /// `string`, `integer`, `number`, `boolean`, `integer or string`, `object`, `map[string]string`, `[]object`, or
    /// `any` where the schema does not say.
    pub type_name: String,
    /// What the field means, in the words of the schema; empty when the schema says nothing.
    pub description: String,
    /// Whether its parent is invalid without it.
    pub required: bool,
    /// The values it may take; empty when every value of the type is allowed.
    pub values: Vec<String>,
    /// What else a value must satisfy.
    pub constraints: Constraints,
    /// The fields below it.
    pub fields: Vec<Field>,
}

/// What a schema asks of a value beyond its type, as far as it matters for writing one down.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// The value that is used when none is given.
    pub default: Option<serde_json::Value>,
    /// A regular expression the text must match.
    pub pattern: Option<String>,
    /// The format of the text, `date-time`.
    pub format: Option<String>,
    /// The smallest number allowed.
    pub minimum: Option<f64>,
    /// The largest number allowed.
    pub maximum: Option<f64>,
    /// The fewest characters of a text, items of a list or entries of a map.
    pub size_min: u64,
}

impl Field {
    /// Every field below these, depth first, with its depth: 1 for the fields given.
    pub fn walk(fields: &[Field]) -> impl Iterator<Item = (usize, &Field)> {
        let mut pending: Vec<(usize, &Field)> =
            fields.iter().rev().map(|field| (1, field)).collect();
        std::iter::from_fn(move || {
            let (depth, field) = pending.pop()?;
            pending.extend(field.fields.iter().rev().map(|below| (depth + 1, below)));
            Some((depth, field))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, fields: Vec<Field>) -> Field {
        Field {
            name: name.into(),
            fields,
            ..Field::default()
        }
    }

    #[test]
    fn fields_are_walked_parents_first_and_in_order() {
        let tree = [
            field(
                "a",
                vec![field("b", vec![field("c", vec![])]), field("d", vec![])],
            ),
            field("e", vec![]),
        ];
        let seen: Vec<(usize, &str)> = Field::walk(&tree)
            .map(|(depth, field)| (depth, field.name.as_str()))
            .collect();
        assert_eq!(seen, [(1, "a"), (2, "b"), (3, "c"), (2, "d"), (1, "e")]);
    }
}
