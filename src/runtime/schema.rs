//! What generated code says about spans, events and resources: plain data, all `'static`.

/// The instrumentation scope of a registry: who says that its spans mean what the schema says.
#[derive(Debug)]
pub struct Scope {
    /// Name of the scope.
    pub name: &'static str,
    /// Version of the generated code.
    pub version: &'static str,
    /// Schema URL of the registry; carries the registry's version.
    pub schema_url: &'static str,
}

impl Scope {
    /// A scope.
    pub const fn new(name: &'static str, version: &'static str, schema_url: &'static str) -> Self {
        Self {
            name,
            version,
            schema_url,
        }
    }
}

/// One kind of span, as the registry describes it.
#[derive(Debug)]
pub struct SpanSchema {
    /// The scope that every span of this kind is recorded under.
    pub scope: &'static Scope,
    /// Id of the span group in the registry.
    pub id: &'static str,
    /// The part of the program that records the span: the module of its generated type.
    pub layer: &'static str,
    /// Name of the span.
    pub name: Name,
    /// Whether the span crosses a boundary, and which way.
    pub kind: SpanKind,
    /// Every attribute that a span of this kind may carry, in the order of their keys.
    pub attributes: &'static [AttributeSchema],
    /// Attributes that always have the same value: index in `attributes`, value.
    pub constants: &'static [(usize, Constant)],
    /// Index of `error.type` in `attributes`, where the registry puts it on the span.
    pub error_type: Option<usize>,
    /// The event that describes a failure, where the registry puts it on the span.
    pub exception: Option<&'static EventSchema>,
    /// Every event that a span of this kind may have, that one included.
    pub events: &'static [&'static EventSchema],
    /// Ids of the span groups that may be directly above; `root` if the span may start a trace.
    pub parents: &'static [&'static str],
}

impl SpanSchema {
    /// Whether a span of this kind can have this name. An attribute that is part of the name may
    /// have any value of its enum; any text that is not empty, if it has none.
    #[must_use]
    pub fn can_be_named(&self, name: &str) -> bool {
        match self.name {
            Name::Fixed(fixed) => fixed == name,
            Name::Pattern { parts, .. } => self.fits(parts, name),
        }
    }

    fn fits(&self, parts: &[NamePart], name: &str) -> bool {
        let Some((part, rest)) = parts.split_first() else {
            return name.is_empty();
        };
        let goes_on = |text: &&str| {
            name.strip_prefix(*text)
                .is_some_and(|name| self.fits(rest, name))
        };
        match *part {
            NamePart::Text(text) => goes_on(&text),
            NamePart::Attribute(index) => match self.attributes[index].value_type {
                AttributeType::Enum(members) => members.iter().any(goes_on),
                _ => name
                    .chars()
                    .scan(0, |end, letter| {
                        *end += letter.len_utf8();
                        Some(*end)
                    })
                    .any(|end| self.fits(rest, &name[end..])),
            },
        }
    }
}

/// A value that the registry fixes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Constant {
    /// Text.
    Text(&'static str),
    /// A whole number.
    Int(i64),
    /// A floating point number.
    Double(f64),
    /// True or false.
    Boolean(bool),
}

/// How a span gets its name.
#[derive(Debug)]
pub enum Name {
    /// Always the same.
    Fixed(&'static str),
    /// Made of texts and of the values of required attributes.
    Pattern {
        /// The name as the registry writes it, attributes in braces.
        template: &'static str,
        /// The parts in order.
        parts: &'static [NamePart],
    },
}

impl Name {
    /// The name as the registry writes it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Fixed(name) => name,
            Self::Pattern { template, .. } => template,
        }
    }
}

/// A part of a span name.
#[derive(Debug)]
pub enum NamePart {
    /// Taken as it is.
    Text(&'static str),
    /// The value of the attribute with this index.
    Attribute(usize),
}

/// Whether a span crosses a boundary, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpanKind {
    /// Work inside the process.
    Internal,
    /// A call to another system.
    Client,
    /// The handling of a call from another system.
    Server,
    /// A message handed over for later.
    Producer,
    /// The handling of such a message.
    Consumer,
}

impl SpanKind {
    /// The kind in lower case, as registries write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Client => "client",
            Self::Server => "server",
            Self::Producer => "producer",
            Self::Consumer => "consumer",
        }
    }
}

/// One attribute of a span, an event or a resource.
#[derive(Debug)]
pub struct AttributeSchema {
    /// The key; for a [`AttributeType::Template`] without its variable end.
    pub key: &'static str,
    /// The type of the value.
    pub value_type: AttributeType,
    /// How strongly the registry asks for the attribute.
    pub level: RequirementLevel,
    /// The word in `OTEL_SEMCONV_STABILITY_OPT_IN` that switches the attribute off.
    pub superseded: Option<&'static str>,
}

/// The type of an attribute's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeType {
    /// Text.
    String,
    /// A whole number of 64 bits.
    Int,
    /// A floating point number of 64 bits.
    Double,
    /// True or false.
    Boolean,
    /// A list of texts.
    Strings,
    /// A list of whole numbers.
    Ints,
    /// A list of floating point numbers.
    Doubles,
    /// A list of truth values.
    Booleans,
    /// One text out of these.
    Enum(&'static [&'static str]),
    /// Any number of attributes whose keys share a beginning; the type is that of each value.
    Template(&'static AttributeType),
}

/// How strongly the registry asks for an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequirementLevel {
    /// Always there.
    Required,
    /// There under the registry's condition.
    ConditionallyRequired,
    /// There unless that costs too much.
    Recommended,
    /// There only when someone asked for it.
    OptIn,
}

/// One kind of span event.
#[derive(Debug)]
pub struct EventSchema {
    /// Name of the event.
    pub name: &'static str,
    /// Every attribute that the event may carry.
    pub attributes: &'static [AttributeSchema],
}

/// What describes the emitting process.
#[derive(Debug)]
pub struct ResourceSchema {
    /// Schema URL of the registry; carries the registry's version.
    pub schema_url: &'static str,
    /// Every attribute of the resource.
    pub attributes: &'static [AttributeSchema],
}
