//! How deep each entry led: what closes a presence tells it, and the entry before it is what is judged.
//!
//! Not every presence has an entry: a zone may come into force around an object, or an object be first heard of inside. So an entry
//! is that of the first presence that begins after it, if that is before the next entry, and of none that comes later.

use std::collections::BTreeMap;
use std::ops::Bound;

use armistice_facts::{Deepest, Incursion, Instant, Name, PassageKind};
use armistice_watch::{Notice, Standing};

/// Presences last told of, for each object and zone; older ones change no more.
const MOST_KEPT: usize = 64;

/// The entries that were told, and how deep each led.
#[derive(Debug, Default)]
pub(super) struct Depths {
    /// By object and zone.
    presences: BTreeMap<(String, Name), Presences>,
    /// By the number of the entry.
    found: BTreeMap<u64, Incursion>,
}

/// What was told of one object at one zone.
#[derive(Debug, Default)]
struct Presences {
    /// Entries, by their time.
    entries: BTreeMap<Instant, Notice>,
    /// Presences that are over, by their first moment.
    stays: BTreeMap<Instant, Stay>,
}

/// What closed a presence.
#[derive(Debug)]
struct Stay {
    number: u64,
    deepest: Option<Deepest>,
}

impl Depths {
    /// How deep the entry of that number led, as far as that is told.
    pub(super) fn of(&self, number: u64) -> Option<Incursion> {
        self.found.get(&number).cloned()
    }

    /// The entries and crossings that a passage tells something of.
    pub(super) fn concerned(&mut self, notice: &Notice) -> Vec<Notice> {
        let passage = &notice.passage;
        let Some(zone) = &passage.zone else { return vec![notice.clone()] };
        let presences = self.presences.entry((passage.object.clone(), zone.clone())).or_default();
        let gone = match (passage.kind, passage.from) {
            (PassageKind::Enter, _) => presences.take_entry(notice),
            (PassageKind::Stay, Some(from)) if !passage.height_unknown => presences.take_stay(from, notice),
            _ => return Vec::new(),
        };
        gone.iter().for_each(|number| drop(self.found.remove(number)));
        let is_entry = passage.kind == PassageKind::Enter;
        let mut concerned = Vec::from_iter(is_entry.then(|| notice.clone()));
        for (time, entry) in &presences.entries {
            let deepest = presences.deepest(*time).map(|deepest| incursion(zone, deepest));
            if self.found.get(&entry.number) == deepest.as_ref() {
                continue;
            }
            match deepest {
                Some(deepest) => drop(self.found.insert(entry.number, deepest)),
                None => drop(self.found.remove(&entry.number)),
            }
            if !is_entry || entry.number != notice.number {
                concerned.push(entry.clone());
            }
        }
        concerned
    }
}

impl Presences {
    /// Takes an entry in the place of what was told by its number; gives the numbers of entries that are kept no more.
    fn take_entry(&mut self, notice: &Notice) -> Vec<u64> {
        self.entries.retain(|_, other| other.number != notice.number);
        if notice.standing == Standing::Withdrawn {
            return vec![notice.number];
        }
        self.entries.insert(notice.passage.time, notice.clone());
        let oldest = if self.entries.len() > MOST_KEPT { self.entries.pop_first() } else { None };
        oldest.into_iter().map(|(_, oldest)| oldest.number).collect()
    }

    /// The same for what closes a presence. Where the oldest of these is forgotten, the entries before it are, too, lest they get what
    /// a later one tells.
    fn take_stay(&mut self, from: Instant, notice: &Notice) -> Vec<u64> {
        self.stays.retain(|_, other| other.number != notice.number);
        if notice.standing != Standing::Withdrawn {
            self.stays.insert(from, Stay { number: notice.number, deepest: notice.passage.deepest });
        }
        let oldest = if self.stays.len() > MOST_KEPT { self.stays.pop_first() } else { None };
        let Some((oldest, _)) = oldest else { return Vec::new() };
        let later = self.entries.split_off(&oldest.plus_millis(1));
        std::mem::replace(&mut self.entries, later).into_values().map(|entry| entry.number).collect()
    }

    /// How deep the presence was that an entry began, if that is over.
    fn deepest(&self, entry: Instant) -> Option<&Deepest> {
        let next = self.entries.range((Bound::Excluded(entry), Bound::Unbounded)).next();
        let (from, stay) = self.stays.range(entry..).next()?;
        if next.is_some_and(|(next, _)| next <= from) {
            return None;
        }
        stay.deepest.as_ref()
    }
}

fn incursion(zone: &Name, deepest: &Deepest) -> Incursion {
    #[expect(clippy::cast_possible_truncation, reason = "decimetres on the earth stay far below 2^53")]
    let depth_dm = (deepest.depth_m * 10.0).round() as i64;
    Incursion { zone: zone.clone(), depth_dm, at: deepest.time, position: Some(deepest.position) }
}

#[cfg(test)]
mod tests;
