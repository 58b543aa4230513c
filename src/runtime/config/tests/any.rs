//! Any value in any variable.

use proptest::prelude::*;

use super::*;

/// The name of any variable, with any value: some that variables have, and others.
fn variable() -> impl Strategy<Value = (&'static str, String)> {
    let names: Vec<_> = variables::names().collect();
    let values = prop_oneof![
        "(true|none|otlp|grpc|0|-1|1e9|18446744073709551616|http://|c:1|a=b|=|,|;|%|%2|%ff|é| ){0,4}",
        ".{0,40}",
    ];
    (proptest::sample::select(names), values)
}

proptest! {
    #[test]
    fn no_value_makes_it_panic_and_what_is_in_force_is_bounded(
        variables in proptest::collection::vec(variable(), 0..12)
    ) {
        let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let config = read(&otlp(&variables)).config;
        prop_assert!(config.batch.delay >= Duration::from_millis(10));
        prop_assert!((1..=1_000_000).contains(&config.batch.queue_spans_max));
        prop_assert!((1..=config.batch.queue_spans_max).contains(&config.batch.batch_spans_max));
        if let Exporter::Otlp(otlp) = config.exporter {
            prop_assert!(otlp.endpoint.starts_with("http"));
            prop_assert!(otlp.timeout >= Duration::from_millis(1));
        }
    }
}
