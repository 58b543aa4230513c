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
    /// All values that the program yields for `input`.
    fn run(&self, input: Val) -> Result<Vec<Val>, String> {
        let names = self.parameters.iter().map(|(name, _)| name);
        let program = Program::compile(self.program, names.chain([PARAMETERS_NAME]))?;
        let values = self
            .parameters
            .iter()
            .map(|(_, value)| jq::input(value.clone()));
        let all = jq::input(self.parameters.to_json());
        program.run(input, values.chain([all]).collect())
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
        .map(|query| query.run(registry.clone()).and_then(&read))
        .collect();
    places
        .into_iter()
        .map(|place| answers[place].clone())
        .collect()
}
