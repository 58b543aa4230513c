//! The answer to an embeddings request.

use serde::Deserialize;

use super::vector::Components;
use crate::embedder::Embedded;

/// The answer, without what nobody needs.
#[derive(Deserialize)]
pub(super) struct Answer {
    data: Vec<Item>,
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Item {
    /// Which text it is of, from 0. Some servers leave it out and keep the order.
    index: Option<usize>,
    embedding: Components,
}

#[derive(Deserialize)]
struct Usage {
    /// As OpenAI says it.
    prompt_tokens: Option<u64>,
    /// As Voyage AI says it.
    total_tokens: Option<u64>,
}

/// What is wrong with an answer that is JSON.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// Too few or too many vectors.
    #[error("expected {expected} embeddings, found {found}")]
    Count {
        /// How many texts were sent.
        expected: usize,
        /// How many vectors came back.
        found: usize,
    },
    /// A vector of a text that was not sent, or two of one text.
    #[error(
        "expected one embedding for each `index` from 0 to {}, found `index` {found} twice or beyond", expected.saturating_sub(1)
    )]
    Index {
        /// How many texts were sent.
        expected: usize,
        /// The index.
        found: usize,
    },
}

impl Answer {
    /// One vector for each of `expected` texts, in the order of the texts.
    pub(super) fn embedded(self, expected: usize) -> Result<Embedded, AnswerError> {
        let found = self.data.len();
        if found != expected {
            return Err(AnswerError::Count { expected, found });
        }
        let mut vectors: Vec<Option<Vec<f32>>> = vec![None; expected];
        for (position, item) in self.data.into_iter().enumerate() {
            let found = item.index.unwrap_or(position);
            match vectors.get_mut(found) {
                Some(vector @ None) => *vector = Some(item.embedding.0),
                _ => return Err(AnswerError::Index { expected, found }),
            }
        }
        let usage = self.usage.as_ref();
        Ok(Embedded {
            vectors: vectors.into_iter().flatten().collect(),
            input_tokens: usage.and_then(|usage| usage.prompt_tokens.or(usage.total_tokens)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str, expected: usize) -> Result<Embedded, String> {
        let answer: Answer = serde_json::from_str(json).map_err(|error| error.to_string())?;
        answer.embedded(expected).map_err(|error| error.to_string())
    }

    #[test]
    fn vectors_come_in_the_order_of_the_texts() {
        let json = r#"{"object":"list","model":"m","usage":{"total_tokens":7},"data":[
            {"object":"embedding","index":1,"embedding":[1]},{"object":"embedding","index":0,"embedding":[0]}]}"#;
        let expect = Embedded {
            vectors: vec![vec![0.0], vec![1.0]],
            input_tokens: Some(7),
        };
        assert_eq!(read(json, 2), Ok(expect));
    }

    #[test]
    fn an_answer_without_index_or_usage_is_taken_as_it_stands() {
        let json = r#"{"data":[{"embedding":[1]},{"embedding":[2]}]}"#;
        assert_eq!(read(json, 2), Ok(vec![vec![1.0], vec![2.0]].into()));
    }

    #[test]
    fn an_answer_that_does_not_fit_is_refused() {
        let check = |json, expect: &str| {
            let found = read(json, 2).unwrap_err();
            assert!(found.starts_with(expect), "{found}");
        };
        check(r#"{"data":[]}"#, "expected 2 embeddings, found 0");
        check(
            r#"{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[2]}]}"#,
            "expected one embedding for each `index` from 0 to 1, found `index` 0 twice or beyond",
        );
        check(
            r#"{"data":[{"index":0,"embedding":[1]},{"index":2,"embedding":[2]}]}"#,
            "expected one embedding for each `index` from 0 to 1, found `index` 2 twice or beyond",
        );
        check(r#"{"detail":"no"}"#, "missing field `data`");
        check(
            r#"{"data":[{"index":-1,"embedding":[1]}]}"#,
            "invalid value",
        );
    }
}
