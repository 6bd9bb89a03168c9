//! The engine beside programs of others that come from PyPI and Debian, in turns: `benches/peers/` has a script for each.
//!
//! This program draws positions and zones, writes them down, lets the scripts ask their programs, and compares: how long it
//! took, and what they found. `make bench-peers` installs the peers and writes the section of BENCHMARKS.md; by hand:
//! `cargo bench --bench peers -- --python FOLDER/bin/python [--write] [--only geos,duck]`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use armistice_benches::page;
use armistice_benches::traffic::{Table, Zones, coast, front, patrols, scatter, strips};
use armistice_cells::{Distances, Event, Index, Join, Kind, Manner, Shape, Sweep};
use armistice_earth::{Line, Position};
use serde_json::Value;

const WAYS: Manner = Manner::Ways { most_silence_millis: 600_000, most_mm_s: None };
/// So many times the engine is measured before and after each peer.
const ROUNDS: usize = 5;
/// What is nearer to an edge than this may be told differently: positions and corners are rounded.
const SHELL_METRES: f64 = 0.02;
/// What crosses an edge slowly and aslant comes to it so much earlier or later when a corner is rounded.
const SAME_MILLIS: i64 = 100;
const PEERS: [&str; 6] = ["geos", "duck", "sedona", "postgis", "meos", "utm"];

fn main() {
    let argument = |flag: &str| std::env::args().skip_while(|argument| argument != flag).nth(1);
    let target = concat!(env!("CARGO_MANIFEST_DIR"), "/../target");
    let folder = PathBuf::from(argument("--into").unwrap_or_else(|| format!("{target}/peers-work")));
    let python = argument("--python").unwrap_or_else(|| format!("{target}/peers/bin/python"));
    let only = argument("--only");
    fs::create_dir_all(&folder).expect("the folder can be made");
    let strips = strips(1, &[2.0, 5.0, 10.0, 15.0, 20.0, 25.0, 40.0]);
    let coast = coast(5, 100_000);
    let workloads = [
        Workload::new("W1", strips, patrols(2, 2_000, 1000)),
        Workload::new("W3", coast.clone(), scatter(6, &coast, 2_000_000)),
    ];
    workloads.iter().for_each(|workload| workload.write(&folder));
    let line = front(1);
    let corners: Vec<[i32; 2]> = line.iter().map(|corner| [corner.lon_e7(), corner.lat_e7()]).collect();
    write(&folder, "W4.line.json", serde_json::to_vec(&corners).expect("numbers can be written"));
    let distances = Distances::new(&[line], 200_000.0).expect("the line has distances");
    let mut section = String::from(
        "| workload | peer | M rows/s | the engine, the same question | ratio | the engine, events from all rows | ratio | events that differ |\n",
    );
    section.push_str("|---|---|---|---|---|---|---|---|\n");
    let mut absent = Vec::new();
    for peer in PEERS.iter().filter(|peer| only.as_ref().is_none_or(|only| only.contains(**peer))) {
        let before = rates(&workloads, &distances);
        let told = ask(&python, peer, &folder);
        let after = rates(&workloads, &distances);
        let told = told.unwrap_or_else(|why| {
            absent.push(format!("`{peer}`: {why}"));
            Vec::new()
        });
        for line in told {
            if let Some(why) = line["absent"].as_str() {
                absent.push(why.to_owned());
                continue;
            }
            let row = compare(&line, &workloads, [&before, &after], &folder);
            println!("{row}");
            let _ = writeln!(section, "{row}");
        }
    }
    for why in absent {
        println!("ABSENT {why}");
        let _ = writeln!(section, "\nAbsent: {why}");
    }
    let _ = write!(
        section,
        "\n{}. Each peer's rate is that of asking alone, by the processor time of all its threads, the median of three;",
        page::machine()
    );
    section.push_str(" the engine's is that on the whole table, the median of five before and five after the peer, in the same minutes.");
    section.push_str(" Most peers are asked which zones each place lies in, and what changes from fix to fix is worked out afterwards, outside their time; the engine is measured on that question and on whole events.");
    if std::env::args().any(|argument| argument == "--write") {
        page::write("peers", "make bench-peers", &section);
    }
}

/// Zones and positions, and the engine over them.
struct Workload {
    name: &'static str,
    zones: Zones,
    table: Table,
    index: Index,
    fixes: Vec<Event>,
    ways: Vec<Event>,
}

/// Millions of rows a second, by workload.
type Rates = BTreeMap<String, f64>;

fn rates(workloads: &[Workload], distances: &Distances) -> Rates {
    let rate = |rows: usize, work: &dyn Fn()| {
        let mut times: Vec<Duration> = (0..ROUNDS).map(|_| page::timed(work)).collect();
        times.sort_unstable();
        rows as f64 / 1e6 / times[ROUNDS / 2].as_secs_f64()
    };
    let mut rates = Rates::new();
    for workload in workloads {
        let sweep = |manner: Manner| rate(workload.table.len(), &|| drop(workload.sweep(manner)));
        rates.insert(workload.name.to_owned(), rate(workload.table.len(), &|| drop(workload.join())));
        rates.insert(format!("{} events", workload.name), sweep(Manner::Fixes));
        if workload.has_ways() {
            rates.insert(format!("{} ways", workload.name), sweep(WAYS));
        }
    }
    let table = &workloads[0].table;
    let measure = || {
        let mut metres = Vec::with_capacity(table.len());
        distances.measure(&table.lon_e7, &table.lat_e7, &mut metres).expect("all are on earth");
    };
    rates.insert("W4".to_owned(), rate(table.len(), &measure));
    rates
}

impl Workload {
    fn new(name: &'static str, zones: Zones, table: Table) -> Workload {
        let index = Index::of_areas(&zones.areas, &Shape::default()).expect("the zones can be indexed");
        let mut workload = Workload { name, zones, table, index, fixes: Vec::new(), ways: Vec::new() };
        workload.fixes = workload.sweep(Manner::Fixes);
        if workload.has_ways() {
            workload.ways = workload.sweep(WAYS);
        }
        workload
    }

    /// Places scattered over a box are no way of an object.
    fn has_ways(&self) -> bool {
        self.name != "W3"
    }

    fn sweep(&self, manner: Manner) -> Vec<Event> {
        let mut events = Vec::new();
        let mut sweep = Sweep::new(&self.index, manner);
        sweep.push(self.table.rows(usize::MAX), &mut events).expect("the table is sorted");
        assert_eq!(sweep.finish(&mut events).unaccounted, 0, "every way is accounted for");
        events
    }

    /// Which zones each place lies in.
    fn join(&self) -> Vec<u32> {
        let mut sets = Vec::new();
        let table = &self.table;
        Join::new(&self.index).push(&table.lon_e7, &table.lat_e7, &mut sets).expect("all are on earth");
        sets
    }

    /// Writes positions as columns and zones as whole ten-millionths of a degree.
    fn write(&self, folder: &Path) {
        let Table { objects, millis, lon_e7, lat_e7 } = &self.table;
        let file = |column: &str| format!("{}.{column}", self.name);
        write(folder, &file("objects"), objects.iter().flat_map(|value| value.to_le_bytes()).collect());
        write(folder, &file("millis"), millis.iter().flat_map(|value| value.to_le_bytes()).collect());
        write(folder, &file("lon_e7"), lon_e7.iter().flat_map(|value| value.to_le_bytes()).collect());
        write(folder, &file("lat_e7"), lat_e7.iter().flat_map(|value| value.to_le_bytes()).collect());
        let e7 = |degrees: f64| (degrees * 1e7).round();
        let corner = |corner: &(f64, f64)| [e7(corner.0), e7(corner.1)];
        let rings = |ring: &Vec<(f64, f64)>| -> Vec<[f64; 2]> { ring.iter().map(corner).collect() };
        let zones: Vec<Vec<Vec<[f64; 2]>>> =
            self.zones.polygons.iter().map(|zone| zone.iter().map(rings).collect()).collect();
        write(folder, &file("zones.json"), serde_json::to_vec(&zones).expect("numbers can be written"));
    }

    fn position(&self, row: usize) -> Position {
        Position::from_e7(self.table.lon_e7[row], self.table.lat_e7[row]).expect("the table is on earth")
    }

    /// How far a row lies from the nearest edge of a zone, in metres.
    fn to_edge(&self, row: usize, zone: usize) -> f64 {
        let at = |(lon, lat): &(f64, f64)| Position::new(*lon, *lat).expect("the zone is on earth");
        let rings = self.zones.polygons[zone].iter();
        let lines =
            rings.map(|ring| Line::new(ring.iter().map(at).collect::<Vec<_>>()).expect("a ring has edges"));
        lines.map(|line| line.nearest(self.position(row)).distance_metres).fold(f64::INFINITY, f64::min)
    }
}

/// What a peer's script tells, a line of JSON for each workload.
fn ask(python: &str, peer: &str, folder: &Path) -> Result<Vec<Value>, String> {
    let script = format!("{}/peers/{peer}.py", env!("CARGO_MANIFEST_DIR"));
    // A server's socket must not lie too deep.
    let own = std::env::temp_dir().join("armistice-peer");
    let output =
        Command::new(python).arg(&script).arg(folder).arg(own).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(said.lines().last().unwrap_or("no word").to_owned());
    }
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    lines.lines().map(|line| serde_json::from_str(line).map_err(|error| error.to_string())).collect()
}

fn compare(line: &Value, workloads: &[Workload], rates: [&Rates; 2], folder: &Path) -> String {
    let text = |key: &str| line[key].as_str().unwrap_or_default();
    let rows = line["rows"].as_u64().expect("a peer tells how many rows it took");
    let rate = rows as f64 / 1e6 / line["seconds"].as_f64().expect("a peer tells how long it took");
    let name = text("workload");
    let mean = |name: &str| {
        let both = rates.map(|rates| rates.get(name).copied());
        both[0].zip(both[1]).map(|(before, after)| f64::midpoint(before, after))
    };
    let beside =
        |own: Option<f64>| own.map_or(" | ".to_owned(), |own| format!("{own:.1} | {:.0} x", own / rate));
    let workload = workloads.iter().find(|workload| name.starts_with(workload.name));
    let different = match workload {
        Some(workload) if line["ways"].is_string() => instants(workload, &folder.join(text("ways")), rows),
        Some(workload) => changes(workload, &folder.join(text("changes")), rows),
        None => distances(&workloads[0], &folder.join(text("distances"))),
    };
    let (form, version) = (text("form"), text("version"));
    let (same, events) = (beside(mean(name)), beside(mean(&format!("{name} events"))));
    format!("| {name} | {form} ({version}) | {rate:.3} | {same} | {events} | {different} |")
}

/// Changes from fix to fix that only one of both tells.
fn changes(workload: &Workload, file: &Path, rows: u64) -> String {
    let peer: BTreeSet<[u64; 3]> = numbers(file, u64::from_le_bytes).collect();
    let own = workload.fixes.iter().filter(|event| event.row < rows && is_change(event));
    let own: BTreeSet<[u64; 3]> =
        own.map(|event| [event.row, u64::from(event.zone), u64::from(event.kind == Kind::Enter)]).collect();
    let different: Vec<&[u64; 3]> = own.symmetric_difference(&peer).collect();
    // One of the two fixes of a change that only one tells lies on the edge.
    let is_far = |change: &&&[u64; 3]| {
        let (row, zone) = (change[0] as usize, change[1] as usize);
        workload.to_edge(row, zone).min(workload.to_edge(row - 1, zone)) > SHELL_METRES
    };
    let far = different.iter().filter(is_far).count();
    format!("{} of {}, {far} farther than 2 cm from an edge", different.len(), own.len())
}

/// Entries and exits with their instants that only one of both tells.
fn instants(workload: &Workload, file: &Path, rows: u64) -> String {
    let mut peer: Vec<[i64; 4]> = numbers(file, i64::from_le_bytes).collect();
    let own = workload.ways.iter().filter(|event| event.row < rows && is_change(event));
    let mut own: Vec<[i64; 4]> = own
        .map(|event| {
            [
                i64::from(event.object),
                i64::from(event.zone),
                i64::from(event.kind == Kind::Enter),
                event.millis,
            ]
        })
        .collect();
    peer.sort_unstable();
    own.sort_unstable();
    let (mut same, mut latest) = (0, 0);
    let (mut one, mut other) = (own.iter().peekable(), peer.iter().peekable());
    while let (Some(a), Some(b)) = (one.peek(), other.peek()) {
        let apart = a[3] - b[3];
        if a[..3] == b[..3] && apart.abs() <= SAME_MILLIS {
            same += 1;
            latest = latest.max(apart.abs());
            one.next();
            other.next();
        } else if a < b {
            one.next();
        } else {
            other.next();
        }
    }
    format!("{} of {}, instants within {latest} ms", own.len() + peer.len() - 2 * same, own.len())
}

/// How far distances to the line are wrong: those of 2,000 positions within 40 km of it, against the exact ones.
fn distances(workload: &Workload, file: &Path) -> String {
    let line = Line::new(front(1)).expect("the corners are a line");
    let told: Vec<f64> = numbers::<f64, 1>(file, f64::from_le_bytes).map(|[metres]| metres).collect();
    let (mut worst, mut compared) = (0.0_f64, 0);
    for (row, metres) in told.iter().enumerate().step_by(37) {
        if *metres < 40_000.0 && compared < 2_000 {
            compared += 1;
            worst = worst.max((line.nearest(workload.position(row)).distance_metres - metres).abs());
        }
    }
    format!("{worst:.1} m wrong at worst, of {compared} positions within 40 km")
}

fn is_change(event: &Event) -> bool {
    matches!(event.kind, Kind::Enter | Kind::Leave)
}

/// Numbers of eight bytes from a file, so many at a time.
fn numbers<T: Copy + Default, const N: usize>(
    file: &Path,
    of: fn([u8; 8]) -> T,
) -> impl Iterator<Item = [T; N]> {
    let bytes = fs::read(file).expect("the peer wrote its answer");
    let all: Vec<T> = bytes.as_chunks::<8>().0.iter().map(|chunk| of(*chunk)).collect();
    let mut at = 0;
    std::iter::from_fn(move || {
        let part = all.get(at..at + N)?;
        at += N;
        part.try_into().ok()
    })
}

fn write(folder: &Path, file: &str, bytes: Vec<u8>) {
    fs::write(folder.join(file), bytes).expect("the folder can be written to");
}
