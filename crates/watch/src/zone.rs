//! A zone that objects are watched at: how far inside it a moment lies, and where a step meets its boundary.

use armistice_earth::geodesic::FARTHEST_METRES;
use armistice_earth::{Answer, Deepest, Region, Sight, Way};
use armistice_facts::{Fix, Name, Passage, PassageKind};

use crate::Plan;
use crate::accuracy::on_ground;
use crate::ball::{self, Ball};
use crate::clearing::Clear;
use crate::force::Term;
use crate::gauge::{Gauge, Most};
use crate::step::{Bounds, Course, GRID_METRES, Limits, Moment, Step};

/// The boundary is met to this many metres.
pub(crate) const BOUNDARY_METRES: f64 = 0.01;
/// So many points of a way are looked at before it is searched.
const MOST_LOOKS: u32 = 24;
/// Bounds of a margin are taken that are no farther apart; else it is measured.
const NARROW_METRES: f64 = 0.5;
/// Halvings of a step: enough to reach a centimetre on a step round half the earth.
const MOST_HALVINGS: u32 = 40;

/// A zone that objects are watched at.
#[derive(Debug)]
pub(crate) struct WatchedZone<'p> {
    /// Its place among the zones of the plan.
    place: usize,
    name: &'p Name,
    norm: Option<&'p Name>,
    pub(crate) region: &'p Region,
    balls: Option<&'p [Ball]>,
    /// The worst accuracy of anything that bounds the zone.
    pub(crate) accuracy_metres: f64,
    /// Which heights bound it.
    pub(crate) bounds: Bounds,
    /// The same with its bounds above the ground as exact as heights above the ground are, if it has no others.
    on_ground: Option<Region>,
    /// What it covers on the ground, where heights bound it.
    footprint: Option<Region>,
    /// When it is in force; always, if there is none.
    terms: &'p [Term],
    /// Everything is measured at once: how it is done plainly, which tests compare with.
    #[cfg(test)]
    pub(crate) is_plain: bool,
}

/// Where an object stands to a zone at a moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// Signed distance to the boundary; for a reading that was not measured, a bound nearer to the boundary.
    pub(crate) margin: f64,
    pub(crate) is_certain: bool,
    /// Whether there is a margin: not where a height decides that the fix does not tell.
    pub(crate) is_known: bool,
    /// The margin is a bound over ground: outside whatever the height.
    pub(crate) is_over_ground: bool,
}

/// The same, with a margin that is measured only where it has to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sensed {
    /// Outside, a margin or a bound nearer to the boundary. Inside it was that of the last fix of which it was asked.
    pub(crate) gauge: Gauge,
    /// How far the object may have moved since then, if it was not asked of this fix.
    pub(crate) moved: Option<f64>,
    pub(crate) is_certain: bool,
    pub(crate) is_known: bool,
    pub(crate) is_over_ground: bool,
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
        let on_ground = on_ground(region);
        let bounds = match (plan.uses_height(name), &on_ground) {
            (false, _) => Bounds::Flat,
            (true, None) => Bounds::Sea,
            (true, Some(_)) => Bounds::Ground,
        };
        WatchedZone {
            terms: terms.map_or(&[], Vec::as_slice),
            place,
            name,
            norm: plan.zone_norms.get(name),
            region,
            balls: plan.balls.get(name).map(Vec::as_slice),
            accuracy_metres: plan.worst_accuracy(name),
            footprint: (bounds != Bounds::Flat).then(|| region.footprint()),
            bounds,
            on_ground,
            #[cfg(test)]
            is_plain: false,
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

    pub(crate) fn read(&self, moment: &Moment, error_metres: f64, clear: Option<Clear<'_>>) -> Reading {
        self.read_seen(&Sight::of(moment.position), moment, error_metres, clear)
    }

    /// Where an object stands by two bounds of its margin; measured where they leave open on which side of the boundary it is, or how
    /// certain that is.
    pub(crate) fn sense(
        &self,
        sight: &Sight,
        moment: &Moment,
        error_metres: f64,
        clear: Option<Clear<'_>>,
    ) -> Sensed {
        #[cfg(test)]
        if self.is_plain {
            return self.read_seen(sight, moment, error_metres, clear).sensed(*moment);
        }
        let far = self.far(moment, error_metres, clear);
        let (region, height) = self.region_at(moment);
        let told = match far {
            Some(_) => None,
            None => region.estimate(sight, height, error_metres),
        };
        let told = told.and_then(|told| Some((told.margin, told.answer?)));
        let is_over_ground = self.bounds == Bounds::Flat;
        let Some((margin, answer)) = told else {
            return self.read_seen(sight, moment, error_metres, clear).sensed(*moment);
        };
        let is_told =
            margin.most - margin.least < NARROW_METRES && (margin.least >= 0.0 || margin.most < 0.0);
        let gauge = if !is_told {
            // What is open is not looked at twice: the margin is that of the drawing.
            Gauge::exactly(*moment, region.margin_of_drawing_seen(sight, height))
        } else if margin.least >= 0.0 {
            Gauge::between(*moment, error_metres, margin)
        } else {
            Gauge::exactly(*moment, margin.most)
        };
        let is_certain = answer != Answer::Undetermined;
        Sensed { gauge, moved: None, is_certain, is_known: true, is_over_ground }
    }

    /// A margin, measured now if it was not. Bounds are taken only where nothing is looked at twice: there the margin is that of the
    /// drawing.
    pub(crate) fn metres(&self, gauge: &mut Gauge) -> f64 {
        gauge.metres(|at| self.margin(at))
    }

    /// The same of a number that is no less than a margin.
    pub(crate) fn most_metres(&self, most: &mut Most) -> f64 {
        self.metres(&mut most.gauge) + most.moved
    }

    /// The margin of a moment as the zone is drawn.
    fn margin(&self, moment: &Moment) -> f64 {
        let (region, height) = self.region_at(moment);
        region.margin_of_drawing_seen(&Sight::of(moment.position), height)
    }

    /// Whether a moment lies inside, if that is known, all errors left aside; measured only close to the boundary.
    fn is_inside_at(&self, moment: &Moment) -> bool {
        if self.far(moment, 0.0, None).is_some() {
            return false;
        }
        let (region, height) = self.region_at(moment);
        let sight = Sight::of(moment.position);
        let told = region.surely_contains(&sight, height);
        told.unwrap_or_else(|| self.read_seen(&sight, moment, 0.0, None).is_inside())
    }

    fn region_at(&self, moment: &Moment) -> (&Region, Option<f64>) {
        match self.on_ground.as_ref().zip(moment.ground_metres) {
            Some((region, height)) => (region, Some(height)),
            None => (self.region, moment.height_metres),
        }
    }

    /// At least how far outside the zone a moment surely is, where that is more than all errors.
    fn far(&self, moment: &Moment, error_metres: f64, clear: Option<Clear<'_>>) -> Option<f64> {
        let is_far = |metres: &f64| *metres > self.accuracy_metres + error_metres;
        let by_cells = clear.and_then(|clear| clear.outside_by(self.place)).filter(is_far);
        let by_balls =
            || self.balls.and_then(|balls| ball::outside_by(balls, moment.position)).filter(is_far);
        by_cells.or_else(by_balls)
    }

    fn read_seen(
        &self,
        sight: &Sight,
        moment: &Moment,
        error_metres: f64,
        clear: Option<Clear<'_>>,
    ) -> Reading {
        if let Some(metres) = self.far(moment, error_metres, clear) {
            return Reading { margin: -metres, is_certain: true, is_known: true, is_over_ground: true };
        }
        let (region, height) = self.region_at(moment);
        let located = region.locate_seen(sight, height, error_metres);
        Reading {
            margin: located.margin_metres,
            is_certain: located.answer != Answer::Undetermined,
            is_known: located.tolerance_metres < FARTHEST_METRES,
            is_over_ground: self.bounds == Bounds::Flat,
        }
    }

    /// The greatest margin on the way between two moments, if it is greater than so many metres.
    pub(crate) fn deepest(&self, from: &Moment, to: &Moment, more_than_metres: f64) -> Option<Deepest> {
        let above_ground = self.on_ground.as_ref().zip(from.ground_metres.zip(to.ground_metres));
        let (region, heights_metres) = match above_ground {
            Some((region, heights)) => (region, Some(heights)),
            None => (self.region, from.height_metres.zip(to.height_metres)),
        };
        region.deepest(&Way { from: from.position, to: to.position, heights_metres }, more_than_metres)
    }

    /// Whether surely no margin on the way between two moments is greater than so many metres, by bounds at some points of it.
    pub(crate) fn is_surely_no_deeper(&self, from: &Moment, to: &Moment, metres: f64) -> bool {
        #[cfg(test)]
        if self.is_plain {
            return false;
        }
        if self.bounds != Bounds::Flat {
            return false;
        }
        let course = Course::of(from.position, to.position);
        let most = |fraction: f64| {
            let sight = Sight::of(course.at(fraction));
            let margin = self.region.estimate_of_drawing(&sight, None);
            margin.map(|margin| margin.most).filter(|most| *most <= metres - GRID_METRES)
        };
        let Some(ends) = most(0.0).zip(most(1.0)) else { return false };
        let mut pieces = vec![((0.0, ends.0), (1.0, ends.1))];
        for _ in 0..MOST_LOOKS {
            let Some((start, end)) = pieces.pop() else { return true };
            let length = (end.0 - start.0) * course.metres;
            if f64::midpoint(start.1 + end.1, length) + 2.0 * GRID_METRES <= metres {
                continue;
            }
            let middle = f64::midpoint(start.0, end.0);
            let Some(there) = most(middle) else { return false };
            pieces.extend([(start, (middle, there)), ((middle, there), end)]);
        }
        pieces.is_empty()
    }

    /// How far inside it a moment lies over ground, if it does.
    pub(crate) fn over_ground(&self, moment: &Moment) -> Option<f64> {
        let metres = self.footprint.as_ref()?.margin(moment.position, None).metres;
        (metres >= 0.0).then_some(metres)
    }

    pub(crate) fn passage(&self, moment: &Moment, kind: PassageKind, object: &str, source: &str) -> Passage {
        let mut passage = moment.passage(kind, object, source);
        passage.zone = Some(self.name.clone());
        passage.norm = self.norm.cloned();
        passage
    }
}

impl Reading {
    pub(crate) fn is_inside(self) -> bool {
        self.is_known && self.margin >= 0.0
    }

    fn sensed(self, at: Moment) -> Sensed {
        let Reading { margin, is_certain, is_known, is_over_ground } = self;
        Sensed { gauge: Gauge::exactly(at, margin), moved: None, is_certain, is_known, is_over_ground }
    }
}

impl Sensed {
    pub(crate) fn is_inside(&self) -> bool {
        self.is_known && self.gauge.is_inside()
    }

    /// No margin at this fix is greater.
    pub(crate) fn most(&self) -> Most {
        Most { gauge: self.gauge, moved: self.moved.unwrap_or(0.0) }
    }
}

impl WatchedZone<'_> {
    /// Where the way meets the boundary between a fraction outside and one inside; the later fix if nothing may be
    /// interpolated.
    pub(crate) fn boundary(&self, step: &Step<'_>, outside: f64, inside: f64) -> Moment {
        if step.broken.is_some() || !step.reach_at_most(self.bounds).is_finite() {
            return Moment::of(step.to);
        }
        step.at(self.meets(step, outside, inside))
    }

    /// The fraction at which the way meets the boundary, by halving.
    pub(crate) fn meets(&self, step: &Step<'_>, mut outside: f64, mut inside: f64) -> f64 {
        let reach = step.reach(self.bounds);
        for _ in 0..MOST_HALVINGS {
            if (outside - inside).abs() * reach < BOUNDARY_METRES {
                break;
            }
            let middle = f64::midpoint(outside, inside);
            if self.is_inside_at(&step.at(middle)) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        f64::midpoint(outside, inside)
    }

    /// The margin of an entry or exit; where it was not interpolated, the two fixes that it lies between.
    pub(crate) fn describe(&self, passage: &mut Passage, moment: &Moment, step: &Step<'_>) {
        if !moment.interpolated {
            passage.margin_m = self.read(moment, 0.0, None).margin;
            (passage.from, passage.to) = (Some(step.from.time), Some(step.to.time));
            let far = |fix: &Fix| {
                let reading = self.read(&Moment::of(fix), 0.0, None);
                let metres = if reading.is_known { reading.margin.abs() } else { 0.0 };
                metres - self.accuracy_metres - f64::from(fix.error_metres)
            };
            let between = step.between(far(step.from), far(step.to));
            (passage.not_before, passage.not_after) = between.unzip();
        }
    }
}
