//! Files of format 1, and what both formats have in common.

use super::Record;
use super::Shape::{self, Either, Flag, List, Map, Nullable, Number, Text, Word};

/// A whole file.
pub(in crate::load) static FILE: Shape = Record::closed(
    &[
        ("groups", &List(&GROUP)),
        ("imports", &Either(&[&Nullable(&IMPORTS)])),
    ],
    &[],
);

pub(super) static TEXT: Shape = Text;
pub(super) static TEXT_OR_NULL: Shape = Nullable(&Text);
static GLOBS: Shape = Nullable(&List(&Text));

pub(super) static IMPORTS: Shape = Record::closed(
    &[
        ("attribute_groups", &GLOBS),
        ("entities", &GLOBS),
        ("events", &GLOBS),
        ("metrics", &GLOBS),
        ("spans", &GLOBS),
    ],
    &[],
);

static GROUP: Shape = Record::closed(
    &[
        ("annotations", &ANNOTATIONS),
        ("attributes", &List(&ATTRIBUTE)),
        ("body", &Nullable(&BODY)),
        ("brief", &TEXT),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("display_name", &TEXT_OR_NULL),
        ("entity_associations", &List(&ASSOCIATION)),
        ("events", &List(&Text)),
        ("extends", &TEXT_OR_NULL),
        ("id", &TEXT),
        ("instrument", &Nullable(&INSTRUMENT)),
        ("metric_name", &TEXT_OR_NULL),
        ("name", &TEXT_OR_NULL),
        ("note", &TEXT),
        ("prefix", &TEXT),
        ("span_kind", &Nullable(&SPAN_KIND)),
        ("stability", &STABILITY_OR_NULL),
        ("type", &GROUP_TYPE),
        ("unit", &TEXT_OR_NULL),
    ],
    &["id", "brief"],
);

static GROUP_TYPE: Shape = Word(&[
    "attribute_group",
    "span",
    "event",
    "metric",
    "metric_group",
    "entity",
    "scope",
    "undefined",
]);

pub(super) static SPAN_KIND: Shape =
    Word(&["internal", "client", "server", "producer", "consumer"]);

pub(super) static INSTRUMENT: Shape = Word(&["updowncounter", "counter", "gauge", "histogram"]);

pub(super) static STABILITY: Shape = Word(&[
    "deprecated",
    "stable",
    "development",
    "alpha",
    "beta",
    "release_candidate",
]);

pub(super) static STABILITY_OR_NULL: Shape = Nullable(&STABILITY);

/// Data for templates and tools, in format 1.
static ANNOTATIONS: Shape = Nullable(&Map);

static RENAMED: Shape = Record::open(
    &[
        ("note", &TEXT_OR_NULL),
        ("reason", &Word(&["renamed"])),
        ("renamed_to", &TEXT),
    ],
    &["reason", "renamed_to"],
);

static NOT_RENAMED: Shape = Record::open(
    &[
        ("note", &TEXT),
        (
            "reason",
            &Word(&["obsoleted", "uncategorized", "unspecified"]),
        ),
    ],
    &["reason", "note"],
);

pub(super) static DEPRECATED_OR_NULL: Shape = Nullable(&Either(&[&RENAMED, &NOT_RENAMED]));

pub(super) static ASSOCIATION: Shape = Either(&[
    &Text,
    &Record::open(&[("one_of", &List(&ASSOCIATION))], &["one_of"]),
    &Record::open(&[("all_of", &List(&ASSOCIATION))], &["all_of"]),
]);

pub(super) static REQUIREMENT_LEVEL: Shape = Either(&[
    &Word(&["required", "recommended", "opt_in"]),
    &Record::open(
        &[("conditionally_required", &TEXT)],
        &["conditionally_required"],
    ),
    &Record::open(&[("recommended", &TEXT)], &["recommended"]),
    &Record::open(&[("opt_in", &TEXT)], &["opt_in"]),
]);

static SCALAR: Shape = Either(&[&Number, &Text, &Flag]);

pub(super) static EXAMPLES_OR_NULL: Shape = Nullable(&Either(&[
    &SCALAR,
    &List(&SCALAR),
    &List(&List(&Number)),
    &List(&List(&Flag)),
    &List(&List(&Text)),
]));

static ATTRIBUTE: Shape = Either(&[&REFERENCE, &DEFINITION]);

static REFERENCE: Shape = Record::closed(
    &[
        ("annotations", &ANNOTATIONS),
        ("brief", &TEXT_OR_NULL),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("examples", &EXAMPLES_OR_NULL),
        ("note", &TEXT_OR_NULL),
        ("prefix", &Flag),
        ("ref", &TEXT),
        ("requirement_level", &Nullable(&REQUIREMENT_LEVEL)),
        ("role", &Nullable(&ROLE)),
        ("sampling_relevant", &Nullable(&Flag)),
        ("stability", &STABILITY_OR_NULL),
        ("tag", &TEXT_OR_NULL),
    ],
    &["ref"],
);

static DEFINITION: Shape = Record::closed(
    &[
        ("annotations", &ANNOTATIONS),
        ("brief", &TEXT_OR_NULL),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("examples", &EXAMPLES_OR_NULL),
        ("id", &TEXT),
        ("note", &TEXT),
        ("requirement_level", &REQUIREMENT_LEVEL),
        ("role", &Nullable(&ROLE)),
        ("sampling_relevant", &Nullable(&Flag)),
        ("stability", &STABILITY_OR_NULL),
        ("tag", &TEXT_OR_NULL),
        ("type", &ATTRIBUTE_TYPE),
    ],
    &["id", "type"],
);

static ROLE: Shape = Word(&["identifying", "descriptive"]);

pub(super) static ATTRIBUTE_TYPE: Shape = Either(&[
    &Word(&[
        "boolean",
        "int",
        "double",
        "string",
        "any",
        "string[]",
        "int[]",
        "double[]",
        "boolean[]",
        "template[boolean]",
        "template[int]",
        "template[double]",
        "template[string]",
        "template[any]",
        "template[string[]]",
        "template[int[]]",
        "template[double[]]",
        "template[boolean[]]",
    ]),
    &Record::open(&[("members", &List(&MEMBER))], &["members"]),
]);

static MEMBER: Shape = Record::closed(
    &[
        ("annotations", &ANNOTATIONS),
        ("brief", &TEXT_OR_NULL),
        ("deprecated", &DEPRECATED_OR_NULL),
        ("id", &TEXT),
        ("note", &TEXT_OR_NULL),
        ("stability", &STABILITY_OR_NULL),
        ("value", &Nullable(&SCALAR)),
    ],
    &["id"],
);

/// The body of an event, or a field in it.
static BODY: Shape = Either(&[&PLAIN_BODY, &MAP_BODY, &ENUM_BODY]);

static PLAIN_BODY: Shape = Record::open(
    &[
        ("brief", &TEXT),
        ("examples", &EXAMPLES_OR_NULL),
        ("id", &TEXT),
        ("note", &TEXT),
        ("requirement_level", &REQUIREMENT_LEVEL),
        ("stability", &STABILITY_OR_NULL),
        (
            "type",
            &Word(&[
                "boolean",
                "int",
                "double",
                "string",
                "string[]",
                "int[]",
                "double[]",
                "boolean[]",
                "bytes",
                "undefined",
            ]),
        ),
    ],
    &["type", "id", "requirement_level"],
);

static MAP_BODY: Shape = Record::open(
    &[
        ("brief", &TEXT),
        ("examples", &EXAMPLES_OR_NULL),
        ("fields", &List(&BODY)),
        ("id", &TEXT),
        ("note", &TEXT),
        ("requirement_level", &REQUIREMENT_LEVEL),
        ("stability", &STABILITY_OR_NULL),
        ("type", &Word(&["map", "map[]"])),
    ],
    &["type", "id", "requirement_level", "fields"],
);

static ENUM_BODY: Shape = Record::open(
    &[
        ("brief", &TEXT),
        ("examples", &EXAMPLES_OR_NULL),
        ("id", &TEXT),
        ("members", &List(&MEMBER)),
        ("note", &TEXT),
        ("requirement_level", &REQUIREMENT_LEVEL),
        ("stability", &STABILITY_OR_NULL),
        ("type", &Word(&["enum"])),
    ],
    &["type", "id", "requirement_level", "members"],
);
