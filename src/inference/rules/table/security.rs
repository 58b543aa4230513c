//! Certificates, secrets, identities, policies.

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "certificate issuance",
        "Issue and renew TLS certificates for services and ingresses",
        &["certificate", "issuer", "x509", "x 509"],
    ),
    rule(
        "tls",
        "Encrypt traffic between clients and services with TLS",
        &["tls", "ssl", "https"],
    ),
    rule(
        "acme challenges",
        "Prove control of a domain to an ACME server such as Let's Encrypt",
        &["acme", "letsencrypt", "let s encrypt", "dns01", "http01"],
    ),
    rule(
        "secret management",
        "Keep passwords, tokens and keys out of manifests and hand them to applications",
        &[
            "secret management",
            "secret store",
            "external secret",
            "sealed secret",
            "vault",
            "password",
            "sensitive value",
        ],
    ),
    rule(
        "encryption keys",
        "Manage the keys that data is encrypted with",
        &["kms", "encryption key", "key ring", "key rotation"],
    ),
    rule(
        "authentication",
        "Let users and services sign in with one identity",
        &[
            "authentication",
            "oidc",
            "oauth",
            "oauth2",
            "saml",
            "ldap",
            "single sign on",
            "sso",
            "identity provider",
        ],
    ),
    rule(
        "access control",
        "Decide who may do what with which resources",
        &[
            "rbac",
            "permission",
            "authorization",
            "role binding",
            "access control",
            "iam",
        ],
    ),
    rule(
        "workload identity",
        "Give an application an identity of its own",
        &[
            "identity under which",
            "workload identity",
            "act under",
            "spiffe",
        ],
    ),
    rule(
        "policy enforcement",
        "Enforce rules on what may be created or changed in the cluster",
        &[
            "admission",
            "cluster policy",
            "constraint template",
            "compliance",
            "kyverno",
            "gatekeeper",
            "accept or reject",
        ],
    ),
    rule(
        "vulnerability scanning",
        "Find known vulnerabilities in images and workloads",
        &["vulnerability", "trivy", "cve"],
    ),
];
