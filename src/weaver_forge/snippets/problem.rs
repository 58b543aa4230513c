/// What can be wrong with a snippet.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnippetProblem {
    /// There is nothing of this name in the registry.
    #[error("the registry has no `{id}`{}", maybe(nearest))]
    UnknownId {
        /// The id asked for.
        id: String,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// The id does not say where to look, in version 2 of the resolved schema.
    #[error(
        "expected `registry.` or `refinements.`, a kind such as `metrics`, a dot and a name, found `{id}`"
    )]
    InvalidId {
        /// The id asked for.
        id: String,
    },
    /// The rest of the file would be replaced.
    #[error("the snippet has no end; put `<!-- {end} -->` on a line of its own below it")]
    Unclosed {
        /// What the closing comment says.
        end: &'static str,
    },
    /// Only version 2 of the resolved schema has queries.
    #[error("a jq program can only be asked about version 2 of the resolved schema; add `--v2`")]
    QueryOfVersion1,
    /// The jq program is none, or raised an error.
    #[error("jq program `{program}`: {message}")]
    Query {
        /// The program.
        program: String,
        /// What is wrong with it.
        message: String,
    },
    /// The template cannot be rendered.
    #[error(transparent)]
    Template(Box<crate::Error>),
}

fn maybe(nearest: &Option<String>) -> String {
    nearest
        .as_ref()
        .map(|nearest| format!("; did you mean `{nearest}`?"))
        .unwrap_or_default()
}
