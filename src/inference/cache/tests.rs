//! What is kept is found again, and a broken file stops nobody.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use knowledge::{Complexity, ResourceKind};
use proptest::prelude::*;

use super::*;
use crate::{CapabilityInference, InferenceError};

fn capability(name: &str) -> Capability {
    Capability {
        resource_name: name.to_owned(),
        kind: "Rocket".to_owned(),
        api_group: String::new(),
        api_version: "v1".to_owned(),
        capabilities: vec!["space travel".to_owned()],
        providers: Vec::new(),
        complexity: Complexity::Low,
        description: "Flies.".to_owned(),
        use_case: "Fly".to_owned(),
        example_yaml: String::new(),
        confidence: 0.75,
        resource_description: None,
    }
}

fn kind(name: &str) -> ResourceKind {
    ResourceKind {
        name: name.to_owned(),
        ..ResourceKind::default()
    }
}

/// Counts how often it is asked.
#[derive(Default)]
struct Counting {
    asked: AtomicUsize,
}

#[async_trait]
impl CapabilityInference for Counting {
    async fn infer(&self, kind: &ResourceKind) -> Result<Capability, InferenceError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        // Long enough for others to come and ask the same.
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        if kind.name == "bad" {
            return Err(InferenceError::Declined {
                model: "m".into(),
                name: kind.name.clone(),
            });
        }
        Ok(capability(&kind.name))
    }

    fn cache_key(&self, kind: &ResourceKind) -> Option<CacheKey> {
        (kind.name != "unkept").then(|| CacheKey::of(&[&kind.name]))
    }
}

async fn asked(cached: &Cached<Counting>, names: &[&str]) -> usize {
    for name in names {
        if let Ok(capability) = cached.infer(&kind(name)).await {
            assert_eq!(capability, super::tests::capability(name));
        }
    }
    cached.inner().asked.load(Ordering::SeqCst)
}

#[tokio::test]
async fn what_was_answered_is_not_asked_again_even_by_another_process() {
    let folder = tempfile::tempdir().unwrap();
    let cached = Cached::new(Counting::default(), Cache::open(folder.path()));
    assert_eq!(asked(&cached, &["a", "a", "b", "a", "b"]).await, 2);
    drop(cached);
    let cached = Cached::new(Counting::default(), Cache::open(folder.path()));
    assert_eq!(asked(&cached, &["a", "b", "c"]).await, 1);
}

#[tokio::test]
async fn errors_are_not_kept_and_what_has_no_key_is_not_either() {
    let folder = tempfile::tempdir().unwrap();
    let cached = Cached::new(Counting::default(), Cache::open(folder.path()));
    assert_eq!(asked(&cached, &["bad", "bad", "unkept", "unkept"]).await, 4);
}

#[tokio::test]
async fn a_cache_that_is_off_keeps_nothing() {
    let cached = Cached::new(Counting::default(), Cache::off());
    assert_eq!(asked(&cached, &["a", "a"]).await, 2);
    assert!(Cache::off().is_off());
}

#[tokio::test]
async fn two_that_ask_the_same_share_one_answer() {
    let folder = tempfile::tempdir().unwrap();
    let cached = Cached::new(Counting::default(), Cache::open(folder.path()));
    let (first, second, other) = (kind("a"), kind("a"), kind("b"));
    let (first, second, other) = tokio::join!(
        cached.infer(&first),
        cached.infer(&second),
        cached.infer(&other)
    );
    assert!(first.is_ok() && second.is_ok() && other.is_ok());
    assert_eq!(cached.inner().asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn whoever_gives_up_waiting_leaves_the_next_one_free_to_ask() {
    let folder = tempfile::tempdir().unwrap();
    let cached = Cached::new(Counting::default(), Cache::open(folder.path()));
    let wanted = kind("a");
    let mut dropped = Box::pin(cached.infer(&wanted));
    assert!(futures_util::poll!(&mut dropped).is_pending());
    drop(dropped);
    assert!(cached.infer(&kind("a")).await.is_ok());
    assert_eq!(
        asked(&cached, &["a"]).await,
        cached.inner().asked.load(Ordering::SeqCst)
    );
}

#[tokio::test]
async fn a_file_that_another_process_uses_turns_the_cache_off() {
    let folder = tempfile::tempdir().unwrap();
    let first = Cache::open(folder.path());
    assert!(!first.is_off());
    assert!(Cache::open(folder.path()).is_off());
}

#[tokio::test]
async fn a_file_that_is_no_cache_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE_NAME);
    for rubbish in [vec![b'x'; 100], vec![0; 10_000], b"redb".to_vec()] {
        fs::write(&path, &rubbish).unwrap();
        let cached = Cached::new(Counting::default(), Cache::open(folder.path()));
        assert_eq!(
            asked(&cached, &["a", "a"]).await,
            1,
            "{} bytes",
            rubbish.len()
        );
        assert_eq!(fs::read(aside(&path)).unwrap(), rubbish);
        drop(cached);
        fs::remove_file(&path).unwrap();
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_turns_the_cache_off() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(Cache::open(&file.join("below")).is_off());
}

fn filled(folder: &Path, answers_max: u64, bytes_max: u64, answers: &[(u8, usize)]) -> CacheFile {
    let file = CacheFile::open(&folder.join(FILE_NAME), answers_max, bytes_max).unwrap();
    for (name, length) in answers {
        file.put(&key(*name), &vec![*name; *length]).unwrap();
    }
    file
}

fn key(name: u8) -> CacheKey {
    CacheKey::of(&[&name.to_string()])
}

#[test]
fn the_oldest_answers_leave_first() {
    let folder = tempfile::tempdir().unwrap();
    let file = filled(
        folder.path(),
        3,
        1_000,
        &[(1, 1), (2, 1), (3, 1), (1, 2), (4, 1)],
    );
    let kept: Vec<u8> = (1..=4)
        .filter(|name| file.get(&key(*name)).unwrap().is_some())
        .collect();
    assert_eq!(kept, [1, 3, 4], "1 was written again after 2");
    assert_eq!(file.get(&key(1)).unwrap().unwrap(), [1, 1]);
}

#[test]
fn answers_leave_until_their_bytes_fit() {
    let folder = tempfile::tempdir().unwrap();
    let file = filled(folder.path(), 100, 10, &[(1, 4), (2, 4), (3, 9), (4, 11)]);
    let kept: Vec<u8> = (1..=4)
        .filter(|name| file.get(&key(*name)).unwrap().is_some())
        .collect();
    assert_eq!(kept, [3], "what is larger than the whole cache is not kept");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_youngest_that_fit_are_kept(answers in prop::collection::vec((0_u8..8, 0_usize..6), 1..30)) {
        let folder = tempfile::tempdir().unwrap();
        let file = filled(folder.path(), 4, 12, &answers);
        // The last of each name, youngest first, while they fit.
        let (mut kept, mut bytes) = (Vec::new(), 0);
        for (name, length) in answers.iter().rev() {
            if kept.iter().any(|(known, _)| known == name) {
                continue;
            }
            bytes += length;
            if bytes > 12 || kept.len() == 4 {
                break;
            }
            kept.push((*name, *length));
        }
        for (name, length) in kept {
            // Bytes of answers written again may have pushed out more in between, but never the youngest.
            if (name, length) == *answers.last().unwrap() {
                prop_assert_eq!(file.get(&key(name)).unwrap().map(|answer| answer.len()), Some(length));
            }
        }
        let total: usize = (0..8).filter_map(|name| file.get(&key(name)).unwrap()).map(|answer| answer.len()).sum();
        let count = (0..8).filter(|name| file.get(&key(*name)).unwrap().is_some()).count();
        prop_assert!(total <= 12 && count <= 4, "{} bytes, {} answers", total, count);
    }
}
