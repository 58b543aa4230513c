use super::finding::{Finding, Place, Snippet};
use crate::source::{Area, Positions, SourceFile, Spot};

/// A file in which lines and nodes can be looked up.
pub(super) struct FileIndex<'a> {
    path: &'a str,
    lines: Vec<&'a str>,
    positions: Positions,
}

impl<'a> FileIndex<'a> {
    pub(super) fn of(source: &'a SourceFile) -> Self {
        Self {
            path: &source.path,
            lines: source.text.lines().collect(),
            positions: Positions::read(&source.text),
        }
    }

    /// The finding with its place in this file, and the line it is about.
    pub(super) fn place(&self, finding: Finding, spot: &Spot) -> Finding {
        let area = self.positions.find(spot).map(|area| self.within(area));
        let (line, column) = area.map_or((1, 1), |area| (area.line, area.column));
        let place = Place {
            file: self.path.to_owned(),
            line,
            column,
        };
        Finding {
            place: Some(place),
            snippet: area.and_then(|area| self.snippet(area)),
            ..finding
        }
    }

    /// `area`, or the end of the last line with text if it lies behind: a parser notices at the end
    /// of a file what is missing long before.
    fn within(&self, area: Area) -> Area {
        if area.line <= self.lines.len() {
            return area;
        }
        let last = self
            .lines
            .iter()
            .rposition(|line| !line.trim().is_empty())
            .unwrap_or_default();
        let column = self.lines.get(last).map_or(0, |line| line.chars().count());
        Area::point(last + 1, column + 1)
    }

    fn snippet(&self, area: Area) -> Option<Snippet> {
        let text = (*self.lines.get(area.line.checked_sub(1)?)?).to_owned();
        Some(Snippet {
            text,
            width: area.width,
        })
    }
}
