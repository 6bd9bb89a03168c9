//! One object at one zone: entries, exits and stays.

use armistice_earth::{Between, Sight};
use armistice_facts::{Certitude, Fix, Instant, Passage, PassageKind};

use crate::clearing::Clear;
use crate::depth::Depth;
use crate::gauge::{Gauge, Most};
use crate::step::{Break, GRID_METRES, Moment, Step};
use crate::unsure::Unsure;
use crate::zone::{BOUNDARY_METRES, Sensed, WatchedZone};

/// A passage through a zone between two fixes is looked for in pieces down to this length.
const HIDDEN_METRES: f64 = 1.0;
/// Points of a step at which it is looked for; a way right along a boundary would need thousands.
const MOST_PROBES: u32 = 512;

/// What is known of one object at one zone.
#[derive(Debug, Clone)]
pub(crate) struct ZoneState {
    /// The last margin that was asked for, and how far the object may have moved since.
    measured: Gauge,
    moved: f64,
    reading: Sensed,
    presence: Option<Presence>,
    /// Reports that leave it open for want of a height.
    unsure: Option<Unsure>,
    /// Since it was last inside, it was outside for certain.
    was_certainly_outside: bool,
    /// The exit that becomes certain once the object is outside for certain.
    open_leave: Option<usize>,
}

#[derive(Debug, Clone)]
struct Presence {
    from: Instant,
    to: Instant,
    last: Moment,
    fixes: u64,
    /// The deepest fix, and the greatest depth between fixes too.
    depth: Depth,
    is_certain: bool,
    /// The entry that becomes certain once the object is inside for certain.
    open_enter: Option<usize>,
}

/// A step with what is known of where its end lies, which all zones share.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Walk<'w> {
    pub(crate) step: &'w Step<'w>,
    pub(crate) sight: &'w Sight,
    pub(crate) clear: Option<Clear<'w>>,
}

impl ZoneState {
    /// The state at the first fix of an object. Inside, it is present without having entered.
    pub(crate) fn begin(zone: &WatchedZone<'_>, fix: &Fix, sight: &Sight, clear: Option<Clear<'_>>) -> Self {
        let moment = Moment::of(fix);
        let reading = zone.sense(sight, &moment, f64::from(fix.error_metres), clear);
        let unsure = if reading.is_known { None } else { zone.over_ground(&moment) };
        ZoneState {
            measured: reading.gauge,
            moved: 0.0,
            reading,
            unsure: unsure.map(|metres| Unsure::begin(moment, metres)),
            presence: reading.is_inside().then(|| Presence::begin(&moment, &reading, None)),
            was_certainly_outside: reading.is_certain && !reading.is_inside(),
            open_leave: None,
        }
    }

    /// Goes on to the next fix.
    pub(crate) fn step(
        &mut self,
        zone: &WatchedZone<'_>,
        walk: Walk<'_>,
        source: &str,
        passages: &mut Vec<Passage>,
    ) {
        let step = walk.step;
        let before = self.reading;
        let after = self.read(zone, walk);
        if !after.is_known {
            // It changes nothing of what is known; the way to the next fix cannot be followed.
            self.reading.is_over_ground = false;
            self.doubt(zone, step, source, passages);
            return;
        }
        self.end_doubt(zone, &step.to.object, source, passages);
        self.reading = after;
        let moment = Moment::of(step.to);
        match (before.is_inside(), after.is_inside()) {
            (false, false) => self.look_between(zone, step, (before, after), source, passages),
            (false, true) => self.enter(zone, step, after, source, passages),
            (true, true) => {
                if let Some(presence) = &mut self.presence {
                    presence.go_on(&moment, &after);
                    let from = (Moment::of(step.from), before.most());
                    presence.pass(zone, step, from, (moment, after.most()));
                }
            }
            (true, false) => self.leave(zone, step, before, source, passages),
        }
        self.settle(after, passages);
    }

    /// A fix that does not tell how high the object is: where it is over or under the zone, it may be in it.
    fn doubt(&mut self, zone: &WatchedZone<'_>, step: &Step<'_>, source: &str, passages: &mut Vec<Passage>) {
        let moment = Moment::of(step.to);
        let metres = zone.over_ground(&moment);
        if step.broken.is_some() || metres.is_none() {
            self.end_doubt(zone, &step.to.object, source, passages);
        }
        match (&mut self.unsure, metres) {
            (Some(unsure), Some(metres)) => unsure.go_on(moment, metres),
            (unsure, metres) => *unsure = metres.map(|metres| Unsure::begin(moment, metres)),
        }
    }

    fn end_doubt(&mut self, zone: &WatchedZone<'_>, object: &str, source: &str, passages: &mut Vec<Passage>) {
        passages.extend(self.unsure.take().map(|unsure| unsure.stay(zone, object, source)));
    }

    /// The first fix that left it open whether the object is inside, of those since when it is open.
    pub(crate) fn unsure_since(&self) -> Option<Instant> {
        self.unsure.as_ref().map(Unsure::since)
    }

    /// How far the object may move until it may come nearer to the boundary than the zone's accuracy: until then nothing
    /// can happen that has to be told. Nothing if there is something to be told or settled yet.
    pub(crate) fn calm_metres(&self, zone: &WatchedZone<'_>) -> f64 {
        let is_settled = self.presence.is_none() && self.was_certainly_outside && self.open_leave.is_none();
        if is_settled && self.reading.is_over_ground {
            -self.reading.gauge.bounds().most - zone.accuracy_metres
        } else {
            0.0
        }
    }

    /// The first fix inside, of a presence that is open.
    pub(crate) fn since(&self) -> Option<Instant> {
        self.presence.as_ref().map(|presence| presence.from)
    }

    /// The passages that a later fix may make certain, by their places in the list.
    pub(crate) fn open(&self) -> impl Iterator<Item = usize> {
        let open_enter = self.presence.as_ref().and_then(|presence| presence.open_enter);
        open_enter.into_iter().chain(self.open_leave)
    }

    /// So many passages were taken off the front of the list, none of them open.
    pub(crate) fn shift(&mut self, by: usize) {
        let open_enter = self.presence.as_mut().and_then(|presence| presence.open_enter.as_mut());
        open_enter
            .into_iter()
            .chain(&mut self.open_leave)
            .for_each(|place| *place = place.saturating_sub(by));
    }

    /// The object moved, and stayed outside for certain.
    pub(crate) fn drift(&mut self, metres: f64) {
        self.moved += metres;
        self.reading.gauge.add(metres);
    }

    /// The fix that was taken last is no report: it stands for an instant of the way.
    pub(crate) fn uncount(&mut self) {
        self.presence.iter_mut().for_each(|presence| presence.fixes = presence.fixes.saturating_sub(1));
    }

    /// Closes the presence of an object whose track ends inside.
    pub(crate) fn close(
        mut self,
        zone: &WatchedZone<'_>,
        fix: &Fix,
        source: &str,
        passages: &mut Vec<Passage>,
    ) {
        self.end_doubt(zone, &fix.object, source, passages);
        if let Some(presence) = self.presence {
            passages.push(presence.stay(zone, &fix.object, source));
        }
    }

    /// The margin at the end of the step. It cannot change by more than the object moves, so it is asked for anew
    /// only where the object may have come near the boundary, or deeper than ever.
    fn read(&mut self, zone: &WatchedZone<'_>, walk: Walk<'_>) -> Sensed {
        let step = walk.step;
        self.moved += step.reach_at_most(zone.bounds);
        let error = f64::from(step.to.error_metres);
        let may_be_near = self.may_be_within(zone, zone.accuracy_metres + error);
        let may_be_deepest = !may_be_near
            && self
                .presence
                .as_mut()
                .is_some_and(|presence| presence.depth.may_deepen(zone, &mut self.measured, self.moved));
        if may_be_near || may_be_deepest {
            let reading = zone.sense(walk.sight, &Moment::of(step.to), error, walk.clear);
            if reading.is_known {
                (self.measured, self.moved) = (reading.gauge, 0.0);
            }
            return reading;
        }
        let is_inside = self.measured.is_inside();
        let gauge = if is_inside {
            self.measured
        } else {
            Gauge::exactly(self.measured.at, self.measured.bounds().most + self.moved)
        };
        let moved = Some(if is_inside { self.moved } else { 0.0 });
        Sensed { gauge, moved, is_certain: true, is_known: true, ..self.reading }
    }

    /// Whether the object may have come so near to the boundary since its margin was asked for.
    fn may_be_within(&mut self, zone: &WatchedZone<'_>, metres: f64) -> bool {
        let Between { least, most } = self.measured.size();
        if least - self.moved > metres {
            return false;
        }
        most - self.moved <= metres || zone.metres(&mut self.measured).abs() - self.moved <= metres
    }

    fn enter(
        &mut self,
        zone: &WatchedZone<'_>,
        step: &Step<'_>,
        after: Sensed,
        source: &str,
        passages: &mut Vec<Passage>,
    ) {
        let moment = zone.boundary(step, 0.0, 1.0);
        let mut passage = zone.passage(&moment, PassageKind::Enter, &step.to.object, source);
        zone.describe(&mut passage, &moment, step);
        let may_be_certain = self.was_certainly_outside && step.broken != Some(Break::Jump);
        let open_enter = may_be_certain.then_some(passages.len());
        passages.push(passage);
        let inside = Moment::of(step.to);
        let mut presence = Presence::begin(&inside, &after, open_enter);
        if moment.interpolated {
            presence.pass(zone, step, at_boundary(moment), (inside, after.most()));
        }
        self.presence = Some(presence);
        self.open_leave = None;
    }

    fn leave(
        &mut self,
        zone: &WatchedZone<'_>,
        step: &Step<'_>,
        before: Sensed,
        source: &str,
        passages: &mut Vec<Passage>,
    ) {
        let Some(mut presence) = self.presence.take() else { return };
        let moment = zone.boundary(step, 1.0, 0.0);
        if moment.interpolated {
            let from = (Moment::of(step.from), before.most());
            presence.pass(zone, step, from, at_boundary(moment));
        }
        let mut passage = zone.passage(&moment, PassageKind::Leave, &step.to.object, source);
        zone.describe(&mut passage, &moment, step);
        let may_be_certain = presence.is_certain && step.broken != Some(Break::Jump);
        self.open_leave = may_be_certain.then_some(passages.len());
        self.was_certainly_outside = false;
        passages.push(passage);
        passages.push(presence.stay(zone, &step.to.object, source));
    }

    /// A fix that is certainly inside or outside makes the entry or exit before it certain.
    fn settle(&mut self, reading: Sensed, passages: &mut [Passage]) {
        if !reading.is_certain {
            return;
        }
        let open = match &mut self.presence {
            Some(presence) => {
                presence.is_certain = true;
                presence.open_enter.take()
            }
            None => {
                self.was_certainly_outside = true;
                self.open_leave.take()
            }
        };
        if let Some(passage) = open.and_then(|index| passages.get_mut(index)) {
            passage.certainty = Certitude::Certain;
        }
    }

    /// Looks for a way through the zone between two fixes outside it.
    fn look_between(
        &self,
        zone: &WatchedZone<'_>,
        step: &Step<'_>,
        (before, after): (Sensed, Sensed),
        source: &str,
        passages: &mut Vec<Passage>,
    ) {
        let at_most = step.reach_at_most(zone.bounds);
        let (before, after) = (before.gauge.bounds().most, after.gauge.bounds().most);
        let is_clear = -before - after > at_most + GRID_METRES;
        if is_clear || step.broken.is_some() || !at_most.is_finite() {
            return;
        }
        let reach = step.reach(zone.bounds);
        let mut search = Search { zone, step, reach, probes: MOST_PROBES };
        let ends = ((0.0, before), (1.0, after));
        let Some(inside) = search.inside(ends.0, ends.1) else { return };
        let (entered, left) = (zone.meets(step, 0.0, inside), zone.meets(step, 1.0, inside));
        let (entry, exit) = (step.at(entered), step.at(left));
        let middle = step.at(f64::midpoint(entered, left));
        let reading = zone.read(&middle, step.error_metres(), None);
        let mut depth = Depth::new(Gauge::exactly(middle, reading.margin.max(0.0)), false);
        let reach = entry.reach_at_most(&exit, zone.bounds);
        depth.pass(zone, at_boundary(entry), at_boundary(exit), reach + GRID_METRES);
        let certainty = if reading.is_certain && reading.is_inside() {
            Certitude::Certain
        } else {
            Certitude::Undetermined
        };
        for (kind, moment) in
            [(PassageKind::Enter, entry), (PassageKind::Leave, exit), (PassageKind::Stay, exit)]
        {
            let mut passage = zone.passage(&moment, kind, &step.to.object, source);
            passage.certainty = certainty;
            if kind == PassageKind::Stay {
                (passage.from, passage.to) = (Some(entry.time), Some(exit.time));
                (passage.margin_m, passage.fixes) = (reading.margin.max(0.0), Some(0));
                passage.deepest = Some(depth.deepest(zone));
            }
            passages.push(passage);
        }
    }
}

/// A moment at the boundary, with the most that its margin may be.
fn at_boundary(moment: Moment) -> (Moment, Most) {
    (moment, Most::exactly(moment, BOUNDARY_METRES))
}

impl Presence {
    fn begin(moment: &Moment, reading: &Sensed, open_enter: Option<usize>) -> Self {
        Presence {
            from: moment.time,
            to: moment.time,
            last: *moment,
            fixes: 1,
            depth: Depth::new(reading.gauge, true),
            is_certain: reading.is_certain,
            open_enter,
        }
    }

    fn go_on(&mut self, moment: &Moment, reading: &Sensed) {
        self.to = moment.time;
        self.last = *moment;
        self.fixes += 1;
        // Who was not asked anew is surely not deeper.
        if reading.moved.is_none() {
            self.depth.reach(reading.gauge);
        }
        self.is_certain |= reading.is_certain;
    }

    /// A way within the zone, each end with the most that its margin may be. Nothing is said of a silence or a jump.
    fn pass(&mut self, zone: &WatchedZone<'_>, step: &Step<'_>, from: (Moment, Most), to: (Moment, Most)) {
        if step.broken.is_none() {
            let reach = from.0.reach_at_most(&to.0, zone.bounds) + GRID_METRES;
            self.depth.pass(zone, from, to, reach);
        }
    }

    fn stay(mut self, zone: &WatchedZone<'_>, object: &str, source: &str) -> Passage {
        let mut passage = zone.passage(&self.last, PassageKind::Stay, object, source);
        passage.margin_m = self.depth.deepest_fix(zone);
        passage.deepest = Some(self.depth.deepest(zone));
        passage.certainty = if self.is_certain { Certitude::Certain } else { Certitude::Undetermined };
        (passage.from, passage.to) = (Some(self.from), Some(self.to));
        passage.fixes = Some(self.fixes);
        passage
    }
}

/// Looks for a point inside on a step whose ends are outside.
struct Search<'a> {
    zone: &'a WatchedZone<'a>,
    step: &'a Step<'a>,
    reach: f64,
    probes: u32,
}

impl Search<'_> {
    /// A fraction inside between two fractions with their margins. The margin cannot rise faster than the object
    /// moves, so a piece shorter than both margins together holds no such point.
    fn inside(&mut self, start: (f64, f64), end: (f64, f64)) -> Option<f64> {
        let length = (end.0 - start.0) * self.reach;
        if -start.1 - end.1 > length + GRID_METRES || length < HIDDEN_METRES || self.probes == 0 {
            return None;
        }
        self.probes -= 1;
        let middle = f64::midpoint(start.0, end.0);
        let margin = self.margin(&self.step.at(middle));
        if margin > 0.0 {
            return Some(middle);
        }
        self.inside(start, (middle, margin)).or_else(|| self.inside((middle, margin), end))
    }

    /// The margin, or outside a bound of it nearer to the boundary.
    fn margin(&self, moment: &Moment) -> f64 {
        let mut sensed = self.zone.sense(&Sight::of(moment.position), moment, 0.0, None);
        if sensed.is_inside() { self.zone.metres(&mut sensed.gauge) } else { sensed.gauge.bounds().most }
    }
}
