//! Who may do what, and what requests are called.

use http_api::{HttpConfig, Role, Token};
use serde_json::json;

use crate::support::{SEARCH, SYNC, Server};

fn with_tokens() -> HttpConfig {
    let tokens = Role::ALL.map(|role| Token::new("someone", role, role.as_str()).unwrap());
    HttpConfig {
        tokens: tokens.into_iter().collect(),
        ..HttpConfig::default()
    }
}

#[tokio::test]
async fn a_caller_is_asked_for_a_token_and_may_do_what_its_role_allows() {
    let server = Server::start_with(with_tokens()).await;
    let post = async |path: &str, authorization: &str| {
        let headers = [
            "Content-Type: application/json",
            "Content-Length: 2",
            authorization,
        ];
        server.post_with(path, &headers, "{}").await
    };
    for wrong in [
        "X-Nothing: x",
        "Authorization: Bearer",
        "Authorization: Bearer nobody",
        "Authorization: Basic writer",
        "Authorization: writer",
    ] {
        let answer = post(SYNC, wrong).await;
        let error = "Unauthorized: expected a bearer token that is known here";
        answer.is(401, json!({ "error": error }));
        let challenge = answer.header("www-authenticate").unwrap();
        assert!(challenge.starts_with("bearer "), "{challenge}");
    }
    let refused = post(SYNC, "Authorization: Bearer reader").await;
    refused.is(
        403,
        json!({ "error": "Forbidden: the token lacks the role writer" }),
    );
    for role in ["writer", "admin"] {
        let answer = post(SYNC, &format!("authorization: bearer {role}")).await;
        assert_eq!(answer.status, 200, "{role}");
    }
    let answer = post(SEARCH, "Authorization: Bearer reader").await;
    assert_eq!(answer.status, 400, "an empty search was understood");
}

#[tokio::test]
async fn probes_need_no_token() {
    let server = Server::start_with(with_tokens()).await;
    for path in ["/healthz", "/readyz", "/health"] {
        assert_eq!(server.request("GET", path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn every_answer_names_its_request() {
    let server = Server::start().await;
    let get = async |path: &str, header: &str| {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}\r\n\r\n");
        let answer = server.send(request).await;
        answer.header("x-request-id").unwrap().to_owned()
    };
    assert_eq!(get("/healthz", "X-Request-Id: abc-1.2").await, "abc-1.2");
    let made = get("/nope", "X-Nothing: 1").await;
    assert!(made.len() >= 16, "{made}");
    let strange = [
        "".to_owned(),
        "a b".to_owned(),
        "a\"b".to_owned(),
        "x".repeat(129),
    ];
    for strange in strange {
        let given = get("/readyz", &format!("X-Request-Id: {strange}")).await;
        assert_ne!(given, strange.trim());
        assert_ne!(given, made);
    }
}
