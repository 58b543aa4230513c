//! The address that a signal is sent to.

use http::Uri;

use crate::config::destination::Signal;
use crate::config::otlp::Protocol;
use crate::config::reader::{Found, Reader};
use crate::config::setting::{Finding, Origin};
use crate::scrub;

/// The port on which collectors listen for gRPC.
const GRPC_PORT: u16 = 4317;

/// The port on which collectors listen for HTTP.
const HTTP_PORT: u16 = 4318;

/// The endpoint of a signal: its full URL for HTTP, `scheme://host:port` for gRPC.
pub(super) fn of(reader: &mut Reader<'_>, signal: Signal, protocol: Protocol) -> String {
    let names = signal.names().endpoint;
    let (endpoint, origin) = match reader.find(names) {
        None => (default(signal, protocol), Origin::Default),
        Some(found) => {
            let read = match protocol {
                Protocol::HttpProtobuf => http(&found, signal),
                Protocol::Grpc => grpc(reader, &found, signal),
            };
            match read {
                Ok(endpoint) => {
                    check_port(reader, &found, &endpoint, protocol);
                    (endpoint, Origin::Variable(found.name))
                }
                Err(expected) => {
                    reader.refuse(&without_login(&found), expected, advice(protocol));
                    return default(signal, protocol);
                }
            }
        }
    };
    reader.note(names[0], shown(&endpoint), origin);
    endpoint
}

/// An endpoint without secrets: everything before the last `@` may be a password, whether or not the
/// rest is a URL.
pub(super) fn shown(endpoint: &str) -> String {
    let is_scheme = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let (scheme, rest) = match endpoint.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
        _ => (None, endpoint),
    };
    let rest = match rest.rsplit_once('@') {
        Some((_, host)) => format!("***@{host}"),
        None => rest.to_owned(),
    };
    scrub::message(&match scheme {
        Some(scheme) => format!("{scheme}://{rest}"),
        None => rest,
    })
}

/// What a message may repeat of the value of the variable.
fn without_login(found: &Found) -> Found {
    Found {
        name: found.name,
        text: shown(&found.text),
    }
}

fn default(signal: Signal, protocol: Protocol) -> String {
    match protocol {
        Protocol::HttpProtobuf => format!("http://localhost:{HTTP_PORT}/{}", signal.path()),
        Protocol::Grpc => format!("http://localhost:{GRPC_PORT}"),
    }
}

fn advice(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::HttpProtobuf => "for example `http://localhost:4318`",
        Protocol::Grpc => "for example `http://localhost:4317`",
    }
}

/// A signal's own endpoint is taken as it is; the general one gets the signal's path.
fn http(found: &Found, signal: Signal) -> Result<String, &'static str> {
    const EXPECTED: &str = "a URL that begins with http:// or https:// and names a host";
    let uri = absolute(&found.text).ok_or(EXPECTED)?;
    if found.name == signal.names().endpoint[0] {
        return Ok(uri.to_string());
    }
    let path = uri.path().trim_end_matches('/');
    let query = uri.query().map(|query| format!("?{query}"));
    Ok(format!(
        "{}://{}{path}/{}{}",
        uri.scheme_str().unwrap_or_default(),
        uri.authority().ok_or(EXPECTED)?,
        signal.path(),
        query.unwrap_or_default(),
    ))
}

/// `scheme://host:port`; without a scheme, the variable for insecure connections says which.
fn grpc(reader: &mut Reader<'_>, found: &Found, signal: Signal) -> Result<String, &'static str> {
    const EXPECTED: &str = "`host:port`, or a URL that begins with http:// or https://";
    let has_scheme = found.text.contains("://");
    let text = if has_scheme {
        found.text.clone()
    } else {
        let names = signal.names().insecure;
        let is_insecure = reader.switch(names, false);
        if !is_insecure && !reader.is_set(names) {
            let problem = "has no scheme";
            let written = shown(&format!("http://{}", found.text));
            let used = format!("https:// is used; write {written} if it is not TLS");
            reader
                .warnings
                .push(Finding::new(found.name, problem, used));
        }
        let scheme = if is_insecure { "http" } else { "https" };
        format!("{scheme}://{}", found.text)
    };
    let uri = absolute(&text).ok_or(EXPECTED)?;
    if !matches!(uri.path(), "" | "/") {
        let used = "the path is left out";
        reader.warn(&without_login(found), "no path, since gRPC has none", used);
    }
    let scheme = uri.scheme_str().unwrap_or_default();
    let authority = uri.authority().ok_or(EXPECTED)?;
    match uri.port_u16() {
        Some(_) => Ok(format!("{scheme}://{authority}")),
        None => {
            let port = if scheme == "https" { 443 } else { 80 };
            Ok(format!("{scheme}://{authority}:{port}"))
        }
    }
}

fn absolute(text: &str) -> Option<Uri> {
    let uri: Uri = text.parse().ok()?;
    let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
    // A port that is none is no part of the parsed authority's port.
    let authority = uri.authority()?;
    let host = authority.host();
    let after_host = authority.as_str().rsplit_once(host)?.1;
    let has_port = after_host.is_empty() || authority.port_u16().is_some();
    (is_http && !host.is_empty() && has_port).then_some(uri)
}

/// The two ports are easily mixed up, and neither receiver says so.
fn check_port(reader: &mut Reader<'_>, found: &Found, endpoint: &str, protocol: Protocol) {
    let port = endpoint.parse::<Uri>().ok().and_then(|uri| uri.port_u16());
    let (usual, other) = match protocol {
        Protocol::HttpProtobuf => ("http/protobuf", GRPC_PORT),
        Protocol::Grpc => ("grpc", HTTP_PORT),
    };
    if port == Some(other) {
        let problem = format!("names port {other}, where collectors do not listen for {usual}");
        let used = "it is used as it is; OTEL_EXPORTER_OTLP_PROTOCOL chooses the protocol";
        reader
            .warnings
            .push(Finding::new(found.name, problem, used));
    }
}
