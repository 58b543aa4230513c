//! What runs, where and how much of it.

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "container workloads",
        "Run containers in the cluster",
        &[
            "run one or more container",
            "container together",
            "keep a number of identical pod",
        ],
    ),
    rule(
        "application deployment",
        "Deploy an application and roll out new versions of it",
        &["deployment", "stateless application", "roll out"],
    ),
    rule(
        "stateful workloads",
        "Run an application that keeps its name and its data",
        &["stateful"],
    ),
    rule(
        "node agents",
        "Run an agent on every node",
        &["daemon set", "every node", "node agent"],
    ),
    rule(
        "batch jobs",
        "Run a task to its end",
        &["job", "batch work", "one off task"],
    ),
    rule(
        "scheduled jobs",
        "Run a task again and again on a schedule",
        &["cron"],
    ),
    rule(
        "autoscaling",
        "Scale an application with its load",
        &[
            "autoscaler",
            "autoscaling",
            "scaled object",
            "scale up",
            "keda",
        ],
    ),
    rule(
        "disruption budgets",
        "Keep enough pods running while nodes are drained",
        &["disruption"],
    ),
    rule(
        "pod scheduling",
        "Influence which pods run first and where",
        &[
            "scheduled first",
            "scheduling policy",
            "priority class",
            "pod group",
        ],
    ),
    rule(
        "resource quotas",
        "Limit what a team or namespace may use",
        &[
            "quota",
            "limit range",
            "cpu memory and storage",
            "limit how much",
        ],
    ),
    rule(
        "multi-tenancy",
        "Separate teams and applications from one another",
        &[
            "namespace separate",
            "tenant",
            "multi tenancy",
            "separate the resource",
            "project",
        ],
    ),
    rule(
        "team management",
        "Say which people belong to which team",
        &["team"],
    ),
    rule(
        "serverless",
        "Run code on demand without caring for servers",
        &["serverless", "knative", "function"],
    ),
    rule(
        "virtual machines",
        "Run virtual machines next to containers",
        &["virtual machine", "kubevirt", "hypervisor"],
    ),
    rule(
        "machine learning",
        "Train models and serve them",
        &[
            "machine learning",
            "inference service",
            "model serving",
            "training job",
            "notebook",
            "pytorch",
            "tensorflow",
        ],
    ),
    rule(
        "gpu devices",
        "Give pods access to devices such as GPUs",
        &["gpu", "device"],
    ),
];
