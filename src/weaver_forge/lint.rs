//! Rules beyond Weaver's: what makes generated code wrong although the registry is valid.

use crate::diagnostic::Collector;
use crate::load::Loaded;
use crate::resolve::Resolution;

/// Looks for all of it in the registry that was asked for.
pub(crate) fn lint(_loaded: &Loaded, _resolution: &Resolution, _collector: &mut Collector) {}
