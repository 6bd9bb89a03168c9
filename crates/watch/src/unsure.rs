//! Reports over or under a zone that is bounded by heights, of which none tells a height that can be compared with the bounds: the
//! object may be in the zone or not, and that is told.

use armistice_facts::{Instant, Passage, PassageKind};

use crate::step::Moment;
use crate::zone::WatchedZone;

/// A run of such reports.
#[derive(Debug, Clone)]
pub(crate) struct Unsure {
    from: Instant,
    to: Instant,
    last: Moment,
    fixes: u64,
    /// How far inside the zone over ground, at most.
    deepest: f64,
}

impl Unsure {
    /// The first report, so far inside over ground.
    pub(crate) fn begin(moment: Moment, metres: f64) -> Self {
        Unsure { from: moment.time, to: moment.time, last: moment, fixes: 1, deepest: metres }
    }

    /// One more.
    pub(crate) fn go_on(&mut self, moment: Moment, metres: f64) {
        (self.to, self.last, self.deepest) = (moment.time, moment, self.deepest.max(metres));
        self.fixes += 1;
    }

    /// The first report of the run.
    pub(crate) fn since(&self) -> Instant {
        self.from
    }

    /// What is told of it once it is over.
    pub(crate) fn stay(&self, zone: &WatchedZone<'_>, object: &str, source: &str) -> Passage {
        let mut passage = zone.passage(&self.last, PassageKind::Stay, object, source);
        passage.height_unknown = true;
        passage.margin_m = self.deepest;
        (passage.from, passage.to) = (Some(self.from), Some(self.to));
        passage.fixes = Some(self.fixes);
        passage
    }
}
