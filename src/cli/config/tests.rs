use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use super::key::Kind;
use super::*;

fn read(variables: &[(&str, &str)]) -> Configuration {
    let variables: BTreeMap<&str, OsString> = variables
        .iter()
        .map(|(name, value)| (*name, OsString::from(value)))
        .collect();
    Configuration::read(&Sources {
        flags: Flags::default(),
        variables: &|name| variables.get(name).cloned(),
        variable_names: variables.keys().map(ToString::to_string).collect(),
    })
}

/// What a file with this text is read as.
fn read_file(text: &str) -> Configuration {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("c.toml");
    fs::write(&file, text).unwrap();
    read(&[("CLUSTER_WHISPERER_CONFIG", file.to_str().unwrap())])
}

/// The problems, without the folder of the file.
fn problems(configuration: &Configuration) -> Vec<String> {
    let folder = configuration.file.as_deref().and_then(Path::parent);
    let folder = folder.map_or_else(String::new, |folder| format!("{}/", folder.display()));
    let each = configuration.problems.iter();
    each.map(|problem| problem.to_string().replace(&folder, ""))
        .collect()
}

fn is(configuration: &Configuration, key: &Key, value: &str, from: &str) {
    let setting = configuration.settings.get(key).unwrap();
    let shown = setting.value.as_ref().map_or("-".to_owned(), Value::shown);
    assert_eq!(
        (shown.as_str(), setting.origin.to_string().as_str()),
        (value, from)
    );
}

#[test]
fn every_default_can_be_used_and_every_key_becomes_plain_data() {
    let configuration = read(&[("HOME", "/home/me")]);
    assert_eq!(problems(&configuration), Vec::<String>::new());
    let config = configuration.checked().unwrap();
    assert_eq!(config.http.port, 3000);
    let asked = configuration.settings.asked.borrow().clone();
    let known: BTreeSet<_> = keys::all().map(|key| key.name).collect();
    assert_eq!(asked, known);
}

#[test]
fn names_are_unique_and_no_secret_has_a_flag() {
    let mut seen = BTreeSet::new();
    for key in keys::all() {
        assert!(!key.variables.is_empty(), "{} has no variable", key.name);
        let flag = key.flag.map(|flag| format!("--{flag}"));
        let names = key.variables.iter().map(ToString::to_string);
        for name in names.chain(flag).chain([key.name.to_owned()]) {
            assert!(seen.insert(name.clone()), "{name} is there twice");
        }
        if matches!(key.kind, Kind::Secret | Kind::Tokens) {
            assert_eq!(key.flag, None, "{}", key.name);
        }
    }
}

#[test]
fn an_unknown_key_is_a_problem_with_its_place_and_the_nearest_known_one() {
    let text = "data_dri = \"d\"\n[vector.chroma]\n  urll = \"http://x\"\n[http]\ntoken = 1\n[unheard.of]\nx = 1\n";
    assert_eq!(
        problems(&read_file(text)),
        [
            "c.toml:1:1: the key `data_dri` is not known; did you mean `data_dir`?",
            "c.toml:5:1: the key `http.token` is not known; did you mean `http.tokens`?",
            "c.toml:6:2: the key `unheard` is not known",
            "c.toml:3:3: the key `vector.chroma.urll` is not known; did you mean `vector.chroma.url`?",
        ]
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_a_problem_with_its_place() {
    let text = "quiet = 1\nvector = \"chroma\"\n[http]\nport = \"80\"\nhost = \"here\"\n\
                request_timeout_seconds = 0\n[embedding]\nprovider = \"voyag\"\nbase_url = \"http://me:hunter2@x\"\n\
                [sync]\nfrom = [1]\n";
    assert_eq!(
        problems(&read_file(text)),
        [
            "c.toml:9:12: `embedding.base_url`: is a URL with credentials, which would be seen wherever the URL is: use the key for a token instead",
            "c.toml:8:12: `embedding.provider`: `voyag` is not known: expected one of built-in, voyage, openai, local; did you mean `voyage`?",
            "c.toml:5:8: `http.host`: `here` is no IP address: expected for example 127.0.0.1 or ::",
            "c.toml:4:8: `http.port`: expected a whole number, found a text",
            "c.toml:6:27: `http.request_timeout_seconds`: is 0, expected 1 to 3600",
            "c.toml:1:9: `quiet`: expected true or false, found a whole number",
            "c.toml:11:9: `sync.from`: expected a text, found a whole number",
            "c.toml:2:10: `vector` is a text, expected a table with keys such as `backend`",
        ]
    );
}

#[test]
fn what_is_no_toml_is_a_problem_that_repeats_no_secret() {
    let configuration = read_file("quiet = true\n[inference]\napi_key = hunter2\n");
    let problems = problems(&configuration);
    assert!(problems[0].starts_with("c.toml:3:11: "), "{problems:?}");
    assert!(!problems.concat().contains("hunter2"), "{problems:?}");
}

#[test]
fn a_file_that_was_named_must_be_there() {
    let configuration = read(&[("CLUSTER_WHISPERER_CONFIG", "/no/such/file.toml")]);
    let problems = problems(&configuration).concat();
    assert!(problems.contains("cannot be read"), "{problems}");
}

#[test]
fn the_backends_are_those_whose_url_is_set() {
    let check = |variables: &[(&str, &str)], value: &str, from: &str| {
        is(&read(variables), &keys::VECTOR_BACKEND, value, from);
    };
    let (chroma, qdrant) = (
        ("CHROMA_URL", "http://c:1"),
        ("CLUSTER_WHISPERER_QDRANT_URL", "http://q:1"),
    );
    check(&[], "embedded", "default, no URL of a server is set");
    check(&[chroma], "chroma", "default, because of CHROMA_URL");
    check(
        &[qdrant, chroma],
        "chroma, qdrant",
        "default, because of CHROMA_URL and CLUSTER_WHISPERER_QDRANT_URL",
    );
    let variable = "CLUSTER_WHISPERER_VECTOR_BACKEND";
    check(&[chroma, (variable, "qdrant")], "qdrant", variable);
    check(
        &[(variable, "qdrant, embedded,qdrant")],
        "qdrant, embedded",
        variable,
    );
}

#[test]
fn a_key_of_a_provider_chooses_it_and_goes_to_no_other() {
    let configuration = read(&[("VOYAGE_API_KEY", "v"), ("ANTHROPIC_API_KEY", "a\n")]);
    is(
        &configuration,
        &keys::EMBEDDING_PROVIDER,
        "voyage",
        "default, because of VOYAGE_API_KEY",
    );
    is(
        &configuration,
        &keys::EMBEDDING_MODEL,
        "voyage-4",
        "default, for voyage",
    );
    is(
        &configuration,
        &keys::INFERENCE_PROVIDER,
        "anthropic",
        "default, because of ANTHROPIC_API_KEY",
    );
    is(
        &configuration,
        &keys::VOYAGE_API_KEY,
        "****",
        "VOYAGE_API_KEY",
    );
    let config = configuration.checked().unwrap();
    let revealed = |secret: &Option<Secret>| secret.as_ref().map(|it| it.reveal().to_owned());
    assert_eq!(revealed(&config.embedding.api_key).as_deref(), Some("v"));
    assert_eq!(revealed(&config.inference.api_key).as_deref(), Some("a"));
    let openai = read(&[
        ("VOYAGE_API_KEY", "v"),
        ("CLUSTER_WHISPERER_EMBEDDING_PROVIDER", "openai"),
        ("CLUSTER_WHISPERER_EMBEDDING_MODEL", "m"),
        ("CLUSTER_WHISPERER_EMBEDDING_BASE_URL", "http://me:1"),
    ]);
    assert_eq!(openai.checked().unwrap().embedding.api_key, None);
}

#[test]
fn what_is_missing_is_said_all_at_once() {
    let configuration = read(&[
        ("CLUSTER_WHISPERER_EMBEDDING_PROVIDER", "voyage"),
        ("CLUSTER_WHISPERER_INFERENCE_PROVIDER", "anthropic"),
        ("CLUSTER_WHISPERER_CHROMA_CLIENT_KEY", "key.pem"),
        ("CLUSTER_WHISPERER_PORT", "80abc"),
        ("CLUSTER_WHISPERER_QUIET", "maybe"),
    ]);
    assert_eq!(
        problems(&configuration),
        [
            "CLUSTER_WHISPERER_QUIET: `maybe` means nothing here: expected true or false",
            "CLUSTER_WHISPERER_PORT: is no whole number, expected 0 to 65535",
            "CLUSTER_WHISPERER_CHROMA_CLIENT_KEY: is of no use without `vector.chroma.client_certificate`",
            "CLUSTER_WHISPERER_EMBEDDING_PROVIDER: `voyage` needs a key: set VOYAGE_API_KEY, or `embedding.voyage_api_key` in the file",
            "CLUSTER_WHISPERER_INFERENCE_PROVIDER: `anthropic` needs a key: set ANTHROPIC_API_KEY, or `inference.api_key` in the file",
        ]
    );
}

#[test]
fn what_kubernetes_sets_for_a_service_of_our_name_is_no_port() {
    let configuration = read(&[
        ("CLUSTER_WHISPERER_PORT", "tcp://10.0.0.1:80"),
        ("CLUSTER_WHISPERER_PORT_80_TCP", "tcp://10.0.0.1:80"),
        ("CLUSTER_WHISPERER_SERVICE_HOST", "10.0.0.1"),
        ("CLUSTER_WHISPERER_THREAD", "demo"),
    ]);
    assert_eq!(problems(&configuration), Vec::<String>::new());
    assert_eq!(configuration.warnings, Vec::<String>::new());
    is(&configuration, &keys::HTTP_PORT, "3000", "default");
}

#[test]
fn a_variable_that_is_nearly_ours_is_a_warning() {
    assert_eq!(
        read(&[("CLUSTER_WHISPERER_CHROMA_URI", "x")]).warnings,
        [
            "the variable CLUSTER_WHISPERER_CHROMA_URI is not known; did you mean CLUSTER_WHISPERER_CHROMA_URL?"
        ]
    );
}

#[test]
fn tokens_are_read_from_tables_and_from_a_variable() {
    let digest = "ab".repeat(32);
    let file = format!(
        "[[http.tokens]]\nname = \"ci\"\nrole = \"writer\"\nsha256 = \"{digest}\"\n\
         [[http.tokens]]\nname = \"ops\"\nrole = \"admin\"\ntoken = \"hunter2\"\n"
    );
    let of_file = read_file(&file);
    let variable = format!(
        "[{{name = \"ci\", role = \"writer\", sha256 = \"{digest}\"}}, {{name=\"ops\", role=\"admin\", token=\"hunter2\"}}]"
    );
    let of_variable = read(&[("CLUSTER_WHISPERER_TOKENS", &variable)]);
    for configuration in [of_file, of_variable] {
        let tokens = &configuration.checked().unwrap().http.tokens;
        assert_eq!(tokens.len(), 2);
        let setting = configuration.settings.get(&keys::HTTP_TOKENS).unwrap();
        assert_eq!(
            setting.value.as_ref().unwrap().shown(),
            "ci (writer) ****, ops (admin) ****"
        );
    }
}

#[test]
fn tokens_that_mean_nothing_are_problems_that_repeat_no_secret() {
    let file = "[[http.tokens]]\nname = \"ci\"\nrole = \"king\"\ntokn = \"hunter2\"\n\
                [[http.tokens]]\nrole = \"reader\"\ntoken = \"hunter2\"\nsha256 = \"hunter2\"\n";
    let problems = problems(&read_file(file));
    assert_eq!(
        problems,
        [
            "c.toml:4:1: `http.tokens`: a token has no `tokn`; did you mean `token`?",
            "c.toml:1:1: `http.tokens`: the role `king` is not known: expected one of reader, writer, admin",
            "c.toml:1:1: `http.tokens`: the token has neither `token` nor `sha256`",
            "c.toml:5:1: `http.tokens`: the token has no `name`",
            "c.toml:5:1: `http.tokens`: the token has both `token` and `sha256`: keep one",
        ]
    );
}

#[test]
#[cfg(unix)]
fn a_file_with_secrets_that_everybody_may_read_is_a_warning() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("c.toml");
    fs::write(&file, "[inference]\napi_key = \"hunter2\"\n").unwrap();
    for (mode, count) in [(0o644, 1), (0o640, 0)] {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        let configuration = read(&[("CLUSTER_WHISPERER_CONFIG", file.to_str().unwrap())]);
        assert_eq!(configuration.warnings.len(), count, "{mode:o}");
    }
}

#[test]
fn no_value_shows_a_secret_in_its_debug_form() {
    let configuration = read(&[("ANTHROPIC_API_KEY", "hunter2")]);
    assert!(!format!("{configuration:?}").contains("hunter2"));
}

const BEGIN: &str = "<!-- begin of the table -->\n";
const END: &str = "<!-- end of the table -->\n";

fn document(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(name)
}

/// With `UPDATE_DOCS` set, the table is written instead.
#[test]
fn the_documented_table_is_the_one_that_the_program_knows() {
    let file = document("docs/configuration.md");
    let text = fs::read_to_string(&file).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (table, after) = rest.split_once(END).unwrap();
    let expected = format!("\n{}", markdown::markdown());
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
fn no_variable_and_no_flag_is_documented_that_does_not_exist() {
    let known: BTreeSet<&str> = keys::all()
        .flat_map(|key| key.variables.iter().copied())
        .chain([file::VARIABLE])
        .collect();
    for name in [
        "README.md",
        "docs/configuration.md",
        "docs/telemetry.md",
        "docs/kubernetes.md",
    ] {
        let text = fs::read_to_string(document(name)).unwrap();
        let words = text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
        let named =
            words.filter(|word| word.starts_with("CLUSTER_WHISPERER_") && !word.ends_with('_'));
        let unknown: Vec<_> = named.filter(|word| !known.contains(word)).collect();
        assert_eq!(unknown, Vec::<&str>::new(), "{name}");
    }
}

/// Every block of TOML in the documentation.
fn toml_blocks(text: &str) -> Vec<&str> {
    let blocks = text.split("```toml\n").skip(1);
    blocks
        .filter_map(|block| block.split("```").next())
        .collect()
}

#[test]
fn every_file_that_is_shown_can_be_used() {
    let text = fs::read_to_string(document("docs/configuration.md")).unwrap();
    let blocks = toml_blocks(&text);
    assert!(!blocks.is_empty());
    for block in blocks {
        assert_eq!(problems(&read_file(block)), Vec::<String>::new(), "{block}");
    }
}

/// The rows of a table of the README: key, variables, flag.
fn documented_rows(text: &str) -> Vec<(String, String)> {
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.filter_map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let key = keys::named(cells.get(1)?.trim_matches('`'))?;
        let variables = key.variables.iter().map(|name| format!("`{name}`"));
        let flag = key
            .flag
            .map_or_else(String::new, |flag| format!("`--{flag}`"));
        let expected = format!("{} | {flag}", variables.collect::<Vec<_>>().join(", "));
        Some((format!("{} | {}", cells.get(2)?, cells.get(3)?), expected))
    })
    .collect()
}

#[test]
fn the_readme_names_variables_and_flags_as_they_are() {
    let text = fs::read_to_string(document("README.md")).unwrap();
    let rows = documented_rows(&text);
    assert!(rows.len() >= 10);
    for (written, expected) in rows {
        assert_eq!(written, expected);
    }
}
