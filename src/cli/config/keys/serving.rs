//! The HTTP API.

use crate::config::key::{Key, Kind};

const SERVE: &[&str] = &["serve"];

pub(crate) static HTTP_HOST: Key = Key::new(
    "http.host",
    Kind::Address,
    "Address to listen on; 127.0.0.1 is reached from this machine only, 0.0.0.0 from everywhere",
)
.variables(&["CLUSTER_WHISPERER_HOST"])
.flag("host")
.default("127.0.0.1")
.only(SERVE);

pub(crate) static HTTP_PORT: Key = Key::new(
    "http.port",
    Kind::Number { min: 0, max: 65535 },
    "Port to listen on; 0 takes a free one",
)
.variables(&["CLUSTER_WHISPERER_PORT"])
.flag("port")
.default("3000")
.only(SERVE);

pub(crate) static HTTP_TOKENS: Key = Key::new(
    "http.tokens",
    Kind::Tokens,
    "Bearer tokens that requests must carry: tables with `name`, `role` (reader, writer or admin) and `token` or, in \
     hexadecimal, `sha256`; as a variable the same list, written as in the file",
)
.variables(&["CLUSTER_WHISPERER_TOKENS"])
.otherwise("everybody may do everything");

pub(crate) static HTTP_REQUEST_TIMEOUT: Key = Key::new(
    "http.request_timeout_seconds",
    Kind::Number { min: 1, max: 3600 },
    "How long a request may take",
)
.variables(&["CLUSTER_WHISPERER_REQUEST_TIMEOUT_SECONDS"])
.flag("request-timeout-seconds")
.default("60")
.only(SERVE);

pub(crate) static HTTP_SHUTDOWN_TIMEOUT: Key = Key::new(
    "http.shutdown_timeout_seconds",
    Kind::Number { min: 0, max: 3600 },
    "How long requests and jobs may go on after the server was told to stop",
)
.variables(&["CLUSTER_WHISPERER_SHUTDOWN_TIMEOUT_SECONDS"])
.flag("shutdown-timeout-seconds")
.default("20")
.only(SERVE);

pub(super) static ALL: &[&Key] = &[
    &HTTP_HOST,
    &HTTP_PORT,
    &HTTP_TOKENS,
    &HTTP_REQUEST_TIMEOUT,
    &HTTP_SHUTDOWN_TIMEOUT,
];
