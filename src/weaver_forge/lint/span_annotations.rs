use super::fit::{describe, fits, same_scalar};
use super::vocabulary::Entry;
use super::{Linter, code_generation, find};
use crate::diagnostic::nearest;
use crate::model::{AttributeType, GroupSpec, GroupType, RequirementLevel, Scalar, Value};
use crate::resolve::{Attribute, Group};
use crate::source::Part;

/// What stands in `parents` for a span that has none.
const ROOT: &str = "root";

impl<'a> Linter<'a> {
    pub(super) fn span_name(&mut self, spec: &'a GroupSpec, entry: &Entry<'_>) {
        let (Some(name), Some(group)) = (entry.value.as_str(), self.group(spec)) else {
            let error = format!("expected a string, found {}", entry.value.kind());
            return self.invalid(entry, error, None);
        };
        if name.is_empty() {
            return self.invalid(entry, "a span needs a name".to_owned(), None);
        }
        let Some(placeholders) = placeholders(name) else {
            let error = "expected `{` and `}` in pairs, around the name of an attribute".to_owned();
            return self.invalid(entry, error, None);
        };
        for placeholder in placeholders {
            match find(group, placeholder) {
                None => self.no_such_attribute(entry, spec, group, placeholder),
                Some(attribute) if attribute.requirement_level != RequirementLevel::Required => {
                    let error = format!(
                        "`{placeholder}` is not required, so that there may be no value for it"
                    );
                    let help = "make it `requirement_level: required`, or leave it out".to_owned();
                    self.invalid(entry, error, Some(help));
                }
                Some(_) => {}
            }
        }
    }

    fn no_such_attribute(
        &mut self,
        entry: &Entry<'_>,
        spec: &GroupSpec,
        group: &Group,
        name: &str,
    ) {
        // A reference that leads nowhere has been reported where it is written.
        if spec.attributes.iter().any(|own| own.name == name) {
            return;
        }
        let help = did_you_mean(name, group.attributes.iter().map(|it| it.name.as_str()));
        let error = format!("`{name}` is no attribute of the span `{}`", group.id);
        self.invalid(entry, error, help);
    }

    pub(super) fn constants(&mut self, spec: &'a GroupSpec, entry: &Entry<'_>) {
        let (Value::Map(constants), Some(group)) = (entry.value, self.group(spec)) else {
            let error = format!("expected a mapping, found {}", entry.value.kind());
            return self.invalid(entry, error, None);
        };
        for (name, value) in constants {
            let found = find(group, name);
            let path = entry.path.clone().key(name);
            let part = if found.is_some() {
                Part::Value
            } else {
                Part::Key
            };
            let entry = Entry {
                path,
                part,
                ..*entry
            };
            match found {
                None => self.no_such_attribute(&entry, spec, group, name),
                Some(attribute) => self.constant(spec, attribute, value, &entry),
            }
        }
    }

    fn constant(
        &mut self,
        spec: &GroupSpec,
        attribute: &Attribute,
        value: &Value,
        entry: &Entry<'_>,
    ) {
        let AttributeType::Enum(members) = &attribute.r#type else {
            if !fits(value, &attribute.r#type) {
                let expected = describe(&attribute.r#type);
                let error = format!(
                    "`{}` takes {expected}, found {}",
                    attribute.name,
                    value.kind()
                );
                self.invalid(entry, error, None);
            }
            return;
        };
        let own = spec.attributes.iter().find(|it| it.name == attribute.name);
        let own = own.and_then(|it| code_generation(it.annotations.as_ref(), "members"));
        let added = match own {
            Some(Value::List(values)) => values.as_slice(),
            _ => &[],
        };
        let is_member = members
            .iter()
            .any(|member| same_scalar(value, &member.value));
        if !is_member && !added.contains(value) {
            let shown = value.as_str().unwrap_or("this value");
            let known = members.iter().filter_map(|member| match &member.value {
                Scalar::String(text) => Some(text.as_str()),
                _ => None,
            });
            let known = known.chain(added.iter().filter_map(Value::as_str));
            let help = did_you_mean(shown, known)
                .unwrap_or_else(|| "add it to `members` of the `ref` in this span".to_owned());
            let error = format!("`{shown}` is no member of the enum `{}`", attribute.name);
            self.invalid(entry, error, Some(help));
        }
    }

    pub(super) fn parents(&mut self, entry: &Entry<'_>) {
        let Value::List(parents) = entry.value else {
            let error = format!("expected a list of span ids, found {}", entry.value.kind());
            return self.invalid(entry, error, None);
        };
        if parents.is_empty() {
            let error = "the list is empty".to_owned();
            return self.invalid(
                entry,
                error,
                Some("a span without a parent has `root`".to_owned()),
            );
        }
        for (index, parent) in parents.iter().enumerate() {
            let path = entry.path.clone().index(index);
            let Some(id) = parent.as_str() else {
                let error = format!("expected a span id, found {}", parent.kind());
                self.invalid_at(entry, path, error, None);
                continue;
            };
            let spans = self
                .specs
                .iter()
                .filter(|spec| spec.r#type == GroupType::Span);
            let spans: Vec<&str> = spans.map(|spec| spec.id.as_str()).chain([ROOT]).collect();
            if !spans.contains(&id) {
                let help = did_you_mean(id, spans);
                self.invalid_at(entry, path, format!("there is no span `{id}`"), help);
            }
        }
    }
}

pub(super) fn did_you_mean<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(name, known).map(|name| format!("did you mean `{name}`?"))
}

/// The names in braces; `None` if the braces do not go together.
fn placeholders(text: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(['{', '}']) {
        let inner = rest[open..].strip_prefix('{')?;
        let close = inner.find(['{', '}'])?;
        let (name, after) = inner.split_at(close);
        rest = after.strip_prefix('}')?;
        if name.is_empty() {
            return None;
        }
        names.push(name);
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    #[test]
    fn placeholders_are_what_stands_in_braces() {
        let check = |text, expect: Option<&[&str]>| {
            assert_eq!(placeholders(text).as_deref(), expect, "{text}");
        };
        check("plain", Some(&[]));
        check(
            "{http.request.method} {http.route}",
            Some(&["http.request.method", "http.route"]),
        );
        check("a {b", None);
        check("a b}", None);
        check("{a{b}}", None);
        check("{}", None);
    }
}
