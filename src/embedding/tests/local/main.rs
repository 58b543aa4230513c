//! Models in a folder: a real one against what Python makes of it, and small ones made here for what can go wrong.

#[cfg(test)]
mod folders;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tiny;
