//! HTTP calls to other servers.
