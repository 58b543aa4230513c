//! Spans with content capture on and older attributes opted out of.

#[path = "support/schemas.rs"]
mod schemas;

use runtime::capture::{Outcome, Value};
use runtime::{Config, Fault, Span};
use schemas::{
    ATTEMPT, Broken, OLD_TABLE, PARAMETER, QUERY, RETRY, STATEMENT, TABLE, TEXT, the_one,
};

#[test]
fn content_leaves_and_superseded_attributes_stay() {
    let config = Config {
        capture_content: true,
        stability_opt_in: vec!["http".to_owned(), "database".to_owned()],
        ..Config::default()
    };
    let (telemetry, capture) = schemas::install(config);

    let span = Span::start(&QUERY, |attributes| {
        attributes.add(TABLE, "users");
        attributes.add_superseded(OLD_TABLE, "users");
    });
    span.set_opt_in(TEXT, || "who?".to_owned());
    span.set_suffixed_opt_in(PARAMETER, "name", || "ada".to_owned());
    span.add_event(&RETRY, |attributes| attributes.add(ATTEMPT, 1_i64))
        .set_opt_in(STATEMENT, || "select".to_owned());
    span.fail(&Fault {
        error_type: "not_found",
        error: &Broken,
    });
    drop(span);
    let report = telemetry.shutdown();

    let spans = capture.finished();
    let span = the_one(&spans, "query");
    assert_eq!(span.attributes["db.text"], Value::String("who?".to_owned()));
    assert_eq!(
        span.attributes["db.parameter.name"],
        Value::String("ada".to_owned())
    );
    assert!(!span.attributes.contains_key("db.old_table"));
    assert_eq!(span.outcome, Outcome::Error(Broken.to_string()));
    assert_eq!(
        span.events[0].1["retry.statement"],
        Value::String("select".to_owned())
    );
    assert_eq!(
        span.events[1].1["exception.message"],
        Value::String(Broken.to_string())
    );
    assert_eq!(report.lost, 0, "nothing was to be exported");

    drop(Span::start(&QUERY, |_| panic!("built after shutdown")));
    assert_eq!(capture.finished().len(), 1);
}
