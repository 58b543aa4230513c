//! More clients than the server works for at once.

use http_api::REQUESTS_MAX;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::support::{SYNC, Server, read};

/// A request whose body has two bytes, up to the second one.
fn begun() -> Vec<u8> {
    format!(
        "POST {SYNC} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: 2\r\n\r\n{{"
    )
    .into_bytes()
}

#[tokio::test]
async fn clients_that_send_slowly_take_nobodys_place() {
    let server = Server::start().await;
    let mut slow = Vec::new();
    for _ in 0..4 * REQUESTS_MAX {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(&begun()).await.unwrap();
        slow.push(stream);
    }
    for _ in 0..3 {
        assert_eq!(server.post(SYNC, "{}").await.status, 200);
    }
    for mut stream in slow {
        stream.write_all(b"}").await.unwrap();
        assert_eq!(read(stream).await.status, 200);
    }
}

#[tokio::test]
async fn a_large_answer_is_compressed_for_those_who_can_read_it() {
    let server = Server::start().await;
    let body = serde_json::json!({ "deletes": vec![1; 1000] }).to_string();
    let length = format!("Content-Length: {}", body.len());
    let post = async |more: &str| {
        let headers = ["Content-Type: application/json", &length, more];
        server.post_with(SYNC, &headers, &body).await
    };
    let plain = post("Accept: */*").await;
    assert_eq!(plain.header("content-encoding"), None);
    let packed = post("Accept-Encoding: gzip").await;
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.body.len() * 10 < plain.body.len());
    let small = server.request("GET", "/healthz").await;
    assert_eq!(small.header("content-encoding"), None);
}
