//! Why a kind cannot be judged.

/// Why a kind cannot be judged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InferenceError {
    /// The kind lacks what identifies it.
    #[error("expected a kind with name, kind and apiVersion, found `{name}` of kind `{kind}`")]
    Nameless {
        /// Its fully qualified plural, as far as it is known.
        name: String,
        /// Its kind, as far as it is known.
        kind: String,
    },
    /// The example could not be written as YAML.
    #[error("could not write an example of `{name}` as YAML")]
    Example {
        /// Its fully qualified plural.
        name: String,
        /// What the YAML writer says.
        #[source]
        source: serde_yaml::Error,
    },
}
