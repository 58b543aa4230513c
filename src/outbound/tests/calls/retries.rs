//! When a request is sent again.

use std::future::{pending, ready};
use std::time::{Duration, Instant, SystemTime};

use outbound::{CallError, Client, ClientConfig, Request, StatusCode};
use semconv::Failure;
use semconv::attributes::ErrorType;

use crate::server::{Server, answer, nobody, raw};
use crate::{client, config};

#[tokio::test]
async fn what_may_pass_is_tried_until_it_has_passed() {
    for status in [408, 429, 500, 502, 503, 504, 529] {
        let script = move |number| ready(answer(if number < 2 { status } else { 200 }, &[], "x"));
        let server = Server::start(script).await;
        let answer = client(&server.url).call(Request::get("")).await;
        assert_eq!(answer.unwrap().body, "x", "{status}");
        assert_eq!(server.asked().len(), 3, "{status}");
    }
}

#[tokio::test]
async fn what_does_not_pass_is_an_error_that_says_how_often_it_was_tried() {
    let server = Server::start(|_| ready(answer(503, &[], ""))).await;
    let error = client(&server.url)
        .call(Request::get(""))
        .await
        .unwrap_err();
    let text = error.to_string();
    assert!(
        text.ends_with("answered 503 Service Unavailable (3 attempts)"),
        "{text}"
    );
    assert_eq!(error.error_type(), ErrorType::Unavailable);
    assert_eq!(server.asked().len(), 3);
}

#[tokio::test]
async fn a_request_that_may_be_sent_once_is_sent_once() {
    let server = Server::start(|_| ready(answer(503, &[], ""))).await;
    let error = client(&server.url).call(Request::post("").once()).await;
    assert_eq!(
        error.unwrap_err().status(),
        Some(StatusCode::SERVICE_UNAVAILABLE)
    );
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn a_server_is_given_the_time_it_asks_for() {
    let dated = || httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(2));
    // A date has whole seconds: up to one of the two is cut off.
    for asked in [|| "1".to_owned(), dated] {
        let script = move |number| {
            ready(match number {
                0 => answer(429, &[("retry-after", &asked())], ""),
                _ => answer(200, &[], ""),
            })
        };
        let server = Server::start(script).await;
        let begin = Instant::now();
        client(&server.url).call(Request::get("")).await.unwrap();
        assert!(
            begin.elapsed() >= Duration::from_millis(900),
            "{:?}",
            begin.elapsed()
        );
        assert_eq!(server.asked().len(), 2);
    }
}

#[tokio::test]
async fn a_server_that_asks_for_more_time_than_there_is_is_not_asked_again() {
    let server = Server::start(|_| ready(answer(429, &[("retry-after", "60")], ""))).await;
    let client = Client::new(ClientConfig {
        total_timeout: Duration::from_secs(30),
        ..config(&server.url)
    });
    let begin = Instant::now();
    let error = client.unwrap().call(Request::get("")).await.unwrap_err();
    assert!(begin.elapsed() < Duration::from_secs(20), "it waited");
    let text = error.to_string();
    assert!(
        text.ends_with("answered 429 Too Many Requests and asks to wait 60 s"),
        "{text}"
    );
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn nobody_to_talk_to_is_said_so() {
    let url = nobody().await;
    let error = client(&url).call(Request::get("")).await.unwrap_err();
    assert!(
        matches!(error, CallError::Connect { attempts: 3, .. }),
        "{error:?}"
    );
    assert_eq!(error.error_type(), ErrorType::Unavailable);
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_not_waited_for() {
    let script = async |number| match number {
        0 => pending().await,
        _ => answer(200, &[], ""),
    };
    let server = Server::start(script).await;
    let request = || Request::get("").attempt_timeout(Duration::from_millis(200));
    client(&server.url).call(request()).await.unwrap();
    assert_eq!(server.asked().len(), 2);

    let server = Server::start(|_| pending()).await;
    let client = Client::new(ClientConfig {
        total_timeout: Duration::from_millis(300),
        ..config(&server.url)
    });
    let begin = Instant::now();
    let error = client.unwrap().call(request()).await.unwrap_err();
    assert!(
        matches!(error, CallError::Timeout { attempts: 2, .. }),
        "{error:?}"
    );
    assert_eq!(error.error_type(), ErrorType::Timeout);
    assert!(
        begin.elapsed() < Duration::from_secs(5),
        "{:?}",
        begin.elapsed()
    );
}

#[tokio::test]
async fn what_is_no_http_is_no_answer() {
    for garbage in [
        &b"SSH-2.0-OpenSSH_9.6\r\n"[..],
        b"",
        b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nxxx",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    ] {
        let url = raw(garbage).await;
        let error = client(&url).call(Request::get("")).await.unwrap_err();
        assert!(
            matches!(error, CallError::Transport { attempts: 3, .. }),
            "{error:?}"
        );
    }
}
