//! `registry live-check`, seen from outside.
#![cfg(feature = "cli")]

mod findings;
mod garden;
mod output;
