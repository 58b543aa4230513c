//! `POST /api/v1/capabilities/scan`: kinds that came, changed or went.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json as Answer};
use jobs::Scan;
use serde_json::json;

use crate::body::{FromJson, Json, Payload, array, object, string};
use crate::error::ApiError;
use crate::instances::SyncCounts;
use crate::issues::{Issue, Issues};
use crate::limits::SCAN_ITEMS_MAX;
use crate::router::JOBS;
use crate::scans::Scans;

/// Accepts a scan: it is written down and begun before the answer, and goes on after it.
pub(crate) async fn scan(
    Extension(scans): Extension<Scans>,
    Payload(Requested(scan)): Payload<Requested>,
) -> Result<Response, ApiError> {
    let counts = SyncCounts {
        upserts: scan.upserts.len(),
        deletes: scan.deletes.len(),
    };
    if counts.upserts + counts.deletes > SCAN_ITEMS_MAX {
        return Err(ApiError::ScanTooLarge);
    }
    let job = match scans.accept(scan).await {
        Ok(job) => job,
        Err(error) => return Ok((Extension(counts), error).into_response()),
    };
    let location = [(header::LOCATION, format!("{JOBS}/{}", job.id))];
    let answer = Answer(json!({
        "status": "accepted",
        "upserts": counts.upserts,
        "deletes": counts.deletes,
        "job": job.id,
    }));
    Ok((StatusCode::ACCEPTED, location, Extension(counts), answer).into_response())
}

/// A scan as it looks on the wire.
#[derive(Debug)]
pub(crate) struct Requested(Scan);

impl FromJson for Requested {
    fn from_json(body: Json) -> Result<Self, Vec<Issue>> {
        let mut issues = Issues::default();
        let scan = requested(body, &mut issues);
        issues.unless_any(scan.map(Self))
    }
}

fn requested(body: Json, issues: &mut Issues) -> Option<Scan> {
    let mut fields = object(Some(body), issues)?;
    let mut names = |name| fields.take(name, issues, |value, issues| array(value, issues, string));
    let (upserts, deletes) = (names("upserts"), names("deletes"));
    Some(Scan {
        upserts: upserts?,
        deletes: deletes?,
    })
}
