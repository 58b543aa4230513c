//! What is in force, and where it came from.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;

use cluster::Source;
use reqwest::Url;

use super::key::Key;
use super::problem::Origin;
use super::tokens::Token;
use super::value::{Secret, Value};

/// A value and its origin.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    /// Nothing, if nothing sets it and there is no default.
    pub(crate) value: Option<Value>,
    /// Where it came from.
    pub(crate) origin: Origin,
}

impl Setting {
    pub(super) const fn new(value: Value, origin: Origin) -> Self {
        Self {
            value: Some(value),
            origin,
        }
    }
}

/// Every key with what is in force.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    pub(super) by_key: BTreeMap<&'static str, Setting>,
    /// Which keys were asked for, so that a test sees that none is left out.
    #[cfg(test)]
    pub(super) asked: std::cell::RefCell<std::collections::BTreeSet<&'static str>>,
}

/// A getter that gives nothing for a value of another kind, which the test over all keys would see.
macro_rules! getter {
    ($(#[$about:meta])* $name:ident, $member:ident, $type:ty) => {
        $(#[$about])*
        pub(super) fn $name(&self, key: &Key) -> Option<$type> {
            match self.value(key) {
                Some(Value::$member(value)) => Some(value.clone()),
                _ => None,
            }
        }
    };
}

impl Settings {
    /// What is in force for this key.
    pub(crate) fn get(&self, key: &Key) -> Option<&Setting> {
        #[cfg(test)]
        self.asked.borrow_mut().insert(key.name);
        self.by_key.get(key.name)
    }

    fn value(&self, key: &Key) -> Option<&Value> {
        self.get(key)?.value.as_ref()
    }

    /// Whether anything but the default is in force.
    pub(super) fn is_set(&self, key: &Key) -> bool {
        self.get(key).is_some_and(|setting| {
            setting.value.is_some()
                && !matches!(setting.origin, Origin::Default | Origin::Because(_))
        })
    }

    /// Where the value came from, for messages: the file, a variable, a flag; the key if nothing sets it.
    pub(super) fn place(&self, key: &Key) -> String {
        match self.get(key).map(|setting| &setting.origin) {
            Some(origin @ (Origin::File(_) | Origin::Variable(_) | Origin::Flag(_))) => {
                origin.to_string()
            }
            _ => key.name.to_owned(),
        }
    }

    getter!(
        /// A text, or a word.
        text, Text, String
    );
    getter!(
        /// A secret.
        secret, Secret, Secret
    );
    getter!(
        /// A URL.
        url, Url, Url
    );
    getter!(
        /// A file or folder.
        path, Path, PathBuf
    );
    getter!(
        /// A switch.
        switch, Switch, bool
    );
    getter!(
        /// A number.
        number, Number, u64
    );
    getter!(
        /// An address.
        address, Address, IpAddr
    );
    getter!(
        /// Words.
        list, List, Vec<String>
    );
    getter!(
        /// Where manifests come from.
        sources, Sources, Vec<Source>
    );
    getter!(
        /// Tokens.
        tokens, Tokens, Vec<Token>
    );
}
