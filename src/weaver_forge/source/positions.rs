use saphyr_parser::{Event, Parser, Span};

use super::path::{Part, Spot, Step, YamlPath};

/// How deep a document may be nested to have positions; deeper ones are no definition files.
const DEPTH_MAX: usize = 160;

/// A stretch of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Area {
    /// From 1.
    pub(crate) line: usize,
    /// From 1, in characters.
    pub(crate) column: usize,
    /// In characters, at least 1.
    pub(crate) width: usize,
}

impl Area {
    /// One character.
    pub(crate) fn point(line: usize, column: usize) -> Self {
        Self {
            line,
            column,
            width: 1,
        }
    }

    fn of(span: Span) -> Self {
        let same_line = span.start.line() == span.end.line();
        let width = if same_line {
            span.end.col().saturating_sub(span.start.col())
        } else {
            1
        };
        Self {
            line: span.start.line(),
            column: span.start.col() + 1,
            width: width.max(1),
        }
    }
}

/// A YAML document that knows where its nodes are.
#[derive(Debug)]
pub(crate) struct Positions {
    root: Option<Node>,
}

#[derive(Debug)]
struct Node {
    area: Area,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Leaf(String),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

impl Positions {
    /// Reads `text`, which another parser has accepted already; what this one cannot read has no
    /// positions.
    pub(crate) fn read(text: &str) -> Self {
        let mut builder = Builder::default();
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { break };
            if builder.open.len() > DEPTH_MAX {
                return Self { root: None };
            }
            builder.take(event, span);
        }
        Self { root: builder.root }
    }

    /// Where `spot` is. A node that does not exist is shown at the deepest one on the way to it.
    pub(crate) fn find(&self, spot: &Spot) -> Option<Area> {
        match spot {
            Spot::File => None,
            Spot::Area(area) => Some(*area),
            Spot::Node(path, part) => self.root.as_ref().map(|root| root.find(path, *part)),
        }
    }

    /// The second occurrence of the first key that a mapping has twice.
    pub(crate) fn duplicate_key(&self) -> Option<(&str, Area)> {
        self.root.as_ref()?.duplicate_key()
    }
}

impl Node {
    fn find(&self, path: &YamlPath, part: Part) -> Area {
        let mut node = self;
        let mut key = None;
        for step in path.steps() {
            let next = match (step, &node.content) {
                (Step::Key(name), Content::Map(entries)) => entries
                    .iter()
                    .find(|(key, _)| key.is(name))
                    .map(|(key, value)| (Some(key), value)),
                (Step::Index(index), Content::List(items)) => {
                    items.get(*index).map(|item| (None, item))
                }
                _ => None,
            };
            match next {
                Some((found, value)) => (key, node) = (found, value),
                None => return node.start(),
            }
        }
        match (part, key) {
            (Part::Key, Some(key)) => key.area,
            _ => node.start(),
        }
    }

    /// The text of a leaf; of anything bigger the first key or item, which reads better than a brace.
    fn start(&self) -> Area {
        match &self.content {
            Content::Leaf(_) => self.area,
            Content::List(items) => items.first().map_or(self.area, Node::start),
            Content::Map(entries) => entries.first().map_or(self.area, |(key, _)| key.area),
        }
    }

    fn is(&self, name: &str) -> bool {
        matches!(&self.content, Content::Leaf(text) if text == name)
    }

    fn duplicate_key(&self) -> Option<(&str, Area)> {
        match &self.content {
            Content::Leaf(_) => None,
            Content::List(items) => items.iter().find_map(Node::duplicate_key),
            Content::Map(entries) => {
                let mut seen = std::collections::BTreeSet::new();
                entries.iter().find_map(|(key, value)| match &key.content {
                    Content::Leaf(text) if !seen.insert(text) => Some((text.as_str(), key.area)),
                    _ => value.duplicate_key(),
                })
            }
        }
    }
}

/// Builds the tree from events without recursion: depth is up to whoever wrote the file.
#[derive(Default)]
struct Builder {
    root: Option<Node>,
    open: Vec<Open>,
}

struct Open {
    area: Area,
    is_map: bool,
    children: Vec<Node>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) {
        let area = Area::of(span);
        match event {
            Event::Scalar(text, ..) => self.add(Node {
                area,
                content: Content::Leaf(text.into()),
            }),
            // What an alias stands for is written elsewhere: a finding in it is shown at the alias.
            Event::Alias(_) => self.add(Node {
                area,
                content: Content::Leaf(String::new()),
            }),
            Event::SequenceStart(..) => self.open(area, false),
            Event::MappingStart(..) => self.open(area, true),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            _ => {}
        }
    }

    fn open(&mut self, area: Area, is_map: bool) {
        self.open.push(Open {
            area,
            is_map,
            children: Vec::new(),
        });
    }

    fn close(&mut self) {
        let Some(Open {
            area,
            is_map,
            children,
        }) = self.open.pop()
        else {
            return;
        };
        let content = if is_map {
            let mut children = children.into_iter();
            let mut entries = Vec::with_capacity(children.len() / 2);
            while let (Some(key), Some(value)) = (children.next(), children.next()) {
                entries.push((key, value));
            }
            Content::Map(entries)
        } else {
            Content::List(children)
        };
        self.add(Node { area, content });
    }

    fn add(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(parent) => parent.children.push(node),
            // Only the first document counts.
            None if self.root.is_none() => self.root = Some(node),
            None => {}
        }
    }
}
