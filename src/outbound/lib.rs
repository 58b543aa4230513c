//! HTTP calls to other servers: traced, retried and bounded.
//!
//! A [`Client`] speaks to one server. Each [`Client::call`] is one CLIENT span of the registry, however often the
//! request is sent; the trace is handed on in the request's headers, the answer is read up to a limit, and no call
//! outlasts its timeout.
//!
//! | module | what it holds |
//! |---|---|
//! | [`client`] | the client and its calls |
//! | [`config`] | how a server is reached, how long it may take, how often it is asked |
//! | [`request`], [`response`] | what is sent and what comes back |
//! | [`error`] | why a client could not be made, why a call came to nothing |
//! | [`limits`] | the defaults and the bounds |

pub mod client;
pub mod config;
pub mod error;
pub mod limits;
pub mod request;
pub mod response;

mod attempt;
mod retry;
mod retry_after;
mod server;
mod tls;

pub use bytes::Bytes;
pub use client::Client;
pub use config::{ClientConfig, Retries, TlsFiles};
pub use error::{CallError, ClientError};
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
pub use request::Request;
pub use reqwest::Url;
pub use response::Response;
