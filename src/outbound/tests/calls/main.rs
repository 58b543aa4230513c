//! Calls to real servers, well-behaved and not.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

mod answers;
mod retries;
mod secrets;
mod server;
mod tls;

use std::time::Duration;

use outbound::{Client, ClientConfig, Retries, Url};

/// What every client here is made of: quick to try again, and quick to give up.
fn config(base: &Url) -> ClientConfig {
    rustls_graviola::default_provider().install_default().ok();
    ClientConfig {
        attempt_timeout: Duration::from_secs(10),
        retries: Retries {
            attempts_max: 3,
            delay_first: Duration::from_millis(1),
            delay_max: Duration::from_millis(2),
        },
        response_bytes_max: 1000,
        ..ClientConfig::new(base.clone())
    }
}

fn client(base: &Url) -> Client {
    Client::new(config(base)).unwrap()
}

/// An error and everything below it, as a user would be told.
fn told(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let causes: Vec<_> = causes.map(ToString::to_string).collect();
    causes.join(": ")
}
