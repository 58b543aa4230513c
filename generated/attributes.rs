// @generated from registry/ by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
//! Keys of attributes, and the enums that are values of attributes.

/// How many resource instances were read.
pub const CLUSTER_WHISPERER_CLUSTER_INSTANCE_COUNT: &str = "cluster_whisperer.cluster.instance_count";

/// How many resource kinds were read.
pub const CLUSTER_WHISPERER_CLUSTER_KIND_COUNT: &str = "cluster_whisperer.cluster.kind_count";

/// Where the state of the cluster was read from.
pub const CLUSTER_WHISPERER_CLUSTER_SOURCE: &str = "cluster_whisperer.cluster.source";

/// How many documents, kinds or groups could not be read.
pub const CLUSTER_WHISPERER_CLUSTER_UNREADABLE_COUNT: &str = "cluster_whisperer.cluster.unreadable_count";

/// How many texts were embedded.
pub const CLUSTER_WHISPERER_EMBEDDING_INPUT_COUNT: &str = "cluster_whisperer.embedding.input_count";

/// Milliseconds to wait before the request is sent again.
pub const CLUSTER_WHISPERER_HTTP_RETRY_DELAY_MS: &str = "cluster_whisperer.http.retry_delay_ms";

/// Whether the answer came from the cache.
pub const CLUSTER_WHISPERER_INFERENCE_CACHE_RESULT: &str = "cluster_whisperer.inference.cache_result";

/// What the answer cost, in US dollars, by the list price of the model that gave it.
pub const CLUSTER_WHISPERER_INFERENCE_COST: &str = "cluster_whisperer.inference.cost";

/// The job that the work is done for.
pub const CLUSTER_WHISPERER_JOB_ID: &str = "cluster_whisperer.job.id";

/// The API group of the kind; empty for the core group.
pub const CLUSTER_WHISPERER_K8S_API_GROUP: &str = "cluster_whisperer.k8s.api_group";

/// The kind of resource, as manifests write it.
pub const CLUSTER_WHISPERER_K8S_RESOURCE_KIND: &str = "cluster_whisperer.k8s.resource_kind";

/// How many stale documents were deleted.
pub const CLUSTER_WHISPERER_PIPELINE_DELETED_COUNT: &str = "cluster_whisperer.pipeline.deleted_count";

/// How many resources were discovered.
pub const CLUSTER_WHISPERER_PIPELINE_DISCOVERED_COUNT: &str = "cluster_whisperer.pipeline.discovered_count";

/// Whether the pipeline ran without touching the store.
pub const CLUSTER_WHISPERER_PIPELINE_DRY_RUN: &str = "cluster_whisperer.pipeline.dry_run";

/// For how many resource kinds capabilities were inferred.
pub const CLUSTER_WHISPERER_PIPELINE_INFERRED_COUNT: &str = "cluster_whisperer.pipeline.inferred_count";

/// Which pipeline runs.
pub const CLUSTER_WHISPERER_PIPELINE_NAME: &str = "cluster_whisperer.pipeline.name";

/// Which stage of the pipeline runs.
pub const CLUSTER_WHISPERER_PIPELINE_STAGE: &str = "cluster_whisperer.pipeline.stage";

/// How many documents are stored now.
pub const CLUSTER_WHISPERER_PIPELINE_STORED_COUNT: &str = "cluster_whisperer.pipeline.stored_count";

/// How many of the stored documents were there just so, and were neither embedded nor written.
pub const CLUSTER_WHISPERER_PIPELINE_UNCHANGED_COUNT: &str = "cluster_whisperer.pipeline.unchanged_count";

/// How many documents the request asks to delete.
pub const CLUSTER_WHISPERER_SYNC_DELETE_COUNT: &str = "cluster_whisperer.sync.delete_count";

/// How many documents the request asks to add or replace.
pub const CLUSTER_WHISPERER_SYNC_UPSERT_COUNT: &str = "cluster_whisperer.sync.upsert_count";

/// How many documents the operation was given.
pub const CLUSTER_WHISPERER_VECTORSTORE_DOCUMENT_COUNT: &str = "cluster_whisperer.vectorstore.document_count";

/// How many documents were found.
pub const CLUSTER_WHISPERER_VECTORSTORE_RESULT_COUNT: &str = "cluster_whisperer.vectorstore.result_count";

/// The id of the container; it may be abbreviated.
pub const CONTAINER_ID: &str = "container.id";

/// The collection that the operation works on.
pub const DB_COLLECTION_NAME: &str = "db.collection.name";

/// The operation as the database names it.
pub const DB_OPERATION_NAME: &str = "db.operation.name";

/// A parameter of the query; the key ends in the name of the parameter.
pub const DB_QUERY_PARAMETER: &str = "db.query.parameter";

/// The text of the query.
pub const DB_QUERY_TEXT: &str = "db.query.text";

/// The same value under the name that dashboards made before semantic conventions 1.30 look for.
#[deprecated(note = "replaced by `db.system.name`")]
pub const DB_SYSTEM: &str = "db.system";

/// The database product that the client talks to.
pub const DB_SYSTEM_NAME: &str = "db.system.name";

/// The environment that the service is deployed in.
pub const DEPLOYMENT_ENVIRONMENT_NAME: &str = "deployment.environment.name";

/// The class of error that the operation ended with.
pub const ERROR_TYPE: &str = "error.type";

/// The message of the exception.
pub const EXCEPTION_MESSAGE: &str = "exception.message";

/// The type of the exception.
pub const EXCEPTION_TYPE: &str = "exception.type";

/// How many dimensions the resulting embeddings have.
pub const GEN_AI_EMBEDDINGS_DIMENSION_COUNT: &str = "gen_ai.embeddings.dimension.count";

/// The conversation that the model is given.
pub const GEN_AI_INPUT_MESSAGES: &str = "gen_ai.input.messages";

/// The operation of generative AI that is performed.
pub const GEN_AI_OPERATION_NAME: &str = "gen_ai.operation.name";

/// What the model answered.
pub const GEN_AI_OUTPUT_MESSAGES: &str = "gen_ai.output.messages";

/// The type of content that the client asks for.
pub const GEN_AI_OUTPUT_TYPE: &str = "gen_ai.output.type";

/// The provider of the model, as the client knows it.
pub const GEN_AI_PROVIDER_NAME: &str = "gen_ai.provider.name";

/// Most tokens that the model may generate for the request.
pub const GEN_AI_REQUEST_MAX_TOKENS: &str = "gen_ai.request.max_tokens";

/// The name of the model that the request asks for.
pub const GEN_AI_REQUEST_MODEL: &str = "gen_ai.request.model";

/// The temperature that the request asks for.
pub const GEN_AI_REQUEST_TEMPERATURE: &str = "gen_ai.request.temperature";

/// Why the model stopped, one reason for each answer it generated.
pub const GEN_AI_RESPONSE_FINISH_REASONS: &str = "gen_ai.response.finish_reasons";

/// The identifier that the provider gave the answer.
pub const GEN_AI_RESPONSE_ID: &str = "gen_ai.response.id";

/// The name of the model that answered.
pub const GEN_AI_RESPONSE_MODEL: &str = "gen_ai.response.model";

/// What the model is told apart from the conversation.
pub const GEN_AI_SYSTEM_INSTRUCTIONS: &str = "gen_ai.system_instructions";

/// How many tokens of the prompt went to a cache of the provider.
pub const GEN_AI_USAGE_CACHE_CREATION_INPUT_TOKENS: &str = "gen_ai.usage.cache_creation.input_tokens";

/// How many tokens of the prompt came from a cache of the provider.
pub const GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS: &str = "gen_ai.usage.cache_read.input_tokens";

/// How many tokens the input of the model came to.
pub const GEN_AI_USAGE_INPUT_TOKENS: &str = "gen_ai.usage.input_tokens";

/// How many tokens the model generated.
pub const GEN_AI_USAGE_OUTPUT_TOKENS: &str = "gen_ai.usage.output_tokens";

/// The architecture of the host's CPU.
pub const HOST_ARCH: &str = "host.arch";

/// The name of the host, as the system knows it.
pub const HOST_NAME: &str = "host.name";

/// The method of the HTTP request.
pub const HTTP_REQUEST_METHOD: &str = "http.request.method";

/// The method as it stood in the request line.
pub const HTTP_REQUEST_METHOD_ORIGINAL: &str = "http.request.method_original";

/// How often the request was sent again, for whatever reason.
pub const HTTP_REQUEST_RESEND_COUNT: &str = "http.request.resend_count";

/// The status code of the HTTP response.
pub const HTTP_RESPONSE_STATUS_CODE: &str = "http.response.status_code";

/// The route template that matched the request.
pub const HTTP_ROUTE: &str = "http.route";

/// The namespace that the pod runs in.
pub const K8S_NAMESPACE_NAME: &str = "k8s.namespace.name";

/// The name of the node that the pod runs on.
pub const K8S_NODE_NAME: &str = "k8s.node.name";

/// The name of the pod.
pub const K8S_POD_NAME: &str = "k8s.pod.name";

/// The kind of operating system.
pub const OS_TYPE: &str = "os.type";

/// The name of the program's file, without its folder.
pub const PROCESS_EXECUTABLE_NAME: &str = "process.executable.name";

/// The id of the process.
pub const PROCESS_PID: &str = "process.pid";

/// Name or address of the server.
pub const SERVER_ADDRESS: &str = "server.address";

/// Port of the server.
pub const SERVER_PORT: &str = "server.port";

/// Identity of one running instance of the service.
pub const SERVICE_INSTANCE_ID: &str = "service.instance.id";

/// The logical name of the service.
pub const SERVICE_NAME: &str = "service.name";

/// The version of the service.
pub const SERVICE_VERSION: &str = "service.version";

/// The whole URL of the request.
pub const URL_FULL: &str = "url.full";

/// The path of the URL.
pub const URL_PATH: &str = "url.path";

/// The scheme of the URL.
pub const URL_SCHEME: &str = "url.scheme";

/// Unique identifier of the user.
pub const USER_ID: &str = "user.id";

/// The roles of the user at the time of the event.
pub const USER_ROLES: &str = "user.roles";

/// Where the state of the cluster was read from.
///
/// Value of `cluster_whisperer.cluster.source`. Stability: development.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClusterSource {
    /// Manifest files, standard input or a URL.
    Manifests,
    /// The API of a running cluster.
    Kubernetes,
}

#[allow(deprecated, reason = "a deprecated member is still a member")]
impl ClusterSource {
    /// Every member.
    pub const ALL: &'static [Self] = &[
        Self::Manifests,
        Self::Kubernetes,
    ];

    /// The values of all members, in the same order.
    pub const VALUES: &'static [&'static str] = &[
        "manifests",
        "kubernetes",
    ];

    /// The value as it is emitted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Manifests => "manifests",
            Self::Kubernetes => "kubernetes",
        }
    }

    /// The member with this value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == value)
    }
}

/// Whether the answer came from the cache.
///
/// Value of `cluster_whisperer.inference.cache_result`. Stability: development.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InferenceCacheResult {
    /// The same question was answered before; nobody was asked.
    Hit,
    /// The model was asked, and its answer is kept.
    Miss,
    /// The model was asked, and its answer is not kept.
    Off,
}

#[allow(deprecated, reason = "a deprecated member is still a member")]
impl InferenceCacheResult {
    /// Every member.
    pub const ALL: &'static [Self] = &[
        Self::Hit,
        Self::Miss,
        Self::Off,
    ];

    /// The values of all members, in the same order.
    pub const VALUES: &'static [&'static str] = &[
        "hit",
        "miss",
        "off",
    ];

    /// The value as it is emitted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Miss => "miss",
            Self::Off => "off",
        }
    }

    /// The member with this value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == value)
    }
}

/// The database product that the client talks to.
///
/// The built-in store is `redb`.
///
/// Value of `db.system.name`. Stability: stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DbSystemName {
    /// The value `other_sql`.
    OtherSql,
    /// The value `softwareag.adabas`.
    SoftwareagAdabas,
    /// The value `actian.ingres`.
    ActianIngres,
    /// The value `aws.dynamodb`.
    AwsDynamodb,
    /// The value `aws.redshift`.
    AwsRedshift,
    /// The value `azure.cosmosdb`.
    AzureCosmosdb,
    /// The value `intersystems.cache`.
    IntersystemsCache,
    /// The value `cassandra`.
    Cassandra,
    /// The value `clickhouse`.
    Clickhouse,
    /// The value `cockroachdb`.
    Cockroachdb,
    /// The value `couchbase`.
    Couchbase,
    /// The value `couchdb`.
    Couchdb,
    /// The value `derby`.
    Derby,
    /// The value `elasticsearch`.
    Elasticsearch,
    /// The value `firebirdsql`.
    Firebirdsql,
    /// The value `gcp.spanner`.
    GcpSpanner,
    /// The value `geode`.
    Geode,
    /// The value `h2database`.
    H2database,
    /// The value `hbase`.
    Hbase,
    /// The value `hive`.
    Hive,
    /// The value `hsqldb`.
    Hsqldb,
    /// The value `ibm.db2`.
    IbmDb2,
    /// The value `ibm.informix`.
    IbmInformix,
    /// The value `ibm.netezza`.
    IbmNetezza,
    /// The value `influxdb`.
    Influxdb,
    /// The value `instantdb`.
    Instantdb,
    /// The value `mariadb`.
    Mariadb,
    /// The value `memcached`.
    Memcached,
    /// The value `mongodb`.
    Mongodb,
    /// The value `microsoft.sql_server`.
    MicrosoftSqlServer,
    /// The value `mysql`.
    Mysql,
    /// The value `neo4j`.
    Neo4j,
    /// The value `opensearch`.
    Opensearch,
    /// The value `oracle.db`.
    OracleDb,
    /// The value `postgresql`.
    Postgresql,
    /// The value `redis`.
    Redis,
    /// The value `sap.hana`.
    SapHana,
    /// The value `sap.maxdb`.
    SapMaxdb,
    /// The value `sqlite`.
    Sqlite,
    /// The value `teradata`.
    Teradata,
    /// The value `trino`.
    Trino,
    /// The value `chromadb`, added by this registry.
    Chromadb,
    /// The value `qdrant`, added by this registry.
    Qdrant,
    /// The value `redb`, added by this registry.
    Redb,
}

#[allow(deprecated, reason = "a deprecated member is still a member")]
impl DbSystemName {
    /// Every member.
    pub const ALL: &'static [Self] = &[
        Self::OtherSql,
        Self::SoftwareagAdabas,
        Self::ActianIngres,
        Self::AwsDynamodb,
        Self::AwsRedshift,
        Self::AzureCosmosdb,
        Self::IntersystemsCache,
        Self::Cassandra,
        Self::Clickhouse,
        Self::Cockroachdb,
        Self::Couchbase,
        Self::Couchdb,
        Self::Derby,
        Self::Elasticsearch,
        Self::Firebirdsql,
        Self::GcpSpanner,
        Self::Geode,
        Self::H2database,
        Self::Hbase,
        Self::Hive,
        Self::Hsqldb,
        Self::IbmDb2,
        Self::IbmInformix,
        Self::IbmNetezza,
        Self::Influxdb,
        Self::Instantdb,
        Self::Mariadb,
        Self::Memcached,
        Self::Mongodb,
        Self::MicrosoftSqlServer,
        Self::Mysql,
        Self::Neo4j,
        Self::Opensearch,
        Self::OracleDb,
        Self::Postgresql,
        Self::Redis,
        Self::SapHana,
        Self::SapMaxdb,
        Self::Sqlite,
        Self::Teradata,
        Self::Trino,
        Self::Chromadb,
        Self::Qdrant,
        Self::Redb,
    ];

    /// The values of all members, in the same order.
    pub const VALUES: &'static [&'static str] = &[
        "other_sql",
        "softwareag.adabas",
        "actian.ingres",
        "aws.dynamodb",
        "aws.redshift",
        "azure.cosmosdb",
        "intersystems.cache",
        "cassandra",
        "clickhouse",
        "cockroachdb",
        "couchbase",
        "couchdb",
        "derby",
        "elasticsearch",
        "firebirdsql",
        "gcp.spanner",
        "geode",
        "h2database",
        "hbase",
        "hive",
        "hsqldb",
        "ibm.db2",
        "ibm.informix",
        "ibm.netezza",
        "influxdb",
        "instantdb",
        "mariadb",
        "memcached",
        "mongodb",
        "microsoft.sql_server",
        "mysql",
        "neo4j",
        "opensearch",
        "oracle.db",
        "postgresql",
        "redis",
        "sap.hana",
        "sap.maxdb",
        "sqlite",
        "teradata",
        "trino",
        "chromadb",
        "qdrant",
        "redb",
    ];

    /// The value as it is emitted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OtherSql => "other_sql",
            Self::SoftwareagAdabas => "softwareag.adabas",
            Self::ActianIngres => "actian.ingres",
            Self::AwsDynamodb => "aws.dynamodb",
            Self::AwsRedshift => "aws.redshift",
            Self::AzureCosmosdb => "azure.cosmosdb",
            Self::IntersystemsCache => "intersystems.cache",
            Self::Cassandra => "cassandra",
            Self::Clickhouse => "clickhouse",
            Self::Cockroachdb => "cockroachdb",
            Self::Couchbase => "couchbase",
            Self::Couchdb => "couchdb",
            Self::Derby => "derby",
            Self::Elasticsearch => "elasticsearch",
            Self::Firebirdsql => "firebirdsql",
            Self::GcpSpanner => "gcp.spanner",
            Self::Geode => "geode",
            Self::H2database => "h2database",
            Self::Hbase => "hbase",
            Self::Hive => "hive",
            Self::Hsqldb => "hsqldb",
            Self::IbmDb2 => "ibm.db2",
            Self::IbmInformix => "ibm.informix",
            Self::IbmNetezza => "ibm.netezza",
            Self::Influxdb => "influxdb",
            Self::Instantdb => "instantdb",
            Self::Mariadb => "mariadb",
            Self::Memcached => "memcached",
            Self::Mongodb => "mongodb",
            Self::MicrosoftSqlServer => "microsoft.sql_server",
            Self::Mysql => "mysql",
            Self::Neo4j => "neo4j",
            Self::Opensearch => "opensearch",
            Self::OracleDb => "oracle.db",
            Self::Postgresql => "postgresql",
            Self::Redis => "redis",
            Self::SapHana => "sap.hana",
            Self::SapMaxdb => "sap.maxdb",
            Self::Sqlite => "sqlite",
            Self::Teradata => "teradata",
            Self::Trino => "trino",
            Self::Chromadb => "chromadb",
            Self::Qdrant => "qdrant",
            Self::Redb => "redb",
        }
    }

    /// The member with this value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == value)
    }
}

/// The class of error that the operation ended with.
///
/// Low in cardinality and predictable; absent when the operation succeeded.
///
/// Value of `error.type`. Stability: stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorType {
    /// The value `_OTHER`.
    Other,
    /// The value `cancelled`, added by this registry.
    Cancelled,
    /// The value `conflict`, added by this registry.
    Conflict,
    /// The value `corrupt`, added by this registry.
    Corrupt,
    /// The value `internal`, added by this registry.
    Internal,
    /// The value `invalid_input`, added by this registry.
    InvalidInput,
    /// The value `io`, added by this registry.
    Io,
    /// The value `not_found`, added by this registry.
    NotFound,
    /// The value `panic`, added by this registry.
    Panic,
    /// The value `permission_denied`, added by this registry.
    PermissionDenied,
    /// The value `timeout`, added by this registry.
    Timeout,
    /// The value `unavailable`, added by this registry.
    Unavailable,
}

#[allow(deprecated, reason = "a deprecated member is still a member")]
impl ErrorType {
    /// Every member.
    pub const ALL: &'static [Self] = &[
        Self::Other,
        Self::Cancelled,
        Self::Conflict,
        Self::Corrupt,
        Self::Internal,
        Self::InvalidInput,
        Self::Io,
        Self::NotFound,
        Self::Panic,
        Self::PermissionDenied,
        Self::Timeout,
        Self::Unavailable,
    ];

    /// The values of all members, in the same order.
    pub const VALUES: &'static [&'static str] = &[
        "_OTHER",
        "cancelled",
        "conflict",
        "corrupt",
        "internal",
        "invalid_input",
        "io",
        "not_found",
        "panic",
        "permission_denied",
        "timeout",
        "unavailable",
    ];

    /// The value as it is emitted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Other => "_OTHER",
            Self::Cancelled => "cancelled",
            Self::Conflict => "conflict",
            Self::Corrupt => "corrupt",
            Self::Internal => "internal",
            Self::InvalidInput => "invalid_input",
            Self::Io => "io",
            Self::NotFound => "not_found",
            Self::Panic => "panic",
            Self::PermissionDenied => "permission_denied",
            Self::Timeout => "timeout",
            Self::Unavailable => "unavailable",
        }
    }

    /// The member with this value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == value)
    }
}

/// The operation of generative AI that is performed.
///
/// Value of `gen_ai.operation.name`. Stability: development.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GenAiOperationName {
    /// The value `chat`.
    Chat,
    /// The value `generate_content`.
    GenerateContent,
    /// The value `text_completion`.
    TextCompletion,
    /// The value `embeddings`.
    Embeddings,
    /// The value `retrieval`.
    Retrieval,
    /// The value `create_agent`.
    CreateAgent,
    /// The value `invoke_agent`.
    InvokeAgent,
    /// The value `execute_tool`.
    ExecuteTool,
}

#[allow(deprecated, reason = "a deprecated member is still a member")]
impl GenAiOperationName {
    /// Every member.
    pub const ALL: &'static [Self] = &[
        Self::Chat,
        Self::GenerateContent,
        Self::TextCompletion,
        Self::Embeddings,
        Self::Retrieval,
        Self::CreateAgent,
        Self::InvokeAgent,
        Self::ExecuteTool,
    ];

    /// The values of all members, in the same order.
    pub const VALUES: &'static [&'static str] = &[
        "chat",
        "generate_content",
        "text_completion",
        "embeddings",
        "retrieval",
        "create_agent",
        "invoke_agent",
        "execute_tool",
    ];

    /// The value as it is emitted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::GenerateContent => "generate_content",
            Self::TextCompletion => "text_completion",
            Self::Embeddings => "embeddings",
            Self::Retrieval => "retrieval",
            Self::CreateAgent => "create_agent",
            Self::InvokeAgent => "invoke_agent",
            Self::ExecuteTool => "execute_tool",
        }
    }

    /// The member with this value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == value)
    }
}

/// The type of content that the client asks for.
///
/// Value of `gen_ai.output.type`. Stability: development.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GenAiOutputType {
    /// The value `text`.
    Text,
    /// The value `json`.
    Json,
    /// The value `image`.
    Image,
    /// The value `speech`.
    Speech,
}

#[allow(deprecated, reason = "a deprecated member is still a member")]
impl GenAiOutputType {
    /// Every member.
    pub const ALL: &'static [Self] = &[
        Self::Text,
        Self::Json,
        Self::Image,
        Self::Speech,
    ];

    /// The values of all members, in the same order.
    pub const VALUES: &'static [&'static str] = &[
        "text",
        "json",
        "image",
        "speech",
    ];

    /// The value as it is emitted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Image => "image",
            Self::Speech => "speech",
        }
    }

    /// The member with this value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == value)
    }
}

/// The provider of the model, as the client knows it.
///
/// The embedders that compute in this process call nobody; their provider is `cluster-whisperer`.
/// Upstream has no
/// member for Voyage AI. A server that speaks the protocol of OpenAI is `openai`, whoever made its
/// model.
///
/// Value of `gen_ai.provider.name`. Stability: development.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GenAiProviderName {
    /// The value `openai`.
    Openai,
    /// The value `gcp.gen_ai`.
    GcpGenAi,
    /// The value `gcp.vertex_ai`.
    GcpVertexAi,
    /// The value `gcp.gemini`.
    GcpGemini,
    /// The value `anthropic`.
    Anthropic,
    /// The value `cohere`.
    Cohere,
    /// The value `azure.ai.inference`.
    AzureAiInference,
    /// The value `azure.ai.openai`.
    AzureAiOpenai,
    /// The value `ibm.watsonx.ai`.
    IbmWatsonxAi,
    /// The value `aws.bedrock`.
    AwsBedrock,
    /// The value `perplexity`.
    Perplexity,
    /// The value `x_ai`.
    XAi,
    /// The value `deepseek`.
    Deepseek,
    /// The value `groq`.
    Groq,
    /// The value `mistral_ai`.
    MistralAi,
    /// The value `cluster-whisperer`, added by this registry.
    ClusterWhisperer,
    /// The value `voyage_ai`, added by this registry.
    VoyageAi,
}

#[allow(deprecated, reason = "a deprecated member is still a member")]
impl GenAiProviderName {
    /// Every member.
    pub const ALL: &'static [Self] = &[
        Self::Openai,
        Self::GcpGenAi,
        Self::GcpVertexAi,
        Self::GcpGemini,
        Self::Anthropic,
        Self::Cohere,
        Self::AzureAiInference,
        Self::AzureAiOpenai,
        Self::IbmWatsonxAi,
        Self::AwsBedrock,
        Self::Perplexity,
        Self::XAi,
        Self::Deepseek,
        Self::Groq,
        Self::MistralAi,
        Self::ClusterWhisperer,
        Self::VoyageAi,
    ];

    /// The values of all members, in the same order.
    pub const VALUES: &'static [&'static str] = &[
        "openai",
        "gcp.gen_ai",
        "gcp.vertex_ai",
        "gcp.gemini",
        "anthropic",
        "cohere",
        "azure.ai.inference",
        "azure.ai.openai",
        "ibm.watsonx.ai",
        "aws.bedrock",
        "perplexity",
        "x_ai",
        "deepseek",
        "groq",
        "mistral_ai",
        "cluster-whisperer",
        "voyage_ai",
    ];

    /// The value as it is emitted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Openai => "openai",
            Self::GcpGenAi => "gcp.gen_ai",
            Self::GcpVertexAi => "gcp.vertex_ai",
            Self::GcpGemini => "gcp.gemini",
            Self::Anthropic => "anthropic",
            Self::Cohere => "cohere",
            Self::AzureAiInference => "azure.ai.inference",
            Self::AzureAiOpenai => "azure.ai.openai",
            Self::IbmWatsonxAi => "ibm.watsonx.ai",
            Self::AwsBedrock => "aws.bedrock",
            Self::Perplexity => "perplexity",
            Self::XAi => "x_ai",
            Self::Deepseek => "deepseek",
            Self::Groq => "groq",
            Self::MistralAi => "mistral_ai",
            Self::ClusterWhisperer => "cluster-whisperer",
            Self::VoyageAi => "voyage_ai",
        }
    }

    /// The member with this value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == value)
    }
}

/// The architecture of the host's CPU.
///
/// Value of `host.arch`. Stability: development.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HostArch {
    /// AMD64
    Amd64,
    /// ARM32
    Arm32,
    /// ARM64
    Arm64,
    /// Itanium
    Ia64,
    /// PowerPC, 32 bits
    Ppc32,
    /// PowerPC, 64 bits
    Ppc64,
    /// IBM z/Architecture
    S390x,
    /// x86, 32 bits
    X86,
}

#[allow(deprecated, reason = "a deprecated member is still a member")]
impl HostArch {
    /// Every member.
    pub const ALL: &'static [Self] = &[
        Self::Amd64,
        Self::Arm32,
        Self::Arm64,
        Self::Ia64,
        Self::Ppc32,
        Self::Ppc64,
        Self::S390x,
        Self::X86,
    ];

    /// The values of all members, in the same order.
    pub const VALUES: &'static [&'static str] = &[
        "amd64",
        "arm32",
        "arm64",
        "ia64",
        "ppc32",
        "ppc64",
        "s390x",
        "x86",
    ];

    /// The value as it is emitted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Amd64 => "amd64",
            Self::Arm32 => "arm32",
            Self::Arm64 => "arm64",
            Self::Ia64 => "ia64",
            Self::Ppc32 => "ppc32",
            Self::Ppc64 => "ppc64",
            Self::S390x => "s390x",
            Self::X86 => "x86",
        }
    }

    /// The member with this value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == value)
    }
}

/// The method of the HTTP request.
///
/// A method outside the known ones is reported as `_OTHER`.
///
/// Value of `http.request.method`. Stability: stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HttpRequestMethod {
    /// The value `CONNECT`.
    Connect,
    /// The value `DELETE`.
    Delete,
    /// The value `GET`.
    Get,
    /// The value `HEAD`.
    Head,
    /// The value `OPTIONS`.
    Options,
    /// The value `PATCH`.
    Patch,
    /// The value `POST`.
    Post,
    /// The value `PUT`.
    Put,
    /// The value `TRACE`.
    Trace,
    /// The value `QUERY`.
    Query,
    /// The value `_OTHER`.
    Other,
}

#[allow(deprecated, reason = "a deprecated member is still a member")]
impl HttpRequestMethod {
    /// Every member.
    pub const ALL: &'static [Self] = &[
        Self::Connect,
        Self::Delete,
        Self::Get,
        Self::Head,
        Self::Options,
        Self::Patch,
        Self::Post,
        Self::Put,
        Self::Trace,
        Self::Query,
        Self::Other,
    ];

    /// The values of all members, in the same order.
    pub const VALUES: &'static [&'static str] = &[
        "CONNECT",
        "DELETE",
        "GET",
        "HEAD",
        "OPTIONS",
        "PATCH",
        "POST",
        "PUT",
        "TRACE",
        "QUERY",
        "_OTHER",
    ];

    /// The value as it is emitted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "CONNECT",
            Self::Delete => "DELETE",
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Patch => "PATCH",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other => "_OTHER",
        }
    }

    /// The member with this value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == value)
    }
}

/// The kind of operating system.
///
/// Value of `os.type`. Stability: development.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OsType {
    /// Microsoft Windows
    Windows,
    /// Linux
    Linux,
    /// Apple Darwin
    Darwin,
    /// FreeBSD
    Freebsd,
    /// NetBSD
    Netbsd,
    /// OpenBSD
    Openbsd,
    /// DragonFly BSD
    Dragonflybsd,
    /// HP-UX
    Hpux,
    /// AIX
    Aix,
    /// Oracle Solaris
    Solaris,
    /// IBM z/OS, under its older value.
    #[deprecated(note = "replaced by `zos`")]
    ZOs,
    /// IBM z/OS
    Zos,
}

#[allow(deprecated, reason = "a deprecated member is still a member")]
impl OsType {
    /// Every member.
    pub const ALL: &'static [Self] = &[
        Self::Windows,
        Self::Linux,
        Self::Darwin,
        Self::Freebsd,
        Self::Netbsd,
        Self::Openbsd,
        Self::Dragonflybsd,
        Self::Hpux,
        Self::Aix,
        Self::Solaris,
        Self::ZOs,
        Self::Zos,
    ];

    /// The values of all members, in the same order.
    pub const VALUES: &'static [&'static str] = &[
        "windows",
        "linux",
        "darwin",
        "freebsd",
        "netbsd",
        "openbsd",
        "dragonflybsd",
        "hpux",
        "aix",
        "solaris",
        "z_os",
        "zos",
    ];

    /// The value as it is emitted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::Linux => "linux",
            Self::Darwin => "darwin",
            Self::Freebsd => "freebsd",
            Self::Netbsd => "netbsd",
            Self::Openbsd => "openbsd",
            Self::Dragonflybsd => "dragonflybsd",
            Self::Hpux => "hpux",
            Self::Aix => "aix",
            Self::Solaris => "solaris",
            Self::ZOs => "z_os",
            Self::Zos => "zos",
        }
    }

    /// The member with this value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == value)
    }
}

