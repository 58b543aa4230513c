//! A receiver of OTLP over HTTP that keeps what it gets, byte for byte.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver as Requests, Sender};
use std::thread;

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
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let sender = sender.clone();
                thread::spawn(move || serve(stream, &sender));
            }
        });
        Self { address, requests }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Everything that has come by now, for when the sender has ended.
    pub(crate) fn rest(&self) -> Vec<Request> {
        self.requests.try_iter().collect()
    }
}

fn serve(stream: TcpStream, sender: &Sender<Request>) -> Option<()> {
    let mut answers = stream.try_clone().ok()?;
    let mut stream = BufReader::new(stream);
    loop {
        let request = read(&mut stream)?;
        sender.send(request).ok()?;
        let answer =
            b"HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n";
        answers.write_all(answer).ok()?;
    }
}

fn read(stream: &mut BufReader<TcpStream>) -> Option<Request> {
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
