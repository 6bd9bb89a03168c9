//! One object that is followed live: fixes that wait, fixes that are kept, and what was told of them.

use std::collections::{BTreeSet, VecDeque};

use armistice_facts::{Instant, Name, Passage};

use super::told::{Notice, Standing, Told};
use super::{Desk, Patience};
use crate::SetAsideReason;
use crate::mark::Sighting;
use crate::order::key;
use crate::track::{Track, Watched, Woken};

/// The most fixes of an object that are kept to be followed anew; with more, the memory is shorter.
const MOST_KEPT: usize = 20_000;

/// An object that is followed live.
#[derive(Debug, Default)]
pub(super) struct Object {
    /// Not settled yet, in order.
    waiting: VecDeque<Sighting>,
    newest: Option<Instant>,
    /// The track up to the first fix that is kept; none where that begins it.
    base: Option<Track>,
    /// The passages of the base that a later fix may still make certain.
    base_passages: Vec<Passage>,
    /// Settled fixes behind the base, in order.
    kept: VecDeque<Sighting>,
    /// The track up to the last of them.
    head: Option<Track>,
    /// The passages of the base, and those behind it.
    passages: Vec<Passage>,
    /// What was told of each of them.
    told: Vec<Notice>,
    /// The fix that begins the track, the zones of which it was told that the object was in them then, and where it was
    /// told to dwell since when.
    began: Option<Sighting>,
    began_inside: BTreeSet<Name>,
    dwells: BTreeSet<(Name, Instant)>,
    /// Zones of which it was told that they came into force while the object was in them, and when.
    woken: BTreeSet<(Name, Instant)>,
    /// Zones that it was told to be over or under or in, and since when.
    unsure: BTreeSet<(Name, Instant)>,
}

/// What became of fixes that were settled.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) repeats: u64,
    pub(super) late: u64,
    pub(super) refused: Vec<(Sighting, SetAsideReason)>,
}

/// What one fix is among those that are kept.
enum Place {
    /// Behind all of them.
    Behind,
    /// Among them, before the one of that number.
    Before(usize),
    /// It says what another one says.
    Repeat,
    /// It is not followed.
    Refused(SetAsideReason),
}

impl Object {
    /// Takes a fix that is to wait.
    pub(super) fn wait(&mut self, sighting: Sighting) {
        self.newest = self.newest.max(Some(sighting.fix.time));
        let place = self.waiting.partition_point(|held| key(held) <= key(&sighting));
        self.waiting.insert(place, sighting);
    }

    /// The latest time that the object told.
    pub(super) fn newest(&self) -> Option<Instant> {
        self.newest
    }

    /// The fixes that wait and lie before a time, or all.
    pub(super) fn release(&mut self, bound: Option<Instant>) -> Vec<Sighting> {
        let count = match bound {
            Some(bound) => self.waiting.partition_point(|held| held.fix.time < bound),
            None => self.waiting.len(),
        };
        self.waiting.drain(..count).collect()
    }

    /// Follows the object on, or anew where a fix comes late, and tells what came of it.
    pub(super) fn settle(
        &mut self,
        released: Vec<Sighting>,
        watched: &mut Watched<'_>,
        patience: &Patience,
        desk: &mut Desk<'_>,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        if released.is_empty() {
            return outcome;
        }
        let mut is_reopened = false;
        for sighting in released {
            match self.place(&sighting) {
                Place::Behind => {
                    self.kept.push_back(sighting.clone());
                    if !is_reopened {
                        follow(&mut self.head, watched, sighting, &mut self.passages, desk);
                    }
                }
                Place::Before(place) => {
                    self.kept.insert(place, sighting);
                    outcome.late += 1;
                    is_reopened = true;
                }
                Place::Repeat => outcome.repeats += 1,
                Place::Refused(reason) => outcome.refused.push((sighting, reason)),
            }
        }
        if is_reopened {
            self.head = self.base.clone();
            self.passages.clone_from(&self.base_passages);
            for sighting in &self.kept {
                follow(&mut self.head, watched, sighting.clone(), &mut self.passages, desk);
            }
        }
        self.tell_beginning(watched, desk);
        if is_reopened {
            self.tell_anew(desk);
        } else {
            self.tell_on(desk);
        }
        self.forget(watched, patience, desk);
        outcome
    }

    /// Where a fix belongs among those that are kept.
    fn place(&self, sighting: &Sighting) -> Place {
        let fix = &sighting.fix;
        let place = self.kept.partition_point(|kept| kept.fix.time < fix.time);
        let same = self.kept.get(place).filter(|kept| kept.fix.time == fix.time);
        let base = self.base.as_ref().map(|base| &base.last);
        if let Some(other) = same.or(base.filter(|base| base.fix.time == fix.time)) {
            let is_repeat = other.fix.position == fix.position && other.fix.height == fix.height;
            return if is_repeat { Place::Repeat } else { Place::Refused(SetAsideReason::TwoPlaces) };
        }
        if base.is_some_and(|base| fix.time < base.fix.time) {
            return Place::Refused(SetAsideReason::TooLate);
        }
        if place == self.kept.len() { Place::Behind } else { Place::Before(place) }
    }

    /// Tells in which zones the object was when it was first heard of.
    fn tell_beginning(&mut self, watched: &Watched<'_>, desk: &mut Desk<'_>) {
        if self.base.is_some() {
            return;
        }
        let Some(first) = self.kept.front() else { return };
        if self.began.as_ref() == Some(first) {
            return;
        }
        self.began = Some(first.clone());
        for (zone, _) in Track::begin(watched, first.clone()).presences(watched) {
            if self.began_inside.insert(zone.clone()) {
                let (object, time) = (first.fix.object.clone(), first.fix.time);
                desk.told.push(Told::Inside { object, zone, time });
            }
        }
    }

    /// Tells new passages, and those that became certain.
    fn tell_on(&mut self, desk: &mut Desk<'_>) {
        for (notice, passage) in self.told.iter_mut().zip(&self.passages) {
            if notice.passage != *passage {
                revise(notice, passage, desk);
            }
        }
        for passage in self.passages.iter().skip(self.told.len()) {
            self.told.push(first(passage, Standing::Holds, desk));
        }
    }

    /// Compares all passages with what was told: what is the same stays, what is of the same kind at the same place is
    /// told as its revision, and what has no successor is withdrawn.
    fn tell_anew(&mut self, desk: &mut Desk<'_>) {
        let mut old: Vec<Option<Notice>> = std::mem::take(&mut self.told).into_iter().map(Some).collect();
        let mut take = |is_it: &dyn Fn(&Passage) -> bool| {
            let found = old.iter_mut().find(|one| one.as_ref().is_some_and(|one| is_it(&one.passage)));
            found.and_then(Option::take)
        };
        let mut new: Vec<Option<Notice>> =
            self.passages.iter().map(|passage| take(&|other| other == passage)).collect();
        for (place, passage) in new.iter_mut().zip(&self.passages) {
            if place.is_none() {
                let is_alike = |other: &Passage| {
                    (other.kind, &other.zone, &other.line) == (passage.kind, &passage.zone, &passage.line)
                };
                *place = take(&is_alike).map(|mut notice| {
                    revise(&mut notice, passage, desk);
                    notice
                });
            }
        }
        for mut notice in old.into_iter().flatten() {
            notice.revision = notice.revision.saturating_add(1);
            notice.standing = Standing::Withdrawn;
            desk.told.push(Told::Passage(notice));
        }
        let filled = new.into_iter().zip(&self.passages);
        self.told = filled
            .map(|(notice, passage)| notice.unwrap_or_else(|| first(passage, Standing::Holds, desk)))
            .collect();
    }

    /// Forgets fixes that are too old to be followed anew.
    fn forget(&mut self, watched: &mut Watched<'_>, patience: &Patience, desk: &Desk<'_>) {
        let memory = -i64::from(patience.memory_seconds) * 1000;
        let Some(bound) = self.head.as_ref().map(|head| head.last.fix.time.plus_millis(memory)) else {
            return;
        };
        while self.kept.len() > MOST_KEPT
            || (self.kept.len() > 1 && self.kept.front().is_some_and(|first| first.fix.time < bound))
        {
            let Some(first) = self.kept.pop_front() else { break };
            follow(&mut self.base, watched, first, &mut self.base_passages, desk);
        }
        let Some(base) = &mut self.base else { return };
        base.woken.clear();
        let done = base.first_open().unwrap_or(self.base_passages.len()).min(self.base_passages.len());
        base.shift(done);
        self.head.iter_mut().for_each(|head| head.shift(done));
        self.base_passages.drain(..done);
        self.passages.drain(..done.min(self.passages.len()));
        self.told.drain(..done.min(self.told.len()));
    }

    /// Tells of zones that came into force while the object was in them, by its fixes or, where it is silent, by the clock.
    pub(super) fn wake(&mut self, watched: &Watched<'_>, clock: Option<Instant>, told: &mut Vec<Told>) {
        let Some(head) = &mut self.head else { return };
        let mut woken = std::mem::take(&mut head.woken);
        woken.extend(clock.into_iter().flat_map(|clock| head.woken_in_silence(watched, clock)));
        for Woken { zone, time, heard } in woken {
            if self.woken.insert((zone.clone(), time)) {
                told.push(Told::InForce { object: head.last.fix.object.clone(), zone, time, heard });
            }
        }
    }

    /// Tells of zones that the object is over or under or in, none can say which.
    pub(super) fn doubt(&mut self, watched: &Watched<'_>, told: &mut Vec<Told>) {
        let Some(head) = &self.head else { return };
        for (zone, time) in head.unsure(watched) {
            if self.unsure.insert((zone.clone(), time)) {
                told.push(Told::Unsure { object: head.last.fix.object.clone(), zone, time });
            }
        }
    }

    /// Tells of zones in which the object has been for long, by the clock or by its own last fix.
    pub(super) fn dwell(
        &mut self,
        watched: &Watched<'_>,
        patience: &Patience,
        clock: Option<Instant>,
        told: &mut Vec<Told>,
    ) {
        let Some(head) = &self.head else { return };
        let heard = head.last.fix.time;
        let time = clock.map_or(heard, |clock| clock.max(heard));
        for (zone, since) in head.presences(watched) {
            let is_long = time.seconds_since(since) >= f64::from(patience.dwell_seconds);
            if is_long && self.dwells.insert((zone.clone(), since)) {
                let object = head.last.fix.object.clone();
                told.push(Told::Dwell { object, zone, since, heard, time });
            }
        }
    }

    /// Closes every presence: nothing more comes.
    pub(super) fn close(mut self, watched: &Watched<'_>, desk: &mut Desk<'_>) {
        let Some(head) = self.head.take() else { return };
        let source = desk.source(head.last.source);
        let mut last = Vec::new();
        head.close(watched, &source, &mut last);
        for passage in &last {
            first(passage, Standing::OpenAtEnd, desk);
        }
    }
}

/// Goes on to a fix, or begins with it.
fn follow(
    track: &mut Option<Track>,
    watched: &mut Watched<'_>,
    sighting: Sighting,
    passages: &mut Vec<Passage>,
    desk: &Desk<'_>,
) {
    match track {
        Some(track) => {
            let source = desk.source(sighting.source);
            track.follow(watched, sighting, &source, passages);
        }
        None => *track = Some(Track::begin(watched, sighting)),
    }
}

/// Tells a passage for the first time.
fn first(passage: &Passage, standing: Standing, desk: &mut Desk<'_>) -> Notice {
    let notice = Notice { number: *desk.next, revision: 1, standing, passage: passage.clone() };
    *desk.next += 1;
    desk.told.push(Told::Passage(notice.clone()));
    notice
}

/// Tells a passage anew.
fn revise(notice: &mut Notice, passage: &Passage, desk: &mut Desk<'_>) {
    notice.revision = notice.revision.saturating_add(1);
    notice.passage = passage.clone();
    desk.told.push(Told::Passage(notice.clone()));
}
