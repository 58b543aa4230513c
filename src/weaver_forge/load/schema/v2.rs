//! Files of format 2.

use super::Record;
use super::Shape::{self, Either, Flag, List, Map, Nullable, Word};
use super::v1::{
    ASSOCIATION, ATTRIBUTE_TYPE, DEPRECATED_OR_NULL, EXAMPLES_OR_NULL, IMPORTS, INSTRUMENT,
    REQUIREMENT_LEVEL, SPAN_KIND, STABILITY, STABILITY_OR_NULL, TEXT, TEXT_OR_NULL,
};

/// A whole file.
pub(in crate::load) static FILE: Shape = Record::closed(
    &[
        ("attribute_groups", &List(&ATTRIBUTE_GROUP)),
        ("attributes", &List(&ATTRIBUTE)),
        ("entities", &List(&ENTITY)),
        ("entity_refinements", &List(&ENTITY_REFINEMENT)),
        ("event_refinements", &List(&REFINEMENT)),
        ("events", &List(&EVENT)),
        ("imports", &Either(&[&Nullable(&IMPORTS)])),
        ("metric_refinements", &List(&REFINEMENT)),
        ("metrics", &List(&METRIC)),
        ("span_refinements", &List(&SPAN_REFINEMENT)),
        ("spans", &List(&SPAN)),
    ],
    &[],
);

static ATTRIBUTE: Shape = Record::closed(
    &[
        ("annotations", &Map),
        ("brief", &TEXT),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("examples", &EXAMPLES_OR_NULL),
        ("key", &TEXT),
        ("note", &TEXT),
        ("stability", &STABILITY),
        ("type", &ATTRIBUTE_TYPE),
    ],
    &["key", "type", "brief", "stability"],
);

static ATTRIBUTE_GROUP: Shape = Either(&[
    &Record::closed(
        &[
            ("attributes", &List(&USE)),
            ("id", &TEXT),
            ("visibility", &Word(&["internal"])),
        ],
        &["visibility", "id"],
    ),
    &Record::closed(
        &[
            ("annotations", &Map),
            ("attributes", &List(&USE)),
            ("brief", &TEXT),
            ("deprecated", &DEPRECATED_OR_NULL),
            ("id", &TEXT),
            ("note", &TEXT),
            ("stability", &STABILITY),
            ("visibility", &Word(&["public"])),
        ],
        &["visibility", "id", "brief", "stability"],
    ),
]);

static USE: Shape = Either(&[&REFERENCE, &GROUP_REFERENCE]);
static USE_BY_SPAN: Shape = Either(&[&REFERENCE_BY_SPAN, &GROUP_REFERENCE]);
static GROUP_REFERENCE: Shape = Record::closed(&[("ref_group", &TEXT)], &["ref_group"]);

static REFERENCE: Shape = Record::closed(
    &[
        ("annotations", &Map),
        ("brief", &TEXT_OR_NULL),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("examples", &EXAMPLES_OR_NULL),
        ("note", &TEXT_OR_NULL),
        ("ref", &TEXT),
        ("requirement_level", &Nullable(&REQUIREMENT_LEVEL)),
        ("stability", &STABILITY_OR_NULL),
    ],
    &["ref"],
);

static REFERENCE_BY_SPAN: Shape = Record::closed(
    &[
        ("annotations", &Map),
        ("brief", &TEXT_OR_NULL),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("examples", &EXAMPLES_OR_NULL),
        ("note", &TEXT_OR_NULL),
        ("ref", &TEXT),
        ("requirement_level", &Nullable(&REQUIREMENT_LEVEL)),
        ("sampling_relevant", &Nullable(&Flag)),
        ("stability", &STABILITY_OR_NULL),
    ],
    &["ref"],
);

static SIGNAL_LEVEL: Shape = Nullable(&Word(&["recommended", "opt_in"]));

static ENTITY: Shape = Record::closed(
    &[
        ("annotations", &Map),
        ("brief", &TEXT),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("description", &List(&REFERENCE)),
        ("identity", &List(&REFERENCE)),
        ("note", &TEXT),
        ("requirement_level", &SIGNAL_LEVEL),
        ("stability", &STABILITY),
        ("type", &TEXT),
    ],
    &["type", "identity", "brief", "stability"],
);

static EVENT: Shape = Record::closed(
    &[
        ("annotations", &Map),
        ("attributes", &List(&USE)),
        ("brief", &TEXT),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("entity_associations", &List(&ASSOCIATION)),
        ("name", &TEXT),
        ("note", &TEXT),
        ("requirement_level", &SIGNAL_LEVEL),
        ("stability", &STABILITY),
    ],
    &["name", "brief", "stability"],
);

static METRIC: Shape = Record::closed(
    &[
        ("annotations", &Map),
        ("attributes", &List(&USE)),
        ("brief", &TEXT),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("entity_associations", &List(&ASSOCIATION)),
        ("instrument", &INSTRUMENT),
        ("name", &TEXT),
        ("note", &TEXT),
        ("requirement_level", &SIGNAL_LEVEL),
        ("stability", &STABILITY),
        ("unit", &TEXT),
    ],
    &["name", "instrument", "unit", "brief", "stability"],
);

static SPAN: Shape = Record::closed(
    &[
        ("annotations", &Map),
        ("attributes", &List(&USE_BY_SPAN)),
        ("brief", &TEXT),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("entity_associations", &List(&ASSOCIATION)),
        ("kind", &SPAN_KIND),
        ("name", &SPAN_NAME),
        ("note", &TEXT),
        ("requirement_level", &SIGNAL_LEVEL),
        ("stability", &STABILITY),
        ("type", &TEXT),
    ],
    &["type", "kind", "name", "brief", "stability"],
);

static SPAN_NAME: Shape = Record::closed(&[("note", &TEXT)], &["note"]);

static ENTITY_REFINEMENT: Shape = Record::closed(
    &[
        ("annotations", &Map),
        ("brief", &TEXT_OR_NULL),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("description", &List(&REFERENCE)),
        ("id", &TEXT),
        ("identity", &List(&REFERENCE)),
        ("note", &TEXT_OR_NULL),
        ("ref", &TEXT),
        ("stability", &STABILITY_OR_NULL),
    ],
    &["id", "ref"],
);

/// Of an event or a metric.
static REFINEMENT: Shape = Record::closed(
    &[
        ("annotations", &Map),
        ("attributes", &List(&USE)),
        ("brief", &TEXT_OR_NULL),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("entity_associations", &List(&ASSOCIATION)),
        ("id", &TEXT),
        ("note", &TEXT_OR_NULL),
        ("ref", &TEXT),
        ("stability", &STABILITY_OR_NULL),
    ],
    &["id", "ref"],
);

static SPAN_REFINEMENT: Shape = Record::closed(
    &[
        ("annotations", &Map),
        ("attributes", &List(&USE_BY_SPAN)),
        ("brief", &TEXT_OR_NULL),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("entity_associations", &List(&ASSOCIATION)),
        ("id", &TEXT),
        // Anything that is no name counts once.
        ("name", &Either(&[&Nullable(&SPAN_NAME)])),
        ("note", &TEXT_OR_NULL),
        ("ref", &TEXT),
        ("stability", &STABILITY_OR_NULL),
    ],
    &["id", "ref"],
);
