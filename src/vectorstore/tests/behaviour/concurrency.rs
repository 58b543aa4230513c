//! Many at once.

use std::sync::Arc;

use vectorstore::SearchOptions;

use crate::support::{Bench, CAPABILITIES, document};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn memory_and_disk_agree_after_many_writers_of_one_document() {
    let bench = Arc::new(Bench::new().await);
    let writers = (0..8).map(|writer| {
        let bench = Arc::clone(&bench);
        tokio::spawn(async move {
            for round in 0..10 {
                if (writer + round) % 4 == 0 {
                    bench
                        .store
                        .delete(CAPABILITIES, &["a".to_owned()])
                        .await
                        .unwrap();
                } else {
                    bench
                        .put(&[document("a", &format!("x {writer} {round}"))])
                        .await;
                }
                bench.search("x", &SearchOptions::default()).await;
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let Some(bench) = Arc::into_inner(bench) else {
        panic!("a writer is still there")
    };
    let all = SearchOptions::default();
    let before = bench.search("x", &all).await;
    assert_eq!(bench.reopened().search("x", &all).await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reader_sees_a_batch_whole_or_not_at_all() {
    let bench = Arc::new(Bench::new().await);
    let writer = {
        let bench = Arc::clone(&bench);
        tokio::spawn(async move {
            for round in 0..20 {
                let documents: Vec<_> = (0..30)
                    .map(|index| document(&format!("d{index}"), &format!("x round {round}")))
                    .collect();
                bench.put(&documents).await;
            }
        })
    };
    let all = SearchOptions {
        limit: None,
        ..SearchOptions::default()
    };
    while !writer.is_finished() {
        let hits = bench.search("x", &all).await;
        assert!(hits.is_empty() || hits.len() == 30, "{}", hits.len());
        assert!(
            hits.windows(2)
                .all(|pair| pair[0].document.text == pair[1].document.text)
        );
    }
    writer.await.unwrap();
}
