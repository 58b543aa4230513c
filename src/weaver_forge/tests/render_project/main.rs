//! Whole projects: what build scripts and the command line do to files on disk.

mod build;
mod cli;
mod limits;
mod project;
mod stale;
