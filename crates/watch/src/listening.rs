//! Where and when receivers were up, by their own reports: whether anybody was listening where nothing was seen.
//!
//! A cell was *listened to* in a slot if a receiver that hears all of the cell was up through all of the slot. A receiver hears so far from
//! where it stands as it says, or all of the zones that it names. Where it was down for a part of a slot, it did not
//! listen in it. Cells and slots are those of [`Coverage`](crate::Coverage).

mod spans;

use std::collections::{BTreeMap, BTreeSet};

use armistice_earth::{Position, Region};
use armistice_facts::{Fact, Instant, Manner, Name, Precision, Reception, What};

use self::spans::Spans;
use crate::Plan;
use crate::coverage::{Cell, SLOT_SECONDS, cells_of, slot, start};
use crate::site::Site;

/// Receivers with what they say of themselves.
#[derive(Debug, Clone, Default)]
pub struct Listening {
    ears: BTreeMap<Ear, Spans>,
}

/// What was listened to of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listened {
    /// Slots of the time that is asked about.
    pub slots: u64,
    /// Slots in which some cell of the place was listened to.
    pub slots_listened: u64,
    /// Cells that reach into the place; `None` where it has no end or is too wide to count them.
    pub cells: Option<u64>,
    /// Cells that were listened to at all, and in how many slots.
    pub by_cell: BTreeMap<Cell, u64>,
    /// The share of all cells and slots, in hundredths, rounded down.
    pub percent: Option<u8>,
    /// The same for each class that a receiver names: of the receivers that can hear it.
    pub by_class: BTreeMap<Name, Option<u8>>,
}

/// One receiver as it stands: how far it hears, and what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Ear {
    receiver: Name,
    /// Classes that it can hear; all if there are none.
    classes: Vec<Name>,
    /// Where it stands, and so many metres it surely hears.
    around: Option<(Position, u32)>,
    /// Zones of which it hears everything.
    zones: Vec<Name>,
}

impl Listening {
    /// What the receivers' reports among the facts say. An allegation is none.
    #[must_use]
    pub fn of<'f>(facts: impl IntoIterator<Item = &'f Fact>) -> Self {
        let (mut up, mut down) = (BTreeMap::<Ear, Spans>::new(), BTreeMap::<Name, Spans>::new());
        for fact in facts.into_iter().filter(|fact| fact.source.manner != Manner::Claims) {
            let What::Reception(told) = &fact.what else { continue };
            let (from, until) = (fact.about.from, fact.about.until);
            if !told.is_up {
                down.entry(told.receiver.clone())
                    .or_default()
                    .add(from.millis(), until.millis().max(from.millis() + 1));
            } else if fact.about.precision == Precision::Span {
                up.entry(Ear::of(told)).or_default().add(from.millis(), until.millis());
            }
        }
        let slot_millis = i64::from(SLOT_SECONDS) * 1000;
        let whole = |(ear, spans): (Ear, Spans)| {
            let mut slots = spans.scaled_in(slot_millis);
            if let Some(down) = down.get(&ear.receiver) {
                slots = slots.without(&down.scaled_out(slot_millis));
            }
            (ear, slots)
        };
        Listening { ears: up.into_iter().map(whole).collect() }
    }

    /// Whether no receiver says anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ears.is_empty()
    }

    /// From the first slot in which some receiver was up to the end of the last.
    #[must_use]
    pub fn span(&self) -> Option<(Instant, Instant)> {
        let ends = self.ears.values().filter_map(Spans::ends);
        let (first, last) = ends.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
        Some((start(first), start(last)))
    }

    /// What was listened to of a zone of the plan from one instant to another; `None` if there is no zone of that name.
    #[must_use]
    pub fn of_zone(&self, plan: &Plan, zone: &Name, time: (Instant, Instant)) -> Option<Listened> {
        let cells = cells_of(plan.zones.get(zone)?, plan.balls.get(zone).map(Vec::as_slice));
        Some(self.listened(plan, Some(zone), cells, time))
    }

    /// What was listened to of the place of a norm; `None` if it has none that is drawn and the same for everybody.
    #[must_use]
    pub fn of_norm(&self, plan: &Plan, norm: &Name, time: (Instant, Instant)) -> Option<Listened> {
        let (region, site) = (plan.norms.get(norm)?, plan.sites.get(norm)?);
        let bounds = site.bounds(&|name| plan.balls.get(name).cloned());
        let zone = if let Site::Zone(zone) = site { Some(zone) } else { None };
        Some(self.listened(plan, zone, cells_of(region, bounds.as_deref()), time))
    }

    fn listened(
        &self,
        plan: &Plan,
        zone: Option<&Name>,
        cells: Option<Vec<Cell>>,
        time: (Instant, Instant),
    ) -> Listened {
        let whole = Spans::one(slot(time.0), slot(time.1.plus_millis(-1)) + 1);
        let Some(cells) = cells else {
            let none = (BTreeMap::new(), BTreeMap::new());
            return Listened {
                slots: whole.count(),
                slots_listened: 0,
                cells: None,
                by_cell: none.0,
                percent: None,
                by_class: none.1,
            };
        };
        let classes: BTreeSet<&Name> = self.ears.keys().flat_map(|ear| &ear.classes).collect();
        let mut sums: BTreeMap<Option<&Name>, u128> = classes.iter().map(|class| (Some(*class), 0)).collect();
        let (mut place, mut by_cell) = (Spans::default(), BTreeMap::new());
        for cell in &cells {
            let hear = |(ear, _): &(&Ear, &Spans)| ear.hears(plan, zone, *cell);
            let ears: Vec<(&Ear, &Spans)> = self.ears.iter().filter(hear).collect();
            let of = |class: Option<&Name>| {
                let can = |ear: &Ear| {
                    class.is_none_or(|class| ear.classes.is_empty() || ear.classes.contains(class))
                };
                let mut slots = Spans::default();
                ears.iter().filter(|(ear, _)| can(ear)).for_each(|(_, own)| slots.join(own));
                slots.within(&whole)
            };
            for class in &classes {
                *sums.entry(Some(*class)).or_default() += u128::from(of(Some(*class)).count());
            }
            let slots = of(None);
            if slots.count() > 0 {
                by_cell.insert(*cell, slots.count());
            }
            place.join(&slots);
        }
        *sums.entry(None).or_default() = by_cell.values().map(|count| u128::from(*count)).sum();
        let all = u128::from(whole.count()) * cells.len() as u128;
        let share = |sum: u128| (sum * 100).checked_div(all).and_then(|percent| u8::try_from(percent).ok());
        let percent = sums.remove(&None).and_then(share);
        let by_class =
            sums.into_iter().filter_map(|(class, sum)| Some((class?.clone(), share(sum)))).collect();
        Listened {
            slots: whole.count(),
            slots_listened: place.count(),
            cells: Some(cells.len() as u64),
            by_cell,
            percent,
            by_class,
        }
    }
}

impl Listened {
    /// Whole hours in which some of the place was listened to, rounded down.
    #[must_use]
    pub fn hours(&self) -> u64 {
        self.slots_listened * u64::from(SLOT_SECONDS) / 3600
    }
}

impl Ear {
    fn of(told: &Reception) -> Self {
        let (mut classes, mut zones) = (told.classes.clone(), told.place.within.clone());
        classes.sort();
        zones.sort();
        // Where it stands may be wrong by so much: nearer by that it hears for certain.
        let sure = told.range_metres.map(|metres| metres.saturating_sub(told.place.error_metres));
        Ear { receiver: told.receiver.clone(), classes, around: told.place.position.zip(sure), zones }
    }

    /// Whether it hears all of a cell, or all that there is of it in a zone.
    fn hears(&self, plan: &Plan, zone: Option<&Name>, cell: Cell) -> bool {
        let is_named = zone.is_some_and(|zone| self.zones.contains(zone));
        let is_in = |region: &Region| cell.lies_in(region);
        is_named
            || self.around.is_some_and(|(position, metres)| cell.lies_within(f64::from(metres), position))
            || self.zones.iter().filter_map(|zone| plan.zones.get(zone)).any(is_in)
    }
}

#[cfg(test)]
mod tests;
