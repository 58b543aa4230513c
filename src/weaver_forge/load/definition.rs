use globset::GlobBuilder;
use serde_yaml::Value;

use super::decode::Decoder;
use super::malformed::Malformed;
use super::problem::LoadProblem;
use super::schema::{self, What};
use crate::diagnostic::{Collector, Location};
use crate::model::{Definition, GroupSpec, ImportKind, ImportPattern};
use crate::source::{Area, FileId, Part, Positions, SourceFile, Spot, Step};

/// What reading one definition file gave.
#[derive(Debug)]
pub(super) struct Reading {
    /// What could be understood; `None` if the file is no YAML mapping or of another format.
    pub(super) definition: Option<Definition>,
    /// What could not.
    pub(super) collector: Collector,
}

/// Reads the text of a definition file.
pub(super) fn read(file: FileId, source: &SourceFile) -> Reading {
    let mut collector = Collector::default();
    let definition = match parse(&source.text) {
        Ok(root) => {
            let mut decoder = Decoder::new(file, &source.provenance, &mut collector);
            let definition = decoder.definition(&root);
            if decoder.is_malformed() {
                count_as_weaver(file, source, &root, &mut collector);
            }
            definition
        }
        Err((error, spot)) => {
            let path_or_url = source.provenance.clone();
            let problem = LoadProblem::DeserializationError { path_or_url, error };
            collector.report(&problem, Location { file, spot });
            None
        }
    };
    Reading {
        definition,
        collector,
    }
}

/// Reports as often as Weaver does that `root` departs from its format, with what people are told
/// about the same values.
fn count_as_weaver(file: FileId, source: &SourceFile, root: &Value, collector: &mut Collector) {
    let misfits = schema::misfits(root, is_v2(root));
    let path_or_url = || source.provenance.clone();
    if misfits.is_empty() {
        let error = "it departs from the format of definition files".to_owned();
        let path_or_url = path_or_url();
        let problem = LoadProblem::DeserializationError { path_or_url, error };
        collector.rename_for_people("DeserializationError");
        collector.report_implied(&problem, Location::file(file));
    }
    for misfit in misfits {
        let told = match misfit.what {
            What::Form => collector.messages_for_people(&misfit.path),
            _ => Vec::new(),
        };
        let error = Malformed::Misfit(match told.as_slice() {
            [] => misfit.what.to_string(),
            told => told.join("; "),
        });
        let path_or_url = path_or_url();
        let problem = LoadProblem::InvalidSemConvSpec { path_or_url, error };
        collector.report_implied(&problem, Location::value(file, misfit.path));
    }
}

/// Whether either of the fields that say so says that a file has format 2.
fn is_v2(root: &Value) -> bool {
    let says = |key: &str, format: &str| root.get(key).is_some_and(|value| value == format);
    says("file_format", "definition/2") || says("version", "2")
}

/// Parses YAML whose root is a mapping; a failure comes with its place.
pub(super) fn parse(text: &str) -> Result<Value, (String, Spot)> {
    match serde_yaml::from_str::<Value>(text) {
        Ok(root @ Value::Mapping(_)) => Ok(root),
        Ok(other) => {
            let found = super::yaml_kind(&other);
            Err((
                format!("expected a mapping, found {found}"),
                Spot::Area(Area::point(1, 1)),
            ))
        }
        Err(error) => Err(syntax_error(text, &error)),
    }
}

fn syntax_error(text: &str, error: &serde_yaml::Error) -> (String, Spot) {
    let message = error.to_string();
    // The parser gives a duplicate key no place, or that of the mapping around it.
    if message.contains("duplicate entry")
        && let Some((key, area)) = Positions::read(text).duplicate_key()
    {
        let message = format!("the key `{key}` occurs twice in one mapping");
        return (message, Spot::Area(area));
    }
    let Some(place) = error.location() else {
        return (message, Spot::File);
    };
    // The place is shown beside the message; saying it again only makes the line longer. What follows
    // is where the parser began to go wrong, and stays.
    let message = match message.split_once(" at line ") {
        Some((what, rest)) => {
            let context = rest
                .split_once(", ")
                .map(|(_, context)| format!(", {context}"));
            format!("{what}{}", context.unwrap_or_default())
        }
        None => message,
    };
    let area = Area::point(place.line().max(1), place.column().max(1));
    (message, Spot::Area(area))
}

impl Decoder<'_> {
    fn definition(&mut self, root: &Value) -> Option<Definition> {
        let mut fields = self.fields(root, "a definition file")?;
        // What is no text here means nothing.
        let format = fields.raw("file_format").and_then(Value::as_str);
        let version = fields.raw("version").and_then(Value::as_str);
        if let Some(version) = version {
            let problem = LoadProblem::DeprecatedVersionField {
                path_or_url: self.path_or_url.to_owned(),
                version: version.to_owned(),
            };
            self.report_problem(&problem, self.spot("version", Part::Key));
        }
        let is_v2 = is_v2(root);
        match (format, version) {
            (Some("definition/2"), _) => self.report_unstable("file_format"),
            (_, Some("2")) => self.report_unstable("version"),
            (Some("definition/1"), _) | (_, Some("1")) | (None, None) => {}
            (_, Some(other)) => {
                self.report_format(other, "version");
                return None;
            }
            (Some(other), None) => {
                self.report_format(other, "file_format");
                return None;
            }
        }
        let groups = match is_v2 {
            true => self.definitions_v2(&mut fields),
            false => fields.defaulted(self, "groups", Decoder::groups),
        };
        let imports = fields.optional(self, "imports", Decoder::imports);
        fields.finish(self);
        Some(Definition {
            groups,
            imports: imports.unwrap_or_default(),
        })
    }

    fn report_unstable(&mut self, key: &'static str) {
        let problem = LoadProblem::UnstableFileFormat {
            path_or_url: self.path_or_url.to_owned(),
            file_format: "definition/2".to_owned(),
        };
        self.report_problem(&problem, self.spot(key, Part::Value));
    }

    fn report_format(&mut self, format: &str, key: &'static str) {
        let path_or_url = self.path_or_url.to_owned();
        let file_format = format.to_owned();
        let problem = LoadProblem::InvalidFileFormat {
            path_or_url,
            file_format,
            expected: &["definition/1", "definition/2"],
        };
        self.report_problem(&problem, self.spot(key, Part::Value));
    }

    fn groups(&mut self, value: &Value) -> Option<Vec<GroupSpec>> {
        self.list_or_null(value, Decoder::group)
    }

    fn imports(&mut self, value: &Value) -> Option<Vec<ImportPattern>> {
        let mut fields = self.fields(value, "imports")?;
        let mut patterns = Vec::new();
        for (key, kind) in ImportKind::KEYS {
            let Some(list) = fields.raw(key).filter(|list| !list.is_null()) else {
                continue;
            };
            let decoded = self.within(Step::Key((*key).to_owned()), |decoder| {
                decoder.list(list, |decoder, index, glob| {
                    decoder.import(*kind, index, glob)
                })
            });
            patterns.extend(decoded.unwrap_or_default());
        }
        fields.finish(self);
        Some(patterns)
    }

    fn import(&mut self, kind: ImportKind, index: usize, value: &Value) -> Option<ImportPattern> {
        let pattern = self.string(value)?;
        match GlobBuilder::new(&pattern).build() {
            Ok(glob) => Some(ImportPattern { kind, index, glob }),
            Err(error) => {
                // Weaver takes a glob that it cannot compile for YAML that it cannot read.
                let error = format!("invalid pattern `{pattern}`: {}", error.kind());
                let path_or_url = self.path_or_url.to_owned();
                let problem = LoadProblem::DeserializationError { path_or_url, error };
                self.report_misfit(&problem, self.here());
                None
            }
        }
    }
}
