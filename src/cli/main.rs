//! Makes a Kubernetes cluster searchable in plain language.

mod args;
mod backends;
mod commands;
mod config;
mod data_dir;
mod output;
mod progress;
mod resource;
mod run;
mod signals;
mod telemetry;
mod tls;

fn main() -> std::process::ExitCode {
    run::run()
}
