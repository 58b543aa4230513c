//! How much one span may hold, as the OpenTelemetry specification defines it.

use crate::value::ListValue;

/// How much one span may hold. What is above is counted and not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Attributes of a span.
    pub attributes_max: usize,
    /// Characters of a text value; longer ones are cut. `None`: no limit.
    pub value_length_max: Option<usize>,
    /// Events of a span.
    pub events_max: usize,
    /// Links of a span.
    pub links_max: usize,
    /// Attributes of an event.
    pub event_attributes_max: usize,
    /// Attributes of a link.
    pub link_attributes_max: usize,
}

impl Default for Limits {
    /// The defaults of the specification.
    fn default() -> Self {
        Self {
            attributes_max: 128,
            value_length_max: None,
            events_max: 128,
            links_max: 128,
            event_attributes_max: 128,
            link_attributes_max: 128,
        }
    }
}

impl Limits {
    /// No limits, for attributes that no user writes.
    pub(crate) const NONE: Self = Self {
        attributes_max: usize::MAX,
        value_length_max: None,
        events_max: usize::MAX,
        links_max: usize::MAX,
        event_attributes_max: usize::MAX,
        link_attributes_max: usize::MAX,
    };

    pub(crate) const fn none() -> &'static Self {
        &Self::NONE
    }

    /// As much of a text as may be kept.
    #[inline]
    pub(crate) fn cut<'a>(&self, text: &'a str) -> &'a str {
        let Some(length) = self.value_length_max.filter(|max| text.len() > *max) else {
            return text;
        };
        match text.char_indices().nth(length) {
            Some((end, _)) => &text[..end],
            None => text,
        }
    }

    pub(crate) fn cut_list(&self, mut list: ListValue) -> ListValue {
        if let (ListValue::Texts(texts), Some(_)) = (&mut list, self.value_length_max) {
            for text in texts {
                let length = self.cut(text).len();
                text.truncate(length);
            }
        }
        list
    }
}
