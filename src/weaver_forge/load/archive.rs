//! Archives of registries, unpacked in memory.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use flate2::read::GzDecoder;

use super::folder::{FILE_BYTES_MAX, FILES_MAX, is_yaml};

/// The most the files of an archive may hold together once they are unpacked, in bytes.
const UNPACKED_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// The most an archive may hold once it is unpacked, with everything that is no YAML, in bytes.
const STREAM_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// The YAML files below `sub_folder` of the archive at `path`. Archives have everything in one
/// folder, whose name does not count.
pub(super) fn unpacked(
    path: &Path,
    sub_folder: &Path,
) -> Result<BTreeMap<PathBuf, Vec<u8>>, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut files = Files {
        sub_folder,
        by_path: BTreeMap::new(),
        bytes: 0,
    };
    if path.extension().is_some_and(|extension| extension == "zip") {
        unpack_zip(file, &mut files)?;
    } else {
        unpack_tar(file, &mut files).map_err(|error| error.to_string())?;
    }
    Ok(files.by_path)
}

fn unpack_zip(file: File, files: &mut Files<'_>) -> Result<(), String> {
    let mut archive = zip::ZipArchive::new(file).map_err(|error| error.to_string())?;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| error.to_string())?;
        let path = entry.enclosed_name().filter(|_| entry.is_file());
        if let Some(path) = path.and_then(|path| files.wanted(&path)) {
            files
                .take(path, &mut entry)
                .map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}

fn unpack_tar(file: File, files: &mut Files<'_>) -> io::Result<()> {
    let stream = GzDecoder::new(file).take(STREAM_BYTES_MAX);
    for entry in tar::Archive::new(stream).entries()? {
        let mut entry = entry?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = entry.path()?.into_owned();
        if let Some(path) = files.wanted(&path) {
            files.take(path, &mut entry)?;
        }
    }
    Ok(())
}

/// The files found so far.
struct Files<'a> {
    sub_folder: &'a Path,
    by_path: BTreeMap<PathBuf, Vec<u8>>,
    bytes: u64,
}

impl Files<'_> {
    /// The path of the entry at `path` below the folder that is asked for, if it is a YAML file.
    fn wanted(&self, path: &Path) -> Option<PathBuf> {
        let mut parts = path.components().filter(|part| *part != Component::CurDir);
        parts.next();
        let inner: PathBuf = parts.collect();
        let is_plain = |part| matches!(part, Component::Normal(_));
        let inner = inner.strip_prefix(self.sub_folder).ok()?;
        (is_yaml(inner) && inner.components().all(is_plain)).then(|| inner.to_owned())
    }

    fn take(&mut self, path: PathBuf, content: &mut impl Read) -> io::Result<()> {
        let mut bytes = Vec::new();
        content.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
        self.bytes += bytes.len() as u64;
        let too_much = if bytes.len() as u64 > FILE_BYTES_MAX {
            format!("`{}` has more than {FILE_BYTES_MAX} bytes", path.display())
        } else if self.bytes > UNPACKED_BYTES_MAX {
            format!("the files have more than {UNPACKED_BYTES_MAX} bytes")
        } else if self.by_path.len() >= FILES_MAX {
            format!("more than {FILES_MAX} YAML files")
        } else {
            self.by_path.insert(path, bytes);
            return Ok(());
        };
        Err(io::Error::other(too_much))
    }
}
