//! `.weaver.toml`: the arguments that a project always gives.
//!
//! Keys of commands and options that do not exist here are ignored, as Weaver ignores unknown ones.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::document::Destination;
use super::live_check::LiveCheckSection;
use crate::Error;
use crate::render::Target;

/// The name of the file, which is looked for in the working directory and the folders above it.
const FILE_NAME: &str = ".weaver.toml";

/// The configuration of a project.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Project {
    pub(super) registry: RegistrySection,
    pub(super) policy: PolicySection,
    pub(super) diagnostics: DiagnosticsSection,
    pub(super) generate: GenerateSection,
    pub(super) stats: DocumentSection,
    pub(super) diff: DocumentSection,
    #[serde(rename = "update-markdown")]
    pub(super) update_markdown: UpdateMarkdownSection,
    #[serde(rename = "live-check")]
    pub(super) live_check: LiveCheckSection,
    template: TemplateSection,
    resolve: ResolveSection,
    /// The folder from which relative paths start; empty if it is the working directory.
    #[serde(skip)]
    folder: PathBuf,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RegistrySection {
    pub(super) path: Option<String>,
    pub(super) v2: Option<bool>,
    pub(super) follow_symlinks: Option<bool>,
    pub(super) include_unreferenced: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PolicySection {
    pub(super) skip: Option<bool>,
    pub(super) paths: Vec<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct DiagnosticsSection {
    pub(super) format: Option<String>,
    pub(super) template: Option<PathBuf>,
    pub(super) stdout: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct GenerateSection {
    pub(super) templates: Option<PathBuf>,
    pub(super) target: Option<String>,
    pub(super) output: Option<PathBuf>,
}

/// The section of a command that makes a document.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct DocumentSection {
    format: Option<String>,
    templates: Option<PathBuf>,
    output: Option<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct UpdateMarkdownSection {
    pub(super) markdown_dir: Option<PathBuf>,
    pub(super) dry_run: Option<bool>,
    pub(super) attribute_registry_base_url: Option<String>,
    pub(super) templates: Option<PathBuf>,
    pub(super) target: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct TemplateSection {
    acronyms: Vec<String>,
    text_maps: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ResolveSection {
    #[serde(alias = "overrides", alias = "dependency_overrides")]
    schema_url_overrides: BTreeMap<String, String>,
}

impl DocumentSection {
    /// What the `arguments` of the command say, else this section, else the `defaults`; format and
    /// templates folder, and of the arguments also the output folder.
    pub(super) fn destination(
        &self,
        arguments: (&Option<String>, &Option<PathBuf>, &Option<PathBuf>),
        defaults: (&str, &str),
    ) -> Destination {
        let (format, templates, output) = arguments;
        let format = format.as_ref().or(self.format.as_ref());
        let templates = templates.as_ref().or(self.templates.as_ref());
        Destination {
            format: format.map_or_else(|| defaults.0.to_owned(), Clone::clone),
            templates: templates.map_or_else(|| PathBuf::from(defaults.1), Clone::clone),
            folder: output.as_ref().or(self.output.as_ref()).cloned(),
        }
    }
}

impl Project {
    /// Reads the first `.weaver.toml` in the working directory and the folders above it.
    ///
    /// # Errors
    /// The file cannot be read or is not valid.
    pub(super) fn discover() -> Result<Self, Error> {
        let Ok(folder) = std::env::current_dir() else {
            return Ok(Self::default());
        };
        // In the working directory itself a short path stays short.
        let mut above = folder
            .ancestors()
            .skip(1)
            .map(|folder| folder.join(FILE_NAME));
        let own = Some(PathBuf::from(FILE_NAME)).filter(|path| path.is_file());
        let found = own.or_else(|| above.find(|path| path.is_file()));
        found.map_or_else(|| Ok(Self::default()), |path| Self::read(&path))
    }

    /// Reads the `.weaver.toml` at `path`.
    ///
    /// # Errors
    /// The file cannot be read or is not valid.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::Read {
            path: path.to_owned(),
            source,
        })?;
        let project: Self = toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            Error::InvalidConfig {
                path: path.to_owned(),
                line: before.map(|before| before.matches('\n').count() + 1),
                column: None,
                message: error.message().to_owned(),
            }
        })?;
        Ok(Self {
            folder: path.parent().map(Path::to_owned).unwrap_or_default(),
            ..project
        })
    }

    /// Where dependencies are, by schema URL; the paths start from the folder of the file.
    pub(super) fn schema_url_overrides(&self) -> BTreeMap<String, String> {
        let overrides = self.resolve.schema_url_overrides.iter();
        overrides
            .map(|(url, path)| {
                let path = match path.contains("://") {
                    true => path.clone(),
                    false => self.folder.join(path).to_string_lossy().into_owned(),
                };
                (url.clone(), path)
            })
            .collect()
    }

    /// Lays the project's texts over those of the target: acronyms over those that differ in case
    /// only, text maps over the maps of the same name.
    pub(super) fn overlay(&self, target: &mut Target) {
        let config = &mut target.config;
        for acronym in &self.template.acronyms {
            let lower = acronym.to_lowercase();
            config
                .acronyms
                .retain(|known| known.to_lowercase() != lower);
            config.acronyms.push(acronym.clone());
        }
        config.text_maps.extend(self.template.text_maps.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_error_names_file_and_line() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join(FILE_NAME);
        std::fs::write(&path, "[registry]\nv2 = \"yes\"\n").expect("writable");
        let error = Project::read(&path).expect_err("invalid").to_string();
        assert!(error.contains(".weaver.toml:2: "), "{error}");
    }

    #[test]
    fn the_paths_of_dependencies_start_from_the_folder_of_the_file() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join(FILE_NAME);
        let url = "https://sea.example/schemas/1.0.0";
        let text = format!("[resolve.overrides]\n\"{url}\" = \"vendor/sea\"\n");
        std::fs::write(&path, text).expect("writable");
        let overrides = Project::read(&path).expect("valid").schema_url_overrides();
        let expect = folder.path().join("vendor/sea");
        assert_eq!(overrides[url], expect.to_string_lossy());
    }

    #[test]
    fn unknown_sections_are_ignored() {
        let project: Project =
            toml::from_str("[live-check]\nx = 1\n[registry]\npath = \"r\"\n").expect("valid");
        assert_eq!(project.registry.path.as_deref(), Some("r"));
    }
}
