//! Fixes in, passages out: what each object did at the zones and lines of a [`Plan`].
//!
//! - `enter`, `leave`: where the way between two fixes meets the zone's boundary, interpolated along the geodesic.
//!   An object that is first seen inside has not entered, and one that is last seen inside has not left.
//! - `stay`: closes a presence; from the first fix inside to the last one, with the deepest margin. A zone that was
//!   passed through between two fixes has a stay of no fixes, from its entry to its exit.
//! - `cross`: with the side of the line that the object came from.
//! - `gap`: two fixes farther apart in time than the limit; `jump`: two fixes between which no such object moves so
//!   fast. Nothing is interpolated across either: an entry or exit there has the two fixes as `from` and `to`, and
//!   across a jump it is undetermined.
//!
//! Left out: that an object leaves a zone and comes back between two fixes inside.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::{Fix, Instant, Name, Passage, PassageKind};

use crate::coverage::{Coverage, Report};
use crate::order::{Order, Released, SetAside, Sighting};
use crate::step::Limits;
use crate::track::{Shared, Track, Watched};
use crate::{Plan, order};

/// What came of the fixes.
#[derive(Debug, Clone, Default)]
pub struct Screening {
    /// The passages, by time; at one instant exits before entries, then by object and zone.
    pub passages: Vec<Passage>,
    /// Fixes that were not followed, each with its reason.
    pub set_aside: Vec<SetAside>,
    /// Fixes handed in.
    pub fixes: u64,
    /// Fixes dropped because they said exactly what an earlier one said.
    pub repeats: u64,
    /// Objects followed.
    pub objects: u64,
    /// Where and when reports came from.
    pub coverage: Coverage,
}

/// Follows objects past the zones and lines of a plan.
#[derive(Debug)]
pub struct Watch<'p> {
    watched: Watched<'p>,
    sources: Vec<String>,
    order: Order,
    /// By the number of the object.
    tracks: Vec<Option<Track>>,
    /// Objects that sight was lost of; some came back.
    lost: BTreeSet<String>,
    /// The class of each object of which it is known.
    classes: BTreeMap<String, Name>,
    screening: Screening,
}

/// The passages of a list of fixes from one source.
#[must_use]
pub fn passages(
    plan: &Plan,
    limits: &Limits,
    fixes: impl IntoIterator<Item = Fix>,
    source: &str,
) -> Screening {
    let mut watch = Watch::new(plan, limits.clone());
    for fix in fixes {
        watch.push(fix, source);
    }
    watch.finish()
}

impl Screening {
    /// What came of different objects that were followed apart, as if they had been followed together.
    #[must_use]
    pub fn merged(parts: Vec<Screening>) -> Screening {
        let mut whole = Screening::default();
        parts.into_iter().for_each(|part| whole.add(part));
        whole.put_in_order();
        whole
    }

    fn add(&mut self, mut more: Screening) {
        self.passages.append(&mut more.passages);
        self.set_aside.append(&mut more.set_aside);
        self.fixes += more.fixes;
        self.repeats += more.repeats;
        self.objects += more.objects;
        self.coverage.add(more.coverage);
    }

    fn put_in_order(&mut self) {
        self.coverage.settle();
        self.passages.sort_by(|one, other| in_order(one).cmp(&in_order(other)));
        self.set_aside.sort_by(|one, other| at_rows(one).cmp(&at_rows(other)));
    }
}

/// The order of what was set aside: as it was read.
fn at_rows(aside: &SetAside) -> (&str, u64, Instant, &str) {
    (&aside.source, aside.fix.row, aside.fix.time, &aside.fix.object)
}

impl<'p> Watch<'p> {
    /// Ready to follow objects past all zones and lines of the plan.
    #[must_use]
    pub fn new(plan: &'p Plan, limits: Limits) -> Self {
        Watch::sharing(plan, limits, Shared::default())
    }

    /// The same with what others who follow past the same plan have worked out.
    #[must_use]
    pub fn sharing(plan: &'p Plan, limits: Limits, shared: Shared) -> Self {
        Watch {
            order: Order::new(i64::from(limits.late_seconds) * 1000),
            watched: Watched::new(plan, limits, shared),
            sources: Vec::new(),
            tracks: Vec::new(),
            lost: BTreeSet::new(),
            classes: BTreeMap::new(),
            screening: Screening::default(),
        }
    }

    /// Counts what is heard by the classes of objects.
    pub fn know_classes(&mut self, classes: BTreeMap<String, Name>) {
        self.classes = classes;
    }

    /// Takes one fix from a source, such as a file.
    pub fn push(&mut self, mut fix: Fix, source: &str) {
        self.screening.fixes += 1;
        if fix.error_metres == 0 {
            fix.error_metres = self.watched.limits.error_metres;
        }
        let source = self.number_of(source);
        let mut released = Released::default();
        self.order.push(Sighting { fix, source }, &mut released);
        self.take(released);
    }

    /// Fixes of an object are left out from here on: the next one that comes stands apart from those before, and nothing
    /// is told of the way between.
    pub fn lose_sight(&mut self, object: &str) {
        let mut released = Released::default();
        let number = self.order.release(object, &mut released);
        self.take(released);
        let lost = number.and_then(|number| self.tracks.get_mut(number as usize)).and_then(Option::take);
        if let Some(track) = lost {
            self.lost.insert(object.to_owned());
            self.close(track);
        }
    }

    /// Closes every presence; the passages in order.
    #[must_use]
    pub fn finish(mut self) -> Screening {
        let order = std::mem::replace(&mut self.order, Order::new(0));
        let released = order.finish();
        self.take(released);
        for track in std::mem::take(&mut self.tracks).into_iter().flatten() {
            self.lost.remove(&track.last.fix.object);
            self.screening.objects += 1;
            self.close(track);
        }
        self.screening.objects += self.lost.len() as u64;
        self.screening.put_in_order();
        self.screening
    }

    /// Ends a track.
    fn close(&mut self, track: Track) {
        let source = source(&self.sources, track.last.source);
        track.close(&self.watched, source, &mut self.screening.passages);
    }

    fn take(&mut self, released: Released) {
        self.screening.repeats += released.repeats;
        for (sighting, reason) in released.refused {
            let source = source(&self.sources, sighting.source).to_owned();
            self.screening.set_aside.push(order::SetAside { fix: sighting.fix, source, reason });
        }
        for (object, sighting) in released.settled {
            self.follow(object as usize, sighting);
        }
    }

    fn follow(&mut self, object: usize, sighting: Sighting) {
        if self.tracks.len() <= object {
            self.tracks.resize_with(object + 1, || None);
        }
        let Some(place) = self.tracks.get_mut(object) else { return };
        let Some(track) = place else {
            *place = Some(Track::begin(&self.watched, sighting));
            return;
        };
        let source = source(&self.sources, sighting.source);
        let (Screening { passages, coverage, .. }, class) =
            (&mut self.screening, self.classes.get(&sighting.fix.object));
        let (before, fix) = (Report::of(&track.last.fix), Report::of(&sighting.fix));
        if track.follow(&mut self.watched, sighting, source, passages) {
            coverage.hear(before, class);
            coverage.hear(fix, class);
        }
    }

    fn number_of(&mut self, source: &str) -> u32 {
        // The newest file is the likeliest one.
        let known = self.sources.iter().rposition(|known| known == source).unwrap_or_else(|| {
            self.sources.push(source.to_owned());
            self.sources.len() - 1
        });
        u32::try_from(known).unwrap_or(u32::MAX)
    }
}

/// The name of a source by its number.
fn source(sources: &[String], number: u32) -> &str {
    sources.get(number as usize).map_or("", String::as_str)
}

/// The order of passages: by time; at one instant exits before entries, and what closes a presence last.
fn in_order(passage: &Passage) -> (Instant, &str, u8, Option<&Name>, Option<&Name>, Option<Instant>) {
    let rank = match passage.kind {
        PassageKind::Gap => 0,
        PassageKind::Jump => 1,
        PassageKind::Leave => 2,
        PassageKind::Enter => 3,
        PassageKind::Cross => 4,
        PassageKind::Stay => 5,
    };
    (passage.time, &passage.object, rank, passage.zone.as_ref(), passage.line.as_ref(), passage.from)
}

#[cfg(test)]
mod tests;
