//! A key of the configuration: everything that is known about it stands in one place.

/// One setting. Its name in the file, its variables, its flag, its help and its row in the documentation come from here.
#[derive(Debug)]
pub(crate) struct Key {
    /// Its name in the file, with a dot between tables.
    pub(crate) name: &'static str,
    /// What it may be.
    pub(crate) kind: Kind,
    /// What it says, in one sentence without a full stop.
    pub(crate) about: &'static str,
    /// The variables that set it; the first that is set counts.
    pub(crate) variables: &'static [&'static str],
    /// The flag that sets it, without the dashes.
    pub(crate) flag: Option<&'static str>,
    /// What is in force if nothing sets it.
    pub(crate) fallback: Fallback,
    /// Which commands have the flag.
    pub(crate) scope: Scope,
}

/// What a setting may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Any text that is not empty.
    Text,
    /// Any text.
    AnyText,
    /// A text that is never shown, and is never a flag.
    Secret,
    /// An http or https URL without credentials.
    Url,
    /// A file that is to be read.
    File,
    /// A folder.
    Folder,
    /// `true` or `false`.
    Switch,
    /// A whole number within bounds, both included.
    Number {
        /// The least.
        min: u64,
        /// The greatest.
        max: u64,
    },
    /// An IP address.
    Address,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Some of these words, each once.
    Choices(&'static [&'static str]),
    /// Places that manifests come from.
    Sources,
    /// Bearer tokens with a name and a role.
    Tokens,
}

/// What is in force if nothing sets a key.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fallback {
    /// This, read like a variable.
    Value(&'static str),
    /// Nothing; the text says what that means.
    Nothing(&'static str),
}

/// Which commands have a flag.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scope {
    /// All of them, before and after the name of the command.
    Everywhere,
    /// These, and `config check`.
    Commands(&'static [&'static str]),
}

impl Key {
    pub(super) const fn new(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self {
            name,
            kind,
            about,
            variables: &[],
            flag: None,
            fallback: Fallback::Nothing("none"),
            scope: Scope::Everywhere,
        }
    }

    pub(super) const fn variables(mut self, variables: &'static [&'static str]) -> Self {
        self.variables = variables;
        self
    }

    pub(super) const fn flag(mut self, flag: &'static str) -> Self {
        self.flag = Some(flag);
        self
    }

    pub(super) const fn default(mut self, value: &'static str) -> Self {
        self.fallback = Fallback::Value(value);
        self
    }

    pub(super) const fn otherwise(mut self, meaning: &'static str) -> Self {
        self.fallback = Fallback::Nothing(meaning);
        self
    }

    pub(super) const fn only(mut self, commands: &'static [&'static str]) -> Self {
        self.scope = Scope::Commands(commands);
        self
    }

    /// Whether the flag says `false` by being there, as `--no-cache` does.
    pub(crate) fn flag_negates(&self) -> bool {
        self.flag.is_some_and(|flag| flag.starts_with("no-"))
    }
}
