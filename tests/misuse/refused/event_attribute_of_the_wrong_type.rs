use semconv::attributes::HttpRequestMethod;
use semconv::events::HttpRetry;
use semconv::http;

fn main() {
    let span = http::ClientRequest {
        http_request_method: HttpRequestMethod::Get,
        server_address: "localhost",
        server_port: 8000,
        url_full: "http://localhost:8000/",
    }
    .start();
    span.add_http_retry(HttpRetry {
        error_type: "timeout",
        http_request_resend_count: 1,
        retry_delay_ms: 250,
    });
}
