// @generated from registry/ by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports, deprecated, reason = "not every registry has entities of every shape")]
//! What describes the emitting process.

use runtime::{
    Int, List, Resource, Static,
    schema::{AttributeSchema, AttributeType, RequirementLevel, ResourceSchema},
};

use crate::attributes::*;

static CONTAINER: ResourceSchema = ResourceSchema {
    schema_url: "https://cluster-whisperer.example/schemas/0.1.0",
    attributes: &[
        AttributeSchema { key: "container.id", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
    ],
};

/// The container that the service runs in, where it runs in one.
#[derive(Debug, Clone, Copy)]
pub struct Container<'a> {
    /// The id of the container; it may be abbreviated.
    ///
    /// `container.id`, recommended. Stability: beta.
    /// Examples: `a3bf90e006b2`
    pub container_id: Option<&'a str>,
}

impl From<Container<'_>> for Resource {
    fn from(entity: Container<'_>) -> Self {
        Self::new(&CONTAINER, |attributes| {
            if let Some(value) = entity.container_id {
                attributes.add(0, value);
            }
        })
    }
}

static DEPLOYMENT: ResourceSchema = ResourceSchema {
    schema_url: "https://cluster-whisperer.example/schemas/0.1.0",
    attributes: &[
        AttributeSchema { key: "deployment.environment.name", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
    ],
};

/// The deployment that the service belongs to; as the operator says.
#[derive(Debug, Clone, Copy)]
pub struct Deployment<'a> {
    /// The environment that the service is deployed in.
    ///
    /// `deployment.environment.name`, recommended. Stability: development.
    /// Examples: `staging`, `production`
    pub deployment_environment_name: Option<&'a str>,
}

impl From<Deployment<'_>> for Resource {
    fn from(entity: Deployment<'_>) -> Self {
        Self::new(&DEPLOYMENT, |attributes| {
            if let Some(value) = entity.deployment_environment_name {
                attributes.add(0, value);
            }
        })
    }
}

static HOST: ResourceSchema = ResourceSchema {
    schema_url: "https://cluster-whisperer.example/schemas/0.1.0",
    attributes: &[
        AttributeSchema { key: "host.arch", value_type: AttributeType::Enum(HostArch::VALUES), level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "host.name", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
    ],
};

/// The machine, or what the process takes for it, that the service runs on.
#[derive(Debug, Clone, Copy)]
pub struct Host<'a> {
    /// The architecture of the host's CPU.
    ///
    /// `host.arch`, recommended. Stability: development.
    pub host_arch: Option<HostArch>,
    /// The name of the host, as the system knows it.
    ///
    /// `host.name`, recommended. Stability: development.
    /// Examples: `node-1`
    pub host_name: Option<&'a str>,
}

impl From<Host<'_>> for Resource {
    fn from(entity: Host<'_>) -> Self {
        Self::new(&HOST, |attributes| {
            if let Some(value) = entity.host_arch {
                attributes.add(0, Static(value.as_str()));
            }
            if let Some(value) = entity.host_name {
                attributes.add(1, value);
            }
        })
    }
}

static K8S: ResourceSchema = ResourceSchema {
    schema_url: "https://cluster-whisperer.example/schemas/0.1.0",
    attributes: &[
        AttributeSchema { key: "k8s.namespace.name", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "k8s.node.name", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "k8s.pod.name", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
    ],
};

/// The pod that the service runs in, where it runs in Kubernetes.
#[derive(Debug, Clone, Copy)]
pub struct K8s<'a> {
    /// The namespace that the pod runs in.
    ///
    /// `k8s.namespace.name`, recommended. Stability: beta.
    /// Examples: `default`, `payments`
    pub k8s_namespace_name: Option<&'a str>,
    /// The name of the node that the pod runs on.
    ///
    /// `k8s.node.name`, recommended. Stability: beta.
    /// Examples: `node-1`
    pub k8s_node_name: Option<&'a str>,
    /// The name of the pod.
    ///
    /// `k8s.pod.name`, recommended. Stability: beta.
    /// Examples: `cluster-whisperer-7d4b9c6f5d-x2x9z`
    pub k8s_pod_name: Option<&'a str>,
}

impl From<K8s<'_>> for Resource {
    fn from(entity: K8s<'_>) -> Self {
        Self::new(&K8S, |attributes| {
            if let Some(value) = entity.k8s_namespace_name {
                attributes.add(0, value);
            }
            if let Some(value) = entity.k8s_node_name {
                attributes.add(1, value);
            }
            if let Some(value) = entity.k8s_pod_name {
                attributes.add(2, value);
            }
        })
    }
}

static OS: ResourceSchema = ResourceSchema {
    schema_url: "https://cluster-whisperer.example/schemas/0.1.0",
    attributes: &[
        AttributeSchema { key: "os.type", value_type: AttributeType::Enum(OsType::VALUES), level: RequirementLevel::Recommended, superseded: None },
    ],
};

/// The operating system that the service runs on.
#[derive(Debug, Clone, Copy)]
pub struct Os {
    /// The kind of operating system.
    ///
    /// `os.type`, recommended. Stability: development.
    pub os_type: Option<OsType>,
}

impl From<Os> for Resource {
    fn from(entity: Os) -> Self {
        Self::new(&OS, |attributes| {
            if let Some(value) = entity.os_type {
                attributes.add(0, Static(value.as_str()));
            }
        })
    }
}

static PROCESS: ResourceSchema = ResourceSchema {
    schema_url: "https://cluster-whisperer.example/schemas/0.1.0",
    attributes: &[
        AttributeSchema { key: "process.executable.name", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "process.pid", value_type: AttributeType::Int, level: RequirementLevel::Required, superseded: None },
    ],
};

/// The process. Neither paths nor arguments nor its owner, which may name people and secrets.
#[derive(Debug, Clone, Copy)]
pub struct Process<'a> {
    /// The name of the program's file, without its folder.
    ///
    /// `process.executable.name`, recommended. Stability: development.
    /// Examples: `cluster-whisperer`
    pub process_executable_name: Option<&'a str>,
    /// The id of the process.
    ///
    /// `process.pid`, required. Stability: development.
    /// Examples: `1234`
    pub process_pid: i64,
}

impl From<Process<'_>> for Resource {
    fn from(entity: Process<'_>) -> Self {
        Self::new(&PROCESS, |attributes| {
            if let Some(value) = entity.process_executable_name {
                attributes.add(0, value);
            }
            attributes.add(1, entity.process_pid);
        })
    }
}

static SERVICE: ResourceSchema = ResourceSchema {
    schema_url: "https://cluster-whisperer.example/schemas/0.1.0",
    attributes: &[
        AttributeSchema { key: "service.instance.id", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "service.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "service.version", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
    ],
};

/// The running service.
#[derive(Debug, Clone, Copy)]
pub struct Service<'a> {
    /// Identity of one running instance of the service.
    ///
    /// Unique among the instances of one service.
    ///
    /// `service.instance.id`, required. Stability: stable.
    /// Examples: `8a1c3b8e-0d4f-4a52-9a1f-6a3f0c2b7d11`
    pub service_instance_id: &'a str,
    /// The logical name of the service.
    ///
    /// `service.name`, required. Stability: stable.
    /// Examples: `cluster-whisperer`
    pub service_name: &'a str,
    /// The version of the service.
    ///
    /// `service.version`, required. Stability: stable.
    /// Examples: `0.1.0`
    pub service_version: &'a str,
}

impl From<Service<'_>> for Resource {
    fn from(entity: Service<'_>) -> Self {
        Self::new(&SERVICE, |attributes| {
            attributes.add(0, entity.service_instance_id);
            attributes.add(1, entity.service_name);
            attributes.add(2, entity.service_version);
        })
    }
}
