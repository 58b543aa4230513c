// @generated from registry/ by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
//! Keys of attributes, and the enums that are values of attributes.

/// Collection.
pub const STORE_COLLECTION: &str = "store.collection";

/// Results found.
pub const STORE_COUNT: &str = "store.count";

/// Results asked for.
pub const STORE_LIMIT: &str = "store.limit";

/// Operation.
pub const STORE_OPERATION: &str = "store.operation";

/// Place.
pub const STORE_REGION: &str = "store.region";

/// Product.
pub const STORE_SYSTEM: &str = "store.system";

/// Place.
///
/// Value of `store.region`. Stability: development.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoreRegion {
    /// Here.
    Local,
}

#[allow(deprecated, reason = "a deprecated member is still a member")]
impl StoreRegion {
    /// Every member.
    pub const ALL: &'static [Self] = &[
        Self::Local,
    ];

    /// The values of all members, in the same order.
    pub const VALUES: &'static [&'static str] = &[
        "local",
    ];

    /// The value as it is emitted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Local => "local",
        }
    }

    /// The member with this value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == value)
    }
}

/// Product.
///
/// Value of `store.system`. Stability: development.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoreSystem {
    /// Memory.
    Memory,
}

#[allow(deprecated, reason = "a deprecated member is still a member")]
impl StoreSystem {
    /// Every member.
    pub const ALL: &'static [Self] = &[
        Self::Memory,
    ];

    /// The values of all members, in the same order.
    pub const VALUES: &'static [&'static str] = &[
        "memory",
    ];

    /// The value as it is emitted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Memory => "memory",
        }
    }

    /// The member with this value.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == value)
    }
}

