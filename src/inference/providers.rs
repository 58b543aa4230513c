//! Cloud providers that a kind is bound to.

use std::sync::LazyLock;

use knowledge::{Field, ResourceKind};

use crate::words::Words;

/// Providers and the words that give them away. Protocols that others speak too, such as S3, give away nobody.
const PROVIDERS: [(&str, &[&str]); 3] = [
    (
        "aws",
        &[
            "aws",
            "amazon",
            "route53",
            "eks",
            "ec2",
            "dynamodb",
            "cloudwatch",
            "sqs",
            "sigv4",
            "irsa",
        ],
    ),
    ("azure", &["azure", "aks", "entra", "keyvault", "key vault"]),
    (
        "gcp",
        &[
            "gcp",
            "gcs",
            "gke",
            "google",
            "cloud dns",
            "bigquery",
            "stackdriver",
        ],
    ),
];

static READY: LazyLock<Vec<(&'static str, Vec<Words>)>> = LazyLock::new(|| {
    PROVIDERS
        .into_iter()
        .map(|(provider, terms)| (provider, terms.iter().map(|term| Words::of(term)).collect()))
        .collect()
});

/// The providers whose words stand in the name, the group, a field name or an allowed value of a kind.
pub(crate) fn providers(kind: &ResourceKind) -> Vec<String> {
    let mut found = [false; PROVIDERS.len()];
    let mut look = |text: &str| {
        let words = Words::of(text);
        for (found, (_, terms)) in found.iter_mut().zip(READY.iter()) {
            *found |= terms.iter().any(|term| words.contain(term));
        }
    };
    look(&kind.kind);
    look(&kind.api_group);
    for (_, field) in Field::walk(&kind.fields) {
        look(&field.name);
        field.values.iter().for_each(|value| look(value));
    }
    READY
        .iter()
        .zip(found)
        .filter(|(_, found)| *found)
        .map(|((provider, _), _)| (*provider).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, values: &[&str], expect: &[&str]) {
        let field = Field {
            name: name.into(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            ..Field::default()
        };
        let spec = Field {
            name: "spec".into(),
            fields: vec![field],
            ..Field::default()
        };
        assert_eq!(
            providers(&ResourceKind {
                fields: vec![spec],
                ..ResourceKind::default()
            }),
            expect,
            "{name} {values:?}"
        );
    }

    #[test]
    fn field_names_and_values_give_providers_away() {
        check("route53", &[], &["aws"]);
        check("azureDNS", &[], &["azure"]);
        check("cloudDNS", &[], &["gcp"]);
        check("provider", &["aws", "gcp", "other"], &["aws", "gcp"]);
    }

    #[test]
    fn words_that_only_look_alike_give_nobody_away() {
        check("draws", &["lawsuit"], &[]);
        check("s3Endpoint", &[], &[]);
    }
}
