//! Spans as they are recorded with content capture off, which is the default.

#[path = "support/schemas.rs"]
mod schemas;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use runtime::capture::{Outcome, Value};
use runtime::record::Limits;
use runtime::{Capture, Carrier, Config, Fault, FinishedSpan, Int, Span, Telemetry, context};
use schemas::{
    ATTEMPT, Broken, NAMED, OLD_TABLE, PARAMETER, QUERY, REASON, RETRY, ROWS, STATEMENT, TABLE,
    TEXT, the_one,
};

static INSTALLED: OnceLock<(Telemetry, Capture)> = OnceLock::new();

/// Finished spans of the trace that `work` makes below a span of its own, named by its table.
fn traced(table: &'static str, work: impl FnOnce()) -> Vec<FinishedSpan> {
    let (_, capture) = INSTALLED.get_or_init(|| schemas::install(Config::default()));
    let top = Span::start(&NAMED, |attributes| attributes.add(TABLE, table));
    top.within_blocking(work);
    drop(top);
    let spans = capture.finished();
    let trace = the_one(&spans, &format!("read {table}!")).trace_id.clone();
    spans
        .into_iter()
        .filter(|span| span.trace_id == trace)
        .collect()
}

fn query(table: &'static str) -> Span {
    Span::start(&QUERY, |attributes| {
        attributes.add(TABLE, table);
        attributes.add_superseded(OLD_TABLE, table);
    })
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

#[test]
fn a_span_carries_what_its_schema_and_its_caller_say() {
    let spans = traced("carries", || {
        let span = query("users");
        span.set(ROWS, Int(1_u8));
        span.set(ROWS, Int(2_usize));
    });
    let span = the_one(&spans, "query");
    let expected = [
        ("db.old_table", text("users")),
        ("db.operation", text("select")),
        ("db.rows", Value::Int(2)),
        ("db.table", text("users")),
    ];
    assert_eq!(
        span.attributes,
        expected.map(|(key, value)| (key.to_owned(), value)).into()
    );
    assert_eq!(span.kind, runtime::schema::SpanKind::Client);
    let scope = (
        "test".to_owned(),
        "1.2.3".to_owned(),
        "https://schemas.example/1.0.0".to_owned(),
    );
    assert_eq!(span.scope, scope);
}

#[test]
fn content_is_not_even_built_while_capture_is_off() {
    let spans = traced("content", || {
        let span = query("users");
        span.set_opt_in(TEXT, || -> String { panic!("built without need") });
        span.set_suffixed_opt_in(PARAMETER, "name", || -> String {
            panic!("built without need")
        });
    });
    assert!(!the_one(&spans, "query").attributes.contains_key("db.text"));
}

#[test]
fn an_event_carries_what_its_schema_and_its_caller_say() {
    let spans = traced("event", || {
        let span = query("users");
        let first = span.add_event(&RETRY, |attributes| attributes.add(ATTEMPT, 1_i64));
        let second = span.add_event(&RETRY, |attributes| attributes.add(ATTEMPT, 2_i64));
        first.set(REASON, "slow");
        first.set(REASON, "busy");
        second.set_suffixed(REASON, "first", "slow");
        second.set_opt_in(STATEMENT, || -> String { panic!("built without need") });
        second.set_suffixed_opt_in(STATEMENT, "x", || -> String {
            panic!("built without need")
        });
    });
    let event = |attempt, key: &str, value| {
        let attributes = [("retry.attempt", Value::Int(attempt)), (key, text(value))];
        let attributes = attributes.map(|(key, value)| (key.to_owned(), value));
        ("retry".to_owned(), BTreeMap::from(attributes))
    };
    assert_eq!(
        the_one(&spans, "query").events,
        [
            event(1, "retry.reason", "busy"),
            event(2, "retry.reason.first", "slow")
        ]
    );
}

#[test]
fn events_above_the_limit_are_not_even_built() {
    let spans = traced("events", || {
        let span = query("users");
        let most = Limits::default().events_max;
        for _ in 0..most {
            span.add_event(&RETRY, |attributes| attributes.add(ATTEMPT, 1_i64));
        }
        let late = span.add_event(&RETRY, |_| panic!("built without need"));
        late.set(REASON, "busy");
    });
    let span = the_one(&spans, "query");
    assert_eq!(span.events.len(), Limits::default().events_max);
    let is_changed = |event: &(String, BTreeMap<String, Value>)| event.1.len() != 1;
    assert!(!span.events.iter().any(is_changed));
}

#[test]
fn a_failure_is_classed_but_not_quoted() {
    let spans = traced("failure", || {
        let outcome = query("users").scope_blocking(
            || Err::<(), _>(Broken),
            |error| Fault {
                error_type: "not_found",
                error,
            },
        );
        assert!(outcome.is_err());
    });
    let span = the_one(&spans, "query");
    assert_eq!(span.outcome, Outcome::Error("not_found".to_owned()));
    assert_eq!(span.attributes["error.type"], text("not_found"));
    let event = BTreeMap::from([("exception.type".to_owned(), text("not_found"))]);
    assert_eq!(span.events, [("exception".to_owned(), event)]);
}

#[test]
fn a_failure_adds_nothing_that_the_schema_lacks() {
    let spans = traced("lacks", || {
        let span = Span::start(&NAMED, |attributes| attributes.add(TABLE, "inner"));
        span.fail(&Fault {
            error_type: "not_found",
            error: &Broken,
        });
    });
    let span = the_one(&spans, "read inner!");
    assert_eq!(span.outcome, Outcome::Error("not_found".to_owned()));
    assert_eq!(span.attributes.keys().collect::<Vec<_>>(), ["db.table"]);
    assert_eq!(span.events, []);
}

#[test]
fn success_is_said_by_a_scope_and_not_by_within() {
    let spans = traced("success", || {
        let outcome = query("a").scope_blocking(
            || Ok::<_, Broken>(1),
            |error| Fault {
                error_type: "x",
                error,
            },
        );
        assert_eq!(outcome.ok(), Some(1));
    });
    assert_eq!(the_one(&spans, "query").outcome, Outcome::Ok);
    assert_eq!(the_one(&spans, "read success!").outcome, Outcome::Unset);
}

#[test]
fn parents_are_found_across_awaits_tasks_and_threads() {
    let spans = traced("parents", || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .build()
            .expect("a runtime");
        runtime.block_on(context::carry(async {
            let span = query("outer");
            span.within(async {
                tokio::task::yield_now().await;
                let task = tokio::spawn(context::carry(async { drop(named("task")) }));
                let thread = std::thread::spawn(context::carry_blocking(|| drop(named("thread"))));
                task.await.expect("the task ends");
                thread.join().expect("the thread ends");
                drop(named("inline"));
            })
            .await;
            drop(named("after"));
        }));
    });
    let outer = the_one(&spans, "query");
    for inner in ["read task!", "read thread!", "read inline!"] {
        assert_eq!(
            the_one(&spans, inner).parent_id.as_ref(),
            Some(&outer.span_id),
            "{inner}"
        );
    }
    let top = the_one(&spans, "read parents!");
    assert_eq!(
        the_one(&spans, "read after!").parent_id.as_ref(),
        Some(&top.span_id)
    );
    assert_eq!(outer.parent_id.as_ref(), Some(&top.span_id));
}

fn named(table: &'static str) -> Span {
    Span::start(&NAMED, |attributes| attributes.add(TABLE, table))
}

#[test]
fn a_remote_parent_is_joined_and_handed_on() {
    let mut handed_on = BTreeMap::new();
    let spans = traced("remote", || {
        let mut headers = http::HeaderMap::new();
        Carrier::set(
            &mut headers,
            "traceparent",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".to_owned(),
        );
        let span = Span::start_from(&NAMED, &headers, |attributes| {
            attributes.add(TABLE, "joined")
        });
        span.inject(&mut handed_on);
    });
    assert_eq!(spans.len(), 1, "the remote trace is another one");
    let (_, capture) = INSTALLED.get().expect("installed");
    let all = capture.finished();
    let joined = the_one(&all, "read joined!");
    assert_eq!(joined.trace_id, "0af7651916cd43dd8448eb211c80319c");
    assert_eq!(joined.parent_id.as_deref(), Some("b7ad6b7169203331"));
    assert!(joined.parent_is_remote);
    assert_eq!(
        handed_on["traceparent"],
        format!("00-{}-{}-01", joined.trace_id, joined.span_id)
    );
}

#[test]
fn work_that_does_not_come_to_its_end_is_an_error() {
    let spans = traced("interrupted", || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        let span = query("dropped");
        let endless = span.within(std::future::pending::<()>());
        runtime.block_on(async {
            tokio::select! {
                biased;
                () = endless => {}
                () = std::future::ready(()) => {}
            }
        });
        drop(span);
        let panicked = std::panic::catch_unwind(|| {
            named("panicked").within_blocking(|| panic!("on purpose"));
        });
        assert!(panicked.is_err());
        drop(named("not begun"));
    });
    let dropped = the_one(&spans, "query");
    assert_eq!(dropped.outcome, Outcome::Error("cancelled".to_owned()));
    assert_eq!(dropped.attributes["error.type"], text("cancelled"));
    assert_eq!(dropped.events, [], "nothing was thrown");
    let panicked = the_one(&spans, "read panicked!");
    assert_eq!(panicked.outcome, Outcome::Error("panic".to_owned()));
    let idle = the_one(&spans, "read not begun!");
    assert_eq!(idle.outcome, Outcome::Unset);
}

#[test]
fn a_failure_that_was_told_is_not_told_again_by_the_end_of_its_work() {
    let spans = traced("told", || {
        let span = query("told");
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            span.within_blocking(|| {
                span.fail(&Fault {
                    error_type: "not_found",
                    error: &Broken,
                });
                panic!("on purpose");
            });
        }));
        assert!(panicked.is_err());
    });
    let span = the_one(&spans, "query");
    assert_eq!(span.outcome, Outcome::Error("not_found".to_owned()));
    assert_eq!(span.events.len(), 1);
}

#[test]
fn work_that_outlives_its_cause_is_linked_to_it() {
    let spans = traced("cause", || {
        let link = context::link();
        let later = std::thread::spawn(move || {
            let describe = |attributes: &mut runtime::Attributes| attributes.add(TABLE, "later");
            drop(Span::start_linked(&NAMED, link, describe));
        });
        later.join().expect("no panic");
    });
    let cause = the_one(&spans, "read cause!");
    let (_, capture) = INSTALLED.get().expect("installed");
    let all = capture.finished();
    let later = the_one(&all, "read later!");
    assert_ne!(later.trace_id, cause.trace_id);
    assert_eq!(later.parent_id, None);
    assert_eq!(
        later.links,
        [(cause.trace_id.clone(), cause.span_id.clone())]
    );
    assert!(context::link().is_none());
}

#[test]
fn a_second_installation_is_refused() {
    drop(traced("second", || ()));
    let config = Config {
        capture: Some(Capture::new()),
        ..Config::default()
    };
    let resource = runtime::Resource::new(
        &runtime::schema::ResourceSchema {
            schema_url: "",
            attributes: &[],
        },
        |_| (),
    );
    let error = runtime::install(config, resource).expect_err("one provider per process");
    assert!(error.to_string().contains("already installed"));
}

#[test]
fn a_name_made_of_attributes_is_known_again() {
    assert!(QUERY.can_be_named("query"));
    assert!(!QUERY.can_be_named("query!"));
    assert!(NAMED.can_be_named("read users!"));
    assert!(NAMED.can_be_named("read a!b!"));
    for other in ["read !", "read users", "write users!", ""] {
        assert!(!NAMED.can_be_named(other), "{other:?}");
    }
}
