//! Serving until told to stop.

mod connection;

use std::io::{self, ErrorKind};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::Instant;
use vectorstore::VectorStore;

use crate::config::HttpConfig;
use crate::limits::{CONNECTIONS_MAX, HEADER_TIME_MAX, SHUTDOWN_TIME_MAX, WRITE_TIME_MAX};
use crate::router::router;
use crate::trace::Trace;
use connection::Patient;

/// How long to wait for a file descriptor when there is none.
const PAUSE: Duration = Duration::from_secs(1);

/// What a client is told for whom there is no connection left.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\n\
    content-length: 42\r\nretry-after: 1\r\nconnection: close\r\n\r\n{\"error\":\"Too many connections are open\"}\n";

/// Serves the API over `store` on `listener` until `shutdown` completes. Then no new connection is accepted; requests and
/// scans in progress have the configured time to end, all together. Scans that do not are begun again at the next start.
///
/// # Errors
///
/// The listener's.
pub async fn run(
    listener: TcpListener,
    store: Arc<VectorStore>,
    config: HttpConfig,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let scans = config.scans.clone();
    let time_max = config.shutdown_time_max;
    let deadline = serve_until(listener, router(store, config), shutdown, time_max).await?;
    if let Some(scans) = scans {
        let left = scans
            .finish(deadline.saturating_duration_since(Instant::now()))
            .await;
        if left > 0 {
            tracing::warn!(
                scans = left,
                "scans in progress will be begun again at the next start"
            );
        }
    }
    Ok(())
}

/// Serves `router` on `listener` until `shutdown` completes. Then no new connection is accepted, and requests in progress
/// have [`SHUTDOWN_TIME_MAX`] to end.
///
/// # Errors
///
/// The listener's.
pub async fn serve(
    listener: TcpListener,
    router: Trace<Router>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    serve_until(listener, router, shutdown, SHUTDOWN_TIME_MAX)
        .await
        .map(drop)
}

/// Returns when everything must be over.
async fn serve_until(
    listener: TcpListener,
    router: Trace<Router>,
    shutdown: impl Future<Output = ()>,
    time_max: Duration,
) -> io::Result<Instant> {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let builder = builder();
    let graceful = GracefulShutdown::new();
    let mut shutdown = pin!(shutdown);
    loop {
        let stream = tokio::select! {
            accepted = accept(&listener) => accepted?,
            () = &mut shutdown => break,
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            refuse(&stream);
            continue;
        };
        // Answers are small and complete: there is nothing to wait for. Without it they are only slower.
        stream.set_nodelay(true).ok();
        let service = TowerToHyperService::new(router.clone());
        let stream = TokioIo::new(Patient::new(stream, HEADER_TIME_MAX, WRITE_TIME_MAX));
        let connection = builder.serve_connection(stream, service).into_owned();
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // Clients may break off whenever they like.
            connection.await.ok();
            drop(place);
        });
    }
    let deadline = Instant::now() + time_max;
    drop(listener);
    tokio::time::timeout_at(deadline, graceful.shutdown())
        .await
        .ok();
    Ok(deadline)
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME_MAX);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(HEADER_TIME_MAX)
        .keep_alive_timeout(HEADER_TIME_MAX);
    builder
}

/// The next connection. What goes wrong with one of them is no reason to stop.
async fn accept(listener: &TcpListener) -> io::Result<TcpStream> {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return Ok(stream),
            Err(error) if is_of_connection(&error) => {}
            // Most likely there are no file descriptors left, for now.
            Err(error) => {
                tracing::error!(
                    error = &error as &(dyn std::error::Error + 'static),
                    "no connection can be accepted"
                );
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

fn is_of_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
    )
}

/// Says what the matter is, as far as that needs no waiting.
fn refuse(stream: &TcpStream) {
    stream.try_write(FULL).ok();
}
