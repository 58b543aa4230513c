//! The events of one watch, as lines of JSON.

use std::time::Duration;

use bytes::BytesMut;
use http_body_util::BodyExt;
use kube::client::Body;
use serde::Deserialize;
use tokio::time::timeout;

use crate::kubernetes::api::{Api, Get, Status, unsent};
use crate::kubernetes::discovery::Resource;
use crate::kubernetes::error::ApiError;
use crate::kubernetes::objects::{OBJECT_METADATA, Object};
use crate::limits::{WATCH_EVENT_BYTES_MAX, WATCH_IDLE_SECONDS_MAX, WATCH_SECONDS};

/// What a watch says.
#[derive(Debug)]
pub(super) enum Event {
    /// The object was made or changed.
    Applied(Object),
    /// The object is gone.
    Deleted(Object),
    /// Nothing happened up to this state.
    Bookmark(Object),
}

#[derive(Deserialize)]
struct Type {
    r#type: String,
}

#[derive(Deserialize)]
struct Of<T> {
    object: T,
}

/// A watch that goes on.
pub(super) struct Events {
    body: Body,
    read: BytesMut,
    /// Where to look for the end of the line.
    searched: usize,
}

impl Events {
    /// Begins a watch at a state.
    pub(super) async fn from(
        api: &Api,
        resource: &Resource,
        resource_version: &str,
    ) -> Result<Self, ApiError> {
        let get = Get::new(resource.path())
            .accepts(OBJECT_METADATA)
            .query("watch", "true")
            .query("allowWatchBookmarks", "true")
            .query("timeoutSeconds", &WATCH_SECONDS.to_string())
            .query("resourceVersion", resource_version);
        Ok(Self {
            body: api.open(&get).await?,
            read: BytesMut::new(),
            searched: 0,
        })
    }

    /// The next event; `None` at the end, which every watch comes to.
    pub(super) async fn next(&mut self) -> Result<Option<Event>, ApiError> {
        let patience = Duration::from_secs(WATCH_SECONDS + WATCH_IDLE_SECONDS_MAX);
        loop {
            if let Some(line) = self.line()? {
                return event(&line).map(Some);
            }
            let frame = timeout(patience, self.body.frame()).await;
            let frame = frame.map_err(|_| ApiError::Timeout {
                seconds: patience.as_secs_f64(),
            })?;
            match frame {
                None => return Ok(None),
                Some(frame) => {
                    if let Ok(data) = frame.map_err(unsent)?.into_data() {
                        self.read.extend_from_slice(&data);
                    }
                }
            }
        }
    }

    /// The next complete line that is not empty.
    fn line(&mut self) -> Result<Option<BytesMut>, ApiError> {
        loop {
            let end = self.read[self.searched..]
                .iter()
                .position(|byte| *byte == b'\n');
            let Some(end) = end else {
                self.searched = self.read.len();
                if self.searched > WATCH_EVENT_BYTES_MAX {
                    return Err(ApiError::TooLarge);
                }
                return Ok(None);
            };
            let line = self.read.split_to(self.searched + end + 1);
            self.searched = 0;
            if !line.trim_ascii().is_empty() {
                return Ok(Some(line));
            }
        }
    }
}

fn event(line: &[u8]) -> Result<Event, ApiError> {
    let object = || -> Result<Object, ApiError> { Ok(parsed::<Of<Object>>(line)?.object) };
    match parsed::<Type>(line)?.r#type.as_str() {
        "ADDED" | "MODIFIED" => object().map(Event::Applied),
        "DELETED" => object().map(Event::Deleted),
        "BOOKMARK" => object().map(Event::Bookmark),
        "ERROR" => Err(parsed::<Of<Status>>(line)?.object.into_error()),
        _ => Err(garbage("an event of another type")),
    }
}

fn parsed<'a, T: Deserialize<'a>>(line: &'a [u8]) -> Result<T, ApiError> {
    serde_json::from_slice(line).map_err(|_| garbage("something else"))
}

fn garbage(found: &str) -> ApiError {
    ApiError::Garbage {
        expected: "an event of a watch",
        found: found.to_owned(),
    }
}
