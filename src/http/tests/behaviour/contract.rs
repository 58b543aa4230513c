//! The contract, request by request: `tests/contract.jsonl`.
//!
//! Each line has a name; the request line; headers that differ from those of a JSON request (null: left out); the body
//! as `json`, as `text`, or as a valid sync `padded` to so many bytes, sent in one piece or `chunked`; the status; what
//! headers of the answer `says`; the `answer`; and `then`, the ids of all instances afterwards. `<any>` stands for any
//! text.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::scans::{Kinds, scanning};
use crate::schema::Description;
use crate::support::{Answer, Server};

const CASES: &str = include_str!("../contract.jsonl");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    request: String,
    #[serde(default)]
    headers: BTreeMap<String, Option<String>>,
    json: Option<Value>,
    text: Option<String>,
    padded: Option<usize>,
    #[serde(default)]
    chunked: bool,
    status: u16,
    #[serde(default)]
    says: BTreeMap<String, String>,
    answer: Option<Value>,
    then: Option<Vec<String>>,
}

impl Case {
    fn body(&self) -> Option<Vec<u8>> {
        if let Some(bytes) = self.padded {
            let (before, after) = (r#"{"padding":""#, r#""}"#);
            let padding = " ".repeat(bytes - before.len() - after.len());
            return Some([before, &padding, after].concat().into_bytes());
        }
        let json = self.json.as_ref().map(Value::to_string);
        self.text.clone().or(json).map(String::into_bytes)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut headers = BTreeMap::from([("connection".to_owned(), Some("close".to_owned()))]);
        let mut body = self.body();
        if let Some(body) = &mut body {
            let json = Some("application/json".to_owned());
            headers.insert("content-type".to_owned(), json);
            if self.chunked {
                headers.insert("transfer-encoding".to_owned(), Some("chunked".to_owned()));
                let chunks = body.chunks(1 << 16).flat_map(|chunk| {
                    [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat()
                });
                *body = chunks.chain(*b"0\r\n\r\n").collect();
            } else {
                headers.insert("content-length".to_owned(), Some(body.len().to_string()));
            }
        }
        headers.extend(self.headers.clone());
        let mut head = format!("{} HTTP/1.1\r\nhost: localhost\r\n", self.request);
        for (name, value) in headers {
            if let Some(value) = value {
                head += &format!("{name}: {value}\r\n");
            }
        }
        [format!("{head}\r\n").into_bytes(), body.unwrap_or_default()].concat()
    }

    /// What is wrong with the answer, for those who know the contract or the description.
    fn faults(&self, answer: &Answer, description: &Description) -> Vec<String> {
        let mut faults = Vec::new();
        if let Some(request) = self
            .request
            .split_once(' ')
            .filter(|_| !answer.body.is_empty())
        {
            let undescribed = description.faults(request, answer.status, &answer.json());
            faults.extend(undescribed.unwrap_or_default());
        }
        if answer.status != self.status {
            faults.push(format!(
                "status {} instead of {}",
                answer.status, self.status
            ));
        }
        for (name, value) in &self.says {
            let said = answer.header(name).unwrap_or_default();
            if !is_like(said, &value.to_ascii_lowercase()) {
                faults.push(format!("{name} is {said:?} instead of {value:?}"));
            }
        }
        match &self.answer {
            None if !answer.body.is_empty() => faults.push("there is a body".to_owned()),
            Some(expected) if !is_equal(&answer.json(), expected) => {
                faults.push(format!("{} instead of {expected}", answer.json()));
            }
            _ => {}
        }
        faults
    }
}

/// Whether a text is as expected, where `<any>` stands for any part of it.
fn is_like(text: &str, expected: &str) -> bool {
    match expected.split_once("<any>") {
        None => text == expected,
        Some((before, after)) => {
            text.len() > before.len() + after.len()
                && text.starts_with(before)
                && text.ends_with(after)
        }
    }
}

fn is_equal(value: &Value, expected: &Value) -> bool {
    match (value, expected) {
        (Value::String(text), Value::String(expected)) => is_like(text, expected),
        (Value::Array(values), Value::Array(expected)) => {
            values.len() == expected.len()
                && values.iter().zip(expected).all(|(a, b)| is_equal(a, b))
        }
        (Value::Object(fields), Value::Object(expected)) => {
            fields.keys().eq(expected.keys())
                && fields
                    .iter()
                    .all(|(key, value)| is_equal(value, &expected[key]))
        }
        _ => value == expected,
    }
}

#[tokio::test]
async fn every_request_of_the_contract_is_answered_as_it_says() {
    let mut faults = Vec::new();
    let description = Description::read();
    let empty = async || scanning(tempfile::tempdir().unwrap(), Kinds::default()).await;
    let (mut server, mut is_used) = (empty().await, false);
    for line in CASES.lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        // What a case leaves behind matters only to those that look at it.
        if is_used && case.then.is_some() {
            std::mem::replace(&mut server, empty().await)
                .running
                .abort();
            is_used = false;
        }
        let answer = send(&server, &case).await;
        let mut wrong = case.faults(&answer, &description);
        if let Some(then) = &case.then {
            let stored = server.instances().await;
            if stored != *then {
                wrong.push(format!("{stored:?} is stored"));
            }
        }
        let is_read = case.request.starts_with("GET");
        is_used |= !is_read && case.then.as_ref().is_none_or(|then| !then.is_empty());
        faults.extend(
            wrong
                .into_iter()
                .map(|wrong| format!("{}: {wrong}", case.name)),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Sends a request, again as long as it is told that earlier ones are still in progress.
async fn send(server: &Server, case: &Case) -> Answer {
    loop {
        let answer = server.send(case.bytes()).await;
        if answer.status != 429 {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
