//! Rendering a target: registry and templates in, the text of all output files in memory out.
//!
//! Nothing is written here, and nothing is rendered by halves: either all files of a target come
//! out or all that is wrong with it.

mod built_in;
mod comment;
mod engine;
mod failure;
mod filters;
mod item;
mod limits;
mod plan;
mod selection;
#[cfg(feature = "cli")]
mod snippet;
mod target;
mod template_files;
mod value;

pub(crate) use built_in::{BuiltIn, RUST};
#[cfg(feature = "cli")]
pub(crate) use snippet::Snippets;
pub(crate) use target::{Target, config_files_in};
#[cfg(feature = "cli")]
pub(crate) use target::{config_files, unknown};
#[cfg(feature = "cli")]
pub(crate) use value::from_json as template_value;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;

use rayon::prelude::*;

use crate::config::Parameters;
use crate::error::{Error, none_of};
use crate::jq;

/// The text of each output file by its path relative to the output folder.
pub(crate) type Rendered = BTreeMap<PathBuf, RenderedFile>;

/// One output file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RenderedFile {
    /// The whole text.
    pub(crate) text: String,
    /// What rendered it, for messages: the template and the item.
    pub(crate) origin: String,
}

/// Renders all templates of `target` for `registry`, which they see as `ctx`.
///
/// `parameters` are those of the caller; they win over those of weaver.yaml.
///
/// # Errors
/// All errors of all templates, in the order of the configuration.
pub(crate) fn render(
    target: &Target,
    registry: &jq::Input,
    parameters: &Parameters,
) -> Result<Rendered, Vec<Error>> {
    let engines = engine::Engines::new(target).map_err(|error| vec![error])?;
    let total = AtomicUsize::new(0);
    let jobs = plan::jobs(target, registry, parameters)?;
    // The order of the results is that of the jobs, whatever thread was first.
    let results: Vec<_> = jobs
        .into_par_iter()
        .map(|job| {
            item::render(&engines, target, &job, &total).map(|(path, text)| {
                (
                    path,
                    RenderedFile {
                        text,
                        origin: job.origin(),
                    },
                )
            })
        })
        .collect();
    collect(results)
}

fn collect(results: Vec<Result<(PathBuf, RenderedFile), Error>>) -> Result<Rendered, Vec<Error>> {
    let mut rendered = Rendered::new();
    let mut errors = Vec::new();
    for result in results {
        match result {
            Err(error) => errors.push(error),
            Ok((path, file)) => match rendered.get(&path) {
                Some(RenderedFile { origin: first, .. }) => errors.push(Error::Collision {
                    first: first.clone(),
                    second: file.origin,
                    path,
                }),
                None => {
                    rendered.insert(path, file);
                }
            },
        }
    }
    none_of(errors, rendered)
}
