use serde::Serialize;

/// Which entities a signal is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum EntityAssociation {
    /// The type of an entity.
    Entity(String),
    /// At least one of these.
    OneOf {
        /// The candidates.
        one_of: Vec<EntityAssociation>,
    },
    /// Each of these.
    AllOf {
        /// The conditions.
        all_of: Vec<EntityAssociation>,
    },
}

impl EntityAssociation {
    /// Every entity named in the expression, in the order of the file.
    pub(crate) fn names<'a>(&'a self, into: &mut Vec<&'a str>) {
        match self {
            Self::Entity(name) => into.push(name),
            Self::OneOf { one_of: parts } | Self::AllOf { all_of: parts } => {
                for part in parts {
                    part.names(into);
                }
            }
        }
    }
}
