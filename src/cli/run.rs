//! From the command line to the exit code.

use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use runtime::Capture;
use runtime::logs::Format;
use tokio::runtime::Builder;

use crate::args::{Cli, Command, ConfigCommand, TelemetryCommand};
use crate::commands::{self, demo, reembed, search, serve, sync, sync_instances, watch};
use crate::config::{self, Config, Configuration, Flags, LogFormat, keys};
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
    let (cli, flags) = Cli::of_process();
    warn_of_idle_flags(&cli.command, &flags);
    let configuration = Configuration::of_process(flags);
    let outcome = match &cli.command {
        // It says itself what cannot be used.
        Command::Config(ConfigCommand::Check(args)) => {
            blocking(commands::config::check(args, &configuration))
        }
        command => configuration
            .checked()
            .map_err(Into::into)
            .and_then(|config| {
                for warning in &configuration.warnings {
                    output::say(&format!("warning: {warning}"));
                }
                run_configured(command, config, &configuration)
            }),
    };
    match outcome {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::Incomplete) => ExitCode::FAILURE,
        // Whoever reads the results has seen enough.
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::say(&format!("error: {error:#}"));
            if error.is::<runtime::ConfigError>() || error.is::<config::ConfigError>() {
                return ExitCode::from(WRONG_USAGE);
            }
            ExitCode::FAILURE
        }
    }
}

/// The demo brings along all it works with: whoever asks it for another store is told that it has none.
fn warn_of_idle_flags(command: &Command, flags: &Flags) {
    if matches!(command, Command::Demo) {
        for name in flags.names() {
            if keys::LOG_FORMAT.flag != Some(name) {
                output::say(&format!("warning: --{name} is of no use to the demo"));
            }
        }
    }
}

fn run_configured(
    command: &Command,
    config: &Config,
    configuration: &Configuration,
) -> anyhow::Result<Outcome> {
    match command {
        Command::Telemetry(TelemetryCommand::Config(args)) => {
            commands::telemetry::config(args, configuration)
        }
        _ => blocking(with_telemetry(command, config, configuration)),
    }
}

fn blocking(command: impl Future<Output = anyhow::Result<Outcome>>) -> anyhow::Result<Outcome> {
    Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start")
        .and_then(|runtime| {
            let outcome = runtime.block_on(command);
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

async fn with_telemetry(
    command: &Command,
    config: &Config,
    configuration: &Configuration,
) -> anyhow::Result<Outcome> {
    let capture = matches!(command, Command::Demo).then(Capture::new);
    let telemetry = Telemetry::install(capture.clone(), log_format(config.log_format))?;
    let outcome = dispatch(command, config, configuration, capture.as_ref(), &telemetry).await;
    telemetry.shutdown().await;
    outcome
}

async fn dispatch(
    command: &Command,
    config: &Config,
    configuration: &Configuration,
    capture: Option<&Capture>,
    telemetry: &Telemetry,
) -> anyhow::Result<Outcome> {
    match command {
        Command::Sync(args) => signals::unless_stopped(sync::run(args, config)).await,
        Command::SyncInstances(args) => {
            signals::unless_stopped(sync_instances::run(args, config)).await
        }
        Command::Watch => watch::run(config).await,
        Command::Search(args) => signals::unless_stopped(search::run(args, config)).await,
        Command::Reembed => signals::unless_stopped(reembed::run(config)).await,
        Command::Serve => serve::run(config, &telemetry.configured).await,
        Command::Demo => signals::unless_stopped(demo::run(capture)).await,
        Command::Config(ConfigCommand::Check(args)) => {
            commands::config::check(args, configuration).await
        }
        Command::Telemetry(TelemetryCommand::Config(args)) => {
            commands::telemetry::config(args, configuration)
        }
    }
}
