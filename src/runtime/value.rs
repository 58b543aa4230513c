//! Values of attributes, borrowed from where they are until a span keeps them.

use std::borrow::Cow;

use crate::schema::Constant;

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Text, copied when a span keeps it.
    Text(&'a str),
    /// Text that lives as long as the program.
    Static(&'static str),
    /// A whole number.
    Int(i64),
    /// A floating point number.
    Double(f64),
    /// True or false.
    Boolean(bool),
    /// A list.
    List(Cow<'a, ListValue>),
}

/// A list of values of one type.
#[derive(Debug, Clone, PartialEq)]
pub enum ListValue {
    /// Texts.
    Texts(Vec<String>),
    /// Whole numbers.
    Ints(Vec<i64>),
    /// Floating point numbers.
    Doubles(Vec<f64>),
    /// Truth values.
    Booleans(Vec<bool>),
}

impl ListValue {
    /// How much memory the list holds.
    pub(crate) fn memory_bytes(&self) -> usize {
        size_of::<Self>()
            + match self {
                Self::Texts(texts) => texts
                    .iter()
                    .map(|text| size_of::<String>() + text.capacity())
                    .sum(),
                Self::Ints(numbers) => size_of_val(&numbers[..]),
                Self::Doubles(numbers) => size_of_val(&numbers[..]),
                Self::Booleans(truths) => truths.len(),
            }
    }
}

/// A whole number of any width. What does not fit 64 signed bits becomes the nearest that does.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no whole number, which this attribute is in the registry",
    label = "expected a whole number"
)]
pub trait Integer: Copy {
    /// The number in 64 signed bits.
    fn saturate(self) -> i64;
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Integer for $type {
            #[inline]
            fn saturate(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MAX)
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64, usize);

/// What can be recorded as the value of an attribute.
pub trait IntoValue {
    /// Hands the value to whoever records it; called only when it is recorded.
    fn visit<R>(self, visitor: impl FnOnce(Value<'_>) -> R) -> R;
}

impl IntoValue for Value<'_> {
    #[inline]
    fn visit<R>(self, visitor: impl FnOnce(Value<'_>) -> R) -> R {
        visitor(self)
    }
}

/// A whole number, ready to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct Int<I>(pub I);

impl<I: Integer> IntoValue for Int<I> {
    #[inline]
    fn visit<R>(self, visitor: impl FnOnce(Value<'_>) -> R) -> R {
        visitor(Value::Int(self.0.saturate()))
    }
}

/// Text that lives as long as the program: recorded without a copy.
#[derive(Debug, Clone, Copy)]
pub struct Static(pub &'static str);

impl IntoValue for Static {
    #[inline]
    fn visit<R>(self, visitor: impl FnOnce(Value<'_>) -> R) -> R {
        visitor(Value::Static(self.0))
    }
}

impl IntoValue for &str {
    #[inline]
    fn visit<R>(self, visitor: impl FnOnce(Value<'_>) -> R) -> R {
        visitor(Value::Text(self))
    }
}

impl IntoValue for String {
    fn visit<R>(self, visitor: impl FnOnce(Value<'_>) -> R) -> R {
        visitor(Value::Text(&self))
    }
}

impl IntoValue for bool {
    #[inline]
    fn visit<R>(self, visitor: impl FnOnce(Value<'_>) -> R) -> R {
        visitor(Value::Boolean(self))
    }
}

impl IntoValue for f64 {
    #[inline]
    fn visit<R>(self, visitor: impl FnOnce(Value<'_>) -> R) -> R {
        visitor(Value::Double(self))
    }
}

impl IntoValue for i64 {
    #[inline]
    fn visit<R>(self, visitor: impl FnOnce(Value<'_>) -> R) -> R {
        visitor(Value::Int(self))
    }
}

impl From<Constant> for Value<'static> {
    fn from(constant: Constant) -> Self {
        match constant {
            Constant::Text(text) => Self::Static(text),
            Constant::Int(number) => Self::Int(number),
            Constant::Double(number) => Self::Double(number),
            Constant::Boolean(truth) => Self::Boolean(truth),
        }
    }
}

impl<S: AsRef<str>> IntoValue for &[S] {
    fn visit<R>(self, visitor: impl FnOnce(Value<'_>) -> R) -> R {
        let texts = self.iter().map(|text| text.as_ref().to_owned()).collect();
        visitor(Value::List(Cow::Owned(ListValue::Texts(texts))))
    }
}

/// A list of numbers or truth values, ready to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct List<'a, T>(pub &'a [T]);

macro_rules! lists {
    ($($type:ty => $variant:ident),*) => {$(
        impl IntoValue for Vec<$type> {
            fn visit<R>(self, visitor: impl FnOnce(Value<'_>) -> R) -> R {
                visitor(Value::List(Cow::Owned(ListValue::$variant(self))))
            }
        }

        impl IntoValue for List<'_, $type> {
            fn visit<R>(self, visitor: impl FnOnce(Value<'_>) -> R) -> R {
                self.0.to_vec().visit(visitor)
            }
        }
    )*};
}

lists!(String => Texts, i64 => Ints, f64 => Doubles, bool => Booleans);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_too_large_becomes_the_largest() {
        assert_eq!(u64::MAX.saturate(), i64::MAX);
        assert_eq!((-3_i8).saturate(), -3);
        assert_eq!(7_usize.saturate(), 7);
    }
}
