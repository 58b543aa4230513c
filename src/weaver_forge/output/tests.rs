//! What happens to files on disk, with outputs made up here.

use std::fs;
use std::path::Path;

use super::*;
use crate::error::Difference;

const GENERATED: &str = "// @generated\n";

fn outputs(folder: &Path, ownership: Ownership, files: &[(&str, &str)]) -> Outputs {
    let rendered = files
        .iter()
        .map(|(name, text)| {
            let file = RenderedFile {
                text: format!("{GENERATED}{text}"),
                origin: "a.j2".to_owned(),
            };
            (PathBuf::from(name), file)
        })
        .collect();
    let mut outputs = Outputs::default();
    let folder = OutputFolder {
        path: folder.to_owned(),
        ownership,
    };
    outputs.add(folder, rendered).expect("no collision");
    outputs
}

fn plan(folder: &Path, files: &[(&str, &str)]) -> Result<Plan, Vec<Error>> {
    Plan::new(
        outputs(folder, Ownership::Folder, files),
        &Marker::default(),
    )
}

/// A folder that holds what was rendered from `files`.
fn written(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    plan(folder.path(), files)
        .expect("plans")
        .apply()
        .expect("writes");
    folder
}

fn states(plan: &Plan) -> Vec<Difference> {
    plan.differences("cargo build")
        .into_iter()
        .filter_map(|error| match error {
            Error::OutOfDate { state, .. } => Some(state),
            _ => None,
        })
        .collect()
}

#[test]
fn nothing_is_written_when_nothing_changed() {
    let folder = written(&[("a.rs", "a"), ("sub/b.rs", "b")]);
    let path = folder.path().join("a.rs");
    let before = fs::metadata(&path)
        .and_then(|data| data.modified())
        .expect("has a time");
    let plan = plan(folder.path(), &[("a.rs", "a"), ("sub/b.rs", "b")]).expect("plans");
    assert_eq!(plan, Plan::default());
    assert!(plan.apply().expect("writes").is_empty());
    let after = fs::metadata(&path)
        .and_then(|data| data.modified())
        .expect("has a time");
    assert_eq!(before, after);
}

#[test]
fn only_the_file_that_changed_is_written() {
    let folder = written(&[("a.rs", "a"), ("b.rs", "b")]);
    let plan = plan(folder.path(), &[("a.rs", "new"), ("b.rs", "b")]).expect("plans");
    assert_eq!(states(&plan), [Difference::Changed]);
    assert_eq!(plan.apply().expect("writes"), [folder.path().join("a.rs")]);
    let text = fs::read_to_string(folder.path().join("a.rs")).expect("readable");
    assert_eq!(text, format!("{GENERATED}new"));
}

#[test]
fn a_file_that_nothing_renders_any_more_is_deleted_with_its_folder() {
    let folder = written(&[("a.rs", "a"), ("sub/b.rs", "b")]);
    let plan = plan(folder.path(), &[("a.rs", "a")]).expect("plans");
    assert_eq!(states(&plan), [Difference::Orphaned]);
    plan.apply().expect("writes");
    assert!(!folder.path().join("sub").exists());
    assert!(folder.path().join("a.rs").exists());
}

#[test]
fn the_output_folder_stays_when_its_last_file_is_deleted() {
    let above = tempfile::tempdir().expect("temporary folder");
    let folder = above.path().join("only/out");
    plan(&folder, &[("sub/deep/b.rs", "b")])
        .expect("plans")
        .apply()
        .expect("writes");
    plan(&folder, &[]).expect("plans").apply().expect("deletes");
    assert!(folder.is_dir());
    assert!(!folder.join("sub").exists());
}

#[test]
fn folders_that_are_not_below_the_output_folder_stay() {
    let above = tempfile::tempdir().expect("temporary folder");
    let file = above.path().join("a/b/file");
    for top in [above.path().join("other"), above.path().join("a/b/file/c")] {
        fs::create_dir_all(above.path().join("a/b")).expect("writable");
        fs::write(&file, "").expect("writable");
        disk::delete(&file, &top).expect("deletes");
        assert!(!file.exists() && above.path().join("a/b").is_dir());
    }
}

#[test]
fn a_hand_edited_file_is_out_of_date() {
    let folder = written(&[("a.rs", "a")]);
    fs::write(
        folder.path().join("a.rs"),
        format!("{GENERATED}a // better"),
    )
    .expect("writable");
    let plan = plan(folder.path(), &[("a.rs", "a")]).expect("plans");
    assert_eq!(states(&plan), [Difference::Changed]);
}

#[test]
fn a_file_written_by_hand_is_never_touched() {
    let folder = written(&[("a.rs", "a")]);
    fs::write(folder.path().join("mine.rs"), "fn mine() {}").expect("writable");
    fs::write(folder.path().join("b.rs"), "fn b() {}").expect("writable");
    let errors = plan(folder.path(), &[("a.rs", "a"), ("b.rs", "b")]).expect_err("refused");
    let kinds: Vec<_> = errors.iter().map(Error::kind).collect();
    assert_eq!(kinds, ["ForeignFile", "ForeignFile"]);
}

#[test]
fn hidden_files_and_empty_place_holders_are_no_offence() {
    let folder = tempfile::tempdir().expect("temporary folder");
    fs::write(folder.path().join(".gitattributes"), "* -diff").expect("writable");
    fs::write(folder.path().join("lib.rs"), "").expect("writable");
    let plan = plan(folder.path(), &[("lib.rs", "x")]).expect("plans");
    assert_eq!(states(&plan), [Difference::Missing]);
}

#[test]
fn a_shared_folder_keeps_what_is_not_rendered() {
    let folder = written(&[("a.md", "a"), ("old.md", "old")]);
    fs::write(folder.path().join("mine.md"), "by hand").expect("writable");
    let shared = outputs(folder.path(), Ownership::Files, &[("a.md", "new")]);
    let plan = Plan::new(shared, &Marker::default()).expect("plans");
    plan.apply().expect("writes");
    assert!(folder.path().join("mine.md").exists() && folder.path().join("old.md").exists());

    let over_mine = outputs(folder.path(), Ownership::Files, &[("mine.md", "new")]);
    assert!(Plan::new(over_mine, &Marker::default()).is_err());
}

#[test]
fn a_template_that_does_not_print_the_marker_is_an_error() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let outputs = outputs(folder.path(), Ownership::Folder, &[("a.rs", "a")]);
    let errors = Plan::new(outputs, &Marker::new("GENERATED FILE")).expect_err("refused");
    assert!(
        errors[0].to_string().contains("expected `GENERATED FILE`"),
        "{}",
        errors[0]
    );
}

#[test]
fn when_one_file_cannot_be_written_none_is() {
    let folder = tempfile::tempdir().expect("temporary folder");
    // A file stands where the second output needs a folder.
    fs::write(folder.path().join("sub"), "").expect("writable");
    let files = [("a.rs", "a"), ("sub/b.rs", "b")];
    let outputs = outputs(folder.path(), Ownership::Files, &files);
    let outcome = Plan::new(outputs, &Marker::default()).map(Plan::apply);
    assert!(!matches!(outcome, Ok(Ok(_))));
    let left: Vec<_> = fs::read_dir(folder.path()).expect("readable").collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn two_template_sets_cannot_render_the_same_file() {
    let folder = Path::new("generated");
    let mut first = outputs(folder, Ownership::Folder, &[("a.rs", "a")]);
    let second = outputs(folder, Ownership::Folder, &[("a.rs", "b")]);
    let rendered = second
        .files
        .into_iter()
        .map(|(_, (file, _))| (PathBuf::from("a.rs"), file))
        .collect();
    let folder = OutputFolder {
        path: folder.to_owned(),
        ownership: Ownership::Folder,
    };
    let errors = first.add(folder, rendered).expect_err("collides");
    assert_eq!(errors[0].kind(), "OutputCollision");
}
