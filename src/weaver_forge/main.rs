//! The command `weaver-forge`; see [`weaver_forge::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    weaver_forge::cli::main()
}
