//! `demo`.

use crate::world::World;

#[test]
fn the_demo_shows_searches_answers_and_one_trace_across_client_and_server() {
    let world = World::new();
    let run = world.run(&["demo"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (Some(0), ""),
        "{}",
        run.stdout
    );
    let first = |query: &str| {
        run.stdout
            .split_once(query)
            .unwrap()
            .1
            .lines()
            .nth(1)
            .unwrap()
            .to_owned()
    };
    assert!(
        first("issue a TLS certificate").contains(" 1. managedcertificates."),
        "{}",
        run.stdout
    );
    assert!(
        first("managed postgres database").contains(" 1. databases."),
        "{}",
        run.stdout
    );
    assert!(
        first("exchange messages").contains(" 1. messagequeues."),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .contains("\"id\": \"shop/apps/v1/Deployment/recommendations\""),
        "{}",
        run.stdout
    );
    let trace = run.stdout.split_once("The traces").unwrap().1;
    let lines: Vec<&str> = trace.lines().collect();
    let client = lines
        .iter()
        .position(|line| line.contains("  POST (client) "))
        .unwrap_or_else(|| panic!("{trace}"));
    assert!(
        lines[client + 1].contains("  └─ cluster-whisperer.http.request (server) "),
        "{trace}"
    );
    assert!(
        trace.contains("   └─ cluster-whisperer.embedding.embed (client) "),
        "{trace}"
    );
    assert!(!world.path("home").exists());
}
