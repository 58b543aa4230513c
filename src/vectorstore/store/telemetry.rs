//! What the spans of a store have in common.

use crate::filter::Filter;
use crate::search::SearchOptions;

/// Sets where the server of a backend listens, on whatever span; nothing for a backend in this process.
macro_rules! say_where {
    ($span:expr, $backend:expr) => {
        if let Some(server) = $backend.server() {
            $span.set_server_address(server.address);
            $span.set_server_port(server.port);
        }
    };
}
pub(super) use say_where;

/// Calls `record` with each parameter of a search. A condition is not one: its keys are not known beforehand.
pub(super) fn each_parameter(
    options: &SearchOptions,
    keyword: Option<&str>,
    mut record: impl FnMut(&str, &str),
) {
    for (name, value) in Filter::KEYS.into_iter().zip(options.filter.values()) {
        if let Some(value) = value {
            record(name, value);
        }
    }
    if let Some(keyword) = keyword.or(options.keyword.as_deref()) {
        record("keyword", keyword);
    }
}
