//! Whether a finished span is what the registry says it is.

use runtime::FinishedSpan;
use runtime::capture::Value;
use semconv::schema::{AttributeSchema, AttributeType, Constant, RequirementLevel, SpanSchema};
use semconv::{SCHEMA_URL, SpanName};

/// The kind of span that has this name.
pub(crate) fn schema_of(span: &FinishedSpan) -> Option<&'static SpanSchema> {
    SpanName::of(&span.name).map(SpanName::schema)
}

/// The attribute of the schema that a key belongs to.
pub(crate) fn attribute_of<'a>(schema: &'a SpanSchema, key: &str) -> Option<&'a AttributeSchema> {
    schema
        .attributes
        .iter()
        .find(|attribute| match attribute.value_type {
            AttributeType::Template(_) => key
                .strip_prefix(attribute.key)
                .is_some_and(|suffix| suffix.len() > 1 && suffix.starts_with('.')),
            _ => attribute.key == key,
        })
}

/// Everything that is wrong with a span, given all spans of its process.
pub(crate) fn problems(span: &FinishedSpan, all: &[FinishedSpan]) -> Vec<String> {
    let Some(schema) = schema_of(span) else {
        return vec![format!("{}: no such span in the registry", span.name)];
    };
    let mut problems = Vec::new();
    if span.kind != schema.kind {
        problems.push(format!("kind {:?}", span.kind));
    }
    if span.scope.2 != SCHEMA_URL {
        problems.push(format!("scope {:?}", span.scope));
    }
    for (key, value) in &span.attributes {
        match attribute_of(schema, key) {
            None => problems.push(format!("{key} is not in the registry")),
            Some(attribute) if !fits(value, &attribute.value_type) => {
                problems.push(format!("{key} has the wrong type: {value:?}"));
            }
            Some(_) => {}
        }
    }
    for attribute in schema.attributes {
        let required = matches!(attribute.level, RequirementLevel::Required);
        if required && !span.attributes.contains_key(attribute.key) {
            problems.push(format!("{} is required and missing", attribute.key));
        }
    }
    for &(index, constant) in schema.constants {
        let key = schema.attributes[index].key;
        if span.attributes.get(key) != Some(&expected(constant)) {
            problems.push(format!("{key} is not the constant {constant:?}"));
        }
    }
    problems.extend(stray_events(span, schema));
    problems.extend(wrong_parent(span, schema, all));
    problems
        .into_iter()
        .map(|problem| format!("{}: {problem}", span.name))
        .collect()
}

fn fits(value: &Value, value_type: &AttributeType) -> bool {
    match (value, value_type) {
        (Value::String(text), AttributeType::Enum(members)) => members.contains(&text.as_str()),
        (value, AttributeType::Template(inner)) => fits(value, inner),
        (Value::String(_), AttributeType::String)
        | (Value::Int(_), AttributeType::Int)
        | (Value::Double(_), AttributeType::Double)
        | (Value::Boolean(_), AttributeType::Boolean)
        | (Value::List(_), AttributeType::Strings) => true,
        _ => false,
    }
}

fn expected(constant: Constant) -> Value {
    match constant {
        Constant::Text(text) => Value::String(text.to_owned()),
        Constant::Int(number) => Value::Int(number),
        Constant::Double(number) => Value::Double(number),
        Constant::Boolean(truth) => Value::Boolean(truth),
    }
}

fn stray_events(span: &FinishedSpan, schema: &SpanSchema) -> Vec<String> {
    let mut stray = Vec::new();
    for (name, attributes) in &span.events {
        let Some(event) = schema.events.iter().find(|event| event.name == name) else {
            stray.push(format!("event {name} is not in the registry"));
            continue;
        };
        for (key, value) in attributes {
            let known = event.attributes.iter().find(|it| it.key == key);
            match known {
                None => stray.push(format!("event {name}: {key} is not in the registry")),
                Some(attribute) if !fits(value, &attribute.value_type) => {
                    stray.push(format!("event {name}: {key} has the wrong type: {value:?}"));
                }
                Some(_) => {}
            }
        }
        for attribute in event.attributes {
            let required = matches!(attribute.level, RequirementLevel::Required);
            if required && !attributes.contains_key(attribute.key) {
                let key = attribute.key;
                stray.push(format!("event {name}: {key} is required and missing"));
            }
        }
    }
    stray
}

fn wrong_parent(span: &FinishedSpan, schema: &SpanSchema, all: &[FinishedSpan]) -> Option<String> {
    let above = span.parent_id.as_ref().filter(|_| !span.parent_is_remote);
    let above = match above {
        None => "root",
        Some(id) => match all
            .iter()
            .find(|other| &other.span_id == id)
            .and_then(schema_of)
        {
            None => return Some("its parent is not a span of the registry".to_owned()),
            Some(parent) => parent.id,
        },
    };
    (!schema.parents.contains(&above)).then(|| format!("{above} may not be above it"))
}
