//! What the API promises to its clients, over a real socket.

#[cfg(test)]
mod access;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod capacity;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod description;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod health;
#[cfg(test)]
mod hogging;
#[cfg(test)]
mod routing;
#[cfg(test)]
mod scans;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod search;
#[cfg(test)]
mod shutdown;
#[cfg(test)]
mod support;
#[cfg(test)]
mod sync;
