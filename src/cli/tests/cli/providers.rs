//! Providers of models, as recorded answers give them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

use crate::world::{DEFINITION, Run, World};

const KEY: &str = "sk-hunter2";

/// Answers like Anthropic and like OpenAI, and keeps what it was asked: first line, headers in lower case, body.
struct Provider {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Provider {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let request = receive(&stream);
                answer(&stream, &request);
                kept.lock().unwrap().push(request);
            }
        });
        Self { url, asked }
    }

    /// What it was asked since the last time.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

fn receive(stream: &TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim().to_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse().unwrap();
        }
        head.push_str(&line);
        head.push('\n');
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    head + &String::from_utf8(body).unwrap()
}

fn answer(mut stream: &TcpStream, request: &str) {
    let body = if request.contains("/embeddings") {
        embeddings(request)
    } else {
        message()
    };
    let body = body.to_string();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
    write!(
        stream,
        "{head}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
}

fn embeddings(request: &str) -> Value {
    let body: Value = serde_json::from_str(request.rsplit('\n').next().unwrap()).unwrap();
    let texts = body["input"].as_array().unwrap();
    let vector =
        |index| json!({"object": "embedding", "index": index, "embedding": [1.0, 0.5, 0.25]});
    let data: Vec<_> = (0..texts.len()).map(vector).collect();
    json!({"object": "list", "model": "m", "data": data, "usage": {"prompt_tokens": 1, "total_tokens": 1}})
}

fn message() -> Value {
    let findings = json!({
        "capabilities": ["gardening"], "providers": [], "complexity": "low", "description": "Keeps tomatoes warm.",
        "useCase": "Grow tomatoes.", "confidence": 0.9,
        "exampleYaml": "apiVersion: garden.example/v1\nkind: Greenhouse\nmetadata: {name: a}\nspec: {size: 3}\n",
    });
    json!({
        "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-haiku-4-5-20251001",
        "content": [{"type": "tool_use", "id": "toolu_1", "name": "extract", "input": findings}],
        "stop_reason": "tool_use", "usage": {"input_tokens": 900, "output_tokens": 80},
    })
}

/// Runs the program with these variables.
fn run(world: &World, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut command = world.command(arguments);
    Run::of(command.envs(variables.iter().copied()).output().unwrap())
}

#[test]
fn a_key_of_anthropic_makes_a_sync_ask_its_model_once_about_each_kind() {
    let provider = Provider::start();
    let world = World::new();
    world.write("a.yaml", DEFINITION);
    let variables = [
        ("ANTHROPIC_API_KEY", KEY),
        ("ANTHROPIC_BASE_URL", provider.url.as_str()),
    ];
    let synced = "Sync complete: 1 discovered, 1 inferred, 1 stored.\n";
    let sync = ["sync", "--from", "manifests"];
    run(&world, &sync, &variables).is(0, synced);
    let asked = provider.asked();
    assert_eq!(asked.len(), 1);
    assert!(
        asked[0].starts_with("post /v1/messages http/1.1\n"),
        "{}",
        asked[0]
    );
    assert!(
        asked[0].contains(&format!("x-api-key: {KEY}\n")),
        "{}",
        asked[0]
    );
    let search = world.run(&["search", "tomatoes"]);
    assert!(
        search.stdout.contains("Keeps tomatoes warm."),
        "{}",
        search.stdout
    );
    // What was answered is kept, unless it must not be.
    assert_eq!(run(&world, &sync, &variables).code, Some(0));
    assert_eq!(provider.asked().len(), 0);
    run(&world, &[&sync[..], &["--no-cache"]].concat(), &variables);
    assert_eq!(provider.asked().len(), 1);
    // Rules ask nobody, whatever key there is.
    run(
        &world,
        &[&sync[..], &["--inference-provider", "rules"]].concat(),
        &variables,
    );
    assert_eq!(provider.asked().len(), 0);
}

#[test]
fn another_embedder_is_refused_until_everything_is_embedded_again() {
    let provider = Provider::start();
    let world = World::new();
    world.write("a.yaml", DEFINITION);
    assert_eq!(world.run(&["sync", "--from", "manifests"]).code, Some(0));
    let variables = [
        ("CLUSTER_WHISPERER_EMBEDDING_PROVIDER", "openai"),
        ("CLUSTER_WHISPERER_EMBEDDING_MODEL", "m"),
        (
            "CLUSTER_WHISPERER_EMBEDDING_BASE_URL",
            provider.url.as_str(),
        ),
        ("OPENAI_API_KEY", KEY),
        ("VOYAGE_API_KEY", "of-somebody-else"),
    ];
    let search = ["search", "tomatoes"];
    let refused = run(&world, &search, &variables);
    assert_eq!(refused.code, Some(1));
    assert!(refused.stderr.contains("reembed"), "{}", refused.stderr);
    let embedded = run(&world, &["reembed"], &variables);
    assert_eq!(embedded.code, Some(0), "{}", embedded.stderr);
    assert!(
        embedded.stdout.starts_with("capabilities: 1 embedded.\n"),
        "{}",
        embedded.stdout
    );
    let found = run(&world, &search, &variables);
    assert!(
        found.stdout.contains("greenhouses.garden.example"),
        "{found:?}"
    );
    let asked = provider.asked();
    assert!(
        asked
            .iter()
            .all(|request| request.contains(&format!("authorization: bearer {KEY}\n")))
    );
    assert!(
        asked
            .iter()
            .all(|request| !request.contains("of-somebody-else"))
    );
}
