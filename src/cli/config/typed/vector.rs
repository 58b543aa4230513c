//! Where documents are kept.

use super::{ChromaServer, QdrantServer, Tls, Vector, follows, word};
use crate::config::choices::{ChromaTokenHeader, VectorBackend};
use crate::config::key::Key;
use crate::config::keys;
use crate::config::problem::Problem;
use crate::config::setting::Settings;
use crate::config::value::Value;

/// Takes the backends whose URL is set if none is named; without any, the embedded one.
pub(super) fn choose(settings: &mut Settings) {
    let named = [
        (&keys::CHROMA_URL, VectorBackend::Chroma),
        (&keys::QDRANT_URL, VectorBackend::Qdrant),
    ];
    let named: Vec<_> = named
        .into_iter()
        .filter(|(key, _)| settings.is_set(key))
        .collect();
    let (words, reason) = if named.is_empty() {
        (
            vec![VectorBackend::Embedded.word().to_owned()],
            "no URL of a server is set".to_owned(),
        )
    } else {
        let words = named.iter().map(|(_, backend)| backend.word().to_owned());
        let places: Vec<_> = named.iter().map(|(key, _)| settings.place(key)).collect();
        (
            words.collect(),
            format!("because of {}", places.join(" and ")),
        )
    };
    follows(settings, &keys::VECTOR_BACKEND, Value::List(words), &reason);
}

impl Vector {
    pub(super) fn of(settings: &Settings, problems: &mut Vec<Problem>) -> Option<Self> {
        let words = settings.list(&keys::VECTOR_BACKEND)?;
        Some(Self {
            backends: words
                .iter()
                .filter_map(|word| VectorBackend::of(word))
                .collect(),
            chroma: ChromaServer {
                url: settings.url(&keys::CHROMA_URL)?,
                tenant: settings.text(&keys::CHROMA_TENANT)?,
                database: settings.text(&keys::CHROMA_DATABASE)?,
                token: settings.secret(&keys::CHROMA_TOKEN),
                token_header: word(settings, &keys::CHROMA_TOKEN_HEADER, ChromaTokenHeader::of)?,
                tls: tls(
                    settings,
                    [
                        &keys::CHROMA_CERTIFICATE,
                        &keys::CHROMA_CLIENT_CERTIFICATE,
                        &keys::CHROMA_CLIENT_KEY,
                    ],
                    problems,
                ),
            },
            qdrant: QdrantServer {
                url: settings.url(&keys::QDRANT_URL)?,
                api_key: settings.secret(&keys::QDRANT_API_KEY),
                tls: tls(
                    settings,
                    [
                        &keys::QDRANT_CERTIFICATE,
                        &keys::QDRANT_CLIENT_CERTIFICATE,
                        &keys::QDRANT_CLIENT_KEY,
                    ],
                    problems,
                ),
            },
        })
    }
}

fn tls(
    settings: &Settings,
    [certificate, client_certificate, client_key]: [&'static Key; 3],
    problems: &mut Vec<Problem>,
) -> Tls {
    let tls = Tls {
        certificate: settings.path(certificate),
        client_certificate: settings.path(client_certificate),
        client_key: settings.path(client_key),
    };
    let (given, missing) = match (&tls.client_certificate, &tls.client_key) {
        (Some(_), None) => (client_certificate, client_key),
        (None, Some(_)) => (client_key, client_certificate),
        _ => return tls,
    };
    let text = format!("is of no use without `{}`", missing.name);
    problems.push(Problem::new(settings.place(given), text));
    tls
}
