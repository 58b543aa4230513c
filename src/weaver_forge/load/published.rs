//! The resolved form of a published registry: `resolved.yaml`. Each signal becomes a group whose
//! attributes have all their fields.

mod signal;

use std::collections::BTreeSet;

use serde_yaml::Value;

use super::decode::Decoder;
use super::definition::parse;
use super::problem::LoadProblem;
use crate::diagnostic::{Collector, Location};
use crate::model::{AttributeSpec, GroupSpec, SchemaUrl};
use crate::source::{FileId, Part, SourceFile, Step};

/// The format that can be read.
const FORMAT: &str = "resolved/2.0";

/// A registry that was resolved when it was published.
#[derive(Debug)]
pub(crate) struct Published {
    /// Its manifest.
    pub(crate) manifest: FileId,
    /// The attributes it defines.
    pub(crate) definitions: Vec<AttributeSpec>,
    /// Its signals, refinements and attribute groups.
    pub(crate) groups: Vec<PublishedGroup>,
}

/// A group of a published registry.
#[derive(Debug)]
pub(crate) struct PublishedGroup {
    /// The group; a refinement extends what it refines, if it says so.
    pub(crate) spec: GroupSpec,
    /// Whether it is a variant of a signal.
    pub(crate) is_refinement: bool,
    /// The registry that defined it, if that is another one.
    pub(crate) source: Option<SchemaUrl>,
}

/// Reads the text of a resolved registry; `None` if there is nothing to go on with.
pub(super) fn read(
    manifest: FileId,
    file: FileId,
    source: &SourceFile,
    collector: &mut Collector,
) -> Option<Published> {
    match parse(&source.text) {
        Ok(root) => {
            let mut decoder = Decoder::new(file, &source.provenance, collector);
            let published = decoder.published(manifest, &root);
            if decoder.is_malformed() {
                let message = format!("`{}` has not the format of one", source.path);
                let problem = LoadProblem::ConversionError { message };
                collector.report_implied(&problem, Location::file(file));
            }
            published
        }
        Err((message, spot)) => {
            let problem = LoadProblem::ConversionError { message };
            collector.report(&problem, Location { file, spot });
            None
        }
    }
}

/// What signals refer to by number.
struct Tables {
    /// The attributes; what could not be read leaves a gap.
    catalog: Vec<Option<AttributeSpec>>,
    dependencies: Vec<SchemaUrl>,
}

impl Decoder<'_> {
    fn published(&mut self, manifest: FileId, root: &Value) -> Option<Published> {
        let mut fields = self.fields(root, "a resolved registry")?;
        let format = fields.required(self, "file_format", Decoder::string);
        if let Some(format) = format.filter(|format| format != FORMAT) {
            let problem = LoadProblem::InvalidFileFormat {
                path_or_url: self.path_or_url.to_owned(),
                file_format: format,
                expected: &[FORMAT],
            };
            self.report_problem(&problem, self.spot("file_format", Part::Value));
            return None;
        }
        fields.required(self, "schema_url", Decoder::string);
        let catalog = fields.required(self, "attribute_catalog", |decoder, value| {
            decoder.list(value, |decoder, index, item| {
                Some(decoder.catalog_entry(index, item))
            })
        });
        let dependencies = fields.defaulted(self, "dependencies", |decoder, value| {
            decoder.list(value, |decoder, _, item| {
                SchemaUrl::parse(&decoder.string(item)?)
            })
        });
        let tables = Tables {
            catalog: catalog.unwrap_or_default(),
            dependencies,
        };
        let mut definitions = Vec::new();
        let signals = fields.required(self, "registry", |decoder, value| {
            decoder.published_signals(value, &tables, Some(&mut definitions))
        });
        let refinements = fields.required(self, "refinements", |decoder, value| {
            decoder.published_signals(value, &tables, None)
        });
        fields.finish(self);
        let mut groups = signals?;
        groups.extend(without_signals(refinements?, &groups));
        Some(Published {
            manifest,
            definitions,
            groups,
        })
    }

    fn catalog_entry(&mut self, index: usize, value: &Value) -> Option<AttributeSpec> {
        let mut fields = self.fields(value, "an attribute")?;
        fields.raw("provenance");
        let spec = self.attribute_fields(index, &mut fields);
        fields.finish(self);
        spec.map(|spec| AttributeSpec {
            // Weaver does not tell an empty mapping from none here.
            annotations: Some(spec.annotations.unwrap_or_default()),
            ..spec
        })
    }

    /// The lists of `registry`, which also has `definitions`, or of `refinements`.
    fn published_signals(
        &mut self,
        value: &Value,
        tables: &Tables,
        definitions: Option<&mut Vec<AttributeSpec>>,
    ) -> Option<Vec<PublishedGroup>> {
        let container = match definitions {
            Some(_) => "the lists of a registry",
            None => "the lists of refinements",
        };
        let mut fields = self.fields(value, container)?;
        let is_registry = definitions.is_some();
        if let Some(definitions) = definitions {
            *definitions = fields.defaulted(self, "attributes", |decoder, value| {
                decoder.list(value, |decoder, _, item| decoder.entry_of(item, tables))
            });
        }
        let mut groups = Vec::new();
        for (list, container, r#type) in signal::LISTS {
            if !is_registry && *list == "attribute_groups" {
                continue;
            }
            let Some(items) = fields.raw(list).filter(|items| !items.is_null()) else {
                continue;
            };
            let decoded = self.within(Step::Key((*list).to_owned()), |decoder| {
                decoder.list(items, |decoder, index, item| {
                    let place = signal::Place {
                        list,
                        index,
                        container,
                        r#type: *r#type,
                    };
                    decoder.published_signal(item, &place, tables)
                })
            });
            groups.extend(decoded.unwrap_or_default());
        }
        fields.finish(self);
        Some(groups)
    }

    /// The attribute whose number `value` is.
    fn entry_of(&mut self, value: &Value, tables: &Tables) -> Option<AttributeSpec> {
        let index = value.as_u64().and_then(|index| usize::try_from(index).ok());
        match index.and_then(|index| tables.catalog.get(index)) {
            Some(entry) => entry.clone(),
            None => self.wrong_kind("a place in `attribute_catalog`", value),
        }
    }
}

/// The `refinements` that are none of the `signals` itself: each stands among them too.
fn without_signals(
    refinements: Vec<PublishedGroup>,
    signals: &[PublishedGroup],
) -> Vec<PublishedGroup> {
    let known: BTreeSet<_> = signals
        .iter()
        .map(|signal| (signal.spec.r#type, signal.spec.id.as_str()))
        .collect();
    let is_own = |it: &PublishedGroup| !known.contains(&(it.spec.r#type, it.spec.id.as_str()));
    let own = refinements.into_iter().filter(is_own);
    own.map(|group| PublishedGroup {
        is_refinement: true,
        ..group
    })
    .collect()
}
