//! Limits and rules that others live under.

use super::builtin::{Builtin, optional, required};

pub(super) const KINDS: &[Builtin] = &[
    Builtin::cluster_wide("", "v1", "Namespace", "namespaces")
        .short(&["ns"])
        .about("Separates the resources of teams or applications from one another.")
        .fields(&[optional("spec.finalizers", "[]string", "What must be done before it can go.")]),
    Builtin::namespaced("", "v1", "LimitRange", "limitranges")
        .short(&["limits"])
        .about("Sets default and extreme CPU, memory and storage for each pod, container or claim of a namespace.")
        .fields(&[
            required("spec.limits[].type", "string", "What it limits.").one_of(&["Container", "Pod", "PersistentVolumeClaim"]),
            optional("spec.limits[].default", "map[string]string", "Limit of a container that states none."),
            optional("spec.limits[].max", "map[string]string", "Most that may be asked for."),
        ]),
    Builtin::namespaced("", "v1", "ResourceQuota", "resourcequotas")
        .short(&["quota"])
        .about("Limits how much CPU, memory, storage and how many objects a namespace may use in total.")
        .fields(&[
            optional("spec.hard", "map[string]string", "The most of each resource."),
            optional("spec.scopes", "[]string", "Which objects count."),
        ]),
    Builtin::namespaced("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets")
        .short(&["pdb"])
        .about("Limits how many pods of an application may be down at once while nodes are drained or upgraded.")
        .fields(&[
            optional("spec.selector", "object", "The pods it protects."),
            optional("spec.minAvailable", "integer or string", "Fewest pods that must stay up."),
            optional("spec.maxUnavailable", "integer or string", "Most pods that may be down."),
        ]),
    Builtin::cluster_wide("policy", "v1beta1", "PodSecurityPolicy", "podsecuritypolicies")
        .short(&["psp"])
        .about("Rules which security settings pods may use; removed from newer clusters.")
        .fields(&[optional("spec.privileged", "boolean", "Whether privileged containers are allowed.")]),
    Builtin::cluster_wide("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses")
        .short(&["pc"])
        .about("Names a priority of pods: those with a higher one are scheduled first and may push out others.")
        .fields(&[
            required("value", "integer", "The priority."),
            optional("globalDefault", "boolean", "Whether pods without a class get it."),
            optional("preemptionPolicy", "string", "Whether others may be pushed out."),
        ]),
    Builtin::cluster_wide("flowcontrol.apiserver.k8s.io", "v1", "FlowSchema", "flowschemas")
        .about("Sorts requests to the API server into priority levels.")
        .fields(&[required("spec.priorityLevelConfiguration.name", "string", "The priority level.")]),
    Builtin::cluster_wide("flowcontrol.apiserver.k8s.io", "v1", "PriorityLevelConfiguration", "prioritylevelconfigurations")
        .about("Gives a priority level its share of the API server.")
        .fields(&[required("spec.type", "string", "Whether the level is limited.").one_of(&["Limited", "Exempt"])]),
    Builtin::cluster_wide("admissionregistration.k8s.io", "v1", "ValidatingAdmissionPolicy", "validatingadmissionpolicies")
        .about("Accepts or rejects changes to resources by expressions the API server evaluates itself.")
        .fields(&[
            optional("spec.matchConstraints", "object", "Which changes it looks at."),
            optional("spec.validations", "[]object", "Expressions that must hold."),
        ]),
    Builtin::cluster_wide("admissionregistration.k8s.io", "v1", "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings")
        .about("Puts a validating admission policy into force for chosen resources.")
        .fields(&[required("spec.policyName", "string", "The policy.")]),
];
