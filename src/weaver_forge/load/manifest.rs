use std::path::Path;

use serde_yaml::Value;

use super::definition::parse;
use super::folder::{LEGACY_MANIFEST, MANIFEST};
use super::problem::LoadProblem;
use super::root::Root;
use crate::diagnostic::{Collector, Location};
use crate::model::{Dependency, Manifest, SchemaUrl, Stability};
use crate::source::{FileId, Part, Sources, Spot, YamlPath};

/// What a folder says about itself.
#[derive(Debug)]
pub(super) enum Description {
    /// It has no manifest.
    Missing,
    /// It has one that was reported as unusable.
    Unusable,
    /// It has one.
    Manifest(FileId, Manifest),
}

/// Reads the manifest at `root`.
pub(super) fn read(root: &Root, sources: &mut Sources, collector: &mut Collector) -> Description {
    let names = [MANIFEST, LEGACY_MANIFEST];
    let Some(name) = names.into_iter().find(|name| root.has(Path::new(name))) else {
        return Description::Missing;
    };
    let (source, unread) = root.source(Path::new(name));
    let path = source.path.clone();
    let parsed = match unread {
        Some(unread) => Err((unread.error, unread.spot)),
        None => parse(&source.text),
    };
    let file = sources.add(source);
    let mut reader = Reader {
        file,
        path,
        is_legacy: name == LEGACY_MANIFEST,
        collector,
    };
    let root = match parsed {
        Ok(root) => root,
        Err((error, spot)) => {
            reader.invalid(error, spot);
            return Description::Unusable;
        }
    };
    match reader.manifest(&root) {
        Some(manifest) => Description::Manifest(file, manifest),
        None => Description::Unusable,
    }
}

/// Unknown fields mean nothing in a manifest, so this does not go through the strict decoder.
struct Reader<'a> {
    file: FileId,
    path: String,
    is_legacy: bool,
    collector: &'a mut Collector,
}

impl Reader<'_> {
    fn report(&mut self, problem: &LoadProblem, spot: Spot) {
        self.collector.report(
            problem,
            Location {
                file: self.file,
                spot,
            },
        );
    }

    fn invalid(&mut self, error: String, spot: Spot) {
        let path = self.path.clone();
        self.report(&LoadProblem::InvalidRegistryManifest { path, error }, spot);
    }

    fn manifest(&mut self, root: &Value) -> Option<Manifest> {
        if self.is_legacy {
            let path = self.path.clone();
            self.report(&LoadProblem::LegacyRegistryManifest { path }, Spot::File);
        }
        let resolved_uri = self.publication(root).ok()?;
        let schema_url = self.schema_url(root);
        let dependencies = self.dependencies(root);
        let stability = self.stability(root);
        let description = root.get("description").filter(|value| !value.is_null());
        if let Some(Value::Sequence(_) | Value::Mapping(_)) = description {
            self.invalid("expected a text".to_owned(), key("description"));
            return None;
        }
        Some(Manifest {
            schema_url: schema_url?,
            description: description.and_then(scalar_text),
            stability: stability?,
            resolved_uri,
            dependencies: dependencies?,
        })
    }

    /// How settled the registry is; `None` if what it says of that cannot be read.
    fn stability(&mut self, root: &Value) -> Option<Option<Stability>> {
        let Some(value) = root.get("stability") else {
            return Some(None);
        };
        let mut words = Stability::WORDS.iter();
        let known = words.find(|(word, _)| value.as_str() == Some(*word));
        if known.is_none() {
            let words: Vec<_> = Stability::WORDS.iter().map(|(word, _)| *word).collect();
            let error = format!("expected one of `{}`", words.join("`, `"));
            self.invalid(error, key("stability"));
        }
        known.map(|(_, stability)| Some(*stability))
    }

    /// Where the resolved form of a published registry is; `Ok(None)` if this is none.
    fn publication(&mut self, root: &Value) -> Result<Option<String>, ()> {
        let Some(format) = root.get("file_format") else {
            return Ok(None);
        };
        let spot = key("file_format");
        if format.as_str() != Some("manifest/2.0") {
            self.invalid(
                "expected no `file_format`, or `manifest/2.0`".to_owned(),
                spot,
            );
            return Err(());
        }
        let uris = ["resolved_registry_uri", "resolved_schema_uri"];
        let mut uris = uris.iter().filter_map(|key| root.get(key)?.as_str());
        match (root.get("schema_url"), uris.next()) {
            (Some(_), Some(uri)) => Ok(Some(uri.to_owned())),
            _ => {
                let path = self.path.clone();
                let error = "it needs `schema_url` and `resolved_registry_uri`".to_owned();
                let problem = LoadProblem::InvalidPublicationManifest { path, error };
                self.report(&problem, spot);
                Err(())
            }
        }
    }

    fn schema_url(&mut self, root: &Value) -> Option<SchemaUrl> {
        if let Some(url) = root.get("schema_url").filter(|url| !url.is_null()) {
            return self.parse_url(url, key("schema_url"));
        }
        let text = |key| root.get(key).and_then(scalar_text);
        let (Some(base), Some(version)) = (text("schema_base_url"), text("semconv_version")) else {
            let error = "it needs `schema_url`, the name and version of the registry as a URL, \
                         e.g. `https://example.com/schemas/1.0.0`";
            self.invalid(error.to_owned(), Spot::File);
            return None;
        };
        let problem = LoadProblem::DeprecatedSyntaxInRegistryManifest {
            path: self.path.clone(),
            error: "The 'semconv_version' and 'schema_base_url' fields are deprecated in favor of \
                    'schema_url'.",
        };
        self.report(&problem, key("schema_base_url"));
        let scheme = if base.contains("://") { "" } else { "https://" };
        let url = format!("{scheme}{}/{version}", base.trim_end_matches('/'));
        self.parse_url(&Value::String(url), key("schema_base_url"))
    }

    fn parse_url(&mut self, value: &Value, spot: Spot) -> Option<SchemaUrl> {
        let url = value.as_str().and_then(SchemaUrl::parse);
        if url.is_none() {
            let error = "expected a URL that ends with a version, e.g. \
                         `https://example.com/schemas/1.0.0`";
            self.invalid(error.to_owned(), spot);
        }
        url
    }

    fn dependencies(&mut self, root: &Value) -> Option<Vec<Dependency>> {
        let Some(value) = root.get("dependencies").filter(|value| !value.is_null()) else {
            return Some(Vec::new());
        };
        let Some(items) = value.as_sequence() else {
            self.invalid(
                "expected a list of dependencies".to_owned(),
                key("dependencies"),
            );
            return None;
        };
        let dependencies: Vec<Option<Dependency>> = items
            .iter()
            .enumerate()
            .map(|(index, item)| self.dependency(index, item))
            .collect();
        dependencies.into_iter().collect()
    }

    fn dependency(&mut self, index: usize, item: &Value) -> Option<Dependency> {
        let path = YamlPath::default().key("dependencies").index(index);
        let spot = Spot::Node(path.clone(), Part::Value);
        let schema_url = match (
            item.get("schema_url"),
            item.get("name").and_then(scalar_text),
        ) {
            (Some(url), _) => {
                self.parse_url(url, Spot::Node(path.clone().key("schema_url"), Part::Value))?
            }
            (None, Some(name)) if self.is_legacy && item.get("registry_path").is_some() => {
                self.parse_url(&Value::String(format!("https://{name}/unknown")), spot)?
            }
            _ => {
                self.invalid("a dependency needs `schema_url`".to_owned(), spot);
                return None;
            }
        };
        let registry_path = item.get("registry_path").filter(|path| !path.is_null());
        if registry_path.is_some_and(|path| !path.is_string()) {
            let spot = Spot::Node(path.key("registry_path"), Part::Value);
            self.invalid("expected the path of a registry".to_owned(), spot);
            return None;
        }
        Some(Dependency {
            schema_url,
            registry_path: registry_path.and_then(Value::as_str).map(str::to_owned),
            index,
        })
    }
}

fn key(name: &str) -> Spot {
    Spot::Node(YamlPath::default().key(name), Part::Value)
}

/// A version such as `1.0` is a number in YAML.
fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
