//! Rendering one template for one element of the registry.

use std::path::{Component, Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Object, from_args};
use minijinja::{ErrorKind, State, Value, context};

use super::Target;
use super::engine::Engines;
use super::failure::{self, FILE_NAME_TEMPLATE};
use super::limits::Text;
use crate::Error;
use crate::config::TemplateEntry;

/// The extension that template files have and output files do not.
const TEMPLATE_EXTENSION: &str = ".j2";

/// The fields that name an element of a registry, best first.
const NAME_FIELDS: [&str; 6] = ["id", "name", "key", "metric_name", "root_namespace", "type"];

/// One template to be rendered with one context.
pub(super) struct Job<'t> {
    /// The template file, relative to the target's folder.
    pub(super) template: &'t str,
    /// The entry of weaver.yaml that asks for it.
    pub(super) entry: &'t TemplateEntry,
    /// What the template sees as `ctx`.
    pub(super) context: Value,
    /// What the template sees as `params`.
    pub(super) parameters: Value,
}

impl Job<'_> {
    /// What this job renders, for messages.
    pub(super) fn origin(&self) -> String {
        match self.item() {
            Some(item) => format!("{} for `{item}`", self.template),
            None => self.template.to_owned(),
        }
    }

    /// The name of the element, if it has one.
    fn item(&self) -> Option<String> {
        NAME_FIELDS.iter().find_map(|field| {
            self.context
                .get_attr(field)
                .ok()?
                .as_str()
                .map(str::to_owned)
        })
    }

    /// The name of the template file without its folders and the template extension.
    fn default_name(&self) -> &str {
        let name = self.template.rsplit('/').next().unwrap_or(self.template);
        name.strip_suffix(TEMPLATE_EXTENSION).unwrap_or(name)
    }
}

/// The path of the output file of `job`, relative to the output folder, and its text.
///
/// `total` counts the bytes of all files of the target.
pub(super) fn render(
    engines: &Engines<'_>,
    target: &Target,
    job: &Job<'_>,
    total: &AtomicUsize,
) -> Result<(PathBuf, String), Error> {
    let engine = engines.for_escape(job.entry.auto_escape);
    let name = Arc::new(OutputName::default());
    let context = context! {
        ctx => job.context,
        params => job.parameters,
        template => Value::from_dyn_object(name.clone()),
    };
    let configured = match &job.entry.file_name {
        Some(source) => engine
            .render_named_str(FILE_NAME_TEMPLATE, source, context.clone())
            .map_err(|error| failed(target, job, &error))?,
        None => job.default_name().to_owned(),
    };
    let mut text = Text::new(total);
    engine
        .get_template(job.template)
        .and_then(|template| template.render_captured_to(context, &mut text).map(drop))
        .map_err(|error| failed(target, job, &error))?;
    let output = name.take().unwrap_or(configured);
    match relative(&output, target.output.as_deref()) {
        Some(path) => Ok((path, text.into_string())),
        None => Err(Error::InvalidOutputPath {
            template: target.files.path_of(job.template),
            output,
            item: job.item(),
        }),
    }
}

/// `output` as a path that stays below the folder it is joined to, which is `folder` if it is known.
fn relative(output: &str, folder: Option<&Path>) -> Option<PathBuf> {
    let path = Path::new(output);
    // Projects that hand their templates the output folder name files by their whole path.
    let path = match folder {
        Some(folder) if path.is_absolute() => below(path, folder)?,
        _ => path.to_owned(),
    };
    let path: PathBuf = path
        .components()
        .filter(|part| *part != Component::CurDir)
        .collect();
    let inside = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    (inside && path.file_name().is_some() && !output.ends_with('/')).then_some(path)
}

/// `path` as it goes on from `folder`, if it does; both are absolute.
fn below(path: &Path, folder: &Path) -> Option<PathBuf> {
    let leads_back = |path: &Path| path.components().any(|part| part == Component::ParentDir);
    match path.strip_prefix(folder) {
        Ok(rest) if !leads_back(rest) => Some(rest.to_owned()),
        // The same folder may be spelt in many ways: with `..`, or through links.
        _ => {
            let file = real(path.parent()?)?.join(path.file_name()?);
            file.strip_prefix(real(folder)?).ok().map(Path::to_owned)
        }
    }
}

/// `path` without links and without `..`. It need not be there: what is not there has no links.
fn real(path: &Path) -> Option<PathBuf> {
    let (mut real, rest) = path.ancestors().find_map(|ancestor| {
        let real = ancestor.canonicalize().ok()?;
        Some((real, path.strip_prefix(ancestor).ok()?))
    })?;
    for part in rest.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            other => real.push(other),
        }
    }
    Some(real)
}

/// The error of the template engine, for `job`.
fn failed(target: &Target, job: &Job<'_>, error: &minijinja::Error) -> Error {
    let file_name = job.entry.file_name.as_deref();
    failure::of(target, job.template, file_name, job.item(), error)
}

/// What templates see as `template`: the place where they can name their output file.
#[derive(Debug, Default)]
struct OutputName(Mutex<Option<String>>);

impl OutputName {
    fn take(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Object for OutputName {
    fn call_method(
        self: &Arc<Self>,
        _state: &State<'_, '_>,
        method: &str,
        args: &[Value],
    ) -> Result<Value, minijinja::Error> {
        if method != "set_file_name" {
            return Err(minijinja::Error::new(
                ErrorKind::UnknownMethod,
                format!("template has no method named {method}"),
            ));
        }
        let (name,): (String,) = from_args(args)?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(name);
        Ok(Value::from(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_path_stays_below_its_folder() {
        let cases = [
            ("a.rs", Some("a.rs")),
            ("./a/./b.rs", Some("a/b.rs")),
            ("../a.rs", None),
            ("a/../../b.rs", None),
            ("/etc/passwd", None),
            ("a/", None),
            ("", None),
            (".", None),
        ];
        for (output, expect) in cases {
            assert_eq!(
                relative(output, None),
                expect.map(PathBuf::from),
                "{output}"
            );
        }
    }

    #[test]
    fn a_whole_path_leads_into_the_output_folder() {
        let cases = [
            ("/project/out/a.rs", Some("a.rs")),
            ("/project/out//./a/b.rs", Some("a/b.rs")),
            ("a.rs", Some("a.rs")),
            ("/project/out", None),
            ("/project/out/", None),
            ("/project/out/../a.rs", None),
            ("/project/output/a.rs", None),
            ("/etc/passwd", None),
        ];
        for (output, expect) in cases {
            assert_eq!(
                relative(output, Some(Path::new("/project/out"))),
                expect.map(PathBuf::from),
                "{output}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_whole_path_may_spell_the_output_folder_in_another_way() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let project = folder.path().join("project");
        std::fs::create_dir_all(project.join("sub")).expect("writable");
        std::os::unix::fs::symlink(&project, folder.path().join("link")).expect("links");
        let cases = [
            ("link/out/a.rs", "project/out", Some("a.rs")),
            ("project/out/b/a.rs", "link/out", Some("b/a.rs")),
            ("project/out/a.rs", "project/sub/../out", Some("a.rs")),
            ("project/sub/../out/a.rs", "project/out", Some("a.rs")),
            ("project/out/b/../a.rs", "project/out", Some("a.rs")),
            ("link/sub/a.rs", "project/out", None),
            ("project/out/../a.rs", "project/out", None),
            ("project/out/..", "project/out", None),
            ("link/out", "project/out", None),
        ];
        for exists in [false, true] {
            if exists {
                std::fs::create_dir(project.join("out")).expect("writable");
            }
            for (output, out, expect) in cases {
                let output = format!("{}/{output}", folder.path().display());
                let found = relative(&output, Some(&folder.path().join(out)));
                assert_eq!(found, expect.map(PathBuf::from), "{output} {out}");
            }
        }
    }
}
