//! Parts of dotted names.

use minijinja::{Environment, Error};

use super::case;
use super::invalid;

/// The namespace of names that have none.
const NO_NAMESPACE: &str = "other";

pub(super) fn add(engine: &mut Environment<'_>) {
    engine.add_filter("attribute_namespace", attribute_namespace);
    engine.add_filter("attribute_id", attribute_id);
    engine.add_filter("attribute_registry_namespace", |id: &str| {
        second_segment(id, "registry").map(str::to_owned)
    });
    engine.add_filter("attribute_registry_title", |id: &str| {
        second_segment(id, "registry").map(case::title)
    });
    engine.add_filter("attribute_registry_file", |id: &str| {
        second_segment(id, "registry")
            .map(|namespace| format!("attributes-registry/{}.md", case::kebab(namespace)))
    });
    engine.add_filter("metric_namespace", |id: &str| {
        second_segment(id, "metric").map(str::to_owned)
    });
}

/// `http` of `http.request.method`.
fn attribute_namespace(name: &str) -> Result<String, Error> {
    Ok(split_name(name)?.0.unwrap_or(NO_NAMESPACE).to_owned())
}

/// `request.method` of `http.request.method`.
fn attribute_id(name: &str) -> Result<String, Error> {
    Ok(split_name(name)?.1.to_owned())
}

fn split_name(name: &str) -> Result<(Option<&str>, &str), Error> {
    let (namespace, id) = match name.split_once('.') {
        Some((namespace, id)) => (Some(namespace), id),
        None => (None, name),
    };
    if id.is_empty() || namespace == Some("") {
        return Err(invalid(format!(
            "expected an attribute name such as `http.route`, found `{name}`"
        )));
    }
    Ok((namespace, id))
}

/// `http` of `registry.http.request`, the first segment being `first`.
fn second_segment<'n>(id: &'n str, first: &str) -> Result<&'n str, Error> {
    let mut segments = id.split('.');
    match (segments.next(), segments.next()) {
        (Some(segment), Some(second)) if segment == first => Ok(second),
        _ => Err(invalid(format!(
            "expected an id such as `{first}.http`, found `{id}`"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{check, check_errors};
    use serde_json::json;

    #[test]
    fn a_name_is_split_at_its_first_dot() {
        check(&[
            ("'http.request.method' | attribute_namespace", "http"),
            ("'http.request.method' | attribute_id", "request.method"),
            ("'observer' | attribute_namespace", "other"),
            ("'observer' | attribute_id", "observer"),
        ]);
    }

    #[test]
    fn ids_of_groups_name_their_namespace_second() {
        check(&[
            (
                "'registry.my_space.more' | attribute_registry_namespace",
                "my_space",
            ),
            (
                "'registry.my_space.more' | attribute_registry_title",
                "My Space",
            ),
            (
                "'registry.my_space' | attribute_registry_file",
                "attributes-registry/my-space.md",
            ),
            ("'metric.http.server' | metric_namespace", "http"),
        ]);
    }

    #[test]
    fn other_ids_are_refused() {
        check_errors(
            &json!(null),
            &[
                ("'.x' | attribute_namespace", "found `.x`"),
                ("'x.' | attribute_id", "found `x.`"),
                (
                    "'span.http' | attribute_registry_title",
                    "`registry.http`, found `span.http`",
                ),
                ("'metric' | metric_namespace", "found `metric`"),
            ],
        );
    }
}
