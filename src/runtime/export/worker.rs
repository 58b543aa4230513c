//! The thread that sends what waits: one for each signal, with an asynchronous runtime of its own,
//! so that it does not matter whether the program has one, of what kind, and how busy it is.

use std::cell::Cell;
use std::io;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::config::{BatchConfig, OtlpConfig};
use crate::export::delivery::{Health, Shared, Ticket, deliver};
use crate::export::queue::{Batch, Queue};
use crate::export::warnings::Warnings;
use crate::export::{Counts, Signal, after};
use crate::otlp::{Client, ClientError};

/// Requests under way at once. Several keep a distant receiver busy; while one of them has to be
/// sent again there is no other.
const REQUESTS_MAX: usize = 4;

/// The worker sleeps at least so long between two looks at the queue.
const DELAY_MIN: Duration = Duration::from_millis(10);

/// How much longer than its requests the worker has, so that each can say how it went.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// How much longer than the worker whoever closes the queue waits, so that it can say what became
/// of the last request.
const GRACE: Duration = Duration::from_millis(300);

/// Threads that look up names; a lookup cannot be broken off.
const LOOKUP_THREADS_MAX: usize = 2;

thread_local! {
    static IS_EXPORTER: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread sends telemetry. What is logged on it must not be exported: that would be
/// logged in turn.
#[must_use]
pub fn is_exporter_thread() -> bool {
    IS_EXPORTER.get()
}

/// The exporter could not be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExporterError {
    /// Its settings do not work.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The system gives no thread.
    #[error("the thread that exports telemetry could not be started")]
    Thread(#[source] io::Error),
}

/// Records of one signal on their way to a receiver.
#[derive(Debug)]
pub(crate) struct Pipeline<S: Signal> {
    queue: Arc<Queue<S::Record>>,
}

impl<S: Signal> Pipeline<S> {
    /// Starts the thread.
    pub(crate) fn start(
        signal: S,
        otlp: &OtlpConfig,
        batch: &BatchConfig,
    ) -> Result<Self, ExporterError> {
        let client = Client::new(otlp, S::GRPC_PATH)?;
        let queue = Arc::new(Queue::new(batch));
        let worker = Worker {
            signal,
            shared: Arc::new(Shared {
                queue: Arc::clone(&queue),
                warnings: Warnings::of::<S>(client.target()),
                client,
                export_timeout: batch.export_timeout,
                health: Health::default(),
            }),
            delay: batch.delay.max(DELAY_MIN),
            dropped: 0,
            request_bytes: 0,
        };
        let (sender, receiver) = mpsc::channel();
        std::thread::Builder::new()
            .name(format!("otlp-{}", S::NOUN))
            .spawn(move || {
                IS_EXPORTER.set(true);
                match runtime() {
                    Ok(runtime) => {
                        // Nobody may be there any more to hear it.
                        sender.send(Ok(())).ok();
                        worker.run(runtime);
                    }
                    Err(error) => drop(sender.send(Err(error))),
                }
            })
            .map_err(ExporterError::Thread)?;
        let started = receiver
            .recv()
            .unwrap_or_else(|_| Err(io::ErrorKind::Other.into()));
        started.map_err(ExporterError::Thread)?;
        Ok(Self { queue })
    }

    /// Takes a record. Never waits for anything but the move of another record.
    pub(crate) fn offer(&self, record: S::Record, is_kept: bool) {
        let bytes = S::memory_bytes(&record);
        if let Some(refused) = self.queue.offer(record, bytes, is_kept) {
            S::drop_here(refused);
        }
    }

    /// See [`Queue::flush`].
    pub(crate) fn flush(&self, timeout: Duration) -> bool {
        self.queue.flush(timeout)
    }

    /// See [`Queue::close`].
    pub(crate) fn close(&self, timeout: Duration) -> Counts {
        self.queue.close(timeout, GRACE)
    }

    pub(crate) fn counts(&self) -> Counts {
        self.queue.counts()
    }
}

impl<S: Signal> Drop for Pipeline<S> {
    /// Ends the thread. Whoever wants to keep what waits closes the pipeline before.
    fn drop(&mut self) {
        self.queue.close(Duration::ZERO, Duration::ZERO);
    }
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(LOOKUP_THREADS_MAX)
        .thread_name("otlp-lookup")
        .on_thread_start(|| IS_EXPORTER.set(true))
        .build()
}

/// What the thread owns.
struct Worker<S: Signal> {
    signal: S,
    shared: Arc<Shared<S::Record>>,
    delay: Duration,
    /// Dropped records of which the log has been told.
    dropped: u64,
    /// Length of the last request: the next one will be about as long.
    request_bytes: usize,
}

impl<S: Signal> Worker<S> {
    fn run(mut self, runtime: Runtime) {
        // Also if something here panics, so that nobody waits for a thread which is gone.
        let _end = End(Arc::clone(&self.shared.queue));
        runtime.block_on(self.work());
        // A lookup that hangs is left to itself.
        runtime.shutdown_background();
    }

    /// Sends batches as they get ready, until the queue is closed and empty or its time is over.
    async fn work(&mut self) {
        let shared = Arc::clone(&self.shared);
        let mut closing = shared.queue.deadline();
        let mut requests = JoinSet::new();
        let mut tick = after(self.delay);
        loop {
            let deadline = closing.borrow_and_update().map(Instant::from_std);
            let is_over = deadline.is_some_and(|deadline| deadline <= Instant::now());
            while !is_over
                && requests.len() < self.requests_max()
                && let Some(batch) = shared.queue.take()
            {
                self.send(batch, &mut requests);
            }
            self.tell_of_dropped();
            let pause = shared.health.paused_until();
            if deadline.is_some() && requests.is_empty() {
                // What waits for a receiver that wants to be left alone until after the end waits
                // in vain.
                let is_hopeless = shared.health.is_given_up() || pause > deadline;
                if is_over || is_hopeless || !shared.queue.has_sealed() {
                    break;
                }
            }
            tokio::select! {
                biased;
                () = until(deadline.map(|end| end + LAST_WORDS)), if deadline.is_some() => break,
                _ = requests.join_next(), if !requests.is_empty() => {}
                () = until(pause), if pause.is_some() => {}
                _ = closing.changed() => {}
                () = shared.queue.woken() => {}
                () = sleep_until(tick) => {
                    shared.queue.seal();
                    tick = after(self.delay);
                }
            }
        }
        requests.shutdown().await;
        self.tell_of_dropped();
    }

    fn requests_max(&self) -> usize {
        let health = &self.shared.health;
        if health.paused_until().is_some() || health.is_given_up() {
            0
        } else if health.is_retrying() {
            1
        } else {
            REQUESTS_MAX
        }
    }

    /// Encodes a batch and starts its request. The records are not needed any more then.
    fn send(&mut self, batch: Batch<S::Record>, requests: &mut JoinSet<()>) {
        let Batch {
            number,
            mut records,
            ..
        } = batch;
        let ticket = Ticket::new(Arc::clone(&self.shared), number, records.len() as u64);
        let mut buffer = Vec::with_capacity(self.request_bytes);
        self.shared.client.begin(&mut buffer);
        self.signal.encode(&records, &mut buffer);
        self.request_bytes = buffer.len();
        S::recycle(&mut records);
        records.clear();
        self.shared.queue.give_back(records);
        match self.shared.client.pack(buffer) {
            Ok(body) => drop(requests.spawn(deliver(ticket, body))),
            Err(error) => ticket.fail(&error.to_string()),
        }
    }

    fn tell_of_dropped(&mut self) {
        let dropped = self.shared.queue.counts().dropped;
        self.shared.warnings.dropped(dropped - self.dropped);
        self.dropped = dropped;
    }
}

async fn until(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

/// Ends a queue when its worker ends.
struct End<T>(Arc<Queue<T>>);

impl<T> Drop for End<T> {
    fn drop(&mut self) {
        self.0.end();
    }
}
