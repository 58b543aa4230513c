//! What every jq program can use: jaq's standard library and our own helpers.

use std::sync::LazyLock;

use jaq_core::load;
use jaq_core::load::parse::{BinaryOp, Def, Term};

use super::functions::UNCOUNTED_RANGE;

const SEMCONV: &str = include_str!("semconv.jq");

/// All definitions, parsed once for all programs; nothing if the built-in helpers are not valid.
static DEFINITIONS: LazyLock<Option<Vec<Def>>> = LazyLock::new(|| {
    let helpers = load::parse(SEMCONV, |parser| parser.defs())?;
    let definitions = [counted_range()]
        .into_iter()
        .chain(jaq_core::defs())
        .chain(jaq_std::defs())
        .chain(jaq_json::defs())
        .chain(helpers);
    Some(definitions.collect())
});

/// The definitions, as the interpreter wants them.
pub(super) fn definitions() -> Option<Vec<Def>> {
    DEFINITIONS.clone()
}

/// `def range($from; $to; $by): <native range> | .;`
///
/// The native `range` yields numbers without end and without a step of the program, so that no
/// budget would ever stop it; the pipe makes a step of each number.
fn counted_range() -> Def {
    let arguments = ["$from", "$to", "$by"];
    let native = Term::Call(UNCOUNTED_RANGE, arguments.map(Term::Var).to_vec());
    Def {
        name: "range",
        args: arguments.to_vec(),
        body: Term::BinOp(Box::new(native), BinaryOp::Pipe(None), Box::new(Term::Id)),
    }
}
