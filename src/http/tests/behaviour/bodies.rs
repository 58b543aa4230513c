//! Bodies: their type, their size, their syntax.

use http_api::{BODY_BYTES_DISCARDED_MAX, BODY_BYTES_MAX};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::support::{SEARCH, SYNC, Server, read};

const TOO_LARGE: &str = "Payload too large (max 5MB)";

/// A valid sync of exactly so many bytes.
fn sync_of(bytes: usize) -> Vec<u8> {
    let (before, after) = (r#"{"padding":""#, r#""}"#);
    let padding = " ".repeat(bytes - before.len() - after.len());
    [before, &padding, after].concat().into_bytes()
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let chunks = body.chunks(64 * 1024);
    let mut sent: Vec<u8> = chunks
        .flat_map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat())
        .collect();
    sent.extend_from_slice(b"0\r\n\r\n");
    sent
}

#[tokio::test]
async fn a_body_that_is_not_declared_as_json_is_refused() {
    let server = Server::start().await;
    let body = r#"{"deletes":["a"]}"#;
    let length = format!("Content-Length: {}", body.len());
    for content_type in [
        None,
        Some("Content-Type: text/plain"),
        Some("Content-Type: application/x-www-form-urlencoded"),
    ] {
        let headers: Vec<&str> = content_type.into_iter().chain([length.as_str()]).collect();
        for path in [SYNC, SEARCH] {
            let expect = json!({ "error": "Unsupported content type: expected application/json" });
            server.post_with(path, &headers, body).await.is(415, expect);
        }
    }
    let headers = [
        "Content-Type: application/merge-patch+json; charset=utf-8",
        length.as_str(),
    ];
    assert_eq!(server.post_with(SYNC, &headers, body).await.status, 200);
}

#[tokio::test]
async fn a_compressed_body_is_refused_for_being_compressed() {
    let server = Server::start().await;
    let headers = |encoding| {
        [
            "Content-Type: application/json",
            "Content-Length: 2",
            encoding,
        ]
    };
    let error = "Unsupported content encoding: expected a body that is not compressed";
    for path in [SYNC, SEARCH] {
        let answer = server
            .post_with(path, &headers("Content-Encoding: gzip"), b"\x1f\x8b")
            .await;
        answer.is(415, json!({ "error": error }));
    }
    let plain = headers("Content-Encoding: identity");
    assert_eq!(server.post_with(SYNC, &plain, b"{}").await.status, 200);
}

#[tokio::test]
async fn a_body_that_is_not_json_is_refused_in_json() {
    let server = Server::start().await;
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    for body in ["", "{", "nonsense", "{}{}", deep.as_str()] {
        for path in [SYNC, SEARCH] {
            server
                .post(path, body)
                .await
                .is(400, json!({ "error": "Malformed JSON in request body" }));
        }
    }
}

#[tokio::test]
async fn what_is_no_utf8_is_replaced() {
    let server = Server::start().await;
    let answer = server.post(SEARCH, b"{\"query\":\"\xff\"}").await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test]
async fn a_body_may_have_five_mebibytes_and_not_one_byte_more() {
    let server = Server::start().await;
    let ok = json!({ "status": "ok", "upserted": 0, "deleted": 0 });
    let kind = "Content-Type: application/json";
    let in_chunks = [kind, "Transfer-Encoding: chunked"];
    let (fits, exceeds) = (sync_of(BODY_BYTES_MAX), sync_of(BODY_BYTES_MAX + 1));
    server.post(SYNC, &fits).await.is(200, ok.clone());
    server
        .post_with(SYNC, &in_chunks, chunked(&fits))
        .await
        .is(200, ok);
    for path in [SYNC, SEARCH] {
        server
            .post(path, &exceeds)
            .await
            .is(413, json!({ "error": TOO_LARGE }));
        server
            .post_with(path, &in_chunks, chunked(&exceeds))
            .await
            .is(413, json!({ "error": TOO_LARGE }));
    }
    // Too large comes before anything that could be said about the content.
    let length = format!("Content-Length: {}", exceeds.len());
    server
        .post_with(SYNC, &[&length], &exceeds)
        .await
        .is(413, json!({ "error": TOO_LARGE }));
}

#[tokio::test]
async fn a_body_announced_as_enormous_is_refused_before_it_is_sent() {
    let server = Server::start().await;
    let length = format!("Content-Length: {}", BODY_BYTES_DISCARDED_MAX + 1);
    let headers = ["Content-Type: application/json", length.as_str()];
    server
        .post_with(SYNC, &headers, "")
        .await
        .is(413, json!({ "error": TOO_LARGE }));
}

#[tokio::test]
async fn an_endless_body_is_not_read_to_its_end() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST {SYNC} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Transfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = [b"10000\r\n".as_slice(), &[b' '; 0x10000], b"\r\n"].concat();
    let mut sent = 0;
    while stream.write_all(&chunk).await.is_ok() {
        sent += chunk.len();
        assert!(
            sent < 4 * BODY_BYTES_DISCARDED_MAX,
            "the server reads on and on"
        );
    }
}

#[tokio::test]
async fn a_client_that_goes_away_in_the_middle_of_a_body_leaves_the_server_well() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST {SYNC} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    drop(stream);
    assert_eq!(server.request("GET", "/readyz").await.status, 200);
}

#[tokio::test]
async fn a_body_sent_after_a_pause_is_read_all_the_same() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST {SYNC} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.flush().await.unwrap();
    tokio::task::yield_now().await;
    stream.write_all(b"{").await.unwrap();
    stream.flush().await.unwrap();
    stream.write_all(b"}").await.unwrap();
    assert_eq!(read(stream).await.status, 200);
}
