//! OTLP: what is sent, how it is sent, and what the receiver answers.

pub(crate) mod attributes;
mod client;
pub(crate) mod fields;
mod grpc;
mod http;
pub(crate) mod protobuf;
mod response;
mod retry_after;
mod spans;
mod tls;

pub(crate) use client::Client;
pub use client::ClientError;
pub(crate) use response::{Outcome, Unavailable};
pub(crate) use spans::Spans;
