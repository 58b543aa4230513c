//! Files that `registry generate` wrote once and that nothing renders any more.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const TEMPLATE: &str = "{{ template.set_file_name(ctx.id ~ \".txt\") }}{{ ctx.brief }}\n";
const CONFIG: &str =
    "templates: [{template: page.txt.j2, filter: '.groups', application_mode: each}]\n";

/// A project whose templates know nothing of markers: one page for each group.
fn project(groups: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(&folder, "templates/text/page.txt.j2", TEMPLATE);
    write(&folder, "templates/text/weaver.yaml", CONFIG);
    define(&folder, "registry", groups);
    folder
}

fn define(folder: &TempDir, registry: &str, groups: &[&str]) {
    let groups: String = groups
        .iter()
        .map(|id| {
            format!(
                "- {{id: {id}, type: attribute_group, brief: {id}, attributes: [{{id: {id}.a, type: \
                 int, brief: b, stability: stable}}]}}\n"
            )
        })
        .collect();
    write(
        folder,
        &format!("{registry}/a.yaml"),
        &format!("groups:\n{groups}"),
    );
}

fn write(folder: &TempDir, path: &str, text: &str) {
    let path = folder.path().join(path);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("writable");
    std::fs::write(path, text).expect("writable");
}

fn generate(folder: &TempDir, registry: &str, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_weaver-forge"))
        .args(["registry", "generate", "-r", registry, "text", "out"])
        .args(more)
        .current_dir(folder)
        .env("HOME", folder.path())
        .output()
        .expect("runs")
}

/// The names of the files in the output folder.
#[track_caller]
fn written(folder: &TempDir, output: &Output) -> Vec<String> {
    assert!(output.status.success(), "{output:?}");
    names(&folder.path().join("out"))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let name = |entry: std::fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let mut names: Vec<_> = entries
        .map(|entry| name(entry.expect("readable")))
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_no_longer_rendered_is_deleted_and_nothing_else() {
    let folder = project(&["one", "two"]);
    write(&folder, "out/mine.txt", "by hand");
    let first = generate(&folder, "registry", &[]);
    assert_eq!(written(&folder, &first), ["mine.txt", "one.txt", "two.txt"]);
    define(&folder, "registry", &["two"]);

    let check = generate(&folder, "registry", &["--check"]);
    assert!(!check.status.success());
    assert!(String::from_utf8_lossy(&check.stderr).contains("one.txt"));

    let second = generate(&folder, "registry", &[]);
    assert_eq!(written(&folder, &second), ["mine.txt", "two.txt"]);
    assert!(String::from_utf8_lossy(&second.stderr).contains("deleted out/one.txt"));
}

#[test]
fn a_stale_file_is_kept_if_asked_for_and_deleted_later() {
    let folder = project(&["one", "two"]);
    generate(&folder, "registry", &[]);
    define(&folder, "registry", &["two"]);
    let kept = generate(&folder, "registry", &["--keep-stale"]);
    assert_eq!(written(&folder, &kept), ["one.txt", "two.txt"]);
    let deleted = generate(&folder, "registry", &[]);
    assert_eq!(written(&folder, &deleted), ["two.txt"]);
}

#[test]
fn a_stale_file_that_somebody_changed_is_kept() {
    let folder = project(&["one", "two"]);
    generate(&folder, "registry", &[]);
    write(&folder, "out/one.txt", "by hand now");
    define(&folder, "registry", &["two"]);
    let second = generate(&folder, "registry", &[]);
    assert_eq!(written(&folder, &second), ["one.txt", "two.txt"]);
}

#[test]
fn two_registries_may_write_to_one_folder() {
    let folder = project(&["one", "shared"]);
    define(&folder, "more", &["shared", "three"]);
    generate(&folder, "registry", &[]);
    let both = generate(&folder, "more", &[]);
    assert_eq!(
        written(&folder, &both),
        ["one.txt", "shared.txt", "three.txt"]
    );
    define(&folder, "registry", &["one"]);
    let one = generate(&folder, "registry", &[]);
    assert_eq!(
        written(&folder, &one),
        ["one.txt", "shared.txt", "three.txt"]
    );
}

/// As opentelemetry-python does it: one target, one folder, and a part of it for each parameter.
#[test]
fn two_parameters_may_write_to_one_folder() {
    let folder = project(&["one", "two"]);
    let template = "{{ template.set_file_name(params.part ~ ctx.id ~ \".txt\") }}\n";
    write(&folder, "templates/text/page.txt.j2", template);
    generate(&folder, "registry", &["-D", "part=a-"]);
    let both = generate(&folder, "registry", &["-D", "part=b-"]);
    let all = ["a-one.txt", "a-two.txt", "b-one.txt", "b-two.txt"];
    assert_eq!(written(&folder, &both), all);

    define(&folder, "registry", &["two"]);
    let one = generate(&folder, "registry", &["-D", "part=a-"]);
    assert_eq!(
        written(&folder, &one),
        ["a-two.txt", "b-one.txt", "b-two.txt"]
    );
}

/// The value of the parameter that nobody gives any more must not keep its files for ever.
#[test]
fn a_file_belongs_to_the_command_that_wrote_it_last() {
    let folder = project(&["one", "two"]);
    generate(&folder, "registry", &["-D", "version=1"]);
    generate(&folder, "registry", &["-D", "version=2"]);
    define(&folder, "registry", &["two"]);
    let later = generate(&folder, "registry", &["-D", "version=2"]);
    assert_eq!(written(&folder, &later), ["two.txt"]);
}

#[test]
fn the_spelling_of_paths_makes_no_other_command() {
    let folder = project(&["one", "two"]);
    generate(&folder, "./registry", &["-t", "./templates"]);
    define(&folder, "registry", &["two"]);
    let second = generate(&folder, "registry", &["-t", "templates"]);
    assert_eq!(written(&folder, &second), ["two.txt"]);
}

#[test]
fn commands_at_the_same_time_all_get_on_record() {
    const COMMANDS: usize = 8;
    let folder = project(&["one", "two"]);
    let template = "{{ template.set_file_name(params.part ~ ctx.id ~ \".txt\") }}\n";
    write(&folder, "templates/text/page.txt.j2", template);
    let all = |folder: &TempDir| {
        std::thread::scope(|scope| {
            for part in 0..COMMANDS {
                let part = format!("part={part}-");
                scope.spawn(move || {
                    let outcome = generate(folder, "registry", &["-D", &part]);
                    assert!(outcome.status.success(), "{outcome:?}");
                });
            }
        });
    };
    all(&folder);
    assert_eq!(names(&folder.path().join("out")).len(), 2 * COMMANDS);
    define(&folder, "registry", &["two"]);
    all(&folder);
    assert_eq!(names(&folder.path().join("out")).len(), COMMANDS);
}

#[test]
fn a_lock_that_a_dead_command_left_holds_nobody_up() {
    let folder = project(&["one", "two"]);
    write(&folder, ".weaver-forge/lock", "");
    let first = generate(&folder, "registry", &[]);
    assert!(!String::from_utf8_lossy(&first.stderr).contains("not on record"));
    define(&folder, "registry", &["two"]);
    let second = generate(&folder, "registry", &[]);
    assert_eq!(written(&folder, &second), ["two.txt"]);
}

#[test]
fn the_output_folder_stays_when_nothing_is_rendered_any_more() {
    let folder = project(&["one"]);
    write(
        &folder,
        "templates/text/page.txt.j2",
        "{{ template.set_file_name(\"sub/a.txt\") }}a\n",
    );
    for output in ["deep/out", "./deep/out", "."] {
        define(&folder, "registry", &["one"]);
        let run = |kept: &str| {
            let outcome = Command::new(env!("CARGO_BIN_EXE_weaver-forge"))
                .args(["registry", "generate", "-r", "registry", "text", output])
                .current_dir(&folder)
                .env("HOME", folder.path())
                .output()
                .expect("runs");
            assert!(outcome.status.success(), "{kept} {outcome:?}");
        };
        run("first");
        let out = folder.path().join(output);
        assert!(out.join("sub/a.txt").is_file());
        write(&folder, "registry/a.yaml", "groups: []\n");
        run("second");
        assert!(out.is_dir() && !out.join("sub").exists(), "{output}");
    }
}

#[test]
fn a_registry_with_errors_deletes_nothing() {
    let folder = project(&["one", "two"]);
    generate(&folder, "registry", &[]);
    write(&folder, "registry/a.yaml", "groups: [{id: two}]\n");
    assert!(!generate(&folder, "registry", &[]).status.success());
    assert_eq!(names(&folder.path().join("out")), ["one.txt", "two.txt"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_rendered_under_another_path_is_not_deleted() {
    let folder = project(&["one"]);
    let named = |part: &str| format!("{{{{ template.set_file_name(\"{part}/one.txt\") }}}}one\n");
    write(&folder, "templates/text/page.txt.j2", &named("old"));
    assert!(generate(&folder, "registry", &[]).status.success());
    let out = folder.path().join("out");
    std::fs::rename(out.join("old"), out.join("new")).expect("moves");
    std::os::unix::fs::symlink("new", out.join("old")).expect("links");
    write(&folder, "templates/text/page.txt.j2", &named("new"));
    let second = generate(&folder, "registry", &[]);
    assert_eq!(written(&folder, &second), ["new", "old"]);
    assert_eq!(names(&out.join("new")), ["one.txt"]);
}

#[test]
fn a_file_that_another_command_writes_under_its_whole_path_is_not_deleted() {
    let folder = project(&["one", "two"]);
    let whole = folder.path().join("out");
    let other = Command::new(env!("CARGO_BIN_EXE_weaver-forge"))
        .args(["registry", "generate", "-r", "registry", "text"])
        .arg(&whole)
        .current_dir(&folder)
        .env("HOME", folder.path())
        .output()
        .expect("runs");
    assert!(other.status.success(), "{other:?}");
    assert!(generate(&folder, "registry", &[]).status.success());
    define(&folder, "registry", &["two"]);
    let one = generate(&folder, "registry", &[]);
    assert_eq!(written(&folder, &one), ["one.txt", "two.txt"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_a_link_puts_outside_the_output_folder_is_not_deleted() {
    let folder = project(&["one", "two"]);
    let template = "{{ template.set_file_name(\"part/\" ~ ctx.id ~ \".txt\") }}{{ ctx.brief }}\n";
    write(&folder, "templates/text/page.txt.j2", template);
    assert!(generate(&folder, "registry", &[]).status.success());
    let out = folder.path().join("out");
    let elsewhere = folder.path().join("elsewhere");
    std::fs::rename(out.join("part"), &elsewhere).expect("moves");
    std::os::unix::fs::symlink("../elsewhere", out.join("part")).expect("links");
    define(&folder, "registry", &["two"]);
    assert!(generate(&folder, "registry", &[]).status.success());
    assert_eq!(names(&elsewhere), ["one.txt", "two.txt"]);
}
