//! A process that chose no cryptography. A file of its own, because the choice is for good.

#[path = "support/schemas.rs"]
mod schemas;

use runtime::config::OtlpConfig;
use runtime::{Config, Exporter, Resource};

#[test]
fn a_process_without_cryptography_is_told_so_and_does_not_panic() {
    let config = Config {
        exporter: Exporter::Otlp(OtlpConfig::default()),
        ..Config::default()
    };
    let resource = Resource::new(&schemas::SERVICE, |attributes| attributes.add(0, "test"));
    let error = runtime::install(config, resource).expect_err("no cryptography");
    assert!(
        error
            .to_string()
            .starts_with("no TLS provider is installed in this process"),
        "{error}"
    );
}
