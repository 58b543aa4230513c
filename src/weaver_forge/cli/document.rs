//! Results that a command prints, or writes to a folder, in the format that is asked for.

use std::path::{Component, Path, PathBuf};

use serde_json::Value as Json;

use super::{Session, console};
use crate::config::Parameters;
use crate::error::Error;
use crate::jq;
use crate::output::{Marker, OutputFolder, Outputs, Ownership, Plan};
use crate::render::{self, Rendered, RenderedFile, Target};

/// The format, and the name of an output folder, that stand for no output at all.
const MUTE: [&str; 2] = ["mute", "none"];

/// The formats that every document has.
const DATA_FORMATS: [&str; 3] = ["json", "yaml", "jsonl"];

/// A result.
pub(super) struct Document<'a> {
    /// The name of the file it is written to, without its extension.
    pub(super) name: &'static str,
    /// What formats for programs print, and what templates see.
    pub(super) data: Json,
    /// The formats for people.
    pub(super) texts: &'a [TextFormat<'a>],
}

/// A format for people.
pub(super) struct TextFormat<'a> {
    /// What the format is called.
    pub(super) name: &'static str,
    /// The extension of its files.
    pub(super) extension: &'static str,
    /// Makes the text.
    pub(super) render: &'a dyn Fn() -> String,
}

/// The format of a document, and where it goes.
pub(super) struct Destination {
    /// A built-in format, or the name of a folder in `templates`.
    pub(super) format: String,
    /// The folder of the formats of one's own; they win over built-in ones of the same name.
    pub(super) templates: PathBuf,
    /// The folder to write to, in place of standard output.
    pub(super) folder: Option<PathBuf>,
}

impl Destination {
    /// Whether nothing is to be printed or written.
    pub(super) fn is_muted(&self) -> bool {
        let is_muted = |name: &str| MUTE.contains(&name);
        let folder = self.folder.as_deref().and_then(Path::to_str);
        is_muted(&self.format) || folder.is_some_and(is_muted)
    }

    /// The templates of one's own that have the name of the format.
    ///
    /// # Errors
    /// There are some, and their weaver.yaml is not valid.
    pub(super) fn own_target(&self, session: &Session) -> Result<Option<Target>, Vec<Error>> {
        let mut own = own_format(&self.templates, &self.format)?;
        if let Some(target) = &mut own {
            session.project.overlay(target);
        }
        Ok(own)
    }
}

impl Document<'_> {
    /// Prints or writes this document.
    ///
    /// # Errors
    /// There is no such format, or one's own templates cannot be rendered.
    pub(super) fn write(&self, session: &Session, to: &Destination) -> Result<(), Vec<Error>> {
        if to.is_muted() {
            return Ok(());
        }
        let own = to.own_target(session)?;
        let files = self.rendered(own.as_ref(), to)?;
        match to.folder.as_deref() {
            Some(folder) => write_files(session, folder, files),
            None => {
                for file in files.values() {
                    console::print_line(&file.text).map_err(|error| vec![error])?;
                }
                Ok(())
            }
        }
    }

    /// This document with templates of one's `own`, else in the built-in format of that name.
    ///
    /// # Errors
    /// There is no such format, or one's own templates cannot be rendered.
    pub(super) fn rendered(
        &self,
        own: Option<&Target>,
        to: &Destination,
    ) -> Result<Rendered, Vec<Error>> {
        if let Some(target) = own {
            let data = jq::input(self.data.clone());
            return render::render(target, &data, &Parameters::default());
        }
        let Some((extension, text)) = self.built_in(&to.format) else {
            let texts = self.texts.iter().map(|format| format.name);
            return Err(vec![Error::UnknownFormat {
                format: to.format.clone(),
                known: texts.chain(DATA_FORMATS).collect(),
                templates: to.templates.clone(),
            }]);
        };
        let origin = format!("the format `{}`", to.format);
        let path = PathBuf::from(format!("{}.{extension}", self.name));
        Ok(Rendered::from([(path, RenderedFile { text, origin })]))
    }

    /// The extension and the text of the built-in format `name`.
    fn built_in(&self, name: &str) -> Option<(&'static str, String)> {
        if let Some(format) = self.texts.iter().find(|format| format.name == name) {
            return Some((format.extension, (format.render)()));
        }
        match name {
            "json" => Some(("json", serde_json::to_string_pretty(&self.data).ok()?)),
            "yaml" => Some(("yaml", serde_yaml::to_string(&self.data).ok()?)),
            "jsonl" => Some(("jsonl", format!("{}\n", self.data))),
            _ => None,
        }
    }
}

/// The format of one's own called `name`, if the folder `templates` has one.
///
/// # Errors
/// It has one, and its weaver.yaml is not valid.
pub(super) fn own_format(templates: &Path, name: &str) -> Result<Option<Target>, Vec<Error>> {
    let mut parts = Path::new(name).components();
    let is_name = matches!(parts.next(), Some(Component::Normal(_))) && parts.next().is_none();
    let folder = templates.join(name);
    if !is_name || !folder.is_dir() {
        return Ok(None);
    }
    Target::open(&folder, &render::config_files(&folder, templates)).map(Some)
}

fn write_files(session: &Session, folder: &Path, files: Rendered) -> Result<(), Vec<Error>> {
    let folder = OutputFolder {
        path: folder.to_owned(),
        ownership: Ownership::Unmarked,
    };
    let mut outputs = Outputs::default();
    outputs.add(folder, files)?;
    let plan = Plan::new(outputs, &Marker::default())?;
    for path in plan.apply().map_err(|error| vec![error])? {
        session.progress(&format!("wrote {}", path.display()));
    }
    Ok(())
}
