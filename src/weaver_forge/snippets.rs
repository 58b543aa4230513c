//! Snippets: the parts of Markdown files, between two comments, that templates render.
//!
//! ```text
//! <!-- semconv registry.shop(full,tag=till) -->         a group, for the template snippet.md.j2
//! <!-- endsemconv -->
//! <!-- weaver template:list.j2 .registry.metrics -->    what a jq program yields, for any template
//! <!-- endweaver -->
//! ```
//!
//! Each comment has a line to itself and starts it. What lies between the two is replaced.

mod directive;
mod lookup;
mod problem;
mod update;

pub use problem::SnippetProblem;
pub(crate) use update::first_difference;

use std::sync::OnceLock;

use minijinja::Value;
use serde_json::{Map, Value as Json, json};

use crate::SchemaVersion;
use crate::config::Parameters;
use crate::jq::{self, Program};
use crate::render::{self, Target, template_value};

use directive::{Directive, Group, Query};

/// The template of snippets that name none.
const DEFAULT_TEMPLATE: &str = "snippet.md.j2";

/// Renders snippets from one registry.
pub(crate) struct Renderer<'t> {
    templates: render::Snippets<'t>,
    parameters: Parameters,
    /// The registry.
    registry: Json,
    /// The registry for jq programs, once one has run.
    input: OnceLock<jq::Input>,
    version: SchemaVersion,
    /// Where the pages of attributes are, for templates that link to them.
    attribute_base_url: Option<String>,
}

impl<'t> Renderer<'t> {
    /// Renders snippets of `registry`, which is what templates see of a registry.
    ///
    /// # Errors
    /// The template engine refuses the configuration of `target`.
    pub(crate) fn new(
        target: &'t Target,
        parameters: &Parameters,
        registry: Json,
        version: SchemaVersion,
        attribute_base_url: Option<String>,
    ) -> Result<Self, crate::Error> {
        Ok(Self {
            templates: render::Snippets::new(target, parameters)?,
            parameters: parameters.filled_from(&target.config.parameters),
            registry,
            input: OnceLock::new(),
            version,
            attribute_base_url,
        })
    }

    /// The Markdown `text` with all snippets rendered anew, or nothing if it has none.
    ///
    /// # Errors
    /// Each snippet that cannot be rendered or has no end, with its line.
    pub(crate) fn update(
        &self,
        text: &str,
    ) -> Result<Option<String>, Vec<(usize, SnippetProblem)>> {
        update::update(text, |directive| match directive {
            Directive::Group(group) => self.group(group),
            Directive::Query(query) => self.query(query),
        })
    }

    fn group(&self, group: &Group<'_>) -> Result<String, SnippetProblem> {
        let found = match self.version {
            SchemaVersion::V1 => lookup::group(&self.registry, group.id),
            SchemaVersion::V2 => lookup::item(&self.registry, group.id),
        }?;
        let mut context = Map::new();
        context.insert("group".to_owned(), found);
        context.insert("tag_filter".to_owned(), json!(group.tag.as_slice()));
        if self.version == SchemaVersion::V1 {
            let table = match group.is_metric_table {
                true => "metric_table",
                false => "attribute_table",
            };
            context.insert("snippet_type".to_owned(), table.into());
        }
        if let Some(url) = &self.attribute_base_url {
            context.insert("attribute_registry_base_url".to_owned(), url.clone().into());
        }
        self.render(DEFAULT_TEMPLATE, template_value(&Json::Object(context)))
    }

    fn query(&self, query: &Query<'_>) -> Result<String, SnippetProblem> {
        if self.version == SchemaVersion::V1 {
            return Err(SnippetProblem::QueryOfVersion1);
        }
        let yielded = self.evaluate(query.program).map_err(|message| {
            let program = query.program.to_owned();
            SnippetProblem::Query { program, message }
        })?;
        self.render(query.template.unwrap_or(DEFAULT_TEMPLATE), yielded)
    }

    /// The one value that the jq `program` yields, or the list of all that it yields.
    fn evaluate(&self, program: &str) -> Result<Value, String> {
        let all = self.parameters.to_json();
        let named = self.parameters.iter().chain([("params", &all)]);
        let variables = named.map(|(name, value)| (name, jq::input(value.clone())));
        let program = Program {
            code: program,
            variables: variables.collect(),
        };
        let input = self.input.get_or_init(|| jq::input(self.registry.clone()));
        program.run(input.clone(), |yielded| jq::output_of_all(&yielded))
    }

    fn render(&self, template: &str, context: Value) -> Result<String, SnippetProblem> {
        self.templates
            .render(template, context)
            .map_err(|error| SnippetProblem::Template(Box::new(error)))
    }
}

#[cfg(test)]
mod tests;
