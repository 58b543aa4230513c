//! The template engine of a target, set up once and used for all its items.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, ErrorKind, UndefinedBehavior, Value};
use minijinja_contrib::pycompat::unknown_method_callback;

use super::limits::INSTRUCTIONS_MAX;
use super::{Target, comment, filters};
use crate::Error;
use crate::config::{AutoEscape, Config};

/// One engine for each way of escaping; they differ in nothing else.
pub(super) struct Engines<'t> {
    plain: Environment<'t>,
    html: Environment<'t>,
    json: Environment<'t>,
}

impl<'t> Engines<'t> {
    /// The engines of `target`.
    pub(super) fn new(target: &Target) -> Result<Self, Error> {
        let mut plain = environment(&target.config);
        require_sorted_maps(&plain)?;
        configure(&mut plain, &target.config).map_err(|message| Error::InvalidConfig {
            path: target.config_path(),
            line: None,
            column: None,
            message,
        })?;
        plain.set_loader(loader(target));
        let escaping = |escape: minijinja::AutoEscape| {
            let mut engine = plain.clone();
            engine.set_auto_escape_callback(move |_| escape);
            engine
        };
        Ok(Self {
            html: escaping(minijinja::AutoEscape::Html),
            json: escaping(minijinja::AutoEscape::Json),
            plain,
        })
    }

    /// The engine that escapes as `escape` says.
    pub(super) fn for_escape(&self, escape: AutoEscape) -> &Environment<'t> {
        match escape {
            AutoEscape::None => &self.plain,
            AutoEscape::Html => &self.html,
            AutoEscape::Json => &self.json,
        }
    }
}

/// An engine with everything that templates can use, in the default syntax.
fn environment<'t>(config: &Config) -> Environment<'t> {
    // Code snippets of comments are templates too; they have every filter but `comment` itself.
    let snippets = with_extensions(config);
    let mut engine = with_extensions(config);
    comment::add(&mut engine, config, snippets);
    engine
}

fn with_extensions<'t>(config: &Config) -> Environment<'t> {
    let mut engine = Environment::new();
    engine.set_fuel(Some(INSTRUCTIONS_MAX));
    if config.strict_undefined {
        // Asking whether something exists stays allowed: templates live on it.
        engine.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    }
    // Not by the extension of the file, as the engine would by itself.
    engine.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    minijinja_contrib::add_to_environment(&mut engine);
    engine.set_unknown_method_callback(unknown_method_callback);
    filters::add(&mut engine, config);
    engine
}

fn configure(engine: &mut Environment<'_>, config: &Config) -> Result<(), String> {
    let syntax = &config.syntax;
    let syntax = SyntaxConfig::builder()
        .block_delimiters(syntax.block.0.clone(), syntax.block.1.clone())
        .variable_delimiters(syntax.variable.0.clone(), syntax.variable.1.clone())
        .comment_delimiters(syntax.comment.0.clone(), syntax.comment.1.clone())
        .build()
        .map_err(|error| format!("template_syntax: {error}"))?;
    engine.set_syntax(syntax);
    engine.set_trim_blocks(config.whitespace.trim_blocks);
    engine.set_lstrip_blocks(config.whitespace.lstrip_blocks);
    engine.set_keep_trailing_newline(config.whitespace.keep_trailing_newline);
    Ok(())
}

/// Loads templates of `target` by their path relative to its folder.
fn loader(
    target: &Target,
) -> impl Fn(&str) -> Result<Option<String>, minijinja::Error> + Send + Sync + 'static + use<> {
    let files = target.files.clone();
    move |name| {
        files.read(name).map_err(|error| {
            minijinja::Error::new(ErrorKind::TemplateNotFound, format!("cannot read {name}"))
                .with_source(error)
        })
    }
}

/// Fails if another crate of the build switched on the engine's feature that keeps maps in the
/// order of insertion: templates would print maps in another order than everywhere else.
fn require_sorted_maps(engine: &Environment<'_>) -> Result<(), Error> {
    let sorted = engine
        .render_str("{{ {'b': 1, 'a': 2} }}", Value::UNDEFINED)
        .is_ok_and(|text| text == r#"{"a": 2, "b": 1}"#);
    if sorted {
        Ok(())
    } else {
        Err(Error::EngineFeatures)
    }
}
