//! Where and when reports came from: what stands beside every "nothing was seen".
//!
//! The earth is parted into cells of a tenth of a degree, time into slots of ten minutes. A cell was *heard* in a slot if a
//! report came from it then; a report counts if the way from or to another report of its object is neither a silence nor a
//! jump, so that a single false position shows nothing. A place was heard in a slot if one of the cells that reach into it
//! was. The share counts all those cells and all slots from the first report to the last: what nobody reported from counts
//! as unheard, because silence of ships and silence of the receiver look alike.

mod reach;

use std::collections::BTreeMap;

use armistice_earth::{Position, Region};
use armistice_facts::{Fix, Instant, Name};

use self::reach::Reach;
pub(crate) use self::reach::cells_of;
use crate::Plan;
use crate::ball::Ball;

/// Length of a slot, in seconds: what ships and aircraft at most let pass between two reports.
pub const SLOT_SECONDS: u32 = 600;
/// The same in milliseconds.
const SLOT_MILLIS: i64 = SLOT_SECONDS as i64 * 1000;
/// Cells to a degree.
const CELLS_A_DEGREE: i32 = 10;
/// Width of a cell in ten-millionths of a degree.
const CELL_E7: i32 = 10_000_000 / CELLS_A_DEGREE;
/// Cells round the earth.
const CELLS_ROUND: i32 = 360 * CELLS_A_DEGREE;

/// A cell of a tenth of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Tenths of a degree of its southern edge.
    pub south: i32,
    /// Tenths of a degree of its western edge.
    pub west: i32,
}

/// What was heard, by cell and class of object.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    heard: BTreeMap<Cell, BTreeMap<Option<Name>, Slots>>,
    /// The first slot and the last.
    span: Option<(i64, i64)>,
    /// What was noted last: most reports are of the same cell and slot as the one before.
    latest: Option<(Report, Option<Name>)>,
}

/// When and where a report came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Report {
    slot: i64,
    cell: Cell,
}

/// What was heard of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Slots from the first report of all to the last.
    pub slots: u64,
    /// Slots in which some cell of the place was heard.
    pub slots_heard: u64,
    /// Cells that reach into the place; `None` where it has no end or is too wide to count them.
    pub cells: Option<u64>,
    /// Cells that were heard at all, and in how many slots.
    pub by_cell: BTreeMap<Cell, u64>,
    /// Slots in which an object of a class was heard; without a class those of which it is not known.
    pub by_class: BTreeMap<Option<Name>, u64>,
    /// The share of all cells and slots, in hundredths, rounded down.
    pub percent: Option<u8>,
}

/// A set of slots.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Slots(BTreeMap<i64, u64>);

impl Coverage {
    /// Notes a report of an object of a class.
    pub(crate) fn hear(&mut self, report: Report, class: Option<&Name>) {
        if self.latest.as_ref().is_some_and(|(last, of)| *last == report && of.as_ref() == class) {
            return;
        }
        self.latest = Some((report, class.cloned()));
        let Report { slot, cell } = report;
        let (first, last) = self.span.unwrap_or((slot, slot));
        self.span = Some((first.min(slot), last.max(slot)));
        let classes = self.heard.entry(cell).or_default();
        let known = class.cloned();
        classes.entry(known).or_default().insert(slot);
    }

    /// Nothing more comes for now.
    pub(crate) fn settle(&mut self) {
        self.latest = None;
    }

    /// Both together.
    pub(crate) fn add(&mut self, more: Coverage) {
        for (cell, classes) in more.heard {
            let own = self.heard.entry(cell).or_default();
            for (class, slots) in classes {
                own.entry(class).or_default().add(&slots);
            }
        }
        self.span = match (self.span, more.span) {
            (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
            (one, other) => one.or(other),
        };
    }

    /// The first instant of the first slot, and the first one after the last.
    #[must_use]
    pub fn span(&self) -> Option<(Instant, Instant)> {
        let (first, last) = self.span?;
        Some((start(first), start(last + 1)))
    }

    /// What was heard of a zone of the plan; `None` if there is none of that name.
    #[must_use]
    pub fn of_zone(&self, plan: &Plan, zone: &Name) -> Option<Heard> {
        let region = plan.zones.get(zone)?;
        Some(self.of(region, plan.balls.get(zone).map(Vec::as_slice)))
    }

    /// What was heard of the place of a norm; `None` if it has none that is drawn and the same for everybody.
    #[must_use]
    pub fn of_norm(&self, plan: &Plan, norm: &Name) -> Option<Heard> {
        let region = plan.norms.get(norm)?;
        let bounds = plan.sites.get(norm).and_then(|site| site.bounds(&|name| plan.balls.get(name).cloned()));
        Some(self.of(region, bounds.as_deref()))
    }

    fn of(&self, region: &Region, balls: Option<&[Ball]>) -> Heard {
        let reach = Reach::of(region, balls);
        let all = reach.all();
        let cells = all.as_ref().map(|cells| cells.len() as u64);
        let reaching = all.unwrap_or_else(|| reach.among(self.heard.keys().copied().collect()));
        let heard = reaching.iter().filter_map(|cell| self.heard.get_key_value(cell));
        let (mut place, mut by_class, mut by_cell) = (Slots::default(), BTreeMap::new(), BTreeMap::new());
        for (cell, classes) in heard {
            let mut of_cell = Slots::default();
            for (class, slots) in classes {
                of_cell.add(slots);
                by_class.entry(class.clone()).or_insert_with(Slots::default).add(slots);
            }
            by_cell.insert(*cell, of_cell.count());
            place.add(&of_cell);
        }
        let slots = self.span.map_or(0, |(first, last)| last.abs_diff(first) + 1);
        let percent = cells.and_then(|cells| {
            let whole = u128::from(cells) * u128::from(slots);
            let sum: u128 = by_cell.values().map(|count| u128::from(*count)).sum();
            (sum * 100).checked_div(whole).and_then(|percent| u8::try_from(percent).ok())
        });
        let by_class = by_class.into_iter().map(|(class, slots)| (class, slots.count())).collect();
        Heard { slots, slots_heard: place.count(), cells, by_cell, by_class, percent }
    }
}

impl Report {
    pub(crate) fn of(fix: &Fix) -> Self {
        Report { slot: slot(fix.time), cell: Cell::of(fix.position) }
    }

    fn at(millis: i64, lon_e7: i32, lat_e7: i32) -> Self {
        let cell = Cell::at(lat_e7.div_euclid(CELL_E7), lon_e7.div_euclid(CELL_E7));
        Report { slot: millis.div_euclid(SLOT_MILLIS), cell }
    }
}

/// Notes reports of one object, of which most are of the same cell and slot as the one before.
#[derive(Debug)]
pub(crate) struct Ear<'e> {
    coverage: &'e mut Coverage,
    class: Option<&'e Name>,
    /// Where slot and cell of the last report begin: millisecond, longitude and latitude.
    last: Option<(i64, i32, i32)>,
}

impl<'e> Ear<'e> {
    pub(crate) fn new(coverage: &'e mut Coverage, class: Option<&'e Name>) -> Self {
        Ear { coverage, class, last: None }
    }

    /// Notes a report.
    #[inline]
    pub(crate) fn hear(&mut self, millis: i64, lon_e7: i32, lat_e7: i32) {
        let is_within = |from: i32, at: i32| at.wrapping_sub(from).cast_unsigned() < CELL_E7.cast_unsigned();
        let is_same = |(start, west, south): (i64, i32, i32)| {
            millis.wrapping_sub(start).cast_unsigned() < SLOT_MILLIS.cast_unsigned()
                && is_within(west, lon_e7)
                && is_within(south, lat_e7)
        };
        if !self.last.is_some_and(is_same) {
            self.note(millis, lon_e7, lat_e7);
        }
    }

    fn note(&mut self, millis: i64, lon_e7: i32, lat_e7: i32) {
        self.coverage.hear(Report::at(millis, lon_e7, lat_e7), self.class);
        let begin = |e7: i32| e7 - e7.rem_euclid(CELL_E7);
        self.last =
            Some((millis.saturating_sub(millis.rem_euclid(SLOT_MILLIS)), begin(lon_e7), begin(lat_e7)));
    }
}

impl Heard {
    /// Whole hours in which the place was heard, rounded down.
    #[must_use]
    pub fn hours(&self) -> u64 {
        self.slots_heard * u64::from(SLOT_SECONDS) / 3600
    }
}

impl Cell {
    /// The cell that a position lies in.
    #[must_use]
    pub fn of(position: Position) -> Cell {
        let south = position.lat_e7().div_euclid(CELL_E7);
        Cell::at(south, position.lon_e7().div_euclid(CELL_E7))
    }

    /// The cell with these edges, the western one counted round the earth; the pole belongs to the cells that touch it.
    fn at(south: i32, west: i32) -> Cell {
        let (north_most, half) = (90 * CELLS_A_DEGREE - 1, CELLS_ROUND / 2);
        Cell { south: south.min(north_most), west: (west + half).rem_euclid(CELLS_ROUND) - half }
    }
}

pub(crate) fn slot(time: Instant) -> i64 {
    time.millis().div_euclid(i64::from(SLOT_SECONDS) * 1000)
}

pub(crate) fn start(slot: i64) -> Instant {
    Instant::EPOCH.plus_millis(slot.saturating_mul(i64::from(SLOT_SECONDS) * 1000))
}

impl Slots {
    fn insert(&mut self, slot: i64) {
        *self.0.entry(slot.div_euclid(64)).or_default() |= 1 << slot.rem_euclid(64);
    }

    fn add(&mut self, other: &Slots) {
        for (word, bits) in &other.0 {
            *self.0.entry(*word).or_default() |= bits;
        }
    }

    fn count(&self) -> u64 {
        self.0.values().map(|bits| u64::from(bits.count_ones())).sum()
    }
}

#[cfg(test)]
mod tests;
