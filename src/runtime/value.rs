//! Values of attributes, converted only when a span records them.

use opentelemetry::{Array, StringValue};

use crate::schema::Constant;

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct Value(pub(crate) opentelemetry::Value);

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
    /// Converts; called only when the value is recorded.
    fn into_value(self) -> Value;
}

/// A whole number, ready to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct Int<I>(pub I);

impl<I: Integer> IntoValue for Int<I> {
    fn into_value(self) -> Value {
        Value(opentelemetry::Value::I64(self.0.saturate()))
    }
}

/// Text that lives as long as the program: recorded without a copy.
#[derive(Debug, Clone, Copy)]
pub struct Static(pub &'static str);

impl IntoValue for Static {
    fn into_value(self) -> Value {
        Value(opentelemetry::Value::String(StringValue::from(self.0)))
    }
}

impl IntoValue for &str {
    fn into_value(self) -> Value {
        Value(opentelemetry::Value::String(StringValue::from(
            self.to_owned(),
        )))
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value(opentelemetry::Value::String(StringValue::from(self)))
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value(opentelemetry::Value::Bool(self))
    }
}

impl IntoValue for f64 {
    fn into_value(self) -> Value {
        Value(opentelemetry::Value::F64(self))
    }
}

impl IntoValue for i64 {
    fn into_value(self) -> Value {
        Value(opentelemetry::Value::I64(self))
    }
}

impl<S: AsRef<str>> IntoValue for &[S] {
    fn into_value(self) -> Value {
        let texts = self
            .iter()
            .map(|text| StringValue::from(text.as_ref().to_owned()))
            .collect();
        Value(opentelemetry::Value::Array(Array::String(texts)))
    }
}

impl IntoValue for Vec<String> {
    fn into_value(self) -> Value {
        let texts = self.into_iter().map(StringValue::from).collect();
        Value(opentelemetry::Value::Array(Array::String(texts)))
    }
}

macro_rules! lists {
    ($($type:ty => $variant:ident),*) => {$(
        impl IntoValue for List<'_, $type> {
            fn into_value(self) -> Value {
                self.0.to_vec().into_value()
            }
        }

        impl IntoValue for Vec<$type> {
            fn into_value(self) -> Value {
                Value(opentelemetry::Value::Array(Array::$variant(self)))
            }
        }
    )*};
}

lists!(i64 => I64, f64 => F64, bool => Bool);

impl IntoValue for Constant {
    fn into_value(self) -> Value {
        match self {
            Self::Text(text) => Static(text).into_value(),
            Self::Int(number) => number.into_value(),
            Self::Double(number) => number.into_value(),
            Self::Boolean(truth) => truth.into_value(),
        }
    }
}

/// A list of numbers or truth values, ready to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct List<'a, T>(pub &'a [T]);

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
