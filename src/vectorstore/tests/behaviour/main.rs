//! What the store promises to the rest of the service.

#[cfg(test)]
mod changing;
#[cfg(test)]
mod concurrency;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod reembedding;
#[cfg(test)]
mod searching;
#[cfg(test)]
mod storing;
#[cfg(test)]
mod suite;
#[cfg(test)]
mod support;
#[cfg(test)]
mod survival;
