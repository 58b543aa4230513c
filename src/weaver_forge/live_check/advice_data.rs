//! Data for policies from files: each is found as `data`, below the words of its path.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use globset::GlobBuilder;
use serde_json::{Map, Value as Json};
use walkdir::WalkDir;

use crate::Error;

/// The most files of data that there may be.
const FILES_MAX: usize = 1000;

/// The most a file of data may hold, in bytes.
const FILE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// The characters that make a part of a path a pattern.
const PATTERN: [char; 4] = ['*', '?', '[', '{'];

/// What the JSON and YAML files say that match `glob`. The part of the glob before its first
/// pattern is where the words begin: `a/*.json` finds `a/b.json` as `b`.
///
/// # Errors
/// The glob is none, a file cannot be read, or two files claim the same place.
pub(super) fn read(glob: &str) -> Result<Json, Error> {
    let matcher = GlobBuilder::new(glob).literal_separator(true).build();
    let matcher = matcher.map_err(|error| Error::InvalidParameter {
        origin: format!("--advice-data {glob}"),
        message: error.kind().to_string(),
    })?;
    let (matcher, base) = (matcher.compile_matcher(), base(glob));
    let mut data = Map::new();
    let mut files = 0;
    for entry in WalkDir::new(&base).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(&base).to_owned();
            failed(&path, error.into())
        })?;
        let path = entry.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        let is_data = matches!(extension, Some("json" | "yaml" | "yml"));
        if !is_data || !entry.file_type().is_file() || !matcher.is_match(path) {
            continue;
        }
        files += 1;
        if files > FILES_MAX {
            let reason = format!("more than {FILES_MAX} files of data");
            return Err(failed(&base, io::Error::other(reason)));
        }
        place(&mut data, &words(&base, path), value(path)?)
            .map_err(|reason| failed(path, io::Error::other(reason)))?;
    }
    Ok(Json::Object(data))
}

/// The folder in which all files are that `glob` can match.
fn base(glob: &str) -> PathBuf {
    let components: Vec<_> = Path::new(glob).components().collect();
    let plain = components.iter().take_while(|part| {
        let part = part.as_os_str().to_string_lossy();
        !part.contains(PATTERN)
    });
    // The last part is a file, whether it is a pattern or not.
    let plain = plain.count().min(components.len().saturating_sub(1));
    components.into_iter().take(plain).collect()
}

/// The way to the file, without the extension.
fn words(base: &Path, path: &Path) -> Vec<String> {
    let relative = path.strip_prefix(base).unwrap_or(path).with_extension("");
    let parts = relative.components().filter_map(|part| match part {
        Component::Normal(word) => Some(word.to_string_lossy().into_owned()),
        _ => None,
    });
    parts.collect()
}

fn value(path: &Path) -> Result<Json, Error> {
    let mut text = String::new();
    File::open(path)
        .and_then(|file| file.take(FILE_BYTES_MAX + 1).read_to_string(&mut text))
        .map_err(|source| failed(path, source))?;
    if text.len() as u64 > FILE_BYTES_MAX {
        let reason = format!("more than {FILE_BYTES_MAX} bytes");
        return Err(failed(path, io::Error::other(reason)));
    }
    // JSON is YAML.
    serde_yaml::from_str(&text).map_err(|error| Error::InvalidParameter {
        origin: path.display().to_string(),
        message: error.to_string(),
    })
}

/// Puts `value` where `words` lead.
fn place(data: &mut Map<String, Json>, words: &[String], value: Json) -> Result<(), &'static str> {
    const TAKEN: &str = "another file is data of the same name";
    match words {
        [] => Err("it has no name"),
        [last] if data.contains_key(last) => Err(TAKEN),
        [last] => {
            data.insert(last.clone(), value);
            Ok(())
        }
        [first, rest @ ..] => {
            let inner = data.entry(first.clone());
            match inner.or_insert_with(|| Json::Object(Map::new())) {
                Json::Object(inner) => place(inner, rest, value),
                _ => Err(TAKEN),
            }
        }
    }
}

fn failed(path: &Path, source: io::Error) -> Error {
    Error::Read {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn files_are_found_by_the_words_of_their_path_below_the_plain_part_of_the_glob() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let files = [
            ("d/a.json", "{\"x\": [1]}"),
            ("d/deep/b.yaml", "y: 2"),
            ("d/deep/c.txt", "no"),
            ("d/top.yml", "3"),
        ];
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("has a folder")).expect("writable");
            std::fs::write(path, text).expect("writable");
        }
        let data = |glob: &str| read(&format!("{}/{glob}", folder.path().display())).ok();
        let all = json!({"a": {"x": [1]}, "deep": {"b": {"y": 2}}, "top": 3});
        assert_eq!(data("d/**/*.*"), Some(all));
        assert_eq!(data("d/*.json"), Some(json!({"a": {"x": [1]}})));
        assert_eq!(data("d/deep/b.yaml"), Some(json!({"b": {"y": 2}})));
        assert_eq!(data("d/[.json"), None);
    }

    #[test]
    fn two_files_cannot_be_at_one_place() {
        let mut data = Map::new();
        let words = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
        let mut put = |path: &str| place(&mut data, &words(path), json!(1)).is_ok();
        assert!(put("a/b"));
        assert!(put("a/c"));
        assert!(!put("a/b"));
        assert!(!put("a/b/c"));
        assert!(!put("a"));
    }
}
