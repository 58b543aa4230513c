//! Where documents and vectors are kept.

use crate::config::choices::{ChromaTokenHeader, VectorBackend};
use crate::config::key::{Key, Kind};

pub(crate) static VECTOR_BACKEND: Key = Key::new(
    "vector.backend",
    Kind::Choices(VectorBackend::WORDS),
    "Where documents and vectors are kept; of several, all are written and the first is read",
)
.variables(&["CLUSTER_WHISPERER_VECTOR_BACKEND"])
.flag("vector-backend")
.otherwise("those whose URL is set, else `embedded`");

pub(crate) static CHROMA_URL: Key = Key::new(
    "vector.chroma.url",
    Kind::Url,
    "Where the Chroma server answers",
)
.variables(&["CLUSTER_WHISPERER_CHROMA_URL", "CHROMA_URL"])
.flag("chroma-url")
.default("http://localhost:8000");

pub(crate) static CHROMA_TENANT: Key =
    Key::new("vector.chroma.tenant", Kind::Text, "Tenant of Chroma")
        .variables(&["CLUSTER_WHISPERER_CHROMA_TENANT"])
        .flag("chroma-tenant")
        .default("default_tenant");

pub(crate) static CHROMA_DATABASE: Key = Key::new(
    "vector.chroma.database",
    Kind::Text,
    "Database of the tenant of Chroma",
)
.variables(&["CLUSTER_WHISPERER_CHROMA_DATABASE"])
.flag("chroma-database")
.default("default_database");

pub(crate) static CHROMA_TOKEN: Key = Key::new(
    "vector.chroma.token",
    Kind::Secret,
    "Token that Chroma asks for",
)
.variables(&["CLUSTER_WHISPERER_CHROMA_TOKEN"]);

pub(crate) static CHROMA_TOKEN_HEADER: Key = Key::new(
    "vector.chroma.token_header",
    Kind::Choice(ChromaTokenHeader::WORDS),
    "The header that carries it; as `authorization` it is a bearer token",
)
.variables(&["CLUSTER_WHISPERER_CHROMA_TOKEN_HEADER"])
.default("x-chroma-token");

pub(crate) static CHROMA_CERTIFICATE: Key = Key::new(
    "vector.chroma.certificate",
    Kind::File,
    "PEM file with the authorities that Chroma's certificate is checked against",
)
.variables(&["CLUSTER_WHISPERER_CHROMA_CERTIFICATE"])
.otherwise("those of the system");

pub(crate) static CHROMA_CLIENT_CERTIFICATE: Key = Key::new(
    "vector.chroma.client_certificate",
    Kind::File,
    "PEM file with the certificate that is shown to Chroma",
)
.variables(&["CLUSTER_WHISPERER_CHROMA_CLIENT_CERTIFICATE"]);

pub(crate) static CHROMA_CLIENT_KEY: Key = Key::new(
    "vector.chroma.client_key",
    Kind::File,
    "PEM file with the key of that certificate",
)
.variables(&["CLUSTER_WHISPERER_CHROMA_CLIENT_KEY"]);

pub(crate) static QDRANT_URL: Key = Key::new(
    "vector.qdrant.url",
    Kind::Url,
    "Where the REST API of the Qdrant server answers",
)
.variables(&["CLUSTER_WHISPERER_QDRANT_URL", "QDRANT_URL"])
.flag("qdrant-url")
.default("http://localhost:6333");

pub(crate) static QDRANT_API_KEY: Key = Key::new(
    "vector.qdrant.api_key",
    Kind::Secret,
    "Key that Qdrant asks for",
)
.variables(&["CLUSTER_WHISPERER_QDRANT_API_KEY"]);

pub(crate) static QDRANT_CERTIFICATE: Key = Key::new(
    "vector.qdrant.certificate",
    Kind::File,
    "PEM file with the authorities that Qdrant's certificate is checked against",
)
.variables(&["CLUSTER_WHISPERER_QDRANT_CERTIFICATE"])
.otherwise("those of the system");

pub(crate) static QDRANT_CLIENT_CERTIFICATE: Key = Key::new(
    "vector.qdrant.client_certificate",
    Kind::File,
    "PEM file with the certificate that is shown to Qdrant",
)
.variables(&["CLUSTER_WHISPERER_QDRANT_CLIENT_CERTIFICATE"]);

pub(crate) static QDRANT_CLIENT_KEY: Key = Key::new(
    "vector.qdrant.client_key",
    Kind::File,
    "PEM file with the key of that certificate",
)
.variables(&["CLUSTER_WHISPERER_QDRANT_CLIENT_KEY"]);

pub(super) static ALL: &[&Key] = &[
    &VECTOR_BACKEND,
    &CHROMA_URL,
    &CHROMA_TENANT,
    &CHROMA_DATABASE,
    &CHROMA_TOKEN,
    &CHROMA_TOKEN_HEADER,
    &CHROMA_CERTIFICATE,
    &CHROMA_CLIENT_CERTIFICATE,
    &CHROMA_CLIENT_KEY,
    &QDRANT_URL,
    &QDRANT_API_KEY,
    &QDRANT_CERTIFICATE,
    &QDRANT_CLIENT_CERTIFICATE,
    &QDRANT_CLIENT_KEY,
];
