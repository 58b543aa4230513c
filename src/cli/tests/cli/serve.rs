//! `serve`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use http_api::SHUTDOWN_TIME_MAX;

use crate::world::{Run, World};

/// A server that is up.
pub(crate) struct Server {
    child: Child,
    address: String,
    stderr: BufReader<std::process::ChildStderr>,
}

impl Server {
    fn start(world: &World) -> Self {
        Self::start_with(world, &[])
    }

    /// A server with these variables.
    pub(crate) fn start_with(world: &World, variables: &[(&str, &str)]) -> Self {
        let mut child = world
            .command(&["serve", "--port", "0"])
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        stderr.read_line(&mut line).unwrap();
        let address = line
            .trim()
            .strip_prefix("Listening on http://")
            .unwrap_or_else(|| panic!("{line}"))
            .to_owned();
        Self {
            child,
            address,
            stderr,
        }
    }

    pub(crate) fn get(&self, path: &str) -> String {
        self.get_with(path, "")
    }

    /// The answer to a request with more header lines.
    pub(crate) fn get_with(&self, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: {}\r\n{headers}connection: close\r\n\r\n",
            self.address
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn signal(&self, signal: &str) {
        let sent = Command::new("kill")
            .args([signal, &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    pub(crate) fn stop(mut self, signal: &str) -> Run {
        self.signal(signal);
        let mut stderr = String::new();
        self.stderr.read_to_string(&mut stderr).unwrap();
        let run = Run::of(self.child.wait_with_output().unwrap());
        Run { stderr, ..run }
    }
}

#[test]
fn it_listens_on_this_machine_only_and_stops_when_told() {
    for signal in ["-TERM", "-INT"] {
        let server = Server::start(&World::new());
        assert!(
            server.address.starts_with("127.0.0.1:"),
            "{}",
            server.address
        );
        let answer = server.get("/readyz");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        let run = server.stop(signal);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(0), ""),
            "{signal}: {}",
            run.stderr
        );
        assert!(
            run.stderr.contains("reached from this machine only"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_second_signal_breaks_off_a_request_that_does_not_end() {
    let mut server = Server::start(&World::new());
    let mut endless = TcpStream::connect(&server.address).unwrap();
    let head = "POST /api/v1/search HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                content-length: 9\r\nexpect: 100-continue\r\n\r\n";
    endless.write_all(head.as_bytes()).unwrap();
    let mut continued = [0; 12];
    endless.read_exact(&mut continued).unwrap();
    assert_eq!(&continued, b"HTTP/1.1 100");
    server.signal("-TERM");
    let mut line = String::new();
    while !line.starts_with("Stopping: ") {
        line.clear();
        assert!(server.stderr.read_line(&mut line).unwrap() > 0);
    }
    let told = Instant::now();
    let run = server.stop("-INT");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(told.elapsed() < SHUTDOWN_TIME_MAX / 2);
}

#[test]
fn a_port_that_is_taken_is_reported_with_what_to_do() {
    let world = World::new();
    let server = Server::start(&world);
    let port = server.address.rsplit(':').next().unwrap().to_owned();
    let run = World::new().run(&["serve", "--port", &port]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.starts_with(&format!(
            "error: cannot listen on 127.0.0.1:{port}: choose another"
        )),
        "{}",
        run.stderr
    );
    server.stop("-TERM");
}

#[test]
fn a_data_folder_in_use_is_reported() {
    let world = World::new();
    let server = Server::start(&world);
    let run = world.run(&["search", "anything"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("is in use by another process"),
        "{}",
        run.stderr
    );
    server.stop("-TERM");
}
