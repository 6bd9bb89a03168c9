//! How deep an object was in a zone, at its reports and on the way between them.
//!
//! A report deeper than all before is measured at once. A way that may have been deeper waits until the presence is over: by then
//! most are known not to have been.

use armistice_earth::{DEPTH_METRES, Region, Way};
use armistice_facts::Deepest;

use crate::step::Moment;

/// So many ways wait before they are searched.
const MOST_WAITING: usize = 32;

/// A zone, and the same with its bounds above the ground as exact as heights above the ground are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Drawn<'z> {
    pub(crate) region: &'z Region,
    /// Where heights bound it, and all of them above the ground.
    pub(crate) on_ground: Option<&'z Region>,
}

/// The greatest depth of a presence.
#[derive(Debug, Clone)]
pub(crate) struct Depth {
    metres: f64,
    at: Moment,
    waiting: Vec<Stretch>,
}

/// A way that may have been deeper.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    from: Moment,
    to: Moment,
    at_most_metres: f64,
}

impl Depth {
    /// So deep at a moment.
    pub(crate) fn new(at: Moment, metres: f64) -> Self {
        Depth { metres, at, waiting: Vec::new() }
    }

    /// So deep at another moment, at least.
    pub(crate) fn reach(&mut self, at: Moment, metres: f64) {
        if metres > self.metres {
            (self.metres, self.at) = (metres, at);
        }
    }

    /// A way between two moments, each with the most that its depth may be; so far height and place moved on it.
    pub(crate) fn pass(
        &mut self,
        drawn: Drawn<'_>,
        from: (Moment, f64),
        to: (Moment, f64),
        reach_metres: f64,
    ) {
        // No depth changes faster than the object moves.
        let at_most_metres = f64::midpoint(from.1 + to.1, reach_metres);
        if !at_most_metres.is_finite() || at_most_metres <= self.metres + DEPTH_METRES {
            return;
        }
        self.waiting.push(Stretch { from: from.0, to: to.0, at_most_metres });
        if self.waiting.len() >= MOST_WAITING {
            self.settle(drawn);
        }
    }

    /// The greatest depth, once every way that may have been deeper is searched.
    pub(crate) fn deepest(&self, drawn: Drawn<'_>) -> Deepest {
        let mut settled = self.clone();
        settled.settle(drawn);
        let Depth { metres, at, .. } = settled;
        Deepest {
            depth_m: metres,
            time: at.time,
            position: at.position,
            interpolated: at.interpolated,
            inferred: at.inferred,
        }
    }

    fn settle(&mut self, drawn: Drawn<'_>) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort_by(|one, other| other.at_most_metres.total_cmp(&one.at_most_metres));
        for stretch in waiting {
            if stretch.at_most_metres <= self.metres + DEPTH_METRES {
                return;
            }
            let (from, to) = (stretch.from, stretch.to);
            let above_ground = drawn.on_ground.zip(from.ground_metres.zip(to.ground_metres));
            let (region, heights_metres) = match above_ground {
                Some((region, heights)) => (region, Some(heights)),
                None => (drawn.region, from.height_metres.zip(to.height_metres)),
            };
            let way = Way { from: from.position, to: to.position, heights_metres };
            if let Some(found) = region.deepest(&way, self.metres) {
                (self.metres, self.at) = (found.margin_metres, from.towards(&to, found.fraction));
            }
        }
    }
}
