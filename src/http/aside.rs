//! Work that would keep others waiting.

use semconv::context;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

use crate::error::ApiError;

/// Does work that computes more than it waits on a thread of its own, so that the threads which answer requests stay
/// free. Like other work it is dropped, the next time it waits for something, if nobody waits for it any more.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, ApiError> {
    let work = context::carry(work);
    let handle = Handle::current();
    // Nothing is ever sent: it is closed when this future is dropped.
    let (_waiting, left) = oneshot::channel::<()>();
    let done = spawn_blocking(move || {
        handle.block_on(async {
            tokio::select! {
                done = work => Some(done),
                _ = left => None,
            }
        })
    });
    done.await.ok().flatten().ok_or(ApiError::Internal)
}
