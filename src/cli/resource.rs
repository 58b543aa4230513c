//! What describes this process: what is known of it without asking anybody, and gives nothing away.

use std::path::Path;

use runtime::Resource;
use semconv::attributes::{HostArch, OsType};
use semconv::resource::{Container, Deployment, Host, K8s, Os, Process, Service};

/// The name of the service, unless the operator says otherwise.
pub(crate) const SERVICE_NAME: &str = "cluster-whisperer";

/// Where Kubernetes tells a pod its namespace.
const NAMESPACE_FILE: &str = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

/// Where Linux tells the name of the host.
const HOST_NAME_FILE: &str = "/proc/sys/kernel/hostname";

/// Where Linux tells what a container is made of; the path of some file holds its id.
const MOUNTS_FILE: &str = "/proc/self/mountinfo";

/// Variables in which a deployment hands on what Kubernetes knows; the first that is set counts.
const NAMESPACE_VARIABLES: &[&str] = &["K8S_NAMESPACE_NAME", "POD_NAMESPACE"];
const POD_VARIABLES: &[&str] = &["K8S_POD_NAME", "POD_NAME"];
const NODE_VARIABLES: &[&str] = &["K8S_NODE_NAME", "NODE_NAME"];

/// Bytes of a file that are looked at.
const FILE_BYTES_MAX: u64 = 256 * 1024;

/// Digits of a container's id.
const CONTAINER_ID_DIGITS: usize = 64;

/// Where descriptions come from.
struct Place<'a> {
    variable: &'a dyn Fn(&str) -> Option<String>,
    file: &'a dyn Fn(&str) -> Option<String>,
}

/// What describes this process.
pub(crate) fn detect() -> Resource {
    let instance = uuid::Uuid::new_v4().to_string();
    let service = Service {
        service_name: SERVICE_NAME,
        service_version: env!("CARGO_PKG_VERSION"),
        service_instance_id: &instance,
    };
    let executable = std::env::current_exe().ok();
    let executable = executable.as_deref().and_then(Path::file_name);
    let process = Process {
        process_pid: std::process::id().into(),
        process_executable_name: executable.and_then(|name| name.to_str()),
    };
    let os = Os {
        os_type: os_type(std::env::consts::OS),
    };
    let deployment = Deployment {
        deployment_environment_name: None,
    };
    let place = Place {
        variable: &|name| std::env::var(name).ok(),
        file: &read,
    };
    Resource::from(service)
        .and(process.into())
        .and(os.into())
        .and(deployment.into())
        .and(place.host())
        .and(place.k8s())
        .and(place.container())
}

fn read(path: &str) -> Option<String> {
    use std::io::Read;
    let file = std::fs::File::open(path).ok()?;
    let mut text = String::new();
    file.take(FILE_BYTES_MAX).read_to_string(&mut text).ok()?;
    Some(text)
}

impl Place<'_> {
    fn host(&self) -> Resource {
        let name = self
            .word(HOST_NAME_FILE)
            .or_else(|| self.first(&["HOSTNAME"]));
        let host = Host {
            host_name: name.as_deref(),
            host_arch: host_arch(std::env::consts::ARCH),
        };
        host.into()
    }

    fn k8s(&self) -> Resource {
        // Kubernetes tells every pod where its API is; there the pod's name is that of the host.
        let is_pod = self.first(&["KUBERNETES_SERVICE_HOST"]).is_some();
        let host_name = || is_pod.then(|| self.first(&["HOSTNAME"])).flatten();
        let namespace = self
            .first(NAMESPACE_VARIABLES)
            .or_else(|| self.word(NAMESPACE_FILE));
        let pod = self.first(POD_VARIABLES).or_else(host_name);
        let node = self.first(NODE_VARIABLES);
        let k8s = K8s {
            k8s_namespace_name: namespace.as_deref(),
            k8s_pod_name: pod.as_deref(),
            k8s_node_name: node.as_deref(),
        };
        k8s.into()
    }

    fn container(&self) -> Resource {
        let mounts = (self.file)(MOUNTS_FILE).unwrap_or_default();
        let container = Container {
            container_id: container_id(&mounts),
        };
        container.into()
    }

    fn first(&self, variables: &[&str]) -> Option<String> {
        let values = variables.iter().filter_map(|name| (self.variable)(name));
        let mut values = values.filter(|value| !value.trim().is_empty());
        values.next()
    }

    /// What a file with one word says.
    fn word(&self, path: &str) -> Option<String> {
        let word = (self.file)(path)?.trim().to_owned();
        (!word.is_empty()).then_some(word)
    }
}

/// The id of the container whose own files are mounted: runtimes keep them in a folder of that name.
fn container_id(mounts: &str) -> Option<&str> {
    let own = mounts.lines().filter(|line| line.contains("/etc/hostname"));
    let mut parts = own.flat_map(|line| line.split('/'));
    parts.find(|part| {
        part.len() == CONTAINER_ID_DIGITS && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn os_type(name: &str) -> Option<OsType> {
    match name {
        "macos" => Some(OsType::Darwin),
        "dragonfly" => Some(OsType::Dragonflybsd),
        name => OsType::from_value(name),
    }
}

fn host_arch(name: &str) -> Option<HostArch> {
    match name {
        "x86_64" => Some(HostArch::Amd64),
        "aarch64" => Some(HostArch::Arm64),
        "arm" => Some(HostArch::Arm32),
        "powerpc" => Some(HostArch::Ppc32),
        "powerpc64" => Some(HostArch::Ppc64),
        name => HostArch::from_value(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
        610 597 0:50 / /proc rw - proc proc rw\n\
        624 597 254:1 /var/lib/docker/containers/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08/hostname \
        /etc/hostname rw - ext4 /dev/vda1 rw\n";

    fn described(place: &Place<'_>) -> String {
        format!("{:?}{:?}", place.k8s(), place.host())
    }

    #[test]
    fn a_pod_is_described_by_what_its_deployment_hands_on() {
        let variable = |name: &str| match name {
            "KUBERNETES_SERVICE_HOST" => Some("10.0.0.1".to_owned()),
            "HOSTNAME" => Some("shop-7d4b9".to_owned()),
            "NODE_NAME" => Some("node-7".to_owned()),
            _ => None,
        };
        let file = |path: &str| (path == NAMESPACE_FILE).then(|| "payments\n".to_owned());
        let place = Place {
            variable: &variable,
            file: &file,
        };
        let described = described(&place);
        for word in ["payments", "shop-7d4b9", "node-7"] {
            assert!(described.contains(word), "{word}: {described}");
        }
        assert!(!described.contains("10.0.0.1"));
    }

    #[test]
    fn outside_of_kubernetes_a_host_name_is_no_pod() {
        let place = Place {
            variable: &|name| (name == "HOSTNAME").then(|| "basil".to_owned()),
            file: &|_| None,
        };
        assert!(!format!("{:?}", place.k8s()).contains("basil"));
        assert!(format!("{:?}", place.host()).contains("basil"));
    }

    #[test]
    fn the_container_is_the_one_whose_host_name_is_mounted() {
        let id = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        assert_eq!(container_id(MOUNTS), Some(id));
        assert_eq!(container_id("1 2 0:1 / /proc rw - proc proc rw"), None);
    }

    #[test]
    fn this_machine_is_known_to_opentelemetry() {
        assert!(os_type(std::env::consts::OS).is_some());
        assert!(host_arch(std::env::consts::ARCH).is_some());
    }
}
