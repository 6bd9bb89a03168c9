//! What is told where something happens: at a first fix, on a way, at a last fix.

use std::borrow::Cow;

use super::block::{Fix, extent};
use super::{Event, Kind, Last, Manner, Sweep};
use crate::sets::{each_change, toggle};
use crate::side::Share;

impl Sweep<'_> {
    pub(super) fn begin_object(&self, fix: Fix, set: u32, events: &mut Vec<Event>) {
        let Fix { row, object, millis, .. } = fix;
        for zone in self.zones_of(set).iter().copied() {
            events.push(Event { row, object, zone, kind: Kind::InsideAtStart, millis, fraction: 1.0 });
        }
    }

    pub(super) fn end_object(&mut self, events: &mut Vec<Event>) {
        let Some(last) = self.last.take() else { return };
        let Last { row, object, millis, .. } = last;
        for zone in self.zones_of(last.set).iter().copied() {
            events.push(Event { row, object, zone, kind: Kind::InsideAtEnd, millis, fraction: 1.0 });
        }
    }

    /// From one fix of an object to the next.
    pub(super) fn go_on(&mut self, last: Last, fix: Fix, set: u32, clear: u32, events: &mut Vec<Event>) {
        let Manner::Ways { most_silence_millis } = self.manner else {
            return self.tell_at_fix(last.set, fix, set, events);
        };
        if fix.millis.saturating_sub(last.millis) > most_silence_millis {
            return self.tell_at_fix(last.set, fix, set, events);
        }
        if extent(last.spot, fix.spot) <= last.clear.saturating_add(clear) {
            // No edge lies between, so nothing can have changed.
            if last.set != set {
                self.work.unaccounted += 1;
                self.tell_at_fix(last.set, fix, set, events);
            }
            return;
        }
        self.work.ways += 1;
        let reached = self.follow(last, fix, events);
        if reached != self.overlay.areas(&self.index.sets, set) {
            self.work.unaccounted += 1;
            let reached = self.overlay.number(&self.index.sets, &reached);
            self.tell_at_fix(reached, fix, set, events);
        }
    }

    /// Tells each crossing of the way at its instant, and gives the areas in which it ends by their account.
    fn follow(&mut self, last: Last, fix: Fix, events: &mut Vec<Event>) -> Vec<u32> {
        let mut inside = self.overlay.areas(&self.index.sets, last.set).to_vec();
        let mut crossed = std::mem::take(&mut self.crossed);
        self.index.collect(last.spot, fix.spot, &mut crossed);
        let zones = self.index.sets.zones();
        // What is crossed at one point changes at once.
        for at_once in crossed.chunk_by(|one, other| one.share.cmp(other.share).is_eq()) {
            let Some(share) = at_once.first().map(|one| one.share) else { continue };
            let mut changed = Vec::new();
            at_once.iter().for_each(|one| toggle(&mut changed, one.area));
            let before = inside.clone();
            changed.iter().for_each(|area| toggle(&mut inside, *area));
            let asked = zones.named_by_any(&changed);
            for kind in [Kind::Leave, Kind::Enter] {
                let enters = kind == Kind::Enter;
                let changes = |zone: &&u32| {
                    zones.holds(**zone, &before) != enters && zones.holds(**zone, &inside) == enters
                };
                for zone in asked.iter().filter(changes) {
                    events.push(on_the_way(last, fix, share, *zone, kind));
                }
            }
        }
        self.crossed = crossed;
        inside
    }

    fn tell_at_fix(&self, before: u32, fix: Fix, set: u32, events: &mut Vec<Event>) {
        if before == set {
            return;
        }
        let Fix { row, object, millis, .. } = fix;
        each_change(&self.zones_of(before), &self.zones_of(set), &mut |zone, enters| {
            let kind = if enters { Kind::Enter } else { Kind::Leave };
            events.push(Event { row, object, zone, kind, millis, fraction: 1.0 });
        });
    }

    fn zones_of(&self, set: u32) -> Cow<'_, [u32]> {
        let sets = &self.index.sets;
        match sets.zones_of(set) {
            Some(zones) => Cow::Borrowed(zones),
            None => Cow::Owned(sets.zones().holding(self.overlay.areas(sets, set))),
        }
    }
}

fn on_the_way(last: Last, fix: Fix, share: Share, zone: u32, kind: Kind) -> Event {
    let Fix { row, object, millis, .. } = fix;
    let millis = last.millis.saturating_add(share.of_millis(millis.saturating_sub(last.millis)));
    Event { row, object, zone, kind, millis, fraction: share.fraction() }
}
