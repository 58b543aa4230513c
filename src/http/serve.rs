//! Serving until told to stop.

use std::io;

use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::limits::SHUTDOWN_TIME_MAX;

/// Serves `router` on `listener` until `shutdown` completes. Then no new connection is accepted, and requests in progress
/// have [`SHUTDOWN_TIME_MAX`] to end.
///
/// # Errors
///
/// The listener's.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let listener = listener.tap_io(|connection| {
        // Answers are small and complete: there is nothing to wait for. Without it they are only slower.
        connection.set_nodelay(true).ok();
    });
    let (begun, stopping) = oneshot::channel();
    let stop = async move {
        shutdown.await;
        // Nobody listens any more if the server ended by itself.
        begun.send(()).ok();
    };
    let deadline = async {
        if stopping.await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(SHUTDOWN_TIME_MAX).await;
    };
    tokio::select! {
        served = axum::serve(listener, router).with_graceful_shutdown(stop).into_future() => served,
        () = deadline => Ok(()),
    }
}
