//! Real tracks against answers that were worked out with other programs (shapely and pyproj): fixes inside each zone,
//! visits, silences and impossible steps. The answers took edges as straight in longitude and latitude, as we do; only
//! fixes within two metres of an edge may differ.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use armistice_earth::Answer;
use armistice_facts::{Fix, Instant, Name, Passage, PassageKind};
use armistice_feeds::tracks::{Profile, Tracks};
use armistice_terms::MemoryFiles;
use armistice_watch::{Limits, Plan, Screening, Watch};

/// A fix so near to an edge may fall on the other side in another program.
const EDGE_METRES: f64 = 2.0;

struct Case {
    plan: Plan,
    fixes: Vec<Fix>,
    screening: Screening,
    folder: PathBuf,
}

fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn shared(relative: &str) -> Option<PathBuf> {
    let root =
        std::env::var_os("ARMISTICE_DATA").map_or_else(|| workspace().join("../shared/data"), PathBuf::from);
    let path = root.join(relative);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
    eprintln!("SKIPPED: {} is missing", path.display());
    None
}

fn plan(example: &str) -> Plan {
    let read = |path: PathBuf| std::fs::read_to_string(path).unwrap();
    let agreements = workspace().join("agreements");
    let folder = agreements.join("examples").join(example);
    let mut files = MemoryFiles::default();
    files.files.insert("zones.geojson".to_owned(), read(folder.join("zones.geojson")).into_bytes());
    let vocabulary = read(agreements.join("vocabulary/military-1.agreement.md"));
    files.vocabularies.insert("military-1".to_owned(), vocabulary);
    let text = read(folder.join(format!("{example}.agreement.md")));
    let compiled = armistice_terms::compile(&text, &files);
    let agreement = compiled.agreement.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics));
    armistice_watch::plan(&agreement, &files).unwrap()
}

fn screen(example: &str, folder: &str, tracks: &str, limits: Limits) -> Option<Case> {
    let folder = shared(folder)?;
    let file = std::fs::File::open(folder.join(tracks)).unwrap();
    let fixes: Vec<Fix> =
        Tracks::open(file, tracks, &Profile::shipped()).unwrap().map(Result::unwrap).collect();
    let plan = plan(example);
    let mut watch = Watch::new(&plan, limits);
    for fix in &fixes {
        watch.push(fix.clone(), tracks);
    }
    let screening = watch.finish();
    Some(Case { plan, fixes, screening, folder })
}

fn solent() -> Option<Case> {
    screen("solent", "ais-solent", "SolentAIS_20160112_130211.csv.gz", Limits::default())
}

fn uk_air() -> Option<Case> {
    let limits = Limits { gap_seconds: 60.0, jump_knots: 1000.0, ..Limits::default() };
    screen("uk-air", "air-states-uk", "OpenSky_Plane_States.csv.gz", limits)
}

/// The rows of a reference table, each as its cells by column.
fn reference(case: &Case, file: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(case.folder.join(file)).unwrap().deserialize().map(Result::unwrap).collect()
}

fn instant(text: &str) -> Instant {
    format!("{}Z", text.replace(' ', "T")).parse().unwrap()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

impl Case {
    fn of_kind(&self, kind: PassageKind) -> impl Iterator<Item = &Passage> {
        self.screening.passages.iter().filter(move |passage| passage.kind == kind)
    }

    /// Fixes of an object at the very edge of a zone.
    fn at_the_edge(&self, zone: &Name, object: &str) -> u64 {
        let region = &self.plan.zones[zone];
        let is_near = |fix: &&Fix| {
            let height = fix.height.map(|height| height.millimetres as f64 / 1000.0);
            fix.object == object && region.margin(fix.position, height).metres.abs() < EDGE_METRES
        };
        self.fixes.iter().filter(is_near).count() as u64
    }

    /// Fixes inside, visits, first and last fix inside, for each zone and object.
    fn presence(&self) -> BTreeMap<(Name, String), (u64, u64, Instant, Instant)> {
        let mut presence = BTreeMap::new();
        // A zone passed through between two fixes has a stay without fixes, of which the reference knows nothing.
        for stay in self.of_kind(PassageKind::Stay).filter(|stay| stay.fixes != Some(0)) {
            let (from, to) = (stay.from.unwrap(), stay.to.unwrap());
            let key = (stay.zone.clone().unwrap(), stay.object.clone());
            let entry = presence.entry(key).or_insert((0, 0, from, to));
            *entry = (entry.0 + stay.fixes.unwrap(), entry.1 + 1, entry.2.min(from), entry.3.max(to));
        }
        presence
    }

    fn check_presence(&self, rows: usize) {
        let mut found = self.presence();
        let reference = reference(self, "reference_zone_presence.csv");
        assert_eq!(reference.len(), rows);
        for row in reference {
            let key = (Name::new(row["zone"].clone()).unwrap(), row["id"].clone());
            let (fixes, visits, first, last) =
                found.remove(&key).unwrap_or_else(|| panic!("{key:?} is missing"));
            let expected = (
                row["fixes_inside"].parse::<u64>().unwrap(),
                row["visits"].parse::<u64>().unwrap(),
                instant(&row["first_inside"]),
                instant(&row["last_inside"]),
            );
            if (fixes, visits, first, last) != expected {
                let edge = self.at_the_edge(&key.0, &key.1);
                eprintln!(
                    "{key:?}: {fixes} {visits} {first} {last}, reference {expected:?}, {edge} at the edge"
                );
                assert!(fixes.abs_diff(expected.0) <= edge && visits.abs_diff(expected.1) <= edge);
                assert!(edge > 0, "{key:?}");
            }
        }
        for (key, (fixes, ..)) in found {
            // The two halves of a zone with two bounds of height have no rows of their own.
            let is_half = key.0.as_str().contains('-');
            assert!(is_half || fixes <= self.at_the_edge(&key.0, &key.1), "{key:?} is not in the reference");
        }
    }

    fn check_steps(&self, kind: PassageKind, file: &str, columns: [&str; 3], rows: usize) {
        let [from, to, seconds] = columns;
        let mut expected: Vec<_> = reference(self, file)
            .into_iter()
            .map(|row| {
                let times = (instant(&row[from]), instant(&row[to]));
                (row["id"].clone(), times.0, times.1, number(&row[seconds]), number(&row["moved_m"]))
            })
            .collect();
        assert_eq!(expected.len(), rows);
        expected.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
        let mut found: Vec<_> = self.of_kind(kind).collect();
        found.sort_by(|one, other| (&one.object, one.from).cmp(&(&other.object, other.from)));
        assert_eq!(found.len(), expected.len());
        for (found, (object, from, to, seconds, metres)) in found.into_iter().zip(expected) {
            assert_eq!((&found.object, found.from, found.to), (&object, Some(from), Some(to)));
            assert!((to.seconds_since(from) - seconds).abs() < 0.0015, "{object} {from}");
            // Both sides are rounded: the reference to a decimetre, our positions to a centimetre.
            assert!((found.margin_m - metres).abs() < 0.1, "{object} {from}: {} v {metres}", found.margin_m);
        }
    }
}

#[test]
fn ships_are_in_the_zones_of_the_solent_as_the_reference_says() {
    let Some(case) = solent() else { return };
    assert_eq!((case.screening.fixes, case.screening.objects, case.screening.repeats), (18_623, 91, 3));
    assert!(case.screening.set_aside.is_empty());
    case.check_presence(22);
}

#[test]
fn ships_fall_silent_and_jump_as_the_reference_says() {
    let Some(case) = solent() else { return };
    let gap = ["last_fix", "next_fix", "gap_s"];
    case.check_steps(PassageKind::Gap, "reference_gaps_over_600s.csv", gap, 24);
    let jump = ["from", "to", "dt_s"];
    case.check_steps(PassageKind::Jump, "reference_jumps_over_100kn.csv", jump, 2);
    let knots = |passage: &Passage| {
        let seconds = passage.to.unwrap().seconds_since(passage.from.unwrap());
        passage.margin_m / seconds * 3600.0 / 1852.0
    };
    for row in reference(&case, "reference_jumps_over_100kn.csv") {
        let from = instant(&row["from"]);
        let jump = case.of_kind(PassageKind::Jump).find(|jump| jump.from == Some(from)).unwrap();
        assert!((knots(jump) - number(&row["implied_kn"])).abs() < 0.1, "{}", knots(jump));
    }
}

#[test]
fn aircraft_are_in_zones_with_heights_as_the_reference_says() {
    let Some(case) = uk_air() else { return };
    assert_eq!((case.screening.fixes, case.screening.objects), (6_052, 84));
    case.check_presence(12);
    let gap = ["last_fix", "next_fix", "gap_s"];
    case.check_steps(PassageKind::Gap, "reference_gaps_over_60s.csv", gap, 7);
    let jump = ["from", "to", "dt_s"];
    case.check_steps(PassageKind::Jump, "reference_jumps_over_1000kn.csv", jump, 1);
}

#[test]
fn fixes_at_an_edge_are_undetermined_once_positions_have_an_error() {
    for (case, at_the_edge) in [(solent(), 7), (uk_air(), 0)] {
        let Some(case) = case else { return };
        let mut found = 0;
        for fix in &case.fixes {
            for region in case.plan.zones.values() {
                let height = fix.height.map(|height| height.millimetres as f64 / 1000.0);
                if region.margin(fix.position, height).metres.abs() < EDGE_METRES {
                    found += 1;
                    let located = region.locate(fix.position, height, 10.0);
                    assert_eq!(located.answer, Answer::Undetermined, "{fix:?}");
                }
            }
        }
        assert_eq!(found, at_the_edge);
    }
}
