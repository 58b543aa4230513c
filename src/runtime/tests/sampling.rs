//! What is recorded of traces that are not sampled.

#[path = "support/schemas.rs"]
mod schemas;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use runtime::capture::Outcome;
use runtime::sampling::{FORCE_HEADER, Keep, Root, Rule, Sampler, Sampling, SlowThresholds};
use runtime::{Capture, Config, Fault, FinishedSpan, Span, Telemetry};
use schemas::{Broken, NAMED, QUERY, ROWS, TABLE};

/// How long the work of a span takes at least where that is looked at.
const WORK: Duration = Duration::from_millis(2);

/// One installation at a time.
static TURN: Mutex<()> = Mutex::new(());

struct World {
    _turn: MutexGuard<'static, ()>,
    telemetry: Telemetry,
    capture: Capture,
}

impl World {
    fn new(sampling: Sampling) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let (telemetry, capture) = schemas::install(Config {
            sampling,
            ..Config::default()
        });
        Self {
            _turn: turn,
            telemetry,
            capture,
        }
    }

    fn end(self) -> Vec<FinishedSpan> {
        assert_eq!(self.telemetry.shutdown().lost, 0);
        self.capture.finished()
    }
}

fn unsampled(keep: Keep) -> Sampling {
    Sampling {
        sampler: Sampler {
            root: Root::Ratio(0.0),
            follows_parent: true,
        },
        keep,
        ..Sampling::default()
    }
}

fn named(table: &str) -> Span {
    Span::start(&NAMED, |attributes| attributes.add(TABLE, table))
}

fn query() -> Span {
    Span::start(&QUERY, |attributes| attributes.add(TABLE, "users"))
}

fn fail(span: &Span) {
    span.fail(&Fault {
        error_type: "not_found",
        error: &Broken,
    });
}

fn names(spans: &[FinishedSpan]) -> Vec<&str> {
    spans.iter().map(|span| span.name.as_str()).collect()
}

#[test]
fn nothing_is_built_for_an_unsampled_trace_of_which_nothing_is_kept() {
    let world = World::new(unsampled(Keep::NOTHING));
    let root = Span::start(&NAMED, |_| panic!("built without need"));
    root.within_blocking(|| {
        let child = Span::start(&QUERY, |_| panic!("built without need"));
        fail(&child);
        let mut handed_on = BTreeMap::new();
        child.inject(&mut handed_on);
        assert!(handed_on["traceparent"].ends_with("-00"));
    });
    drop(root);
    assert_eq!(world.end(), []);
}

#[test]
fn an_error_is_kept_with_the_spans_around_it() {
    let world = World::new(unsampled(Keep::default()));
    named("fine").within_blocking(|| drop(query()));
    let root = named("broken");
    root.within_blocking(|| {
        drop(named("before"));
        let middle = named("middle");
        middle.within_blocking(|| {
            let query = query();
            std::thread::sleep(WORK);
            fail(&query);
        });
        drop(middle);
        drop(named("after"));
    });
    drop(root);
    drop(named("another trace"));

    let spans = world.end();
    let expected = ["query", "read middle!", "read after!", "read broken!"];
    assert_eq!(names(&spans), expected);
    let [failed, middle, after, root] = &spans[..] else {
        unreachable!("asserted above");
    };
    assert_eq!(failed.outcome, Outcome::Error("not_found".to_owned()));
    assert_eq!(failed.parent_id.as_ref(), Some(&middle.span_id));
    assert_eq!(middle.parent_id.as_ref(), Some(&root.span_id));
    assert_eq!(after.parent_id.as_ref(), Some(&root.span_id));
    assert_eq!(root.parent_id, None);
    assert!(spans.iter().all(|span| span.trace_id == root.trace_id));
    assert!(failed.duration >= WORK, "{:?}", failed.duration);
    assert!(root.start <= failed.start && root.duration >= failed.duration);
    assert_eq!(failed.attributes.len(), 3, "{:?}", failed.attributes);
}

#[test]
fn a_slow_span_is_kept_by_the_threshold_of_its_kind() {
    let slow = SlowThresholds {
        client: Some(Duration::ZERO),
        server: Some(Duration::from_secs(3600)),
        ..SlowThresholds::NONE
    };
    let keep = Keep {
        errors: false,
        slow,
    };
    let world = World::new(unsampled(keep));
    drop(named("quick enough"));
    drop(query());
    let failed = named("failed");
    fail(&failed);
    drop(failed);
    assert_eq!(names(&world.end()), ["query"]);
}

#[test]
fn nothing_is_kept_where_sampling_is_switched_off() {
    let mut sampling = unsampled(Keep::default());
    sampling.sampler.root = Root::AlwaysOff;
    let world = World::new(sampling);
    fail(&named("x"));
    assert_eq!(world.end(), []);
}

#[test]
fn a_rule_records_a_trace_from_its_first_attribute_on_and_keeps_it_from_a_later_one_on() {
    let mut sampling = unsampled(Keep::NOTHING);
    sampling.rules = [("db.table", "payments"), ("db.rows", "7")]
        .map(|(key, value)| Rule {
            key: key.to_owned(),
            value: value.to_owned(),
        })
        .into();
    let world = World::new(sampling);
    let matching = named("payments");
    matching.within_blocking(|| drop(named("below")));
    drop(matching);
    named("other").within_blocking(|| {
        let late = query();
        late.set(ROWS, 7_i64);
    });
    drop(named("third"));
    let spans = world.end();
    let expected = ["read below!", "read payments!", "query", "read other!"];
    assert_eq!(names(&spans), expected);
}

#[test]
fn a_rule_about_a_span_below_keeps_what_is_above_it() {
    let mut sampling = unsampled(Keep::NOTHING);
    sampling.rules = vec![Rule {
        key: "db.table".to_owned(),
        value: "payments".to_owned(),
    }];
    let world = World::new(sampling);
    named("top").within_blocking(|| {
        named("middle").within_blocking(|| named("payments").within_blocking(|| drop(query())));
    });
    named("another").within_blocking(|| drop(query()));
    let spans = world.end();
    let expected = ["query", "read payments!", "read middle!", "read top!"];
    assert_eq!(names(&spans), expected);
    assert_eq!(spans[0].parent_id.as_ref(), Some(&spans[1].span_id));
}

#[test]
fn the_end_of_one_request_does_not_end_what_is_kept_of_another_in_the_same_trace() {
    let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00".to_owned();
    let headers = BTreeMap::from([("traceparent".to_owned(), parent)]);
    let request = |name: &str| Span::start_from(&NAMED, &headers, |it| it.add(TABLE, name));
    let world = World::new(unsampled(Keep::default()));
    let first = request("first");
    first.within_blocking(|| fail(&query()));
    drop(request("second"));
    drop(first);
    assert_eq!(names(&world.end()), ["query", "read first!"]);
}

#[test]
fn a_forced_trace_is_recorded_whole_by_every_sampler() {
    let headers = BTreeMap::from([(FORCE_HEADER.to_owned(), "1".to_owned())]);
    for root in [Root::AlwaysOff, Root::Ratio(0.0)] {
        let world = World::new(Sampling {
            sampler: Sampler {
                root,
                follows_parent: false,
            },
            keep: Keep::NOTHING,
            forced_per_second_max: Some(5),
            ..Sampling::default()
        });
        let top = Span::start_from(&NAMED, &headers, |it| it.add(TABLE, "x"));
        top.within_blocking(|| drop(query()));
        drop(top);
        assert_eq!(names(&world.end()), ["query", "read x!"], "{root:?}");
    }
}

#[test]
fn a_caller_may_force_a_trace_only_where_that_is_allowed_and_not_too_often() {
    let headers = BTreeMap::from([(FORCE_HEADER.to_owned(), "1".to_owned())]);
    let ask = || drop(Span::start_from(&NAMED, &headers, |it| it.add(TABLE, "x")));

    let world = World::new(unsampled(Keep::NOTHING));
    ask();
    assert_eq!(world.end(), []);

    let mut sampling = unsampled(Keep::NOTHING);
    sampling.forced_per_second_max = Some(0);
    let world = World::new(sampling.clone());
    ask();
    assert_eq!(world.end(), []);

    sampling.forced_per_second_max = Some(5);
    let world = World::new(sampling);
    ask();
    let without = BTreeMap::<String, String>::new();
    drop(Span::start_from(&NAMED, &without, |it| it.add(TABLE, "y")));
    assert_eq!(names(&world.end()), ["read x!"]);
}

#[test]
fn the_decision_of_a_remote_parent_is_followed_only_by_samplers_that_do() {
    let parent = |flags: &str| {
        let value = format!("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-{flags}");
        BTreeMap::from([("traceparent".to_owned(), value)])
    };
    let recorded = |root: Root, follows_parent: bool, flags: &str| {
        let sampler = Sampler {
            root,
            follows_parent,
        };
        let world = World::new(Sampling {
            sampler,
            keep: Keep::NOTHING,
            ..Sampling::default()
        });
        let headers = parent(flags);
        drop(Span::start_from(&NAMED, &headers, |it| it.add(TABLE, "x")));
        world.end().len()
    };
    assert_eq!(recorded(Root::AlwaysOn, true, "00"), 0);
    assert_eq!(recorded(Root::AlwaysOn, false, "00"), 1);
    assert_eq!(recorded(Root::Ratio(0.0), true, "01"), 1);
    assert_eq!(recorded(Root::Ratio(0.0), false, "01"), 0);
    assert_eq!(recorded(Root::AlwaysOff, true, "01"), 1);
}
