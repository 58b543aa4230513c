//! Clusters, clouds, and the API itself.

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "infrastructure provisioning",
        "Create cloud infrastructure from manifests",
        &[
            "crossplane",
            "terraform",
            "pulumi",
            "composite resource",
            "composition",
            "managed resource",
            "provider config",
            "cloud resource",
            "infrastructure",
        ],
    ),
    rule(
        "cluster management",
        "Create and upgrade Kubernetes clusters",
        &[
            "managed cluster",
            "cluster api",
            "machine deployment",
            "node pool",
            "control plane",
            "machine pool",
        ],
    ),
    rule(
        "nodes",
        "Know and steer the machines of the cluster",
        &[
            "machine of the cluster",
            "node claim",
            "node class",
            "karpenter",
        ],
    ),
    rule(
        "operator configuration",
        "Configure an operator for the whole cluster",
        &["operator configuration", "operator config"],
    ),
    rule(
        "api extension",
        "Extend the Kubernetes API",
        &["webhook", "api server", "apiservice", "aggregation layer"],
    ),
    rule(
        "virtual clusters",
        "Run clusters inside a cluster",
        &["vcluster", "virtual cluster"],
    ),
    rule(
        "cost management",
        "See and limit what workloads cost",
        &["cost", "kubecost", "opencost", "budget limit"],
    ),
    rule(
        "email",
        "Send and receive mail",
        &["email server", "smtp server", "mailbox"],
    ),
    rule(
        "user management",
        "Manage users and their passwords",
        &[
            "user management",
            "database user",
            "topic user",
            "kafka user",
        ],
    ),
    rule(
        "content delivery",
        "Deliver files to users from places near them",
        &["cdn", "content delivery", "cloudfront"],
    ),
];
