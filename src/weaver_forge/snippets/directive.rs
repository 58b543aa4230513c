//! The comments around a snippet.

/// The first word of a comment that asks for a group, and of the one that ends it.
const GROUP: (&str, &str) = ("semconv", "endsemconv");

/// The first word of a comment with a jq program, and of the one that ends it.
const QUERY: (&str, &str) = ("weaver", "endweaver");

/// What is in front of the name of a template.
const TEMPLATE_PREFIX: &str = "template:";

/// What is in front of a tag.
const TAG_PREFIX: &str = "tag=";

/// What a snippet shows.
#[derive(Debug, PartialEq)]
pub(super) enum Directive<'l> {
    /// A group.
    Group(Group<'l>),
    /// What a jq program yields.
    Query(Query<'l>),
}

/// A snippet about a group.
#[derive(Debug, PartialEq)]
pub(super) struct Group<'l> {
    /// The id of the group.
    pub(super) id: &'l str,
    /// Whether the table of a metric is wanted, not that of attributes.
    pub(super) is_metric_table: bool,
    /// Show only attributes with this tag.
    pub(super) tag: Option<&'l str>,
}

/// A snippet about anything.
#[derive(Debug, PartialEq)]
pub(super) struct Query<'l> {
    /// The template file.
    pub(super) template: Option<&'l str>,
    /// The jq program.
    pub(super) program: &'l str,
}

impl<'l> Directive<'l> {
    /// The directive that `line` is, if it is one.
    pub(super) fn parse(line: &'l str) -> Option<Self> {
        let comment = comment(line)?;
        if let Some(rest) = comment.strip_prefix(GROUP.0) {
            return Group::parse(rest.trim()).map(Self::Group);
        }
        let rest = comment.strip_prefix(QUERY.0)?;
        Some(Self::Query(Query::parse(rest.trim())))
    }

    /// What the comment says that ends the snippet.
    pub(super) fn end(&self) -> &'static str {
        match self {
            Self::Group(_) => GROUP.1,
            Self::Query(_) => QUERY.1,
        }
    }

    /// Whether `line` ends the snippet.
    pub(super) fn is_ended_by(&self, line: &str) -> bool {
        comment(line) == Some(self.end())
    }
}

impl<'l> Group<'l> {
    /// `id`, or `id(argument,argument)`.
    fn parse(text: &'l str) -> Option<Self> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || ['.', '_', '-'].contains(&c);
        let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
        let (id, arguments) = text.split_at(end);
        let mut group = Self {
            id: id
                .starts_with(|c: char| c.is_ascii_alphabetic())
                .then_some(id)?,
            is_metric_table: false,
            tag: None,
        };
        if !arguments.is_empty() {
            let inner = arguments.strip_prefix('(')?.strip_suffix(')')?;
            for argument in inner.split(',').filter(|_| !inner.is_empty()) {
                group.add(argument)?;
            }
        }
        Some(group)
    }

    fn add(&mut self, argument: &'l str) -> Option<()> {
        match argument {
            // Weaver reads these two and does not hand them to templates.
            "full" | "omit_requirement_level" => {}
            "metric_table" => self.is_metric_table = true,
            _ => {
                let tag = argument.strip_prefix(TAG_PREFIX)?;
                let is_part = |c: char| c.is_ascii_alphanumeric() || ['_', '-'].contains(&c);
                let is_start = |c: char| c.is_ascii_alphabetic() || c == '_';
                if !tag.starts_with(is_start) || !tag.chars().all(is_part) {
                    return None;
                }
                self.tag.get_or_insert(tag);
            }
        }
        Some(())
    }
}

impl<'l> Query<'l> {
    /// `program`, or `template:file program`.
    fn parse(text: &'l str) -> Self {
        let named = text
            .strip_prefix(TEMPLATE_PREFIX)
            .map(|rest| rest.split_once(char::is_whitespace).unwrap_or((rest, "")));
        match named {
            Some((template, program)) => Self {
                template: Some(template),
                program: program.trim(),
            },
            None => Self {
                template: None,
                program: text,
            },
        }
    }
}

/// The text of the comment that `line` consists of.
fn comment(line: &str) -> Option<&str> {
    let (text, rest) = line.strip_prefix("<!--")?.split_once("-->")?;
    rest.trim().is_empty().then(|| text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_comment_that_asks_for_a_group_is_one_line_of_its_own() {
        let check = |line, id, is_metric_table, tag| {
            let group = Group {
                id,
                is_metric_table,
                tag,
            };
            assert_eq!(
                Directive::parse(line),
                Some(Directive::Group(group)),
                "{line}"
            );
        };
        check(
            "<!-- semconv registry.till -->",
            "registry.till",
            false,
            None,
        );
        check("<!--semconv till-2_x-->  ", "till-2_x", false, None);
        check("<!-- semconv a(metric_table) -->", "a", true, None);
        check(
            "<!-- semconv a(full,tag=x-y,tag=z) -->",
            "a",
            false,
            Some("x-y"),
        );
        check("<!-- semconv a() -->", "a", false, None);
        for line in [
            " <!-- semconv a -->",
            "<!-- semconv a --> text",
            "<!-- semconv 1a -->",
            "<!-- semconv a(full, tag=x) -->",
            "<!-- semconv a(tag=1) -->",
            "<!-- semconv a(nonsense) -->",
            "<!-- semconv a b -->",
            "<!-- semconv -->",
            "<!-- semconv a",
            "semconv a",
        ] {
            assert_eq!(Directive::parse(line), None, "{line}");
        }
    }

    #[test]
    fn a_query_may_name_its_template() {
        let check = |line, template, program| {
            let query = Query { template, program };
            assert_eq!(
                Directive::parse(line),
                Some(Directive::Query(query)),
                "{line}"
            );
        };
        check(
            "<!-- weaver .registry.spans[0] -->",
            None,
            ".registry.spans[0]",
        );
        check(
            "<!-- weaver template:a/b.j2 {x: .y} -->",
            Some("a/b.j2"),
            "{x: .y}",
        );
        check("<!-- weaver template:b.j2 -->", Some("b.j2"), "");
    }

    #[test]
    fn a_snippet_is_ended_by_its_own_kind_of_comment() {
        let group = Directive::parse("<!-- semconv a -->").expect("a directive");
        assert!(group.is_ended_by("<!--endsemconv-->"));
        for line in [
            "<!-- endweaver -->",
            "<!-- endsemconv x -->",
            " <!-- endsemconv -->",
        ] {
            assert!(!group.is_ended_by(line), "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_line_is_read_without_panic(line in "(<!--)? ?(semconv|weaver)? ?\\PC{0,30}(-->)?") {
            let directive = Directive::parse(&line);
            prop_assert!(directive.is_none() || line.contains("-->"));
        }
    }
}
