//! Rendering single templates of a target, whatever its weaver.yaml says about files.

use minijinja::{Value, context};

use super::engine::Engines;
use super::{Target, failure, value};
use crate::Error;
use crate::config::{AutoEscape, Parameters};

/// The templates of a target, ready to be rendered one by one.
pub(crate) struct Snippets<'t> {
    target: &'t Target,
    engines: Engines<'t>,
    parameters: Value,
}

impl<'t> Snippets<'t> {
    /// The templates of `target`. The `parameters` of the caller win over those of weaver.yaml.
    ///
    /// # Errors
    /// The configuration is one that the template engine refuses.
    pub(crate) fn new(target: &'t Target, parameters: &Parameters) -> Result<Self, Error> {
        let complete = parameters.filled_from(&target.config.parameters);
        Ok(Self {
            target,
            engines: Engines::new(target)?,
            parameters: value::from_json(&complete.to_json()),
        })
    }

    /// Renders the template file `template`, which sees each entry of `fields` by its name, and
    /// the parameters as `params`.
    ///
    /// # Errors
    /// There is no such file, or it cannot be rendered.
    pub(crate) fn render(&self, template: &str, fields: Value) -> Result<String, Error> {
        self.engines
            .for_escape(AutoEscape::None)
            .get_template(template)
            .and_then(|found| found.render(context! { params => self.parameters, ..fields }))
            .map_err(|error| failure::of(self.target, template, None, None, &error))
    }
}
