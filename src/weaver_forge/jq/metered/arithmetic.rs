//! What operators make of values: each looks how large the result will be before it is made.

use std::ops::{Add, Div, Mul, Neg, Rem, Sub};

use jaq_core::ValR;
use jaq_core::ops::Math;
use jaq_json::{Num, Rc, Val};

use super::compare::compare;
use super::text::weigh;
use super::{ELEMENT_BYTES, ENTRY_BYTES, Error, Metered};
use crate::jq::meter::{self, Exhausted, INTEGER_BITS_MAX, VALUE_BYTES_MAX};

/// The size of a text in a list, in bytes, without its characters: the texts of `split` share them.
const PIECE_BYTES: usize = 64;

/// `operator` of two numbers; an error for any other values, of which nothing is calculated.
fn calculated(
    left: Metered,
    operator: Math,
    right: Metered,
    calculate: impl FnOnce(Val, Val) -> Result<Val, jaq_json::Error>,
) -> ValR<Metered> {
    if !matches!((&left.val, &right.val), (Val::Num(_), Val::Num(_))) {
        return Err(Error::math(left, operator, right));
    }
    calculate(left.val, right.val)
        .map(Metered::flat)
        .map_err(Metered::error)
}

/// The length of an integer, in bits.
fn bits(val: &Val) -> u64 {
    match val {
        Val::Num(Num::BigInt(integer)) => integer.bits(),
        _ => u64::from(usize::BITS),
    }
}

/// Looks at the integer that is about to be made.
fn integer(bits: u64) {
    if bits > INTEGER_BITS_MAX {
        meter::exhausted(Exhausted::Integer);
    }
    meter::steps((bits / 4096) as usize);
}

impl Add for Metered {
    type Output = ValR<Self>;

    fn add(self, right: Self) -> ValR<Self> {
        match (&self.val, &right.val) {
            (Val::Null, _) => return Ok(right),
            (_, Val::Null) => return Ok(self),
            (Val::Arr(l), Val::Arr(r)) => {
                grown(Rc::strong_count(l) == 1, l.len(), r.len(), ELEMENT_BYTES);
            }
            (Val::Obj(l), Val::Obj(r)) => {
                grown(Rc::strong_count(l) == 1, l.len(), r.len(), ENTRY_BYTES);
            }
            (Val::TStr(l), Val::TStr(r)) | (Val::BStr(l), Val::BStr(r)) => {
                grown(l.is_unique(), l.len(), r.len(), 1);
            }
            (l, r) => {
                integer(bits(l).max(bits(r)) + 1);
                return calculated(self, Math::Add, right, |l, r| l + r);
            }
        }
        let depth = self.depth.max(right.depth);
        Self::lifted(self.val + right.val, depth)
    }
}

/// Looks at what `right` elements behind `left` others make; those stay where they are if they are
/// `own`, else they are copied.
fn grown(own: bool, left: usize, right: usize, element_bytes: usize) {
    if left.saturating_add(right) > VALUE_BYTES_MAX / element_bytes {
        meter::exhausted(Exhausted::Value);
    }
    let copied = if own { right } else { left + right };
    meter::text(copied * element_bytes);
    meter::made(copied * element_bytes);
}

impl Sub for Metered {
    type Output = ValR<Self>;

    fn sub(self, right: Self) -> ValR<Self> {
        match (&self.val, &right.val) {
            (Val::Arr(items), Val::Arr(without)) => {
                let mut without: Vec<&Val> = without.iter().collect();
                without.sort_by(|l, r| compare(l, r));
                let stays = |item: &&Val| {
                    without
                        .binary_search_by(|other| compare(other, item))
                        .is_err()
                };
                let items: Vec<Val> = items.iter().filter(stays).cloned().collect();
                meter::made(items.len() * ELEMENT_BYTES);
                Ok(Self::nested(Val::Arr(Rc::new(items)), self.depth))
            }
            (l, r) => {
                integer(bits(l).max(bits(r)) + 1);
                calculated(self, Math::Sub, right, |l, r| l - r)
            }
        }
    }
}

impl Mul for Metered {
    type Output = ValR<Self>;

    fn mul(self, right: Self) -> ValR<Self> {
        match (&self.val, &right.val) {
            (Val::TStr(text) | Val::BStr(text), Val::Num(count))
            | (Val::Num(count), Val::TStr(text) | Val::BStr(text)) => repeated(text.len(), count),
            (Val::Obj(_), Val::Obj(_)) => weigh(&right.val),
            (l, r) => {
                integer(bits(l) + bits(r));
                return calculated(self, Math::Mul, right, |l, r| l * r);
            }
        }
        let is_number = |value: &Val| matches!(value, Val::Num(Num::Float(_) | Num::Dec(_)));
        if is_number(&self.val) || is_number(&right.val) {
            return Err(Error::math(self, Math::Mul, right));
        }
        let depth = self.depth.max(right.depth);
        Self::lifted(self.val * right.val, depth)
    }
}

/// Looks at a text of `bytes` bytes that is about to be repeated.
fn repeated(bytes: usize, count: &Num) {
    let count = match count {
        Num::Int(count) => usize::try_from(*count).unwrap_or(0),
        Num::BigInt(count) if !count.to_string().starts_with('-') => usize::MAX,
        _ => 0,
    };
    // Even nothing takes its time when it is repeated without end.
    let bytes = bytes
        .max(usize::from(count > VALUE_BYTES_MAX))
        .saturating_mul(count);
    meter::made(bytes);
    meter::text(bytes);
}

impl Div for Metered {
    type Output = ValR<Self>;

    fn div(self, right: Self) -> ValR<Self> {
        match (&self.val, &right.val) {
            (Val::TStr(text), Val::TStr(separator)) | (Val::BStr(text), Val::BStr(separator)) => {
                meter::text(text.len());
                meter::made(pieces(text, separator).saturating_mul(PIECE_BYTES));
                Self::lifted(self.val / right.val, 1)
            }
            _ => calculated(self, Math::Div, right, |l, r| l / r),
        }
    }
}

/// How many texts `separator` makes of `text`, at most.
fn pieces(text: &[u8], separator: &[u8]) -> usize {
    match (std::str::from_utf8(text), std::str::from_utf8(separator)) {
        (Ok(text), Ok(separator)) => text.matches(separator).count() + 1,
        _ => text.len() / separator.len().max(1) + 1,
    }
}

impl Rem for Metered {
    type Output = ValR<Self>;

    fn rem(self, right: Self) -> ValR<Self> {
        calculated(self, Math::Rem, right, |l, r| l % r)
    }
}

impl Neg for Metered {
    type Output = ValR<Self>;

    fn neg(self) -> ValR<Self> {
        match self.val {
            Val::Num(_) => Self::lifted(-self.val, 0),
            _ => Err(Error::typ(self, "number")),
        }
    }
}
