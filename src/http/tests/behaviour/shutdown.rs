//! Stopping.

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::support::{SYNC, Server, read};

#[tokio::test]
async fn a_request_in_progress_is_answered_before_the_server_stops() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST {SYNC} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // Another request on the same server makes sure that the first one has arrived.
    assert_eq!(server.request("GET", "/healthz").await.status, 200);
    server.stop.send(()).unwrap();
    stream.write_all(b"}").await.unwrap();
    assert_eq!(read(stream).await.status, 200);
    server.running.await.unwrap().unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn an_idle_server_stops_at_once() {
    let server = Server::start().await;
    server.stop.send(()).unwrap();
    server.running.await.unwrap().unwrap();
}
