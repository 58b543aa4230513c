//! Offers spans for some time and prints how much memory the process holds.
//!
//! ```text
//! cargo run --release -p runtime --example soak -- absent 60
//! ```
//!
//! The first argument is the receiver: `absent`, `silent` (accepts and never answers), `slow`
//! (answers after 200 ms), `refusing` (503), `normal`, or the URL of one (`grpc+http://…` for gRPC).
//! The second is the number of seconds, the third, optional, the number of spans a second.

#[path = "../tests/support/schemas.rs"]
mod schemas;

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use runtime::config::{OtlpConfig, Protocol};
use runtime::{Config, Exporter, Resource, Span};
use schemas::{QUERY, ROWS, SERVICE, TABLE};

const SPANS_PER_SECOND: u32 = 2000;

/// Spans are offered in bursts so far apart.
const BURST: Duration = Duration::from_millis(10);

/// Memory is printed so often.
const INTERVAL: Duration = Duration::from_secs(10);

/// What the receiver is like at first: memory is compared with that after so long.
const WARM_UP: Duration = Duration::from_secs(5);

fn main() -> Result<(), Box<dyn Error>> {
    rustls_graviola::default_provider()
        .install_default()
        .map_err(|_| "TLS is set up already")?;
    let mut arguments = std::env::args().skip(1);
    let kind = arguments.next().unwrap_or_else(|| "normal".to_owned());
    let seconds = arguments.next().map_or(Ok(60), |text| text.parse())?;
    let rate = arguments
        .next()
        .map_or(Ok(SPANS_PER_SECOND), |text| text.parse())?;
    let config = Config {
        exporter: Exporter::Otlp(receiver(&kind)?),
        ..Config::default()
    };
    let resource = Resource::new(&SERVICE, |attributes| attributes.add(0, "soak"));
    let telemetry = runtime::install(config, resource)?;
    let growth = offer(&kind, Duration::from_secs(seconds), rate)?;
    let start = Instant::now();
    let report = telemetry.shutdown();
    println!(
        "{kind}: grew by {growth} KiB; {report:?}; shutdown took {:?}",
        start.elapsed()
    );
    Ok(())
}

/// Ends spans at this rate. Returns by how much memory grew after the warm-up, in KiB.
fn offer(kind: &str, time: Duration, rate: u32) -> Result<i64, Box<dyn Error>> {
    let start = Instant::now();
    let burst = rate / u32::try_from(1000 / BURST.as_millis())?;
    let mut next = INTERVAL;
    let mut warm = None;
    let mut slowest = Duration::ZERO;
    while start.elapsed() < time {
        let before = Instant::now();
        for row in 0..burst {
            drop(Span::start(&QUERY, |attributes| {
                attributes.add(TABLE, "users");
                attributes.add(ROWS, runtime::Int(row));
            }));
        }
        slowest = slowest.max(before.elapsed());
        std::thread::sleep(BURST);
        if warm.is_none() && start.elapsed() >= WARM_UP {
            warm = Some(memory_kib()?);
        }
        if start.elapsed() >= next {
            next += INTERVAL;
            let counters = runtime::provider::counters();
            println!(
                "{kind} {:4} s: {} KiB, slowest burst of {burst} {slowest:?}, {counters:?}",
                start.elapsed().as_secs(),
                memory_kib()?,
            );
        }
    }
    let now = memory_kib()?;
    Ok(now - warm.unwrap_or(now))
}

fn memory_kib() -> Result<i64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    Ok(number.ok_or("/proc/self/status has no VmRSS")?.parse()?)
}

fn receiver(kind: &str) -> Result<OtlpConfig, Box<dyn Error>> {
    if let Some(url) = kind.strip_prefix("grpc+") {
        return Ok(OtlpConfig::new(Protocol::Grpc, url));
    }
    if kind.starts_with("http") {
        return Ok(OtlpConfig::new(Protocol::HttpProtobuf, kind));
    }
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/v1/traces", listener.local_addr()?);
    let answer: fn(TcpStream) -> std::io::Result<()> = match kind {
        // The listener is closed.
        "absent" => return Ok(OtlpConfig::new(Protocol::HttpProtobuf, url)),
        "silent" => |stream| std::io::copy(&mut &stream, &mut std::io::sink()).map(drop),
        "slow" => |stream| serve(stream, "200 OK", Duration::from_millis(200)),
        "refusing" => |stream| serve(stream, "503 Service Unavailable", Duration::ZERO),
        "normal" => |stream| serve(stream, "200 OK", Duration::ZERO),
        _ => return Err(format!("`{kind}` is no receiver").into()),
    };
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    Ok(OtlpConfig::new(Protocol::HttpProtobuf, url))
}

/// Reads requests and answers each after some time.
fn serve(mut stream: TcpStream, status: &str, delay: Duration) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if line == "\r\n" {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        std::io::copy(&mut (&mut reader).take(length), &mut std::io::sink())?;
        std::thread::sleep(delay);
        stream.write_all(answer.as_bytes())?;
    }
}
