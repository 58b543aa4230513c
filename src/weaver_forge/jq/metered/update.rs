//! A change of a part of a value, which the interpreter's own values make.

use std::cell::{Cell, RefCell};

use jaq_core::{Exn, ValX};
use jaq_json::Val;

use super::{Metered, bytes};
use crate::jq::meter;

/// A change that is being made. What the program raises cannot be put in the terms of the inner
/// values, so it is kept here until they are done.
pub(super) struct Update<'a> {
    raised: RefCell<Option<Exn<'a, Metered>>>,
    /// How deep the changed value is nested.
    depth: Cell<u32>,
    /// The size of the value, in bytes, if it is a range of it that changes.
    range_of_bytes: Option<usize>,
}

impl<'a> Update<'a> {
    /// The change of a value nested `depth` deep. If it is a range of the value that changes,
    /// `range_of_bytes` is the size of the value.
    pub(super) fn of(depth: u32, range_of_bytes: Option<usize>) -> Self {
        Self {
            raised: RefCell::new(None),
            depth: Cell::new(depth),
            range_of_bytes,
        }
    }

    /// What the program yields, as inner values.
    pub(super) fn lowered<'u>(
        &'u self,
        yielded: impl Iterator<Item = ValX<'a, Metered>> + 'u,
    ) -> impl Iterator<Item = ValX<'a, Val>> + 'u {
        yielded.map(|outcome| match outcome {
            Ok(value) => {
                let step = u32::from(self.range_of_bytes.is_none());
                self.depth.set(self.depth.get().max(value.depth + step));
                if let Some(before) = self.range_of_bytes {
                    meter::made(before + bytes(&value.val));
                }
                Ok(value.val)
            }
            Err(exception) => {
                *self.raised.borrow_mut() = Some(exception);
                Err(Exn::from(jaq_json::Error::new(Val::Null)))
            }
        })
    }

    /// The changed value, or what the program raised.
    pub(super) fn lifted(self, outcome: ValX<'a, Val>) -> ValX<'a, Metered> {
        if let Some(exception) = self.raised.into_inner() {
            return Err(exception);
        }
        match outcome.map_err(Exn::get_err) {
            // An object where there was none is one deep.
            Ok(val) => Ok(Metered::nested(val, self.depth.get().max(1))),
            Err(Ok(error)) => Err(Metered::error(error).into()),
            // Values raise nothing but errors.
            Err(Err(_)) => Err(Metered::error(jaq_json::Error::new(Val::Null)).into()),
        }
    }
}
