//! Schemas as generated code would hold them.

#![allow(dead_code, reason = "each test process uses its own part")]

use runtime::schema::{
    AttributeSchema, AttributeType, Constant, EventSchema, Name, NamePart, RequirementLevel,
    ResourceSchema, Scope, SpanKind, SpanSchema,
};
use runtime::{Capture, Config, FinishedSpan, Resource, Telemetry};

pub(crate) const TABLE: usize = 0;
pub(crate) const ROWS: usize = 1;
pub(crate) const TEXT: usize = 3;
pub(crate) const OLD_TABLE: usize = 4;
pub(crate) const PARAMETER: usize = 5;

static SCOPE: Scope = Scope::new("test", "1.2.3", "https://schemas.example/1.0.0");

static EXCEPTION: EventSchema = EventSchema {
    name: "exception",
    attributes: &[
        attribute("exception.message", RequirementLevel::OptIn),
        attribute("exception.type", RequirementLevel::Required),
    ],
};

pub(crate) const ATTEMPT: usize = 0;
pub(crate) const STATEMENT: usize = 1;
pub(crate) const REASON: usize = 2;

/// What a query that is sent again adds to its span.
pub(crate) static RETRY: EventSchema = EventSchema {
    name: "retry",
    attributes: &[
        attribute("retry.attempt", RequirementLevel::Required),
        attribute("retry.statement", RequirementLevel::OptIn),
        attribute("retry.reason", RequirementLevel::Recommended),
    ],
};

const fn attribute(key: &'static str, level: RequirementLevel) -> AttributeSchema {
    AttributeSchema {
        key,
        value_type: AttributeType::String,
        level,
        superseded: None,
    }
}

const ATTRIBUTES: &[AttributeSchema] = &[
    attribute("db.table", RequirementLevel::Required),
    attribute("db.rows", RequirementLevel::Recommended),
    attribute("error.type", RequirementLevel::ConditionallyRequired),
    attribute("db.text", RequirementLevel::OptIn),
    AttributeSchema {
        key: "db.old_table",
        value_type: AttributeType::String,
        level: RequirementLevel::Recommended,
        superseded: Some("database"),
    },
    attribute("db.parameter", RequirementLevel::OptIn),
    attribute("db.operation", RequirementLevel::Required),
];

pub(crate) static QUERY: SpanSchema = SpanSchema {
    scope: &SCOPE,
    id: "span.query",
    layer: "db",
    name: Name::Fixed("query"),
    kind: SpanKind::Client,
    attributes: ATTRIBUTES,
    constants: &[(6, Constant::Text("select"))],
    error_type: Some(2),
    exception: Some(&EXCEPTION),
    events: &[&EXCEPTION, &RETRY],
    parents: &[],
};

/// Named after the table; the registry puts no error on it.
pub(crate) static NAMED: SpanSchema = SpanSchema {
    scope: &SCOPE,
    id: "span.named",
    layer: "db",
    name: Name::Pattern {
        template: "read {db.table}!",
        parts: &[
            NamePart::Text("read "),
            NamePart::Attribute(TABLE),
            NamePart::Text("!"),
        ],
    },
    kind: SpanKind::Server,
    attributes: ATTRIBUTES,
    constants: &[],
    error_type: None,
    exception: None,
    events: &[],
    parents: &[],
};

pub(crate) static SERVICE: ResourceSchema = ResourceSchema {
    schema_url: "https://schemas.example/1.0.0",
    attributes: &[attribute("service.name", RequirementLevel::Required)],
};

pub(crate) fn install(config: Config) -> (Telemetry, Capture) {
    let capture = Capture::new();
    let config = Config {
        capture: Some(capture.clone()),
        ..config
    };
    let resource = Resource::new(&SERVICE, |attributes| attributes.add(0, "test"));
    (
        runtime::install(config, resource).expect("the first installation of the process"),
        capture,
    )
}

pub(crate) fn the_one<'a>(spans: &'a [FinishedSpan], name: &str) -> &'a FinishedSpan {
    let mut matching = spans.iter().filter(|span| span.name == name);
    let span = matching.next().unwrap_or_else(|| panic!("no span {name}"));
    assert!(matching.next().is_none(), "more than one span {name}");
    span
}

#[derive(Debug)]
pub(crate) struct Broken;

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("table `salaries` is gone")
    }
}

impl std::error::Error for Broken {}
