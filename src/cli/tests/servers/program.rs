//! The program while it runs.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::world::{Run, World};

/// How long what is waited for may take: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(120);

/// Between two looks.
const GLANCE: Duration = Duration::from_millis(100);

/// Waits until something holds.
#[track_caller]
pub(crate) fn eventually(holds: impl AsyncFn() -> bool) -> impl Future<Output = ()> {
    let place = std::panic::Location::caller();
    async move {
        let deadline = Instant::now() + PATIENCE;
        while !holds().await {
            assert!(Instant::now() < deadline, "still not so: {place}");
            tokio::time::sleep(GLANCE).await;
        }
    }
}

/// The program, running; it is killed when it is dropped.
pub(crate) struct Program {
    child: Option<Child>,
    stderr: BufReader<ChildStderr>,
    /// The first line of standard error behind what it begins with.
    said: String,
}

impl Program {
    /// Starts it, and waits for a first line that begins so.
    pub(crate) fn start(world: &World, arguments: &[&str], first: &str) -> Self {
        let mut child = world
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        stderr.read_line(&mut line).unwrap();
        let said = line
            .trim()
            .strip_prefix(first)
            .unwrap_or_else(|| panic!("{line}"));
        Self {
            said: said.to_owned(),
            child: Some(child),
            stderr,
        }
    }

    /// The status of a GET.
    pub(crate) async fn status(&self, path: &str) -> u16 {
        let url = format!("http://{}{path}", self.said);
        reqwest::get(url).await.unwrap().status().as_u16()
    }

    /// Status and body of a POST.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let url = format!("http://{}{path}", self.said);
        let answer = reqwest::Client::new()
            .post(url)
            .json(body)
            .send()
            .await
            .unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// Asks it to stop, and waits for that.
    pub(crate) fn stop(mut self) -> Run {
        let child = self.child.take().unwrap();
        let id = child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        let mut stderr = String::new();
        self.stderr.read_to_string(&mut stderr).unwrap();
        let run = Run::of(child.wait_with_output().unwrap());
        Run { stderr, ..run }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().ok();
            child.wait().ok();
        }
    }
}
