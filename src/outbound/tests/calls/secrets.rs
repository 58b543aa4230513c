//! What is never told.

use std::future::ready;

use outbound::{Client, ClientConfig, HeaderMap, HeaderValue, Request, Url, header};

use crate::server::{Server, answer, nobody, raw};
use crate::{config, told};

/// A client with a secret everywhere.
fn client(base: &Url) -> Client {
    let mut base = base.clone();
    base.set_path("/hunter2");
    base.set_query(Some("key=hunter2"));
    Client::new(ClientConfig {
        headers: HeaderMap::from_iter([(
            header::AUTHORIZATION,
            HeaderValue::from_static("Bearer hunter2"),
        )]),
        ..config(&base)
    })
    .unwrap()
}

#[tokio::test]
async fn errors_name_the_server_and_nothing_that_may_be_secret() {
    let refusing = Server::start(|_| ready(answer(401, &[], "hunter2"))).await;
    for base in [nobody().await, raw(b"hunter2").await, refusing.url] {
        let client = client(&base);
        let request = Request::get("hunter2").query("q", "hunter2");
        assert!(!format!("{client:?} {request:?}").contains("hunter2"));
        let error = told(&client.call(request).await.unwrap_err());
        assert!(
            error.contains(&base.origin().ascii_serialization()),
            "{error}"
        );
        assert!(!error.contains("hunter2"), "{error}");
    }
}

#[test]
fn a_configuration_shows_no_secret() {
    let config = ClientConfig {
        headers: HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static("hunter2"))]),
        ..ClientConfig::new("http://me:hunter2@a/hunter2?hunter2".parse().unwrap())
    };
    assert!(!format!("{config:?}").contains("hunter2"), "{config:?}");
}

#[test]
fn credentials_in_a_url_are_sent_where_they_belong() {
    let config = ClientConfig {
        key_setting: "CHROMA_TOKEN",
        ..ClientConfig::new("http://me:hunter2@a:8000/".parse().unwrap())
    };
    let error = Client::new(config).unwrap_err().to_string();
    assert_eq!(
        error,
        "the URL of http://a:8000 holds a user name or a password: take them out, and put the key or token into CHROMA_TOKEN"
    );
}
