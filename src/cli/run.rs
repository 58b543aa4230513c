//! From the command line to the exit code.

use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use runtime::Capture;
use runtime::config::{ConfigError, Configured};
use runtime::logs::Format;
use tokio::runtime::Builder;

use crate::args::{Cli, Command, LogFormat, TelemetryCommand};
use crate::commands::{demo, search, serve, sync, sync_instances, telemetry};
use crate::telemetry::Telemetry;
use crate::{output, signals};

/// How long threads that are still reading may keep the process.
const THREADS_TIME_MAX: Duration = Duration::from_millis(100);

/// The exit code for what the command line or the environment says and cannot mean.
const WRONG_USAGE: u8 = 2;

/// How a command ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was done.
    Complete,
    /// Something had to be left out, and was reported.
    Incomplete,
}

/// Runs what the command line asks for.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::of_process();
    let outcome = match &cli.command {
        Command::Telemetry(TelemetryCommand::Config(args)) => {
            telemetry::config(args, cli.log_format)
        }
        _ => run_traced(cli),
    };
    match outcome {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::Incomplete) => ExitCode::FAILURE,
        // Whoever reads the results has seen enough.
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::say(&format!("error: {error:#}"));
            if error.is::<ConfigError>() {
                return ExitCode::from(WRONG_USAGE);
            }
            ExitCode::FAILURE
        }
    }
}

fn run_traced(cli: Cli) -> anyhow::Result<Outcome> {
    Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start")
        .and_then(|runtime| {
            let outcome = runtime.block_on(with_telemetry(cli));
            // A thread that waits for standard input would wait for ever.
            runtime.shutdown_timeout(THREADS_TIME_MAX);
            outcome
        })
}

/// On a terminal, unless <https://no-color.org> says otherwise.
fn wants_colour() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn log_format(asked: LogFormat) -> Format {
    match asked {
        LogFormat::Json => Format::Json,
        LogFormat::Text => Format::Text {
            colour: wants_colour(),
        },
    }
}

async fn with_telemetry(cli: Cli) -> anyhow::Result<Outcome> {
    let capture = matches!(cli.command, Command::Demo).then(Capture::new);
    let telemetry = Telemetry::install(capture.clone(), log_format(cli.log_format))?;
    let outcome = dispatch(cli, capture.as_ref(), &telemetry.configured).await;
    telemetry.shutdown().await;
    outcome
}

async fn dispatch(
    cli: Cli,
    capture: Option<&Capture>,
    configured: &Configured,
) -> anyhow::Result<Outcome> {
    let data_dir = cli.data_dir;
    match cli.command {
        Command::Sync(args) => signals::unless_stopped(sync::run(args, data_dir)).await,
        Command::SyncInstances(args) => {
            signals::unless_stopped(sync_instances::run(args, data_dir)).await
        }
        Command::Search(args) => signals::unless_stopped(search::run(args, data_dir)).await,
        Command::Serve(args) => serve::run(args, data_dir, configured).await,
        Command::Demo => signals::unless_stopped(demo::run(capture)).await,
        Command::Telemetry(TelemetryCommand::Config(args)) => {
            telemetry::config(&args, cli.log_format)
        }
    }
}
