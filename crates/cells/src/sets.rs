//! Sets of areas by number: a cell names one number, and what zones it stands for is worked out once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::Formula;

/// The most different sets: their numbers have 22 bits in an entry of the table.
pub(crate) const MOST_SETS: usize = (1 << 22) - 1;
/// So many sets that were not foreseen are remembered before an overlay is emptied.
const MOST_REMEMBERED: usize = 1 << 16;
/// A power of two.
const MOST_RECENT: usize = 1 << 10;

/// The sets of areas that occur, and the zones that hold in each.
#[derive(Debug, Clone)]
pub(crate) struct Sets {
    zones: Zones,
    /// By number, each in ascending order. Number 0 is the empty set.
    areas: Vec<Box<[u32]>>,
    /// By the number of the set, in ascending order.
    zones_of: Vec<Box<[u32]>>,
    numbers: BTreeMap<Box<[u32]>, u32>,
    bytes: usize,
}

/// The zones, and which of them an area has a say in.
#[derive(Debug, Clone)]
pub(crate) struct Zones {
    formulas: Vec<Formula>,
    /// By area, ascending.
    named_by: Vec<Vec<u32>>,
    /// By area, the one zone that it has a say in, if that is the area and nothing else.
    alone: Vec<Option<u32>>,
    /// Those that hold where no area does, ascending.
    at_nothing: Vec<u32>,
}

impl Zones {
    pub(crate) fn new(formulas: Vec<Formula>, areas: usize) -> Zones {
        let mut named_by = vec![Vec::new(); areas];
        let mut at_nothing = Vec::new();
        for (zone, formula) in (0_u32..).zip(&formulas) {
            if formula.holds(&[]) {
                at_nothing.push(zone);
            }
            formula.each_area(&mut |area| {
                if let Some(zones) = named_by.get_mut(area as usize)
                    && zones.last() != Some(&zone)
                {
                    zones.push(zone);
                }
            });
        }
        let alone = (0_u32..).zip(&named_by).map(|(area, zones)| {
            let [zone] = zones.as_slice() else { return None };
            (formulas.get(*zone as usize) == Some(&Formula::Area(area))).then_some(*zone)
        });
        Zones { alone: alone.collect(), formulas, named_by, at_nothing }
    }

    /// The zones that hold where these areas do, ascending.
    pub(crate) fn holding(&self, areas: &[u32]) -> Vec<u32> {
        let asked = self.named_by_any(areas);
        let untouched = self.at_nothing.iter().filter(|zone| asked.binary_search(zone).is_err());
        let mut holding: Vec<u32> =
            asked.iter().copied().filter(|zone| self.holds(*zone, areas)).chain(untouched.copied()).collect();
        holding.sort_unstable();
        holding
    }

    /// The zone that an area is, if it has a say in no other.
    #[inline]
    pub(crate) fn alone(&self, area: u32) -> Option<u32> {
        self.alone.get(area as usize).copied().flatten()
    }

    /// The zones in which at least one of the areas has a say, ascending.
    pub(crate) fn named_by_any(&self, areas: &[u32]) -> Vec<u32> {
        let named = areas.iter().filter_map(|area| self.named_by.get(*area as usize)).flatten().copied();
        let mut zones: Vec<u32> = named.collect();
        zones.sort_unstable();
        zones.dedup();
        zones
    }

    pub(crate) fn holds(&self, zone: u32, areas: &[u32]) -> bool {
        self.formulas.get(zone as usize).is_some_and(|formula| formula.holds(areas))
    }
}

impl Sets {
    pub(crate) fn new(zones: Zones) -> Sets {
        let mut sets =
            Sets { zones, areas: Vec::new(), zones_of: Vec::new(), numbers: BTreeMap::new(), bytes: 0 };
        sets.number(&[]);
        sets
    }

    /// The number of a set, which gets one if it is new.
    pub(crate) fn number(&mut self, areas: &[u32]) -> u32 {
        if let Some(number) = self.numbers.get(areas) {
            return *number;
        }
        // Never more than `MOST_SETS`, or building stops.
        let number = u32::try_from(self.areas.len()).unwrap_or(u32::MAX);
        let holding = self.zones.holding(areas);
        // Each list has a pointer and a length; the map holds each set once more, with a number.
        self.bytes += (2 * areas.len() + holding.len()) * 4 + 3 * 16 + 8;
        self.zones_of.push(holding.into());
        self.areas.push(areas.into());
        self.numbers.insert(areas.into(), number);
        number
    }

    /// The number of the set that has those areas changed about.
    pub(crate) fn toggled(&mut self, number: u32, areas: &[u32]) -> u32 {
        if areas.is_empty() {
            return number;
        }
        let mut set = self.areas(number).to_vec();
        for area in areas {
            toggle(&mut set, *area);
        }
        self.number(&set)
    }

    pub(crate) fn is_full(&self) -> bool {
        self.areas.len() > MOST_SETS
    }

    pub(crate) fn len(&self) -> usize {
        self.areas.len()
    }

    pub(crate) fn zones(&self) -> &Zones {
        &self.zones
    }

    /// The areas of a set, ascending.
    pub(crate) fn areas(&self, number: u32) -> &[u32] {
        self.areas.get(number as usize).map_or(&[], |areas| areas)
    }

    /// The zones that hold in a set, ascending, if it is one of these.
    pub(crate) fn zones_of(&self, number: u32) -> Option<&[u32]> {
        self.zones_of.get(number as usize).map(|zones| &**zones)
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }
}

/// Sets that occur in no cell as a whole, met where the edges of many areas run through one leaf. Kept by whoever asks,
/// so that the index itself is never written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Overlay {
    areas: Vec<Box<[u32]>>,
    numbers: BTreeMap<Box<[u32]>, u32>,
    /// Sets that were looked for lately, each in the one place that it may have.
    recent: Vec<Recent>,
}

/// The number of the set in which some areas of a palette are changed about.
#[derive(Debug, Clone, Copy)]
struct Recent {
    palette: u32,
    changed: u64,
    number: u32,
}

impl Recent {
    /// No palette begins at the greatest number.
    const NONE: Recent = Recent { palette: u32::MAX, changed: 0, number: 0 };

    /// Its place among so many as [`MOST_RECENT`].
    fn place(palette: u32, changed: u64) -> usize {
        let mixed = (changed ^ u64::from(palette) << 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        usize::try_from(mixed >> (u64::BITS - MOST_RECENT.ilog2())).unwrap_or(0)
    }
}

impl Overlay {
    /// The number of a set, above those of the index if it has none there.
    pub(crate) fn number(&mut self, sets: &Sets, areas: &[u32]) -> u32 {
        if let Some(number) = sets.numbers.get(areas).or_else(|| self.numbers.get(areas)) {
            return *number;
        }
        let number = u32::try_from(sets.areas.len() + self.areas.len()).unwrap_or(u32::MAX);
        self.areas.push(areas.into());
        self.numbers.insert(areas.into(), number);
        number
    }

    /// The number of the set in which some areas of a palette are changed about. Which areas that leaves is asked only where it was
    /// not asked lately.
    pub(crate) fn changed(
        &mut self,
        sets: &Sets,
        palette: u32,
        changed: u64,
        areas: impl FnOnce() -> Vec<u32>,
    ) -> u32 {
        let place = Recent::place(palette, changed);
        if let Some(recent) = self.recent.get(place)
            && (recent.palette, recent.changed) == (palette, changed)
        {
            return recent.number;
        }
        let number = self.number(sets, &areas());
        self.recent.resize(MOST_RECENT, Recent::NONE);
        if let Some(recent) = self.recent.get_mut(place) {
            *recent = Recent { palette, changed, number };
        }
        number
    }

    /// The areas of a set of the index or of one met since.
    pub(crate) fn areas<'s>(&'s self, sets: &'s Sets, number: u32) -> &'s [u32] {
        match (number as usize).checked_sub(sets.areas.len()) {
            None => sets.areas(number),
            Some(own) => self.areas.get(own).map_or(&[], |areas| areas),
        }
    }

    /// The zones that hold in a set of the index or in one met since, ascending.
    pub(crate) fn zones_of<'s>(&self, sets: &'s Sets, number: u32) -> Cow<'s, [u32]> {
        match sets.zones_of(number) {
            Some(zones) => Cow::Borrowed(zones),
            None => Cow::Owned(sets.zones().holding(self.areas(sets, number))),
        }
    }

    /// Forgets all but the sets that are held, if there are many, and numbers those anew.
    pub(crate) fn keep_small<'h>(&mut self, sets: &Sets, held: impl Iterator<Item = &'h mut u32>) {
        if self.areas.len() < MOST_REMEMBERED {
            return;
        }
        let mut renewed = Overlay::default();
        for number in held {
            let areas = self.areas(sets, *number);
            *number = renewed.number(sets, areas);
        }
        *self = renewed;
    }

    /// Forgets all but one set if there are many, and gives that one's number.
    pub(crate) fn kept_small(&mut self, sets: &Sets, number: u32) -> u32 {
        if self.areas.len() < MOST_REMEMBERED {
            return number;
        }
        let current = self.areas(sets, number).to_vec();
        *self = Overlay::default();
        self.number(sets, &current)
    }
}

/// Adds a number to an ascending list, or takes it out; gives whether it is in it now.
pub(crate) fn toggle(set: &mut Vec<u32>, number: u32) -> bool {
    match set.binary_search(&number) {
        Ok(place) => {
            set.remove(place);
            false
        }
        Err(place) => {
            set.insert(place, number);
            true
        }
    }
}

/// What leaves and what enters from one ascending list to another.
#[inline]
pub(crate) fn each_change(before: &[u32], after: &[u32], with: &mut impl FnMut(u32, bool)) {
    each_missing(before, after, &mut |zone| with(zone, false));
    each_missing(after, before, &mut |zone| with(zone, true));
}

/// Calls `with` for what is in one ascending list and not in another.
#[inline]
fn each_missing(list: &[u32], other: &[u32], with: &mut impl FnMut(u32)) {
    let mut rest = other;
    for zone in list {
        while let [first, after @ ..] = rest
            && first < zone
        {
            rest = after;
        }
        if rest.first() != Some(zone) {
            with(*zone);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_one_number_and_knows_its_zones() {
        let outside = Formula::Not(Box::new(Formula::Area(1)));
        let zones = Zones::new(vec![Formula::Area(0), outside, Formula::Any(vec![])], 2);
        let mut sets = Sets::new(zones);
        assert_eq!((sets.areas(0), sets.zones_of(0)), ([].as_slice(), Some([1].as_slice())));
        let both = sets.number(&[0, 1]);
        assert_eq!(sets.zones_of(both), Some([0].as_slice()));
        assert_eq!(sets.toggled(both, &[1, 0]), 0);
        assert_eq!(sets.toggled(0, &[1, 0]), both);
        let second = sets.toggled(both, &[0]);
        assert_eq!(sets.zones_of(second), Some([].as_slice()));
        assert_eq!(sets.len(), 3);
    }

    #[test]
    fn changes_are_told_exits_first() {
        let mut told = Vec::new();
        each_change(&[1, 4, 7], &[2, 4, 9], &mut |zone, enters| told.push((zone, enters)));
        assert_eq!(told, [(1, false), (7, false), (2, true), (9, true)]);
    }
}
