//! Futures that run below a span.
//!
//! They are types of their own: a function that is `async` would hold the future twice, once as its
//! argument and once where it is awaited, and so the futures of nested spans would grow by powers of
//! two.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context as Task, Poll, ready};

use pin_project_lite::pin_project;

use crate::span::failure::Fault;
use crate::span::running::Running;
use crate::span::{Span, Watch};

pin_project! {
    /// A future that runs with a span as the current one.
    pub(super) struct Within<'s, F> {
        #[pin]
        future: F,
        running: Option<&'s Running>,
        // Begins when the future is first polled: before, there is no work that could be broken off.
        watch: Watch<'s>,
    }
}

impl<'s, F> Within<'s, F> {
    pub(super) const fn new(future: F, running: Option<&'s Running>) -> Self {
        Self {
            future,
            running,
            watch: Watch(None),
        }
    }
}

impl<F: Future> Future for Within<'_, F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<F::Output> {
        let this = self.project();
        let Some(running) = *this.running else {
            return this.future.poll(task);
        };
        this.watch.0 = Some(running);
        let _current = running.context.attach();
        // Seen at once: whoever catches the panic drops the future later.
        let panic = Watch(Some(running));
        let polled = this.future.poll(task);
        panic.ended();
        let output = ready!(polled);
        this.watch.0 = None;
        Poll::Ready(output)
    }
}

pin_project! {
    /// A future that runs with a span as the current one, and says how it ended.
    pub(super) struct Scoped<'s, F, D> {
        #[pin]
        within: Within<'s, F>,
        span: &'s Span,
        // Taken when the future ends.
        describe: Option<D>,
    }
}

impl<'s, F, D> Scoped<'s, F, D> {
    pub(super) const fn new(within: Within<'s, F>, span: &'s Span, describe: D) -> Self {
        Self {
            within,
            span,
            describe: Some(describe),
        }
    }
}

impl<F, D, T, E> Future for Scoped<'_, F, D>
where
    F: Future<Output = Result<T, E>>,
    D: for<'e> FnOnce(&'e E) -> Fault<'e>,
{
    type Output = Result<T, E>;

    fn poll(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Result<T, E>> {
        let this = self.project();
        let outcome = ready!(this.within.poll(task));
        Poll::Ready(match this.describe.take() {
            Some(describe) => this.span.conclude(outcome, describe),
            None => outcome,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(error: &std::fmt::Error) -> Fault<'_> {
        Fault {
            error_type: "internal",
            error,
        }
    }

    #[test]
    fn a_span_adds_a_few_words_to_a_future() {
        const BYTES_MAX: usize = 64;
        let work = || async {
            let held = [0_u8; 4096];
            std::future::ready(()).await;
            Ok::<_, std::fmt::Error>(held.len())
        };
        let span = Span::off();
        let alone = size_of_val(&work());
        assert!(size_of_val(&span.scope(work(), fault)) <= alone + BYTES_MAX);
        let nested = span.scope(span.within(span.scope(work(), fault)), fault);
        assert!(size_of_val(&nested) <= alone + 3 * BYTES_MAX);
    }
}
