use crate::model::{AttributeType, Examples, ScalarType};

/// How examples agree with a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// They are values of the type, or a list of such values.
    Exact,
    /// They are the items of one list, where a list of lists is expected.
    Flat,
    /// They are something else.
    Not,
}

/// How `examples` agree with `type`. Integers are no doubles here.
pub(super) fn fit(examples: &Examples, r#type: &AttributeType) -> Fit {
    match r#type {
        AttributeType::Enum(_) => Fit::Exact,
        AttributeType::Scalar(scalar) => match is_flat_list_of(examples, *scalar) {
            true => Fit::Flat,
            false => exact(examples, *scalar),
        },
        // Weaver is lenient with templates of string lists only, and there with a single string too.
        AttributeType::Template(ScalarType::Strings)
            if matches!(examples, Examples::String(_) | Examples::Strings(_)) =>
        {
            Fit::Flat
        }
        AttributeType::Template(scalar) => exact(examples, *scalar),
    }
}

fn exact(examples: &Examples, scalar: ScalarType) -> Fit {
    use Examples as E;
    let fits = match scalar {
        ScalarType::Any => true,
        ScalarType::Boolean => matches!(examples, E::Bool(_) | E::Bools(_)),
        ScalarType::Int => matches!(examples, E::Int(_) | E::Ints(_)),
        ScalarType::Double => matches!(examples, E::Double(_) | E::Doubles(_)),
        ScalarType::String => matches!(examples, E::String(_) | E::Strings(_)),
        ScalarType::Booleans => matches!(examples, E::BoolLists(_)),
        ScalarType::Ints => matches!(examples, E::IntLists(_)),
        ScalarType::Doubles => matches!(examples, E::DoubleLists(_)),
        ScalarType::Strings => matches!(examples, E::StringLists(_)),
    };
    if fits { Fit::Exact } else { Fit::Not }
}

fn is_flat_list_of(examples: &Examples, scalar: ScalarType) -> bool {
    matches!(
        (scalar, examples),
        (ScalarType::Booleans, Examples::Bools(_))
            | (ScalarType::Ints, Examples::Ints(_))
            | (ScalarType::Doubles, Examples::Doubles(_))
            | (ScalarType::Strings, Examples::Strings(_))
    )
}
