//! `reembed`: what is stored, made searchable with another embedder.

use knowledge::Collection;
use vectorstore::StoreError;

use crate::backends::store;
use crate::config::Config;
use crate::output;
use crate::progress::Counter;
use crate::run::Outcome;

pub(crate) async fn run(config: &Config) -> anyhow::Result<Outcome> {
    let store = store::open_existing(config).await?;
    for collection in Collection::ALL {
        let counter = Counter::new(config.quiet, format!("Embedding {collection}"));
        let done = store
            .reembed(collection, &|done, total| counter.show(done, total))
            .await;
        drop(counter);
        match done {
            Ok(done) => output::print(&format!("{collection}: {done} embedded."))?,
            // Whoever syncs only one of them has only that.
            Err(StoreError::NotInitialized { .. }) => {
                output::print(&format!("{collection}: nothing is stored."))?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Outcome::Complete)
}
