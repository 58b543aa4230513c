//! What manifests on disk and on the network are read as.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;

use cluster::{Cluster, Manifests, Missed, Reading, Source};
use knowledge::{Instance, ResourceKind};
use tempfile::TempDir;

const DEFINITION: &str = "apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: rockets.acme.example}
spec:
  group: acme.example
  scope: Cluster
  names: {kind: Rocket, plural: rockets}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, description: Flies.}}}]
";

fn pod(name: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\n")
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

fn manifests(path: &Path) -> Manifests {
    Manifests::from(vec![Source::Path(path.to_owned())])
}

fn instances(path: &Path) -> Reading<Instance> {
    run(manifests(path).instances()).unwrap()
}

fn kinds(path: &Path) -> Reading<ResourceKind> {
    run(manifests(path).kinds()).unwrap()
}

fn names(reading: &Reading<Instance>) -> Vec<&str> {
    reading
        .items
        .iter()
        .map(|instance| instance.name.as_str())
        .collect()
}

#[test]
fn a_folder_is_read_with_everything_below_it_but_hidden_and_foreign_files() {
    let folder = folder(&[
        ("b.yaml", &pod("b")),
        ("deep/er/c.yml", &pod("c")),
        (
            "a.json",
            r#"{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}"#,
        ),
        (".hidden.yaml", &pod("hidden")),
        (".git/d.yaml", &pod("git")),
        ("notes.txt", "not: a: manifest"),
        ("kustomization.yaml", "resources: [b.yaml]"),
    ]);
    let reading = instances(folder.path());
    assert_eq!(names(&reading), ["a", "b", "c"]);
    assert_eq!(reading.problems, []);
}

#[test]
fn a_file_that_is_named_is_read_whatever_its_name() {
    let folder = folder(&[("notes.txt", &pod("a"))]);
    assert_eq!(names(&instances(&folder.path().join("notes.txt"))), ["a"]);
}

#[cfg(unix)]
#[test]
fn a_link_back_up_ends_the_walk_there() {
    let folder = folder(&[("deep/a.yaml", &pod("a"))]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("deep/up")).unwrap();
    let reading = instances(folder.path());
    assert_eq!((names(&reading), reading.problems.len()), (vec!["a"], 0));
}

#[test]
fn a_path_that_does_not_exist_is_a_problem_and_not_the_end() {
    let folder = folder(&[("a.yaml", &pod("a"))]);
    let missing = folder.path().join("missing");
    let sources = vec![
        Source::Path(missing.clone()),
        Source::Path(folder.path().to_owned()),
    ];
    let reading = run(Manifests::from(sources).instances()).unwrap();
    assert_eq!(names(&reading), ["a"]);
    assert_eq!(
        reading.problems[0].to_string(),
        format!(
            "{}: expected a file or a folder, found nothing there",
            missing.display()
        )
    );
    assert_eq!(reading.problems[0].missed, Missed::Anything);
}

#[test]
fn the_kinds_are_those_defined_and_the_built_in_ones_in_use() {
    let text = format!(
        "{DEFINITION}---\n{}---\n{}",
        pod("a"),
        "apiVersion: v1\nkind: Event\nmetadata: {name: e}\n"
    );
    let folder = folder(&[("all.yaml", &text)]);
    let reading = kinds(folder.path());
    let names: Vec<&str> = reading
        .items
        .iter()
        .map(|kind| kind.name.as_str())
        .collect();
    assert_eq!(names, ["pods", "rockets.acme.example"]);
}

#[test]
fn definitions_in_one_file_set_the_scope_of_objects_in_another() {
    let folder = folder(&[
        (
            "a.yaml",
            "apiVersion: acme.example/v1\nkind: Rocket\nmetadata: {name: r}\n",
        ),
        ("z.yaml", DEFINITION),
    ]);
    assert_eq!(
        instances(folder.path()).items[0].id(),
        "_cluster/acme.example/v1/Rocket/r"
    );
}

#[test]
fn labels_keep_their_order() {
    let folder = folder(&[(
        "a.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {zone: z, app: a, tier: 1}}\n",
    )]);
    let reading = instances(folder.path());
    assert_eq!(
        reading.items[0].labels.iter().collect::<Vec<_>>(),
        [("zone", "z"), ("app", "a"), ("tier", "1")]
    );
}

#[test]
fn nothing_to_read_from_is_an_error() {
    let error = run(Manifests::from(Vec::new()).kinds()).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("there is nothing to read from"),
        "{error}"
    );
}

/// Answers one request and gives back what was asked.
fn serve_once(answer: String) -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut byte = [0];
        while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
            request.push(byte[0]);
        }
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(request).unwrap()
    });
    (format!("http://{address}/deploy/all.yaml"), server)
}

fn response(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

#[test]
fn a_url_is_read_once_a_provider_is_there_and_refused_clearly_before() {
    let read = |url: &str| run(Manifests::from(vec![url.parse().unwrap()]).instances()).unwrap();

    let reading = read("http://127.0.0.1:9/all.yaml?token=secret");
    let problem = reading.problems[0].to_string();
    assert!(
        problem.starts_with(
            "http://127.0.0.1:9/all.yaml: URLs cannot be read here because no TLS provider"
        ),
        "{problem}"
    );

    rustls_graviola::default_provider()
        .install_default()
        .unwrap();
    let (url, server) = serve_once(response("200 OK", &pod("a")));
    assert_eq!(names(&read(&url)), ["a"]);
    assert!(
        server
            .join()
            .unwrap()
            .starts_with("GET /deploy/all.yaml HTTP/1.1\r\n")
    );

    let (url, server) = serve_once(response("404 Not Found", "no"));
    let reading = read(&url.replace("http://", "http://me:secret@"));
    assert_eq!(
        reading.problems[0].to_string(),
        format!("{url}: expected status 200, the server answered 404 Not Found")
    );
    server.join().unwrap();
}
