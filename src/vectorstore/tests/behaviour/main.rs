//! What the store promises to the rest of the service.

mod concurrency;
mod opening;
mod searching;
mod storing;
mod support;
mod survival;
