//! What fuzz targets call. It is here because they see nothing of the inside, and is no part of the
//! interface.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::{Value as Json, json};

use crate::config::Parameters;
use crate::live_check::{
    AdviceSources, Definitions, InputFormat, LiveChecker, Modifier, Samples, advice_policies,
};
use crate::render::{self, Target};
use crate::snippets::Renderer;
use crate::{Lints, RegistryOptions, ResolvedRegistry, SchemaVersion, load_and_check};

/// A registry with one of everything.
const REGISTRY: &str = r#"groups:
  - id: registry.mill
    type: attribute_group
    brief: The mill.
    attributes:
      - {id: mill.stone, type: int, brief: Stone., stability: stable}
      - {id: mill.grain, type: {members: [{id: rye, value: rye, stability: stable}]}, brief: Grain., stability: development}
      - {id: mill.label, type: "template[string]", brief: Label., stability: stable, examples: [x]}
      - {id: mill.old, type: string, brief: Old., stability: stable, examples: [x], deprecated: {reason: renamed, renamed_to: mill.stone}}
  - {id: metric.mill.flour, type: metric, metric_name: mill.flour, instrument: counter, unit: kg, brief: Flour., stability: stable, attributes: [{ref: mill.grain, requirement_level: required}], entity_associations: [mill]}
  - {id: event.mill.stop, type: event, name: mill.stop, brief: Stop., stability: stable, attributes: [{ref: mill.stone}]}
  - {id: span.mill.grind, type: span, span_kind: internal, brief: Grind., stability: stable, attributes: [{ref: mill.stone}]}
  - {id: entity.mill, type: entity, name: mill, brief: Mill., stability: stable, attributes: [{ref: mill.label, role: identifying, requirement_level: required}]}
"#;

/// The registry, unless something about it is wrong.
fn registry() -> Option<ResolvedRegistry> {
    let files = BTreeMap::from([(PathBuf::from("mill.yaml"), REGISTRY.into())]);
    let options = RegistryOptions {
        files: Some(files),
        ..RegistryOptions::new("mill")
    };
    load_and_check(&options, Lints::Off).registry
}

/// Checks telemetry against a registry that has one of everything.
pub struct LiveCheck(LiveChecker);

impl LiveCheck {
    /// A checker that counts nothing, because the next input is none of its business.
    pub fn new() -> Option<Self> {
        let definitions = Definitions::of(registry()?.context());
        let policies = advice_policies(&AdviceSources::default(), &definitions).ok()?;
        let modifier = Modifier::new(&[], &[]).ok()?;
        Some(Self(LiveChecker::new(
            definitions,
            policies,
            modifier,
            None,
        )))
    }

    /// Takes `text` for telemetry, a JSON document or an attribute on each line, and checks it.
    pub fn check(&mut self, text: &[u8]) {
        let format = match text.first() {
            Some(b'[') => InputFormat::Json,
            _ => InputFormat::Text,
        };
        let reader = Box::new(std::io::Cursor::new(text.to_vec()));
        let samples = Samples::read("fuzz", reader, format);
        for mut sample in samples.into_iter().flatten().flatten() {
            if self.0.check(&mut sample).is_ok() {
                serde_json::to_string(&sample).ok();
            }
        }
    }
}

/// Templates that print what they are given, in every format of comments.
pub struct Templates(Target);

impl Templates {
    /// Those in `folder`, with its weaver.yaml; nothing if they cannot be used.
    pub fn open(folder: &Path) -> Option<Self> {
        Target::open(folder, &[folder.join("weaver.yaml")])
            .ok()
            .map(Self)
    }

    /// Renders all of them for `text`.
    pub fn render(&self, text: &str) {
        let context = crate::jq::input(json!({ "text": text }));
        render::render(&self.0, &context, &Parameters::default()).ok();
    }

    /// Renders the snippets of `page`.
    pub fn update(&self, page: &str) {
        static CONTEXT: LazyLock<Option<Json>> =
            LazyLock::new(|| registry().map(|registry| registry.context()));
        let (Some(context), true) = (&*CONTEXT, page.contains("<!--")) else {
            return;
        };
        let parameters = Parameters::default();
        let context = context.clone();
        let renderer = Renderer::new(&self.0, &parameters, context, SchemaVersion::V1, None);
        if let Ok(renderer) = renderer {
            renderer.update(page).ok();
        }
    }
}
