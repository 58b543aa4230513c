//! What the embedders that ask a server send, and what they make of the answers. The server is a stand-in that checks
//! every request against what the providers document.

#[path = "remote/openai.rs"]
mod openai;
#[path = "remote/server.rs"]
mod server;
#[path = "remote/voyage.rs"]
mod voyage;
