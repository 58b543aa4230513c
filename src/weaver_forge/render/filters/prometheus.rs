//! Names that metrics get in Prometheus, after the OpenTelemetry specification "Prometheus and
//! OpenMetrics Compatibility".

use minijinja::value::Kwargs;
use minijinja::{Environment, Error, Value};

use super::invalid;

pub(super) fn add(engine: &mut Environment<'_>) {
    engine.add_filter("prometheus_metric_name", metric_name);
    engine.add_filter("prometheus_metric_names", metric_names);
    engine.add_filter("prometheus_unit_name", unit_name);
}

/// How a name is translated: the values of the Prometheus exporters' `translation_strategy`.
#[derive(Clone, Copy)]
struct Strategy {
    name: &'static str,
    /// Replace what Prometheus names could not hold before UTF-8 was allowed.
    escape: bool,
    /// Append unit and type.
    suffix: bool,
}

/// All strategies, in the order in which names are listed.
const STRATEGIES: [Strategy; 4] = [
    strategy_of("NoTranslation", false, false),
    strategy_of("UnderscoreEscapingWithoutSuffixes", true, false),
    strategy_of("NoUTF8EscapingWithSuffixes", false, true),
    strategy_of("UnderscoreEscapingWithSuffixes", true, true),
];

const fn strategy_of(name: &'static str, escape: bool, suffix: bool) -> Strategy {
    Strategy {
        name,
        escape,
        suffix,
    }
}

/// Units of the Unified Code for Units of Measure and what Prometheus calls them.
const UNITS: [(&str, &str); 31] = [
    ("d", "days"),
    ("h", "hours"),
    ("min", "minutes"),
    ("s", "seconds"),
    ("ms", "milliseconds"),
    ("us", "microseconds"),
    ("ns", "nanoseconds"),
    ("By", "bytes"),
    ("KiBy", "kibibytes"),
    ("MiBy", "mebibytes"),
    ("GiBy", "gibibytes"),
    ("TiBy", "tibibytes"),
    ("KBy", "kilobytes"),
    ("MBy", "megabytes"),
    ("GBy", "gigabytes"),
    ("TBy", "terabytes"),
    ("B", "bytes"),
    ("KB", "kilobytes"),
    ("MB", "megabytes"),
    ("GB", "gigabytes"),
    ("TB", "terabytes"),
    ("m", "meters"),
    ("V", "volts"),
    ("A", "amperes"),
    ("J", "joules"),
    ("W", "watts"),
    ("g", "grams"),
    ("Cel", "celsius"),
    ("Hz", "hertz"),
    ("1", "ratio"),
    ("%", "percent"),
];

/// What stands below the line of a fraction: `meters_per_second`.
const PER_UNITS: [(&str, &str); 7] = [
    ("s", "second"),
    ("m", "minute"),
    ("h", "hour"),
    ("d", "day"),
    ("w", "week"),
    ("mo", "month"),
    ("y", "year"),
];

/// Units that say nothing above the line of a fraction: `1/s` is `per_second`.
const PLAIN_ABOVE_LINE: [&str; 8] = ["1", "d", "h", "min", "s", "ms", "us", "ns"];

fn look_up(table: &[(&'static str, &'static str)], unit: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(symbol, _)| *symbol == unit)
        .map(|(_, word)| *word)
}

/// The words for `unit` in a metric's name.
fn unit_suffix(unit: &str) -> Option<String> {
    if let Some(word) = look_up(&UNITS, unit) {
        return Some(word.to_owned());
    }
    let (above, below) = unit.split_once('/')?;
    let below = look_up(&PER_UNITS, below)?;
    match look_up(&UNITS, above) {
        Some(above_word) if !PLAIN_ABOVE_LINE.contains(&above) => {
            Some(format!("{above_word}_per_{below}"))
        }
        _ => Some(format!("per_{below}")),
    }
}

/// `name` in the characters that Prometheus always allowed.
fn escaped(name: &str) -> String {
    let leading_digit = name.starts_with(|first: char| first.is_ascii_digit());
    let allowed = |character: char| character.is_alphanumeric() || "_:".contains(character);
    // Letters outside ASCII are replaced from the first forbidden character on, as exporters do.
    let start = if leading_digit {
        0
    } else {
        name.find(|character| !allowed(character))
            .unwrap_or(name.len())
    };
    let (kept, rest) = name.split_at(start);
    let replaced = rest.chars().map(|character| {
        if character.is_ascii_alphanumeric() || "_:".contains(character) {
            character
        } else {
            '_'
        }
    });
    let prefix = if leading_digit { "_" } else { "" };
    prefix.chars().chain(kept.chars()).chain(replaced).collect()
}

/// A metric as far as its name is concerned.
struct Metric {
    name: String,
    unit: String,
    instrument: String,
}

impl Metric {
    fn of(value: &Value) -> Result<Self, Error> {
        let text = |field: &str| {
            let text = value.get_attr(field)?;
            Ok::<_, Error>(text.as_str().map(str::to_owned))
        };
        let name = match text("metric_name")? {
            Some(name) => name,
            None => {
                text("name")?.ok_or_else(|| invalid(format!("expected a metric, found {value}")))?
            }
        };
        Ok(Self {
            name,
            unit: text("unit")?.unwrap_or_default(),
            instrument: text("instrument")?.unwrap_or_default(),
        })
    }

    fn translated(&self, strategy: Strategy) -> String {
        let mut name = if strategy.escape {
            escaped(&self.name)
        } else {
            self.name.clone()
        };
        if strategy.suffix {
            if let Some(unit) = unit_suffix(&self.unit) {
                name.push('_');
                name.push_str(&unit);
            }
            if self.instrument == "counter" {
                name.push_str("_total");
            }
        }
        name
    }

    /// What Prometheus appends to the series of one metric of this type.
    fn series(&self) -> &'static [&'static str] {
        match self.instrument.as_str() {
            "histogram" => &["", "_bucket", "_count", "_sum"],
            "summary" => &["", "_count", "_sum"],
            _ => &[""],
        }
    }
}

fn strategy(options: &Kwargs) -> Result<Option<Strategy>, Error> {
    let Some(name) = options.get::<Option<String>>("translation_strategy")? else {
        return Ok(None);
    };
    let known = STRATEGIES.map(|strategy| strategy.name).join(", ");
    STRATEGIES
        .into_iter()
        .find(|strategy| strategy.name == name)
        .map(Some)
        .ok_or_else(|| {
            invalid(format!(
                "expected a translation strategy ({known}), found `{name}`"
            ))
        })
}

fn metric_name(metric: Value, options: Kwargs) -> Result<String, Error> {
    let strategy = strategy(&options)?.unwrap_or(STRATEGIES[0]);
    options.assert_all_used()?;
    Ok(Metric::of(&metric)?.translated(strategy))
}

fn metric_names(metric: Value, options: Kwargs) -> Result<Vec<String>, Error> {
    let strategy = strategy(&options)?;
    let expand: Option<bool> = options.get("expand_summary_and_histogram")?;
    options.assert_all_used()?;
    let metric = Metric::of(&metric)?;
    let series = if expand == Some(true) {
        metric.series()
    } else {
        &[""]
    };
    let mut names: Vec<String> = Vec::new();
    for strategy in strategy.map_or(STRATEGIES.to_vec(), |strategy| vec![strategy]) {
        let name = metric.translated(strategy);
        if !names.contains(&name) {
            names.extend(series.iter().map(|suffix| format!("{name}{suffix}")));
        }
    }
    Ok(names)
}

fn unit_name(metric: Value) -> Result<String, Error> {
    let unit = Metric::of(&metric)?.unit;
    Ok(look_up(&UNITS, &unit).map_or(unit, str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{check_errors, check_input};
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_escaped_from_the_first_forbidden_character_on() {
        let cases = [
            ("http.requests", "http_requests"),
            ("9lives.%x", "_9lives__x"),
            ("a:b_c", "a:b_c"),
            ("é.é", "é__"),
            ("", ""),
        ];
        for (name, expect) in cases {
            assert_eq!(escaped(name), expect, "{name}");
        }
    }

    #[test]
    fn units_become_words() {
        let cases = [
            ("s", Some("seconds")),
            ("m/s", Some("meters_per_second")),
            ("1/y", Some("per_year")),
            ("{request}/s", Some("per_second")),
            ("s/parsec", None),
            ("{request}", None),
            ("", None),
        ];
        for (unit, expect) in cases {
            assert_eq!(unit_suffix(unit).as_deref(), expect, "{unit}");
        }
    }

    #[test]
    fn a_metric_has_a_name_for_each_strategy() {
        let histogram = json!({"metric_name": "a.b", "unit": "s", "instrument": "histogram"});
        check_input(
            &histogram,
            &[
                ("it | prometheus_metric_name", "a.b"),
                (
                    "it | prometheus_metric_name(translation_strategy='UnderscoreEscapingWithSuffixes')",
                    "a_b_seconds",
                ),
                (
                    "it | prometheus_metric_names | join(' ')",
                    "a.b a_b a.b_seconds a_b_seconds",
                ),
                (
                    "it | prometheus_metric_names(translation_strategy='NoTranslation', expand_summary_and_histogram=true) | join(' ')",
                    "a.b a.b_bucket a.b_count a.b_sum",
                ),
                ("it | prometheus_unit_name", "seconds"),
            ],
        );
        let counter = json!({"name": "io", "unit": "{op}", "instrument": "counter"});
        check_input(
            &counter,
            &[
                ("it | prometheus_metric_names | join(' ')", "io io_total"),
                ("it | prometheus_unit_name", "{op}"),
            ],
        );
        check_errors(
            &counter,
            &[
                (
                    "it | prometheus_metric_name(translation_strategy='None')",
                    "found `None`",
                ),
                ("it.unit | prometheus_unit_name", "expected a metric"),
            ],
        );
    }
}
