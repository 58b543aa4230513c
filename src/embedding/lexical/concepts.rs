//! Words that mean much the same to people who run clusters, and words that mean little to them.
//!
//! Curated by hand and kept short on purpose: every entry is a promise that whoever types one word is served by documents
//! that contain another one of its row.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::stem::stem;

/// One concept per row, named by its first word; a word may stand in several.
pub(super) const CONCEPTS: [&str; 23] = [
    "tls certificate x509 https pki acme letsencrypt encrypt encryption csr mtls",
    "database sql rdbms postgresql mysql mariadb mongodb cassandra sqlite",
    "monitoring metric prometheus observability scrape telemetry exporter thanos",
    "alert alertmanager alarm notification notify pager oncall email slack",
    "scale autoscale autoscaler autoscaling hpa replica elastic",
    "storage volume disk pvc pv filesystem persistent persistence",
    "secret password credential token apikey",
    "firewall networkpolicy network traffic egress isolate isolation",
    "ingress route gateway loadbalancer balancer balancing expose proxy httproute",
    "cron cronjob schedule periodic timer night nightly",
    "job batch task",
    "deployment statefulset daemonset workload",
    "rbac role permission authorization authorize privilege access allowed",
    "config configmap configuration setting",
    "backup restore snapshot recovery",
    "queue kafka rabbitmq broker messaging topic stream",
    "cache redis memcached valkey",
    "node machine host server vm",
    "container pod docker",
    "log logging loki fluentd",
    "dns domain hostname nameserver",
    "probe healthcheck blackbox uptime reachability",
    "bucket s3 blob",
];

/// Other spellings of a word, after the word itself.
const SPELLINGS: [&str; 4] = [
    "certificate cert certs",
    "database db dbs",
    "postgresql postgres pg pgsql psql",
    "tls ssl",
];

/// Words of grammar and of asking; they are no features at all.
const STOP_WORDS: &str = "
    a about after all also am an and any are as at be because been before between both but by can cannot could did do does
    doing during each etc for from get give had has have how i if in into is it its just let lets may me might more most must my
    need no nor not of off on once one only or other our out own please same shall should so some such than that the their
    them then there these they this those through to too until up us very want was we were what when where whether which
    while who whose why will with would you your";

/// Words of a query that ask for a thing to be there, whatever the thing is.
const ASKING_WORDS: &str = "
    add allow automatic automatically build create creating deploy deploying enable host install launch make manage managed
    new provision run running send set setup something start store";

/// Words that nearly every document of a cluster contains.
const GENERIC_WORDS: &str = "
    api apiversion app application capability case cluster com complexity configure contain controller core create custom
    default define definition description desire example false field group high include io k8s kind kubernetes list low
    manifest medium metadata name namespace object org provide provider ref reference represent resource run schema set spec
    specification specify state status string true type use value version yaml";

/// How much a word says about the text it is in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Little.
    Generic,
    /// As much as any other word.
    #[default]
    Specific,
}

/// What the tables say about a stem.
#[derive(Debug, Default)]
struct Entry {
    concepts: Vec<usize>,
    role: Role,
}

/// The tables, ready to be looked up.
struct Tables {
    stop: BTreeSet<&'static str>,
    asking: BTreeSet<&'static str>,
    spellings: BTreeMap<&'static str, &'static str>,
    stems: BTreeMap<&'static str, Entry>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    stop: STOP_WORDS.split_whitespace().collect(),
    asking: ASKING_WORDS.split_whitespace().collect(),
    spellings: spellings(),
    stems: stems(),
});

fn spellings() -> BTreeMap<&'static str, &'static str> {
    let row = |row: &'static str| {
        let (word, others) = row.split_once(' ').unwrap_or((row, ""));
        others.split(' ').map(move |other| (other, word))
    };
    SPELLINGS.into_iter().flat_map(row).collect()
}

fn stems() -> BTreeMap<&'static str, Entry> {
    let mut stems: BTreeMap<&'static str, Entry> = BTreeMap::new();
    for (concept, row) in CONCEPTS.into_iter().enumerate() {
        for word in row.split(' ') {
            let concepts = &mut stems.entry(stem(word)).or_default().concepts;
            if concepts.last() != Some(&concept) {
                concepts.push(concept);
            }
        }
    }
    for word in GENERIC_WORDS.split_whitespace() {
        stems.entry(stem(word)).or_default().role = Role::Generic;
    }
    stems
}

/// Whether `word`, in lower case and not stemmed, is a word of grammar.
pub(super) fn is_stop_word(word: &str) -> bool {
    TABLES.stop.contains(word)
}

/// Whether `word`, in lower case and not stemmed, only asks for something.
pub(super) fn is_asking_word(word: &str) -> bool {
    TABLES.asking.contains(word)
}

/// The spelling that stands for `word`, which is in lower case, if it is another one.
pub(super) fn canonical(word: &str) -> Option<&'static str> {
    TABLES.spellings.get(word).copied()
}

/// How much the word with this stem says.
pub(super) fn role(stem: &str) -> Role {
    TABLES
        .stems
        .get(stem)
        .map_or(Role::Specific, |entry| entry.role)
}

/// The concepts the word with this stem belongs to, as positions in [`CONCEPTS`].
pub(super) fn of_stem(stem: &str) -> &'static [usize] {
    TABLES.stems.get(stem).map_or(&[], |entry| &entry.concepts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_row_share_a_concept_in_every_form() {
        let check = |left: &str, right: &str| {
            let right = of_stem(stem(right));
            assert!(
                of_stem(stem(left))
                    .iter()
                    .any(|concept| right.contains(concept))
            );
        };
        check("databases", "postgresql");
        check("tls", "certificates");
        check("monitoring", "metrics");
        check("configuring", "settings");
    }

    #[test]
    fn a_spelling_leads_to_a_word_that_leads_nowhere_else() {
        assert_eq!(canonical("pg"), Some("postgresql"));
        assert!(
            TABLES
                .spellings
                .values()
                .all(|word| canonical(word).is_none())
        );
    }

    #[test]
    fn a_word_of_grammar_is_in_no_concept() {
        let stop = |row: &str| row.split(' ').any(is_stop_word);
        assert_eq!(CONCEPTS.into_iter().find(|row| stop(row)), None);
    }
}
