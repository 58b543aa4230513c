//! Servers that answer as a test wants it.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use http::request::Parts;
use outbound::Url;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A server that remembers what it was asked.
pub(crate) struct Server {
    pub(crate) url: Url,
    asked: Arc<Mutex<Vec<Parts>>>,
}

impl Server {
    /// Answers each request by its number, from 0.
    pub(crate) async fn start<A>(
        answer: impl Fn(usize) -> A + Clone + Send + Sync + 'static,
    ) -> Self
    where
        A: Future<Output = Response> + Send + 'static,
    {
        let asked = Arc::<Mutex<Vec<Parts>>>::default();
        let kept = Arc::clone(&asked);
        let handler = async move |request: Request| {
            let number = {
                let mut kept = kept.lock().unwrap();
                kept.push(request.into_parts().0);
                kept.len() - 1
            };
            answer(number).await
        };
        let (listener, url) = listen().await;
        let router = Router::new().fallback(handler);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, asked }
    }

    pub(crate) fn asked(&self) -> Vec<Parts> {
        self.asked.lock().unwrap().clone()
    }
}

/// A server that sends these bytes to whoever connects, and hangs up.
pub(crate) async fn raw(answer: &'static [u8]) -> Url {
    let (listener, url) = listen().await;
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let Ok(1..) = stream.read(&mut request).await else {
                continue;
            };
            stream.write_all(answer).await.ok();
            stream.shutdown().await.ok();
        }
    });
    url
}

/// Where nobody listens.
pub(crate) async fn nobody() -> Url {
    listen().await.1
}

async fn listen() -> (TcpListener, Url) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, format!("http://{address}").parse().unwrap())
}

/// An answer.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.to_owned().into()).unwrap()
}
