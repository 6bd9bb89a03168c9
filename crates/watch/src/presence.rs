//! One object at one zone: entries, exits and stays.

use armistice_earth::geodesic::FARTHEST_METRES;
use armistice_earth::{Answer, Region};
use armistice_facts::{Certitude, Fix, Instant, Name, Passage, PassageKind};

use crate::Plan;
use crate::ball::{self, Ball};
use crate::clearing::Clear;
use crate::force::Term;
use crate::step::{Break, GRID_METRES, Limits, Moment, Step};

/// The boundary is met to this many metres.
const BOUNDARY_METRES: f64 = 0.01;
/// Halvings of a step: enough to reach a centimetre on a step round half the earth.
const MOST_HALVINGS: u32 = 40;
/// A passage through a zone between two fixes is looked for in pieces down to this length.
const HIDDEN_METRES: f64 = 1.0;
/// Points of a step at which it is looked for; a way right along a boundary would need thousands.
const MOST_PROBES: u32 = 512;

/// A zone that objects are watched at.
#[derive(Debug)]
pub(crate) struct WatchedZone<'p> {
    /// Its place among the zones of the plan.
    place: usize,
    name: &'p Name,
    norm: Option<&'p Name>,
    region: &'p Region,
    balls: Option<&'p [Ball]>,
    /// The worst accuracy of anything that bounds the zone.
    accuracy_metres: f64,
    uses_height: bool,
    /// When it is in force; always, if there is none.
    terms: &'p [Term],
}

/// Where an object stands to a zone at a moment.
#[derive(Debug, Clone, Copy)]
struct Reading {
    /// Signed distance to the boundary; for a reading that was not measured, a bound nearer to the boundary.
    margin: f64,
    is_certain: bool,
    /// Whether there is a margin: not where a height decides that the fix does not tell.
    is_known: bool,
    /// The margin is a bound over ground: outside whatever the height.
    is_over_ground: bool,
}

/// What is known of one object at one zone.
#[derive(Debug, Clone)]
pub(crate) struct ZoneState {
    /// The last margin that was measured, and how far the object may have moved since.
    measured: f64,
    moved: f64,
    reading: Reading,
    presence: Option<Presence>,
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
    deepest: f64,
    is_certain: bool,
    /// The entry that becomes certain once the object is inside for certain.
    open_enter: Option<usize>,
}

impl<'p> WatchedZone<'p> {
    pub(crate) fn new(
        plan: &'p Plan,
        place: usize,
        name: &'p Name,
        region: &'p Region,
        limits: &Limits,
    ) -> Self {
        let terms = plan.terms.get(name).filter(|_| limits.only_in_force);
        WatchedZone {
            terms: terms.map_or(&[], Vec::as_slice),
            place,
            name,
            norm: plan.zone_norms.get(name),
            region,
            balls: plan.balls.get(name).map(Vec::as_slice),
            accuracy_metres: plan.worst_accuracy(name),
            uses_height: plan.uses_height(name),
        }
    }

    pub(crate) fn name(&self) -> &'p Name {
        self.name
    }

    /// When it is in force; always, if there is none.
    pub(crate) fn terms(&self) -> &'p [Term] {
        self.terms
    }

    /// Whether a fix lies in it, all errors left aside.
    pub(crate) fn holds(&self, fix: &Fix) -> bool {
        self.read(&Moment::of(fix), 0.0, None).is_inside()
    }

    fn read(&self, moment: &Moment, error_metres: f64, clear: Option<Clear<'_>>) -> Reading {
        let is_far = |metres: &f64| *metres > self.accuracy_metres + error_metres;
        let by_cells = clear.and_then(|clear| clear.outside_by(self.place)).filter(is_far);
        let by_balls =
            || self.balls.and_then(|balls| ball::outside_by(balls, moment.position)).filter(is_far);
        if let Some(metres) = by_cells.or_else(by_balls) {
            return Reading { margin: -metres, is_certain: true, is_known: true, is_over_ground: true };
        }
        let located = self.region.locate(moment.position, moment.height_metres, error_metres);
        Reading {
            margin: located.margin_metres,
            is_certain: located.answer != Answer::Undetermined,
            is_known: located.tolerance_metres < FARTHEST_METRES,
            is_over_ground: !self.uses_height,
        }
    }

    fn passage(&self, moment: &Moment, kind: PassageKind, object: &str, source: &str) -> Passage {
        let mut passage = moment.passage(kind, object, source);
        passage.zone = Some(self.name.clone());
        passage.norm = self.norm.cloned();
        passage
    }
}

impl Reading {
    fn is_inside(self) -> bool {
        self.is_known && self.margin >= 0.0
    }
}

impl ZoneState {
    /// The state at the first fix of an object. Inside, it is present without having entered.
    pub(crate) fn begin(zone: &WatchedZone<'_>, fix: &Fix) -> Self {
        let moment = Moment::of(fix);
        let reading = zone.read(&moment, f64::from(fix.error_metres), None);
        ZoneState {
            measured: reading.margin,
            moved: 0.0,
            reading,
            presence: reading.is_inside().then(|| Presence::begin(&moment, reading, None)),
            was_certainly_outside: reading.is_certain && !reading.is_inside(),
            open_leave: None,
        }
    }

    /// Goes on to the next fix.
    pub(crate) fn step(
        &mut self,
        zone: &WatchedZone<'_>,
        step: &Step<'_>,
        clear: Option<Clear<'_>>,
        source: &str,
        passages: &mut Vec<Passage>,
    ) {
        let before = self.reading;
        let after = self.read(zone, step, clear);
        if !after.is_known {
            // A fix that tells nothing of the zone changes nothing; the way to the next one cannot be followed.
            return;
        }
        self.reading = after;
        let moment = Moment::of(step.to);
        match (before.is_inside(), after.is_inside()) {
            (false, false) => self.look_between(zone, step, (before, after), source, passages),
            (false, true) => self.enter(zone, step, after, source, passages),
            (true, true) => {
                if let Some(presence) = &mut self.presence {
                    presence.go_on(&moment, after);
                }
            }
            (true, false) => self.leave(zone, step, source, passages),
        }
        self.settle(after, passages);
    }

    /// How far the object may move until it may come nearer to the boundary than the zone's accuracy: until then nothing
    /// can happen that has to be told. Nothing if there is something to be told or settled yet.
    pub(crate) fn calm_metres(&self, zone: &WatchedZone<'_>) -> f64 {
        let is_settled = self.presence.is_none() && self.was_certainly_outside && self.open_leave.is_none();
        if is_settled && self.reading.is_over_ground {
            -self.reading.margin - zone.accuracy_metres
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
        self.reading.margin += metres;
    }

    /// The fix that was taken last is no report: it stands for an instant of the way.
    pub(crate) fn uncount(&mut self) {
        self.presence.iter_mut().for_each(|presence| presence.fixes = presence.fixes.saturating_sub(1));
    }

    /// Closes the presence of an object whose track ends inside.
    pub(crate) fn close(self, zone: &WatchedZone<'_>, fix: &Fix, source: &str, passages: &mut Vec<Passage>) {
        if let Some(presence) = self.presence {
            passages.push(presence.stay(zone, &fix.object, source));
        }
    }

    /// The margin at the end of the step. It cannot change by more than the object moves, so it is measured anew
    /// only where the object may have come near the boundary, or deeper than ever.
    fn read(&mut self, zone: &WatchedZone<'_>, step: &Step<'_>, clear: Option<Clear<'_>>) -> Reading {
        self.moved += step.reach_at_most(zone.uses_height);
        let error = f64::from(step.to.error_metres);
        let least = self.measured.abs() - self.moved;
        let may_be_deepest =
            self.presence.as_ref().is_some_and(|presence| self.measured + self.moved > presence.deepest);
        if least > zone.accuracy_metres + error && !may_be_deepest {
            let margin = least.copysign(self.measured);
            return Reading { margin, is_certain: true, is_known: true, ..self.reading };
        }
        let reading = zone.read(&Moment::of(step.to), error, clear);
        if reading.is_known {
            (self.measured, self.moved) = (reading.margin, 0.0);
        }
        reading
    }

    fn enter(
        &mut self,
        zone: &WatchedZone<'_>,
        step: &Step<'_>,
        after: Reading,
        source: &str,
        passages: &mut Vec<Passage>,
    ) {
        let moment = zone.boundary(step, 0.0, 1.0);
        let mut passage = zone.passage(&moment, PassageKind::Enter, &step.to.object, source);
        zone.describe(&mut passage, &moment, step);
        let may_be_certain = self.was_certainly_outside && step.broken != Some(Break::Jump);
        let open_enter = may_be_certain.then_some(passages.len());
        passages.push(passage);
        self.presence = Some(Presence::begin(&Moment::of(step.to), after, open_enter));
        self.open_leave = None;
    }

    fn leave(&mut self, zone: &WatchedZone<'_>, step: &Step<'_>, source: &str, passages: &mut Vec<Passage>) {
        let Some(presence) = self.presence.take() else { return };
        let moment = zone.boundary(step, 1.0, 0.0);
        let mut passage = zone.passage(&moment, PassageKind::Leave, &step.to.object, source);
        zone.describe(&mut passage, &moment, step);
        let may_be_certain = presence.is_certain && step.broken != Some(Break::Jump);
        self.open_leave = may_be_certain.then_some(passages.len());
        self.was_certainly_outside = false;
        passages.push(passage);
        passages.push(presence.stay(zone, &step.to.object, source));
    }

    /// A fix that is certainly inside or outside makes the entry or exit before it certain.
    fn settle(&mut self, reading: Reading, passages: &mut [Passage]) {
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
        (before, after): (Reading, Reading),
        source: &str,
        passages: &mut Vec<Passage>,
    ) {
        let at_most = step.reach_at_most(zone.uses_height);
        let is_clear = -before.margin - after.margin > at_most + GRID_METRES;
        if is_clear || step.broken.is_some() || !at_most.is_finite() {
            return;
        }
        let reach = step.reach(zone.uses_height);
        let mut search = Search { zone, step, reach, probes: MOST_PROBES };
        let ends = ((0.0, before.margin), (1.0, after.margin));
        let Some(inside) = search.inside(ends.0, ends.1) else { return };
        let (entered, left) = (zone.meets(step, 0.0, inside), zone.meets(step, 1.0, inside));
        let (entry, exit) = (step.at(entered), step.at(left));
        let deepest = step.at(f64::midpoint(entered, left));
        let reading = zone.read(&deepest, step.error_metres(), None);
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
            }
            passages.push(passage);
        }
    }
}

impl Presence {
    fn begin(moment: &Moment, reading: Reading, open_enter: Option<usize>) -> Self {
        Presence {
            from: moment.time,
            to: moment.time,
            last: *moment,
            fixes: 1,
            deepest: reading.margin,
            is_certain: reading.is_certain,
            open_enter,
        }
    }

    fn go_on(&mut self, moment: &Moment, reading: Reading) {
        self.to = moment.time;
        self.last = *moment;
        self.fixes += 1;
        self.deepest = self.deepest.max(reading.margin);
        self.is_certain |= reading.is_certain;
    }

    fn stay(&self, zone: &WatchedZone<'_>, object: &str, source: &str) -> Passage {
        let mut passage = zone.passage(&self.last, PassageKind::Stay, object, source);
        passage.margin_m = self.deepest;
        passage.certainty = if self.is_certain { Certitude::Certain } else { Certitude::Undetermined };
        (passage.from, passage.to) = (Some(self.from), Some(self.to));
        passage.fixes = Some(self.fixes);
        passage
    }
}

impl WatchedZone<'_> {
    /// Where the way meets the boundary between a fraction outside and one inside; the later fix if nothing may be
    /// interpolated.
    fn boundary(&self, step: &Step<'_>, outside: f64, inside: f64) -> Moment {
        if step.broken.is_some() || !step.reach_at_most(self.uses_height).is_finite() {
            return Moment::of(step.to);
        }
        step.at(self.meets(step, outside, inside))
    }

    /// The fraction at which the way meets the boundary, by halving.
    fn meets(&self, step: &Step<'_>, mut outside: f64, mut inside: f64) -> f64 {
        let reach = step.reach(self.uses_height);
        for _ in 0..MOST_HALVINGS {
            if (outside - inside).abs() * reach < BOUNDARY_METRES {
                break;
            }
            let middle = f64::midpoint(outside, inside);
            if self.read(&step.at(middle), 0.0, None).is_inside() {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        f64::midpoint(outside, inside)
    }

    /// The margin of an entry or exit; where it was not interpolated, the two fixes that it lies between.
    fn describe(&self, passage: &mut Passage, moment: &Moment, step: &Step<'_>) {
        if !moment.interpolated {
            passage.margin_m = self.read(moment, 0.0, None).margin;
            (passage.from, passage.to) = (Some(step.from.time), Some(step.to.time));
        }
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
        let margin = self.zone.read(&self.step.at(middle), 0.0, None).margin;
        if margin > 0.0 {
            return Some(middle);
        }
        self.inside(start, (middle, margin)).or_else(|| self.inside((middle, margin), end))
    }
}
