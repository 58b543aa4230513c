use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Map, Value as Json};

use crate::model::AttributeType;

/// Entities by their type.
pub(super) type Entities = BTreeMap<String, Rc<Definition>>;

/// What the registry defines, by name; read from what templates see, where the two versions of the
/// resolved schema only differ in where things are and what the name of an attribute is called.
#[derive(Debug, Default)]
pub(crate) struct Definitions {
    /// All attributes but templates.
    pub(super) attributes: BTreeMap<String, Rc<Definition>>,
    /// Template attributes.
    pub(super) templates: BTreeMap<String, Rc<Definition>>,
    pub(super) metrics: BTreeMap<String, Rc<Definition>>,
    pub(super) events: BTreeMap<String, Rc<Definition>>,
    pub(super) entities: Entities,
    /// The names that the registry defines and does not deprecate.
    pub(super) current: CurrentNames,
    /// All of it.
    context: Json,
}

/// The names that the registry defines and does not deprecate.
#[derive(Debug, Default)]
pub(super) struct CurrentNames {
    pub(super) attributes: Vec<String>,
    pub(super) metrics: Vec<String>,
    pub(super) events: Vec<String>,
}

/// An attribute, a signal or an entity.
#[derive(Debug, PartialEq)]
pub(super) struct Definition(Json);

/// Why something is deprecated.
pub(super) struct Deprecation<'a> {
    pub(super) reason: &'a str,
    pub(super) note: &'a str,
}

impl Definitions {
    /// The definitions in what templates see.
    pub(crate) fn of(context: Json) -> Self {
        let mut definitions = Self::default();
        if let Some(registry) = context.get("registry") {
            for attribute in list(registry, "attributes") {
                definitions.add_attribute(attribute);
            }
            for metric in list(registry, "metrics") {
                definitions.add_metric(metric, "name");
            }
            for event in list(registry, "events") {
                definitions.add_event(event);
            }
            for entity in list(registry, "entities") {
                definitions.add_entity(entity, "type");
            }
        }
        for group in list(&context, "groups") {
            match group.get("type").and_then(Json::as_str) {
                Some("metric") => definitions.add_metric(group, "metric_name"),
                Some("event") => definitions.add_event(group),
                Some("entity") => definitions.add_entity(group, "name"),
                _ => {}
            }
            for attribute in list(group, "attributes") {
                definitions.add_attribute(attribute);
            }
        }
        definitions.context = context;
        definitions
    }

    fn add_attribute(&mut self, json: &Json) {
        let Some(name) = name(json) else { return };
        let definition = Rc::new(Definition(json.clone()));
        if definition.deprecation().is_none() {
            self.current.attributes.push(name.to_owned());
        }
        let map = match definition.attribute_type() {
            Some(AttributeType::Template(_)) => &mut self.templates,
            _ => &mut self.attributes,
        };
        map.insert(name.to_owned(), definition);
    }

    fn add_metric(&mut self, json: &Json, key: &str) {
        let metric = Definition(json.clone());
        if let Some(name) = json.get(key).and_then(Json::as_str) {
            if metric.deprecation().is_none() {
                self.current.metrics.push(name.to_owned());
            }
            self.metrics.insert(name.to_owned(), Rc::new(metric));
        }
    }

    fn add_event(&mut self, json: &Json) {
        let event = Definition(json.clone());
        if let Some(name) = json.get("name").and_then(Json::as_str) {
            if event.deprecation().is_none() {
                self.current.events.push(name.to_owned());
            }
            self.events.insert(name.to_owned(), Rc::new(event));
        }
    }

    fn add_entity(&mut self, json: &Json, key: &str) {
        if let Some(name) = json.get(key).and_then(Json::as_str) {
            let entity = Rc::new(Definition(json.clone()));
            self.entities.insert(name.to_owned(), entity);
        }
    }

    /// The attribute `name`, or the template with the longest name that it is made from.
    pub(super) fn attribute(&self, name: &str) -> Option<&Rc<Definition>> {
        self.attributes.get(name).or_else(|| {
            let ends = name.match_indices('.').rev();
            ends.filter(|(end, _)| end + 1 < name.len())
                .find_map(|(end, _)| self.templates.get(&name[..end]))
        })
    }

    /// What the preprocessor of policies works on.
    pub(super) fn to_json(&self) -> Json {
        let of = |map: &BTreeMap<String, Rc<Definition>>| {
            let entries = map.iter().map(|(name, it)| (name.clone(), it.0.clone()));
            Json::Object(entries.collect::<Map<_, _>>())
        };
        Json::Object(Map::from_iter([
            ("registry".to_owned(), self.context.clone()),
            ("semconv_attributes".to_owned(), of(&self.attributes)),
            ("semconv_templates".to_owned(), of(&self.templates)),
            ("semconv_metrics".to_owned(), of(&self.metrics)),
            ("semconv_events".to_owned(), of(&self.events)),
        ]))
    }
}

impl Definition {
    /// The text of a field.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(Json::as_str)
    }

    /// The name of an attribute.
    pub(super) fn name(&self) -> &str {
        name(&self.0).unwrap_or_default()
    }

    /// Why it is deprecated, if it is.
    pub(super) fn deprecation(&self) -> Option<Deprecation<'_>> {
        let deprecated = self.0.get("deprecated")?;
        let field = |key: &str| deprecated.get(key).and_then(Json::as_str);
        let reason = field("reason").unwrap_or_default();
        Some(Deprecation {
            reason: match reason {
                "unspecified" => "uncategorized",
                reason => reason,
            },
            note: field("note").unwrap_or_default(),
        })
    }

    /// The type of an attribute, unless it is an enum.
    pub(super) fn attribute_type(&self) -> Option<AttributeType> {
        AttributeType::parse(self.text("type")?)
    }

    /// The values of an attribute, if it is an enum.
    pub(super) fn members(&self) -> Option<impl Iterator<Item = &Json>> {
        let members = self.0.get("type")?.get("members")?.as_array()?;
        Some(members.iter().filter_map(|member| member.get("value")))
    }

    /// The attributes of a signal, or of an entity, where version 2 has them in two lists.
    pub(super) fn attributes(&self) -> impl Iterator<Item = AttributeUse<'_>> {
        let lists = ["attributes", "identity", "description"];
        let attributes = lists.into_iter().flat_map(|key| list(&self.0, key));
        attributes.map(AttributeUse)
    }

    /// The entities that a signal is about.
    pub(super) fn entity_associations(&self) -> &[Json] {
        let associations = self.0.get("entity_associations").and_then(Json::as_array);
        associations.map_or(&[], Vec::as_slice)
    }

    pub(super) fn json(&self) -> &Json {
        &self.0
    }
}

/// An attribute of a signal or an entity.
#[derive(Debug, Clone, Copy)]
pub(super) struct AttributeUse<'a>(&'a Json);

impl<'a> AttributeUse<'a> {
    pub(super) fn name(self) -> &'a str {
        name(self.0).unwrap_or_default()
    }

    /// `required`, `conditionally_required`, `recommended` or `opt_in`.
    pub(super) fn requirement_level(self) -> &'a str {
        match self.0.get("requirement_level") {
            Some(Json::String(word)) => word,
            Some(Json::Object(body)) => body.keys().next().map_or("", String::as_str),
            _ => "",
        }
    }

    /// Whether it stands for all attributes whose names begin with its own.
    pub(super) fn is_template(self) -> bool {
        let of_type = self.0.get("type").and_then(Json::as_str);
        of_type.is_some_and(|name| name.starts_with("template["))
    }
}

fn name(json: &Json) -> Option<&str> {
    let name = json.get("name").or_else(|| json.get("key"));
    name.and_then(Json::as_str)
}

fn list<'a>(json: &'a Json, key: &str) -> impl Iterator<Item = &'a Json> {
    json.get(key).and_then(Json::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn v1() -> Json {
        json!({"groups": [
            {"id": "registry.a", "type": "attribute_group", "attributes": [
                {"name": "a.b", "type": "int"},
                {"name": "a.t", "type": "template[string]"},
                {"name": "a.t.long", "type": "template[int]"},
            ]},
            {"id": "metric.m", "type": "metric", "metric_name": "m", "deprecated": {"reason": "obsoleted", "note": "Gone."}},
        ]})
    }

    #[test]
    fn both_versions_of_the_schema_define_the_same() {
        let v2 = json!({"registry": {
            "attributes": [
                {"key": "a.b", "type": "int"},
                {"key": "a.t", "type": "template[string]"},
                {"key": "a.t.long", "type": "template[int]"},
            ],
            "metrics": [{"name": "m", "deprecated": {"reason": "obsoleted", "note": "Gone."}}],
            "events": [],
        }});
        for context in [v1(), v2] {
            let definitions = Definitions::of(context);
            assert_eq!(definitions.current.attributes, ["a.b", "a.t", "a.t.long"]);
            assert!(definitions.current.metrics.is_empty());
            let metric = &definitions.metrics["m"];
            assert_eq!(metric.deprecation().map(|it| it.note), Some("Gone."));
        }
    }

    #[test]
    fn a_name_is_made_from_the_longest_template() {
        let definitions = Definitions::of(v1());
        let found = |name: &str| definitions.attribute(name).map(|it| it.name());
        assert_eq!(found("a.b"), Some("a.b"));
        assert_eq!(found("a.t.x"), Some("a.t"));
        assert_eq!(found("a.t.x.y"), Some("a.t"));
        assert_eq!(found("a.t.long.x"), Some("a.t.long"));
        assert_eq!(found("a.tx"), None);
        assert_eq!(found("a.t."), None);
        assert_eq!(found("a.b.c"), None);
    }
}
