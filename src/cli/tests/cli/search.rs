//! `search`.

use std::process::Stdio;

use serde_json::{Value, json};

use crate::world::{DEFINITION, Run, World, object};

fn synced() -> World {
    let world = World::new();
    world.write(
        "a.yaml",
        &format!(
            "{DEFINITION}---\n{}---\n{}",
            object("Pod", "basil"),
            object("Service", "mint")
        ),
    );
    assert_eq!(world.run(&["sync", "--from", "manifests"]).code, Some(0));
    assert_eq!(
        world.run(&["sync-instances", "--from", "manifests"]).code,
        Some(0)
    );
    world
}

fn answer(run: &Run) -> Value {
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn results_are_ranked_and_readable() {
    let run = synced().run(&["search", "keep", "tomatoes", "warm"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let first = run.stdout.lines().next().unwrap();
    assert!(
        first.starts_with(" 1. greenhouses.garden.example  [0."),
        "{first}"
    );
    assert!(
        run.stdout.contains("\n    Greenhouse keeps tomatoes warm"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("Example YAML"), "{}", run.stdout);
}

#[test]
fn json_has_the_keys_that_scripts_rely_on() {
    let world = synced();
    let answer = answer(&world.run(&["search", "tomatoes", "--limit", "1", "--json"]));
    assert_eq!(answer["collection"], "capabilities");
    assert_eq!(answer["query"], "tomatoes");
    assert_eq!(answer["count"], 1);
    let result = answer["results"][0].as_object().unwrap();
    assert_eq!(
        result
            .keys()
            .map(String::as_str)
            .collect::<std::collections::BTreeSet<_>>(),
        ["id", "metadata", "score", "text"].into()
    );
    assert_eq!(result["id"], "greenhouses.garden.example");
    assert!(result["score"].as_f64().unwrap() > 0.0);
    assert_eq!(result["metadata"]["kind"], "Greenhouse");
}

#[test]
fn filters_keep_only_what_matches() {
    let world = synced();
    let ids = |arguments: &[&str]| {
        let run = world.run(
            &[
                &[
                    "search",
                    "--collection",
                    "instances",
                    "--json",
                    "--keyword",
                    "app",
                ],
                arguments,
            ]
            .concat(),
        );
        answer(&run)["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|result| result["id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        ids(&["--kind", "Service"]),
        [json!("default/v1/Service/mint")]
    );
    assert_eq!(ids(&["--api-group", ""]).len(), 2);
    assert!(ids(&["--namespace", "elsewhere"]).is_empty());
    let keyword_only = world.run(&["search", "--keyword", "tomatoes", "--json"]);
    assert_eq!(answer(&keyword_only)["results"][0]["score"], Value::Null);
}

#[test]
fn without_results_it_says_so_and_prints_nothing() {
    let run = synced().run(&["search", "--keyword", "xyzzy"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
    assert_eq!(run.stderr, "No results in the collection `capabilities`.\n");
}

#[test]
fn before_the_first_sync_it_says_what_to_do_and_makes_nothing() {
    let world = World::new();
    let run = world.run(&["search", "anything"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(
        run.stderr
            .starts_with("error: nothing has been synced to `"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("cluster-whisperer sync --from PATH"),
        "{}",
        run.stderr
    );
    assert!(!world.path("home").exists());
    let elsewhere = world.run(&["search", "anything", "--data-dir", "."]);
    assert!(
        elsewhere
            .stderr
            .starts_with("error: nothing has been synced to `.`"),
        "{}",
        elsewhere.stderr
    );
    assert!(!world.path("vectors.redb").exists());
}

#[test]
fn a_reader_that_stops_early_is_no_failure() {
    let world = synced();
    let mut child = world
        .command(&["search", "tomatoes", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let run = Run::of(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
}
