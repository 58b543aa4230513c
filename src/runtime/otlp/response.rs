//! What a receiver's answer means for the records that were sent.

use std::time::Duration;

use crate::config::Secret;
use crate::otlp::protobuf::{self, Field, Malformed};

/// Characters kept of what is said about an answer: the receiver's words may be any number.
const TEXT_CHARACTERS_MAX: usize = 512;

/// Fields of `Export…ServiceResponse`, of its `partial_success`, of `google.rpc.Status`, of
/// `google.protobuf.Any` and of `google.rpc.RetryInfo` with its `Duration`.
const PARTIAL_SUCCESS: u64 = 1;
const REJECTED: u64 = 1;
const ERROR_MESSAGE: u64 = 2;
const STATUS_MESSAGE: u64 = 2;
const STATUS_DETAILS: u64 = 3;
const ANY_TYPE_URL: u64 = 1;
const ANY_VALUE: u64 = 2;
const RETRY_DELAY: u64 = 1;
const SECONDS: u64 = 1;
const NANOS: u64 = 2;

const RETRY_INFO: &[u8] = b"type.googleapis.com/google.rpc.RetryInfo";

/// What became of a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The receiver took the records, except for `rejected` ones; `remark` is what it or the runtime
    /// has to say of that, often nothing.
    Accepted { rejected: u64, remark: String },
    /// It will never take them.
    Refused(String),
    /// It may take them later.
    Unavailable(Unavailable),
}

/// Why records were not taken now.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unavailable {
    pub(crate) why: String,
    /// When the receiver wants to be asked again.
    pub(crate) retry_after: Option<Duration>,
    /// Whether there was nobody to answer.
    pub(crate) is_unreachable: bool,
}

impl Outcome {
    /// A receiver that may take the records later.
    pub(crate) const fn later(why: String, retry_after: Option<Duration>) -> Self {
        Self::Unavailable(Unavailable {
            why,
            retry_after,
            is_unreachable: false,
        })
    }

    /// The same as it may be logged: a receiver may repeat what it was sent, and at any length.
    /// Secrets are hidden before the text is cut; a part of one could not be found any more.
    pub(crate) fn presentable(mut self, secrets: &[Secret]) -> Self {
        let text = match &mut self {
            Self::Accepted { remark, .. } => remark,
            Self::Refused(why) => why,
            Self::Unavailable(Unavailable { why, .. }) => why,
        };
        for secret in secrets {
            *text = text.replace(secret.expose(), "***");
        }
        if let Some((end, _)) = text.char_indices().nth(TEXT_CHARACTERS_MAX) {
            text.truncate(end);
            text.push('…');
        }
        self
    }

    /// The meaning of a body that came with success. The status says that the records were taken, so
    /// a body that cannot be read changes nothing but the remark.
    pub(crate) fn accepted(body: &[u8]) -> Self {
        match partial_success(body) {
            Ok((rejected, remark)) => Self::Accepted { rejected, remark },
            Err(Malformed) => Self::Accepted {
                rejected: 0,
                remark: "the answer is no OTLP message, although its status says success; is this an OTLP endpoint?"
                    .to_owned(),
            },
        }
    }
}

/// How many records were rejected, and why.
fn partial_success(body: &[u8]) -> Result<(u64, String), Malformed> {
    let mut rejected = 0;
    let mut message = String::new();
    protobuf::read(body, |number, field| {
        let (PARTIAL_SUCCESS, Field::Bytes(partial)) = (number, field) else {
            return Ok(());
        };
        protobuf::read(partial, |number, field| {
            match (number, field) {
                (REJECTED, Field::Varint(count)) => {
                    // A signed number; a negative one means nothing.
                    rejected = if i64::try_from(count).is_ok() {
                        count
                    } else {
                        0
                    };
                }
                (ERROR_MESSAGE, Field::Bytes(text)) => message = shown(text),
                _ => {}
            }
            Ok(())
        })
    })?;
    Ok((rejected, message))
}

/// The message of a `google.rpc.Status`, the body of an HTTP failure; `None` if it is none.
pub(crate) fn status_message(body: &[u8]) -> Option<String> {
    let mut message = None;
    protobuf::read(body, |number, field| {
        if let (STATUS_MESSAGE, Field::Bytes(text)) = (number, field) {
            message = Some(shown(text));
        }
        Ok(())
    })
    .ok()?;
    message
}

/// When the receiver wants to be asked again, as a `google.rpc.Status` with `RetryInfo` says.
pub(crate) fn retry_delay(status: &[u8]) -> Option<Duration> {
    let mut delay = None;
    protobuf::read(status, |number, field| {
        if let (STATUS_DETAILS, Field::Bytes(any)) = (number, field) {
            delay = retry_info(any)?.or(delay);
        }
        Ok(())
    })
    .ok()?;
    delay
}

fn retry_info(any: &[u8]) -> Result<Option<Duration>, Malformed> {
    let mut is_retry_info = false;
    let mut value: &[u8] = &[];
    protobuf::read(any, |number, field| {
        match (number, field) {
            (ANY_TYPE_URL, Field::Bytes(url)) => is_retry_info = url == RETRY_INFO,
            (ANY_VALUE, Field::Bytes(bytes)) => value = bytes,
            _ => {}
        }
        Ok(())
    })?;
    if !is_retry_info {
        return Ok(None);
    }
    let mut delay = Duration::ZERO;
    protobuf::read(value, |number, field| {
        if let (RETRY_DELAY, Field::Bytes(duration)) = (number, field) {
            delay = self::duration(duration)?;
        }
        Ok(())
    })?;
    Ok(Some(delay))
}

fn duration(message: &[u8]) -> Result<Duration, Malformed> {
    let mut duration = Duration::ZERO;
    protobuf::read(message, |number, field| {
        let part = match (number, field) {
            (SECONDS, Field::Varint(seconds)) => {
                i64::try_from(seconds).map_or(Duration::ZERO, |_| Duration::from_secs(seconds))
            }
            (NANOS, Field::Varint(nanos)) => {
                u32::try_from(nanos).map_or(Duration::ZERO, |nanos| Duration::new(0, nanos))
            }
            _ => Duration::ZERO,
        };
        duration = duration.saturating_add(part);
        Ok(())
    })?;
    Ok(duration)
}

/// What a receiver said, on one line: it may be anything.
pub(crate) fn shown(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let letters = text.trim().chars();
    letters
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::otlp::protobuf::{Expected, Writer};

    #[test]
    fn a_negative_number_of_rejected_spans_is_none() {
        let mut body = Vec::new();
        Writer::new(&mut body).message(1, Expected::Tiny, |partial| {
            partial.put_int(1, -3);
            partial.text(2, "odd\nanswer");
        });
        let expected = Outcome::Accepted {
            rejected: 0,
            remark: "odd answer".to_owned(),
        };
        assert_eq!(Outcome::accepted(&body), expected);
    }

    #[test]
    fn retry_info_is_found_among_other_details() {
        let mut status = Vec::new();
        let mut writer = Writer::new(&mut status);
        writer.put_uint(1, 8);
        writer.text(2, "too much");
        writer.message(3, Expected::Tiny, |any| {
            any.text(1, "type.googleapis.com/google.rpc.Help");
            any.bytes(2, b"anything");
        });
        writer.message(3, Expected::Tiny, |any| {
            any.bytes(1, RETRY_INFO);
            any.message(2, Expected::Tiny, |info| {
                info.message(1, Expected::Tiny, |duration| {
                    duration.put_uint(1, 3);
                    duration.put_uint(2, 500_000_000);
                });
            });
        });
        assert_eq!(retry_delay(&status), Some(Duration::from_millis(3500)));
        assert_eq!(status_message(&status).as_deref(), Some("too much"));
        assert_eq!(retry_delay(b"<html>"), None);
    }

    proptest! {
        #[test]
        fn no_answer_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let accepted = Outcome::accepted(&bytes);
            let is_accepted = matches!(accepted, Outcome::Accepted { .. });
            prop_assert!(is_accepted);
            prop_assert!(!shown(&bytes).contains(char::is_control));
            status_message(&bytes);
            retry_delay(&bytes);
            // The same within the messages that are looked into.
            let mut nested = Vec::new();
            Writer::new(&mut nested).message(3, Expected::Tiny, |any| {
                any.bytes(1, RETRY_INFO);
                any.message(2, Expected::Tiny, |info| info.bytes(1, &bytes));
            });
            retry_delay(&nested);
        }
    }

    #[test]
    fn long_texts_are_cut_and_secrets_in_them_hidden_wherever_they_stand() {
        let secrets = [Secret::new("s3cr3t-42")];
        for before in 0..=TEXT_CHARACTERS_MAX {
            let long = format!("{}s3cr3t-42{}", "ä".repeat(before), "ö".repeat(600));
            let Outcome::Refused(why) = Outcome::Refused(long).presentable(&secrets) else {
                panic!("it is refused as before");
            };
            assert!(!why.contains('s'), "{why}");
            assert_eq!(why.chars().count(), TEXT_CHARACTERS_MAX + 1);
            assert!(why.ends_with('…'), "{why}");
        }
    }
}
