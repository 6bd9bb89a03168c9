//! A zone that objects are watched at: how far inside it a moment lies, and where a step meets its boundary.

use armistice_earth::geodesic::FARTHEST_METRES;
use armistice_earth::{Answer, Region};
use armistice_facts::{Fix, Name, Passage, PassageKind};

use crate::Plan;
use crate::accuracy::on_ground;
use crate::ball::{self, Ball};
use crate::clearing::Clear;
use crate::depth::Drawn;
use crate::force::Term;
use crate::step::{Bounds, Limits, Moment, Step};

/// The boundary is met to this many metres.
pub(crate) const BOUNDARY_METRES: f64 = 0.01;
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
}

/// Where an object stands to a zone at a moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// Signed distance to the boundary; for a reading that was not measured, a bound nearer to the boundary.
    pub(crate) margin: f64,
    /// The margin is surely no greater; the same for one that was measured.
    pub(crate) most: f64,
    pub(crate) is_certain: bool,
    /// Whether there is a margin: not where a height decides that the fix does not tell.
    pub(crate) is_known: bool,
    /// The margin is a bound over ground: outside whatever the height.
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
        let is_far = |metres: &f64| *metres > self.accuracy_metres + error_metres;
        let by_cells = clear.and_then(|clear| clear.outside_by(self.place)).filter(is_far);
        let by_balls =
            || self.balls.and_then(|balls| ball::outside_by(balls, moment.position)).filter(is_far);
        if let Some(metres) = by_cells.or_else(by_balls) {
            return Reading {
                margin: -metres,
                most: -metres,
                is_certain: true,
                is_known: true,
                is_over_ground: true,
            };
        }
        let (region, height) = match self.on_ground.as_ref().zip(moment.ground_metres) {
            Some((region, height)) => (region, Some(height)),
            None => (self.region, moment.height_metres),
        };
        let located = region.locate(moment.position, height, error_metres);
        Reading {
            margin: located.margin_metres,
            most: located.margin_metres,
            is_certain: located.answer != Answer::Undetermined,
            is_known: located.tolerance_metres < FARTHEST_METRES,
            is_over_ground: self.bounds == Bounds::Flat,
        }
    }

    /// What depths in it are measured by.
    pub(crate) fn drawn(&self) -> Drawn<'_> {
        Drawn { region: self.region, on_ground: self.on_ground.as_ref() }
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
            if self.read(&step.at(middle), 0.0, None).is_inside() {
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
