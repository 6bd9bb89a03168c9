//! What may be the deepest of a presence, until it has to be known.

use armistice_earth::Between;

use crate::gauge::Gauge;
use crate::step::Moment;
use crate::zone::WatchedZone;

/// Less than any way that is told to be one.
const NOTHING_METRES: f64 = 1e-7;

/// Margins of which one is the greatest, and one the greatest of the reports among them.
#[derive(Debug, Clone)]
pub(crate) struct Best {
    /// The first that was told.
    first: Gauge,
    contenders: Vec<Contender>,
    /// How many heaps of ways were due before.
    pub(crate) heap: u32,
}

#[derive(Debug, Clone)]
struct Contender {
    gauge: Gauge,
    /// It is a report, and no point of a way.
    is_fix: bool,
    /// What is found in a heap comes before reports that came later.
    heap: u32,
}

impl Best {
    /// The first report, or a moment that is none.
    pub(crate) fn new(gauge: Gauge, is_fix: bool) -> Self {
        Best { first: gauge, contenders: vec![Contender { gauge, is_fix, heap: 0 }], heap: 0 }
    }

    /// One more report.
    pub(crate) fn add(&mut self, gauge: Gauge) {
        // Of two at one place the first counts.
        let is_known = |known: &Contender| known.is_fix && known.gauge.is_at_the_place_of(&gauge);
        let is_fix = true;
        if !self.contenders.iter().any(is_known) {
            self.contenders.push(Contender { gauge, is_fix, heap: self.heap });
            self.tidy();
        }
    }

    /// What was found in a heap.
    pub(crate) fn insert(&mut self, gauge: Gauge, heap: u32) {
        let at = self.contenders.partition_point(|known| known.heap <= heap);
        self.contenders.insert(at, Contender { gauge, is_fix: false, heap });
        self.tidy();
    }

    /// A heap is due.
    pub(crate) fn close(&mut self) {
        self.heap += 1;
    }

    /// Two bounds of the greatest margin.
    pub(crate) fn bounds(&self) -> Between {
        self.bounds_of(false)
    }

    /// Two bounds of the greatest margin of a report.
    pub(crate) fn bounds_of_fixes(&self) -> Between {
        self.bounds_of(true)
    }

    fn bounds_of(&self, fixes_alone: bool) -> Between {
        let none = Between::exactly(f64::NEG_INFINITY);
        let meant = self.contenders.iter().filter(|known| known.is_fix || !fixes_alone);
        meant.map(|known| known.gauge.bounds()).fold(none, |so_far, margin| Between {
            least: so_far.least.max(margin.least),
            most: so_far.most.max(margin.most),
        })
    }

    /// Whether a number that is no less than so much is surely greater than the margin of every report. It is the margin at a moment and
    /// so many metres more: greater than that at least.
    pub(crate) fn is_surely_exceeded(&self, least: f64, at: Moment, more: f64) -> bool {
        let mut fixes = self.contenders.iter().filter(|known| known.is_fix);
        fixes.all(|known| {
            let is_same = known.gauge.at.time == at.time && known.gauge.at.position == at.position;
            least > known.gauge.bounds().most || is_same && more > NOTHING_METRES
        })
    }

    /// The greatest margin and its moment, the first of those where it is; measured now.
    pub(crate) fn deepest(&mut self, zone: &WatchedZone<'_>) -> (f64, Moment) {
        self.measure(zone, false);
        let all = self.contenders.iter().map(|known| known.gauge);
        let deeper =
            |one: Gauge, next: Gauge| if next.bounds().least > one.bounds().least { next } else { one };
        let deepest = all.reduce(deeper).unwrap_or(self.first);
        (deepest.bounds().least, deepest.at)
    }

    /// The greatest margin of a report, measured now.
    pub(crate) fn deepest_fix(&mut self, zone: &WatchedZone<'_>) -> Option<f64> {
        self.measure(zone, true);
        let fixes = self.contenders.iter().filter(|known| known.is_fix);
        fixes.map(|known| known.gauge.bounds().least).reduce(f64::max)
    }

    /// Measures all that may be the greatest.
    fn measure(&mut self, zone: &WatchedZone<'_>, fixes_alone: bool) {
        let least = self.bounds_of(fixes_alone).least;
        let meant = self.contenders.iter_mut().filter(|known| known.is_fix || !fixes_alone);
        for known in meant.filter(|known| known.gauge.bounds().most >= least) {
            zone.metres(&mut known.gauge);
        }
        self.tidy();
    }

    /// Leaves out what is neither the greatest nor the greatest of the reports.
    fn tidy(&mut self) {
        if self.contenders.len() < 2 {
            return;
        }
        let (all, fixes) = (self.bounds(), self.bounds_of_fixes());
        self.contenders.retain(|known| {
            let most = known.gauge.bounds().most;
            most >= all.least || known.is_fix && most >= fixes.least
        });
    }
}
