//! Databases, queues, caches, storage.

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "database",
        "Run a managed database for an application",
        &[
            "database",
            "postgresql",
            "postgres",
            "mysql",
            "mariadb",
            "mongodb",
            "cassandra",
            "cockroachdb",
            "sql",
            "rds",
            "dynamodb",
        ],
    ),
    rule(
        "postgresql",
        "Run a managed PostgreSQL database for an application",
        &["postgresql", "postgres", "cloudnativepg", "pgbouncer"],
    ),
    rule(
        "mysql",
        "Run a managed MySQL database for an application",
        &["mysql", "mariadb", "vitess", "percona"],
    ),
    rule(
        "mongodb",
        "Run a managed MongoDB database for an application",
        &["mongodb", "documentdb"],
    ),
    rule(
        "scheduled backups",
        "Back up data on a schedule",
        &[
            "scheduled backup",
            "backup schedule",
            "regular backup",
            "logical backup",
            "continuous backup",
        ],
    ),
    rule(
        "backup and restore",
        "Back up data and restore it after a loss",
        &["backup", "restore", "disaster recovery", "point in time"],
    ),
    rule(
        "volume snapshots",
        "Take snapshots of volumes and make new volumes from them",
        &["snapshot"],
    ),
    rule(
        "high availability",
        "Keep a service available when one of its parts fails",
        &[
            "high availability",
            "highly available",
            "failover",
            "patroni",
            "standby",
            "ha",
        ],
    ),
    rule(
        "connection pooling",
        "Share database connections between many clients",
        &["connection pooler", "connection pool", "pgbouncer"],
    ),
    rule(
        "message queue",
        "Exchange messages between applications through queues",
        &[
            "queue",
            "rabbitmq",
            "amqp",
            "sqs",
            "message broker",
            "activemq",
        ],
    ),
    rule(
        "event streaming",
        "Publish events to topics and read them as streams",
        &[
            "kafka",
            "event stream",
            "topic",
            "nats",
            "jetstream",
            "pulsar",
            "kinesis",
            "pubsub",
        ],
    ),
    rule(
        "caching",
        "Keep often used data in memory for fast access",
        &["cache", "caching", "redis", "memcached", "valkey"],
    ),
    rule(
        "search engine",
        "Run a search engine over documents",
        &["elasticsearch", "opensearch", "solr", "search engine"],
    ),
    rule(
        "object storage",
        "Store files and backups in buckets",
        &[
            "bucket",
            "object storage",
            "object store",
            "blob storage",
            "minio",
        ],
    ),
    rule(
        "persistent storage",
        "Keep the data of pods on volumes that outlive them",
        &[
            "persistent volume",
            "persistent storage",
            "storage class",
            "volume claim",
            "storage driver",
            "provision volume",
            "class of storage",
            "piece of storage",
        ],
    ),
    rule(
        "configuration",
        "Keep settings apart from the applications that read them",
        &["configuration as key", "config map", "configmap"],
    ),
];
