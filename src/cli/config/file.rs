//! The configuration file: where it is, and what stands in it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::key::Key;
use super::problem::{Origin, Place, Problem};
use super::setting::Setting;
use super::value::Value;
use super::{keys, nearest, parse};

/// The largest file that is read, in bytes.
const FILE_BYTES_MAX: u64 = 1024 * 1024;

/// Names the file, where no flag does.
pub(crate) const VARIABLE: &str = "CLUSTER_WHISPERER_CONFIG";

/// In the folder that the program is started in.
const HERE: &str = "cluster-whisperer.toml";

/// Below the folder for the configuration of the user.
const OF_THE_USER: &str = "cluster-whisperer/config.toml";

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct FileSettings {
    /// By the name of the key.
    pub(super) settings: BTreeMap<&'static str, Setting>,
    pub(super) problems: Vec<Problem>,
    pub(super) warnings: Vec<String>,
}

/// The file to read: the one that was named, else the first that is there. A file that was named need not be.
pub(super) fn find(
    named: Option<&Path>,
    variable: &dyn Fn(&str) -> Option<PathBuf>,
) -> Option<PathBuf> {
    if let Some(path) = named {
        return Some(path.to_owned());
    }
    if let Some(path) = variable(VARIABLE) {
        return Some(path);
    }
    let absolute = |name| variable(name).filter(|path| path.is_absolute());
    let user =
        absolute("XDG_CONFIG_HOME").or_else(|| absolute("HOME").map(|home| home.join(".config")));
    let places = [
        Some(PathBuf::from(HERE)),
        user.map(|folder| folder.join(OF_THE_USER)),
    ];
    places.into_iter().flatten().find(|path| path.is_file())
}

/// Reads the file.
pub(super) fn read(path: &Path) -> FileSettings {
    let (text, others_read) = match contents(path) {
        Ok(read) => read,
        Err(problem) => {
            return FileSettings {
                problems: vec![Problem::new(path.display(), problem)],
                ..FileSettings::default()
            };
        }
    };
    let mut file = settings(path, &text);
    let has_secret =
        |setting: &Setting| matches!(setting.value, Some(Value::Secret(_) | Value::Tokens(_)));
    if others_read && file.settings.values().any(has_secret) {
        file.warnings.push(format!(
            "{} holds secrets, and every user of this machine may read it: chmod o-r it",
            path.display()
        ));
    }
    file
}

fn contents(path: &Path) -> Result<(String, bool), String> {
    let cannot = |error: std::io::Error| format!("cannot be read: {error}");
    let file = File::open(path).map_err(cannot)?;
    let others_read = others_read(&file.metadata().map_err(cannot)?);
    let mut bytes = Vec::new();
    file.take(FILE_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(cannot)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(format!("is larger than {FILE_BYTES_MAX} bytes"));
    }
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    Ok((text, others_read))
}

#[cfg(unix)]
fn others_read(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    /// The right of everybody to read.
    const OTHERS_READ: u32 = 0o004;
    metadata.permissions().mode() & OTHERS_READ != 0
}

#[cfg(not(unix))]
fn others_read(_: &fs::Metadata) -> bool {
    false
}

/// What the text of a file says.
fn settings(path: &Path, text: &str) -> FileSettings {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        path,
        text,
        found: FileSettings::default(),
    };
    for error in &errors {
        // The rest of the error repeats the line, which may hold a secret.
        reader.wrong(error.span().unwrap_or_default(), error.message());
    }
    reader.table("", table.get_ref());
    reader.found
}

struct Reader<'f> {
    path: &'f Path,
    text: &'f str,
    found: FileSettings,
}

impl Reader<'_> {
    fn place(&self, span: &Range<usize>) -> Place {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Place {
            path: self.path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    fn wrong(&mut self, span: Range<usize>, text: &str) {
        let place = self.place(&span);
        self.found.problems.push(Problem::new(place, text));
    }

    /// The entries of the table with this name; the file itself has none.
    fn table(&mut self, table_name: &str, table: &DeTable<'_>) {
        for (entry, value) in table {
            let name = match table_name {
                "" => entry.get_ref().to_string(),
                _ => format!("{table_name}.{}", entry.get_ref()),
            };
            if let Some(key) = keys::named(&name) {
                self.setting(key, entry, value);
            } else if !is_table(&name) {
                let wrong = format!("the key `{name}` is not known{}", advice(&name));
                self.wrong(entry.span(), &wrong);
            } else if let DeValue::Table(entries) = value.get_ref() {
                self.table(&name, entries);
            } else {
                let found = parse::toml_kind(value.get_ref());
                let wrong = format!(
                    "`{name}` is {found}, expected a table with keys such as `{}`",
                    first_of(&name)
                );
                self.wrong(value.span(), &wrong);
            }
        }
    }

    fn setting(
        &mut self,
        key: &'static Key,
        entry: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) {
        match parse::file(key.kind, value) {
            Ok(parsed) => {
                let origin = Origin::File(self.place(&entry.span()));
                self.found
                    .settings
                    .insert(key.name, Setting::new(parsed, origin));
            }
            Err(wrongs) => {
                for wrong in wrongs {
                    let span = wrong.span.unwrap_or_else(|| value.span());
                    self.wrong(span, &format!("`{}`: {}", key.name, wrong.text));
                }
            }
        }
    }
}

/// Whether keys stand below this name.
fn is_table(name: &str) -> bool {
    keys::all().any(|key| below(name, key).is_some())
}

fn below<'k>(table: &str, key: &'k Key) -> Option<&'k str> {
    key.name.strip_prefix(table)?.strip_prefix('.')
}

fn first_of(table: &str) -> &'static str {
    let first = keys::all().find_map(|key| below(table, key));
    first.unwrap_or_default()
}

/// What was probably meant: a key with a similar name, or one with this name elsewhere.
fn advice(name: &str) -> String {
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let elsewhere = || {
        let mut same = keys::all().filter(|key| last(key.name) == last(name));
        same.next()
            .filter(|_| same.next().is_none())
            .map(|key| key.name)
    };
    let meant = nearest::of(name, keys::all().map(|key| key.name)).or_else(elsewhere);
    meant.map_or_else(String::new, |key| format!("; did you mean `{key}`?"))
}
