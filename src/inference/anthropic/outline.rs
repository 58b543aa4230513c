//! A schema as the lines that a model is given, within a budget of bytes.

use std::fmt::Write;

use knowledge::{Field, ResourceKind};

use crate::limits::OUTLINE_BYTES_MAX;

/// How much is told of each field. The first level at which a schema fits is taken.
const LEVELS: [Level; 6] = [
    Level {
        chars: 400,
        depth: 32,
        constraints: true,
    },
    Level {
        chars: 160,
        depth: 32,
        constraints: true,
    },
    Level {
        chars: 80,
        depth: 8,
        constraints: true,
    },
    Level {
        chars: 60,
        depth: 5,
        constraints: false,
    },
    Level {
        chars: 0,
        depth: 5,
        constraints: false,
    },
    Level {
        chars: 0,
        depth: 3,
        constraints: false,
    },
];
/// Most allowed values that are told of one field.
const VALUES_MAX: usize = 24;

/// How much is told of each field.
#[derive(Debug, Clone, Copy)]
struct Level {
    /// Most characters of its description.
    chars: usize,
    /// How deep it may stand.
    depth: usize,
    /// Whether it is told what a value must satisfy.
    constraints: bool,
}

/// The fields of a kind, one per line, indented below their parents.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outline {
    pub(super) text: String,
    /// What was left out so that it fits; `None` if nothing was.
    pub(super) left_out: Option<String>,
}

/// The outline of a kind's schema, in as much detail as fits. What a controller reports (`status`) is not part of it.
pub(super) fn outline(kind: &ResourceKind) -> Outline {
    let mut last = Outline {
        text: String::new(),
        left_out: None,
    };
    for level in LEVELS {
        let (outline, fits) = at_level(kind, level);
        if fits {
            return outline;
        }
        last = outline;
    }
    last
}

/// The outline at one level of detail, cut where it no longer fits, and whether it fits.
fn at_level(kind: &ResourceKind, level: Level) -> (Outline, bool) {
    let own: Vec<&Field> = kind
        .fields
        .iter()
        .filter(|field| field.name != "status")
        .collect();
    let all = || {
        own.iter()
            .flat_map(|field| Field::walk(std::slice::from_ref(*field)))
    };
    let (mut text, mut shortened, mut deeper, mut cut) = (String::new(), 0, 0, 0);
    for (depth, field) in all() {
        if depth > level.depth {
            deeper += 1;
        } else if cut > 0 || text.len() > OUTLINE_BYTES_MAX {
            cut += 1;
        } else {
            let before = text.len();
            shortened += usize::from(write_field(&mut text, depth, field, level));
            if text.len() > OUTLINE_BYTES_MAX {
                text.truncate(before);
                cut = 1;
            }
        }
    }
    let mut left_out = Vec::new();
    if shortened > 0 {
        left_out.push(format!("{shortened} descriptions are shortened"));
    }
    if !level.constraints {
        left_out.push("patterns and bounds are left out".to_owned());
    }
    if deeper > 0 {
        left_out.push(format!(
            "{deeper} fields below level {} are left out",
            level.depth
        ));
    }
    if cut > 0 {
        left_out.push(format!("the last {cut} fields are left out"));
    }
    let left_out = (!left_out.is_empty()).then(|| left_out.join("; "));
    (Outline { text, left_out }, cut == 0)
}

/// Writes the line of a field; tells whether its description had to be shortened.
fn write_field(text: &mut String, depth: usize, field: &Field, level: Level) -> bool {
    let indent = "  ".repeat(depth - 1);
    let required = if field.required { ", required" } else { "" };
    // Writing to a string cannot fail.
    let mut push = |part: std::fmt::Arguments<'_>| text.write_fmt(part).unwrap_or_default();
    push(format_args!(
        "{indent}{} <{}{required}>",
        one_line(&field.name),
        field.type_name
    ));
    if !field.values.is_empty() {
        let shown: Vec<String> = field
            .values
            .iter()
            .take(VALUES_MAX)
            .map(|value| one_line(value))
            .collect();
        let more = if field.values.len() > VALUES_MAX {
            "|…"
        } else {
            ""
        };
        push(format_args!(" one of {}{more}", shown.join("|")));
    }
    if level.constraints {
        let constraints = &field.constraints;
        if let Some(pattern) = &constraints.pattern {
            push(format_args!(" matching {}", one_line(pattern)));
        }
        if let Some(format) = &constraints.format {
            push(format_args!(" format {}", one_line(format)));
        }
        if let Some(least) = constraints.minimum {
            push(format_args!(" from {least}"));
        }
        if let Some(most) = constraints.maximum {
            push(format_args!(" to {most}"));
        }
    }
    let description = one_line(&field.description);
    let end = description
        .char_indices()
        .nth(level.chars)
        .map(|(end, _)| end);
    match end {
        _ if description.is_empty() => {}
        Some(0) => {}
        Some(end) => push(format_args!(" — {}…", &description[..end])),
        None => push(format_args!(" — {description}")),
    }
    push(format_args!("\n"));
    end.is_some()
}

/// A foreign text on one line, so that it cannot pass for lines of the outline.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use knowledge::Constraints;

    use super::*;

    fn field(name: &str, description: &str, fields: Vec<Field>) -> Field {
        Field {
            name: name.into(),
            type_name: "object".into(),
            description: description.into(),
            fields,
            ..Field::default()
        }
    }

    fn kind(fields: Vec<Field>) -> ResourceKind {
        ResourceKind {
            fields,
            ..ResourceKind::default()
        }
    }

    #[test]
    fn an_outline_has_one_line_per_field_and_no_status() {
        let mode = Field {
            type_name: "string".into(),
            required: true,
            values: vec!["fast".into(), "slow".into()],
            constraints: Constraints {
                pattern: Some("^[a-z]+$".into()),
                ..Constraints::default()
            },
            ..field("mode", "How\nit flies.", vec![])
        };
        let outline = outline(&kind(vec![
            field("spec", "", vec![mode]),
            field("status", "", vec![]),
        ]));
        assert_eq!(
            outline,
            Outline {
                text: "spec <object>\n  mode <string, required> one of fast|slow matching ^[a-z]+$ — How it flies.\n".into(),
                left_out: None,
            }
        );
    }

    #[test]
    fn a_large_schema_loses_prose_before_fields_and_says_so() {
        let long = "word ".repeat(70);
        let fields = (0..200)
            .map(|index| field(&format!("f{index}"), &long, vec![]))
            .collect();
        let outline = outline(&kind(vec![field("spec", "", fields)]));
        assert!(outline.text.len() <= OUTLINE_BYTES_MAX);
        assert_eq!(outline.text.lines().count(), 201);
        assert_eq!(
            outline.left_out.as_deref(),
            Some("200 descriptions are shortened")
        );
    }

    #[test]
    fn a_huge_schema_is_cut_within_the_budget_and_says_so() {
        let fields = (0..20_000)
            .map(|index| field(&format!("field{index}"), "", vec![]))
            .collect();
        let outline = outline(&kind(vec![field("spec", "", fields)]));
        assert!(outline.text.len() <= OUTLINE_BYTES_MAX);
        let told = outline.text.lines().count();
        let left_out = outline.left_out.unwrap_or_default();
        assert!(
            left_out.ends_with(&format!("the last {} fields are left out", 20_001 - told)),
            "{left_out}"
        );
    }

    #[test]
    fn what_stands_deep_is_left_out_before_what_stands_high() {
        let deep = |index: usize| {
            let leaves = (0..400)
                .map(|leaf| field(&format!("leaf{leaf}"), "", vec![]))
                .collect();
            field(
                &format!("f{index}"),
                "",
                vec![field("a", "", vec![field("b", "", leaves)])],
            )
        };
        let outline = outline(&kind(vec![field("spec", "", (0..20).map(deep).collect())]));
        assert!(
            outline.text.lines().any(|line| line.contains("f19")),
            "{}",
            outline.text
        );
        assert_eq!(
            outline.left_out.as_deref(),
            Some("patterns and bounds are left out; 8020 fields below level 3 are left out")
        );
    }
}
