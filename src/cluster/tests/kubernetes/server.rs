//! A real kube-apiserver with its etcd, for one test or for all of a program.

use std::hash::{BuildHasher, RandomState};
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cluster::{Kubernetes, KubernetesConfig};
use http::{Method, Request};
use kube::Client;
use serde_json::Value;
use tempfile::TempDir;

const DEFAULT_NAMESPACE: &str = "/api/v1/namespaces/default";

/// How long the server may take to start, and what it was told to show.
pub(crate) const PATIENCE: Duration = Duration::from_secs(240);
const GLANCE: Duration = Duration::from_millis(50);

/// Who may ask: everything, what the tests grant, and nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum User {
    Admin,
    Reader,
    Nobody,
}

impl User {
    fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Reader => "reader",
            Self::Nobody => "nobody",
        }
    }
}

/// Ends with its owner, however that ends: it waits for the end of its standard input.
struct Process(Child);

impl Process {
    fn start(program: &Path, arguments: &[String], log: &Path) -> Self {
        let log = std::fs::File::create(log).unwrap();
        let watched = r#""$@" </dev/null & child=$!; cat >/dev/null; kill -9 $child"#;
        let child = Command::new("sh")
            .args(["-c", watched, "sh"])
            .arg(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        Self(child)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        self.0.wait().ok();
    }
}

/// A server and what it keeps.
pub(crate) struct ApiServer {
    programs: PathBuf,
    folder: TempDir,
    etcd_port: u16,
    port: u16,
    api: Option<Process>,
    _etcd: Process,
}

impl ApiServer {
    /// Starts one, if the environment variable `KUBE_APISERVER` names a folder with `bin/kube-apiserver` and `bin/etcd`.
    /// Without one it says that the test is skipped; where `CI` is set that is a failure.
    pub(crate) async fn start() -> Option<Self> {
        rustls_graviola::default_provider().install_default().ok();
        let Some(programs) = std::env::var_os("KUBE_APISERVER") else {
            assert!(
                std::env::var_os("CI").is_none(),
                "KUBE_APISERVER must name the folder of a kube-apiserver"
            );
            // Past the capture of test output: a skipped test should be seen.
            let notice = b"\nskipped: set KUBE_APISERVER=DIR (tests/kube-apiserver build DIR)\n";
            std::io::stderr().write_all(notice).ok();
            return None;
        };
        let programs = PathBuf::from(programs).join("bin");
        let folder = tempfile::tempdir().unwrap();
        let (etcd_port, peer_port, port) = (free_port(), free_port(), free_port());
        let etcd = Process::start(
            &programs.join("etcd"),
            &etcd_arguments(folder.path(), etcd_port, peer_port),
            &folder.path().join("etcd.log"),
        );
        let mut server = Self {
            programs,
            folder,
            etcd_port,
            port,
            api: None,
            _etcd: etcd,
        };
        server.start_api().await;
        Some(server)
    }

    /// Starts the API again after [`stop_api`](Self::stop_api); what it keeps is in etcd.
    pub(crate) async fn start_api(&mut self) {
        self.api = Some(Process::start(
            &self.programs.join("kube-apiserver"),
            &api_arguments(self.etcd_port, self.port),
            &self.folder.path().join("kube-apiserver.log"),
        ));
        let deadline = Instant::now() + PATIENCE;
        // It is ready before it has made the namespace that everything is put in.
        while self.get(User::Admin, "/readyz").await.is_err()
            || self.get(User::Admin, DEFAULT_NAMESPACE).await.is_err()
        {
            assert!(
                Instant::now() < deadline,
                "the server is not ready:\n{}",
                self.log()
            );
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Kills the API.
    pub(crate) fn stop_api(&mut self) {
        self.api = None;
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("kube-apiserver.log")).unwrap_or_default()
    }

    /// A kubeconfig for a user.
    pub(crate) fn kubeconfig(&self, user: User) -> PathBuf {
        let certificates = certificates();
        let name = user.name();
        let text = format!(
            "apiVersion: v1\nkind: Config\ncurrent-context: test\n\
             contexts: [{{name: test, context: {{cluster: test, user: {name}}}}}]\n\
             clusters: [{{name: test, cluster: {{server: 'https://127.0.0.1:{port}', certificate-authority: {ca}}}}}]\n\
             users: [{{name: {name}, user: {{client-certificate: {folder}/{name}.pem, client-key: {folder}/{name}.key}}}}]\n",
            port = self.port,
            ca = certificates.join("authority.pem").display(),
            folder = certificates.display(),
        );
        let path = self.folder.path().join(format!("{name}.kubeconfig"));
        std::fs::write(&path, text).unwrap();
        path
    }

    /// How the program connects to it.
    pub(crate) fn config(&self, user: User) -> KubernetesConfig {
        KubernetesConfig {
            kubeconfig: Some(self.kubeconfig(user)),
            ..KubernetesConfig::default()
        }
    }

    pub(crate) async fn connect(&self, user: User) -> Kubernetes {
        Kubernetes::connect(&self.config(user)).await.unwrap()
    }

    async fn client(&self, user: User) -> Client {
        let kubeconfig = kube::config::Kubeconfig::read_from(self.kubeconfig(user)).unwrap();
        let options = kube::config::KubeConfigOptions::default();
        let mut config = kube::Config::from_custom_kubeconfig(kubeconfig, &options)
            .await
            .unwrap();
        config.default_retry = false;
        Client::try_from(config).unwrap()
    }

    pub(crate) async fn get(&self, user: User, path: &str) -> Result<String, kube::Error> {
        self.request(user, Method::GET, path, Vec::new()).await
    }

    /// Makes an object, which must not be there yet.
    pub(crate) async fn create(&self, path: &str, object: &Value) {
        let body = serde_json::to_vec(object).unwrap();
        self.request(User::Admin, Method::POST, path, body)
            .await
            .unwrap_or_else(|error| panic!("POST {path}: {error}"));
    }

    /// Makes an object of a kind that the server may be only about to serve.
    pub(crate) async fn create_soon(&self, path: &str, object: &Value) {
        let body = serde_json::to_vec(object).unwrap();
        let deadline = Instant::now() + PATIENCE;
        loop {
            let made = self
                .request(User::Admin, Method::POST, path, body.clone())
                .await;
            match made {
                Ok(_) => return,
                Err(error) => assert!(Instant::now() < deadline, "POST {path}: {error}"),
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Changes an object by a merge patch.
    pub(crate) async fn patch(&self, path: &str, patch: &Value) {
        let body = serde_json::to_vec(patch).unwrap();
        self.request(User::Admin, Method::PATCH, path, body)
            .await
            .unwrap_or_else(|error| panic!("PATCH {path}: {error}"));
    }

    pub(crate) async fn delete(&self, path: &str) {
        self.request(User::Admin, Method::DELETE, path, Vec::new())
            .await
            .unwrap_or_else(|error| panic!("DELETE {path}: {error}"));
    }

    async fn request(
        &self,
        user: User,
        method: Method,
        path: &str,
        body: Vec<u8>,
    ) -> Result<String, kube::Error> {
        let content = if method == Method::PATCH {
            "application/merge-patch+json"
        } else {
            "application/json"
        };
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", content)
            .body(body)
            .unwrap();
        self.client(user).await.request_text(request).await
    }
}

fn certificates() -> PathBuf {
    // Other crates start the server from this file as well.
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    crates.join("cluster/tests/kubernetes/certificates")
}

/// A port that nobody listens on, below those that systems hand out by themselves: between the question and its use, and
/// while the server is down, a connection could take one of those.
fn free_port() -> u16 {
    let random = RandomState::new();
    (0..u64::MAX)
        .map(|attempt| 20_000 + (random.hash_one(attempt) % 12_000) as u16)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .unwrap()
}

fn etcd_arguments(folder: &Path, port: u16, peer_port: u16) -> Vec<String> {
    vec![
        format!("--data-dir={}", folder.join("etcd").display()),
        format!("--listen-client-urls=http://127.0.0.1:{port}"),
        format!("--advertise-client-urls=http://127.0.0.1:{port}"),
        format!("--listen-peer-urls=http://127.0.0.1:{peer_port}"),
    ]
}

fn api_arguments(etcd_port: u16, port: u16) -> Vec<String> {
    let certificate = |name: &str| certificates().join(name).display().to_string();
    vec![
        format!("--etcd-servers=http://127.0.0.1:{etcd_port}"),
        "--bind-address=127.0.0.1".to_owned(),
        "--advertise-address=127.0.0.1".to_owned(),
        format!("--secure-port={port}"),
        format!("--tls-cert-file={}", certificate("server.pem")),
        format!("--tls-private-key-file={}", certificate("server.key")),
        format!("--client-ca-file={}", certificate("authority.pem")),
        format!(
            "--service-account-key-file={}",
            certificate("service-account.key")
        ),
        format!(
            "--service-account-signing-key-file={}",
            certificate("service-account.key")
        ),
        "--service-account-issuer=https://kubernetes.default.svc".to_owned(),
        "--service-cluster-ip-range=10.0.0.0/24".to_owned(),
        "--authorization-mode=RBAC".to_owned(),
        "--disable-admission-plugins=ServiceAccount".to_owned(),
        "--endpoint-reconciler-type=none".to_owned(),
    ]
}
