//! Bytes of a file to what it holds.

use std::collections::BTreeSet;

use crate::document::{Document, Documents, Fault, announced_kind, parse};
use crate::limits::DOCUMENTS_MAX;
use crate::object::{Contents, Place};
use crate::problem::{Missed, Problem};

/// A file that was read, or why it could not be.
pub(crate) struct File {
    /// What to call it in problems.
    pub(crate) name: String,
    /// Whether its name promises JSON, so that YAML is not tried.
    pub(crate) is_json: bool,
    pub(crate) bytes: Result<Vec<u8>, String>,
}

impl File {
    pub(crate) fn contents(&self) -> Contents {
        let mut contents = Contents::default();
        match &self.bytes {
            Err(reason) => contents
                .problems
                .push(Problem::of_file(&self.name, reason.clone())),
            Ok(bytes) => self.read(bytes, &mut contents),
        }
        contents
    }

    fn read(&self, bytes: &[u8], contents: &mut Contents) {
        // What is no text stands in for itself, so that documents and lines stay where they are.
        let text = String::from_utf8_lossy(bytes);
        let damaged = damaged_lines(bytes);
        let mut documents = Documents::of(&text);
        for document in documents.by_ref().take(DOCUMENTS_MAX) {
            let parsed = match damaged.range(document.lines()).next() {
                Some(line) => Err(not_text(*line)),
                None => parse(document, self.is_json),
            };
            match parsed {
                Ok(nodes) => {
                    let place = self.place(document, document.first_line());
                    nodes.iter().for_each(|node| contents.add(place, node));
                }
                Err(fault) => contents.problems.push(self.unparsed(document, fault)),
            }
        }
        if let Some(rest) = documents.next() {
            let reason = format!(
                "there are more than {DOCUMENTS_MAX} documents; split the file to have the rest read"
            );
            contents.problems.push(
                self.place(rest, rest.line)
                    .problem(reason, Missed::Anything),
            );
        }
    }

    fn unparsed(&self, document: Document<'_>, fault: Fault) -> Problem {
        let missed =
            announced_kind(document.text).map_or(Missed::Anything, |kind| Missed::Objects {
                kind: kind.to_owned(),
                namespace: None,
            });
        self.place(document, fault.line)
            .problem(fault.reason, missed)
    }

    fn place(&self, document: Document<'_>, line: usize) -> Place<'_> {
        Place {
            file: &self.name,
            document: document.number,
            line,
        }
    }
}

/// The lines, counted from 1, on which bytes are no text in UTF-8.
fn damaged_lines(bytes: &[u8]) -> BTreeSet<usize> {
    let mut line = 1;
    let mut damaged = BTreeSet::new();
    for chunk in bytes.utf8_chunks() {
        line += chunk.valid().bytes().filter(|byte| *byte == b'\n').count();
        if !chunk.invalid().is_empty() {
            damaged.insert(line);
        }
    }
    damaged
}

fn not_text(line: usize) -> Fault {
    Fault {
        line,
        reason: "expected text in UTF-8, found other bytes".to_owned(),
    }
}

impl Contents {
    pub(crate) fn append(&mut self, mut other: Self) {
        self.definitions.append(&mut other.definitions);
        self.objects.append(&mut other.objects);
        self.problems.append(&mut other.problems);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Contents {
        File {
            name: "f.yaml".into(),
            is_json: false,
            bytes: Ok(text.into()),
        }
        .contents()
    }

    fn pod(name: &str) -> String {
        format!("apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\n")
    }

    #[test]
    fn a_bad_document_hides_none_of_its_neighbours() {
        let broken = "apiVersion: v1\nkind: Service\nmetadata:\n  name: [a\n";
        let contents = read(&format!("{}---\n{broken}---\n{}", pod("a"), pod("b")));
        let names: Vec<&str> = contents
            .objects
            .iter()
            .map(|object| object.name.as_str())
            .collect();
        assert_eq!(names, ["a", "b"]);
        let problem = &contents.problems[0];
        assert_eq!(
            (problem.document, problem.missed.clone()),
            (
                Some(2),
                Missed::Objects {
                    kind: "Service".into(),
                    namespace: None
                }
            )
        );
        assert_eq!(problem.line, Some(9), "{problem}");
    }

    #[test]
    fn dashes_inside_a_block_scalar_do_not_split_a_document() {
        let contents = read(
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  x: |\n    ---\n    y\n",
        );
        assert_eq!((contents.objects.len(), contents.problems.len()), (1, 0));
    }

    #[test]
    fn an_object_without_a_name_is_reported_on_its_first_line() {
        let contents = read(&format!(
            "{}---\n# second\nkind: Pod\napiVersion: v1\n",
            pod("a")
        ));
        assert_eq!(
            contents.problems[0].to_string(),
            "f.yaml:7 (document 2): expected metadata with a name for this Pod, found none"
        );
    }

    #[test]
    fn bytes_that_are_no_text_hide_no_document_but_their_own() {
        let latin = b"apiVersion: v1\nkind: Service\nmetadata: {name: caf\xe9}\n";
        let bytes = [
            format!("{}---\n", pod("a\u{fffd}")).as_bytes(),
            latin,
            format!("---\n{}", pod("b")).as_bytes(),
        ]
        .concat();
        let contents = File {
            name: "f.yaml".into(),
            is_json: false,
            bytes: Ok(bytes),
        }
        .contents();
        assert_eq!(contents.objects.len(), 2, "{:?}", contents.problems);
        assert_eq!(contents.problems.len(), 1);
        assert_eq!(
            contents.problems[0].to_string(),
            "f.yaml:8 (document 2): expected text in UTF-8, found other bytes"
        );
        assert_eq!(
            contents.problems[0].missed,
            Missed::Objects {
                kind: "Service".into(),
                namespace: None
            }
        );
    }

    #[test]
    fn a_file_that_is_no_text_at_all_is_a_problem() {
        let contents = File {
            name: "f.yaml".into(),
            is_json: false,
            bytes: Ok(b"\xff\xfek\0i\0n\0d\0".to_vec()),
        }
        .contents();
        assert_eq!(
            contents.problems[0].to_string(),
            "f.yaml:1 (document 1): expected text in UTF-8, found other bytes"
        );
        assert_eq!(contents.problems[0].missed, Missed::Anything);
    }

    #[test]
    fn broken_json_is_not_tried_as_yaml() {
        let file = File {
            name: "f.json".into(),
            is_json: true,
            bytes: Ok(b"\n{\"kind\": }".to_vec()),
        };
        let problem = file.contents().problems[0].to_string();
        assert!(
            problem.starts_with("f.json:2 (document 1): not valid JSON: expected value"),
            "{problem}"
        );
    }
}
