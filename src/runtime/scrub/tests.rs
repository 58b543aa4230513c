//! Planted secrets are found, ordinary text is not touched.

use proptest::prelude::*;

use super::*;

#[test]
fn texts_without_secrets_are_left_as_they_are() {
    for text in [
        "",
        "connection refused (os error 111)",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7",
        "instance 8a1c3b8e-0d4f-4a52-9a1f-6a3f0c2b7d11 is gone",
        "image sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "commit da39a3ee5e6b4b0d3255bfef95601890afd80709 at /usr/lib/x86_64-linux-gnu/libc.so.6",
        "pod shop-checkout-7d4b9c6f5d-x2x9z in namespace payments-production-eu-west-1",
        "https://collector.example:4318/v1/traces?timeout=5 answered 503 Service Unavailable",
        "invalid token `}` at line 3, column 7",
        "shop::orders::storage::SearchOptionsBuilderWithDefaults2",
        "kind CustomResourceDefinition, group apiextensions.k8s.io, version v1",
        "max_tokens is 4096, token_count: 12",
        "GET https://host:8080/users/ada@example.org failed",
        "unexpected digest sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "user@example.org wrote: größer als 3 € — ok",
        "expected basic authentication, and found bearer authentication",
    ] {
        assert_eq!(message(text), text);
        assert!(matches!(text_of(text), Cow::Borrowed(_)), "{text}");
    }
}

#[test]
fn secrets_are_masked_where_they_stand() {
    for (text, expected) in [
        ("password=hunter2", "password=***"),
        ("DB_PASSWORD: hunter2, retry", "DB_PASSWORD: ***, retry"),
        (
            r#"{"api_key": "a b\"c", "n": 1}"#,
            r#"{"api_key": "***", "n": 1}"#,
        ),
        (
            r#"body {\"password\":\"hunter2\",\"n\":1}"#,
            r#"body {\"password\":\"***\",\"n\":1}"#,
        ),
        ("secret='never closed", "secret='***"),
        (
            "Authorization: Bearer abc def\nnext",
            "Authorization: ***\nnext",
        ),
        ("Cookie: a=b; c=d", "Cookie: ***"),
        ("got Bearer abcdefgh1234 from x", "got Bearer *** from x"),
        ("basic dXNlcjpwYXNz no", "basic *** no"),
        (
            "postgres://ada:p@ss/w0rd@db:5432/shop",
            "postgres://***@db:5432/shop",
        ),
        ("https://hunter2@host/path", "https://***@host/path"),
        (
            "GET /a?x=1&access_token=abc&y=2",
            "GET /a?x=1&access_token=***&y=2",
        ),
        ("https://h/?sig=a%2Fb#f", "https://h/?sig=***"),
        ("key AKIAIOSFODNN7EXAMPLE.", "key ***."),
        ("token: api_key = hunter2", "token: *** = ***"),
        (
            "-----BEGIN PRIVATE KEY-----\nMIIEvQ\nabc\n-----END PRIVATE KEY----- end",
            "-----BEGIN PRIVATE KEY-----***-----END PRIVATE KEY----- end",
        ),
        (
            "x -----BEGIN RSA PRIVATE KEY-----\nMIIE",
            "x -----BEGIN RSA PRIVATE KEY-----***",
        ),
        ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "jwt ***"),
        ("sk-ant-api03-abcdefghijklmnop leaked", "*** leaked"),
        ("pa-Abcdefghijklmnopqrstuvwxyz012345", "***"),
        ("found q8Zr2LxW0vTn5KyB7sJd4HcM9 there", "found *** there"),
    ] {
        assert_eq!(message(text), expected);
    }
}

#[test]
fn a_message_has_a_length() {
    let long = "ä".repeat(MESSAGE_BYTES_MAX);
    let cut = message(&long);
    assert!(cut.len() <= MESSAGE_BYTES_MAX && cut.ends_with(CUT));
    let endless = format!("{} password", "word ".repeat(SCANNED_BYTES_MAX));
    assert!(message(&endless).len() <= MESSAGE_BYTES_MAX);
    // What is masked makes room for what comes later, up to the end of what was looked at.
    let block = "x".repeat(SCANNED_BYTES_MAX - 50);
    let planted = format!("-----BEGIN KEY-----{block}-----END KEY----- hunter2hunter2hunter2");
    assert!(!message(&planted).contains("hunter2"));
}

/// A secret of letters and digits that is nothing else.
fn secret() -> impl Strategy<Value = String> {
    "[A-Za-z0-9]{12}[A-Z][a-z][0-9][A-Za-z0-9]{17}"
}

/// Ways in which a secret gets into a text; `@` stands for it.
fn place() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "password=@",
        "passwd: @",
        "pwd='@'",
        "\"token\":\"@\"",
        "\"client_secret\" : \"a@b\"",
        "api-key = @",
        "apikey=@",
        "X-Honeycomb-Team: @",
        "Authorization: Basic @",
        "authorization: @ trailing",
        "Set-Cookie: sid=@; Path=/",
        "Bearer @",
        "bearer  @",
        "https://user:@@host/",
        "redis://:@@host:6379/0",
        "https://@@host/",
        "https://host/?access_token=@&x=1",
        "https://host/?x=1&sig=@",
        "AccountKey=@;EndpointSuffix=x",
        "eyJ@.eyJ@.@",
        "AKIA@",
        "AIza@",
        "ghp_@",
        "github_pat_@",
        "sk-ant-api03-@",
        "sk-proj-@",
        "pa-@",
        "hf_@",
        "xoxb-@",
        "glpat-@",
        "-----BEGIN EC PRIVATE KEY-----\n@\n-----END EC PRIVATE KEY-----",
        "{\\\"secret\\\":\\\"@\\\"}",
    ])
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_or_grow(text in ".{0,400}") {
        prop_assert!(message(&text).len() <= MESSAGE_BYTES_MAX);
    }

    #[test]
    fn nor_does_text_that_looks_like_secrets(
        text in "(password|token|\"|'|=|:|\\\\| |://|@|Bearer|-----BEGIN A-----|eyJ|a1B|é){0,200}"
    ) {
        prop_assert!(message(&text).len() <= MESSAGE_BYTES_MAX);
    }

    #[test]
    fn a_planted_secret_never_comes_out(
        before in "[ -~é\n]{0,80}",
        place in place(),
        secret in secret(),
        after in "[ -~é\n]{0,80}",
    ) {
        prop_assume!(!before.contains(&secret) && !after.contains(&secret));
        let text = format!("{before} {} {after}", place.replacen('@', &secret, 1).replace("@.", &format!("{secret}.")));
        let out = message(&text);
        prop_assert!(!out.contains(&secret), "{text:?} gave {out:?}");
    }

    #[test]
    fn a_secret_is_found_anywhere_in_a_long_text(words in 0..5000_usize, secret in secret()) {
        let text = format!("{} password={secret} {}", "word ".repeat(words), "word ".repeat(2000));
        prop_assert!(!message(&text).contains(&secret));
    }
}
