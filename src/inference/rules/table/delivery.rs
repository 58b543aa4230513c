//! From source code to the cluster.

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "gitops",
        "Keep the cluster as a Git repository describes it",
        &["gitops", "git repository", "argocd", "argo cd", "flux"],
    ),
    rule(
        "helm releases",
        "Install and upgrade Helm charts",
        &["helm"],
    ),
    rule(
        "ci/cd pipelines",
        "Build, test and deliver software in pipelines",
        &[
            "pipeline",
            "tekton",
            "continuous delivery",
            "continuous integration",
        ],
    ),
    rule(
        "workflows",
        "Run steps of work that depend on one another",
        &["workflow", "dag"],
    ),
    rule(
        "progressive delivery",
        "Bring a new version to a few users before all",
        &[
            "canary",
            "rollout strategy",
            "blue green",
            "progressive delivery",
        ],
    ),
    rule(
        "container images",
        "Build container images and keep them in a registry",
        &[
            "image build",
            "image repository",
            "container registry",
            "image policy",
            "buildpack",
        ],
    ),
    rule(
        "feature flags",
        "Switch features on and off without a new version",
        &["feature flag"],
    ),
    rule(
        "chaos engineering",
        "Break things on purpose to see what holds",
        &["chaos", "fault injection"],
    ),
    rule(
        "application templates",
        "Offer ready-made applications to teams",
        &[
            "application template",
            "golden path",
            "blueprint",
            "application definition",
        ],
    ),
];
