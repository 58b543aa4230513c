//! What runs: pods, what keeps them running, and what scales them.

use super::builtin::{Builtin, optional, required};

pub(super) const KINDS: &[Builtin] = &[
    Builtin::namespaced("", "v1", "Pod", "pods")
        .short(&["po"])
        .about("Runs one or more containers together on one node, sharing network and volumes.")
        .fields(&[
            required("spec.containers[].name", "string", "Name of the container, unique in the pod."),
            required("spec.containers[].image", "string", "Container image to run."),
            optional("spec.restartPolicy", "string", "When to restart containers that end."),
            optional("spec.serviceAccountName", "string", "Identity the containers act under."),
            optional("spec.volumes", "[]object", "Storage the containers can mount."),
        ]),
    Builtin::namespaced("", "v1", "PodTemplate", "podtemplates")
        .about("Describes pods for a controller to create from it later.")
        .fields(&[optional("template", "object", "The pod to create.")]),
    Builtin::namespaced("", "v1", "ReplicationController", "replicationcontrollers")
        .short(&["rc"])
        .about("Keeps a number of identical pods running; newer clusters use deployments for this.")
        .fields(&[
            optional("spec.replicas", "integer", "How many pods should run."),
            optional("spec.selector", "map[string]string", "Labels by which its pods are known."),
        ]),
    Builtin::namespaced("apps", "v1", "Deployment", "deployments")
        .short(&["deploy"])
        .about("Keeps identical pods of a stateless application running and rolls out new versions of it step by step.")
        .fields(&[
            required("spec.selector.matchLabels", "map[string]string", "Labels by which its pods are known."),
            required("spec.template.metadata.labels", "map[string]string", "Labels its pods get."),
            required("spec.template.spec.containers[].name", "string", "Name of the container."),
            required("spec.template.spec.containers[].image", "string", "Container image to run."),
            optional("spec.replicas", "integer", "How many pods should run."),
            optional("spec.strategy", "object", "How old pods are replaced by new ones."),
        ]),
    Builtin::namespaced("apps", "v1", "StatefulSet", "statefulsets")
        .short(&["sts"])
        .about("Runs pods of a stateful application that keep their name, their order and their own persistent storage.")
        .fields(&[
            required("spec.selector.matchLabels", "map[string]string", "Labels by which its pods are known."),
            required("spec.template.metadata.labels", "map[string]string", "Labels its pods get."),
            required("spec.template.spec.containers[].name", "string", "Name of the container."),
            required("spec.template.spec.containers[].image", "string", "Container image to run."),
            optional("spec.serviceName", "string", "Headless service that gives the pods their names."),
            optional("spec.volumeClaimTemplates", "[]object", "Persistent volumes each pod gets for itself."),
        ]),
    Builtin::namespaced("apps", "v1", "DaemonSet", "daemonsets")
        .short(&["ds"])
        .about("Runs one copy of a pod on every node, or on every node that matches.")
        .fields(&[
            required("spec.selector.matchLabels", "map[string]string", "Labels by which its pods are known."),
            required("spec.template.metadata.labels", "map[string]string", "Labels its pods get."),
            required("spec.template.spec.containers[].name", "string", "Name of the container."),
            required("spec.template.spec.containers[].image", "string", "Container image to run."),
            optional("spec.updateStrategy", "object", "How pods are replaced by new ones."),
        ]),
    Builtin::namespaced("apps", "v1", "ReplicaSet", "replicasets")
        .short(&["rs"])
        .about("Keeps a number of identical pods running; deployments create one for each version.")
        .fields(&[
            required("spec.selector.matchLabels", "map[string]string", "Labels by which its pods are known."),
            optional("spec.replicas", "integer", "How many pods should run."),
            optional("spec.template", "object", "The pod to create."),
        ]),
    Builtin::namespaced("apps", "v1", "ControllerRevision", "controllerrevisions")
        .about("Records an earlier state of a stateful set or daemon set, so that it can be rolled back to.")
        .fields(&[
            required("revision", "integer", "Number of the state."),
            optional("data", "object", "The state itself."),
        ]),
    Builtin::namespaced("batch", "v1", "Job", "jobs")
        .about("Runs pods until a given number of them has finished with success, for batch work and one-off tasks.")
        .fields(&[
            required("spec.template.spec.containers[].name", "string", "Name of the container."),
            required("spec.template.spec.containers[].image", "string", "Container image to run."),
            required("spec.template.spec.restartPolicy", "string", "Whether failed containers are restarted.").one_of(&["OnFailure", "Never"]),
            optional("spec.completions", "integer", "How many pods must finish with success."),
            optional("spec.parallelism", "integer", "How many pods may run at once."),
            optional("spec.backoffLimit", "integer", "How many failures are tolerated."),
        ]),
    Builtin::namespaced("batch", "v1", "CronJob", "cronjobs")
        .short(&["cj"])
        .about("Starts a job again and again on a cron schedule.")
        .fields(&[
            required("spec.schedule", "string", "When to run, in cron format."),
            required("spec.jobTemplate.spec.template.spec.containers[].name", "string", "Name of the container."),
            required("spec.jobTemplate.spec.template.spec.containers[].image", "string", "Container image to run."),
            required("spec.jobTemplate.spec.template.spec.restartPolicy", "string", "Whether failed containers are restarted.").one_of(&["OnFailure", "Never"]),
            optional("spec.concurrencyPolicy", "string", "What happens when the last run has not ended."),
            optional("spec.suspend", "boolean", "Whether to skip runs for now."),
        ]),
    Builtin::namespaced("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers")
        .short(&["hpa"])
        .about("Changes the number of pods of a workload by load, such as CPU or a custom metric.")
        .fields(&[
            required("spec.scaleTargetRef.kind", "string", "Kind of the workload."),
            required("spec.scaleTargetRef.name", "string", "Name of the workload."),
            required("spec.maxReplicas", "integer", "Most pods it may run."),
            optional("spec.minReplicas", "integer", "Fewest pods it may run."),
            optional("spec.metrics", "[]object", "What to measure and which value to hold."),
            optional("spec.behavior", "object", "How fast to scale up and down."),
        ]),
];
