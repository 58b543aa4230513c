//! `GET /api/v1/jobs` and `GET /api/v1/jobs/{id}`: what became of the work that was accepted.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery};
use axum::{Extension, Json};
use jobs::Job;
use serde::Serialize;

use crate::error::ApiError;
use crate::limits::JOBS_DEFAULT;
use crate::query::Query;
use crate::scans::Scans;

/// A page of the jobs, the latest first.
#[derive(Debug, Serialize)]
pub(crate) struct JobsAnswer {
    status: &'static str,
    count: usize,
    total: usize,
    offset: usize,
    /// Whether there are more behind this page.
    cut: bool,
    jobs: Vec<Job>,
}

/// The latest jobs.
pub(crate) async fn list(
    Extension(scans): Extension<Scans>,
    RawQuery(query): RawQuery,
) -> Result<Json<JobsAnswer>, ApiError> {
    let (offset, limit) = Query::of(query.as_deref()).page(JOBS_DEFAULT)?;
    let page = scans.page(offset, limit).await?;
    Ok(Json(JobsAnswer {
        status: "ok",
        count: page.jobs.len(),
        total: page.total,
        offset,
        cut: offset + page.jobs.len() < page.total,
        jobs: page.jobs,
    }))
}

/// One job.
pub(crate) async fn one(
    Extension(scans): Extension<Scans>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Json<Job>, ApiError> {
    // An id that is not UTF-8.
    let Path(id) = path.map_err(|_| ApiError::NoSuchJob)?;
    scans.job(id).await.map(Json)
}
