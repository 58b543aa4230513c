//! The commands beside `check` and `generate`, as programs see them.

mod diagnostics;
mod diff;
mod folder;
mod json_schema;
mod package;
mod stats;
mod update_markdown;
