//! One object as it is followed by [`crate::Watch`]: fixes that wait for older ones, and its track.

use armistice_facts::{Instant, Name, Passage};

use crate::coverage::{Coverage, Ear, Report};
use crate::mark::{Columns, Coming, Mark};
use crate::order::{SetAside, SetAsideReason, Waiting};
use crate::step::Pace;
use crate::track::{Track, Watched};

/// An object, by its name.
#[derive(Debug)]
pub(crate) struct Followed {
    name: String,
    class: Option<Name>,
    pace: Pace,
    waiting: Waiting,
    /// Nothing before it is seen, and after sight of it was lost.
    track: Option<Track>,
    was_seen: bool,
}

/// What objects are followed with, and where what comes of it is put.
pub(crate) struct Desk<'d, 'p> {
    pub(crate) watched: &'d mut Watched<'p>,
    pub(crate) sources: &'d [String],
    pub(crate) passages: &'d mut Vec<Passage>,
    pub(crate) set_aside: &'d mut Vec<SetAside>,
    pub(crate) repeats: &'d mut u64,
    pub(crate) coverage: &'d mut Coverage,
}

impl Followed {
    pub(crate) fn new(name: &str, class: Option<Name>, pace: Pace) -> Self {
        let (name, waiting) = (name.to_owned(), Waiting::default());
        Followed { name, class, pace, waiting, track: None, was_seen: false }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether it has, or had, a track.
    pub(crate) fn was_seen(&self) -> bool {
        self.was_seen
    }

    /// Takes one fix; those that are settled by it are followed.
    pub(crate) fn take(&mut self, mark: Mark, coming: Coming, desk: &mut Desk<'_, '_>) {
        let lateness = lateness_millis(desk);
        let is_late = coming == Coming::InOrder
            && self.track.as_ref().is_some_and(|track| mark.time < track.last.fix.time);
        if is_late || !self.waiting.take(mark, lateness) {
            self.refuse(mark, SetAsideReason::TooLate, desk);
            return;
        }
        let bound = match coming {
            Coming::Anything => self.waiting.newest().unwrap_or(mark.time).plus_millis(-lateness),
            // Rows of the same instant may follow; the first one stays, whichever those are.
            Coming::InOrder => mark.time.plus_millis(1),
        };
        self.settle_before(bound, desk);
    }

    /// Takes rows, as one after the other.
    pub(crate) fn take_columns(
        &mut self,
        columns: &Columns<'_>,
        source: u32,
        coming: Coming,
        desk: &mut Desk<'_, '_>,
    ) {
        let error_metres = desk.watched.limits.error_metres;
        let mut at = self.take_run(columns, source, coming, desk);
        while at < columns.len() {
            if let Some(mark) = columns.mark(at, source, error_metres) {
                self.take(mark, coming, desk);
            }
            at += 1;
        }
    }

    /// Takes rows from the first on that need not be held back, because each comes after the one before and all that came before them;
    /// how many those are.
    fn take_run(
        &mut self,
        columns: &Columns<'_>,
        source: u32,
        coming: Coming,
        desk: &mut Desk<'_, '_>,
    ) -> usize {
        let error_metres = desk.watched.limits.error_metres;
        let (Some(first), Some(last)) = (columns.millis.first(), columns.millis.last()) else { return 0 };
        let is_later = self.waiting.newest().is_none_or(|newest| newest.millis() < *first);
        let pairs = columns.millis.iter().zip(columns.millis.iter().skip(1));
        // Which are in order is counted without a branch.
        let disorder = pairs.filter(|(one, next)| one >= next).count();
        if !is_later || disorder > 0 || !columns.are_on_earth() {
            return 0;
        }
        // In order, all are instants if the first and the last are.
        let (Ok(_), Ok(newest)) = (Instant::from_millis(*first), Instant::from_millis(*last)) else {
            return 0;
        };
        let bound = newest.plus_millis(-lateness_millis(desk));
        let until = match coming {
            Coming::Anything => columns.millis.partition_point(|millis| *millis < bound.millis()),
            Coming::InOrder => columns.len(),
        };
        self.settle_before(if coming == Coming::InOrder { newest } else { bound }, desk);
        if !self.waiting.is_empty() {
            return 0;
        }
        let mut at = 0;
        while at < until {
            at += self.glide(columns, (at, until), source, desk);
            if at < until {
                if let Some(mark) = columns.mark(at, source, error_metres) {
                    self.waiting.pass_by(mark.time);
                    self.settle(mark, desk);
                }
                at += 1;
            }
        }
        at
    }

    fn glide(
        &mut self,
        columns: &Columns<'_>,
        rows: (usize, usize),
        source: u32,
        desk: &mut Desk<'_, '_>,
    ) -> usize {
        let Some(track) = &mut self.track else { return 0 };
        let mut ear = Ear::new(desk.coverage, self.class.as_ref());
        let passed = track.glide(desk.watched, self.pace, columns, rows, source, &mut ear);
        if passed > 0 {
            self.waiting.pass_by(track.last.fix.time);
        }
        passed
    }

    /// Follows all that is held back, and ends the track.
    pub(crate) fn lose(&mut self, desk: &mut Desk<'_, '_>) {
        while let Some(mark) = self.waiting.pop() {
            self.settle(mark, desk);
        }
        if let Some(track) = self.track.take() {
            let source = source(desk.sources, track.last.source);
            track.close(desk.watched, source, desk.passages);
        }
    }

    fn settle_before(&mut self, bound: Instant, desk: &mut Desk<'_, '_>) {
        while let Some(mark) = self.waiting.pop_before(bound) {
            self.settle(mark, desk);
        }
    }

    /// Follows the next fix; of those with one instant the first by file and row stays.
    fn settle(&mut self, mark: Mark, desk: &mut Desk<'_, '_>) {
        let Some(track) = &mut self.track else {
            self.was_seen = true;
            desk.watched.count_step();
            self.track = Some(Track::begin(desk.watched, mark.sighting(&self.name)));
            return;
        };
        let last = &track.last.fix;
        if last.time == mark.time {
            if last.position == mark.position && last.height == mark.height {
                *desk.repeats += 1;
            } else {
                self.refuse(mark, SetAsideReason::TwoPlaces, desk);
            }
            return;
        }
        let (before, sighting) = (Report::of(last), mark.sighting(&self.name));
        let fix = Report::of(&sighting.fix);
        let source = source(desk.sources, mark.source);
        if track.follow(desk.watched, sighting, source, desk.passages) {
            desk.coverage.hear(before, self.class.as_ref());
            desk.coverage.hear(fix, self.class.as_ref());
        }
    }

    fn refuse(&self, mark: Mark, reason: SetAsideReason, desk: &mut Desk<'_, '_>) {
        let source = source(desk.sources, mark.source).to_owned();
        let fix = mark.sighting(&self.name).fix;
        desk.set_aside.push(SetAside { fix, source, reason });
    }
}

fn lateness_millis(desk: &Desk<'_, '_>) -> i64 {
    i64::from(desk.watched.limits.late_seconds) * 1000
}

/// The name of a source by its number.
fn source(sources: &[String], number: u32) -> &str {
    sources.get(number as usize).map_or("", String::as_str)
}
