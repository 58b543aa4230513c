//! How the API itself is extended.

use super::builtin::{Builtin, optional, required};

pub(super) const KINDS: &[Builtin] = &[
    Builtin::cluster_wide("apiregistration.k8s.io", "v1", "APIService", "apiservices")
        .about("Serves an API group of the cluster from another API server.")
        .fields(&[
            required(
                "spec.groupPriorityMinimum",
                "integer",
                "Priority of the group.",
            ),
            required(
                "spec.versionPriority",
                "integer",
                "Priority of the version in its group.",
            ),
            optional("spec.service.name", "string", "Service of the API server."),
        ]),
    Builtin::cluster_wide(
        "admissionregistration.k8s.io",
        "v1",
        "ValidatingWebhookConfiguration",
        "validatingwebhookconfigurations",
    )
    .about("Has a service accept or reject changes to resources before they are stored.")
    .fields(&[
        required("webhooks[].name", "string", "Name of the hook."),
        required("webhooks[].clientConfig", "object", "Where the service is."),
        required(
            "webhooks[].sideEffects",
            "string",
            "Whether asking changes anything.",
        )
        .one_of(&["None", "NoneOnDryRun"]),
        required(
            "webhooks[].admissionReviewVersions",
            "[]string",
            "Versions it understands.",
        )
        .one_of(&["v1"]),
    ]),
    Builtin::cluster_wide(
        "admissionregistration.k8s.io",
        "v1",
        "MutatingWebhookConfiguration",
        "mutatingwebhookconfigurations",
    )
    .about("Has a service complete or change resources before they are stored.")
    .fields(&[
        required("webhooks[].name", "string", "Name of the hook."),
        required("webhooks[].clientConfig", "object", "Where the service is."),
        required(
            "webhooks[].sideEffects",
            "string",
            "Whether asking changes anything.",
        )
        .one_of(&["None", "NoneOnDryRun"]),
        required(
            "webhooks[].admissionReviewVersions",
            "[]string",
            "Versions it understands.",
        )
        .one_of(&["v1"]),
    ]),
    Builtin::cluster_wide(
        "internal.apiserver.k8s.io",
        "v1alpha1",
        "StorageVersion",
        "storageversions",
    )
    .about("Records in which version API servers store a resource.")
    .fields(&[optional("spec", "object", "Always empty.")]),
    Builtin::namespaced(
        "coordination.k8s.io",
        "v1beta1",
        "LeaseCandidate",
        "leasecandidates",
    )
    .about("Records that a component would take over as a leader.")
    .fields(&[required(
        "spec.leaseName",
        "string",
        "The lease it stands for.",
    )]),
];
