//! What to record and where to send it, from the environment.

use crate::capture::Capture;
use crate::propagation::Propagators;
use crate::record::Limits;
use crate::sampling::{Root, Sampler, Sampling};

/// Where finished spans are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Exporter {
    /// Nowhere.
    #[default]
    None,
    /// One line each on standard error.
    Console,
    /// OTLP over HTTP with protobuf bodies.
    OtlpHttp,
    /// OTLP over gRPC.
    OtlpGrpc,
}

/// What to record and where to send it.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Where finished spans are sent.
    pub exporter: Exporter,
    /// Whether attributes that the registry marks `opt_in` may leave the process.
    pub capture_content: bool,
    /// The words of `OTEL_SEMCONV_STABILITY_OPT_IN`.
    pub stability_opt_in: Vec<String>,
    /// What decides which spans are recorded.
    pub sampling: Sampling,
    /// How much one span may hold.
    pub limits: Limits,
    /// Which headers are read and written.
    pub propagators: Propagators,
    /// Keeps finished spans in memory as well.
    pub capture: Option<Capture>,
}

/// A variable of the environment has a value that means nothing.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{variable} is `{found}`, expected {expected}")]
pub struct ConfigError {
    variable: &'static str,
    found: String,
    expected: &'static str,
}

impl Config {
    /// Reads the environment of the process.
    ///
    /// | variable | meaning |
    /// |---|---|
    /// | `OTEL_TRACING_ENABLED` | `true`, in any case, switches tracing on; anything else leaves it off |
    /// | `OTEL_SDK_DISABLED` | `true` switches it off whatever else is set |
    /// | `OTEL_TRACES_EXPORTER`, `OTEL_EXPORTER_TYPE` | `console` (default), `otlp`, `none`; the second also `http`, `grpc` |
    /// | `OTEL_EXPORTER_OTLP_TRACES_PROTOCOL`, `OTEL_EXPORTER_OTLP_PROTOCOL` | `http/protobuf` (default), `grpc` |
    /// | `OTEL_CAPTURE_AI_PAYLOADS` | `true` lets content (`opt_in` attributes) leave |
    /// | `OTEL_SEMCONV_STABILITY_OPT_IN` | comma list; `database` drops attributes that newer ones replaced |
    ///
    /// Endpoint, headers, timeout, compression and sampler are the standard `OTEL_*` variables.
    ///
    /// # Errors
    /// If a variable names an exporter or a protocol that does not exist.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_variables(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    /// [`from_env`](Self::from_env) over any set of variables.
    ///
    /// # Errors
    /// As [`from_env`](Self::from_env).
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let is_true = |name| variable(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let on = is_true("OTEL_TRACING_ENABLED") && !is_true("OTEL_SDK_DISABLED");
        let words = variable("OTEL_SEMCONV_STABILITY_OPT_IN").unwrap_or_default();
        let sampler = variable("OTEL_TRACES_SAMPLER");
        Ok(Self {
            exporter: if on {
                exporter(&variable)?
            } else {
                Exporter::None
            },
            capture_content: is_true("OTEL_CAPTURE_AI_PAYLOADS"),
            stability_opt_in: words
                .split(',')
                .map(|word| word.trim().to_owned())
                .collect(),
            sampling: Sampling {
                sampler: Sampler {
                    root: Root::AlwaysOn,
                    follows_parent: sampler.is_none_or(|name| name.starts_with("parentbased_")),
                },
                ..Sampling::default()
            },
            limits: Limits::default(),
            propagators: Propagators::default(),
            capture: None,
        })
    }

    pub(crate) fn is_on(&self) -> bool {
        self.exporter != Exporter::None || self.capture.is_some()
    }
}

fn exporter(variable: &impl Fn(&str) -> Option<String>) -> Result<Exporter, ConfigError> {
    for name in ["OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_TYPE"] {
        let Some(found) = variable(name) else {
            continue;
        };
        return match found.as_str() {
            "none" => Ok(Exporter::None),
            "console" => Ok(Exporter::Console),
            "otlp" => protocol(variable),
            "http" if name == "OTEL_EXPORTER_TYPE" => Ok(Exporter::OtlpHttp),
            "grpc" if name == "OTEL_EXPORTER_TYPE" => Ok(Exporter::OtlpGrpc),
            _ => Err(ConfigError {
                variable: name,
                found,
                expected: match name {
                    "OTEL_EXPORTER_TYPE" => "`console`, `otlp`, `http`, `grpc` or `none`",
                    _ => "`console`, `otlp` or `none`",
                },
            }),
        };
    }
    Ok(Exporter::Console)
}

fn protocol(variable: &impl Fn(&str) -> Option<String>) -> Result<Exporter, ConfigError> {
    for name in [
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
        "OTEL_EXPORTER_OTLP_PROTOCOL",
    ] {
        let Some(found) = variable(name) else {
            continue;
        };
        return match found.as_str() {
            "http/protobuf" => Ok(Exporter::OtlpHttp),
            "grpc" => Ok(Exporter::OtlpGrpc),
            _ => Err(ConfigError {
                variable: name,
                found,
                expected: "`http/protobuf` or `grpc`",
            }),
        };
    }
    Ok(Exporter::OtlpHttp)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::from_variables(|name| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    fn exporter_of(variables: &[(&str, &str)]) -> Exporter {
        read(variables).expect("valid variables").exporter
    }

    #[test]
    fn tracing_is_off_unless_switched_on_by_the_exact_word() {
        assert_eq!(exporter_of(&[]), Exporter::None);
        assert_eq!(
            exporter_of(&[("OTEL_TRACING_ENABLED", "1")]),
            Exporter::None
        );
        assert_eq!(
            exporter_of(&[("OTEL_TRACING_ENABLED", "true")]),
            Exporter::Console
        );
        assert_eq!(
            exporter_of(&[
                ("OTEL_TRACING_ENABLED", "true"),
                ("OTEL_SDK_DISABLED", "true")
            ]),
            Exporter::None,
        );
    }

    #[test]
    fn the_protocol_of_traces_wins_over_the_general_one() {
        let on = [
            ("OTEL_TRACING_ENABLED", "true"),
            ("OTEL_EXPORTER_TYPE", "otlp"),
        ];
        assert_eq!(exporter_of(&on), Exporter::OtlpHttp);
        let mut grpc = on.to_vec();
        grpc.push(("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"));
        assert_eq!(exporter_of(&grpc), Exporter::OtlpGrpc);
        grpc.push(("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"));
        assert_eq!(exporter_of(&grpc), Exporter::OtlpHttp);
    }

    #[test]
    fn an_unknown_exporter_is_named_with_what_was_expected() {
        let error = read(&[
            ("OTEL_TRACING_ENABLED", "true"),
            ("OTEL_EXPORTER_TYPE", "jaeger"),
        ])
        .expect_err("no such exporter");
        assert_eq!(
            error.to_string(),
            "OTEL_EXPORTER_TYPE is `jaeger`, expected `console`, `otlp`, `http`, `grpc` or `none`",
        );
    }
}
