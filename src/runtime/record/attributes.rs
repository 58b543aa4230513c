//! Attributes by their index in a schema, their texts in one buffer.

use std::borrow::Cow;
use std::ops::Range;

use crate::provider;
use crate::record::limits::Limits;
use crate::schema::{AttributeSchema, Constant};
use crate::value::{IntoValue, ListValue, Value};

/// Bytes of text that the attributes of one span hold at most; what comes later is counted as
/// dropped. Prompts and documents are the only texts of that size.
const TEXT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// The attributes of a span, an event or a resource.
///
/// Setting one twice keeps the later value. All texts lie in one buffer, so that a span costs no
/// allocation for each of them.
#[derive(Debug, Clone)]
pub struct Attributes {
    schema: &'static [AttributeSchema],
    /// Attributes that the schema itself sets: never copied.
    constants: &'static [(usize, Constant)],
    limits: &'static Limits,
    entries: Vec<Entry>,
    text: String,
    dropped: u32,
}

#[derive(Debug, Clone)]
struct Entry {
    /// Index in the schema.
    index: u32,
    /// What a template's key ends with; empty for every other attribute.
    suffix: Place,
    value: Slot,
}

/// Where a text lies in the buffer. Aligned so that it is copied as one word: see [`Slot`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(align(8))]
struct Place {
    start: u32,
    end: u32,
}

/// A value as it is kept. Every variant fills whole words: a smaller one would lie beside the tag
/// and make the compiler copy the first word in pieces, for which the processor has to wait.
#[derive(Debug, Clone)]
enum Slot {
    Text(Place),
    Static(&'static str),
    Int(i64),
    Double(f64),
    Boolean(Truth),
    List(Box<ListValue>),
}

#[derive(Debug, Clone, Copy)]
#[repr(align(8))]
struct Truth(bool);

impl Attributes {
    pub(crate) fn new(schema: &'static [AttributeSchema], limits: &'static Limits) -> Self {
        Self {
            schema,
            constants: &[],
            limits,
            entries: Vec::with_capacity(schema.len()),
            text: String::new(),
            dropped: 0,
        }
    }

    /// Forgets all attributes, but keeps the memory.
    pub(crate) fn reset(
        &mut self,
        schema: &'static [AttributeSchema],
        constants: &'static [(usize, Constant)],
        limits: &'static Limits,
    ) {
        self.schema = schema;
        self.constants = constants;
        self.limits = limits;
        self.entries.clear();
        self.entries.reserve(schema.len());
        self.text.clear();
        self.dropped = 0;
    }

    /// Whether they hold so little memory that it may be kept for the next span.
    pub(crate) fn are_small(&self) -> bool {
        const ENTRIES_MAX: usize = 64;
        const TEXT_BYTES_MAX: usize = 4 * 1024;
        self.entries.capacity() <= ENTRIES_MAX && self.text.capacity() <= TEXT_BYTES_MAX
    }

    /// Adds an attribute that is not there yet: what a span starts with, each attribute once.
    #[inline(always)]
    pub fn add(&mut self, index: usize, value: impl IntoValue) {
        value.visit(|value| self.push(index, "", value));
    }

    /// Adds an attribute that repeats another under an older key, unless the process opted out of it.
    #[inline]
    pub fn add_superseded(&mut self, index: usize, value: impl IntoValue) {
        let word = self.schema[index].superseded;
        if word.is_none_or(provider::emits_superseded) {
            self.add(index, value);
        }
    }

    /// Sets the attribute with this index; a later value replaces an earlier one.
    pub(crate) fn set(&mut self, index: usize, value: impl IntoValue) {
        self.set_suffixed(index, "", value);
    }

    /// Sets one attribute of a template: its key is the template's and `suffix`.
    pub(crate) fn set_suffixed(&mut self, index: usize, suffix: &str, value: impl IntoValue) {
        value.visit(|value| self.put(index, suffix, value));
    }

    fn put(&mut self, index: usize, suffix: &str, value: Value<'_>) {
        match self.position(index, suffix) {
            Some(position) if self.has_room_for(&value) => {
                self.entries[position].value = self.slot(value);
            }
            Some(_) => self.dropped = self.dropped.saturating_add(1),
            None => self.push(index, suffix, value),
        }
    }

    /// Compiled into its callers, each of which knows what kind of value it has.
    #[inline(always)]
    fn push(&mut self, index: usize, suffix: &str, value: Value<'_>) {
        if self.entries.len() >= self.limits.attributes_max || !self.has_room_for(&value) {
            self.dropped = self.dropped.saturating_add(1);
            return;
        }
        let value = self.slot(value);
        let suffix = self.keep(suffix);
        self.entries.push(Entry {
            // An index into a schema, which holds far fewer than 2^32 attributes.
            index: u32::try_from(index).unwrap_or(u32::MAX),
            suffix,
            value,
        });
    }

    #[inline]
    fn has_room_for(&self, value: &Value<'_>) -> bool {
        match value {
            Value::Text(text) => self.text.len() + self.limits.cut(text).len() <= TEXT_BYTES_MAX,
            _ => true,
        }
    }

    #[inline]
    fn position(&self, index: usize, suffix: &str) -> Option<usize> {
        self.entries
            .iter()
            .position(|entry| entry.index as usize == index && self.text(entry.suffix) == suffix)
    }

    #[inline(always)]
    fn slot(&mut self, value: Value<'_>) -> Slot {
        match value {
            Value::Text(text) => Slot::Text(self.keep(self.limits.cut(text))),
            Value::Static(text) => Slot::Static(self.limits.cut(text)),
            Value::Int(number) => Slot::Int(number),
            Value::Double(number) => Slot::Double(number),
            Value::Boolean(truth) => Slot::Boolean(Truth(truth)),
            Value::List(list) => Slot::List(Box::new(self.limits.cut_list(list.into_owned()))),
        }
    }

    #[inline]
    fn keep(&mut self, text: &str) -> Place {
        if text.is_empty() {
            return Place::default();
        }
        // The buffer is smaller than 4 GiB: see `TEXT_BYTES_MAX`.
        let start = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.text.push_str(text);
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        Place { start, end }
    }

    fn text(&self, place: Place) -> &str {
        let range: Range<usize> = place.start as usize..place.end as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// How much memory is held beside the value itself.
    pub(crate) fn memory_bytes(&self) -> usize {
        let entries = self.entries.capacity() * size_of::<Entry>();
        let lists = self.entries.iter().map(|entry| match &entry.value {
            Slot::List(list) => list.memory_bytes(),
            _ => 0,
        });
        entries + self.text.capacity() + lists.sum::<usize>()
    }

    /// How many attributes were not kept because of a limit.
    pub(crate) const fn dropped(&self) -> u32 {
        self.dropped
    }

    /// Every attribute: the constants of the schema, and the others in the order in which they were
    /// first set.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Cow<'static, str>, Value<'_>)> {
        let constants = self.constants.iter().map(|&(index, value)| {
            let key = Cow::Borrowed(self.schema[index].key);
            (key, value.into())
        });
        let set = self.entries.iter();
        constants.chain(set.map(|entry| (self.key(entry), self.value(entry))))
    }

    /// The value of the attribute with this index.
    pub(crate) fn get(&self, index: usize) -> Option<Value<'_>> {
        if let Some(position) = self.position(index, "") {
            return Some(self.value(&self.entries[position]));
        }
        let mut constants = self.constants.iter();
        let (_, value) = constants.find(|(constant, _)| *constant == index)?;
        Some((*value).into())
    }

    fn key(&self, entry: &Entry) -> Cow<'static, str> {
        let key = self.schema[entry.index as usize].key;
        match self.text(entry.suffix) {
            "" => Cow::Borrowed(key),
            suffix => Cow::Owned(format!("{key}.{suffix}")),
        }
    }

    fn value<'a>(&'a self, entry: &'a Entry) -> Value<'a> {
        match &entry.value {
            Slot::Text(place) => Value::Text(self.text(*place)),
            Slot::Static(text) => Value::Static(text),
            Slot::Int(number) => Value::Int(*number),
            Slot::Double(number) => Value::Double(*number),
            Slot::Boolean(Truth(truth)) => Value::Boolean(*truth),
            Slot::List(list) => Value::List(Cow::Borrowed(list)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{AttributeType, RequirementLevel};
    use crate::value::{Int, Static};

    const fn attribute(key: &'static str) -> AttributeSchema {
        AttributeSchema {
            key,
            value_type: AttributeType::String,
            level: RequirementLevel::Recommended,
            superseded: None,
        }
    }

    static SCHEMA: &[AttributeSchema] = &[attribute("a"), attribute("b"), attribute("c")];

    fn shown(attributes: &Attributes) -> Vec<String> {
        let shown = |(key, value)| format!("{key}={value:?}");
        attributes.iter().map(shown).collect()
    }

    #[test]
    fn a_later_value_replaces_an_earlier_one_where_it_stands() {
        let mut attributes = Attributes::new(SCHEMA, Limits::none());
        attributes.set(0, "first");
        attributes.set(1, Int(1));
        attributes.set(0, "the second");
        attributes.set_suffixed(2, "x", Static("1"));
        attributes.set_suffixed(2, "y", true);
        attributes.set_suffixed(2, "x", 2.5);
        assert_eq!(
            shown(&attributes),
            [
                "a=Text(\"the second\")",
                "b=Int(1)",
                "c.x=Double(2.5)",
                "c.y=Boolean(true)"
            ],
        );
    }

    #[test]
    fn attributes_above_the_limit_are_counted_and_not_kept() {
        static LIMITS: Limits = Limits {
            attributes_max: 1,
            value_length_max: Some(3),
            ..Limits::NONE
        };
        let mut attributes = Attributes::new(SCHEMA, &LIMITS);
        attributes.set(0, "größer");
        attributes.set(1, Int(1));
        attributes.set(0, vec!["long text".to_owned()]);
        assert_eq!(attributes.dropped(), 1);
        let list = ListValue::Texts(vec!["lon".to_owned()]);
        assert_eq!(attributes.get(0), Some(Value::List(Cow::Owned(list))));
        attributes.set(0, "größer");
        assert_eq!(attributes.get(0), Some(Value::Text("grö")));
    }

    #[test]
    fn a_text_that_is_cut_need_not_fit_whole() {
        static LIMITS: Limits = Limits {
            value_length_max: Some(3),
            ..Limits::NONE
        };
        let mut attributes = Attributes::new(SCHEMA, &LIMITS);
        attributes.add(0, "x".repeat(TEXT_BYTES_MAX + 1));
        assert_eq!(attributes.get(0), Some(Value::Text("xxx")));
        let mut attributes = Attributes::new(SCHEMA, Limits::none());
        attributes.add(0, "x".repeat(TEXT_BYTES_MAX + 1));
        assert_eq!((attributes.get(0), attributes.dropped()), (None, 1));
    }

    #[test]
    fn memory_is_used_again_without_what_was_in_it() {
        let mut attributes = Attributes::new(SCHEMA, Limits::none());
        attributes.set(0, "secret");
        assert!(attributes.are_small());
        attributes.reset(SCHEMA, &[(1, Constant::Int(7))], Limits::none());
        assert_eq!(shown(&attributes), ["b=Int(7)"]);
        assert_eq!(attributes.get(1), Some(Value::Int(7)));
        assert_eq!(attributes.get(0), None);
        assert_eq!(attributes.text, "");
    }
}
