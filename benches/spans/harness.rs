//! Measures kernels side by side.

use std::time::Instant;

/// Samples of each kernel; kernels take turns, so that what disturbs one disturbs all.
const SAMPLES: usize = 300;

/// Runs of a kernel in one sample.
const RUNS: u32 = 400;

/// Which sample counts, in percent: what is slower was disturbed.
const PERCENTILE: usize = 5;

/// One thing to measure.
pub struct Kernel {
    pub name: &'static str,
    /// How fast it is to be.
    pub target: Target,
    /// Allocations that a run may make.
    pub allocations_max: f64,
    /// Runs it so many times.
    runs: Box<dyn FnMut(u32)>,
}

impl Kernel {
    /// A kernel that does `run`, however long it takes and however much it allocates.
    pub fn new(name: &'static str, mut run: impl FnMut() + 'static) -> Self {
        Self {
            name,
            target: Target::None,
            allocations_max: f64::INFINITY,
            // The loop is compiled with the kernel in it: no call is measured that is not its own.
            runs: Box::new(move |times| (0..times).for_each(|_| run())),
        }
    }

    #[must_use]
    pub fn target(self, target: Target, allocations_max: f64) -> Self {
        Self {
            target,
            allocations_max,
            ..self
        }
    }
}

/// How fast a kernel is to be.
#[derive(Clone, Copy)]
pub enum Target {
    None,
    /// At most so many times the reference.
    Ratio(f64),
    /// At most so many nanoseconds.
    Nanoseconds(f64),
    /// At most so many nanoseconds more than the reference.
    Added(f64),
}

impl Target {
    fn is_met(self, time: f64, reference: f64) -> bool {
        match self {
            Self::None => true,
            Self::Ratio(max) => time <= max * reference,
            Self::Nanoseconds(max) => time <= max,
            Self::Added(max) => time <= max + reference,
        }
    }
}

/// Measures kernels beside a reference and prints a line for each.
pub fn compare(mut reference: Kernel, mut kernels: Vec<Kernel>) {
    let mut samples = vec![Vec::with_capacity(SAMPLES); kernels.len() + 1];
    for _ in 0..SAMPLES {
        let all = std::iter::once(&mut reference).chain(&mut kernels);
        for (kernel, samples) in all.zip(&mut samples) {
            samples.push(sample(kernel));
        }
    }
    let mut times = samples.into_iter().map(percentile);
    let reference_time = times.next().unwrap_or(f64::NAN);
    print(&mut reference, reference_time, reference_time);
    for (kernel, time) in kernels.iter_mut().zip(times) {
        print(kernel, time, reference_time);
    }
}

/// Nanoseconds of one run.
fn sample(kernel: &mut Kernel) -> f64 {
    let start = Instant::now();
    (kernel.runs)(RUNS);
    start.elapsed().as_secs_f64() * 1e9 / f64::from(RUNS)
}

fn percentile(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() * PERCENTILE / 100]
}

fn print(kernel: &mut Kernel, time: f64, reference: f64) {
    let allocated = allocation_counter::measure(|| (kernel.runs)(RUNS));
    let allocations = allocated.count_total as f64 / f64::from(RUNS);
    let ratio = time / reference;
    let is_fast = kernel.target.is_met(time, reference);
    let verdict = if is_fast && allocations <= kernel.allocations_max {
        ""
    } else {
        "MISSES ITS TARGET"
    };
    println!(
        "{:<44} {time:>7.1} ns {ratio:>6.2} REF {allocations:>5.1} allocations {verdict}",
        kernel.name
    );
}
