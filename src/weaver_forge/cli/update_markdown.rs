//! `registry update-markdown`

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value as Json, json};
use walkdir::WalkDir;

use super::arguments::{DiagnosticArguments, RegistryArguments};
use super::report::Report;
use super::{Session, parameters, target};
use crate::error::{Error, none_of};
use crate::output::{Marker, OutputFolder, Outputs, Ownership, Plan};
use crate::render::{Rendered, RenderedFile};
use crate::resolve::sorted;
use crate::snippets::{Renderer, first_difference};
use crate::{Findings, ResolvedRegistry, SchemaVersion};

/// The folder of templates, unless the command or the project names another.
const DEFAULT_TEMPLATES: &str = "templates";

/// The extension of Markdown files.
const EXTENSION: &str = "md";

#[derive(Debug, Args)]
pub(super) struct UpdateMarkdownArguments {
    /// The folder of the Markdown files
    markdown_dir: Option<PathBuf>,
    /// Write nothing; fail if a file would change
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    dry_run: Option<bool>,
    /// Where the pages of attributes are, for templates that link to them
    #[arg(long)]
    attribute_registry_base_url: Option<String>,
    /// A parameter for the templates, name=value, the value being YAML
    #[arg(short = 'D', long = "param")]
    parameters: Vec<String>,
    /// A YAML file whose `params` are parameters for the templates
    #[arg(long = "params")]
    parameter_file: Option<PathBuf>,
    /// The folder of the templates of all targets [default: templates]
    #[arg(short, long)]
    templates: Option<PathBuf>,
    /// The target: the name of a folder of templates, with a snippet.md.j2
    #[arg(long)]
    target: Option<String>,
    #[command(flatten)]
    registry: RegistryArguments,
    #[command(flatten)]
    pub(super) diagnostics: DiagnosticArguments,
}

pub(super) fn run(
    session: &Session,
    arguments: &UpdateMarkdownArguments,
    report: &mut Report,
) -> Result<(), Error> {
    let own = &session.project.update_markdown;
    let folder = arguments.markdown_dir.clone().or(own.markdown_dir.clone());
    let folder = folder.ok_or_else(|| Error::InvalidParameter {
        origin: "MARKDOWN_DIR".to_owned(),
        message: "expected a folder, found nothing; name the folder of the Markdown files"
            .to_owned(),
    })?;
    let Some(registry) = session.sound_registry(&arguments.registry, report)? else {
        return Ok(());
    };
    if let Err(errors) = update(session, arguments, &folder, context(&registry)) {
        // As in Weaver, warnings about the registry do not stand beside what went wrong.
        report.findings = Findings::default();
        report.errors = errors;
    }
    Ok(())
}

/// What snippets are looked up in: unlike other templates, they may be about refinements.
fn context(registry: &ResolvedRegistry) -> Json {
    match registry.schema_version {
        SchemaVersion::V1 => sorted(json!({ "groups": registry.groups_and_refinements() })),
        SchemaVersion::V2 => registry.context(),
    }
}

fn update(
    session: &Session,
    arguments: &UpdateMarkdownArguments,
    folder: &Path,
    registry: Json,
) -> Result<(), Vec<Error>> {
    let own = &session.project.update_markdown;
    let templates = arguments.templates.clone().or(own.templates.clone());
    let templates = templates.unwrap_or_else(|| PathBuf::from(DEFAULT_TEMPLATES));
    let name = arguments.target.clone().or(own.target.clone());
    let mut target = target::open(&templates, &name.unwrap_or_default(), &[])?;
    session.project.overlay(&mut target);
    let parameters = parameters::of(&arguments.parameters, arguments.parameter_file.as_deref())
        .map_err(|error| vec![error])?;
    let url = arguments.attribute_registry_base_url.clone();
    let url = url.or(own.attribute_registry_base_url.clone());
    let version = session.schema_version(&arguments.registry);
    let renderer =
        Renderer::new(&target, &parameters, registry, version, url).map_err(|error| vec![error])?;
    let files = rendered(folder, &renderer)?;
    if arguments.dry_run.or(own.dry_run).unwrap_or(false) {
        return none_of(differences(folder, &files)?, ());
    }
    write(session, folder, files)
}

/// The files of `folder` that have snippets, with all of them rendered anew.
fn rendered(folder: &Path, renderer: &Renderer<'_>) -> Result<Rendered, Vec<Error>> {
    let mut files = Rendered::new();
    let mut errors = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let path = match entry {
            Ok(entry) if entry.file_type().is_file() => entry.into_path(),
            Ok(_) => continue,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let source = error.into();
                errors.push(Error::Read { path, source });
                continue;
            }
        };
        if path
            .extension()
            .is_none_or(|extension| extension != EXTENSION)
        {
            continue;
        }
        match updated(&path, renderer) {
            Ok(Some(text)) => {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_owned();
                let origin = path.display().to_string();
                files.insert(name, RenderedFile { text, origin });
            }
            Ok(None) => {}
            Err(more) => errors.extend(more),
        }
    }
    none_of(errors, files)
}

fn updated(path: &Path, renderer: &Renderer<'_>) -> Result<Option<String>, Vec<Error>> {
    let text = read(path).map_err(|error| vec![error])?;
    renderer.update(&text).map_err(|problems| {
        let errors = problems.into_iter().map(|(line, problem)| Error::Snippet {
            path: path.to_owned(),
            line,
            problem,
        });
        errors.collect()
    })
}

/// One error for each file that is not as rendered.
fn differences(folder: &Path, files: &Rendered) -> Result<Vec<Error>, Vec<Error>> {
    let mut differences = Vec::new();
    for (name, file) in files {
        let path = folder.join(name);
        let text = read(&path).map_err(|error| vec![error])?;
        if let Some(line) = first_difference(&text, &file.text) {
            differences.push(Error::MarkdownOutOfDate { path, line });
        }
    }
    Ok(differences)
}

fn write(session: &Session, folder: &Path, files: Rendered) -> Result<(), Vec<Error>> {
    let folder = OutputFolder {
        path: folder.to_owned(),
        ownership: Ownership::Unmarked,
    };
    let mut outputs = Outputs::default();
    outputs.add(folder, files)?;
    let plan = Plan::new(outputs, &Marker::default())?;
    for path in plan.apply().map_err(|error| vec![error])? {
        session.progress(&format!("updated {}", path.display()));
    }
    Ok(())
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })
}
