//! Every variable that is read: the table that the documentation shows.

use std::fmt::Write;

/// A variable, or several of which the first that is set counts.
#[derive(Debug)]
pub struct Variable {
    /// Its names.
    pub names: &'static [&'static str],
    /// What it may be, and what that means.
    pub values: &'static str,
    /// What is used without it.
    pub default: &'static str,
    /// What becomes of any other value.
    pub otherwise: &'static str,
}

const fn row(
    names: &'static [&'static str],
    values: &'static str,
    default: &'static str,
    otherwise: &'static str,
) -> Variable {
    Variable {
        names,
        values,
        default,
        otherwise,
    }
}

const DEFAULT: &str = "default, warning";
const CLAMPED: &str = "nearest bound, warning; no number: default, warning";
const ERROR: &str = "error";

/// The variables of one setting of OTLP, the signals' own first.
macro_rules! otlp {
    ($setting:literal) => {
        &[
            concat!("OTEL_EXPORTER_OTLP_TRACES_", $setting),
            concat!("OTEL_EXPORTER_OTLP_LOGS_", $setting),
            concat!("OTEL_EXPORTER_OTLP_", $setting),
        ]
    };
}

/// Every variable that is read, by subject.
pub static VARIABLES: &[(&str, &[Variable])] = &[
    ("Switches", SWITCHES),
    ("Process", PROCESS),
    ("Export", EXPORT),
    ("Sampling", SAMPLING),
    ("Propagation", PROPAGATION),
    ("Limits", LIMITS),
    ("Batches", BATCHES),
    ("Logs", LOGS),
    ("Not supported", UNSUPPORTED),
];

const SWITCHES: &[Variable] = &[
    row(
        &["OTEL_TRACING_ENABLED", "TRACING_ENABLED"],
        "`true` switches tracing on, `false` off",
        "`false`",
        DEFAULT,
    ),
    row(
        &["OTEL_SDK_DISABLED"],
        "`true` switches tracing and the export of logs off, whatever else is set",
        "`false`",
        DEFAULT,
    ),
    row(
        &["OTEL_CAPTURE_AI_PAYLOADS"],
        "`true` lets content leave: attributes that the registry marks `opt_in`, messages of errors",
        "`false`",
        DEFAULT,
    ),
    row(
        &["OTEL_HTTP_HEALTH_SPANS"],
        "`false` drops the spans of requests that only ask for health",
        "`true`",
        DEFAULT,
    ),
    row(
        &["OTEL_SEMCONV_STABILITY_OPT_IN"],
        "list; a word such as `database` drops the attributes that newer ones replaced, `database/dup` sends both",
        "both are sent",
        "left to other libraries",
    ),
];

const PROCESS: &[Variable] = &[
    row(
        &["OTEL_SERVICE_NAME"],
        "`service.name`; wins over `OTEL_RESOURCE_ATTRIBUTES`",
        "name of the program",
        "any text is valid",
    ),
    row(
        &["OTEL_DEPLOYMENT_ENVIRONMENT"],
        "`deployment.environment.name`; wins over `OTEL_RESOURCE_ATTRIBUTES`",
        "from `OTEL_RESOURCE_ATTRIBUTES`, else not sent",
        "any text is valid",
    ),
    row(
        &["OTEL_RESOURCE_ATTRIBUTES"],
        "`key=value,key=value`, percent-encoded; wins over what was detected",
        "none",
        "one malformed member: all is left out, warning",
    ),
];

const EXPORT: &[Variable] = &[
    row(
        &["OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_TYPE"],
        "`otlp`, `console` (standard error) or `none`; the second also `grpc` and `http`, which are `otlp` over that protocol",
        "`otlp` if there is an endpoint, else `console`",
        ERROR,
    ),
    row(
        otlp!("ENDPOINT"),
        "URL; over HTTP the general one gets `/v1/traces` or `/v1/logs` appended, a signal's own is taken as it is; gRPC also `host:port`",
        "`http://localhost:4318`, gRPC `http://localhost:4317`",
        ERROR,
    ),
    row(
        otlp!("PROTOCOL"),
        "`http/protobuf`, `grpc`",
        "`http/protobuf`",
        ERROR,
    ),
    row(
        otlp!("HEADERS"),
        "`name=value,name=value`, percent-encoded; secret",
        "none",
        ERROR,
    ),
    row(
        otlp!("TIMEOUT"),
        "milliseconds of one attempt, 1 to 300000; 0 means the most",
        "10000",
        CLAMPED,
    ),
    row(otlp!("COMPRESSION"), "`gzip`, `none`", "`none`", DEFAULT),
    row(
        otlp!("INSECURE"),
        "`true`: no TLS, for gRPC endpoints without a scheme",
        "`false`",
        DEFAULT,
    ),
    row(
        otlp!("CERTIFICATE"),
        "PEM file with the authorities to trust",
        "those of the system",
        "cannot be read: error",
    ),
    row(
        otlp!("CLIENT_CERTIFICATE"),
        "PEM file with the certificate to show",
        "none",
        "cannot be read, or no key: error",
    ),
    row(
        otlp!("CLIENT_KEY"),
        "PEM file with its private key",
        "none",
        "cannot be read, or no certificate: error",
    ),
];

const SAMPLING: &[Variable] = &[
    row(
        &["OTEL_TRACES_SAMPLER"],
        "`always_on`, `always_off`, `traceidratio`, each also with `parentbased_` before it",
        "`parentbased_traceidratio`",
        "default, warning; so with `jaeger_remote` and `xray`",
    ),
    row(
        &["OTEL_TRACES_SAMPLER_ARG"],
        "share of the traces, 0.0 to 1.0",
        "1.0; 0.1 if no sampler is set and the environment is `production` or `prod`",
        ERROR,
    ),
    row(
        &["OTEL_TRACING_KEEP_ERRORS"],
        "`true`: spans that end in an error are kept, and what is above them, though the trace is not sampled",
        "`true`",
        DEFAULT,
    ),
    row(
        &["OTEL_TRACING_KEEP_SLOW"],
        "the same for slow spans: `server=2s,client=500ms`, also `internal`, `producer`, `consumer`; `none`",
        "`server=2s,client=1s`",
        ERROR,
    ),
    row(
        &["OTEL_TRACING_ALWAYS_SAMPLE"],
        "`attribute=value,attribute=value`: a trace with such a span is recorded; attributes of the registry, or of the resource",
        "none",
        ERROR,
    ),
    row(
        &["OTEL_TRACING_FORCE_SAMPLE"],
        "`true`: a request with the header `x-force-sample: 1` is recorded",
        "`false`",
        DEFAULT,
    ),
    row(
        &["OTEL_TRACING_FORCE_SAMPLES_PER_SECOND"],
        "how many at most, 1 to 10000",
        "10",
        CLAMPED,
    ),
];

const PROPAGATION: &[Variable] = &[row(
    &["OTEL_PROPAGATORS"],
    "list of `tracecontext` and `baggage`, or `none`",
    "`tracecontext,baggage`",
    "left out, warning; nothing left: default",
)];

const LIMITS: &[Variable] = &[
    row(
        &[
            "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
            "OTEL_ATTRIBUTE_COUNT_LIMIT",
        ],
        "attributes of a span",
        "128",
        DEFAULT,
    ),
    row(
        &[
            "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
            "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
        ],
        "characters of a text value; longer ones are cut",
        "no limit",
        DEFAULT,
    ),
    row(
        &["OTEL_SPAN_EVENT_COUNT_LIMIT"],
        "events of a span",
        "128",
        DEFAULT,
    ),
    row(
        &["OTEL_SPAN_LINK_COUNT_LIMIT"],
        "links of a span",
        "128",
        DEFAULT,
    ),
    row(
        &["OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT"],
        "attributes of an event",
        "128",
        DEFAULT,
    ),
    row(
        &["OTEL_LINK_ATTRIBUTE_COUNT_LIMIT"],
        "attributes of a link; no effect, since links have none",
        "128",
        DEFAULT,
    ),
    row(
        &[
            "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT",
            "OTEL_ATTRIBUTE_COUNT_LIMIT",
        ],
        "attributes of a log record",
        "128",
        DEFAULT,
    ),
    row(
        &[
            "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT",
            "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
        ],
        "characters of its text values",
        "no limit",
        DEFAULT,
    ),
];

const BATCHES: &[Variable] = &[
    row(
        &["OTEL_BSP_SCHEDULE_DELAY"],
        "milliseconds that a span waits for others, 10 to 3600000",
        "5000",
        CLAMPED,
    ),
    row(
        &["OTEL_BSP_EXPORT_TIMEOUT"],
        "milliseconds for one batch with all attempts, 1 to 600000; 0 means the most",
        "30000",
        CLAMPED,
    ),
    row(
        &["OTEL_BSP_MAX_QUEUE_SIZE"],
        "spans that wait, 1 to 1000000; what comes then is dropped and counted",
        "2048",
        "0 and no number: default, warning; more: most, warning",
    ),
    row(
        &["OTEL_BSP_MAX_EXPORT_BATCH_SIZE"],
        "spans in one request, up to the size of the queue",
        "512",
        "0 and no number: default, warning; more: most, warning",
    ),
    row(
        &["OTEL_BLRP_SCHEDULE_DELAY"],
        "the same for log records",
        "1000",
        CLAMPED,
    ),
    row(
        &["OTEL_BLRP_EXPORT_TIMEOUT"],
        "the same for log records",
        "30000",
        CLAMPED,
    ),
    row(
        &["OTEL_BLRP_MAX_QUEUE_SIZE"],
        "the same for log records",
        "2048",
        "as for spans",
    ),
    row(
        &["OTEL_BLRP_MAX_EXPORT_BATCH_SIZE"],
        "the same for log records",
        "512",
        "as for spans",
    ),
];

const LOGS: &[Variable] = &[
    row(
        &["RUST_LOG", "OTEL_LOG_LEVEL"],
        "`error`, `warn`, `info`, `debug`, `trace` or `off`; the first also a list of `target=level`",
        "`warn`",
        DEFAULT,
    ),
    row(
        &["OTEL_LOGS_EXPORTER"],
        "`otlp` sends what is logged over OTLP too; `none`",
        "`none`",
        ERROR,
    ),
];

const UNSUPPORTED: &[Variable] = &[row(
    &["OTEL_CONFIG_FILE", "OTEL_EXPERIMENTAL_CONFIG_FILE"],
    "no file is read",
    "",
    "warning",
)];

/// The names of all variables that are read; some stand in several rows.
pub fn names() -> impl Iterator<Item = &'static str> {
    let rows = VARIABLES.iter().flat_map(|(_, rows)| *rows);
    rows.flat_map(|row| row.names).copied()
}

/// The table in Markdown, with a heading of the third level for each subject.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::new();
    for (subject, variables) in VARIABLES {
        // Writing to a string cannot fail.
        write!(
            text,
            "### {subject}\n\n| variable | values | default | any other value |\n|---|---|---|---|\n"
        )
        .ok();
        for variable in *variables {
            let names: Vec<_> = variable
                .names
                .iter()
                .map(|name| format!("`{name}`"))
                .collect();
            let Variable {
                values,
                default,
                otherwise,
                ..
            } = variable;
            let names = names.join("<br>");
            writeln!(text, "| {names} | {values} | {default} | {otherwise} |").ok();
        }
        text.push('\n');
    }
    text
}
