//! How pods are reached.

use super::builtin::{Builtin, optional, required};

pub(super) const KINDS: &[Builtin] = &[
    Builtin::namespaced("", "v1", "Service", "services")
        .short(&["svc"])
        .about("Gives a set of pods one stable network address and spreads connections over them.")
        .fields(&[
            required("spec.ports[].port", "integer", "Port the service listens on."),
            optional("spec.ports[].targetPort", "integer or string", "Port of the pods."),
            optional("spec.selector", "map[string]string", "Labels of the pods behind it."),
            optional("spec.type", "string", "How it is exposed: inside the cluster, on nodes, or by a load balancer."),
            optional("spec.externalName", "string", "DNS name it stands for instead of pods."),
        ]),
    Builtin::namespaced("networking.k8s.io", "v1", "Ingress", "ingresses")
        .short(&["ing"])
        .about("Routes HTTP and HTTPS traffic from outside the cluster to services, by host name and path.")
        .fields(&[
            optional("spec.ingressClassName", "string", "Which controller serves it."),
            optional("spec.rules[].host", "string", "Host name that is routed."),
            optional("spec.rules[].http.paths", "[]object", "Paths and the services behind them."),
            optional("spec.tls[].hosts", "[]string", "Host names served with TLS."),
            optional("spec.tls[].secretName", "string", "Secret with the certificate."),
        ]),
    Builtin::cluster_wide("networking.k8s.io", "v1", "IngressClass", "ingressclasses")
        .about("Names a controller that serves ingresses.")
        .fields(&[optional("spec.controller", "string", "The controller.")]),
    Builtin::namespaced("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies")
        .short(&["netpol"])
        .about("Allows network traffic to and from pods by label, namespace and address; everything else is blocked.")
        .fields(&[
            required("spec.podSelector", "object", "The pods it protects."),
            optional("spec.ingress", "[]object", "Traffic that may come in."),
            optional("spec.egress", "[]object", "Traffic that may go out."),
            optional("spec.policyTypes", "[]string", "Directions it rules over."),
        ]),
    Builtin::cluster_wide("networking.k8s.io", "v1", "IPAddress", "ipaddresses")
        .short(&["ip"])
        .about("Records that a service uses an IP address.")
        .fields(&[required("spec.parentRef.name", "string", "Name of the service.")]),
    Builtin::cluster_wide("networking.k8s.io", "v1", "ServiceCIDR", "servicecidrs")
        .about("A range of IP addresses that services get theirs from.")
        .fields(&[optional("spec.cidrs", "[]string", "The ranges.")]),
];
