//! The command line.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::builder::Resettable;
use clap::{Arg, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use cluster::Source;
use http_api::HITS_MAX;
use knowledge::{Collection, Complexity};
use vectorstore::HITS_DEFAULT;

/// Makes a Kubernetes cluster searchable in plain language.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Folder that keeps what was synced [default: cluster-whisperer in the XDG data folder, ~/.local/share]
    #[arg(
        long,
        global = true,
        value_name = "FOLDER",
        env = "CLUSTER_WHISPERER_DATA_DIR"
    )]
    pub(crate) data_dir: Option<PathBuf>,

    /// How log records look on standard error
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t = LogFormat::Text,
        env = "CLUSTER_WHISPERER_LOG_FORMAT"
    )]
    pub(crate) log_format: LogFormat,
}

/// How log records look on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// One line for people
    Text,
    /// One JSON object on one line
    Json,
}

impl Cli {
    /// What the process was started with; ends it if that means nothing. An empty variable is as good as none, as in
    /// every variable of OpenTelemetry.
    pub(crate) fn of_process() -> Self {
        let matches = Self::command()
            .mut_args(without_empty_variable)
            .mut_subcommands(|command| command.mut_args(without_empty_variable))
            .get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

fn without_empty_variable(arg: Arg) -> Arg {
    let variable = arg.get_env().and_then(std::env::var_os);
    if variable.is_some_and(|value| value.is_empty()) {
        return arg.env(Resettable::Reset);
    }
    arg
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find out what the kinds of a cluster can do, and store it for search
    Sync(SyncArgs),
    /// Store what exists in a cluster for search, and delete what is gone
    SyncInstances(SyncArgs),
    /// Search what was synced
    Search(SearchArgs),
    /// Serve the HTTP API
    Serve(ServeArgs),
    /// Ask how the program is traced
    #[command(subcommand)]
    Telemetry(TelemetryCommand),
    /// See everything work on manifests that come with the program, and the trace it leaves
    Demo,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TelemetryCommand {
    /// Print every setting of telemetry with its value and where that came from
    Config(ConfigArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    /// Print the settings as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SyncArgs {
    /// Manifests to read: a folder with all below it, a file, an http(s) URL, or - for standard input; may be repeated
    #[arg(long, value_name = "PATH", env = "CLUSTER_WHISPERER_FROM")]
    pub(crate) from: Vec<Source>,

    /// Read and report, but store and delete nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// What to look for, in plain language; may be left out if there is a keyword
    #[arg(value_name = "TEXT", required_unless_present = "keyword")]
    pub(crate) text: Vec<String>,

    /// What to search: capabilities (what the cluster offers) or instances (what exists in it)
    #[arg(long, default_value_t = Collection::Capabilities, env = "CLUSTER_WHISPERER_COLLECTION")]
    pub(crate) collection: Collection,

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

    /// Print the results as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 3000, env = "CLUSTER_WHISPERER_PORT")]
    pub(crate) port: u16,

    /// Address to listen on; 127.0.0.1 is reached from this machine only, 0.0.0.0 from everywhere
    #[arg(long, default_value = "127.0.0.1", env = "CLUSTER_WHISPERER_HOST")]
    pub(crate) host: IpAddr,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_data_folder_may_be_named_before_or_after_the_command() {
        for line in [
            ["x", "--data-dir", "d", "demo"],
            ["x", "demo", "--data-dir", "d"],
        ] {
            assert_eq!(
                Cli::try_parse_from(line).unwrap().data_dir,
                Some(PathBuf::from("d"))
            );
        }
    }

    #[test]
    fn search_needs_a_text_or_a_keyword() {
        assert!(Cli::try_parse_from(["x", "search"]).is_err());
        assert!(Cli::try_parse_from(["x", "search", "--keyword", "tls"]).is_ok());
    }

    #[test]
    fn a_port_that_is_none_is_refused() {
        for port in ["99999", "80abc", "-1"] {
            assert!(
                Cli::try_parse_from(["x", "serve", "--port", port]).is_err(),
                "{port}"
            );
        }
    }
}
