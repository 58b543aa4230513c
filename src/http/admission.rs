//! How many requests are worked on at once.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use crate::body::{self, Room};
use crate::error::ApiError;
use crate::limits::{REQUESTS_MAX, TURN_TIME_MAX};

/// The places of those who are worked on, and the room for their bodies.
#[derive(Debug, Clone)]
pub(crate) struct Admission {
    places: Arc<Semaphore>,
    room: Room,
    time_max: Duration,
}

impl Admission {
    /// Places for requests that may take so long each.
    pub(crate) fn new(time_max: Duration) -> Self {
        Self {
            places: Arc::new(Semaphore::new(REQUESTS_MAX)),
            room: Room::default(),
            time_max,
        }
    }
}

/// Waits for the body of a request, lets it wait for its turn, refuses it if too many stay in progress, and gives up on
/// one that takes too long. A client that sends slowly takes nobody's place.
pub(crate) async fn admit(
    State(admission): State<Admission>,
    request: Request,
    next: Next,
) -> Response {
    let Admission {
        places,
        room,
        time_max,
    } = admission;
    let (request, _room) = match body::receive(request, &room).await {
        Ok(received) => received,
        Err(error) => return error.into_response(),
    };
    let Ok(Ok(_place)) = tokio::time::timeout(TURN_TIME_MAX, places.acquire()).await else {
        return ApiError::TooManyRequests.into_response();
    };
    let answer = tokio::time::timeout(time_max, next.run(request)).await;
    answer.unwrap_or_else(|_| ApiError::Timeout.into_response())
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware::from_fn_with_state;
    use axum::routing::post;
    use tokio::task::JoinSet;
    use tower::ServiceExt;

    use super::*;

    /// A route whose handler waits until the gate is open.
    fn route(gate: &Arc<Semaphore>) -> Router {
        let gate = Arc::clone(gate);
        let wait = async move || {
            let _passed = gate.acquire().await;
        };
        Router::new()
            .route("/", post(wait))
            .layer(from_fn_with_state(
                Admission::new(crate::limits::REQUEST_TIME_MAX),
                admit,
            ))
    }

    async fn status(router: Router) -> Response {
        let request = Request::post("/").body(Body::from("{}")).unwrap();
        router.oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn a_request_waits_for_its_turn_and_not_for_ever() {
        let gate = Arc::new(Semaphore::new(0));
        let router = route(&gate);
        let mut requests = JoinSet::new();
        for _ in 0..REQUESTS_MAX + 1 {
            requests.spawn(status(router.clone()));
        }
        let refused = requests.join_next().await.unwrap().unwrap();
        assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(refused.headers()["retry-after"], "1");
        requests.spawn(status(router));
        tokio::time::sleep(TURN_TIME_MAX / 2).await;
        gate.add_permits(1);
        while let Some(answer) = requests.join_next().await {
            assert_eq!(answer.unwrap().status(), StatusCode::OK);
        }
    }
}
