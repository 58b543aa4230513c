//! When a request is sent again.

use std::time::Duration;

use http::StatusCode;
use semconv::Failure;
use semconv::events::HttpRetry;
use semconv::http::ClientRequestSpan;
use tokio::time::sleep;

use crate::kubernetes::error::ApiError;
use crate::limits::{ATTEMPTS_MAX, RETRY_AFTER_SECONDS_MAX, RETRY_DELAY_MS_FIRST};

/// Sends until there is an answer, an error that stays, or [`ATTEMPTS_MAX`] is reached; the span gets an event each time
/// that it is sent again. Every request reads, so that none does harm when it is sent twice.
pub(super) async fn until_answered<T, F>(
    span: &ClientRequestSpan,
    send: impl Fn() -> F,
) -> Result<T, ApiError>
where
    F: Future<Output = Result<T, ApiError>>,
{
    let mut attempt = 1;
    loop {
        let error = match send().await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        match delay(&error, attempt) {
            Some(delay) if attempt < ATTEMPTS_MAX => {
                record(span, &error, attempt, delay);
                sleep(delay).await;
            }
            _ => return Err(error),
        }
        attempt += 1;
    }
}

fn record(span: &ClientRequestSpan, error: &ApiError, resend: u32, delay: Duration) {
    span.set_http_request_resend_count(resend);
    let event = span.add_http_retry(HttpRetry {
        http_request_resend_count: resend.into(),
        retry_delay_ms: i64::try_from(delay.as_millis()).unwrap_or(i64::MAX),
        error_type: error.error_type(),
    });
    if let Some(status) = error.status() {
        event.set_http_response_status_code(status.as_u16());
    }
}

/// How long to wait before the next attempt; `None` if it would fare no better.
fn delay(error: &ApiError, attempt: u32) -> Option<Duration> {
    let usual = Duration::from_millis(RETRY_DELAY_MS_FIRST << (attempt - 1));
    match error {
        ApiError::Transport(_) => Some(usual),
        ApiError::Status {
            status,
            wait_seconds,
            ..
        } => match (*status, wait_seconds) {
            (StatusCode::TOO_MANY_REQUESTS, None) => Some(usual),
            (status, Some(seconds))
                if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() =>
            {
                (*seconds <= RETRY_AFTER_SECONDS_MAX).then(|| Duration::from_secs(*seconds))
            }
            (
                StatusCode::BAD_GATEWAY
                | StatusCode::SERVICE_UNAVAILABLE
                | StatusCode::GATEWAY_TIMEOUT,
                None,
            ) => Some(usual),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(code: u16, wait_seconds: Option<u64>) -> ApiError {
        ApiError::Status {
            status: StatusCode::from_u16(code).unwrap(),
            message: String::new(),
            wait_seconds,
            resume: None,
        }
    }

    #[test]
    fn a_server_that_asks_to_wait_is_waited_for() {
        assert_eq!(
            delay(&status(429, Some(3)), 1),
            Some(Duration::from_secs(3))
        );
        assert_eq!(
            delay(&status(503, Some(1)), 4),
            Some(Duration::from_secs(1))
        );
        assert_eq!(delay(&status(429, Some(3600)), 1), None);
    }

    #[test]
    fn what_passes_is_tried_again_later_and_later() {
        assert_eq!(
            delay(&status(503, None), 1),
            Some(Duration::from_millis(200))
        );
        assert_eq!(
            delay(&status(503, None), 3),
            Some(Duration::from_millis(800))
        );
    }

    #[test]
    fn what_stays_is_not_tried_again() {
        for code in [400, 401, 403, 404, 406, 410, 500] {
            assert_eq!(delay(&status(code, None), 1), None, "{code}");
        }
        assert_eq!(delay(&ApiError::Timeout { seconds: 1.0 }, 1), None);
    }
}
