//! What everything runs on.

use super::builtin::{Builtin, optional, required};

pub(super) const KINDS: &[Builtin] = &[
    Builtin::cluster_wide("", "v1", "Node", "nodes")
        .short(&["no"])
        .about("A machine of the cluster that runs pods.")
        .fields(&[
            optional(
                "spec.unschedulable",
                "boolean",
                "Whether new pods are kept away.",
            ),
            optional(
                "spec.taints",
                "[]object",
                "What pods must tolerate to run on it.",
            ),
            optional("spec.podCIDR", "string", "Addresses of its pods."),
        ]),
    Builtin::cluster_wide("node.k8s.io", "v1", "RuntimeClass", "runtimeclasses")
        .about("Names a container runtime that pods can ask for, such as a sandboxed one.")
        .fields(&[
            required("handler", "string", "The runtime on the nodes."),
            optional("scheduling", "object", "Which nodes have it."),
        ]),
    Builtin::namespaced("resource.k8s.io", "v1", "ResourceClaim", "resourceclaims")
        .about("Asks for devices such as GPUs for the pods that use the claim.")
        .fields(&[optional(
            "spec.devices.requests",
            "[]object",
            "The devices.",
        )]),
    Builtin::namespaced(
        "resource.k8s.io",
        "v1",
        "ResourceClaimTemplate",
        "resourceclaimtemplates",
    )
    .about("Describes a claim for devices that is made for each pod anew.")
    .fields(&[optional("spec.spec.devices", "object", "The devices.")]),
    Builtin::cluster_wide("resource.k8s.io", "v1", "DeviceClass", "deviceclasses")
        .about("Names a class of devices that claims can ask for.")
        .fields(&[optional(
            "spec.selectors",
            "[]object",
            "Which devices belong to it.",
        )]),
    Builtin::cluster_wide("resource.k8s.io", "v1", "ResourceSlice", "resourceslices")
        .about("Lists devices that a driver offers on nodes.")
        .fields(&[required("spec.driver", "string", "The driver.")]),
];
