//! Lists of objects, page by page.

use http::StatusCode;
use knowledge::Instance;
use tokio::task::spawn_blocking;

use super::api::{Api, Get, JSON};
use super::discovery::Resource;
use super::error::ApiError;
use super::objects::{LIST_METADATA, Page};
use crate::limits::LIST_EXPIRED_MAX;

/// What a list goes on with.
#[derive(Debug)]
pub(super) enum Step {
    /// Some of its objects.
    Page(Vec<Instance>),
    /// It begins again: what it had does not count.
    Restarted,
    /// It is complete.
    Complete {
        /// The state it shows.
        resource_version: String,
    },
}

/// Whether all pages of a list must show one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Consistency {
    /// Later pages may show a later state, once the first has expired.
    Any,
    /// They must: what changed in between would never be seen.
    One,
}

/// A list on its way.
pub(super) struct Listing<'a> {
    api: &'a Api,
    resource: &'a Resource,
    consistency: Consistency,
    page_objects: usize,
    accept: &'static str,
    next: String,
    resource_version: Option<String>,
    expired: u32,
}

impl<'a> Listing<'a> {
    pub(super) fn new(
        api: &'a Api,
        resource: &'a Resource,
        page_objects: usize,
        consistency: Consistency,
    ) -> Self {
        Self {
            api,
            resource,
            consistency,
            page_objects: page_objects.max(1),
            accept: LIST_METADATA,
            next: String::new(),
            resource_version: None,
            expired: 0,
        }
    }

    /// The next step; after an error there is none.
    pub(super) async fn step(&mut self) -> Result<Step, ApiError> {
        if let Some(resource_version) = &self.resource_version
            && self.next.is_empty()
        {
            return Ok(Step::Complete {
                resource_version: resource_version.clone(),
            });
        }
        loop {
            let error = match self.page().await {
                Ok(instances) => return Ok(Step::Page(instances)),
                Err(error) => error,
            };
            match error {
                ApiError::TooLarge if self.page_objects > 1 => {
                    self.page_objects = (self.page_objects / 8).max(1);
                }
                ApiError::Status {
                    status: StatusCode::GONE,
                    resume,
                    ..
                } if self.expired < LIST_EXPIRED_MAX => {
                    self.expired += 1;
                    match resume {
                        Some(resume) if self.consistency == Consistency::Any => self.next = resume,
                        _ => {
                            self.next = String::new();
                            self.resource_version = None;
                            return Ok(Step::Restarted);
                        }
                    }
                }
                // A server that knows whole objects only. The data of Secrets must not even arrive.
                ApiError::Status {
                    status: StatusCode::NOT_ACCEPTABLE,
                    ..
                } if self.accept != JSON && !self.resource.is_secret() => self.accept = JSON,
                error => return Err(error),
            }
        }
    }

    async fn page(&mut self) -> Result<Vec<Instance>, ApiError> {
        let mut get = Get::new(self.resource.path())
            .accepts(self.accept)
            .query("limit", &self.page_objects.to_string());
        if !self.next.is_empty() {
            get = get.query("continue", &self.next);
        }
        let body = self.api.get(&get).await?;
        let resource = self.resource.clone();
        let parsed = spawn_blocking(move || {
            let page: Page = serde_json::from_slice(&body).map_err(|error| {
                not_a_list(&format!(
                    "something else at line {}, column {}",
                    error.line(),
                    error.column()
                ))
            })?;
            let objects = page.items.into_iter().flatten();
            let instances: Vec<Instance> = objects
                .filter_map(|object| object.instance(&resource))
                .collect();
            Ok((page.metadata, instances))
        });
        let (metadata, instances) = parsed
            .await
            .unwrap_or_else(|_| Err(not_a_list("one that could not be read")))?;
        if !metadata.next.is_empty() && metadata.next == self.next {
            return Err(not_a_list("one that goes on with itself"));
        }
        self.next = metadata.next;
        self.resource_version = Some(metadata.resource_version);
        Ok(instances)
    }
}

fn not_a_list(found: &str) -> ApiError {
    ApiError::Garbage {
        expected: "a list of objects",
        found: found.to_owned(),
    }
}
