//! The two clocks of a judgement: what had happened, and what the record knew.

use armistice_facts::Instant;
use armistice_record::Head;

use crate::arguments::Clocks;
use crate::case::Case;
use crate::moment::{instant, now};
use crate::point::{Point, PointError, point};

/// As of when, and as known at when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TwoClocks {
    /// When it happened.
    pub(crate) as_of: Instant,
    /// When the record learned it.
    pub(crate) known_at: Instant,
    /// The tree of the record, if knowledge is counted by its entries and not by their dates.
    pub(crate) tree: Option<Head>,
}

impl Case {
    /// The two clocks that are meant; the system's clock stands in for an `--as-of` left out. Where the second is a
    /// place in the record, the case holds nothing any more of what was recorded after it.
    pub(crate) fn clocks(&mut self, clocks: &Clocks) -> Result<TwoClocks, PointError> {
        let zone = &self.agreement.settings.time_zone;
        let as_of = match &clocks.as_of {
            Some(given) => instant(given, "--as-of", zone)?,
            None => now(),
        };
        let found = clocks.known_at.as_deref().map(|given| point(given, zone, self.recorded.as_ref()));
        Ok(match found.transpose()? {
            None => TwoClocks { as_of, known_at: as_of, tree: None },
            Some(Point::Instant(known_at)) => TwoClocks { as_of, known_at, tree: None },
            Some(Point::Tree(head)) => {
                self.cut(head.size);
                // All that is left is known, whatever dates it bears.
                let known_at = self.facts.iter().map(|fact| fact.known).max().unwrap_or(as_of);
                TwoClocks { as_of, known_at, tree: Some(head) }
            }
        })
    }
    /// The tree of the record that is meant, and an instant for what had happened. The case holds nothing any more of
    /// what was recorded after that tree.
    pub(crate) fn place(
        &mut self,
        known_at: Option<&str>,
        as_of: Option<&str>,
    ) -> Result<(Head, Instant), PointError> {
        let zone = &self.agreement.settings.time_zone;
        let as_of = as_of.map_or(Ok(now()), |given| instant(given, "--as-of", zone))?;
        let record = self.recorded.as_ref().ok_or_else(|| PointError::NoRecord(self.name.clone()))?;
        let head = match known_at.map(|given| point(given, zone, Some(record))).transpose()? {
            None => record.head,
            Some(Point::Tree(head)) => head,
            Some(Point::Instant(_)) => {
                return Err(PointError::NoPlace(known_at.unwrap_or_default().to_owned()));
            }
        };
        self.cut(head.size);
        Ok((head, as_of))
    }

    /// Leaves out what was recorded after the tree had this size.
    pub(crate) fn cut(&mut self, size: u64) {
        if let Some(recorded) = &self.recorded {
            self.facts.truncate(recorded.facts_in(size));
            self.rejects.retain(|reject| reject.row < size);
        }
    }
}
