use serde::Serialize;

/// Whether an attribute has to be set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(untagged)]
pub enum RequirementLevel {
    /// One of the plain words.
    #[serde(serialize_with = "word::required")]
    Required,
    /// The default.
    #[default]
    #[serde(serialize_with = "word::recommended")]
    Recommended,
    /// Set only where the user asks for it.
    #[serde(serialize_with = "word::opt_in")]
    OptIn,
    /// Required under a condition.
    ConditionallyRequired {
        /// The condition, in prose.
        conditionally_required: String,
    },
    /// Recommended, with a remark.
    RecommendedWhen {
        /// The remark.
        recommended: String,
    },
    /// Opt-in, with a remark.
    OptInWhen {
        /// The remark.
        opt_in: String,
    },
}

impl RequirementLevel {
    /// The words that stand alone.
    pub(crate) const WORDS: &[(&str, RequirementLevel)] = &[
        ("required", RequirementLevel::Required),
        ("recommended", RequirementLevel::Recommended),
        ("opt_in", RequirementLevel::OptIn),
    ];

    /// The words that take a text.
    pub(crate) const KEYS: [&str; 3] = ["conditionally_required", "recommended", "opt_in"];

    /// The level `key: text`, if `key` is one of [`Self::KEYS`].
    pub(crate) fn with_text(key: &str, text: String) -> Option<Self> {
        match key {
            "conditionally_required" => Some(Self::ConditionallyRequired {
                conditionally_required: text,
            }),
            "recommended" => Some(Self::RecommendedWhen { recommended: text }),
            "opt_in" => Some(Self::OptInWhen { opt_in: text }),
            _ => None,
        }
    }
}

/// An untagged unit variant would serialise as null.
mod word {
    use serde::Serializer;

    pub(super) fn required<S: Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("required")
    }

    pub(super) fn recommended<S: Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("recommended")
    }

    pub(super) fn opt_in<S: Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("opt_in")
    }
}
