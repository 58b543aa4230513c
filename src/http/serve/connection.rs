//! A connection that waits only so long for the other side.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// So many bytes tell which version of HTTP a client speaks; from then on the server itself watches the time.
const PREFACE_BYTES: usize = 24;

/// A connection that ends if its first bytes do not come, or if what is sent is not taken.
#[derive(Debug)]
pub(super) struct Patient {
    stream: TcpStream,
    /// Until when the first bytes must be there; `None` once they are.
    preface: Option<Pin<Box<Sleep>>>,
    received: usize,
    write_time_max: Duration,
    /// Until when something more must be taken; `None` while nothing waits.
    write: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    pub(super) fn new(
        stream: TcpStream,
        read_time_max: Duration,
        write_time_max: Duration,
    ) -> Self {
        Self {
            stream,
            preface: Some(Box::pin(sleep(read_time_max))),
            received: 0,
            write_time_max,
            write: None,
        }
    }

    /// Ends the connection when what it waits for took too long.
    fn watched<T>(
        &mut self,
        polled: Poll<io::Result<T>>,
        task: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.write = None;
            return polled;
        }
        let time_max = self.write_time_max;
        let deadline = self.write.get_or_insert_with(|| Box::pin(sleep(time_max)));
        match deadline.as_mut().poll(task) {
            Poll::Ready(()) => Poll::Ready(Err(too_slow())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(task, buffer);
        let Some(preface) = &mut self.preface else {
            return polled;
        };
        if polled.is_ready() {
            self.received += buffer.filled().len() - before;
            if self.received >= PREFACE_BYTES {
                self.preface = None;
            }
            return polled;
        }
        match preface.as_mut().poll(task) {
            Poll::Ready(()) => Poll::Ready(Err(too_slow())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncWrite for Patient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(task, bytes);
        self.watched(polled, task)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(task, parts);
        self.watched(polled, task)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(task)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(task)
    }
}

fn too_slow() -> io::Error {
    io::Error::new(ErrorKind::TimedOut, "the other side took too long")
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    async fn pair(read: Duration, write: Duration) -> (Patient, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap())
            .await
            .unwrap();
        let (server, _) = listener.accept().await.unwrap();
        (Patient::new(server, read, write), client)
    }

    const SHORT: Duration = Duration::from_millis(50);
    const LONG: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn a_client_that_says_too_little_is_not_waited_for() {
        for said in [b"".as_slice(), b"PRI * HTTP/2"] {
            let (mut server, mut client) = pair(SHORT, LONG).await;
            client.write_all(said).await.unwrap();
            let error = server.read_to_end(&mut Vec::new()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TimedOut);
        }
    }

    #[tokio::test]
    async fn a_client_that_takes_nothing_is_not_waited_for() {
        let (mut server, _client) = pair(LONG, SHORT).await;
        let error = loop {
            if let Err(error) = server.write_all(&[0; 0x10000]).await {
                break error;
            }
        };
        assert_eq!(error.kind(), ErrorKind::TimedOut);
    }
}
