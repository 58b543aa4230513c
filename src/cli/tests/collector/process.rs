//! A collector as a process of its own.

use std::io::Write;
use std::net::TcpListener;
use std::process::Child;
use std::time::{Duration, Instant};

/// How long a collector may take to start, and to show what it received.
const PATIENCE: Duration = Duration::from_secs(60);
const GLANCE: Duration = Duration::from_millis(20);

/// Ends with its owner.
pub(crate) struct Process(pub(crate) Child);

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// The program that an environment variable names. Without one it says that the test is skipped.
pub(crate) fn program(variable: &str, package: &str) -> Option<std::ffi::OsString> {
    let program = std::env::var_os(variable);
    if program.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "{variable} must name the collector"
        );
        // Past the capture of test output: a skipped test should be seen.
        let notice = format!("\nSKIPPED: no collector; set {variable} (pip install {package})\n");
        std::io::stderr().write_all(notice.as_bytes()).ok();
    }
    program
}

pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

pub(crate) fn wait_for<T>(what: &str, mut glance: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = glance() {
            return found;
        }
        assert!(Instant::now() < deadline, "waited {PATIENCE:?} for {what}");
        std::thread::sleep(GLANCE);
    }
}
