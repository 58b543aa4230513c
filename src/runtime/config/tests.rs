//! Every variable, line by line: what it does, what it does not, and where a value came from.

mod any;
mod destination;
mod findings;
mod others;
mod sampling;
mod table;

use super::*;
use crate::schema::{
    AttributeSchema, AttributeType, Name, RequirementLevel, ResourceSchema, Scope, SpanKind,
    SpanSchema,
};
use crate::value::Static;

static SCOPE: Scope = Scope::new("shop", "1.0", "https://shop.example/1.0");

const fn attribute(key: &'static str, value_type: AttributeType) -> AttributeSchema {
    AttributeSchema {
        key,
        value_type,
        level: RequirementLevel::Recommended,
        superseded: None,
    }
}

static SPAN: SpanSchema = SpanSchema {
    scope: &SCOPE,
    id: "span.shop.order",
    layer: "shop",
    name: Name::Fixed("order"),
    kind: SpanKind::Server,
    attributes: &[
        attribute("shop.customer", AttributeType::String),
        attribute("shop.items", AttributeType::Int),
        attribute("shop.payment", AttributeType::Enum(&["card", "cash"])),
        attribute("shop.tag", AttributeType::Template(&AttributeType::Boolean)),
    ],
    constants: &[],
    error_type: None,
    exception: None,
    events: &[],
    parents: &["root"],
};

static SERVICE: ResourceSchema = ResourceSchema {
    schema_url: "https://shop.example/1.0",
    attributes: &[
        attribute("k8s.namespace.name", AttributeType::String),
        attribute("service.name", AttributeType::String),
    ],
};

/// What is configured with these variables.
fn read(variables: &[(&str, &str)]) -> Configured {
    read_recorded(variables, &|_| {})
}

fn read_recorded(variables: &[(&str, &str)], asked: &dyn Fn(&str)) -> Configured {
    let resource = Resource::new(&SERVICE, |attributes| attributes.set(1, Static("shop")));
    let variable = |name: &str| {
        asked(name);
        let mut variables = variables.iter();
        let (_, value) = variables.find(|(key, _)| *key == name)?;
        Some((*value).to_owned())
    };
    let unreadable = |path: &Path| {
        let is_missing = path == Path::new("missing.pem");
        is_missing.then(|| std::io::ErrorKind::NotFound.into())
    };
    Configured::read(
        Source {
            variable: &variable,
            unreadable: &unreadable,
            names: &|| {
                variables
                    .iter()
                    .map(|(name, _)| (*name).to_owned())
                    .collect()
            },
        },
        Program {
            resource: &resource,
            spans: &[&SPAN],
        },
    )
}

/// What is configured where nothing is wrong.
#[track_caller]
fn valid(variables: &[(&str, &str)]) -> Configured {
    let configured = read(variables);
    assert_eq!(said(&configured), Vec::<String>::new());
    configured
}

/// Errors and warnings as the user sees them.
fn said(configured: &Configured) -> Vec<String> {
    let errors = configured.errors.iter().map(|it| format!("error: {it}"));
    let warnings = configured
        .warnings
        .iter()
        .map(|it| format!("warning: {it}"));
    errors.chain(warnings).collect()
}

/// The value of a setting and where it came from.
#[track_caller]
fn setting(configured: &Configured, name: &str) -> String {
    let mut settings = configured.settings.iter().filter(|it| it.name == name);
    let found = settings.next().unwrap();
    assert_eq!(settings.next(), None, "{name} is there once");
    format!("{} ({})", found.value, found.origin)
}

/// These variables, with OTLP switched on.
fn otlp<'v>(variables: &[(&'v str, &'v str)]) -> Vec<(&'v str, &'v str)> {
    let on = [
        ("OTEL_TRACING_ENABLED", "true"),
        ("OTEL_TRACES_EXPORTER", "otlp"),
    ];
    on.into_iter().chain(variables.iter().copied()).collect()
}

/// The destination of spans where OTLP is switched on and nothing is wrong.
#[track_caller]
fn destination(variables: &[(&str, &str)]) -> OtlpConfig {
    match valid(&otlp(variables)).config.exporter {
        Exporter::Otlp(otlp) => otlp,
        other => panic!("{other:?}"),
    }
}
