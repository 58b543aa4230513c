//! Without telemetry nothing is built and nothing is kept.

#[path = "support/schemas.rs"]
mod schemas;

use std::collections::BTreeMap;

use runtime::{Config, Fault, Resource, Span};
use schemas::{Broken, QUERY, RETRY, STATEMENT, TEXT};

#[test]
fn a_process_without_telemetry_builds_nothing() {
    let resource = Resource::new(
        &runtime::schema::ResourceSchema {
            schema_url: "",
            attributes: &[],
        },
        |_| (),
    );
    let telemetry = runtime::install(Config::default(), resource).expect("off is no error");

    let span = Span::start(&QUERY, |_| panic!("built without need"));
    span.set_opt_in(TEXT, || -> String { panic!("built without need") });
    span.add_event(&RETRY, |_| panic!("built without need"))
        .set_opt_in(STATEMENT, || -> String { panic!("built without need") });
    span.fail(&Fault {
        error_type: "x",
        error: &Broken,
    });
    let outcome = span.scope_blocking(
        || Err::<(), _>(Broken),
        |error| Fault {
            error_type: "x",
            error,
        },
    );
    assert!(outcome.is_err());
    let mut headers = BTreeMap::new();
    span.inject(&mut headers);
    assert!(!headers.contains_key("traceparent"));

    assert_eq!(telemetry.shutdown().exported, 0);
}
