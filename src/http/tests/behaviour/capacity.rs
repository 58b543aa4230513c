//! More requests than the server works on at once.

use std::time::Duration;

use http_api::REQUESTS_MAX;
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::{SYNC, Server, read};

/// How long an answer may take before it counts as not coming: much longer than any that comes, much shorter than a
/// request waits for its turn.
const PATIENCE: Duration = Duration::from_millis(300);

/// A request whose body has two bytes, up to the body.
fn head() -> Vec<u8> {
    format!(
        "POST {SYNC} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: 2\r\n\r\n"
    )
    .into_bytes()
}

async fn begin(server: &Server, body: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(&[&head(), body].concat()).await.unwrap();
    stream
}

/// As many requests as the server works on, each without the end of its body.
async fn occupy(server: &Server) -> Vec<TcpStream> {
    let mut streams = Vec::new();
    for _ in 0..REQUESTS_MAX {
        streams.push(begin(server, b"{").await);
    }
    streams
}

#[tokio::test]
async fn a_request_waits_for_its_turn() {
    let server = Server::start().await;
    let mut occupied = occupy(&server).await;
    // The server takes connections one after the other: sooner or later a request is not answered at once any more.
    while timeout(PATIENCE, server.post(SYNC, "{}")).await.is_ok() {}
    let waiting = begin(&server, b"{}").await;
    let mut first = [0];
    assert!(timeout(PATIENCE, waiting.peek(&mut first)).await.is_err());
    occupied[0].write_all(b"}").await.unwrap();
    assert_eq!(read(waiting).await.status, 200);
}

#[tokio::test]
async fn a_server_that_is_full_refuses_work_and_still_tells_its_health() {
    let server = Server::start().await;
    let waiting = occupy(&server).await;
    // The server takes connections one after the other: sooner or later it has all of them.
    let refused = loop {
        let answer = server.post(SYNC, "{}").await;
        if answer.status != 200 {
            break answer;
        }
    };
    refused.is(503, json!({ "error": "Too many requests in progress" }));
    assert!(
        refused.head.contains("\r\nretry-after: 1"),
        "{}",
        refused.head
    );
    assert_eq!(server.request("GET", "/healthz").await.status, 200);
    assert_eq!(server.request("GET", "/readyz").await.status, 200);
    drop(waiting);
    while server.post(SYNC, "{}").await.status != 200 {}
}
