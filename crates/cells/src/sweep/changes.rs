//! What is told where something happens: at a first fix, on a way, at a last fix.

use std::borrow::Cow;

use super::block::Fix;
use super::pairs::Pairs;
use super::{Event, Kind, Manner, Seen, Work};
use crate::Width;
use crate::index::Index;
use crate::pace::is_jump;
use crate::sets::{Overlay, each_change, toggle};
use crate::side::Share;
use crate::together::Together;
use crate::walk::{Crossed, put_in_order};

/// So many zones before and after, and it is quicker to look up what changes than to compare them.
const MANY_ZONES: usize = 6;
/// Rows that are told together.
const MUCH: usize = 128;

/// What it takes to tell what happens from one fix of an object to the next.
#[derive(Debug)]
pub(crate) struct Telling<'i> {
    pub(crate) index: &'i Index,
    pub(crate) manner: Manner,
    pub(crate) overlay: Overlay,
    pub(crate) work: Work,
    crossed: Vec<Crossed>,
    heard: Vec<Heard>,
    together: Together,
    pairs: Pairs,
}

/// A row at which something may happen.
#[derive(Debug, Clone, Copy)]
struct Heard {
    /// The row before: of the same object, or the last of another.
    last: Option<Fix>,
    fix: Fix,
    /// How what happened between them is known,
    seen: Seen,
    /// and the number of the way, if it is followed together with others.
    way: Option<u32>,
}

impl<'i> Telling<'i> {
    pub(crate) fn new(index: &'i Index, manner: Manner, width: Width) -> Self {
        Telling {
            index,
            manner,
            overlay: Overlay::default(),
            work: Work::default(),
            crossed: Vec::new(),
            heard: Vec::new(),
            together: Together::new(width),
            pairs: Pairs::default(),
        }
    }

    pub(crate) fn follows_ways(&self) -> bool {
        matches!(self.manner, Manner::Ways { .. })
    }

    /// Keeps in mind a row at which something may happen, until [`Telling::tell`].
    #[inline]
    pub(crate) fn hear(&mut self, last: Option<Fix>, fix: Fix) {
        let before = last.filter(|last| last.object == fix.object);
        let seen = before.map_or(Seen::Fix, |last| self.seen(last, fix));
        let way = before.filter(|_| seen == Seen::Way);
        let way = way.and_then(|last| self.together.take(self.index, last.spot, fix.spot));
        self.heard.push(Heard { last, fix, seen, way });
    }

    /// Whether so many rows wait that what their ways need of the memory is well under way before it is looked at.
    #[inline]
    pub(crate) fn has_heard_much(&self) -> bool {
        self.heard.len() >= MUCH
    }

    /// Tells what happened at the rows that were heard, in their order.
    pub(crate) fn tell(&mut self, events: &mut Vec<Event>) {
        self.together.follow(self.index);
        let heard = std::mem::take(&mut self.heard);
        for Heard { last, fix, seen, way } in &heard {
            match last {
                Some(last) if last.object == fix.object => self.go_on(*last, *fix, (*seen, *way), events),
                _ => {
                    self.end_object(*last, events);
                    self.begin_object(*fix, events);
                }
            }
        }
        self.heard = heard;
        self.heard.clear();
    }

    /// Tells what happened at a fix, where nothing but fixes is looked at; the one before is of the same object, or the last of another.
    pub(super) fn tell_at_once(&mut self, last: Option<Fix>, fix: Fix, events: &mut Vec<Event>) {
        match last {
            Some(last) if last.object == fix.object => self.tell_at_fix(last.set, fix, Seen::Fix, events),
            _ => {
                self.end_object(last, events);
                self.begin_object(fix, events);
            }
        }
    }

    /// How what happens from one fix of an object to the next is known.
    pub(crate) fn seen(&self, last: Fix, fix: Fix) -> Seen {
        let Manner::Ways { most_silence_millis, most_mm_s } = self.manner else { return Seen::Fix };
        let silence = fix.millis.saturating_sub(last.millis);
        if most_mm_s.is_some_and(|most| is_jump(last.spot, fix.spot, silence, most)) {
            return Seen::Jump;
        }
        if silence <= most_silence_millis { Seen::Way } else { Seen::Silence }
    }

    fn begin_object(&self, fix: Fix, events: &mut Vec<Event>) {
        self.tell_inside(fix, Kind::InsideAtStart, events);
    }

    pub(crate) fn end_object(&self, last: Option<Fix>, events: &mut Vec<Event>) {
        if let Some(last) = last {
            self.tell_inside(last, Kind::InsideAtEnd, events);
        }
    }

    fn tell_inside(&self, fix: Fix, kind: Kind, events: &mut Vec<Event>) {
        let Fix { row, object, millis, .. } = fix;
        for zone in self.zones_of(fix.set).iter().copied() {
            events.push(Event { row, object, zone, kind, millis, fraction: 1.0, seen: Seen::Fix });
        }
    }

    /// Tells at once what happened from one fix of an object to the next.
    pub(crate) fn go_alone(&mut self, last: Fix, fix: Fix, seen: Seen, events: &mut Vec<Event>) {
        self.go_on(last, fix, (seen, None), events);
    }

    /// From one fix of an object to the next, where an edge may lie between.
    fn go_on(&mut self, last: Fix, fix: Fix, known: (Seen, Option<u32>), events: &mut Vec<Event>) {
        let (seen, way) = known;
        if seen != Seen::Way {
            return self.tell_at_fix(last.set, fix, seen, events);
        }
        self.work.ways += 1;
        match way {
            Some(way) => {
                self.together.crossed(way, &mut self.crossed);
                put_in_order(&mut self.crossed);
            }
            None => self.index.collect(last.spot, fix.spot, &mut self.crossed),
        }
        let is_told = match self.crossed.as_slice() {
            [] => last.set == fix.set,
            // One edge alone, and all the difference there is between the ends.
            [one] if self.is_apart_by(last.set, fix.set, one.area) => {
                let share = one.share;
                each_change(&self.zones_of(last.set), &self.zones_of(fix.set), &mut |zone, enters| {
                    let kind = if enters { Kind::Enter } else { Kind::Leave };
                    events.push(on_the_way(last, fix, share, zone, kind));
                });
                true
            }
            _ => false,
        };
        if is_told {
            return;
        }
        let reached = self.follow(last, fix, events);
        if reached != self.overlay.areas(&self.index.sets, fix.set) {
            self.work.unaccounted += 1;
            let reached = self.overlay.number(&self.index.sets, &reached);
            self.tell_at_fix(reached, fix, seen, events);
        }
    }

    /// Tells each crossing that was found on the way at its instant, and gives the areas in which it ends by their account.
    fn follow(&self, last: Fix, fix: Fix, events: &mut Vec<Event>) -> Vec<u32> {
        let mut inside = self.overlay.areas(&self.index.sets, last.set).to_vec();
        let zones = self.index.sets.zones();
        // What is crossed at one point changes at once.
        for at_once in self.crossed.chunk_by(|one, other| one.share.cmp(other.share).is_eq()) {
            let Some(first) = at_once.first() else { continue };
            let share = first.share;
            if let (1, Some(zone)) = (at_once.len(), zones.alone(first.area)) {
                let kind = if toggle(&mut inside, first.area) { Kind::Enter } else { Kind::Leave };
                events.push(on_the_way(last, fix, share, zone, kind));
                continue;
            }
            let mut changed = Vec::new();
            for one in at_once {
                toggle(&mut changed, one.area);
            }
            let before = inside.clone();
            for area in &changed {
                toggle(&mut inside, *area);
            }
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
        inside
    }

    /// Tells what changed from a set at a fix.
    pub(super) fn tell_at_fix(&mut self, before: u32, fix: Fix, seen: Seen, events: &mut Vec<Event>) {
        let Fix { row, object, millis, set, .. } = fix;
        if before == set {
            return;
        }
        let zones = self.zones_of(before).len() + self.zones_of(set).len();
        if zones >= MANY_ZONES
            && let Some(changes) = self.pairs.changes(&self.index.sets, before, set)
        {
            events.extend(changes.iter().map(|(zone, kind)| {
                let (zone, kind) = (*zone, *kind);
                Event { row, object, zone, kind, millis, fraction: 1.0, seen }
            }));
            return;
        }
        each_change(&self.zones_of(before), &self.zones_of(set), &mut |zone, enters| {
            let kind = if enters { Kind::Enter } else { Kind::Leave };
            events.push(Event { row, object, zone, kind, millis, fraction: 1.0, seen });
        });
    }

    /// Whether two sets differ by one area and nothing else.
    fn is_apart_by(&self, one: u32, other: u32, area: u32) -> bool {
        let sets = &self.index.sets;
        let (one, other) = (self.overlay.areas(sets, one), self.overlay.areas(sets, other));
        let (less, more) = if one.len() < other.len() { (one, other) } else { (other, one) };
        let Ok(place) = more.binary_search(&area) else { return false };
        let rest = more.get(..place).into_iter().chain(more.get(place + 1..)).flatten();
        more.len() == less.len() + 1 && rest.eq(less)
    }

    pub(crate) fn zones_of(&self, set: u32) -> Cow<'_, [u32]> {
        self.overlay.zones_of(&self.index.sets, set)
    }
}

fn on_the_way(last: Fix, fix: Fix, share: Share, zone: u32, kind: Kind) -> Event {
    let Fix { row, object, millis, .. } = fix;
    let millis = last.millis.saturating_add(share.of_millis(millis.saturating_sub(last.millis)));
    Event { row, object, zone, kind, millis, fraction: share.fraction(), seen: Seen::Way }
}
