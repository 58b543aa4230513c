//! What becomes of an answer.

use std::future::ready;

use axum::body::Body;
use axum::response::Response;
use outbound::{
    Bytes, CallError, Client, ClientConfig, HeaderMap, HeaderValue, Request, StatusCode, header,
};
use serde_json::{Value, json};

use crate::server::{Server, answer};
use crate::{client, config, told};

#[tokio::test]
async fn an_answer_comes_with_its_status_its_headers_and_its_body() {
    let server = Server::start(|_| ready(answer(201, &[("x-a", "b")], r#"{"n":[1,2]}"#))).await;
    let request = Request::post_json("v1/things", &json!({"a": 1})).unwrap();
    let request = request.query("limit", "2").segment("a thing");
    let answer = client(&server.url).call(request).await.unwrap();
    assert_eq!(answer.status, StatusCode::CREATED);
    assert_eq!(answer.headers["x-a"], "b");
    assert_eq!(answer.json::<Value>().unwrap(), json!({"n": [1, 2]}));

    let asked = &server.asked()[0];
    assert_eq!(asked.method, "POST");
    assert_eq!(asked.uri, "/v1/things/a%20thing?limit=2");
    assert_eq!(asked.headers[header::CONTENT_TYPE], "application/json");
    assert_eq!(asked.headers[header::CONTENT_LENGTH], "7");
    assert!(!asked.headers.contains_key(header::ACCEPT_ENCODING));
}

#[tokio::test]
async fn headers_of_a_request_replace_those_of_its_client() {
    let server = Server::start(|_| ready(answer(200, &[], ""))).await;
    let value = HeaderValue::from_static;
    let headers = HeaderMap::from_iter([
        (header::AUTHORIZATION, value("Bearer client")),
        (header::ACCEPT, value("text/plain")),
    ]);
    let client = Client::new(ClientConfig {
        headers,
        ..config(&server.url)
    });
    let request = Request::get("").header(header::ACCEPT, value("application/json"));
    client.unwrap().call(request).await.unwrap();
    let asked = &server.asked()[0].headers;
    assert_eq!(asked[header::AUTHORIZATION], "Bearer client");
    let accepted: Vec<_> = asked.get_all(header::ACCEPT).iter().collect();
    assert_eq!(accepted, ["application/json"]);
    let agent = asked[header::USER_AGENT].to_str().unwrap();
    assert!(agent.starts_with("cluster-whisperer/"), "{agent}");
}

#[tokio::test]
async fn an_error_of_the_server_keeps_its_body_but_does_not_tell_it() {
    let server = Server::start(|_| ready(answer(404, &[], r#"{"error":"hunter2"}"#))).await;
    let client = client(&server.url);
    let error = client.call(Request::get("x")).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.body(), br#"{"error":"hunter2"}"#);
    let origin = server.url.origin().ascii_serialization();
    assert_eq!(told(&error), format!("{origin} answered 404 Not Found"));
    assert_eq!(server.asked().len(), 1, "it would be answered the same");

    let request = Request::get("x").accepts(StatusCode::NOT_FOUND);
    let answer = client.call(request).await.unwrap();
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.body, error.body());
}

#[tokio::test]
async fn of_a_long_error_only_the_beginning_is_kept() {
    let server = Server::start(|_| ready(answer(400, &[], &"x".repeat(100_000)))).await;
    let error = client(&server.url)
        .call(Request::get(""))
        .await
        .unwrap_err();
    assert_eq!(error.body().len(), outbound::limits::ERROR_BODY_BYTES_MAX);
}

#[tokio::test]
async fn an_answer_is_read_up_to_its_limit_and_no_further() {
    let check = async |body: fn() -> Body, fits: bool| {
        let server = Server::start(move |_| ready(Response::new(body()))).await;
        let outcome = client(&server.url).call(Request::get("")).await;
        match outcome {
            Ok(answer) => assert!(fits && answer.body.len() == 1000),
            Err(error) => {
                assert!(
                    !fits && matches!(error, CallError::TooLarge { .. }),
                    "{error}"
                );
                assert_eq!(server.asked().len(), 1);
            }
        }
    };
    check(|| Body::from("x".repeat(1000)), true).await;
    check(|| Body::from("x".repeat(1001)), false).await;
    // Without a length in its head.
    check(|| chunks(10), true).await;
    check(|| chunks(11), false).await;
    check(|| chunks(usize::MAX), false).await;
}

/// A body of this many pieces of 100 bytes.
fn chunks(count: usize) -> Body {
    let chunk = Bytes::from_static(&[b'x'; 100]);
    let chunks = (0..count).map(move |_| Ok::<_, std::io::Error>(chunk.clone()));
    Body::from_stream(futures_util::stream::iter(chunks))
}

#[tokio::test]
async fn an_answer_in_another_form_says_where_it_differs_and_not_what_it_says() {
    let server = Server::start(|_| ready(answer(200, &[], r#"{"n":"hunter2"}"#))).await;
    let answer = client(&server.url).call(Request::get("")).await.unwrap();
    let error = answer.json::<std::collections::BTreeMap<String, u8>>();
    let error = error.unwrap_err().to_string();
    let origin = server.url.origin().ascii_serialization();
    assert_eq!(
        error,
        format!("the answer of {origin} is not the JSON that was expected (line 1, column 14)")
    );
}

#[tokio::test]
async fn nobody_is_led_elsewhere() {
    let elsewhere = [("location", "http://127.0.0.1:9/")];
    let server = Server::start(move |_| ready(answer(307, &elsewhere, ""))).await;
    let error = client(&server.url)
        .call(Request::get(""))
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::TEMPORARY_REDIRECT));
    assert_eq!(server.asked().len(), 1);
}
