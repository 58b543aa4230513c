//! What the jq program of this thread has used up.
//!
//! It is kept by thread, as the operators of values have no other way to it. Each program runs on a
//! thread of its own.

use std::cell::Cell;
use std::panic::resume_unwind;

/// What a program may use up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// The number of steps.
    pub(super) steps_max: u64,
    /// By how much the memory of the process may grow, in bytes.
    pub(super) memory_bytes_max: u64,
}

impl Limits {
    /// The limits of the programs of projects.
    ///
    /// The steps are enough to look up every attribute of a large registry in every group of it,
    /// which takes some 100 million. The memory is a hundred times that of such a registry.
    pub(super) const PROJECT: Self = Self {
        steps_max: 200_000_000,
        memory_bytes_max: 1 << 30,
    };
}

/// The size of one list, object or text, in bytes.
pub(super) const VALUE_BYTES_MAX: usize = 32 << 20;

/// How deep lists and objects may be nested.
pub(super) const DEPTH_MAX: u32 = 10_000;

/// The size of an integer, in bits: what is done with longer ones takes more than a step.
pub(super) const INTEGER_BITS_MAX: u64 = 64 << 10;

/// The part of the stack that a program may fill, in bytes. As much again and more is left for
/// reading the program and for what ends it.
const STACK_BYTES_MAX: usize = 128 << 20;

/// What a step leaves in memory at most, in bytes: bindings and iterators.
const STEP_BYTES: u64 = 32;

/// How many bytes of a text are compared or copied in the time of one step.
const STEP_TEXT_BYTES: usize = 256;

/// How much is made between two looks at the memory of the process, in bytes.
const LOOK_BYTES: u64 = 64 << 20;

/// How much may be made in all where nobody tells the memory of the process, as a multiple of how
/// much it may grow: most of what is made is dropped again.
const UNSEEN_FACTOR: u64 = 8;

/// What was used up, and what is left.
struct Meter {
    limits: Cell<Limits>,
    steps_left: Cell<u64>,
    /// How much may be made before the next look at the memory of the process, in bytes.
    unlooked_bytes_left: Cell<u64>,
    /// How much was made before the last look, in bytes.
    made_bytes: Cell<u64>,
    /// The memory of the process when the program started, in bytes, if anybody tells it.
    start_bytes: Cell<Option<u64>>,
    /// Where the stack was when the program started.
    stack_start: Cell<usize>,
}

thread_local! {
    static METER: Meter = const {
        Meter {
            limits: Cell::new(Limits::PROJECT),
            steps_left: Cell::new(u64::MAX),
            unlooked_bytes_left: Cell::new(u64::MAX),
            made_bytes: Cell::new(0),
            start_bytes: Cell::new(None),
            stack_start: Cell::new(0),
        }
    };
}

/// Which limit a program has reached.
pub(super) enum Exhausted {
    Steps(u64),
    Stack,
    Memory(u64),
    Value,
    Depth,
    Integer,
}

impl Exhausted {
    /// The limit in words, and what to look for.
    pub(super) fn message(&self) -> String {
        match self {
            Self::Steps(steps_max) => format!(
                "stopped after {steps_max} steps: it does not end, or is too much work. Look for `repeat`, `range`, \
                 `until` and functions that call themselves"
            ),
            Self::Stack => "stopped: functions call each other too deep; does the function that \
                            calls itself ever end?"
                .to_owned(),
            Self::Memory(bytes_max) => format!(
                "stopped: expected at most {} MiB of memory, found more. Look for lists of combinations and lists \
                 that grow in a loop",
                bytes_max >> 20
            ),
            Self::Value => format!(
                "stopped: expected lists, objects and texts of at most {} MiB, found a larger one. Look for `*`, \
                 `range`, `combinations` and what grows in a loop",
                VALUE_BYTES_MAX >> 20
            ),
            Self::Depth => format!(
                "stopped: expected values nested at most {DEPTH_MAX} deep, found a deeper one"
            ),
            Self::Integer => format!(
                "stopped: expected integers of at most {INTEGER_BITS_MAX} bits, found a larger one"
            ),
        }
    }
}

/// Starts to count for a program that begins here and now.
pub(super) fn start(limits: Limits) {
    METER.with(|meter| {
        meter.limits.set(limits);
        meter.steps_left.set(limits.steps_max);
        meter
            .unlooked_bytes_left
            .set(limits.memory_bytes_max.saturating_add(LOOK_BYTES));
        meter.made_bytes.set(0);
        meter.start_bytes.set(resident_bytes());
        meter.stack_start.set(stack_pointer());
    });
}

/// Counts a step of the interpreter.
#[inline]
pub(super) fn step() {
    METER.with(|meter| {
        meter.spend(1);
        if stack_pointer().abs_diff(meter.stack_start.get()) > STACK_BYTES_MAX
            && meter.stack_start.get() != 0
        {
            exhausted(Exhausted::Stack);
        }
    });
}

/// Counts `count` steps that the interpreter makes at once.
pub(super) fn steps(count: usize) {
    METER.with(|meter| meter.spend(count as u64));
}

/// Counts what it takes to go through a text of `bytes` bytes.
pub(super) fn text(bytes: usize) {
    if bytes >= STEP_TEXT_BYTES {
        steps(bytes / STEP_TEXT_BYTES);
    }
}

/// Counts a list, an object or a text of `bytes` bytes that is about to be made.
#[inline]
pub(super) fn made(bytes: usize) {
    if bytes > VALUE_BYTES_MAX {
        exhausted(Exhausted::Value);
    }
    METER.with(|meter| meter.make(bytes as u64));
}

/// Ends the program.
pub(super) fn exhausted(limit: Exhausted) -> ! {
    resume_unwind(Box::new(limit))
}

impl Meter {
    #[inline]
    fn spend(&self, count: u64) {
        match self.steps_left.get().checked_sub(count) {
            Some(left) => self.steps_left.set(left),
            None => exhausted(Exhausted::Steps(self.limits.get().steps_max)),
        }
        self.make(STEP_BYTES);
    }

    #[inline]
    fn make(&self, bytes: u64) {
        match self.unlooked_bytes_left.get().checked_sub(bytes) {
            Some(left) => self.unlooked_bytes_left.set(left),
            None => self.look(bytes),
        }
    }

    /// Looks whether what was made is still there. The process may have grown because of another
    /// program; but this one has made enough to have done it.
    #[cold]
    fn look(&self, bytes: u64) {
        let bytes_max = self.limits.get().memory_bytes_max;
        let made = self.made_bytes.get() + bytes + LOOK_BYTES;
        let is_too_much = match (self.start_bytes.get(), resident_bytes()) {
            (Some(start), Some(now)) => now.saturating_sub(start) > bytes_max,
            _ => made > bytes_max.saturating_mul(UNSEEN_FACTOR),
        };
        if is_too_much {
            exhausted(Exhausted::Memory(bytes_max));
        }
        self.made_bytes.set(made);
        self.unlooked_bytes_left.set(LOOK_BYTES);
    }
}

/// The memory that the process has, in bytes, where the system tells it in a file.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes << 10)
}

/// Roughly where the stack of this thread is.
#[inline(always)]
fn stack_pointer() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(&here).addr()
}
