use serde::Serialize;

/// One integer, double, string or boolean.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Scalar {
    /// `3`
    Int(i64),
    /// `3.5`
    Double(f64),
    /// `three`
    String(String),
    /// `true`
    Bool(bool),
}

/// The shapes in which examples are written; which of them fit is a matter of the attribute's type.
///
/// A list of integers and doubles is a list of doubles; an empty list is a list of integers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Examples {
    /// `true`
    Bool(bool),
    /// `3`
    Int(i64),
    /// `3.5`
    Double(f64),
    /// `three`
    String(String),
    /// `[3, 4]`
    Ints(Vec<i64>),
    /// `[3, 4.5]`
    Doubles(Vec<f64>),
    /// `[true, false]`
    Bools(Vec<bool>),
    /// `[three, four]`
    Strings(Vec<String>),
    /// `[3, four]`
    Mixed(Vec<Scalar>),
    /// `[[3, 4], [5]]`
    IntLists(Vec<Vec<i64>>),
    /// `[[3, 4.5], [5]]`
    DoubleLists(Vec<Vec<f64>>),
    /// `[[true], [false]]`
    BoolLists(Vec<Vec<bool>>),
    /// `[[three], [four]]`
    StringLists(Vec<Vec<String>>),
}
