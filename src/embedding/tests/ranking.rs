//! Questions as people ask them, and what must come first.

use embedding::{LexicalEmbedder, Purpose, embed};

/// Capabilities of a small platform, in the shape they are stored in.
const DOCUMENTS: [(&str, &str); 16] = [
    (
        "certificates",
        "Certificate (pki.example.org)\nCapabilities: certificate issuance, tls.\nComplexity: medium.\n\
         Keeps a signed X.509 certificate in a Secret and renews it before it expires.\n\
         Use case: Issue and renew TLS certificates for services and ingresses\n\
         Example YAML:\napiVersion: pki.example.org/v1\nkind: Certificate\nspec:\n  issuerRef:\n    name: example",
    ),
    (
        "issuers",
        "Issuer (pki.example.org)\nCapabilities: certificate issuance.\nComplexity: high.\n\
         A certificate authority that signs the certificates of one namespace.\n\
         Use case: Say who signs certificates",
    ),
    (
        "postgresqls",
        "postgresql (db.example.org)\nCapabilities: database, high availability, backup and restore.\nComplexity: high.\n\
         Runs a PostgreSQL cluster with replicas, volumes and connection pooling.\n\
         Use case: Run a managed database for an application",
    ),
    (
        "postgresteams",
        "PostgresTeam (db.example.org)\nCapabilities: team management, database.\nComplexity: low.\n\
         Says which people belong to which team.\nUse case: Give members of a team access to their databases",
    ),
    (
        "servicemonitors",
        "ServiceMonitor (monitoring.example.org)\nCapabilities: monitoring, service discovery.\nComplexity: medium.\n\
         Selects services whose metrics are scraped by Prometheus.\nUse case: Collect metrics of services",
    ),
    (
        "prometheuses",
        "Prometheus (monitoring.example.org)\nCapabilities: monitoring, alerting, storage.\nComplexity: high.\n\
         Runs Prometheus servers with their storage, targets and alert managers.\nUse case: Run a monitoring server",
    ),
    (
        "prometheusrules",
        "PrometheusRule (monitoring.example.org)\nCapabilities: alerting, recording.\nComplexity: low.\n\
         Recording and alerting rules.\nUse case: Define when an alert fires",
    ),
    (
        "alertmanagers",
        "Alertmanager (monitoring.example.org)\nCapabilities: alerting, notification.\nComplexity: medium.\n\
         Groups alerts and sends them to receivers.\nUse case: Notify people when something breaks",
    ),
    (
        "ingresses",
        "Ingress (networking.k8s.io)\nCapabilities: http routing, load balancing.\nComplexity: medium.\n\
         Routes HTTP requests from outside to services.\nUse case: Expose an application to the internet",
    ),
    (
        "networkpolicies",
        "NetworkPolicy (networking.k8s.io)\nCapabilities: network isolation.\nComplexity: medium.\n\
         Says which traffic is allowed to and from pods.\nUse case: Restrict traffic between pods",
    ),
    (
        "cronjobs",
        "CronJob (batch)\nCapabilities: scheduling.\nComplexity: low.\n\
         Starts jobs at given times.\nUse case: Run a task periodically",
    ),
    (
        "jobs",
        "Job (batch)\nCapabilities: batch processing.\nComplexity: low.\n\
         Runs pods until they have done their work.\nUse case: Run a task once",
    ),
    (
        "rolebindings",
        "RoleBinding (rbac.authorization.k8s.io)\nCapabilities: access control.\nComplexity: low.\n\
         Gives the permissions of a role to users and groups in one namespace.\n\
         Use case: Decide who may do what with which resources",
    ),
    (
        "persistentvolumeclaims",
        "PersistentVolumeClaim\nCapabilities: storage.\nComplexity: low.\nAsks for a volume of some size.\n\
         Use case: Keep files of an application",
    ),
    (
        "configmaps",
        "ConfigMap\nCapabilities: configuration.\nComplexity: low.\nHolds configuration for pods.\n\
         Use case: Give settings to an application",
    ),
    (
        "horizontalpodautoscalers",
        "HorizontalPodAutoscaler (autoscaling)\nCapabilities: autoscaling.\nComplexity: medium.\n\
         Changes the number of replicas with the load.\nUse case: Scale an application by its metrics",
    ),
];

/// The closeness of every document to the question, closest first.
async fn ranking(question: &str) -> Vec<(f32, &'static str)> {
    let embedder = LexicalEmbedder::new();
    let texts = DOCUMENTS.map(|(_, text)| text);
    let documents = embed(&embedder, &texts, Purpose::Document).await;
    let documents = documents.expect("the lexical embedder never fails");
    let queries = embed(&embedder, &[question], Purpose::Query).await;
    let query = queries
        .expect("the lexical embedder never fails")
        .swap_remove(0);
    let closeness = |document: &Vec<f32>| {
        document
            .iter()
            .zip(&query)
            .map(|(left, right)| left * right)
            .sum()
    };
    let mut ranking: Vec<(f32, &str)> = documents
        .iter()
        .zip(DOCUMENTS)
        .map(|(document, (id, _))| (closeness(document), id))
        .collect();
    ranking.sort_by(|left, right| right.0.total_cmp(&left.0));
    ranking
}

#[tokio::test]
async fn questions_lead_to_what_answers_them() {
    let check = async |question: &str, expect: &str| {
        let ranking = ranking(question).await;
        assert_eq!(ranking[0].1, expect, "{question}: {:?}", &ranking[..3]);
    };
    check("managed postgres database", "postgresqls").await;
    check("I need a SQL database", "postgresqls").await;
    check("pg backup", "postgresqls").await;
    check("which team may access postgres databases", "postgresteams").await;
    check("how do I get an ssl cert for my domain?", "certificates").await;
    check("renew certificate before it expires", "certificates").await;
    check("who is the issuer of my certificates?", "issuers").await;
    check("collect metrics from my services", "servicemonitors").await;
    check("servicemonitor", "servicemonitors").await;
    check("run a prometheus server", "prometheuses").await;
    check("define alerting rules", "prometheusrules").await;
    check("send notifications when something breaks", "alertmanagers").await;
    check("expose my app to the internet", "ingresses").await;
    check("firewall", "networkpolicies").await;
    check("run something every night on a schedule", "cronjobs").await;
    check("run a job every night", "cronjobs").await;
    check("who is allowed to do what", "rolebindings").await;
    check("grant access to my colleagues", "rolebindings").await;
    check("let's encrypt", "certificates").await;
    check("lets encrypt", "certificates").await;
    check("encrypt traffic to my website", "certificates").await;
    check("send email when something breaks", "alertmanagers").await;
    check("persistent disk", "persistentvolumeclaims").await;
    check("application settings", "configmaps").await;
    check("scale my app automatically", "horizontalpodautoscalers").await;
}

#[tokio::test]
async fn what_has_to_do_with_a_question_is_clearly_ahead_of_what_has_not() {
    let check = async |question: &str, related: &[&str]| {
        let ranking = ranking(question).await;
        let (first, rest) = ranking.split_at(related.len());
        assert!(
            first.iter().all(|(_, id)| related.contains(id)),
            "{question}: {first:?}"
        );
        let margin = first[first.len() - 1].0 - rest[0].0;
        assert!(
            margin > 0.15,
            "{question}: {margin} after {first:?}, then {:?}",
            rest[0]
        );
    };
    check("issue TLS certificates", &["certificates", "issuers"]).await;
    check(
        "managed postgres database",
        &["postgresqls", "postgresteams"],
    )
    .await;
}
