//! One object at one line: crossings with their direction.

use armistice_earth::{Line, Nearest, Position, Side, Sight};
use armistice_facts::{Certitude, Fix, Name, Passage, PassageKind};

use crate::Plan;
use crate::ball::{self, Ball};
use crate::presence::Walk;
use crate::step::{Break, Moment, Step};

/// A line that objects are watched at.
#[derive(Debug)]
pub(crate) struct WatchedLine<'p> {
    name: &'p Name,
    norm: Option<&'p Name>,
    line: &'p Line,
    balls: Option<&'p [Ball]>,
    length: f64,
}

/// What is known of one object at one line.
#[derive(Debug, Clone)]
pub(crate) struct LineState {
    /// The last distance that was measured, and how far the object may have moved since.
    measured: f64,
    moved: f64,
    /// The side on which it was last seen; `On` until it is seen beside the line.
    side: Side,
    /// On that side it was farther from the line than all errors.
    was_certain: bool,
    /// The crossing that becomes certain once the object is beyond the line for certain.
    open: Option<usize>,
}

impl<'p> WatchedLine<'p> {
    pub(crate) fn new(plan: &'p Plan, name: &'p Name, line: &'p Line) -> Self {
        WatchedLine {
            name,
            norm: plan.line_norms.get(name),
            line,
            balls: plan.balls.get(name).map(Vec::as_slice),
            length: line.length(),
        }
    }

    /// At least how far a position is from the line, if it is far away.
    fn far(&self, position: Position) -> Option<f64> {
        self.balls.and_then(|balls| ball::outside_by(balls, position))
    }

    /// Whether the nearest point is an end of the line: a way past it goes round the line.
    fn is_beyond_end(&self, nearest: &Nearest) -> bool {
        nearest.along_metres <= 0.0 || nearest.along_metres >= self.length
    }
}

impl LineState {
    /// The state at the first fix of an object.
    pub(crate) fn begin(line: &WatchedLine<'_>, fix: &Fix, sight: &Sight) -> Self {
        let far = line.far(fix.position);
        let mut state = LineState {
            measured: far.unwrap_or(0.0),
            moved: 0.0,
            side: Side::On,
            was_certain: false,
            open: None,
        };
        if far.is_none() {
            state.look(line, fix, sight);
        }
        state
    }

    /// How far the object may move until it may come nearer to the line than its accuracy.
    pub(crate) fn calm_metres(&self, line: &WatchedLine<'_>) -> f64 {
        self.measured - self.moved - line.line.accuracy_metres()
    }

    /// The crossing that a later fix may make certain, by its place in the list of passages.
    pub(crate) fn open(&self) -> Option<usize> {
        self.open
    }

    /// So many passages were taken off the front of the list, none of them open.
    pub(crate) fn shift(&mut self, by: usize) {
        self.open.iter_mut().for_each(|place| *place = place.saturating_sub(by));
    }

    /// The object moved, and did not come near the line.
    pub(crate) fn drift(&mut self, metres: f64) {
        self.moved += metres;
    }

    /// Finds the side of an object that was too far away to be looked at, or is seen for the first time.
    fn look(&mut self, line: &WatchedLine<'_>, fix: &Fix, sight: &Sight) {
        let nearest = line.line.nearest_seen(sight);
        (self.measured, self.moved, self.side) = (nearest.distance_metres, 0.0, nearest.side);
        self.was_certain = self.is_certain(line, f64::from(fix.error_metres));
    }

    /// Goes on to the next fix.
    pub(crate) fn step(
        &mut self,
        line: &WatchedLine<'_>,
        walk: Walk<'_>,
        source: &str,
        passages: &mut Vec<Passage>,
    ) {
        let Walk { step, sight, .. } = walk;
        self.moved += step.at_most_metres;
        // The distance cannot shrink by more than the object moves: far from the line nothing is measured.
        let error = f64::from(step.to.error_metres);
        let tolerance = line.line.accuracy_metres() + error;
        if self.measured - self.moved > tolerance {
            return;
        }
        if let Some(far) = line.far(step.to.position).filter(|far| *far > tolerance + step.at_most_metres) {
            (self.measured, self.moved) = (far, 0.0);
            self.forget();
            return;
        }
        if self.side == Side::On {
            self.look(line, step.from, &Sight::of(step.from.position));
        }
        let end = line.line.nearest_seen(sight);
        (self.measured, self.moved) = (end.distance_metres, 0.0);
        if step.broken.is_some() {
            self.jump_over(line, step, &end, source, passages);
        } else {
            for crossing in line.line.crossings(step.from.position, step.to.position) {
                self.cross(line, &step.at(crossing.fraction), crossing.from_side, step, source, passages);
            }
            self.turn(end.side);
        }
        self.settle(line, error, passages);
    }

    /// Far away the object may change sides round the ends of the line: what was known of its side counts no more.
    fn forget(&mut self) {
        (self.side, self.was_certain) = (Side::On, false);
    }

    /// On a gap or jump only the sides of the two fixes are compared.
    fn jump_over(
        &mut self,
        line: &WatchedLine<'_>,
        step: &Step<'_>,
        end: &Nearest,
        source: &str,
        passages: &mut Vec<Passage>,
    ) {
        let start = line.line.nearest(step.from.position);
        let changes = start.side != Side::On && end.side != Side::On && start.side != end.side;
        if changes && !line.is_beyond_end(end) {
            self.cross(line, &Moment::of(step.to), start.side, step, source, passages);
            let far =
                |metres: f64, fix: &Fix| metres - line.line.accuracy_metres() - f64::from(fix.error_metres);
            let between =
                step.between(far(start.distance_metres, step.from), far(end.distance_metres, step.to));
            if let Some(passage) = passages.last_mut() {
                (passage.not_before, passage.not_after) = between.unzip();
            }
        }
        self.turn(end.side);
    }

    fn cross(
        &mut self,
        line: &WatchedLine<'_>,
        moment: &Moment,
        from: Side,
        step: &Step<'_>,
        source: &str,
        passages: &mut Vec<Passage>,
    ) {
        let mut passage = moment.passage(PassageKind::Cross, &step.to.object, source);
        passage.line = Some(line.name.clone());
        passage.norm = line.norm.cloned();
        passage.direction = Some(if from == Side::Left { "left" } else { "right" }.to_owned());
        if !moment.interpolated {
            passage.margin_m = self.measured;
            (passage.from, passage.to) = (Some(step.from.time), Some(step.to.time));
        }
        let may_be_certain = self.was_certain && step.broken != Some(Break::Jump);
        self.open = may_be_certain.then_some(passages.len());
        self.was_certain = false;
        self.side = if from == Side::Left { Side::Right } else { Side::Left };
        passages.push(passage);
    }

    /// The side at the end of a step; a change without a crossing is a way round an end.
    fn turn(&mut self, side: Side) {
        if side != Side::On && side != self.side {
            (self.side, self.was_certain, self.open) = (side, false, None);
        }
    }

    /// A fix farther from the line than all errors makes the crossing before it certain.
    fn settle(&mut self, line: &WatchedLine<'_>, error: f64, passages: &mut [Passage]) {
        if !self.is_certain(line, error) {
            return;
        }
        self.was_certain = true;
        if let Some(passage) = self.open.take().and_then(|index| passages.get_mut(index)) {
            passage.certainty = Certitude::Certain;
        }
    }

    fn is_certain(&self, line: &WatchedLine<'_>, error: f64) -> bool {
        self.side != Side::On && self.measured > line.line.accuracy_metres() + error
    }
}
