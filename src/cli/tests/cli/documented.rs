//! What the documentation says about telemetry is what the program does.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use runtime::config::variables::{self, markdown};

const BEGIN: &str = "<!-- begin of the table -->\n";
const END: &str = "<!-- end of the table -->\n";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(name)
}

fn known() -> BTreeSet<&'static str> {
    variables::names().collect()
}

/// Everything in a text that has the shape of a variable of telemetry.
fn named(text: &str) -> BTreeSet<&str> {
    let is_part =
        |letter: char| letter.is_ascii_uppercase() || letter == '_' || letter.is_ascii_digit();
    let words = text.split(|letter| !is_part(letter));
    words
        .filter(|word| word.starts_with("OTEL_") && !word.ends_with('_'))
        .collect()
}

/// With `UPDATE_DOCS` set, the table is written instead.
#[test]
fn the_table_of_variables_is_the_one_that_the_program_knows() {
    let file = path("docs/telemetry.md");
    let text = fs::read_to_string(&file).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (table, after) = rest.split_once(END).unwrap();
    let expected = format!("\n{}", markdown());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, format!("{before}{BEGIN}{expected}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(
        table, expected,
        "run this test with UPDATE_DOCS=1 to write the table"
    );
}

#[test]
fn no_variable_is_documented_that_does_not_exist() {
    let known = known();
    for name in ["README.md", "docs/telemetry.md"] {
        let text = fs::read_to_string(path(name)).unwrap();
        let unknown: Vec<_> = named(&text)
            .into_iter()
            .filter(|it| !known.contains(it))
            .collect();
        assert_eq!(unknown, Vec::<&str>::new(), "{name}");
    }
}

/// The blocks of YAML in a document.
fn yaml_of(name: &str) -> String {
    let text = fs::read_to_string(path(name)).unwrap();
    let blocks = text.split("```yaml\n").skip(1);
    let blocks: Vec<_> = blocks
        .filter_map(|block| block.split("```").next())
        .collect();
    blocks.join("---\n")
}

#[test]
fn the_deployment_that_is_shown_is_one_and_may_only_read() {
    let world = crate::world::World::new();
    let manifests = yaml_of("docs/kubernetes.md");
    world.write("all.yaml", &manifests);
    let run = world.run(&["sync-instances", "--from", "manifests"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(
        run.stdout,
        "Sync complete: 7 discovered, 7 stored, 0 deleted.\n"
    );
    let verbs: BTreeSet<_> = manifests
        .lines()
        .filter_map(|line| line.trim().strip_prefix("verbs: "))
        .collect();
    assert_eq!(verbs, BTreeSet::from(["[get, list, watch]"]));
    // The file that it mounts can be used.
    let (_, config) = manifests.split_once("config.toml: |\n").unwrap();
    let config: Vec<_> = config
        .lines()
        .take_while(|line| line.starts_with("    "))
        .collect();
    fs::write(world.path("cluster-whisperer.toml"), config.join("\n")).unwrap();
    let run = world.run(&["config", "check"]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
}
