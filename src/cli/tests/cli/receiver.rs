//! A receiver of OTLP over HTTP that keeps what it gets, byte for byte.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver as Requests, Sender};
use std::thread;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

/// What a receiver does with a request after it has kept it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Accepts,
    /// Never answers, and keeps the connection open.
    Hangs,
}

pub(crate) struct Receiver {
    pub(crate) address: String,
    requests: Requests<Request>,
}

/// One request.
#[derive(Debug)]
pub(crate) struct Request {
    /// The first line and the headers.
    pub(crate) head: Vec<String>,
    pub(crate) body: Vec<u8>,
}

impl Receiver {
    pub(crate) fn start() -> Self {
        Self::that(Manner::Accepts)
    }

    pub(crate) fn that(manner: Manner) -> Self {
        Self::over(Some, manner)
    }

    /// A receiver at `localhost` that shows a certificate of its authority, and insists on one.
    pub(crate) fn with_tls() -> Self {
        rustls_graviola::default_provider().install_default().ok();
        let tls = Arc::new(tls());
        let secured = move |stream| {
            let connection = ServerConnection::new(Arc::clone(&tls)).ok()?;
            Some(StreamOwned::new(connection, stream))
        };
        Self::over(secured, Manner::Accepts)
    }

    fn over<S: Read + Write>(
        open: impl Fn(TcpStream) -> Option<S> + Clone + Send + 'static,
        manner: Manner,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (open, sender) = (open.clone(), sender.clone());
                thread::spawn(move || serve(open(stream)?, &sender, manner));
            }
        });
        Self { address, requests }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn port(&self) -> &str {
        self.address.rsplit(':').next().unwrap()
    }

    /// Everything that has come by now, for when the sender has ended.
    pub(crate) fn rest(&self) -> Vec<Request> {
        self.requests.try_iter().collect()
    }
}

/// A file of the certificates that tests use.
pub(crate) fn certificate(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.join("../runtime/tests/tls").join(name)
}

fn tls() -> ServerConfig {
    let chain = CertificateDer::pem_file_iter(certificate("server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(certificate("server.key")).unwrap();
    let mut roots = RootCertStore::empty();
    let authority = CertificateDer::from_pem_file(certificate("authority.pem")).unwrap();
    roots.add(authority).unwrap();
    let verifier = WebPkiClientVerifier::builder(Arc::new(roots))
        .build()
        .unwrap();
    ServerConfig::builder()
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain.map(Result::unwrap).collect(), key)
        .unwrap()
}

fn serve(stream: impl Read + Write, sender: &Sender<Request>, manner: Manner) -> Option<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let request = read(&mut stream)?;
        sender.send(request).ok()?;
        if manner == Manner::Hangs {
            // Ends when the client has had enough.
            stream.read_to_end(&mut Vec::new()).ok()?;
            return None;
        }
        let answer =
            b"HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n";
        stream.get_mut().write_all(answer).ok()?;
        stream.get_mut().flush().ok()?;
    }
}

fn read(stream: &mut impl BufRead) -> Option<Request> {
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        head.push(line);
    }
    let length = head.iter().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.parse().ok())?
    });
    let mut body = vec![0; length?];
    stream.read_exact(&mut body).ok()?;
    Some(Request { head, body })
}

impl Request {
    pub(crate) fn path(&self) -> &str {
        self.head[0].split(' ').nth(1).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    pub(crate) fn contains(&self, bytes: impl AsRef<[u8]>) -> bool {
        let bytes = bytes.as_ref();
        self.body.windows(bytes.len()).any(|window| window == bytes)
    }

    /// The text of the first attribute with this key, read as protobuf lays it down: the key, then
    /// the field of the value, which holds the field of a text. Lengths below 128 are one byte.
    pub(crate) fn attribute(&self, key: &str) -> Option<String> {
        let mut pattern = vec![0x0a, u8::try_from(key.len()).unwrap()];
        pattern.extend(key.as_bytes());
        let mut windows = self.body.windows(pattern.len());
        let start = windows.position(|window| window == pattern)? + pattern.len();
        let [0x12, _, 0x0a, length] = self.body[start..start + 4] else {
            return None;
        };
        let start = start + 4;
        let text = &self.body[start..start + usize::from(length)];
        Some(String::from_utf8(text.to_vec()).unwrap())
    }
}
