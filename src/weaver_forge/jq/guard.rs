//! What keeps a jq program from running for ever, and from eating all memory.
//!
//! jq has loops without end (`repeat(.)`), recursion without end (`def f: 1 + f; f`) and values
//! without end (`"x" * 1e12`), and the interpreter has neither a budget nor a limit. But it asks for
//! its look-up table before each step it makes, and for everything it does with values it asks
//! [`Metered`], so those are the places where [`meter`] counts. The only way to stop the interpreter
//! from there is to unwind, which [`run`] turns into an error again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use jaq_core::Lut;
use jaq_core::data::{DataT, HasLut};

use super::meter::{self, Exhausted, Limits};
use super::metered::Metered;

/// The stack of a thread that runs a program, in bytes. Only what is used of it costs memory.
const STACK_BYTES: usize = 512 << 20;

/// The data of a run: the look-up table of the program, handed out against steps.
pub(super) struct Guarded;

impl DataT for Guarded {
    type V<'a> = Metered;
    type Data<'a> = Guard<'a>;
}

/// The look-up table of a program.
#[derive(Clone, Copy)]
pub(super) struct Guard<'a>(pub(super) &'a Lut<Guarded>);

impl<'a> HasLut<'a, Guarded> for Guard<'a> {
    fn lut(&self) -> &'a Lut<Guarded> {
        meter::step();
        self.0
    }
}

/// Runs `work` on a thread of its own until it ends or reaches one of the `limits`.
///
/// The thread is there for its stack, the size of which is known. It is always waited for: when
/// this returns, nothing runs on.
pub(super) fn run<T: Send>(
    limits: Limits,
    work: impl FnOnce() -> Result<T, String> + Send,
) -> Result<T, String> {
    let guarded = || {
        meter::start(limits);
        catch_unwind(AssertUnwindSafe(work))
    };
    let outcome = thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, guarded)
            .map(thread::ScopedJoinHandle::join)
    });
    match outcome {
        Err(error) => Err(format!("cannot start a thread for it: {error}")),
        Ok(Ok(Ok(result))) => result,
        Ok(Ok(Err(cause)) | Err(cause)) => match cause.downcast::<Exhausted>() {
            Ok(exhausted) => Err(exhausted.message()),
            // A defect of the interpreter, which the panic has told already.
            Err(_) => Err("the jq interpreter failed".to_owned()),
        },
    }
}
