//! `search`: what was synced, by meaning.

mod render;

use clap::CommandFactory;
use clap::error::ErrorKind;
use knowledge::{Collection, Metadata};
use serde::Serialize;
use vectorstore::{Filter, Found, SearchHit, SearchOptions, VectorStore};

use crate::args::{Cli, SearchArgs};
use crate::backends::store;
use crate::config::Config;
use crate::output;
use crate::run::Outcome;
pub(super) use render::render;

/// The answer as `--json` prints it.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    collection: Collection,
    query: Option<&'a str>,
    /// How many are printed.
    count: usize,
    /// How many there are on all pages together.
    total: usize,
    /// Whether there are more behind these.
    cut: bool,
    results: Vec<Hit<'a>>,
}

/// One result; without a score if it was found by keyword alone.
#[derive(Debug, Serialize)]
struct Hit<'a> {
    id: &'a str,
    score: Option<f32>,
    text: &'a str,
    metadata: &'a Metadata,
}

pub(crate) async fn run(args: &SearchArgs, config: &Config) -> anyhow::Result<Outcome> {
    let query = Some(args.text.join(" ")).filter(|query| !query.trim().is_empty());
    if query.is_none() && args.keyword.as_ref().is_none_or(String::is_empty) {
        // An empty variable in a script: everything there is would look like an answer.
        let message = "nothing to search for: the text is empty, and so is the keyword";
        Cli::command()
            .error(ErrorKind::MissingRequiredArgument, message)
            .exit();
    }
    let store = store::open_existing(config).await?;
    let found = find(&store, config.collection, query.as_deref(), args).await?;
    if args.json {
        output::print(&json(config.collection, query.as_deref(), &found)?)?;
    } else if found.hits.is_empty() {
        output::say(&format!(
            "No results in the collection `{}`.",
            config.collection
        ));
    } else {
        output::print(&render(&found.hits))?;
        if found.cut {
            let next = args.offset + args.limit;
            output::say(&format!(
                "{} results in all; --offset {next} shows the next.",
                found.total
            ));
        }
    }
    Ok(Outcome::Complete)
}

async fn find(
    store: &VectorStore,
    collection: Collection,
    query: Option<&str>,
    args: &SearchArgs,
) -> anyhow::Result<Found> {
    let options = SearchOptions {
        limit: Some(args.limit.try_into()?),
        filter: Filter {
            kind: args.kind.clone(),
            api_group: args.api_group.clone(),
            namespace: args.namespace.clone(),
            complexity: args
                .complexity
                .map(|complexity| complexity.as_str().to_owned()),
            condition: None,
        },
        offset: args.offset.try_into()?,
        keyword: args.keyword.clone(),
    };
    Ok(match query {
        Some(query) => store.search(collection, query, &options).await?,
        None => store.keyword_search(collection, None, &options).await?,
    })
}

fn json(collection: Collection, query: Option<&str>, found: &Found) -> anyhow::Result<String> {
    let results: Vec<Hit<'_>> = found
        .hits
        .iter()
        .map(|SearchHit { document, score }| Hit {
            id: &document.id,
            score: *score,
            text: &document.text,
            metadata: &document.metadata,
        })
        .collect();
    Ok(serde_json::to_string_pretty(&Answer {
        collection,
        query,
        count: results.len(),
        total: found.total,
        cut: found.cut,
        results,
    })?)
}
