// @generated from registry/ by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
//! Typed OpenTelemetry spans, one module per layer of the registry.
//!
//! A span is a struct: its required attributes are fields, the others setters of the running span.
//! There is no other way to start a span or to set an attribute.
//!
//! | module | spans |
//! |---|---|
//! | [`cluster`] | [`ReadInstances`](cluster::ReadInstances), [`ReadKinds`](cluster::ReadKinds) |
//! | [`embedding`] | [`Embed`](embedding::Embed) |
//! | [`http`] | [`ClientRequest`](http::ClientRequest), [`Request`](http::Request) |
//! | [`inference`] | [`Chat`](inference::Chat), [`Infer`](inference::Infer) |
//! | [`pipeline`] | [`Discovery`](pipeline::Discovery), [`Inference`](pipeline::Inference), [`ScanCapabilities`](pipeline::ScanCapabilities), [`StaleCleanup`](pipeline::StaleCleanup), [`Storage`](pipeline::Storage), [`SyncCapabilities`](pipeline::SyncCapabilities), [`SyncInstances`](pipeline::SyncInstances), [`WatchBatch`](pipeline::WatchBatch) |
//! | [`vectorstore`] | [`Apply`](vectorstore::Apply), [`Count`](vectorstore::Count), [`Delete`](vectorstore::Delete), [`Get`](vectorstore::Get), [`Initialize`](vectorstore::Initialize), [`KeywordSearch`](vectorstore::KeywordSearch), [`Reembed`](vectorstore::Reembed), [`Search`](vectorstore::Search), [`Store`](vectorstore::Store) |

pub mod attributes;
pub mod events;
pub mod cluster;
pub mod embedding;
pub mod http;
pub mod inference;
pub mod pipeline;
pub mod vectorstore;
pub mod resource;

pub use runtime::{Carrier, context, schema};

use runtime::Fault;
use schema::{Scope, SpanKind, SpanSchema};

/// The schema that every span of this crate follows.
pub const SCHEMA_URL: &str = "https://cluster-whisperer.example/schemas/0.1.0";

static SCOPE: Scope = Scope::new("cluster-whisperer", env!("CARGO_PKG_VERSION"), SCHEMA_URL);

/// An error that a span can end with.
#[diagnostic::on_unimplemented(
    message = "a span cannot end with `{Self}`: it does not say what class of error it is",
    note = "implement `Failure` for your crate's error type and return that"
)]
pub trait Failure: std::error::Error {
    /// The class of the error. Becomes `error.type`; the message leaves the process only while
    /// content capture is on.
    fn error_type(&self) -> attributes::ErrorType;
}

fn fault<E: Failure>(error: &E) -> Fault<'_> {
    Fault { error_type: error.error_type().as_str(), error }
}

/// Every span of the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpanName {
    /// `cluster-whisperer.cluster.read_instances`, from [`ReadInstances`](cluster::ReadInstances).
    ClusterReadInstances,
    /// `cluster-whisperer.cluster.read_kinds`, from [`ReadKinds`](cluster::ReadKinds).
    ClusterReadKinds,
    /// `cluster-whisperer.embedding.embed`, from [`Embed`](embedding::Embed).
    EmbeddingEmbed,
    /// `{http.request.method}`, from [`ClientRequest`](http::ClientRequest).
    HttpClientRequest,
    /// `cluster-whisperer.http.request`, from [`Request`](http::Request).
    HttpRequest,
    /// `cluster-whisperer.inference.chat`, from [`Chat`](inference::Chat).
    InferenceChat,
    /// `cluster-whisperer.inference.infer`, from [`Infer`](inference::Infer).
    InferenceInfer,
    /// `cluster-whisperer.pipeline.discovery`, from [`Discovery`](pipeline::Discovery).
    PipelineDiscovery,
    /// `cluster-whisperer.pipeline.inference`, from [`Inference`](pipeline::Inference).
    PipelineInference,
    /// `cluster-whisperer.pipeline.scan-capabilities`, from [`ScanCapabilities`](pipeline::ScanCapabilities).
    PipelineScanCapabilities,
    /// `cluster-whisperer.pipeline.stale-cleanup`, from [`StaleCleanup`](pipeline::StaleCleanup).
    PipelineStaleCleanup,
    /// `cluster-whisperer.pipeline.storage`, from [`Storage`](pipeline::Storage).
    PipelineStorage,
    /// `cluster-whisperer.pipeline.sync-capabilities`, from [`SyncCapabilities`](pipeline::SyncCapabilities).
    PipelineSyncCapabilities,
    /// `cluster-whisperer.pipeline.sync-instances`, from [`SyncInstances`](pipeline::SyncInstances).
    PipelineSyncInstances,
    /// `cluster-whisperer.pipeline.watch-batch`, from [`WatchBatch`](pipeline::WatchBatch).
    PipelineWatchBatch,
    /// `cluster-whisperer.vectorstore.apply`, from [`Apply`](vectorstore::Apply).
    VectorstoreApply,
    /// `cluster-whisperer.vectorstore.count`, from [`Count`](vectorstore::Count).
    VectorstoreCount,
    /// `cluster-whisperer.vectorstore.delete`, from [`Delete`](vectorstore::Delete).
    VectorstoreDelete,
    /// `cluster-whisperer.vectorstore.get`, from [`Get`](vectorstore::Get).
    VectorstoreGet,
    /// `cluster-whisperer.vectorstore.initialize`, from [`Initialize`](vectorstore::Initialize).
    VectorstoreInitialize,
    /// `cluster-whisperer.vectorstore.keyword_search`, from [`KeywordSearch`](vectorstore::KeywordSearch).
    VectorstoreKeywordSearch,
    /// `cluster-whisperer.vectorstore.reembed`, from [`Reembed`](vectorstore::Reembed).
    VectorstoreReembed,
    /// `cluster-whisperer.vectorstore.search`, from [`Search`](vectorstore::Search).
    VectorstoreSearch,
    /// `cluster-whisperer.vectorstore.store`, from [`Store`](vectorstore::Store).
    VectorstoreStore,
}

impl SpanName {
    /// Every span, by layer.
    pub const ALL: &'static [Self] = &[
        Self::ClusterReadInstances,
        Self::ClusterReadKinds,
        Self::EmbeddingEmbed,
        Self::HttpClientRequest,
        Self::HttpRequest,
        Self::InferenceChat,
        Self::InferenceInfer,
        Self::PipelineDiscovery,
        Self::PipelineInference,
        Self::PipelineScanCapabilities,
        Self::PipelineStaleCleanup,
        Self::PipelineStorage,
        Self::PipelineSyncCapabilities,
        Self::PipelineSyncInstances,
        Self::PipelineWatchBatch,
        Self::VectorstoreApply,
        Self::VectorstoreCount,
        Self::VectorstoreDelete,
        Self::VectorstoreGet,
        Self::VectorstoreInitialize,
        Self::VectorstoreKeywordSearch,
        Self::VectorstoreReembed,
        Self::VectorstoreSearch,
        Self::VectorstoreStore,
    ];

    /// The span that has this name; a name that is constant wins over one made of attributes.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let all = || Self::ALL.iter().copied();
        all()
            .find(|span| span.as_str() == name)
            .or_else(|| all().find(|span| span.schema().can_be_named(name)))
    }

    /// What the registry says about the span.
    #[must_use]
    pub const fn schema(self) -> &'static SpanSchema {
        match self {
            Self::ClusterReadInstances => &cluster::READ_INSTANCES,
            Self::ClusterReadKinds => &cluster::READ_KINDS,
            Self::EmbeddingEmbed => &embedding::EMBED,
            Self::HttpClientRequest => &http::CLIENT_REQUEST,
            Self::HttpRequest => &http::REQUEST,
            Self::InferenceChat => &inference::CHAT,
            Self::InferenceInfer => &inference::INFER,
            Self::PipelineDiscovery => &pipeline::DISCOVERY,
            Self::PipelineInference => &pipeline::INFERENCE,
            Self::PipelineScanCapabilities => &pipeline::SCAN_CAPABILITIES,
            Self::PipelineStaleCleanup => &pipeline::STALE_CLEANUP,
            Self::PipelineStorage => &pipeline::STORAGE,
            Self::PipelineSyncCapabilities => &pipeline::SYNC_CAPABILITIES,
            Self::PipelineSyncInstances => &pipeline::SYNC_INSTANCES,
            Self::PipelineWatchBatch => &pipeline::WATCH_BATCH,
            Self::VectorstoreApply => &vectorstore::APPLY,
            Self::VectorstoreCount => &vectorstore::COUNT,
            Self::VectorstoreDelete => &vectorstore::DELETE,
            Self::VectorstoreGet => &vectorstore::GET,
            Self::VectorstoreInitialize => &vectorstore::INITIALIZE,
            Self::VectorstoreKeywordSearch => &vectorstore::KEYWORD_SEARCH,
            Self::VectorstoreReembed => &vectorstore::REEMBED,
            Self::VectorstoreSearch => &vectorstore::SEARCH,
            Self::VectorstoreStore => &vectorstore::STORE,
        }
    }

    /// The name; attributes that are part of it stand in braces.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.schema().name.as_str()
    }

    /// The kind.
    #[must_use]
    pub const fn kind(self) -> SpanKind {
        self.schema().kind
    }
}
