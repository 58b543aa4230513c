//! How long a local model takes: `MODEL_DIR=folder cargo bench -p embedding`.

use std::path::PathBuf;

use divan::Bencher;
use divan::counter::ItemsCount;
use embedding::{LocalConfig, LocalEmbedder, Purpose, embed};
use tokio::runtime::Runtime;

fn main() {
    divan::main();
}

/// `count` texts of about `tokens` tokens, if there is a model.
fn measure(bencher: Bencher<'_, '_>, count: usize, tokens: usize, threads: Option<usize>) {
    let Some(folder) = std::env::var_os("MODEL_DIR") else {
        println!("skipped: set MODEL_DIR to the folder of a BERT model");
        return;
    };
    let config = LocalConfig {
        threads,
        ..LocalConfig::new(PathBuf::from(folder))
    };
    let embedder = LocalEmbedder::open(config).expect("a model");
    let text = "pod ".repeat(tokens - 2);
    let texts = vec![text.as_str(); count];
    let runtime = Runtime::new().expect("a runtime");
    let work = || {
        runtime
            .block_on(embed(&embedder, &texts, Purpose::Document))
            .expect("vectors")
    };
    bencher.counter(ItemsCount::new(count)).bench(work);
}

#[divan::bench(args = [1, 2, 8, 32], sample_count = 5)]
fn documents_of_256_tokens_on_all_processors(bencher: Bencher<'_, '_>, count: usize) {
    measure(bencher, count, 256, None);
}

#[divan::bench(args = [1, 8], sample_count = 5)]
fn documents_of_256_tokens_on_one_thread(bencher: Bencher<'_, '_>, count: usize) {
    measure(bencher, count, 256, Some(1));
}

#[divan::bench(sample_count = 20)]
fn a_query_of_10_tokens(bencher: Bencher<'_, '_>) {
    measure(bencher, 1, 10, None);
}
