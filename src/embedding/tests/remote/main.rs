//! What the embedders that ask a server send, and what they make of the answers. The server is a stand-in that checks
//! every request against what the providers document.

#[cfg(test)]
mod openai;
#[cfg(test)]
mod server;
#[cfg(test)]
mod voyage;
