//! Positions as they come, over the whole earth: most objects by the grid alone, those near a pole fix by fix.

use std::collections::BTreeMap;

use super::{Charts, Globe, NEARLY_POLAR, POLAR_E7, Place, pole_of};
use crate::deal::{Dealt, Shard};
use crate::grid::is_on_earth;
use crate::{Event, Kind, Live, Manner, Rows, SweepError, Work};

/// Follows many objects whose positions come mixed, each object's in the order of time, and tells what
/// [`Globe::sweep`] tells of the same rows sorted by object.
///
/// An object is followed apart from its first row beyond 84 degrees on, until it is back on this side of 83. All others are
/// followed as [`Live`] does, and cost no more while nobody is near a pole.
#[derive(Debug)]
pub struct GlobeLive<'g> {
    live: Live<'g>,
    charts: Charts<'g>,
    /// The last fix of each object that is followed apart.
    apart: BTreeMap<u32, Place>,
    /// Rows that were followed apart.
    rows_apart: u64,
    seen: u64,
    shard: Shard,
}

impl Globe {
    /// Nothing is followed yet. Objects are numbered from 0, below `most_objects`, as for [`Live::new`].
    pub fn live(&self, manner: Manner, most_objects: u32) -> GlobeLive<'_> {
        self.live_of_shard(manner, most_objects, Shard::WHOLE)
    }

    /// The same for the objects of a shard, whose rows are dealt out ([`GlobeLive::push_dealt`]); rows of others are passed
    /// over.
    pub fn live_of_shard(&self, manner: Manner, most_objects: u32, shard: Shard) -> GlobeLive<'_> {
        GlobeLive {
            live: Live::of_shard(self.grid(), manner, most_objects, shard),
            charts: Charts::new(self, manner),
            apart: BTreeMap::new(),
            rows_apart: 0,
            seen: 0,
            shard,
        }
    }
}

impl GlobeLive<'_> {
    /// Takes the next rows and appends what happens, row by row; the numbers of rows that come too late are appended to
    /// `late`, as of [`Live::push`].
    ///
    /// # Errors
    /// As of [`Live::push`]: the rows before the one that is wrong were taken.
    pub fn push(
        &mut self,
        rows: Rows<'_>,
        events: &mut Vec<Event>,
        late: &mut Vec<u64>,
    ) -> Result<(), SweepError> {
        rows.are_even()?;
        let taken = if self.is_plain(rows) {
            self.live.number_from(self.seen);
            self.live.push(rows, events, late)
        } else {
            let mut own = Dealt::of(self.shard, rows.objects.len());
            own.pick(rows, self.seen);
            self.push_dealt(&own, events, late)
        };
        let all = u64::try_from(rows.objects.len()).unwrap_or(0);
        // As if the row that is wrong, and those behind it, had not come.
        self.seen = match &taken {
            Err(SweepError::NotOnEarth(row) | SweepError::UnknownObject { row, .. }) => *row,
            _ => self.seen.saturating_add(all),
        };
        taken
    }

    /// Takes rows that were dealt to the shard that is followed, as of [`Live::push_dealt`].
    ///
    /// # Errors
    /// As there.
    pub fn push_dealt(
        &mut self,
        dealt: &Dealt,
        events: &mut Vec<Event>,
        late: &mut Vec<u64>,
    ) -> Result<(), SweepError> {
        if self.is_plain(dealt.rows()) {
            return self.live.push_dealt(dealt, events, late);
        }
        if dealt.shard != self.shard {
            return Err(SweepError::OtherShard);
        }
        let (told, noted) = (events.len(), late.len());
        let taken = self.take_apart(dealt, events, late);
        if let Some(events) = events.get_mut(told..) {
            events.sort_by_key(|event| event.row);
        }
        if let Some(late) = late.get_mut(noted..) {
            late.sort_unstable();
        }
        taken
    }

    /// Whether nobody is followed apart, nor will be for these rows.
    fn is_plain(&self, rows: Rows<'_>) -> bool {
        self.apart.is_empty() && !rows.lat_e7.iter().any(|lat| lat.unsigned_abs() >= POLAR_E7)
    }

    /// Shares the rows out between the grid and what is followed apart.
    fn take_apart(
        &mut self,
        dealt: &Dealt,
        events: &mut Vec<Event>,
        late: &mut Vec<u64>,
    ) -> Result<(), SweepError> {
        let rows = dealt.rows();
        let keys = rows.objects.iter().copied().zip(rows.millis.iter().copied());
        let places = rows.lon_e7.iter().copied().zip(rows.lat_e7.iter().copied());
        // Rows for the grid that wait.
        let mut plain = Dealt::of(self.shard, 0);
        for (number, (key, place)) in dealt.numbers().iter().copied().zip(keys.zip(places)) {
            let is_polar = place.1.unsigned_abs() >= POLAR_E7 && is_on_earth(place.0, place.1);
            let is_wrong = key.0 >= self.live.most_objects() || !is_on_earth(place.0, place.1);
            let is_apart = self.apart.contains_key(&key.0);
            // What is wrong with a row is for the grid to say.
            if is_wrong || !(is_apart || is_polar) {
                plain.push(number, key, place);
                if is_wrong {
                    break;
                }
                continue;
            }
            if !is_apart {
                // Its rows before this one are told first.
                self.live.push_dealt(&plain, events, late)?;
                plain.clear();
                if let Some((fix, zones)) = self.live.let_go(key.0) {
                    let place =
                        Place { row: fix.row, object: key.0, millis: fix.millis, spot: fix.spot, zones };
                    self.apart.insert(key.0, place);
                }
            }
            if !self.go_on_apart(Place::new(number, key, place), events) {
                late.push(number);
            }
        }
        self.live.push_dealt(&plain, events, late)
    }

    /// The next fix of an object that is followed apart; false if it comes too late.
    fn go_on_apart(&mut self, mut place: Place, events: &mut Vec<Event>) -> bool {
        let object = place.object;
        self.rows_apart += 1;
        let before = self.apart.get(&object);
        if before.is_some_and(|before| place.millis < before.millis) {
            return false;
        }
        let is_on_grid = self.charts.go_on(before, &mut place, events);
        // From there no way is followed in a chart, and what was told of it is what the grid says.
        if is_on_grid && pole_of(place.spot, NEARLY_POLAR).is_none() {
            self.apart.remove(&object);
            self.live.take_up(object, place.row, place.millis, place.spot);
        } else {
            self.apart.insert(object, place);
        }
        true
    }

    /// Ends all objects, in the order of their numbers.
    pub fn finish(self, events: &mut Vec<Event>) -> Work {
        let told = events.len();
        let work = self.work();
        self.live.finish(events);
        for place in self.apart.values() {
            place.tell_all(Kind::InsideAtEnd, events);
        }
        if let Some(events) = events.get_mut(told..) {
            events.sort_by_key(|event| event.object);
        }
        work
    }

    /// How much work it was so far.
    pub fn work(&self) -> Work {
        let mut work = self.live.work();
        work.add(Work { rows: self.rows_apart, ..self.charts.work() });
        work
    }
}
