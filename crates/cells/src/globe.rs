//! The whole earth: the grid, and a chart round each pole for what is near it.
//!
//! A place beyond 84 degrees is looked up in the chart of its pole. A way is followed in the chart if one of its ends lies
//! there and the other beyond 83 degrees; such a way stays in the part of the chart that is right. All other ways are
//! followed on the grid. Where an object changes from the one to the other, both are asked about the same fix: they can
//! differ within two centimetres of an edge, and the difference is then told at that fix.

mod live;

use crate::chart::{Pole, steps_north};
use crate::sweep::{Fix, Telling};
use crate::tracks::{Checked, Tracks};
use crate::{
    Area, Event, Formula, Index, IndexError, Kind, Manner, Rows, Seen, Shape, Spot, Sweep, SweepError, Width,
    Work, steps,
};

pub use self::live::GlobeLive;

/// Beyond this latitude places are looked up in the chart of the pole, in ten-millionths of a degree and in steps.
const POLAR_E7: u32 = 840_000_000;
const POLAR: i32 = steps_north(84);
/// A way in a chart has no end nearer to the equator.
const NEARLY_POLAR: i32 = steps_north(83);

/// Areas and zones over the whole earth, poles included.
#[derive(Debug, Clone)]
pub struct Globe {
    grid: Index,
    /// In the charts of the north pole and the south pole.
    caps: [Index; 2],
}

impl Globe {
    /// The areas, and the zones that are built of them.
    ///
    /// # Errors
    /// As of [`Index::new`]; and if an area would have too many corners round a pole.
    pub fn new(areas: &[Area], zones: Vec<Formula>, shape: &Shape) -> Result<Globe, IndexError> {
        let cap = |pole: Pole| {
            let drawn = areas.iter().map(|area| pole.area(area)).collect::<Result<Vec<_>, _>>();
            Index::new(&drawn.map_err(IndexError::Chart)?, zones.clone(), shape)
        };
        let caps = [cap(Pole::North)?, cap(Pole::South)?];
        Ok(Globe { grid: Index::new(areas, zones, shape)?, caps })
    }

    /// The areas each of which is a zone of its own.
    ///
    /// # Errors
    /// As of [`Globe::new`].
    pub fn of_areas(areas: &[Area], shape: &Shape) -> Result<Globe, IndexError> {
        let each = (0_u32..).zip(areas).map(|(area, _)| Formula::Area(area)).collect();
        Globe::new(areas, each, shape)
    }

    /// The index on the grid, for what is known not to be near a pole.
    pub fn grid(&self) -> &Index {
        &self.grid
    }

    /// The zones that a place belongs to, ascending.
    pub fn zones_at(&self, spot: Spot) -> Vec<u32> {
        match pole_of(spot, POLAR) {
            Some(pole) => self.cap(pole).zones_at(pole.chart(spot)),
            None => self.grid.zones_at(spot),
        }
    }

    /// Bytes held in all.
    pub fn bytes(&self) -> usize {
        self.grid.size().bytes + self.caps.iter().map(|cap| cap.size().bytes).sum::<usize>()
    }

    /// What a [`Sweep`] tells of a whole table, with the ways near the poles followed in their charts.
    ///
    /// # Errors
    /// If a row cannot be swept. What was told of the rows before it is in `events`.
    pub fn sweep(&self, rows: Rows<'_>, manner: Manner, events: &mut Vec<Event>) -> Result<Work, SweepError> {
        rows.are_even()?;
        let (tracks, problem) = Tracks::up_to_problem(rows);
        let work = self.sweep_tracks(&tracks, manner, events);
        problem.map_or(Ok(work), Err)
    }

    /// The same of rows whose order is known.
    pub fn sweep_tracks(&self, tracks: &Tracks<'_>, manner: Manner, events: &mut Vec<Event>) -> Work {
        let mut work = Work::default();
        for (start, end, is_polar) in runs(tracks.all()) {
            let part = tracks.all().part(start, end);
            let told = events.len();
            let more = if is_polar {
                self.follow(part, manner, events)
            } else {
                let mut sweep = Sweep::new(&self.grid, manner);
                sweep.sweep(part, events);
                sweep.finish(events)
            };
            let first = u64::try_from(start).unwrap_or(0);
            events.iter_mut().skip(told).for_each(|event| event.row += first);
            work.add(more);
        }
        work
    }

    fn cap(&self, pole: Pole) -> &Index {
        let [north, south] = &self.caps;
        if pole == Pole::North { north } else { south }
    }

    /// Follows objects some of whose fixes lie near a pole, fix by fix.
    fn follow(&self, rows: Checked<'_>, manner: Manner, events: &mut Vec<Event>) -> Work {
        let mut charts = Charts::new(self, manner);
        for (object, of_object) in rows.each() {
            let mut last: Option<Place> = None;
            let own = rows.part(of_object.start, of_object.end);
            let places = own.rows().lon_e7.iter().zip(own.rows().lat_e7);
            for (row, (millis, (lon, lat))) in of_object.zip(own.millis().iter().zip(places)) {
                let row = u64::try_from(row).unwrap_or(0);
                let mut place = Place::new(row, (object, *millis), (*lon, *lat));
                charts.go_on(last.as_ref(), &mut place, events);
                last = Some(place);
            }
            if let Some(last) = last {
                last.tell_all(Kind::InsideAtEnd, events);
            }
        }
        Work { rows: u64::try_from(rows.len()).unwrap_or(0), ..charts.work() }
    }
}

/// The three indexes of a globe, while objects are followed in them fix by fix.
#[derive(Debug)]
struct Charts<'g> {
    globe: &'g Globe,
    grid: Chart<'g>,
    north: Chart<'g>,
    south: Chart<'g>,
}

impl<'g> Charts<'g> {
    fn new(globe: &'g Globe, manner: Manner) -> Self {
        let chart = |index| Chart { telling: Telling::new(index, manner, Width::widest()) };
        let (north, south) = (chart(globe.cap(Pole::North)), chart(globe.cap(Pole::South)));
        Charts { globe, grid: chart(&globe.grid), north, south }
    }

    /// From one fix of an object to the next, or to its first. Tells whether the way was followed on the grid.
    fn go_on(&mut self, before: Option<&Place>, place: &mut Place, events: &mut Vec<Event>) -> bool {
        let Some(before) = before else {
            place.zones = self.globe.zones_at(place.spot);
            place.tell_all(Kind::InsideAtStart, events);
            return false;
        };
        let pole = pole_between(before.spot, place.spot);
        let chart = match pole {
            Some(Pole::North) => &mut self.north,
            Some(Pole::South) => &mut self.south,
            None => &mut self.grid,
        };
        chart.go_on(pole, before, place, events);
        pole.is_none()
    }

    fn work(&self) -> Work {
        let mut work = Work::default();
        for chart in [&self.grid, &self.north, &self.south] {
            work.add(Work { rows: 0, ..chart.telling.work });
        }
        work
    }
}

/// One of the three indexes, while objects are followed in it.
#[derive(Debug)]
struct Chart<'g> {
    telling: Telling<'g>,
}

/// A fix with the zones that it was last told to be in.
#[derive(Debug)]
struct Place {
    row: u64,
    object: u32,
    millis: i64,
    spot: Spot,
    zones: Vec<u32>,
}

impl Chart<'_> {
    /// From one fix to the next.
    fn go_on(&mut self, pole: Option<Pole>, before: &Place, place: &mut Place, events: &mut Vec<Event>) {
        let (from, to) = (self.fix(pole, before), self.fix(pole, place));
        // A speed is one on the earth, and not in a chart.
        let seen = self.telling.seen(Fix { spot: before.spot, ..from }, Fix { spot: place.spot, ..to });
        // What this chart says otherwise than the one before, within the rounding of both.
        place.tell_changes(&before.zones, &self.zones(from.set), before.millis, 0.0, events);
        self.telling.go_alone(from, to, seen, events);
        place.zones = self.zones(to.set);
        let held = [];
        self.telling.overlay.keep_small(&self.telling.index.sets, held.into_iter());
    }

    fn fix(&mut self, pole: Option<Pole>, place: &Place) -> Fix {
        let Place { row, object, millis, spot, .. } = *place;
        let spot = pole.map_or(spot, |pole| pole.chart(spot));
        let set = self.telling.index.set_at(spot, &mut self.telling.overlay);
        Fix { row, object, millis, spot, set }
    }

    fn zones(&self, set: u32) -> Vec<u32> {
        let sets = &self.telling.index.sets;
        sets.zones().holding(self.telling.overlay.areas(sets, set))
    }
}

impl Place {
    /// A fix of an object at a time, in ten-millionths of a degree east and north.
    fn new(row: u64, (object, millis): (u32, i64), (lon, lat): (i32, i32)) -> Place {
        Place { row, object, millis, spot: Spot { u: steps(lon), v: steps(lat) }, zones: Vec::new() }
    }

    fn tell_all(&self, kind: Kind, events: &mut Vec<Event>) {
        let Place { row, object, millis, .. } = *self;
        events.extend(self.zones.iter().map(|zone| Event {
            row,
            object,
            zone: *zone,
            kind,
            millis,
            fraction: 1.0,
            seen: Seen::Fix,
        }));
    }

    fn tell_changes(
        &self,
        before: &[u32],
        after: &[u32],
        millis: i64,
        fraction: f64,
        events: &mut Vec<Event>,
    ) {
        let Place { row, object, .. } = *self;
        for (kind, of, not_of) in [(Kind::Leave, before, after), (Kind::Enter, after, before)] {
            let changed = of.iter().filter(|zone| not_of.binary_search(zone).is_err());
            events.extend(changed.map(|zone| Event {
                row,
                object,
                zone: *zone,
                kind,
                millis,
                fraction,
                seen: Seen::Fix,
            }));
        }
    }
}

/// The pole that a place lies nearer to than a latitude.
fn pole_of(spot: Spot, latitude: i32) -> Option<Pole> {
    [Pole::North, Pole::South].into_iter().find(|pole| pole.nearness(spot) >= latitude)
}

/// The pole in whose chart a way is followed.
fn pole_between(from: Spot, to: Spot) -> Option<Pole> {
    let pole = pole_of(from, NEARLY_POLAR)?;
    let (from, to) = (pole.nearness(from), pole.nearness(to));
    (from.min(to) >= NEARLY_POLAR && from.max(to) >= POLAR).then_some(pole)
}

/// The rows in runs of whole objects: those that come near a pole, and those that do not.
fn runs(rows: Checked<'_>) -> Vec<(usize, usize, bool)> {
    let is_polar = |lats: &[i32]| lats.iter().any(|lat| lat.unsigned_abs() >= POLAR_E7);
    let (end, lats) = (rows.len(), rows.rows().lat_e7);
    if !is_polar(lats) {
        return if end == 0 { Vec::new() } else { vec![(0, end, false)] };
    }
    let mut runs: Vec<(usize, usize, bool)> = Vec::new();
    for (_, object) in rows.each() {
        let own = is_polar(lats.get(object.clone()).unwrap_or(&[]));
        match runs.last_mut() {
            Some(last) if last.2 == own => last.1 = object.end,
            _ => runs.push((object.start, object.end, own)),
        }
    }
    runs
}
