//! The command line.

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use http_api::HITS_MAX;
use knowledge::Complexity;
use vectorstore::HITS_DEFAULT;

use crate::config::{Flags, with_flags};

/// Makes a Kubernetes cluster searchable in plain language.
///
/// What has a flag may also stand in a configuration file or in a variable; a flag wins over a variable, a variable over
/// the file. `cluster-whisperer config check` shows what is in force.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Cli {
    /// What the process was started with; ends it if that means nothing.
    pub(crate) fn of_process() -> (Self, Flags) {
        let matches = with_flags(Self::command()).get_matches();
        let cli = Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
        (cli, Flags::of(&matches))
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find out what the kinds of a cluster can do, and store it for search
    Sync(SyncArgs),
    /// Store what exists in a cluster for search, and delete what is gone
    SyncInstances(SyncArgs),
    /// Keep what exists in a cluster stored, until the program is stopped
    Watch,
    /// Search what was synced
    Search(SearchArgs),
    /// Embed everything that is stored again, after another embedder was configured
    Reembed,
    /// Serve the HTTP API
    Serve,
    /// Ask how the program is configured
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Ask how the program is traced
    #[command(subcommand)]
    Telemetry(TelemetryCommand),
    /// See everything work on manifests that come with the program, and the trace it leaves
    Demo,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print every setting with its value and where that came from, and everything that cannot be used
    Check(CheckArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Print everything as JSON
    #[arg(long)]
    pub(crate) json: bool,

    /// Also ask the store, the embedder, the cluster and the model once, and say what works
    #[arg(long)]
    pub(crate) connect: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TelemetryCommand {
    /// Print every setting of telemetry with its value and where that came from
    Config(TelemetryArgs),
}

#[derive(Debug, Args)]
pub(crate) struct TelemetryArgs {
    /// Print the settings as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SyncArgs {
    /// Read and report, but store and delete nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// What to look for, in plain language; may be left out if there is a keyword
    #[arg(value_name = "TEXT", required_unless_present = "keyword")]
    pub(crate) text: Vec<String>,

    /// Only this kind, for example Deployment
    #[arg(long)]
    pub(crate) kind: Option<String>,

    /// Only this API group; "" is the core group
    #[arg(long, value_name = "GROUP")]
    pub(crate) api_group: Option<String>,

    /// Only this namespace; _cluster is everything outside namespaces
    #[arg(long)]
    pub(crate) namespace: Option<String>,

    /// Only this complexity: low, medium or high
    #[arg(long)]
    pub(crate) complexity: Option<Complexity>,

    /// Only documents that contain this text exactly
    #[arg(long)]
    pub(crate) keyword: Option<String>,

    /// Most results to show
    #[arg(long, default_value_t = HITS_DEFAULT as u64, value_parser = clap::value_parser!(u64).range(1..=HITS_MAX as u64))]
    pub(crate) limit: u64,

    /// How many results to leave out first: those of the pages before
    #[arg(long, default_value_t = 0)]
    pub(crate) offset: u64,

    /// Print the results as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(line: &[&str]) -> Result<Vec<&'static str>, clap::Error> {
        let matches = with_flags(Cli::command()).try_get_matches_from(line)?;
        Ok(Flags::of(&matches).names())
    }

    #[test]
    fn the_command_line_is_consistent() {
        with_flags(Cli::command()).debug_assert();
    }

    #[test]
    fn what_concerns_every_command_may_stand_before_or_after_its_name() {
        for line in [
            ["x", "--data-dir", "d", "serve"],
            ["x", "serve", "--data-dir", "d"],
        ] {
            assert_eq!(flags(&line).unwrap(), ["data-dir"]);
        }
        let below = [
            "x",
            "config",
            "--chroma-url",
            "u",
            "check",
            "--vector-backend",
            "v",
        ];
        assert_eq!(flags(&below).unwrap(), ["vector-backend", "chroma-url"]);
    }

    #[test]
    fn a_flag_that_is_of_no_use_to_a_command_is_refused() {
        assert!(flags(&["x", "search", "y", "--port", "1"]).is_err());
        assert_eq!(flags(&["x", "serve", "--port", "1"]).unwrap(), ["port"]);
        assert_eq!(
            flags(&["x", "config", "check", "--port", "1"]).unwrap(),
            ["port"]
        );
    }

    #[test]
    fn search_needs_a_text_or_a_keyword() {
        assert!(flags(&["x", "search"]).is_err());
        assert!(flags(&["x", "search", "--keyword", "tls"]).is_ok());
    }
}
