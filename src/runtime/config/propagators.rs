//! Which headers are read and written.

use crate::config::reader::Reader;
use crate::config::setting::Origin;
use crate::propagation::Propagators;

pub(super) const PROPAGATORS: &str = "OTEL_PROPAGATORS";

pub(super) fn of(reader: &mut Reader<'_>) -> Propagators {
    let Some(found) = reader.find(&[PROPAGATORS]) else {
        reader.note(PROPAGATORS, shown(Propagators::default()), Origin::Default);
        return Propagators::default();
    };
    let mut propagators = Propagators {
        trace_context: false,
        baggage: false,
    };
    let mut unknown = Vec::new();
    let mut is_none = false;
    for word in found.members() {
        match word.to_ascii_lowercase().as_str() {
            "tracecontext" => propagators.trace_context = true,
            "baggage" => propagators.baggage = true,
            "none" => is_none = true,
            _ => unknown.push(format!("`{word}`")),
        }
    }
    let is_any = propagators.trace_context || propagators.baggage;
    let expected = "a list of `tracecontext` and `baggage`, or `none`";
    let mut origin = Origin::Variable(found.name);
    if !is_any && !is_none {
        propagators = Propagators::default();
        origin = Origin::InsteadOf(found.name);
        reader.warn(
            &found,
            expected,
            format!("`{}` is used", shown(propagators)),
        );
    } else if !unknown.is_empty() {
        let used = format!("{} is left out", unknown.join(" and "));
        reader.warn(&found, expected, used);
    } else if is_any && is_none {
        reader.warn(&found, expected, "`none` is left out");
    }
    reader.note(PROPAGATORS, shown(propagators), origin);
    propagators
}

fn shown(propagators: Propagators) -> &'static str {
    match (propagators.trace_context, propagators.baggage) {
        (true, true) => "tracecontext,baggage",
        (true, false) => "tracecontext",
        (false, true) => "baggage",
        (false, false) => "none",
    }
}
