//! Attributes with whose values a trace is always recorded.

use crate::config::reader::Reader;
use crate::config::setting::{Finding, Origin};
use crate::config::{Program, nearest};
use crate::resource::Overrides;
use crate::sampling::Rule;
use crate::schema::{AttributeSchema, AttributeType, SpanSchema};

pub(super) const ALWAYS_SAMPLE: &str = "OTEL_TRACING_ALWAYS_SAMPLE";

/// The rules over attributes of spans, and whether one over the resource is about this process: all
/// of its traces are recorded then.
pub(super) fn of(
    reader: &mut Reader<'_>,
    overrides: &Overrides,
    program: Program<'_>,
) -> (Vec<Rule>, bool) {
    let Some(found) = reader.find(&[ALWAYS_SAMPLE]) else {
        reader.note(ALWAYS_SAMPLE, "none", Origin::Default);
        return (Vec::new(), false);
    };
    let mut rules = Vec::new();
    let mut is_this_process = false;
    let mut shown = Vec::new();
    for member in found.members() {
        let Some(rule) = parse(member) else {
            let problem = format!("has `{member}`, expected `attribute=value`");
            let advice = "separate rules by commas";
            reader
                .errors
                .push(Finding::new(found.name, problem, advice));
            continue;
        };
        shown.push(rule.to_string());
        let own = overrides.get(&rule.key).map(str::to_owned);
        if let Some(own) = own.or_else(|| program.resource.text(&rule.key)) {
            is_this_process |= own == rule.value;
            continue;
        }
        match check(&rule, program) {
            Ok(true) => rules.push(rule),
            Ok(false) => {}
            Err((problem, advice)) => {
                reader
                    .errors
                    .push(Finding::new(found.name, problem, advice));
            }
        }
    }
    reader.note(ALWAYS_SAMPLE, shown.join(","), Origin::Variable(found.name));
    (rules, is_this_process)
}

fn parse(member: &str) -> Option<Rule> {
    let (key, value) = member.split_once('=')?;
    Some(Rule {
        key: key.trim().to_owned(),
        value: value.trim().to_owned(),
    })
}

/// Whether spans can have such an attribute; an error if nothing can, with what to do.
fn check(rule: &Rule, program: Program<'_>) -> Result<bool, (String, String)> {
    let Rule { key, value } = rule;
    let spans = program.spans.iter();
    let attributes = || {
        spans
            .clone()
            .flat_map(|schema: &&SpanSchema| schema.attributes)
    };
    let known: Vec<_> = attributes()
        .filter(|attribute| is_key(attribute, key))
        .collect();
    if known.is_empty() {
        if program.resource.keys().any(|other| other == key) {
            return Ok(false);
        }
        let keys = attributes().map(|attribute| attribute.key);
        let problem = format!("names `{key}`, which is no attribute of the registry");
        let advice = match nearest::of(key, keys.chain(program.resource.keys())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name an attribute of a span or of the resource".to_owned(),
        };
        return Err((problem, advice));
    }
    if !known
        .iter()
        .any(|attribute| may_be(attribute.value_type, value))
    {
        let problem = format!("has `{value}` for `{key}`, which is never its value");
        return Err((problem, possible(known[0].value_type)));
    }
    Ok(true)
}

fn is_key(attribute: &AttributeSchema, key: &str) -> bool {
    match attribute.value_type {
        AttributeType::Template(_) => {
            let suffix = key.strip_prefix(attribute.key);
            suffix.is_some_and(|suffix| suffix.len() > 1 && suffix.starts_with('.'))
        }
        _ => attribute.key == key,
    }
}

fn may_be(value_type: AttributeType, value: &str) -> bool {
    match value_type {
        AttributeType::String => true,
        AttributeType::Int => value.parse::<i64>().is_ok(),
        AttributeType::Double => value.parse::<f64>().is_ok(),
        AttributeType::Boolean => value.parse::<bool>().is_ok(),
        AttributeType::Enum(members) => members.contains(&value),
        AttributeType::Template(inner) => may_be(*inner, value),
        AttributeType::Strings
        | AttributeType::Ints
        | AttributeType::Doubles
        | AttributeType::Booleans => false,
    }
}

fn possible(value_type: AttributeType) -> String {
    match value_type {
        AttributeType::Int => "write a whole number".to_owned(),
        AttributeType::Double => "write a number".to_owned(),
        AttributeType::Boolean => "write `true` or `false`".to_owned(),
        AttributeType::Enum(members) => format!("write one of {}", members.join(", ")),
        AttributeType::Template(inner) => possible(*inner),
        _ => "lists cannot be compared".to_owned(),
    }
}
