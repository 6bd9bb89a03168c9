//! The engine beside its peers, in one process and in turns: `make bench` writes the ratios into BENCHMARKS.md.
//!
//! `--write` writes them; `--small` takes little of everything, for a look; `--only W1` takes one workload.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use armistice_benches::page::{machine, rate, timed, write};
use armistice_benches::traffic::{
    Polygon, Table, Zones, coast, crowd, front, heap, huggers, mixed, patrols, scatter, stars, strips,
    teleports, visitors,
};
use armistice_benches::utm::Utm;
use armistice_cells::{Distances, Event, Index, Join, Kind, Live, Manner, Shape, Sweep, Tracks};
use armistice_earth::{Line as Front, Position};
use geo::{Coord, Distance, Euclidean, Intersects, LineString, MonotonicPolygons, Point};
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{RTree, RTreeBuilder, RTreeIndex};

/// Every measurement is taken so many times, in turns.
const ROUNDS: usize = 7;
/// The engine sweeps the table so many times for each time that the peer does, so that the clock sees enough of it.
const REPEATS: u32 = 3;
const WAYS: Manner = Manner::Ways { most_silence_millis: 600_000, most_mm_s: None };

fn main() {
    let has = |flag: &str| std::env::args().any(|argument| argument == flag);
    let only = std::env::args().skip_while(|argument| argument != "--only").nth(1);
    let wants = |name: &str| only.as_ref().is_none_or(|only| only == name);
    let size = if has("--small") { Size::SMALL } else { Size::FULL };
    let mut lines = Vec::new();
    if wants("W1") {
        let zones = strips(1, size.widths);
        let table = patrols(2, size.objects, 1000);
        lines.extend(measure("W1", &zones, &table, size.peer_rows, &Shape::default()));
        lines.extend(measure_live(&zones, &table, &size));
    }
    if wants("worst") {
        let zones = strips(1, size.widths);
        let objects = size.objects / 10;
        let huggers = huggers(11, &zones, objects, 1000);
        lines.extend(measure("huggers", &zones, &huggers, size.peer_rows, &Shape::default()));
        let teleports = teleports(12, objects, 1000);
        lines.extend(measure("teleports", &zones, &teleports, size.peer_rows, &Shape::default()));
    }
    if wants("W2") {
        let zones = stars(3, size.stars);
        let table = visitors(4, &zones, size.objects, 1000);
        lines.extend(measure("W2", &zones, &table, size.peer_rows, &Shape::default()));
    }
    if wants("W3") {
        let zones = coast(5, size.coast);
        let table = scatter(6, &zones, size.objects * 1000);
        lines.extend(measure("W3", &zones, &table, size.peer_rows, &Shape::default()));
    }
    if wants("W4") {
        let table = patrols(2, size.objects, 1000);
        lines.extend(measure_distances(&front(1), &table, size.peer_rows));
    }
    let limits = if wants("limits") { limits(&size) } else { Vec::new() };
    let section = section(&lines, &limits, &size);
    println!("{section}");
    if has("--write") {
        write("engine", "make bench", &section);
    }
}

struct Size {
    widths: &'static [f64],
    objects: u32,
    stars: u32,
    coast: u32,
    /// Objects and fixes of each, in the order of time.
    live: [(u32, u32); 2],
    /// One hundredth of the largest zones and numbers of zones.
    hundredth: u32,
    /// The peers get the first rows only: their rate is the same, and the events are compared there.
    peer_rows: usize,
    name: &'static str,
}

impl Size {
    const FULL: Size = Size {
        widths: &[2.0, 5.0, 10.0, 15.0, 20.0, 25.0, 40.0],
        objects: 2_000,
        stars: 10_000,
        coast: 100_000,
        live: [(20_000, 200), (1_000_000, 4)],
        hundredth: 10_000,
        peer_rows: 200_000,
        name: "full",
    };
    const SMALL: Size = Size {
        widths: &[5.0],
        objects: 100,
        stars: 200,
        coast: 5_000,
        live: [(200, 50), (2_000, 5)],
        hundredth: 100,
        peer_rows: 50_000,
        name: "small",
    };
}

/// What one way of asking reached.
struct Line {
    workload: &'static str,
    what: String,
    rate: f64,
    ratio: f64,
    note: String,
}

/// Makes the lines of a workload, each with its ratio to the rate of the peer.
fn beside(workload: &'static str, peer_rate: f64) -> impl Fn(&str, f64, String) -> Line {
    move |what, rate, note| Line { workload, what: what.to_owned(), rate, ratio: rate / peer_rate, note }
}

fn measure(
    workload: &'static str,
    zones: &Zones,
    table: &Table,
    peer_rows: usize,
    shape: &Shape,
) -> Vec<Line> {
    let follows_ways = workload != "W3";
    let start = Instant::now();
    let index = Index::of_areas(&zones.areas, shape).expect("the zones can be indexed");
    let built = start.elapsed();
    let start = Instant::now();
    let peer = Peer::new(&zones.polygons);
    let peer_built = start.elapsed();
    let (mut fixes, mut ways, mut peers) = (<[Vec<Duration>; 2]>::default(), Vec::new(), Vec::new());
    let (mut found, mut crossed, mut told) = (Vec::new(), Vec::new(), Vec::new());
    // The order of the rows is looked at here, and not where they are swept: what that costs is a line of its own.
    let tracks = tracks_of(table);
    let mut unaccounted = 0;
    for round in 0..ROUNDS {
        peers.push(timed(|| told = peer.sweep(table, peer_rows)));
        let in_turns = fixes_in_turns(&index, (&tracks, table), &mut found, round);
        fixes.iter_mut().zip(in_turns).for_each(|(times, time)| times.push(time));
        if follows_ways {
            let sweeps =
                || (0..REPEATS).for_each(|_| unaccounted += sweep(&index, WAYS, &tracks, &mut crossed));
            ways.push(timed(sweeps) / REPEATS);
        }
    }
    assert_eq!(unaccounted, 0, "the crossings of every way account for its ends");
    let joined = measure_join(workload, &index, &peer, table, peer_rows);
    let peer_rate = rate(peer_rows.min(table.len()), &mut peers);
    let size = index.size();
    let different = difference(&found, &told, peer_rows);
    let line = beside(workload, peer_rate);
    let share = |events: &[Event]| 100.0 * changes(events).count() as f64 / table.len() as f64;
    let mut lines = vec![
        line(
            "`geo` MonotonicPolygons in a `geo-index` tree",
            peer_rate,
            format!(
                "built in {:.2} s; {} zones, {} corners",
                peer_built.as_secs_f64(),
                zones.polygons.len(),
                zones.corners()
            ),
        ),
        line(
            "the engine, fixes",
            rate(table.len(), &mut fixes[0]),
            format!(
                "built in {:.2} s, {:.1} MB; {:.2} changes in 100 rows; {different} of {} changes differ from the peer's",
                built.as_secs_f64(),
                size.bytes as f64 / 1e6,
                share(&found),
                told.len()
            ),
        ),
    ];
    lines.push(line(
        "the engine, fixes, their order looked at on the way",
        rate(table.len(), &mut fixes[1]),
        String::new(),
    ));
    lines.push(measure_making(workload, table, peer_rate));
    // Places scattered over a box are no track: from one to the next there is no way to follow.
    if follows_ways {
        let hidden = changes(&crossed).count() - changes(&found).count();
        lines.push(line(
            "the engine, ways, each crossing at its instant",
            rate(table.len(), &mut ways),
            format!(
                "{hidden} changes more ({:.2} %) lie between two fixes",
                100.0 * hidden as f64 / changes(&crossed).count().max(1) as f64
            ),
        ));
    }
    lines.extend(joined);
    lines
}

/// Sweeps of tracks, and of rows whose order is looked at on the way: what one takes of each. They follow one another, into one list of
/// events, each as often the first; one that is not counted goes before, for the memory that the list takes and for the caches, which
/// what ran before has left to itself.
fn fixes_in_turns(
    index: &Index,
    (tracks, table): (&Tracks<'_>, &Table),
    events: &mut Vec<Event>,
    round: usize,
) -> [Duration; 2] {
    sweep_rows(index, Manner::Fixes, table, events);
    let wanted = events.clone();
    let mut times = [Duration::ZERO; 2];
    for turn in 0..2 * REPEATS as usize {
        let is_of_rows = (turn + turn / 2 + round) % 2 == 1;
        times[usize::from(is_of_rows)] += timed(|| {
            if is_of_rows {
                sweep_rows(index, Manner::Fixes, table, events);
            } else {
                sweep(index, Manner::Fixes, tracks, events);
            }
        });
    }
    assert_eq!(*events, wanted, "rows tell what tracks tell");
    times.map(|time| time / REPEATS)
}

/// What it takes to look at the order of rows once for all.
fn measure_making(workload: &'static str, table: &Table, peer_rate: f64) -> Line {
    let mut making: Vec<Duration> = (0..ROUNDS).map(|_| timed(|| drop(tracks_of(table)))).collect();
    let making = rate(table.len(), &mut making);
    beside(workload, peer_rate)(
        "looking at order and bounds alone, once",
        making,
        format!("{:.2} ns a row", 1e3 / making),
    )
}

/// Which zones each place lies in, and nothing else, asked of both.
fn measure_join(
    workload: &'static str,
    index: &Index,
    peer: &Peer,
    table: &Table,
    peer_rows: usize,
) -> Vec<Line> {
    let (mut peers, mut own) = (Vec::new(), Vec::new());
    let (mut told, mut sets) = (Vec::new(), Vec::new());
    let mut join = Join::new(index);
    for _ in 0..ROUNDS {
        peers.push(timed(|| told = peer.join(table, peer_rows)));
        let joins = || {
            for _ in 0..REPEATS {
                sets.clear();
                join.push(&table.lon_e7, &table.lat_e7, &mut sets).expect("all are on earth");
            }
        };
        own.push(timed(joins) / REPEATS);
    }
    let rows = (0_u64..).zip(&sets).take(peer_rows);
    let found =
        rows.flat_map(|(row, set)| join.zones(*set).iter().map(|zone| (row, *zone)).collect::<Vec<_>>());
    let found: BTreeSet<(u64, u32)> = found.collect();
    let told: BTreeSet<(u64, u32)> = told.into_iter().collect();
    let (peer_rate, rate) = (rate(peer_rows.min(table.len()), &mut peers), rate(table.len(), &mut own));
    let line = beside(workload, peer_rate);
    let different = found.symmetric_difference(&told).count();
    vec![
        line("`geo` likewise, which zones and no events", peer_rate, String::new()),
        line(
            "the engine, which zones and no events",
            rate,
            format!("{different} of {} pairs of place and zone differ from the peer's", told.len()),
        ),
    ]
}

/// W1 in the order of time, of few objects and of very many.
fn measure_live(zones: &Zones, table: &Table, size: &Size) -> Vec<Line> {
    let index = Index::of_areas(&zones.areas, &Shape::default()).expect("the zones can be indexed");
    let peer = Peer::new(&zones.polygons);
    let tables = size.live.map(|(objects, fixes)| (objects, mixed(&patrols(10, objects, fixes))));
    let (mut peers, mut times) = (Vec::new(), tables.each_ref().map(|_| Vec::new()));
    for _ in 0..ROUNDS {
        peers.push(timed(|| drop(peer.sweep(table, size.peer_rows))));
        for ((objects, table), times) in tables.iter().zip(&mut times) {
            let (mut events, mut late) = (Vec::new(), Vec::new());
            let mut live = Live::new(&index, WAYS, *objects);
            // What is measured is following, not the first sight of every object.
            let first = *objects as usize;
            live.push(table.rows(first), &mut events, &mut late).expect("the rows are in order");
            let rest = table.rows_from(first);
            times.push(timed(|| {
                live.push(rest, &mut events, &mut late).expect("the rows are in order");
            }));
            assert!(late.is_empty(), "no row is late");
            assert_eq!(live.finish(&mut events).unaccounted, 0, "every way is accounted for");
        }
    }
    let peer_rate = rate(size.peer_rows.min(table.len()), &mut peers);
    let told = beside("W1", peer_rate);
    let line = |((objects, table), times): (&(u32, Table), &mut Vec<Duration>)| {
        let rate = rate(table.len() - *objects as usize, times);
        let what = format!("the engine, live, ways, {objects} objects");
        told(&what, rate, format!("{} rows", table.len()))
    };
    tables.iter().zip(&mut times).map(line).collect()
}

/// W4: how far every position is from the line. The peer measures on a map, in the zone of the line, which costs it up to
/// some tens of metres far away.
fn measure_distances(front: &[Position], table: &Table, peer_rows: usize) -> Vec<Line> {
    const REACH: f64 = 200_000.0;
    let mut held = None;
    let built = timed(|| held = Distances::new(&[front.to_vec()], REACH).ok());
    let distances = held.expect("the line has distances");
    let zone = Utm::zone(52);
    let on_map = |position: &Position| zone.project(position.lon(), position.lat());
    let line = LineString::from(front.iter().map(on_map).collect::<Vec<_>>());
    let rows = table.rows(peer_rows);
    let (mut peers, mut times) = (Vec::new(), Vec::new());
    let (mut told, mut metres) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        peers.push(timed(|| {
            told.clear();
            told.extend(rows.lon_e7.iter().zip(rows.lat_e7).map(|(lon, lat)| {
                let (x, y) = zone.project(f64::from(*lon) / 1e7, f64::from(*lat) / 1e7);
                Euclidean.distance(&Point::new(x, y), &line)
            }));
        }));
        let sweeps = || {
            for _ in 0..REPEATS {
                metres.clear();
                distances.measure(&table.lon_e7, &table.lat_e7, &mut metres).expect("all are on earth");
            }
        };
        times.push(timed(sweeps) / REPEATS);
    }
    let plain = Front::new(front).expect("the corners are a line");
    let (mut own, mut of_peer) = (0.0_f64, 0.0_f64);
    for row in (0..rows.objects.len()).step_by(97) {
        let position = Position::from_e7(rows.lon_e7[row], rows.lat_e7[row]).expect("on earth");
        let truly = plain.nearest(position).distance_metres;
        own = own.max((metres[row] - truly).abs());
        of_peer = of_peer.max((told[row] - truly).abs());
    }
    let (peer_rate, own_rate) = (rate(rows.objects.len(), &mut peers), rate(table.len(), &mut times));
    let line = beside("W4", peer_rate);
    vec![
        line("UTM and `geo` distance on the map", peer_rate, format!("off by {of_peer:.1} m at most")),
        line(
            "the engine, distances",
            own_rate,
            format!(
                "built in {:.2} s, {:.1} MB; off by {:.2} mm at most",
                built.as_secs_f64(),
                distances.bytes() as f64 / 1e6,
                own * 1e3
            ),
        ),
    ]
}

/// What it takes to index what is large.
fn limits(size: &Size) -> Vec<String> {
    let mut told = Vec::new();
    let mut index = |what: &str, zones: &Zones| {
        let mut held = None;
        let time = timed(|| held = Index::of_areas(&zones.areas, &Shape::default()).ok());
        let size = held.expect("the zones can be indexed").size();
        told.push(format!(
            "| {} {what} | {} | {:.2} | {:.1} | {} |",
            zones.polygons.len(),
            zones.corners(),
            time.as_secs_f64(),
            size.bytes as f64 / 1e6,
            size.sets
        ));
    };
    index("small zones", &crowd(7, size.hundredth * 10));
    index("zone of many corners", &coast(8, size.hundredth * 100));
    index("zones over each other", &heap(9, size.hundredth / 50));
    told
}

fn tracks_of(table: &Table) -> Tracks<'_> {
    Tracks::new(table.rows(usize::MAX)).expect("the table is sorted")
}

fn sweep(index: &Index, manner: Manner, tracks: &Tracks<'_>, events: &mut Vec<Event>) -> u64 {
    events.clear();
    let mut sweep = Sweep::new(index, manner);
    sweep.push_tracks(tracks, events).expect("the table is all there is");
    sweep.finish(events).unaccounted
}

fn sweep_rows(index: &Index, manner: Manner, table: &Table, events: &mut Vec<Event>) {
    events.clear();
    let mut sweep = Sweep::new(index, manner);
    sweep.push(table.rows(usize::MAX), events).expect("the table is sorted");
    sweep.finish(events);
}

fn changes(events: &[Event]) -> impl Iterator<Item = &Event> {
    events.iter().filter(|event| matches!(event.kind, Kind::Enter | Kind::Leave))
}

/// A change as the peer tells it: row, zone, whether it is entered.
type Change = (u64, u32, bool);

/// The best that is to be had from crates.io: polygons cut into monotone pieces, in a packed tree of their boxes.
struct Peer {
    tree: RTree<f64>,
    polygons: Vec<MonotonicPolygons<f64>>,
}

impl Peer {
    fn new(zones: &[Polygon]) -> Peer {
        let mut builder = RTreeBuilder::<f64>::new(u32::try_from(zones.len()).expect("few zones"));
        let mut polygons = Vec::new();
        for rings in zones {
            let line = |ring: &Vec<(f64, f64)>| LineString::from(ring.clone());
            let mut lines = rings.iter().map(line);
            let outer = lines.next().expect("a zone has a ring");
            let box_ = outer.coords().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |held, corner| {
                [held[0].min(corner.x), held[1].min(corner.y), held[2].max(corner.x), held[3].max(corner.y)]
            });
            builder.add(box_[0], box_[1], box_[2], box_[3]);
            polygons.push(MonotonicPolygons::from(geo::Polygon::new(outer, lines.collect())));
        }
        Peer { tree: builder.finish::<HilbertSort>(), polygons }
    }

    fn zones_at(&self, lon_e7: i32, lat_e7: i32) -> impl Iterator<Item = u32> {
        let (x, y) = (f64::from(lon_e7) / 1e7, f64::from(lat_e7) / 1e7);
        let holds = move |zone: &u32| self.polygons[*zone as usize].intersects(&Coord { x, y });
        self.tree.search(x, y, x, y).into_iter().filter(holds)
    }

    fn join(&self, table: &Table, most: usize) -> Vec<(u64, u32)> {
        let rows = table.rows(most);
        let places = (0_u64..).zip(rows.lon_e7.iter().zip(rows.lat_e7));
        places.flat_map(|(row, (lon, lat))| self.zones_at(*lon, *lat).map(move |zone| (row, zone))).collect()
    }

    fn sweep(&self, table: &Table, most: usize) -> Vec<Change> {
        let rows = table.rows(most);
        let mut told = Vec::new();
        let (mut before, mut inside): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut last = None;
        for (row, object) in rows.objects.iter().enumerate() {
            inside.clear();
            inside.extend(self.zones_at(rows.lon_e7[row], rows.lat_e7[row]));
            if last == Some(*object) && before != inside {
                let row = row as u64;
                told.extend(
                    before.iter().filter(|zone| !inside.contains(zone)).map(|zone| (row, *zone, false)),
                );
                told.extend(
                    inside.iter().filter(|zone| !before.contains(zone)).map(|zone| (row, *zone, true)),
                );
            }
            last = Some(*object);
            std::mem::swap(&mut before, &mut inside);
        }
        told
    }
}

/// How many changes only one of both tells.
fn difference(found: &[Event], told: &[Change], peer_rows: usize) -> usize {
    let own = changes(found).filter(|event| event.row < peer_rows as u64);
    let own: BTreeSet<Change> = own.map(|event| (event.row, event.zone, event.kind == Kind::Enter)).collect();
    let peers: BTreeSet<Change> = told.iter().copied().collect();
    own.symmetric_difference(&peers).count()
}

fn section(lines: &[Line], limits: &[String], size: &Size) -> String {
    let mut text = String::from("| workload | what | M rows/s | ratio | |\n|---|---|---|---|---|\n");
    for line in lines {
        let Line { workload, what, rate, ratio, note } = line;
        let _ = writeln!(text, "| {workload} | {what} | {rate:.2} | {ratio:.1} | {note} |");
    }
    text.push_str("\n| indexed | corners | s | MB | different sets |\n|---|---|---|---|---|\n");
    limits.iter().for_each(|line| text.extend([line.as_str(), "\n"]));
    let _ = writeln!(
        text,
        "\n{}; {ROUNDS} rounds in turns in one process, one thread, medians of processor time; {} size: {} rows, the peer on the \
         first {}. Tables are made before the clock starts, and whether they are sorted is looked at then. Fixes with \
         and without a look at their order are swept in turns within each round, into one list of events, behind a sweep that is not counted.",
        machine(),
        size.name,
        size.objects * 1000,
        size.peer_rows
    );
    text
}
