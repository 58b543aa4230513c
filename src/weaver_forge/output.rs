/// The number of lines in which the marker of a generated file must stand.
pub(crate) const MARKER_LINES_MAX: usize = 5;
