//! What keeps a jq program from running for ever.
//!
//! jq has loops without end (`repeat(.)`) and recursion without end (`def f: 1 + f; f`), and the
//! interpreter has neither a budget nor a limit. But it asks for its look-up table before each
//! step it makes, so that is where steps and the stack are counted. The only way to stop it from
//! there is to unwind, which [`run`] turns into an error again.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread;

use jaq_core::Lut;
use jaq_core::data::{DataT, HasLut};
use jaq_json::Val;

/// The number of steps after which a program is stopped: enough to look up every attribute of a
/// large registry in every group of it, which takes some 100 million.
pub(super) const STEPS_MAX: u64 = 200_000_000;

/// The stack of a thread that runs a program, in bytes. Only what is used of it costs memory.
const STACK_BYTES: usize = 256 << 20;

/// The part of that stack that a program may fill, in bytes; the rest is for what ends it.
const STACK_BYTES_MAX: usize = STACK_BYTES / 2;

/// The data of a run: the look-up table of the program, handed out against steps.
pub(super) struct Guarded;

impl DataT for Guarded {
    type V<'a> = Val;
    type Data<'a> = Guard<'a>;
}

/// The look-up table of a program and what is left of its budget.
#[derive(Clone, Copy)]
pub(super) struct Guard<'a> {
    lut: &'a Lut<Guarded>,
    budget: &'a Budget,
}

impl<'a> Guard<'a> {
    pub(super) fn new(lut: &'a Lut<Guarded>, budget: &'a Budget) -> Self {
        Self { lut, budget }
    }
}

impl<'a> HasLut<'a, Guarded> for Guard<'a> {
    fn lut(&self) -> &'a Lut<Guarded> {
        self.budget.step();
        self.lut
    }
}

/// What a program may still use.
pub(super) struct Budget {
    steps_max: u64,
    steps_left: Cell<u64>,
    /// Where the stack was when the program started.
    stack_start: usize,
}

impl Budget {
    /// The budget of a program that starts here and now.
    fn new(steps_max: u64) -> Self {
        Self {
            steps_max,
            steps_left: Cell::new(steps_max),
            stack_start: stack_pointer(),
        }
    }

    fn step(&self) {
        match self.steps_left.get().checked_sub(1) {
            Some(left) => self.steps_left.set(left),
            None => resume_unwind(Box::new(Exhausted::Steps(self.steps_max))),
        }
        if stack_pointer().abs_diff(self.stack_start) > STACK_BYTES_MAX {
            resume_unwind(Box::new(Exhausted::Stack));
        }
    }
}

/// Roughly where the stack of this thread is.
#[inline(always)]
fn stack_pointer() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(&here).addr()
}

/// Which limit a program has reached.
enum Exhausted {
    Steps(u64),
    Stack,
}

impl Exhausted {
    fn message(&self) -> String {
        match self {
            Self::Steps(steps_max) => format!(
                "stopped after {steps_max} steps: it does not end, or is too much work. Look for `repeat`, `range`, \
                 `until` and functions that call themselves"
            ),
            Self::Stack => "stopped: functions call each other too deep; does the function that \
                            calls itself ever end?"
                .to_owned(),
        }
    }
}

/// Runs `work` on a thread of its own until it ends or has made `steps_max` steps.
///
/// The thread is there for its stack, the size of which is known. It is always waited for: when
/// this returns, nothing runs on.
pub(super) fn run<T: Send>(
    steps_max: u64,
    work: impl FnOnce(&Budget) -> Result<T, String> + Send,
) -> Result<T, String> {
    let guarded = || {
        let budget = Budget::new(steps_max);
        catch_unwind(AssertUnwindSafe(|| work(&budget)))
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
