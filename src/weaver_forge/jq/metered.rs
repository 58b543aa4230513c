//! The values of jq programs: those of the interpreter, with a look at what is made of them.

mod arithmetic;
mod compare;
mod text;
mod update;

pub(super) use compare::equals;
pub(super) use text::{json, nesting, weigh_key};

use std::mem::size_of;

use jaq_core::box_iter::{BoxIter, box_once};
use jaq_core::path::Opt;
use jaq_core::val::Range;
use jaq_core::{ValR, ValX};
use jaq_json::{Map, Rc, Val};

use super::meter::{self, DEPTH_MAX, Exhausted};
use text::weigh;
use update::Update;

/// How deep a value is taken to be nested that comes from outside. What is read from files is less
/// deep, and it need not be known exactly.
const OUTSIDE_DEPTH: u32 = 1000;

/// The size of an element of a list, in bytes.
const ELEMENT_BYTES: usize = size_of::<Val>();

/// The size of an entry of an object, in bytes: key, value, hash and index.
const ENTRY_BYTES: usize = 2 * size_of::<Val>() + 2 * size_of::<usize>();

/// How many steps it takes to go through a list or an object, without its elements.
const VALUES_STEPS: usize = 16;

/// A value of a jq program.
#[derive(Debug, Clone)]
pub(super) struct Metered {
    val: Val,
    /// How deep it is nested at most: 0 if there is nothing in it.
    depth: u32,
}

/// An error of a jq program.
pub(super) type Error = jaq_core::Error<Metered>;

impl Metered {
    /// `val`, which is nested at most `depth` deep.
    pub(super) fn nested(val: Val, depth: u32) -> Self {
        if depth > DEPTH_MAX {
            meter::exhausted(Exhausted::Depth);
        }
        Self { val, depth }
    }

    /// A value that has no others in it.
    pub(super) fn flat(val: Val) -> Self {
        Self { val, depth: 0 }
    }

    /// A value that comes from outside, where nothing is nested too deep.
    pub(super) fn of(val: Val) -> Self {
        let depth = OUTSIDE_DEPTH;
        Self { val, depth }
    }

    /// What tells how deep values in this one are nested when this one is taken apart.
    fn shell(&self) -> Self {
        let depth = self.depth;
        let val = Val::Null;
        Self { val, depth }
    }

    /// A value in this one.
    fn inner(&self, val: Val) -> Self {
        let depth = match val {
            Val::Arr(_) | Val::Obj(_) => self.depth.saturating_sub(1),
            _ => 0,
        };
        Self { val, depth }
    }

    /// The value of the interpreter.
    pub(super) fn val(&self) -> &Val {
        &self.val
    }

    /// The value of the interpreter.
    pub(super) fn into_val(self) -> Val {
        self.val
    }

    /// The error of the interpreter as one of ours.
    fn error(error: jaq_json::Error) -> Error {
        Error::new(Self::flat(Val::utf8_str(text::message(&error))))
    }

    fn lifted(result: Result<Val, jaq_json::Error>, depth: u32) -> ValR<Self> {
        match result {
            Ok(val) => Ok(Self::nested(val, depth)),
            Err(error) => Err(Self::error(error)),
        }
    }
}

/// What it takes to copy the list or object that is about to be changed or taken apart.
fn copied(val: &Val) {
    match val {
        Val::Arr(items) if Rc::strong_count(items) > 1 => {
            meter::steps(items.len() / 16);
            meter::made(items.len() * ELEMENT_BYTES);
        }
        Val::Obj(fields) if Rc::strong_count(fields) > 1 => {
            meter::steps(fields.len() / 4);
            meter::made(fields.len() * ENTRY_BYTES);
        }
        _ => {}
    }
}

/// The size of a list or a text, in bytes, without what is in it.
fn bytes(val: &Val) -> usize {
    match val {
        Val::Arr(items) => items.len() * ELEMENT_BYTES,
        Val::TStr(text) | Val::BStr(text) => text.len(),
        _ => 0,
    }
}

/// A list as it grows.
fn list(items: impl Iterator<Item = Metered>) -> Metered {
    let mut depth = 0;
    let mut list = Vec::with_capacity(items.size_hint().0.min(1 << 10));
    for item in items {
        if list.len() == list.capacity() {
            meter::made(2 * list.len() * ELEMENT_BYTES);
        }
        depth = depth.max(item.depth);
        list.push(item.val);
    }
    meter::made(list.len() * ELEMENT_BYTES);
    Metered::nested(Val::Arr(Rc::new(list)), depth + 1)
}

impl FromIterator<Self> for Metered {
    fn from_iter<T: IntoIterator<Item = Self>>(items: T) -> Self {
        list(items.into_iter())
    }
}

impl From<bool> for Metered {
    fn from(flag: bool) -> Self {
        Self::flat(Val::from(flag))
    }
}

impl From<isize> for Metered {
    fn from(number: isize) -> Self {
        Self::flat(Val::from(number))
    }
}

impl From<usize> for Metered {
    fn from(number: usize) -> Self {
        Self::flat(Val::from(number))
    }
}

impl From<f64> for Metered {
    fn from(number: f64) -> Self {
        Self::flat(Val::from(number))
    }
}

impl From<String> for Metered {
    fn from(text: String) -> Self {
        meter::made(text.len());
        Self::flat(Val::from(text))
    }
}

impl From<Range<Self>> for Metered {
    fn from(range: Range<Self>) -> Self {
        let depth = |bound: &Option<Self>| bound.as_ref().map_or(0, |bound| bound.depth);
        let depth = depth(&range.start).max(depth(&range.end)) + 1;
        let val = |bound: Option<Self>| bound.map(Self::into_val);
        Self::nested(Val::from(val(range.start)..val(range.end)), depth)
    }
}

/// The bounds of a range as values of the interpreter.
fn bounds<'r>(range: &Range<&'r Metered>) -> Range<&'r Val> {
    range.start.map(Metered::val)..range.end.map(Metered::val)
}

impl jaq_core::ValT for Metered {
    fn from_num(text: &str) -> ValR<Self> {
        Self::lifted(Val::from_num(text), 0)
    }

    fn from_map<I: IntoIterator<Item = (Self, Self)>>(entries: I) -> ValR<Self> {
        let mut depth = 0;
        let mut fields = Map::default();
        for (key, value) in entries {
            depth = depth.max(key.depth).max(value.depth);
            text::weigh_key(&key.val);
            fields.insert(key.val, value.val);
        }
        meter::made(fields.len() * ENTRY_BYTES);
        Ok(Self::nested(Val::obj(fields), depth + 1))
    }

    fn key_values(self) -> BoxIter<'static, ValR<(Self, Self), Self>> {
        copied(&self.val);
        let this = self.shell();
        Box::new(self.val.key_values().map(move |entry| {
            meter::steps(1);
            entry
                .map(|(key, value)| (this.inner(key), this.inner(value)))
                .map_err(Self::error)
        }))
    }

    fn values(self) -> Box<dyn Iterator<Item = ValR<Self>>> {
        copied(&self.val);
        // `..` asks for the values of every value, and hands each one up through all that are above.
        meter::steps(VALUES_STEPS);
        let this = self.shell();
        let inner = move |val| {
            meter::steps(1);
            Ok(this.inner(val))
        };
        match self.val {
            Val::Arr(items) => Box::new(Rc::unwrap_or_clone(items).into_iter().map(inner)),
            Val::Obj(fields) => Box::new(Rc::unwrap_or_clone(fields).into_values().map(inner)),
            other => box_once(Err(Error::typ(
                Self::flat(other),
                "iterable (array or object)",
            ))),
        }
    }

    fn index(self, index: &Self) -> ValR<Self> {
        let this = self.shell();
        match (&self.val, &index.val) {
            (Val::Obj(fields), Val::TStr(_)) => {
                let found = fields.get(&index.val).cloned();
                return Ok(this.inner(found.unwrap_or_default()));
            }
            // Looks for one list in another.
            (Val::Arr(items), Val::Arr(wanted)) => {
                wanted.iter().for_each(weigh);
                items.iter().for_each(weigh);
            }
            (Val::Obj(_), key) => text::weigh_key(key),
            _ => {}
        }
        // A part of a list is as deep as the list.
        let depth = self.depth;
        Self::lifted(self.val.index(&index.val), depth)
    }

    fn range(self, range: Range<&Self>) -> ValR<Self> {
        match &self.val {
            Val::Arr(items) => {
                meter::steps(items.len() / 16);
                meter::made(items.len() * ELEMENT_BYTES);
            }
            Val::TStr(text) => meter::text(text.len()),
            _ => {}
        }
        let depth = self.depth;
        Self::lifted(self.val.range(bounds(&range)), depth)
    }

    fn map_values<'a, I: Iterator<Item = ValX<'a, Self>>>(
        self,
        opt: Opt,
        f: impl Fn(Self) -> I,
    ) -> ValX<'a, Self> {
        copied(&self.val);
        let this = self.shell();
        match self.val {
            Val::Arr(items) => Rc::unwrap_or_clone(items)
                .into_iter()
                .flat_map(|val| f(this.inner(val)))
                .collect(),
            Val::Obj(fields) => {
                let fields = Rc::unwrap_or_clone(fields).into_iter();
                let fields = fields.filter_map(|(key, val)| {
                    let mapped = f(this.inner(val)).next()?;
                    Some(mapped.map(|val| (this.inner(key), val)))
                });
                let fields: Vec<_> = fields.collect::<Result<_, _>>()?;
                Ok(Self::from_map(fields)?)
            }
            other => opt.fail(Self::flat(other), |val| {
                Error::typ(val, "iterable (array or object)").into()
            }),
        }
    }

    fn map_index<'a, I: Iterator<Item = ValX<'a, Self>>>(
        self,
        index: &Self,
        opt: Opt,
        f: impl Fn(Self) -> I,
    ) -> ValX<'a, Self> {
        copied(&self.val);
        if let (Val::Obj(_), key) = (&self.val, &index.val) {
            text::weigh_key(key);
        }
        let this = self.shell();
        let is_part = matches!(
            (&self.val, &index.val),
            (Val::BStr(_) | Val::TStr(_) | Val::Arr(_), Val::Obj(_))
        );
        let update = Update::of(this.depth, is_part.then(|| bytes(&self.val)));
        let outcome = self.val.map_index(&index.val, opt, |val| {
            let val = if is_part {
                Self {
                    val,
                    ..this.shell()
                }
            } else {
                this.inner(val)
            };
            update.lowered(f(val))
        });
        update.lifted(outcome)
    }

    fn map_range<'a, I: Iterator<Item = ValX<'a, Self>>>(
        self,
        range: Range<&Self>,
        opt: Opt,
        f: impl Fn(Self) -> I,
    ) -> ValX<'a, Self> {
        copied(&self.val);
        let depth = self.depth;
        let update = Update::of(depth, Some(bytes(&self.val)));
        let outcome = self.val.map_range(bounds(&range), opt, |val| {
            update.lowered(f(Self { val, depth }))
        });
        update.lifted(outcome)
    }

    fn as_bool(&self) -> bool {
        self.val.as_bool()
    }

    fn into_string(self) -> Self {
        match self.val {
            Val::BStr(text) | Val::TStr(text) => Self::flat(Val::TStr(text)),
            other => Self::flat(Val::utf8_str(text::json(&other))),
        }
    }
}
