//! The file, the variables, the flags, and `config check`.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::world::{Run, World};

/// What a run of `config check --json` with these flags says.
fn report(command: &mut Command) -> Value {
    let run = Run::of(command.output().unwrap());
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"))
}

fn rows(report: &Value) -> &[Value] {
    report["settings"].as_array().unwrap()
}

/// Three different values of a key, as they are written in the file, a variable and a flag.
fn samples(key: &str) -> [String; 3] {
    let three = |texts: [&str; 3]| texts.map(str::to_owned);
    match key {
        "vector.backend" => three(["embedded", "chroma", "qdrant"]),
        "embedding.provider" => three(["voyage", "openai", "local"]),
        "inference.provider" => three(["rules", "anthropic", "rules"]),
        "log_format" => three(["text", "json", "text"]),
        "vector.chroma.token_header" => {
            three(["x-chroma-token", "authorization", "x-chroma-token"])
        }
        "search.collection" => three(["capabilities", "instances", "capabilities"]),
        "quiet" => three(["true", "false", "true"]),
        "inference.cache" => three(["false", "true", "false"]),
        "http.host" => three(["127.0.0.1", "127.0.0.2", "127.0.0.3"]),
        "http.tokens" => ["a", "b", "c"]
            .map(|name| format!("[{{name = \"{name}\", role = \"reader\", token = \"t\"}}]")),
        _ if key.ends_with("url") => ["a", "b", "c"].map(|host| format!("http://{host}.example/")),
        _ if key.ends_with("seconds")
            || ["http.port", "embedding.dimensions", "inference.concurrency"].contains(&key) =>
        {
            three(["1", "2", "3"])
        }
        _ => ["a", "b", "c"].map(|name| format!("{name} of {key}")),
    }
}

/// What `config check` shows of a value.
fn shown(key: &str, sample: &str) -> String {
    let is_secret = ["api_key", "token"].iter().any(|name| key.ends_with(name));
    match key {
        "http.tokens" => format!("{} (reader) ****", &sample[10..11]),
        _ if is_secret => "****".to_owned(),
        _ => sample.to_owned(),
    }
}

/// A file that sets every key to its first sample.
fn file_of(rows: &[Value]) -> String {
    let line = |row: &Value| {
        let key = row["key"].as_str().unwrap();
        let [value, ..] = samples(key);
        let bare = value.starts_with('[')
            || value.parse::<u64>().is_ok()
            || value == "true"
            || value == "false";
        if bare {
            format!("{key} = {value}\n")
        } else {
            format!("{key} = \"{value}\"\n")
        }
    };
    rows.iter().map(line).collect()
}

#[test]
fn a_variable_wins_over_the_file_and_a_flag_over_both_for_every_key() {
    let world = World::new();
    let check = ["config", "check", "--json"];
    let defaults = report(&mut world.command(&check));
    assert!(rows(&defaults).len() > 40);
    fs::write(
        world.path("cluster-whisperer.toml"),
        file_of(rows(&defaults)),
    )
    .unwrap();

    let of_file = report(&mut world.command(&check));
    assert_eq!(of_file["problems"], Value::Array(Vec::new()));
    let mut variables = world.command(&check);
    let mut flags = world.command(&check);
    for row in rows(&defaults) {
        let [_, second, third] = samples(row["key"].as_str().unwrap());
        for variable in row["variables"].as_array().unwrap() {
            let variable = variable.as_str().unwrap();
            variables.env(variable, &second);
            flags.env(variable, &second);
        }
        if let Some(flag) = row["flag"].as_str() {
            flags.arg(flag);
            let is_switch = ["true", "false"].contains(&third.as_str());
            if !is_switch {
                flags.arg(&third);
            }
        }
    }
    let (of_variables, of_flags) = (report(&mut variables), report(&mut flags));
    assert_eq!(of_variables["problems"], Value::Array(Vec::new()));
    assert_eq!(of_flags["problems"], Value::Array(Vec::new()));

    for (index, row) in rows(&defaults).iter().enumerate() {
        let key = row["key"].as_str().unwrap();
        let [first, second, third] = samples(key).map(|sample| shown(key, &sample));
        let is = |report: &Value, value: &str, from: &str| {
            let row = &rows(report)[index];
            assert_eq!(row["value"], value, "{key}");
            assert!(
                row["from"].as_str().unwrap().starts_with(from),
                "{key}: {row}"
            );
        };
        is(
            &of_file,
            &first,
            &format!("cluster-whisperer.toml:{}:", index + 1),
        );
        let variable = row["variables"][0].as_str().unwrap();
        is(&of_variables, &second, variable);
        match row["flag"].as_str() {
            Some(flag) => is(&of_flags, &third, flag),
            None => is(&of_flags, &second, variable),
        }
    }
}

#[test]
fn the_first_variable_that_is_set_counts() {
    let world = World::new();
    let mut check = world.command(&["config", "check"]);
    check
        .env("CHROMA_URL", "http://second:1")
        .env("CLUSTER_WHISPERER_CHROMA_URL", "http://first:1");
    let run = Run::of(check.output().unwrap());
    assert!(run.stdout.contains("http://first:1"), "{}", run.stdout);
    assert!(!run.stdout.contains("http://second:1"), "{}", run.stdout);
}

#[test]
fn the_file_is_found_where_it_is_looked_for() {
    let world = World::new();
    let folder = world.path("home/.config/cluster-whisperer");
    fs::create_dir_all(&folder).unwrap();
    let quiet = |world: &World, flags: &[&str]| {
        let arguments = [&["config", "check", "--json"], flags].concat();
        report(&mut world.command(&arguments))["file"].clone()
    };
    assert_eq!(quiet(&world, &[]), Value::Null);
    fs::write(folder.join("config.toml"), "quiet = true\n").unwrap();
    assert_eq!(
        quiet(&world, &[]),
        folder.join("config.toml").to_str().unwrap()
    );
    fs::write(world.path("cluster-whisperer.toml"), "quiet = true\n").unwrap();
    assert_eq!(quiet(&world, &[]), "cluster-whisperer.toml");
    fs::write(world.path("other.toml"), "quiet = true\n").unwrap();
    assert_eq!(quiet(&world, &["--config", "other.toml"]), "other.toml");
}

#[test]
fn nothing_starts_with_a_configuration_that_cannot_be_meant() {
    let world = World::new();
    fs::write(
        world.path("cluster-whisperer.toml"),
        "[http]\nport = \"x\"\n[vector]\nbackends = 1\n",
    )
    .unwrap();
    let commands: [&[&str]; 6] = [
        &["serve", "--port", "99999"],
        &["sync", "--from", "x"],
        &["sync-instances", "--from", "x"],
        &["search", "x"],
        &["demo"],
        &["telemetry", "config"],
    ];
    for arguments in commands {
        let run = world.run(arguments);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(2), ""),
            "{arguments:?}"
        );
        let expected = "error: the configuration cannot be used:\n  \
            cluster-whisperer.toml:2:8: `http.port`: expected a whole number, found a text\n  \
            cluster-whisperer.toml:4:1: the key `vector.backends` is not known; did you mean `vector.backend`?\n";
        assert!(run.stderr.starts_with(expected), "{}", run.stderr);
        let is_serve = arguments[0] == "serve";
        assert_eq!(
            run.stderr.contains("--port: is 99999, expected 0 to 65535"),
            is_serve
        );
    }
}

#[test]
fn config_check_says_everything_that_is_wrong_and_ends_with_code_one() {
    let world = World::new();
    let mut check = world.command(&["config", "check", "--vector-backend", "pinecone"]);
    check
        .env("CLUSTER_WHISPERER_HOST", "here")
        .env("ANTHROPIC_BASE_URL", "ftp://x");
    let run = Run::of(check.output().unwrap());
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    for expected in [
        "  --vector-backend: `pinecone` is not known: expected one of embedded, chroma, qdrant\n",
        "  CLUSTER_WHISPERER_HOST: `here` is no IP address: expected for example 127.0.0.1 or ::\n",
        "  ANTHROPIC_BASE_URL: is a URL of `ftp`, expected http or https: expected for example http://localhost:8000\n",
    ] {
        assert!(run.stdout.contains(expected), "{expected}{}", run.stdout);
    }
}

#[test]
fn config_check_sees_files_that_are_not_there() {
    let world = World::new();
    let mut check = world.command(&[
        "config",
        "check",
        "--chroma-url",
        "https://c",
        "--kubeconfig",
        "none.yaml",
    ]);
    check.env("CLUSTER_WHISPERER_CHROMA_CERTIFICATE", "ca.pem");
    let run = Run::of(check.output().unwrap());
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    for expected in [
        "FAILED  certificate of the authorities for Chroma: `ca.pem` cannot be read: ",
        "FAILED  kubeconfig: `none.yaml` cannot be read: ",
    ] {
        assert!(run.stdout.contains(expected), "{}", run.stdout);
    }
    fs::write(world.path("ca.pem"), "").unwrap();
    fs::write(world.path("none.yaml"), "").unwrap();
    let run = Run::of(check.output().unwrap());
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(
        run.stdout.ends_with("\nThe configuration can be used.\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_model_folder_must_be_complete() {
    let world = World::new();
    let folder = world.path("model");
    fs::create_dir_all(&folder).unwrap();
    let check = || {
        world.run(&[
            "config",
            "check",
            "--embedding-model-dir",
            folder.to_str().unwrap(),
        ])
    };
    for name in ["config.json", "model.safetensors"] {
        let run = check();
        assert_eq!(run.code, Some(1));
        assert!(
            run.stdout.contains(&format!("{name}` cannot be read")),
            "{}",
            run.stdout
        );
        fs::write(folder.join(name), "").unwrap();
    }
    assert!(
        check()
            .stdout
            .contains("has neither tokenizer.json nor vocab.txt")
    );
    fs::write(folder.join("vocab.txt"), "").unwrap();
    assert_eq!(check().code, Some(0));
}

#[test]
fn no_secret_is_ever_printed() {
    let world = World::new();
    let secret = "hunter2";
    fs::write(
        world.path("cluster-whisperer.toml"),
        format!("[embedding]\napi_key = \"{secret}\"\n[[http.tokens]]\nname = \"a\"\nrole = \"admin\"\ntoken = \"{secret}\"\n"),
    )
    .unwrap();
    let runs: [&[&str]; 6] = [
        &["config", "check"],
        &["config", "check", "--json"],
        &[
            "config",
            "check",
            "--from",
            "http://me:hunter2@example.org/x?key=hunter2",
        ],
        &[
            "config",
            "check",
            "--chroma-url",
            "http://me:hunter2@example.org",
        ],
        &["search", "x"],
        &["telemetry", "config"],
    ];
    for arguments in runs {
        let mut command = world.command(arguments);
        for variable in ["VOYAGE_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_API_KEY"] {
            command.env(variable, secret);
        }
        for variable in ["CHROMA_TOKEN", "QDRANT_API_KEY"] {
            command.env(format!("CLUSTER_WHISPERER_{variable}"), secret);
        }
        let run = Run::of(command.env("RUST_LOG", "trace").output().unwrap());
        assert!(
            !run.stdout.contains(secret),
            "{arguments:?}: {}",
            run.stdout
        );
        let told = run.stderr.replace("me:hunter2@example.org", "");
        assert!(!told.contains(secret), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn every_command_that_can_use_a_setting_has_its_flag() {
    let world = World::new();
    let shared = [
        "--vector-backend",
        "--chroma-url",
        "--qdrant-url",
        "--kubeconfig",
        "--context",
        "--data-dir",
        "--quiet",
        "--embedding-provider",
        "--inference-provider",
        "--config",
    ];
    let commands: [&[&str]; 5] = [
        &["sync"],
        &["sync-instances"],
        &["search"],
        &["serve"],
        &["config", "check"],
    ];
    for command in commands {
        let help = world.run(&[command, &["--help"]].concat()).stdout;
        for flag in shared {
            assert!(
                help.contains(&format!("{flag} ")) || help.contains(&format!("{flag}\n")),
                "{command:?} {flag}: {help}"
            );
        }
        // Understood, not only listed: what it is set to is looked at.
        for before in [true, false] {
            let wrong = ["--vector-backend", "pinecone"];
            let text: &[&str] = if command == ["search"] { &["x"] } else { &[] };
            let arguments = if before {
                [&wrong[..], command, text].concat()
            } else {
                [command, text, &wrong[..]].concat()
            };
            let run = world.run(&arguments);
            assert!(
                (run.stdout + &run.stderr).contains("--vector-backend: `pinecone` is not known"),
                "{arguments:?}"
            );
        }
    }
}

#[test]
fn the_demo_says_that_it_uses_no_flag() {
    let run = World::new().run(&["demo", "--chroma-url", "http://localhost:1"]);
    assert_eq!(run.code, Some(0));
    assert!(
        run.stderr
            .starts_with("warning: --chroma-url is of no use to the demo\n"),
        "{}",
        run.stderr
    );
}
