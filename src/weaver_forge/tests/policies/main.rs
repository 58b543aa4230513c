//! Policies, seen from outside.
#![cfg(feature = "policies")]

mod bakery;
#[cfg(feature = "cli")]
mod command_line;
mod stages;
