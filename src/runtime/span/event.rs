//! Events of a running span.

use crate::record::Attributes;
use crate::schema::EventSchema;
use crate::span::Span;
use crate::value::IntoValue;

/// An event that was added to a running span.
#[derive(Debug)]
pub struct AddedEvent<'a> {
    span: &'a Span,
    /// Its place among the events of the span; `None` if the span is not recorded or full.
    index: Option<usize>,
}

impl Span {
    /// Adds an event that happens now. `describe` is called only if it is recorded: the span may be
    /// exported, and has room for it.
    #[inline]
    pub fn add_event(
        &self,
        schema: &'static EventSchema,
        describe: impl FnOnce(&mut Attributes),
    ) -> AddedEvent<'_> {
        let mut index = None;
        if let Some(running) = &self.running
            && let Some(mut recording) = running.record()
        {
            let settings = running.settings;
            recording.write(|record| index = record.add_event(schema, settings, describe));
        }
        AddedEvent { span: self, index }
    }
}

impl AddedEvent<'_> {
    /// Sets an attribute; a later value replaces an earlier one.
    #[inline]
    pub fn set(&self, index: usize, value: impl IntoValue) {
        self.write(|attributes| attributes.set(index, value));
    }

    /// Sets an attribute that leaves the process only when content capture is on; otherwise
    /// `value` is not called.
    pub fn set_opt_in<V: IntoValue>(&self, index: usize, value: impl FnOnce() -> V) {
        if self.captures_content() {
            // Called before the record is locked: it may set attributes of the span.
            self.set(index, value());
        }
    }

    /// Sets one attribute of a template: its key is the template's and `suffix`.
    pub fn set_suffixed(&self, index: usize, suffix: &str, value: impl IntoValue) {
        self.write(|attributes| attributes.set_suffixed(index, suffix, value));
    }

    /// [`set_suffixed`](Self::set_suffixed) for content: see [`set_opt_in`](Self::set_opt_in).
    pub fn set_suffixed_opt_in<V: IntoValue>(
        &self,
        index: usize,
        suffix: &str,
        value: impl FnOnce() -> V,
    ) {
        if self.captures_content() {
            self.set_suffixed(index, suffix, value());
        }
    }

    fn captures_content(&self) -> bool {
        self.index.is_some() && self.span.captures_content()
    }

    #[inline]
    fn write(&self, write: impl FnOnce(&mut Attributes)) {
        if let Some(index) = self.index
            && let Some(mut recording) = self.span.running.as_ref().and_then(|it| it.record())
        {
            recording.write(|record| {
                if let Some(event) = record.events.get_mut(index) {
                    write(&mut event.attributes);
                }
            });
        }
    }
}
