//! How long a search takes, by the size of the collection.

use std::hint::black_box;

use async_trait::async_trait;
use divan::Bencher;
use embedding::{Embedded, Embedder, EmbeddingError, Purpose};
use knowledge::{Collection, Document, Metadata};
use semconv::attributes::GenAiProviderName;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use vectorstore::{Backend, Change, EmbeddedBackend, Entry, Filter, SearchOptions};

const DIMENSIONS: usize = 1024;
const SIZES: [usize; 2] = [10_000, 50_000];
const COLLECTION: Collection = Collection::Instances;

fn main() {
    divan::main();
}

/// Only says what the vectors are like.
struct Shape;

#[async_trait]
impl Embedder for Shape {
    fn provider(&self) -> GenAiProviderName {
        GenAiProviderName::ClusterWhisperer
    }

    fn model(&self) -> &str {
        "shape"
    }

    fn dimensions(&self) -> usize {
        DIMENSIONS
    }

    async fn embed(&self, _: &[&str], _: Purpose) -> Result<Embedded, EmbeddingError> {
        Ok(Embedded::default())
    }
}

fn vector(seed: usize) -> Vec<f32> {
    let component = |index: usize| {
        let bits = (seed * 31 + index + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (bits >> 40) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..DIMENSIONS).map(component).collect()
}

fn entry(index: usize) -> Entry {
    let kind = ["Pod", "Service", "ConfigMap", "Secret"][index % 4];
    let text = format!(
        "{kind} app-{index} | namespace: team-{} | apiVersion: v1",
        index % 50
    );
    let metadata = Metadata::from([("kind".to_owned(), kind.into())]);
    Entry {
        document: Document {
            id: format!("instance-{index}"),
            text,
            metadata,
        },
        vector: vector(index),
    }
}

/// A filled store; the folder goes with it.
struct Filled {
    runtime: Runtime,
    backend: EmbeddedBackend,
    _folder: TempDir,
}

fn filled(documents: usize) -> Filled {
    let runtime = Runtime::new().expect("a runtime can be started");
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let backend = EmbeddedBackend::open(folder.path(), &Shape).expect("a new store can be opened");
    runtime.block_on(async {
        backend
            .initialize(COLLECTION)
            .await
            .expect("a new collection can be made");
        for first in (0..documents).step_by(1000) {
            let change = Change {
                upserts: (first..first + 1000).map(entry).collect(),
                ..Change::default()
            };
            backend
                .change(COLLECTION, change)
                .await
                .expect("entries can be stored");
        }
    });
    Filled {
        runtime,
        backend,
        _folder: folder,
    }
}

fn search(bencher: Bencher<'_, '_>, documents: usize, options: &SearchOptions) {
    let Filled {
        runtime,
        backend,
        _folder,
    } = filled(documents);
    let query = vector(usize::MAX / 64);
    bencher.bench_local(|| {
        let hits = runtime.block_on(backend.nearest(COLLECTION, black_box(query.clone()), options));
        hits.expect("a filled store can be searched")
    });
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn nearest(bencher: Bencher<'_, '_>, documents: usize) {
    search(bencher, documents, &SearchOptions::default());
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn nearest_of_one_kind(bencher: Bencher<'_, '_>, documents: usize) {
    let filter = Filter {
        kind: Some("Secret".to_owned()),
        ..Filter::default()
    };
    search(
        bencher,
        documents,
        &SearchOptions {
            filter,
            ..SearchOptions::default()
        },
    );
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn nearest_with_keyword(bencher: Bencher<'_, '_>, documents: usize) {
    let keyword = Some("team-7 ".to_owned());
    search(
        bencher,
        documents,
        &SearchOptions {
            keyword,
            ..SearchOptions::default()
        },
    );
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn keyword_in_no_text(bencher: Bencher<'_, '_>, documents: usize) {
    let Filled {
        runtime,
        backend,
        _folder,
    } = filled(documents);
    let options = SearchOptions::default();
    bencher.bench_local(|| {
        let hits =
            runtime.block_on(backend.matching(COLLECTION, black_box(&["nowhere"]), &options));
        hits.expect("a filled store can be searched")
    });
}
