//! Traffic in, out and within.

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "http routing",
        "Route HTTP traffic from outside the cluster to services",
        &[
            "ingress",
            "http route",
            "route http",
            "virtual service",
            "virtual host",
        ],
    ),
    rule(
        "api gateway",
        "Put a gateway in front of services",
        &["gateway"],
    ),
    rule(
        "load balancing",
        "Spread connections over the pods of an application",
        &["load balancer", "load balancing", "spread connection"],
    ),
    rule(
        "service discovery",
        "Reach an application under one stable address",
        &[
            "stable network address",
            "service discovery",
            "service entry",
        ],
    ),
    rule(
        "network policy",
        "Allow or block traffic between pods",
        &[
            "network policy",
            "firewall",
            "allow network traffic",
            "security group",
        ],
    ),
    rule(
        "service mesh",
        "Secure and observe the traffic between services",
        &[
            "service mesh",
            "istio",
            "linkerd",
            "envoy",
            "mtls",
            "destination rule",
        ],
    ),
    rule(
        "dns",
        "Manage DNS names and zones",
        &[
            "dns record",
            "dns zone",
            "dns endpoint",
            "external dns",
            "hosted zone",
            "domain name",
        ],
    ),
    rule(
        "ip addresses",
        "Hand out IP addresses",
        &["ip address", "ip pool", "cidr"],
    ),
    rule(
        "rate limiting",
        "Limit how often a service may be called",
        &["rate limit", "rate limiting", "quota policy"],
    ),
    rule(
        "network attachment",
        "Attach pods to further networks",
        &["network attachment", "cni", "vlan", "subnet", "vpc"],
    ),
];
