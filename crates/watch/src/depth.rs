//! How deep an object was in a zone, at its reports and on the way between them.
//!
//! Neither is measured before it has to be. Reports that may be the deepest are kept with two bounds of their margins; a way
//! that may have been deeper waits until the presence is over or [`MOST_WAITING`] do, and then until something turns on it: by then most
//! are known not to have been. What comes out is what comes out if all is measured at once, in the order of the ways.

use armistice_earth::{Between, DEPTH_METRES};
use armistice_facts::Deepest;

use crate::best::Best;
use crate::gauge::{Gauge, Most};
use crate::step::Moment;
use crate::zone::WatchedZone;

/// So many ways are searched together.
const MOST_WAITING: usize = 32;
/// So many such heaps are kept.
const MOST_HEAPS: usize = 8;
/// Points of a way are rounded to the grid of positions, and a margin changes hardly faster than one moves.
const SLACK_METRES: f64 = 0.05;

/// The greatest depth of a presence.
#[derive(Debug, Clone)]
pub(crate) struct Depth {
    best: Best,
    waiting: Vec<Stretch>,
    /// How many ways wait, and those among them that are known to be no deeper.
    pushed: usize,
    /// Those that are due.
    heaps: Vec<Heap>,
}

/// A way that may have been deeper: its ends, each with the most that its depth may be.
#[derive(Debug, Clone)]
struct Stretch {
    from: (Moment, Most),
    to: (Moment, Most),
    reach_metres: f64,
}

/// Ways that were due, with what was the deepest then.
#[derive(Debug, Clone)]
struct Heap {
    best: Best,
    ways: Vec<Stretch>,
}

impl Depth {
    /// So deep at a report or, if it is none, at a moment.
    pub(crate) fn new(gauge: Gauge, is_fix: bool) -> Self {
        Depth { best: Best::new(gauge, is_fix), waiting: Vec::new(), pushed: 0, heaps: Vec::new() }
    }

    /// So deep at another report, at least.
    pub(crate) fn reach(&mut self, gauge: Gauge) {
        self.best.add(gauge);
        self.tidy();
    }

    /// Whether a margin, and so many metres more, is greater than that of every report.
    pub(crate) fn may_deepen(&mut self, zone: &WatchedZone<'_>, gauge: &mut Gauge, moved: f64) -> bool {
        let Between { least, most } = gauge.bounds().more(moved);
        if most <= self.best.bounds_of_fixes().least {
            return false;
        }
        if self.best.is_surely_exceeded(least, gauge.at, moved) {
            return true;
        }
        let metres = zone.metres(gauge) + moved;
        self.best.deepest_fix(zone).is_none_or(|deepest| metres > deepest)
    }

    /// A way between two moments, each with the most that its depth may be; so far height and place moved on it.
    pub(crate) fn pass(
        &mut self,
        zone: &WatchedZone<'_>,
        from: (Moment, Most),
        to: (Moment, Most),
        reach_metres: f64,
    ) {
        let mut stretch = Stretch { from, to, reach_metres };
        let at_most = stretch.at_most();
        if !at_most.most.is_finite() {
            return;
        }
        let so_far = self.bounds();
        let is_no_deeper = if at_most.most <= so_far.least + DEPTH_METRES {
            true
        } else if at_most.least > so_far.most + DEPTH_METRES {
            false
        } else {
            self.search_heaps(zone);
            let (metres, _) = self.best.deepest(zone);
            stretch.at_most_metres(zone) <= metres + DEPTH_METRES
        };
        if is_no_deeper {
            return;
        }
        self.waiting.push(stretch);
        self.pushed += 1;
        if self.pushed >= MOST_WAITING {
            self.heap();
            if self.heaps.len() > MOST_HEAPS {
                self.search_heaps(zone);
            }
        }
    }

    /// The greatest margin of a report.
    pub(crate) fn deepest_fix(&mut self, zone: &WatchedZone<'_>) -> f64 {
        self.best.deepest_fix(zone).unwrap_or(0.0)
    }

    /// The greatest depth, once every way that may have been deeper is searched.
    pub(crate) fn deepest(&mut self, zone: &WatchedZone<'_>) -> Deepest {
        self.heap();
        self.search_heaps(zone);
        let (depth_m, at) = self.best.deepest(zone);
        Deepest {
            depth_m,
            time: at.time,
            position: at.position,
            interpolated: at.interpolated,
            inferred: at.inferred,
        }
    }

    /// Two bounds of the greatest depth so far.
    fn bounds(&self) -> Between {
        let Between { least, most } = self.best.bounds();
        let ways = self.heaps.iter().flat_map(|heap| &heap.ways).map(|way| way.at_most().most);
        Between { least, most: ways.fold(most, f64::max) }
    }

    /// What waits is due.
    fn heap(&mut self) {
        let least = self.best.bounds().least;
        let mut ways = std::mem::take(&mut self.waiting);
        ways.retain(|way| way.at_most().most > least + DEPTH_METRES);
        self.pushed = 0;
        if !ways.is_empty() {
            self.heaps.push(Heap { best: self.best.clone(), ways });
        }
        self.best.close();
    }

    /// Leaves out ways that are surely not as deep as what came after them.
    fn tidy(&mut self) {
        if self.waiting.is_empty() && self.heaps.is_empty() {
            return;
        }
        let least = self.best.bounds().least - DEPTH_METRES - SLACK_METRES;
        self.waiting.retain(|way| way.at_most().most > least);
        self.heaps.iter_mut().for_each(|heap| heap.ways.retain(|way| way.at_most().most > least));
        self.heaps.retain(|heap| !heap.ways.is_empty());
    }

    fn search_heaps(&mut self, zone: &WatchedZone<'_>) {
        let mut found: Vec<(Gauge, u32)> = Vec::new();
        for mut heap in std::mem::take(&mut self.heaps) {
            let number = heap.best.heap;
            found.iter().for_each(|(gauge, heap_number)| heap.best.insert(*gauge, *heap_number));
            heap.search(zone, |gauge| found.push((gauge, number)));
        }
        found.into_iter().for_each(|(gauge, number)| self.best.insert(gauge, number));
    }
}

impl Heap {
    /// Searches the ways that may be deeper than all before, the likeliest first, and tells what is.
    fn search(mut self, zone: &WatchedZone<'_>, mut tell: impl FnMut(Gauge)) {
        let least = self.best.bounds().least;
        self.ways.retain(|way| {
            let (from, to) = (&way.from.0, &way.to.0);
            way.at_most().most > least + DEPTH_METRES && !zone.is_surely_no_deeper(from, to, least)
        });
        if self.ways.is_empty() {
            return;
        }
        let (mut metres, _) = self.best.deepest(zone);
        self.put_in_order(zone);
        for mut way in self.ways {
            let at_most = way.at_most();
            let is_no_deeper = if at_most.most <= metres + DEPTH_METRES {
                true
            } else {
                at_most.least <= metres + DEPTH_METRES && way.at_most_metres(zone) <= metres + DEPTH_METRES
            };
            if is_no_deeper {
                return;
            }
            let (from, to) = (way.from.0, way.to.0);
            if let Some(found) = zone.deepest(&from, &to, metres) {
                metres = found.margin_metres;
                tell(Gauge::exactly(from.towards(&to, found.fraction), metres));
            }
        }
    }

    /// By the most that their depth may be, the greatest first; where bounds do not tell which is greater, both are measured.
    fn put_in_order(&mut self, zone: &WatchedZone<'_>) {
        let descend = |ways: &mut [Stretch]| {
            ways.sort_by(|one, other| other.at_most().most.total_cmp(&one.at_most().most));
        };
        descend(&mut self.ways);
        let mut pairs = self.ways.iter().zip(self.ways.iter().skip(1));
        if !pairs.all(|(one, next)| one.at_most().least > next.at_most().most) {
            self.ways.sort_by_key(|way| way.to.0.time);
            self.ways.iter_mut().for_each(|way| {
                way.at_most_metres(zone);
            });
            descend(&mut self.ways);
        }
    }
}

impl Stretch {
    /// Two bounds of the most that its depth may be: no depth changes faster than the object moves.
    fn at_most(&self) -> Between {
        let (from, to) = (self.from.1.bounds(), self.to.1.bounds());
        Between {
            least: f64::midpoint(from.least + to.least, self.reach_metres),
            most: f64::midpoint(from.most + to.most, self.reach_metres),
        }
    }

    fn at_most_metres(&mut self, zone: &WatchedZone<'_>) -> f64 {
        f64::midpoint(
            zone.most_metres(&mut self.from.1) + zone.most_metres(&mut self.to.1),
            self.reach_metres,
        )
    }
}
