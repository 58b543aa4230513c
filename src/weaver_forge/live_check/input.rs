use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use super::sample::{Sample, SampleAttribute};
use crate::Error;

/// The most a JSON document of samples may hold, in bytes.
const DOCUMENT_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// The most a line of text may hold, in bytes.
const LINE_BYTES_MAX: u64 = 1024 * 1024;

/// The name of a source that stands for standard input.
const STDIN: &str = "stdin";

/// How samples are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InputFormat {
    /// A list of [`Sample`]s.
    Json,
    /// An attribute on each line: `name` or `name=value`.
    Text,
}

/// The samples of a source, one after the other. Lines of text are read as they come.
pub(crate) enum Samples {
    /// What is left of a document.
    Document(std::vec::IntoIter<Sample>),
    /// What is left of a text.
    Lines(Lines),
}

/// A text that is read line by line.
pub(crate) struct Lines {
    /// What it is called.
    origin: String,
    reader: Box<dyn BufRead>,
    /// The number of the last line that was read.
    line: usize,
}

impl Samples {
    /// The samples in `source`: a file, or `stdin`.
    ///
    /// # Errors
    /// It cannot be read, or is no JSON document of samples although it should be.
    pub(crate) fn open(source: &str, format: InputFormat) -> Result<Self, Error> {
        let reader: Box<dyn BufRead> = match source {
            STDIN => Box::new(BufReader::new(io::stdin())),
            path => {
                let file = File::open(path).map_err(|source| unreadable(path, source))?;
                Box::new(BufReader::new(file))
            }
        };
        Self::read(source, reader, format)
    }

    /// The samples that `reader` yields; messages call it `origin`.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub(crate) fn read(
        origin: &str,
        reader: Box<dyn BufRead>,
        format: InputFormat,
    ) -> Result<Self, Error> {
        match format {
            InputFormat::Json => Ok(Self::Document(document(origin, reader)?.into_iter())),
            InputFormat::Text => Ok(Self::Lines(Lines {
                origin: origin.to_owned(),
                reader,
                line: 0,
            })),
        }
    }
}

impl Iterator for Samples {
    type Item = Result<Sample, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Document(samples) => samples.next().map(Ok),
            Self::Lines(lines) => lines.next_attribute().transpose(),
        }
    }
}

fn document(origin: &str, reader: Box<dyn BufRead>) -> Result<Vec<Sample>, Error> {
    let mut bytes = Vec::new();
    reader
        .take(DOCUMENT_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| unreadable(origin, source))?;
    if bytes.len() as u64 > DOCUMENT_BYTES_MAX {
        let reason = format!("more than {DOCUMENT_BYTES_MAX} bytes");
        return Err(unreadable(origin, io::Error::other(reason)));
    }
    serde_json::from_slice(&bytes).map_err(|error| Error::InvalidSamples {
        origin: origin.to_owned(),
        line: Some(error.line()),
        column: Some(error.column()),
        message: error.to_string(),
    })
}

impl Lines {
    /// The attribute on the next line that is not blank.
    fn next_attribute(&mut self) -> Result<Option<Sample>, Error> {
        loop {
            let mut line = Vec::new();
            let length = (&mut self.reader)
                .take(LINE_BYTES_MAX + 1)
                .read_until(b'\n', &mut line)
                .map_err(|source| unreadable(&self.origin, source))?;
            if length == 0 {
                return Ok(None);
            }
            self.line += 1;
            if length as u64 > LINE_BYTES_MAX {
                return Err(self.invalid(format!("more than {LINE_BYTES_MAX} bytes")));
            }
            let line = String::from_utf8(line).map_err(|_| self.invalid("not UTF-8".to_owned()))?;
            if let Some(attribute) = SampleAttribute::from_line(&line) {
                return Ok(Some(Sample::Attribute(attribute)));
            }
        }
    }

    fn invalid(&self, message: String) -> Error {
        Error::InvalidSamples {
            origin: self.origin.clone(),
            line: Some(self.line),
            column: None,
            message,
        }
    }
}

fn unreadable(origin: &str, source: io::Error) -> Error {
    Error::Read {
        path: Path::new(origin).to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, format: InputFormat) -> Result<Vec<Sample>, Error> {
        let reader = Box::new(io::Cursor::new(text.to_owned().into_bytes()));
        Samples::read("samples", reader, format)?.collect()
    }

    #[test]
    fn blank_lines_are_no_samples() {
        let samples = read("\na.b\n\n a.c=1 \r\n\n", InputFormat::Text).expect("valid");
        let names: Vec<_> = samples
            .iter()
            .map(|sample| match sample {
                Sample::Attribute(attribute) => attribute.name.as_str(),
                _ => "",
            })
            .collect();
        assert_eq!(names, ["a.b", "a.c"]);
    }

    #[test]
    fn a_mistake_in_a_document_has_its_line() {
        let cases = [
            (
                "[\n{\"attribute\": {\"value\": 1}}]",
                "samples:2:",
                "`name`",
            ),
            ("[{\"atribute\": {}}]", "samples:1:", "`atribute`"),
            (
                "[\n\n{\"span\": {\"name\": \"a\", \"kind\": \"inner\"}}]",
                "samples:3:",
                "`inner`",
            ),
            ("{}", "samples:1:", "sequence"),
        ];
        for (text, place, what) in cases {
            let error = read(text, InputFormat::Json).expect_err(text).to_string();
            assert!(error.starts_with(place) && error.contains(what), "{error}");
        }
    }

    #[test]
    fn a_line_without_an_end_is_not_read_forever() {
        let reader = Box::new(BufReader::new(io::repeat(b'a')));
        let mut samples = Samples::read("endless", reader, InputFormat::Text).expect("readable");
        let error = samples.next().expect("a line").expect_err("too long");
        assert!(error.to_string().starts_with("endless:1: more than"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn any_text_is_samples_or_a_mistake(text in any::<String>()) {
            prop_assert!(read(&text, InputFormat::Text).is_ok());
            drop(read(&text, InputFormat::Json));
        }

        #[test]
        fn a_sample_is_read_as_it_is_written(names in proptest::collection::vec("[a-z.]{1,9}", 0..5)) {
            let text: String = names.iter().map(|name| format!("{name}=7\n")).collect();
            let samples = read(&text, InputFormat::Text).expect("valid");
            let json = serde_json::to_string(&samples).expect("JSON");
            prop_assert_eq!(read(&json, InputFormat::Json).expect("valid"), samples);
        }
    }
}
