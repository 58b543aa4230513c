//! One entry of the catalogue.

use knowledge::{Field, ResourceKind};

/// A kind that comes with Kubernetes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Builtin {
    pub(crate) group: &'static str,
    pub(crate) version: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) plural: &'static str,
    pub(crate) namespaced: bool,
    short_names: &'static [&'static str],
    description: &'static str,
    fields: &'static [BuiltinField],
}

/// One field worth knowing, by its path from the root: `spec.template.spec.containers[].image`.
#[derive(Debug, Clone, Copy)]
pub(super) struct BuiltinField {
    path: &'static str,
    type_name: &'static str,
    description: &'static str,
    required: bool,
    values: &'static [&'static str],
}

impl BuiltinField {
    /// The values it may take.
    pub(super) const fn one_of(self, values: &'static [&'static str]) -> Self {
        Self { values, ..self }
    }
}

pub(super) const fn required(
    path: &'static str,
    type_name: &'static str,
    description: &'static str,
) -> BuiltinField {
    BuiltinField {
        path,
        type_name,
        description,
        required: true,
        values: &[],
    }
}

pub(super) const fn optional(
    path: &'static str,
    type_name: &'static str,
    description: &'static str,
) -> BuiltinField {
    BuiltinField {
        path,
        type_name,
        description,
        required: false,
        values: &[],
    }
}

impl Builtin {
    /// A kind of the given `group/version` (`v1` for the core group) whose objects live in a namespace.
    pub(super) const fn namespaced(
        group: &'static str,
        version: &'static str,
        kind: &'static str,
        plural: &'static str,
    ) -> Self {
        Self {
            group,
            version,
            kind,
            plural,
            namespaced: true,
            short_names: &[],
            description: "",
            fields: &[],
        }
    }

    /// A kind whose objects belong to the whole cluster.
    pub(super) const fn cluster_wide(
        group: &'static str,
        version: &'static str,
        kind: &'static str,
        plural: &'static str,
    ) -> Self {
        Self {
            namespaced: false,
            ..Self::namespaced(group, version, kind, plural)
        }
    }

    pub(super) const fn short(self, short_names: &'static [&'static str]) -> Self {
        Self {
            short_names,
            ..self
        }
    }

    pub(super) const fn about(self, description: &'static str) -> Self {
        Self {
            description,
            ..self
        }
    }

    pub(super) const fn fields(self, fields: &'static [BuiltinField]) -> Self {
        Self { fields, ..self }
    }

    /// The fully qualified plural.
    pub(crate) fn name(&self) -> String {
        if self.group.is_empty() {
            self.plural.to_owned()
        } else {
            format!("{}.{}", self.plural, self.group)
        }
    }

    pub(crate) fn to_kind(self) -> ResourceKind {
        let mut fields = Vec::new();
        for field in self.fields {
            plant(&mut fields, field.path, field);
        }
        ResourceKind {
            name: self.name(),
            kind: self.kind.to_owned(),
            api_group: self.group.to_owned(),
            api_version: if self.group.is_empty() {
                self.version.to_owned()
            } else {
                format!("{}/{}", self.group, self.version)
            },
            namespaced: self.namespaced,
            short_names: self
                .short_names
                .iter()
                .map(|name| (*name).to_owned())
                .collect(),
            categories: Vec::new(),
            description: Some(self.description.to_owned()),
            spec_description: None,
            fields,
            schema: None,
        }
    }
}

/// Puts a field at its path. What is on the way is an object or a list of them, and required if the field is.
fn plant(fields: &mut Vec<Field>, path: &str, leaf: &BuiltinField) {
    let (head, rest) = path
        .split_once('.')
        .map_or((path, None), |(head, rest)| (head, Some(rest)));
    let (name, type_name) = head
        .strip_suffix("[]")
        .map_or((head, "object"), |name| (name, "[]object"));
    let index = fields
        .iter()
        .position(|field| field.name == name)
        .unwrap_or_else(|| {
            fields.push(Field {
                name: name.to_owned(),
                type_name: type_name.to_owned(),
                ..Field::default()
            });
            fields.len() - 1
        });
    let field = &mut fields[index];
    field.required |= leaf.required;
    match rest {
        Some(rest) => plant(&mut field.fields, rest, leaf),
        None => {
            leaf.type_name.clone_into(&mut field.type_name);
            leaf.description.clone_into(&mut field.description);
            field.values = leaf
                .values
                .iter()
                .map(|value| (*value).to_owned())
                .collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_grow_into_a_tree() {
        const ROCKET: Builtin = Builtin::namespaced("acme.example", "v1", "Rocket", "rockets")
            .fields(&[
                required("spec.stages[].engine", "string", "What drives it."),
                optional("spec.fuel", "string", "What it burns."),
            ]);
        let kind = ROCKET.to_kind();
        let spec = &kind.fields[0];
        assert_eq!(
            (spec.name.as_str(), spec.required, spec.fields.len()),
            ("spec", true, 2)
        );
        let stages = &spec.fields[0];
        assert_eq!(
            (stages.type_name.as_str(), stages.required),
            ("[]object", true)
        );
        assert_eq!(
            (
                stages.fields[0].type_name.as_str(),
                stages.fields[0].description.as_str()
            ),
            ("string", "What drives it.")
        );
        assert!(!spec.fields[1].required);
        assert_eq!(
            (kind.name.as_str(), kind.api_version.as_str()),
            ("rockets.acme.example", "acme.example/v1")
        );
    }
}
