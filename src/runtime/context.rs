//! Carrying the current span to where work goes on: other tasks, other threads.
//!
//! A span is current for the future that its `scope` runs. Work handed to `tokio::spawn`,
//! `spawn_blocking` or a thread starts without it, unless it is carried there.

use std::future::Future;

use opentelemetry::Context;
use opentelemetry::context::FutureExt;

/// A future that runs below the span which is current now, wherever it is polled.
///
/// ```
/// # async fn example() {
/// # async fn work() {}
/// let task = runtime::context::carry(work());
/// # task.await;
/// # }
/// ```
pub fn carry<F: Future>(future: F) -> impl Future<Output = F::Output> {
    future.with_context(Context::current())
}

/// A closure that runs below the span which is current now, on whatever thread it is called.
///
/// ```
/// let thread = std::thread::spawn(runtime::context::carry_blocking(|| 6 * 7));
/// assert_eq!(thread.join().ok(), Some(42));
/// ```
pub fn carry_blocking<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let context = Context::current();
    move || {
        let _current = context.attach();
        work()
    }
}
