//! A process that is killed at any moment loses nothing that it acknowledged.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use knowledge::Document;
use vectorstore::{SearchOptions, VectorStore};

use crate::support::{CAPABILITIES, Letters, document};

/// Names the folder to write to; set only for the process that is going to be killed.
const FOLDER: &str = "VECTORSTORE_SURVIVAL_FOLDER";

const ROUNDS: u64 = 10;
const BATCH_DOCUMENTS: usize = 40;

/// The document that only the latest batch leaves: each deletes that of the one before.
fn mark(number: u64) -> String {
    format!("mark/{number}")
}

/// Batches are numbered through all rounds; each has documents of its own, and rewrites those that all batches share.
fn batch(number: u64) -> Vec<Document> {
    let own = (0..BATCH_DOCUMENTS).map(|index| document(&format!("own/{number}/{index}"), "x"));
    let shared = (0..BATCH_DOCUMENTS)
        .map(|index| document(&format!("shared/{index}"), &format!("x {number}")));
    let mark = std::iter::once(document(&mark(number), "x"));
    own.chain(shared).chain(mark).collect()
}

/// The process that is killed: it writes batches and says so, until somebody kills it.
#[tokio::test]
async fn writer_to_be_killed() {
    let Ok(folder) = std::env::var(FOLDER) else {
        return;
    };
    let store = VectorStore::open(Path::new(&folder), Letters::new()).unwrap();
    store.initialize(CAPABILITIES).await.unwrap();
    let mut number = next_batch(&store).await;
    loop {
        let gone = number.checked_sub(1).map(mark);
        let gone: Vec<String> = gone.into_iter().collect();
        store
            .apply(CAPABILITIES, &gone, &batch(number))
            .await
            .unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nacknowledged {number}").unwrap();
        out.flush().unwrap();
        number += 1;
    }
}

async fn next_batch(store: &VectorStore) -> u64 {
    whole_batches(store).await.last().map_or(0, |last| last + 1)
}

/// The batches in the store, after checking that there is no part of any other.
async fn whole_batches(store: &VectorStore) -> Vec<u64> {
    let all = SearchOptions {
        limit: None,
        ..SearchOptions::default()
    };
    let hits = store
        .keyword_search(CAPABILITIES, None, &all)
        .await
        .unwrap()
        .hits;
    let mut own: BTreeMap<u64, usize> = BTreeMap::new();
    let mut shared: Vec<u64> = Vec::new();
    let mut marks: Vec<u64> = Vec::new();
    for hit in hits {
        let Document { id, text, .. } = hit.document;
        let mut parts = id.split('/');
        match parts.next() {
            Some("own") => {
                *own.entry(parts.next().unwrap().parse().unwrap())
                    .or_default() += 1
            }
            Some("mark") => marks.push(parts.next().unwrap().parse().unwrap()),
            _ => shared.push(text.split(' ').nth(1).unwrap().parse().unwrap()),
        }
    }
    assert!(
        own.values().all(|count| *count == BATCH_DOCUMENTS),
        "a batch is there in part: {own:?}"
    );
    let last = own.keys().last().copied();
    // What a change deletes is gone exactly if what it stores is there.
    assert!(marks.iter().copied().eq(last), "{last:?} {marks:?}");
    assert!(
        shared.iter().all(|number| Some(*number) == last),
        "{last:?} {shared:?}"
    );
    assert_eq!(
        shared.len(),
        if last.is_some() { BATCH_DOCUMENTS } else { 0 }
    );
    own.into_keys().collect()
}

/// Lets the writer acknowledge a few batches, kills it when `part` of the next one should be done, and returns the last
/// batch that it acknowledged.
fn write_and_kill(folder: &Path, acknowledgements: u64, part: f64) -> Option<u64> {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "survival::writer_to_be_killed",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    let number = |line: &str| {
        line.strip_prefix("acknowledged ")
            .map(|number| number.parse().unwrap())
    };
    let mut last = None;
    let mut begun = Instant::now();
    let mut batch_time = Duration::ZERO;
    for _ in 0..acknowledgements {
        last = lines.by_ref().find_map(|line| number(&line.unwrap()));
        assert!(last.is_some(), "the writer stopped by itself");
        batch_time = begun.elapsed();
        begun = Instant::now();
    }
    // Not a wait for something to happen: the moment of the kill is what varies from round to round.
    while begun.elapsed() < batch_time.mul_f64(part) {
        std::hint::spin_loop();
    }
    writer.kill().unwrap();
    writer.wait().unwrap();
    // What it acknowledged before it died counts as well.
    lines
        .map_while(Result::ok)
        .filter_map(|line| number(&line))
        .last()
        .or(last)
}

#[tokio::test]
async fn every_acknowledged_batch_survives_and_no_batch_in_part() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..ROUNDS {
        let part = round as f64 / ROUNDS as f64;
        let acknowledged = write_and_kill(folder.path(), 2 + round % 3, part).unwrap();
        let store = VectorStore::open(folder.path(), Letters::new()).unwrap();
        let batches = whole_batches(&store).await;
        assert!(
            batches.iter().copied().eq(0..batches.len() as u64),
            "{batches:?}"
        );
        assert!(
            batches.last() >= Some(&acknowledged),
            "{acknowledged} is not in {batches:?}"
        );
    }
}
