//! What a sync looks like on the wire.

use knowledge::{Document, Instance};
use vectorstore::ID_BYTES_MAX;

use crate::body::{FromJson, Json, array, object, string, string_map};
use crate::issues::{Issue, Issues, Problem};
use crate::timestamp::is_utc_timestamp;

/// What is to be stored and what is to be deleted.
#[derive(Debug, PartialEq)]
pub(crate) struct Changes {
    pub(super) upserts: Vec<Document>,
    pub(super) deletes: Vec<String>,
}

impl FromJson for Changes {
    fn from_json(body: Json) -> Result<Self, Vec<Issue>> {
        let mut issues = Issues::default();
        let changes = changes(body, &mut issues);
        issues.unless_any(changes)
    }
}

fn changes(body: Json, issues: &mut Issues) -> Option<Changes> {
    let mut fields = object(Some(body), issues)?;
    let upserts = fields.take("upserts", issues, |value, issues| {
        array(value, issues, upsert)
    });
    let deletes = fields.take("deletes", issues, |value, issues| {
        array(value, issues, string)
    });
    Some(Changes {
        upserts: upserts?,
        deletes: deletes?,
    })
}

/// The document of an instance, under the id that the client chose.
fn upsert(value: Option<Json>, issues: &mut Issues) -> Option<Document> {
    let mut fields = object(value, issues)?;
    let id = fields.take("id", issues, id);
    let namespace = fields.take("namespace", issues, string);
    let name = fields.take("name", issues, string);
    let kind = fields.take("kind", issues, string);
    let api_version = fields.take("apiVersion", issues, string);
    let api_group = fields.take("apiGroup", issues, string);
    let labels = fields.take("labels", issues, string_map);
    let annotations = fields.take("annotations", issues, string_map);
    // Part of the contract, and not stored.
    fields.take("createdAt", issues, timestamp)?;
    let instance = Instance {
        namespace: namespace?,
        name: name?,
        kind: kind?,
        api_version: api_version?,
        api_group: api_group?,
        labels: labels?,
        annotations: annotations?,
    };
    Some(Document {
        id: id?,
        ..instance.to_document()
    })
}

fn id(value: Option<Json>, issues: &mut Issues) -> Option<String> {
    let id = string(value, issues)?;
    let problem = match id.len() {
        0 => Problem::too_small(1, "string"),
        1..=ID_BYTES_MAX => return Some(id),
        _ => Problem::too_big(ID_BYTES_MAX, "string"),
    };
    issues.add(problem);
    None
}

fn timestamp(value: Option<Json>, issues: &mut Issues) -> Option<()> {
    let text = string(value, issues)?;
    if !is_utc_timestamp(&text) {
        issues.add(Problem::InvalidString {
            validation: "datetime",
        });
        return None;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::body::json::tests::any_json;

    const KEYS: &[&str] = &[
        "upserts",
        "deletes",
        "id",
        "namespace",
        "name",
        "kind",
        "apiVersion",
        "apiGroup",
        "labels",
        "createdAt",
    ];

    proptest! {
        #[test]
        fn whatever_is_refused_is_refused_for_a_reason(body in any_json(KEYS)) {
            if let Err(issues) = Changes::from_json(body) {
                prop_assert!(!issues.is_empty());
            }
        }
    }
}
