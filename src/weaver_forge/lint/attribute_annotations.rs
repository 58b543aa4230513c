use super::span_annotations::did_you_mean;
use super::vocabulary::Entry;
use super::{Linter, find, full_name};
use crate::model::{AttributeSpec, AttributeType, GroupSpec, Value};

impl<'a> Linter<'a> {
    pub(super) fn attribute_annotation(
        &mut self,
        spec: &'a GroupSpec,
        attribute: &AttributeSpec,
        entry: &Entry<'_>,
    ) {
        match entry.key {
            "members" => self.members(spec, attribute, entry),
            "same_value_as" => self.same_value_as(spec, attribute, entry),
            "allow_deprecated" | "stability_opt_in" => {
                let text = entry.value.as_str().map(str::trim);
                if text.is_none_or(str::is_empty) {
                    let error = format!("expected a text, found {}", entry.value.kind());
                    self.invalid(entry, error, None);
                }
            }
            "exclude" if entry.value.as_bool().is_none() => {
                let error = format!("expected a boolean, found {}", entry.value.kind());
                self.invalid(entry, error, None);
            }
            _ => {}
        }
    }

    fn members(&mut self, spec: &'a GroupSpec, attribute: &AttributeSpec, entry: &Entry<'_>) {
        let Some(group) = self.group(spec) else {
            return;
        };
        if let Some(resolved) = find(group, &full_name(spec, attribute))
            && !matches!(resolved.r#type, AttributeType::Enum(_))
        {
            let error = format!(
                "`{}` is no enum, but of type `{}`",
                resolved.name, resolved.r#type
            );
            return self.invalid(entry, error, Some("remove it".to_owned()));
        }
        let Value::List(members) = entry.value else {
            let error = format!("expected a list of strings, found {}", entry.value.kind());
            return self.invalid(entry, error, None);
        };
        if members.is_empty() {
            self.invalid(entry, "the list is empty".to_owned(), None);
        }
        for (index, member) in members.iter().enumerate() {
            let path = entry.path.clone().index(index);
            if member.as_str().is_none() {
                let error = format!("expected a string, found {}", member.kind());
                self.invalid_at(entry, path, error, None);
            } else if members[..index].contains(member) {
                let shown = member.as_str().unwrap_or_default();
                self.invalid_at(entry, path, format!("`{shown}` occurs twice"), None);
            }
        }
    }

    fn same_value_as(&mut self, spec: &'a GroupSpec, attribute: &AttributeSpec, entry: &Entry<'_>) {
        let Some(group) = self.group(spec) else {
            return;
        };
        let Some(other) = entry.value.as_str() else {
            let error = format!(
                "expected the name of an attribute, found {}",
                entry.value.kind()
            );
            return self.invalid(entry, error, None);
        };
        let own = full_name(spec, attribute);
        let names = || {
            group
                .attributes
                .iter()
                .map(|it| it.name.as_str())
                .filter(|it| *it != own)
        };
        if !names().any(|name| name == other) {
            let help = did_you_mean(other, names());
            let error = format!("`{other}` is no other attribute of `{}`", group.id);
            self.invalid(entry, error, help);
        }
    }
}
