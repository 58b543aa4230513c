//! What is kept: configuration, secrets, volumes.

use super::builtin::{Builtin, optional, required};

pub(super) const KINDS: &[Builtin] = &[
    Builtin::namespaced("", "v1", "ConfigMap", "configmaps")
        .short(&["cm"])
        .about("Keeps configuration as keys and values, for pods to read as files or environment variables.")
        .fields(&[
            optional("data", "map[string]string", "The configuration."),
            optional("binaryData", "map[string]string", "Values that are no text."),
            optional("immutable", "boolean", "Whether it can still change."),
        ]),
    Builtin::namespaced("", "v1", "Secret", "secrets")
        .about("Keeps sensitive values such as passwords, tokens and keys apart from the pods that use them.")
        .fields(&[
            optional("type", "string", "What the secret is for."),
            optional("data", "map[string]string", "The values, in base64."),
            optional("stringData", "map[string]string", "The values as text, to write only."),
            optional("immutable", "boolean", "Whether it can still change."),
        ]),
    Builtin::namespaced("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims")
        .short(&["pvc"])
        .about("Asks for persistent storage of a size and class, which pods then mount as a volume.")
        .fields(&[
            required("spec.accessModes", "[]string", "How many nodes may mount it, for reading or writing.").one_of(&["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"]),
            required("spec.resources.requests.storage", "string", "How much storage, `10Gi`."),
            optional("spec.storageClassName", "string", "Class that provides the storage."),
            optional("spec.volumeName", "string", "A particular volume to use."),
        ]),
    Builtin::cluster_wide("", "v1", "PersistentVolume", "persistentvolumes")
        .short(&["pv"])
        .about("A piece of storage in the cluster that a claim can be bound to.")
        .fields(&[
            required("spec.capacity.storage", "string", "How much storage it has."),
            required("spec.accessModes", "[]string", "How many nodes may mount it.").one_of(&["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"]),
            optional("spec.persistentVolumeReclaimPolicy", "string", "What happens to it after its claim is gone."),
            optional("spec.csi", "object", "The storage driver and its volume."),
        ]),
    Builtin::cluster_wide("storage.k8s.io", "v1", "StorageClass", "storageclasses")
        .short(&["sc"])
        .about("Describes a class of storage and who provisions volumes of it on demand.")
        .fields(&[
            required("provisioner", "string", "Who makes the volumes."),
            optional("parameters", "map[string]string", "What the provisioner is told."),
            optional("reclaimPolicy", "string", "What happens to volumes no longer claimed."),
            optional("volumeBindingMode", "string", "Whether to wait for the first pod."),
            optional("allowVolumeExpansion", "boolean", "Whether volumes may grow."),
        ]),
    Builtin::cluster_wide("storage.k8s.io", "v1", "VolumeAttributesClass", "volumeattributesclasses")
        .about("Names performance settings that a volume can be switched to while it is in use.")
        .fields(&[required("driverName", "string", "Storage driver the settings are for.")]),
    Builtin::cluster_wide("storage.k8s.io", "v1", "VolumeAttachment", "volumeattachments")
        .about("Records that a volume is to be attached to a node.")
        .fields(&[
            required("spec.attacher", "string", "Storage driver that attaches it."),
            required("spec.nodeName", "string", "The node."),
        ]),
    Builtin::cluster_wide("storage.k8s.io", "v1", "CSIDriver", "csidrivers")
        .about("Announces a storage driver of the cluster and what it can do.")
        .fields(&[
            optional("spec.attachRequired", "boolean", "Whether volumes must be attached before they are mounted."),
            optional("spec.volumeLifecycleModes", "[]string", "Persistent or ephemeral volumes."),
        ]),
    Builtin::cluster_wide("storage.k8s.io", "v1", "CSINode", "csinodes")
        .about("Lists the storage drivers that are installed on a node.")
        .fields(&[required("spec.drivers", "[]object", "The drivers.")]),
    Builtin::namespaced("storage.k8s.io", "v1", "CSIStorageCapacity", "csistoragecapacities")
        .about("Reports how much storage of a class is left in a part of the cluster.")
        .fields(&[
            required("storageClassName", "string", "The class."),
            optional("capacity", "string", "What is left."),
        ]),
];
