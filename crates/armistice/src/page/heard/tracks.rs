//! The ways of objects as they were reported, by object and time: what the map and the lists ask for.

use std::collections::BTreeMap;
use std::sync::Arc;

use armistice_facts::{Fix, Instant};

use crate::tracks::Piece;

/// So many reports are kept, some 16 bytes each; what comes beyond is counted and left out.
const MOST_REPORTS: usize = 6_000_000;
/// Two reports farther apart than this in time are not joined by a whole line: nobody saw what lay between.
pub(in crate::page) const SILENCE_MILLIS: i64 = 600_000;

/// Where an object said that it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::page) struct Report {
    pub(in crate::page) millis: i64,
    pub(in crate::page) lon_e7: i32,
    pub(in crate::page) lat_e7: i32,
}

/// The reports of one object, in the order of time.
#[derive(Debug, Clone, Default)]
pub(in crate::page) struct Track {
    reports: Vec<Report>,
    is_sorted: bool,
    /// The box that holds all reports.
    frame: Option<Frame>,
}

/// West, south, east, north in ten-millionths of a degree, all included.
pub(super) type Frame = [i32; 4];

/// All of them.
#[derive(Debug, Clone, Default)]
pub(in crate::page) struct Tracks {
    by_object: BTreeMap<Arc<str>, Arc<Track>>,
    pub(in crate::page) reports: usize,
    /// Rows that could not be read.
    pub(in crate::page) set_aside: usize,
    /// Reports beyond the bound.
    pub(in crate::page) left_out: usize,
}

/// From an instant to another, both included.
#[derive(Debug, Clone, Copy)]
pub(in crate::page) struct Window {
    pub(in crate::page) from: Instant,
    pub(in crate::page) to: Instant,
}

impl Tracks {
    /// What the reading of a file came upon.
    pub(super) fn take(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Row(Ok(fix)) => self.add(fix),
            Piece::Row(Err(_)) => self.set_aside += 1,
            Piece::Rows(_) | Piece::PassedOver { .. } => {}
        }
    }

    pub(super) fn add(&mut self, fix: &Fix) {
        if self.reports >= MOST_REPORTS {
            self.left_out += 1;
            return;
        }
        let report = Report {
            millis: fix.time.millis(),
            lon_e7: fix.position.lon_e7(),
            lat_e7: fix.position.lat_e7(),
        };
        let track = match self.by_object.get_mut(fix.object.as_str()) {
            Some(track) => track,
            None => self.by_object.entry(Arc::from(fix.object.as_str())).or_default(),
        };
        // Receivers hear the same twice, and feeds repeat themselves.
        if track.reports.last() == Some(&report) {
            return;
        }
        let track = Arc::make_mut(track);
        track.is_sorted = match track.reports.last() {
            None => true,
            Some(last) => track.is_sorted && *last <= report,
        };
        track.reports.push(report);
        let (lon, lat) = (report.lon_e7, report.lat_e7);
        let [west, south, east, north] = track.frame.unwrap_or([lon, lat, lon, lat]);
        track.frame = Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)]);
        self.reports += 1;
    }

    /// Puts the reports that came in another order into that of time; what is told twice stands once.
    pub(super) fn sort(&mut self) {
        for track in self.by_object.values_mut().filter(|track| !track.is_sorted) {
            let track = Arc::make_mut(track);
            track.reports.sort_unstable();
            track.reports.dedup();
            track.is_sorted = true;
        }
    }

    /// How many objects there are.
    pub(in crate::page) fn objects(&self) -> usize {
        self.by_object.len()
    }

    /// The objects with what they reported in the window, those that reported nothing left out.
    pub(in crate::page) fn within(&self, window: Window) -> impl Iterator<Item = (&str, &[Report])> {
        self.by_object.iter().filter_map(move |(object, track)| {
            let reports = track.within(window);
            (!reports.is_empty()).then_some((object.as_ref(), reports))
        })
    }

    /// The same, of the objects alone whose reports can have come near a box.
    pub(in crate::page) fn near(
        &self,
        window: Window,
        near: Frame,
    ) -> impl Iterator<Item = (&str, &[Report])> {
        let is_near = move |track: &Track| {
            track.frame.is_some_and(|own| {
                own[0] <= near[2] && near[0] <= own[2] && own[1] <= near[3] && near[1] <= own[3]
            })
        };
        self.by_object.iter().filter(move |(_, track)| is_near(track)).filter_map(move |(object, track)| {
            let reports = track.within(window);
            (!reports.is_empty()).then_some((object.as_ref(), reports))
        })
    }

    /// The first and the last report of all.
    pub(in crate::page) fn span(&self) -> Option<(Instant, Instant)> {
        let ends =
            self.by_object.values().filter_map(|track| track.reports.first().zip(track.reports.last()));
        let both = ends.map(|(first, last)| (first.millis, last.millis));
        let (from, to) = both.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
        Some((Instant::EPOCH.plus_millis(from), Instant::EPOCH.plus_millis(to)))
    }
}

impl Track {
    fn within(&self, window: Window) -> &[Report] {
        let (from, to) = (window.from.millis(), window.to.millis());
        let start = self.reports.partition_point(|report| report.millis < from);
        let end = self.reports.partition_point(|report| report.millis <= to).max(start);
        self.reports.get(start..end).unwrap_or_default()
    }
}

impl Report {
    pub(in crate::page) fn time(self) -> Instant {
        Instant::EPOCH.plus_millis(self.millis)
    }

    pub(in crate::page) fn lon(self) -> f64 {
        f64::from(self.lon_e7) / 1e7
    }

    pub(in crate::page) fn lat(self) -> f64 {
        f64::from(self.lat_e7) / 1e7
    }
}

/// The reports cut where the object was silent, or where the way between two of them would run round the earth.
pub(in crate::page) fn parts(reports: &[Report]) -> impl Iterator<Item = &[Report]> {
    reports.chunk_by(|one, next| !is_silence(*one, *next) && !is_over_the_seam(*one, *next))
}

pub(in crate::page) fn is_silence(one: Report, next: Report) -> bool {
    next.millis - one.millis > SILENCE_MILLIS
}

/// Whether the shorter way between two reports leads over the antimeridian.
pub(in crate::page) fn is_over_the_seam(one: Report, next: Report) -> bool {
    i64::from(one.lon_e7).abs_diff(i64::from(next.lon_e7)) > 1_800_000_000
}

#[cfg(test)]
mod tests {
    use armistice_earth::Position;

    use super::*;

    fn fix(object: &str, second: i64, lon: f64) -> Fix {
        Fix {
            object: object.to_owned(),
            time: Instant::EPOCH.plus_millis(second * 1000),
            position: Position::new(lon, 1.0).unwrap(),
            error_metres: 0,
            height: None,
            speed_mm_s: None,
            row: 1,
        }
    }

    fn tracks(fixes: &[Fix]) -> Tracks {
        let mut tracks = Tracks::default();
        fixes.iter().for_each(|fix| tracks.add(fix));
        tracks.sort();
        tracks
    }

    fn window(from: i64, to: i64) -> Window {
        let at = |second: i64| Instant::EPOCH.plus_millis(second * 1000);
        Window { from: at(from), to: at(to) }
    }

    #[test]
    fn a_window_holds_what_lies_between_its_ends_and_the_ends() {
        let tracks = tracks(&[
            fix("b", 30, 1.0),
            fix("a", 20, 1.0),
            fix("a", 10, 0.0),
            fix("a", 20, 1.0),
            fix("a", 40, 2.0),
        ]);
        let told = |from, to| -> Vec<(String, usize)> {
            tracks
                .within(window(from, to))
                .map(|(object, reports)| (object.to_owned(), reports.len()))
                .collect()
        };
        assert_eq!(told(0, 100), [("a".to_owned(), 3), ("b".to_owned(), 1)]);
        assert_eq!(told(10, 20), [("a".to_owned(), 2)]);
        assert_eq!(told(21, 29), []);
        assert_eq!(told(100, 0), []);
        assert_eq!(tracks.span().unwrap().1, window(0, 40).to);
    }

    #[test]
    fn only_objects_near_a_box_are_looked_at() {
        let tracks = tracks(&[fix("a", 0, 10.0), fix("a", 60, 12.0), fix("b", 0, 20.0)]);
        let near = |west: i32, east: i32| -> Vec<&str> {
            let near = [west, -900_000_000, east, 900_000_000];
            tracks.near(window(0, 9_000), near).map(|(object, _)| object).collect()
        };
        assert_eq!(near(110_000_000, 115_000_000), ["a"]);
        assert_eq!(near(120_000_000, 200_000_000), ["a", "b"]);
        assert_eq!(near(120_000_001, 199_999_999), [""; 0]);
    }

    #[test]
    fn a_way_is_cut_at_silence_and_at_the_antimeridian() {
        let fixes = [fix("a", 0, 179.8), fix("a", 60, 179.9), fix("a", 120, -179.9), fix("a", 2_000, -179.8)];
        let tracks = tracks(&fixes);
        let (_, reports) = tracks.within(window(0, 9_000)).next().unwrap();
        assert_eq!(parts(reports).map(<[Report]>::len).collect::<Vec<_>>(), [2, 1, 1]);
    }
}
