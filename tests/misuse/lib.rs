//! A crate in the position of a service crate: it depends on `semconv` and nothing else.
//!
//! `refused/` holds programs that must not compile, `accepted/` their twins of the same name: the
//! nearest correct program. A refusal without its twin could be refused for any reason.
