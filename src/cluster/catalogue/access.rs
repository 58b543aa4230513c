//! Who may do what.

use super::builtin::{Builtin, optional, required};

pub(super) const KINDS: &[Builtin] = &[
    Builtin::namespaced("", "v1", "ServiceAccount", "serviceaccounts")
        .short(&["sa"])
        .about("An identity under which pods act towards the cluster and towards others.")
        .fields(&[
            optional("imagePullSecrets", "[]object", "Credentials for pulling images."),
            optional("automountServiceAccountToken", "boolean", "Whether pods get its token by themselves."),
        ]),
    Builtin::namespaced("rbac.authorization.k8s.io", "v1", "Role", "roles")
        .about("A set of permissions on the resources of one namespace.")
        .fields(&[
            required("rules[].verbs", "[]string", "What may be done.").one_of(&["get", "list", "watch", "create", "update", "patch", "delete", "*"]),
            optional("rules[].resources", "[]string", "To which resources."),
            optional("rules[].apiGroups", "[]string", "Of which API groups."),
        ]),
    Builtin::namespaced("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings")
        .about("Gives the permissions of a role to users, groups or service accounts within one namespace.")
        .fields(&[
            required("roleRef.apiGroup", "string", "API group of the role.").one_of(&["rbac.authorization.k8s.io"]),
            required("roleRef.kind", "string", "Kind of the role.").one_of(&["Role", "ClusterRole"]),
            required("roleRef.name", "string", "Name of the role."),
            optional("subjects", "[]object", "Who gets the permissions."),
        ]),
    Builtin::cluster_wide("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles")
        .about("A set of permissions on resources of the whole cluster, or to be used in any namespace.")
        .fields(&[
            required("rules[].verbs", "[]string", "What may be done.").one_of(&["get", "list", "watch", "create", "update", "patch", "delete", "*"]),
            optional("rules[].resources", "[]string", "To which resources."),
            optional("rules[].apiGroups", "[]string", "Of which API groups."),
            optional("aggregationRule", "object", "Other roles whose rules it takes over."),
        ]),
    Builtin::cluster_wide("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings")
        .about("Gives the permissions of a cluster role to users, groups or service accounts everywhere.")
        .fields(&[
            required("roleRef.apiGroup", "string", "API group of the role.").one_of(&["rbac.authorization.k8s.io"]),
            required("roleRef.kind", "string", "Kind of the role.").one_of(&["ClusterRole"]),
            required("roleRef.name", "string", "Name of the role."),
            optional("subjects", "[]object", "Who gets the permissions."),
        ]),
    Builtin::cluster_wide("certificates.k8s.io", "v1", "CertificateSigningRequest", "certificatesigningrequests")
        .short(&["csr"])
        .about("Asks a signer of the cluster for a client or node certificate.")
        .fields(&[
            required("spec.request", "string", "The request in PEM, encoded in base64."),
            required("spec.signerName", "string", "Who is to sign it."),
            optional("spec.usages", "[]string", "What the certificate may be used for."),
        ]),
];
