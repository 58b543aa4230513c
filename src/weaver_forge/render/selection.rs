//! Running the jq programs of a target: all of them at once, and each only once, however many
//! entries of weaver.yaml have it.

use std::sync::Arc;

use jaq_json::Val;
use rayon::prelude::*;

use crate::config::Parameters;
use crate::jq::{self, Program};

/// The name under which templates and programs find all parameters.
pub(super) const PARAMETERS_NAME: &str = "params";

/// A program and the parameters it sees as variables.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Query<'t> {
    pub(super) program: &'t str,
    pub(super) parameters: Arc<Parameters>,
}

impl Query<'_> {
    /// What `read` makes of all values that the program yields for `input`.
    fn run<A: Send>(
        &self,
        input: Val,
        read: impl FnOnce(Vec<Val>) -> Result<A, String> + Send,
    ) -> Result<A, String> {
        let own = self.parameters.iter();
        let all = jq::input(self.parameters.to_json());
        let variables = own
            .map(|(name, value)| (name, jq::input(value.clone())))
            .chain([(PARAMETERS_NAME, all)]);
        let program = Program {
            code: self.program,
            variables: variables.collect(),
        };
        program.run(input, read)
    }
}

/// The answer of one registry to each of `queries`, in their order.
///
/// `read` makes an answer of the values that a program yields. An error is a text that says what
/// is wrong with the program or its values.
pub(super) fn answers<A: Clone + Send>(
    registry: &Val,
    queries: &[Query<'_>],
    read: impl Fn(Vec<Val>) -> Result<A, String> + Sync,
) -> Vec<Result<A, String>> {
    let mut different: Vec<&Query<'_>> = Vec::new();
    let mut places = Vec::new();
    for query in queries {
        let known = different.iter().position(|known| *known == query);
        places.push(known.unwrap_or(different.len()));
        if known.is_none() {
            different.push(query);
        }
    }
    let answers: Vec<Result<A, String>> = different
        .par_iter()
        .map(|query| query.run(registry.clone(), &read))
        .collect();
    places
        .into_iter()
        .map(|place| answers[place].clone())
        .collect()
}
