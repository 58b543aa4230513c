//! The HTTP API: what runs in a cluster is pushed in, and searched.
//!
//! | Method and path | |
//! |---|---|
//! | `GET /health` | how the service does, and how it is traced |
//! | `GET /healthz` | the process is alive; `?verbose` counts its spans |
//! | `GET /readyz` | the vector store can answer |
//! | `POST /api/v1/instances/sync` | stores and deletes instances |
//! | `POST /api/v1/capabilities/scan` | infers and deletes capabilities, beside the requests |
//! | `GET /api/v1/jobs`, `GET /api/v1/jobs/{id}` | what became of scans |
//! | `POST /api/v1/search` | searches a collection |
//! | `GET /api/v1/documents/{id}` | a document as it is stored |
//! | `GET /openapi.json`, `GET /docs` | the description of all this, for programs and for people |
//!
//! Every answer but that page is JSON, errors included. A trailing slash makes no difference.

mod access;
mod admission;
mod aside;
mod body;
mod capabilities;
mod config;
mod documents;
mod error;
mod health;
mod instances;
mod issues;
mod jobs;
mod limits;
mod openapi;
mod panics;
mod query;
mod request_id;
mod router;
mod scans;
mod search;
mod serve;
mod status;
mod timestamp;
mod trace;

pub use access::{InvalidToken, Role, Token, Tokens};
pub use config::HttpConfig;
pub use limits::*;
pub use router::router;
pub use scans::{ScanParts, Scans};
pub use serve::{run, serve};
pub use status::{SpanCounters, StatusSource, TracingStatus};
pub use trace::{Trace, TraceFuture, TraceLayer};
