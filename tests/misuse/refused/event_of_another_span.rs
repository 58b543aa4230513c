use semconv::attributes::{ErrorType, HttpRequestMethod};
use semconv::events::HttpRetry;
use semconv::http;

fn main() {
    let span = http::Request {
        http_request_method: HttpRequestMethod::Get,
        url_path: "/",
        url_scheme: "http",
    }
    .start();
    span.add_http_retry(HttpRetry {
        error_type: ErrorType::Timeout,
        http_request_resend_count: 1,
        retry_delay_ms: 250,
    });
}
