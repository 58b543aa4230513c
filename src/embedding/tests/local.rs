//! Models in a folder: a real one against what Python makes of it, and small ones made here for what can go wrong.

#[path = "local/folders.rs"]
mod folders;
#[path = "local/oracle.rs"]
mod oracle;
#[path = "local/tiny.rs"]
mod tiny;
