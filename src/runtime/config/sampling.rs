//! Which traces are recorded.

use std::time::Duration;

use crate::config::reader::{Found, Number, Reader, chosen, expected};
use crate::config::setting::Origin;
use crate::config::{Program, resource, rules};
use crate::resource::Overrides;
use crate::sampling::{Keep, Root, Sampler, Sampling, SlowThresholds};

pub(super) const SAMPLER: &str = "OTEL_TRACES_SAMPLER";
pub(super) const SAMPLER_ARG: &str = "OTEL_TRACES_SAMPLER_ARG";
pub(super) const KEEP_ERRORS: &str = "OTEL_TRACING_KEEP_ERRORS";
pub(super) const KEEP_SLOW: &str = "OTEL_TRACING_KEEP_SLOW";
pub(super) const FORCE_SAMPLE: &str = "OTEL_TRACING_FORCE_SAMPLE";
pub(super) const FORCED_PER_SECOND: &str = "OTEL_TRACING_FORCE_SAMPLES_PER_SECOND";

/// The share of traces that is recorded in production, where nothing else is said.
const PRODUCTION_RATIO: f64 = 0.1;

/// Traces a second that a header may force, by default and at most.
const FORCED_PER_SECOND_DEFAULT: u64 = 10;
const FORCED_PER_SECOND_MAX: u64 = 10_000;

/// How the specification names samplers, whether each follows the parent, and what it does where a
/// trace starts.
const SAMPLERS: &[(&str, (bool, Kind))] = &[
    ("always_on", (false, Kind::AlwaysOn)),
    ("always_off", (false, Kind::AlwaysOff)),
    ("traceidratio", (false, Kind::Ratio)),
    ("parentbased_always_on", (true, Kind::AlwaysOn)),
    ("parentbased_always_off", (true, Kind::AlwaysOff)),
    ("parentbased_traceidratio", (true, Kind::Ratio)),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    AlwaysOn,
    AlwaysOff,
    Ratio,
}

pub(super) fn of(reader: &mut Reader<'_>, overrides: &Overrides, program: Program<'_>) -> Sampling {
    let mut sampler = sampler(reader, resource::environment(overrides));
    let keep = Keep {
        errors: reader.switch(&[KEEP_ERRORS], true),
        slow: slow(reader),
    };
    let (rules, is_this_process) = rules::of(reader, overrides, program);
    if is_this_process {
        sampler = Sampler {
            root: Root::AlwaysOn,
            follows_parent: false,
        };
    }
    Sampling {
        sampler,
        keep,
        rules,
        forced_per_second_max: forced(reader),
    }
}

fn sampler(reader: &mut Reader<'_>, environment: Option<&str>) -> Sampler {
    let Some(found) = reader.find(&[SAMPLER]) else {
        return by_environment(reader, environment, None);
    };
    let Some((follows_parent, kind)) = chosen(SAMPLERS, &found.text) else {
        let used = "the share for the environment is used";
        reader.warn(&found, &expected(SAMPLERS), used);
        return by_environment(reader, environment, Some(found.name));
    };
    let name = found.text.to_ascii_lowercase();
    reader.note(SAMPLER, name, Origin::Variable(found.name));
    let root = match kind {
        Kind::AlwaysOn => Root::AlwaysOn,
        Kind::AlwaysOff => Root::AlwaysOff,
        Kind::Ratio => ratio(reader, 1.0, Origin::Default),
    };
    if let (true, Some(argument)) = (kind != Kind::Ratio, reader.find(&[SAMPLER_ARG])) {
        let used = "it is not used";
        reader.warn(&argument, "nothing: the sampler takes no argument", used);
    }
    Sampler {
        root,
        follows_parent,
    }
}

/// Everything while a service is developed and tried, a share in production.
fn by_environment(
    reader: &mut Reader<'_>,
    environment: Option<&str>,
    unusable: Option<&'static str>,
) -> Sampler {
    let is_production = environment.is_some_and(|it| {
        ["production", "prod"]
            .iter()
            .any(|word| it.eq_ignore_ascii_case(word))
    });
    let origin = match environment {
        Some(name) => Origin::DefaultFor(format!("the environment `{name}`")),
        None => Origin::Default,
    };
    let sampler_origin = unusable.map_or(Origin::Default, Origin::InsteadOf);
    reader.note(SAMPLER, "parentbased_traceidratio", sampler_origin);
    let share = if is_production { PRODUCTION_RATIO } else { 1.0 };
    Sampler {
        root: ratio(reader, share, origin),
        follows_parent: true,
    }
}

fn ratio(reader: &mut Reader<'_>, default: f64, origin: Origin) -> Root {
    let (ratio, origin) = match reader.find(&[SAMPLER_ARG]) {
        None => (default, origin),
        Some(found) => match found.text.parse::<f64>() {
            Ok(ratio) if (0.0..=1.0).contains(&ratio) => (ratio, Origin::Variable(found.name)),
            _ => {
                let advice = "write for example 0.1 for a tenth of the traces";
                reader.refuse(&found, "a share from 0.0 to 1.0", advice);
                return Root::Ratio(default);
            }
        },
    };
    reader.note(SAMPLER_ARG, ratio, origin);
    if ratio >= 1.0 {
        Root::AlwaysOn
    } else {
        Root::Ratio(ratio)
    }
}

fn slow(reader: &mut Reader<'_>) -> SlowThresholds {
    let (slow, origin) = match reader.find(&[KEEP_SLOW]) {
        None => (SlowThresholds::default(), Origin::Default),
        Some(found) => match thresholds(&found) {
            Some(slow) => (slow, Origin::Variable(found.name)),
            None => {
                let expected = "`none`, or a list such as `server=2s,client=500ms`";
                let advice = "kinds are server, client, internal, producer and consumer; \
                              units are ms, s and m";
                reader.refuse(&found, expected, advice);
                return SlowThresholds::default();
            }
        },
    };
    reader.note(KEEP_SLOW, shown(&slow), origin);
    slow
}

/// Kinds that are not named are never slow.
fn thresholds(found: &Found) -> Option<SlowThresholds> {
    let mut slow = SlowThresholds::NONE;
    if found.text.eq_ignore_ascii_case("none") {
        return Some(slow);
    }
    for member in found.members() {
        let (kind, time) = member.split_once('=')?;
        let time = Some(duration(time.trim())?);
        match kind.trim().to_ascii_lowercase().as_str() {
            "internal" => slow.internal = time,
            "client" => slow.client = time,
            "server" => slow.server = time,
            "producer" => slow.producer = time,
            "consumer" => slow.consumer = time,
            _ => return None,
        }
    }
    Some(slow)
}

fn duration(text: &str) -> Option<Duration> {
    let digits = text.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, unit) = text.split_at(digits);
    let milliseconds: u64 = match unit.trim() {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        _ => return None,
    };
    let number: u64 = number.parse().ok()?;
    Some(Duration::from_millis(number.checked_mul(milliseconds)?))
}

fn shown(slow: &SlowThresholds) -> String {
    let kinds = [
        ("server", slow.server),
        ("client", slow.client),
        ("internal", slow.internal),
        ("producer", slow.producer),
        ("consumer", slow.consumer),
    ];
    let kinds = kinds
        .iter()
        .filter_map(|(kind, time)| Some((kind, (*time)?)));
    let shown: Vec<_> = kinds
        .map(|(kind, time)| format!("{kind}={time:?}"))
        .collect();
    match shown.as_slice() {
        [] => "none".to_owned(),
        _ => shown.join(","),
    }
}

fn forced(reader: &mut Reader<'_>) -> Option<u32> {
    let is_on = reader.switch(&[FORCE_SAMPLE], false);
    let number = Number {
        default: FORCED_PER_SECOND_DEFAULT,
        min: 1,
        max: FORCED_PER_SECOND_MAX,
        below: 1,
    };
    let max = reader.number(&[FORCED_PER_SECOND], &number);
    is_on.then(|| u32::try_from(max).unwrap_or(u32::MAX))
}
