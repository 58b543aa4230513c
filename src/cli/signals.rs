//! SIGINT and SIGTERM.

use std::io;

use anyhow::bail;
use tokio::signal::unix::{SignalKind, signal};

/// Completes when the process is asked to stop. From the call on, not from the first poll, signals no longer end it.
///
/// # Errors
///
/// If the system hands out no signals.
pub(crate) fn stop() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Runs a command until it ends or the process is asked to stop; telemetry is still flushed then.
pub(crate) async fn unless_stopped<T>(
    command: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<T> {
    let stopped = stop()?;
    tokio::select! {
        outcome = command => outcome,
        () = stopped => bail!("stopped before the end; what is stored by now stays stored"),
    }
}
