//! Flags of the command line, made from the keys.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::key::{Fallback, Key, Kind, Scope};
use super::problem::Origin;
use super::{file, keys};

/// The flag that names the file.
const FILE_FLAG: &str = "config";

/// What the command line says about the configuration.
#[derive(Debug, Default)]
pub(crate) struct Flags {
    file: Option<PathBuf>,
    /// The texts of each flag, by the name of the key.
    texts: BTreeMap<&'static str, Vec<String>>,
}

/// The command line with a flag for each key that has one.
pub(crate) fn with_flags(mut root: Command) -> Command {
    let file = Arg::new(FILE_FLAG)
        .long(FILE_FLAG)
        .global(true)
        .value_name("FILE")
        .value_parser(clap::value_parser!(PathBuf))
        .help(format!(
            "Configuration file [default: ./cluster-whisperer.toml, else ~/.config/cluster-whisperer/config.toml, if \
             there] [env: {}]",
            file::VARIABLE
        ));
    root = root.arg(file);
    for (subject, keys) in keys::SUBJECTS {
        for key in keys.iter().copied() {
            let Some(arg) = arg(key) else { continue };
            match key.scope {
                Scope::Everywhere if *subject == "General" => root = root.arg(arg.global(true)),
                Scope::Everywhere => root = root.arg(arg.global(true).help_heading(*subject)),
                Scope::Commands(names) => {
                    for name in names {
                        let arg = arg.clone();
                        root = root.mut_subcommand(name, |command| command.arg(arg));
                    }
                    root = root.mut_subcommand("config", |config| {
                        config.mut_subcommand("check", |check| check.arg(arg))
                    });
                }
            }
        }
    }
    root
}

fn arg(key: &'static Key) -> Option<Arg> {
    let flag = key.flag?;
    let mut help = key.about.to_owned();
    let is_switch = key.kind == Kind::Switch;
    if let Kind::Choice(words) | Kind::Choices(words) = key.kind {
        help.push_str(&format!(" [possible values: {}]", words.join(", ")));
    }
    if !is_switch {
        let default = match key.fallback {
            Fallback::Value(text) => text.to_owned(),
            Fallback::Nothing(meaning) => meaning.replace('`', ""),
        };
        help.push_str(&format!(" [default: {default}]"));
    }
    if let Some(variable) = key.variables.first() {
        help.push_str(&format!(" [env: {variable}]"));
    }
    let arg = Arg::new(key.name).long(flag).help(help);
    Some(if is_switch {
        arg.action(ArgAction::SetTrue)
    } else {
        let arg = arg
            .value_name(value_name(key.kind))
            // `-` is standard input.
            .allow_hyphen_values(key.kind == Kind::Sources);
        match key.kind {
            Kind::Sources | Kind::Choices(_) => arg.action(ArgAction::Append),
            _ => arg.action(ArgAction::Set),
        }
    })
}

fn value_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Url => "URL",
        Kind::File => "FILE",
        Kind::Folder => "FOLDER",
        Kind::Number { .. } => "NUMBER",
        Kind::Address => "ADDRESS",
        Kind::Sources => "PATH",
        Kind::Choice(_) | Kind::Choices(_) => "NAME",
        Kind::Text | Kind::AnyText | Kind::Secret | Kind::Switch | Kind::Tokens => "TEXT",
    }
}

impl Flags {
    /// What was given, before or after the name of the command.
    pub(crate) fn of(matches: &ArgMatches) -> Self {
        let mut flags = Self::default();
        let mut level = Some(matches);
        while let Some(matches) = level {
            flags.take(matches);
            level = matches.subcommand().map(|(_, below)| below);
        }
        flags
    }

    fn take(&mut self, matches: &ArgMatches) {
        if let Ok(Some(file)) = matches.try_get_one::<PathBuf>(FILE_FLAG) {
            self.file = Some(file.clone());
        }
        for key in keys::all() {
            if key.kind == Kind::Switch {
                if let Ok(Some(true)) = matches.try_get_one::<bool>(key.name) {
                    let on = !key.flag_negates();
                    self.texts.insert(key.name, vec![on.to_string()]);
                }
            } else if let Ok(Some(texts)) = matches.try_get_many::<String>(key.name) {
                let texts: Vec<String> = texts.cloned().collect();
                // An empty variable in a script: as good as no flag, like an empty variable of our own.
                if texts.iter().any(|text| !text.is_empty()) {
                    self.texts.insert(key.name, texts);
                }
            }
        }
    }

    /// The file that was named.
    pub(super) fn file(&self) -> Option<&Path> {
        self.file
            .as_deref()
            .filter(|path| !path.as_os_str().is_empty())
    }

    /// What the flag of this key says.
    pub(super) fn of_key(&self, key: &Key) -> Option<(Origin, Vec<String>)> {
        let texts = self.texts.get(key.name)?;
        Some((Origin::Flag(key.flag?), texts.clone()))
    }

    /// The flags that were given, without dashes.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let keys = keys::all().filter(|key| self.texts.contains_key(key.name));
        keys.filter_map(|key| key.flag).collect()
    }
}
