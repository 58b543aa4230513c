//! What models cost.

use super::message::Usage;

/// List prices of Anthropic's API, as published in March 2026, in US dollars for a million tokens: of the prompt, and of
/// the answer. A name stands for its dated releases too.
const PRICES: [(&str, f64, f64); 12] = [
    ("claude-3-5-haiku", 0.8, 4.0),
    ("claude-3-7-sonnet", 3.0, 15.0),
    ("claude-haiku-4-5", 1.0, 5.0),
    ("claude-opus-4", 15.0, 75.0),
    ("claude-opus-4-0", 15.0, 75.0),
    ("claude-opus-4-1", 15.0, 75.0),
    ("claude-opus-4-5", 5.0, 25.0),
    ("claude-opus-4-6", 5.0, 25.0),
    ("claude-sonnet-4", 3.0, 15.0),
    ("claude-sonnet-4-0", 3.0, 15.0),
    ("claude-sonnet-4-5", 3.0, 15.0),
    ("claude-sonnet-4-6", 3.0, 15.0),
];
/// What a token costs that goes to the provider's cache (for five minutes), and one that comes from it, compared with one that does neither.
const CACHE_WRITE_FACTOR: f64 = 1.25;
const CACHE_READ_FACTOR: f64 = 0.1;
const MILLION: f64 = 1e6;

/// What an answer of a model cost, in US dollars; `None` for a model whose price is not known.
pub(super) fn cost(model: &str, usage: &Usage) -> Option<f64> {
    let (_, prompt, answer) = PRICES
        .iter()
        .find(|(name, _, _)| is_release_of(model, name))?;
    let prompt_tokens = usage.input_tokens as f64
        + usage.cache_creation_input_tokens as f64 * CACHE_WRITE_FACTOR
        + usage.cache_read_input_tokens as f64 * CACHE_READ_FACTOR;
    Some((prompt_tokens * prompt + usage.output_tokens as f64 * answer) / MILLION)
}

/// Whether a model is the named one, or a release of it with a date of eight digits.
fn is_release_of(model: &str, name: &str) -> bool {
    model.strip_prefix(name).is_some_and(|rest| {
        let date = rest.strip_prefix('-');
        rest.is_empty()
            || date == Some("latest")
            || date.is_some_and(|date| {
                date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit())
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const USAGE: Usage = Usage {
        input_tokens: 1_000,
        output_tokens: 200,
        cache_creation_input_tokens: 400,
        cache_read_input_tokens: 10_000,
    };

    #[test]
    fn a_known_model_costs_what_its_tokens_cost() {
        let expected = (1_000.0 + 500.0 + 1_000.0) * 1e-6 + 200.0 * 5e-6;
        let found = cost("claude-haiku-4-5-20251001", &USAGE).unwrap();
        assert!((found - expected).abs() < 1e-12, "{found}");
        assert_eq!(
            cost("claude-opus-4-20250514", &USAGE),
            cost("claude-opus-4-1", &USAGE)
        );
        assert_ne!(
            cost("claude-opus-4-5", &USAGE),
            cost("claude-opus-4-1", &USAGE)
        );
    }

    #[test]
    fn nothing_is_said_about_the_cost_of_an_unknown_model() {
        for model in [
            "claude-opus-9",
            "claude-haiku-4-5-turbo",
            "claude-haiku-4-5-2025100",
            "gpt-4",
            "",
        ] {
            assert_eq!(cost(model, &USAGE), None, "{model}");
        }
    }
}
