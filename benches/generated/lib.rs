// @generated from registry/ by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
//! Typed OpenTelemetry spans, one module per layer of the registry.
//!
//! A span is a struct: its required attributes are fields, the others setters of the running span.
//! There is no other way to start a span or to set an attribute.
//!
//! | module | spans |
//! |---|---|
//! | [`store`] | [`Search`](store::Search) |

pub mod attributes;
pub mod events;
pub mod store;
pub mod resource;

pub use runtime::{Carrier, context, schema};

use runtime::Fault;
use schema::{Scope, SpanKind, SpanSchema};

/// The schema that every span of this crate follows.
pub const SCHEMA_URL: &str = "https://benches.example/schemas/0.1.0";

static SCOPE: Scope = Scope::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"), SCHEMA_URL);

/// An error that a span can end with.
#[diagnostic::on_unimplemented(
    message = "a span cannot end with `{Self}`: it does not say what class of error it is",
    note = "implement `Failure` for your crate's error type and return that"
)]
pub trait Failure: std::error::Error {
    /// The class of the error. Becomes `error.type`; the message leaves the process only while
    /// content capture is on.
    fn error_type(&self) -> &'static str;
}

fn fault<E: Failure>(error: &E) -> Fault<'_> {
    Fault { error_type: error.error_type(), error }
}

/// Every span of the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpanName {
    /// `store.search`, from [`Search`](store::Search).
    StoreSearch,
}

impl SpanName {
    /// Every span, by layer.
    pub const ALL: &'static [Self] = &[
        Self::StoreSearch,
    ];

    /// The span that has this name; a name that is constant wins over one made of attributes.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let all = || Self::ALL.iter().copied();
        all()
            .find(|span| span.as_str() == name)
            .or_else(|| all().find(|span| span.schema().can_be_named(name)))
    }

    /// What the registry says about the span.
    #[must_use]
    pub const fn schema(self) -> &'static SpanSchema {
        match self {
            Self::StoreSearch => &store::SEARCH,
        }
    }

    /// The name; attributes that are part of it stand in braces.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.schema().name.as_str()
    }

    /// The kind.
    #[must_use]
    pub const fn kind(self) -> SpanKind {
        self.schema().kind
    }
}
