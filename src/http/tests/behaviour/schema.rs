//! As much of JSON Schema as the description of the API uses.

use serde_json::Value;

/// The description of the API, as it is checked in and served.
pub(crate) struct Description(Value);

impl Description {
    pub(crate) fn read() -> Self {
        Self(serde_json::from_str(include_str!("../../openapi/openapi.json")).unwrap())
    }

    /// Every method and path.
    pub(crate) fn operations(&self) -> Vec<(String, String)> {
        let paths = self.0["paths"].as_object().unwrap().iter();
        paths
            .flat_map(|(path, methods)| {
                let methods = methods.as_object().unwrap().keys();
                methods.map(|method| (method.to_uppercase(), path.clone()))
            })
            .collect()
    }

    /// What is wrong with an answer; `None` if the request is none that is described.
    pub(crate) fn faults(
        &self,
        (method, path): (&str, &str),
        status: u16,
        body: &Value,
    ) -> Option<Vec<String>> {
        let path = path.split('?').next().unwrap();
        let path = path.strip_suffix('/').unwrap_or(path);
        let (_, methods) = self.0["paths"]
            .as_object()
            .unwrap()
            .iter()
            .find(|(template, _)| match template.split_once("{id}") {
                Some((before, _)) => path.len() > before.len() && path.starts_with(before),
                None => *template == path,
            })?;
        let operation = methods.get(method.to_lowercase())?;
        let Some(answer) = operation["responses"].get(status.to_string()) else {
            return Some(vec![format!("the status {status} is not described")]);
        };
        let schema = &self.resolved(answer)["content"]["application/json"]["schema"];
        let mut faults = Vec::new();
        self.check(body, schema, "body", &mut faults);
        Some(faults)
    }

    fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value.get("$ref").and_then(Value::as_str) {
            Some(name) => self.0.pointer(&name[1..]).unwrap(),
            None => value,
        }
    }

    fn check(&self, value: &Value, schema: &Value, at: &str, faults: &mut Vec<String>) {
        let schema = self.resolved(schema);
        let mut fault = |what: String| faults.push(format!("{at} {what}: {value}"));
        if let Some(types) = schema.get("type") {
            let is = |name: &Value| is_of(value, name.as_str().unwrap());
            let fits = types
                .as_array()
                .map_or_else(|| is(types), |types| types.iter().any(is));
            if !fits {
                return fault(format!("is not of type {types}"));
            }
        }
        if schema
            .get("const")
            .is_some_and(|constant| constant != value)
        {
            fault("is another constant".to_owned());
        }
        let members = schema.get("enum").and_then(Value::as_array);
        if members.is_some_and(|members| !members.contains(value)) {
            fault("is no member".to_owned());
        }
        if let Some(options) = schema.get("oneOf").and_then(Value::as_array) {
            let fit = options.iter().filter(|option| {
                let mut faults = Vec::new();
                self.check(value, option, at, &mut faults);
                faults.is_empty()
            });
            if fit.count() != 1 {
                fault("does not fit exactly one schema".to_owned());
            }
        }
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.check(item, &schema["items"], &format!("{at}[{index}]"), faults);
                }
            }
            Value::Object(fields) => {
                for name in schema["required"].as_array().into_iter().flatten() {
                    if !fields.contains_key(name.as_str().unwrap()) {
                        faults.push(format!("{at} lacks {name}"));
                    }
                }
                for (name, value) in fields {
                    let at = format!("{at}.{name}");
                    match (
                        schema["properties"].get(name),
                        schema.get("additionalProperties"),
                    ) {
                        (Some(schema), _) => self.check(value, schema, &at, faults),
                        (None, Some(Value::Bool(false))) => {
                            faults.push(format!("{at} is not described"));
                        }
                        (None, Some(schema)) => self.check(value, schema, &at, faults),
                        (None, None) => {}
                    }
                }
            }
            _ => {}
        }
    }
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type {other}"),
    }
}
