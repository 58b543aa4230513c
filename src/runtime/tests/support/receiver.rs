//! An OTLP receiver that answers as a test wants it, over both protocols, and remembers what it got.

#![allow(dead_code, reason = "each test process uses its own part")]

use std::convert::Infallible;
use std::future::pending;
use std::io::Read;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use flate2::read::GzDecoder;
use http_body_util::BodyExt;
use http_body_util::combinators::BoxBody;
use hyper::body::{Body, Frame, Incoming};
use hyper::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;
use tokio::io::{AsyncRead, AsyncWrite};

/// How long a test waits for what has to come.
const WAIT: Duration = Duration::from_secs(20);

/// What a receiver answers to one request.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    /// Success without a word.
    Ok,
    /// This status, headers and body of HTTP.
    Http(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// This status, trailers and message of gRPC.
    Grpc(u32, Vec<(&'static str, String)>, Vec<u8>),
    /// None, while the connection stays open.
    Never,
    /// This status with a body that goes on for ever.
    Endless(u16),
    /// This status with a body that never comes to its end.
    Unfinished(u16),
}

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    /// As it was sent.
    pub(crate) body_bytes: usize,
    pub(crate) message: ExportTraceServiceRequest,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn spans(&self) -> impl Iterator<Item = &Span> {
        let resources = self.message.resource_spans.iter();
        resources
            .flat_map(|resource| &resource.scope_spans)
            .flat_map(|scope| &scope.spans)
    }
}

type Choose = dyn Fn(usize, &Received) -> Answer + Send + Sync;

struct Shared {
    received: Mutex<Vec<Received>>,
    changed: Condvar,
    choose: Box<Choose>,
}

/// A receiver. It is gone, with all its connections, when it is dropped.
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
    runtime: Option<tokio::runtime::Runtime>,
}

/// Files of a receiver that speaks TLS.
pub(crate) struct Tls<'a> {
    pub(crate) certificate: &'a Path,
    pub(crate) key: &'a Path,
    /// Whose certificates clients have to show.
    pub(crate) client_authority: Option<&'a Path>,
}

impl Receiver {
    /// One that takes everything.
    pub(crate) fn start() -> Self {
        Self::answering(|_, _| Answer::Ok)
    }

    /// One that answers each request, counted from 0, as `choose` says.
    pub(crate) fn answering(
        choose: impl Fn(usize, &Received) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self::at("127.0.0.1:0".parse().unwrap(), None, choose)
    }

    pub(crate) fn at(
        address: SocketAddr,
        tls: Option<Arc<rustls::ServerConfig>>,
        choose: impl Fn(usize, &Received) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let shared = Arc::new(Shared {
            received: Mutex::default(),
            changed: Condvar::new(),
            choose: Box::new(choose),
        });
        let listener = runtime.block_on(tokio::net::TcpListener::bind(address));
        let listener = listener.unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(accept(listener, tls, Arc::clone(&shared)));
        Self {
            address,
            shared,
            runtime: Some(runtime),
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }

    /// The names of all spans so far, also of requests that were not answered with success.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let received = self.received();
        received.iter().flat_map(Received::spans).cloned().collect()
    }

    /// Waits until so many requests are there.
    pub(crate) fn wait(&self, requests: usize) -> Vec<Received> {
        let received = self.shared.received.lock().unwrap();
        let changed = &self.shared.changed;
        let (received, _) = changed
            .wait_timeout_while(received, WAIT, |received| received.len() < requests)
            .unwrap();
        assert!(
            received.len() >= requests,
            "{} of {requests} requests came",
            received.len()
        );
        received.clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(WAIT);
        }
    }
}

/// An address where nobody listens.
pub(crate) fn nobody() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

async fn accept(
    listener: tokio::net::TcpListener,
    tls: Option<Arc<rustls::ServerConfig>>,
    shared: Arc<Shared>,
) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let shared = Arc::clone(&shared);
        match &tls {
            None => drop(tokio::spawn(serve(stream, shared))),
            Some(tls) => {
                let acceptor = tokio_rustls::TlsAcceptor::from(Arc::clone(tls));
                tokio::spawn(async move {
                    // A client without the right certificate is refused here.
                    if let Ok(stream) = acceptor.accept(stream).await {
                        serve(stream, shared).await;
                    }
                });
            }
        }
    }
}

async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, shared: Arc<Shared>) {
    let service = service_fn(move |request| handle(request, Arc::clone(&shared)));
    let builder = auto::Builder::new(TokioExecutor::new());
    // A client may go away.
    builder
        .serve_connection(TokioIo::new(stream), service)
        .await
        .ok();
}

async fn handle(
    request: Request<Incoming>,
    shared: Arc<Shared>,
) -> Result<Response<BoxBody<Bytes, Infallible>>, hyper::Error> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let is_grpc = parts
        .headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/grpc");
    let received = Received {
        path: parts.uri.path().to_owned(),
        body_bytes: body.len(),
        message: decode(&parts.headers, &body, is_grpc),
        headers: parts.headers,
    };
    let answer = {
        let mut all = shared.received.lock().unwrap();
        let answer = (shared.choose)(all.len(), &received);
        all.push(received);
        shared.changed.notify_all();
        answer
    };
    Ok(respond(answer, is_grpc).await)
}

/// Reads a body as an OTLP receiver does; panics, and so never answers, if it is none.
fn decode(headers: &HeaderMap, body: &[u8], is_grpc: bool) -> ExportTraceServiceRequest {
    let (is_packed, message) = if is_grpc {
        let length = u32::from_be_bytes(body[1..5].try_into().unwrap());
        assert_eq!(length as usize, body.len() - 5, "one message");
        let is_packed = body[0] == 1;
        assert_eq!(is_packed, headers.get("grpc-encoding").is_some());
        (is_packed, &body[5..])
    } else {
        assert_eq!(headers[CONTENT_TYPE], "application/x-protobuf");
        (headers.get(CONTENT_ENCODING).is_some(), body)
    };
    let mut unpacked = Vec::new();
    if is_packed {
        GzDecoder::new(message).read_to_end(&mut unpacked).unwrap();
    } else {
        unpacked.extend_from_slice(message);
    }
    ExportTraceServiceRequest::decode(&*unpacked).unwrap()
}

async fn respond(answer: Answer, is_grpc: bool) -> Response<BoxBody<Bytes, Infallible>> {
    match answer {
        Answer::Ok if is_grpc => grpc(0, Vec::new(), &[]),
        Answer::Ok => http(200, Vec::new(), Parts::once(Vec::new())),
        Answer::Http(status, headers, body) => http(status, headers, Parts::once(body)),
        Answer::Grpc(status, trailers, message) => grpc(status, trailers, &message),
        Answer::Never => pending().await,
        Answer::Endless(status) => http(status, Vec::new(), Parts::Endless),
        Answer::Unfinished(status) => http(status, Vec::new(), Parts::Unfinished),
    }
}

fn http(
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Parts,
) -> Response<BoxBody<Bytes, Infallible>> {
    let mut response = Response::new(body.boxed());
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    for (name, value) in headers {
        let value = HeaderValue::from_str(&value).unwrap();
        response.headers_mut().insert(name, value);
    }
    response
}

fn grpc(
    status: u32,
    trailers: Vec<(&'static str, String)>,
    message: &[u8],
) -> Response<BoxBody<Bytes, Infallible>> {
    let mut map = HeaderMap::new();
    map.insert("grpc-status", HeaderValue::from(status));
    for (name, value) in trailers {
        map.insert(name, HeaderValue::from_str(&value).unwrap());
    }
    let mut data = vec![0];
    data.extend(u32::try_from(message.len()).unwrap().to_be_bytes());
    data.extend_from_slice(message);
    let parts = vec![Frame::trailers(map), Frame::data(data.into())];
    let kind = vec![("content-type", "application/grpc".to_owned())];
    http(200, kind, Parts::Some(parts))
}

/// A body in parts, last one first.
enum Parts {
    Some(Vec<Frame<Bytes>>),
    Endless,
    Unfinished,
}

impl Parts {
    fn once(body: Vec<u8>) -> Self {
        Self::Some(vec![Frame::data(body.into())])
    }
}

impl Body for Parts {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(match self.get_mut() {
            Self::Some(parts) => parts.pop().map(Ok),
            Self::Unfinished => return Poll::Pending,
            Self::Endless => Some(Ok(Frame::data(Bytes::from_static(&[b'x'; 4096])))),
        })
    }
}
