//! The Korea 2018 case: compiling its agreement, drawing its places, placing and judging its facts.

use armistice_benches::Folder;
use armistice_benches::traffic::{Table, patrols};
use armistice_earth::Position;
use armistice_facts::{Fix, Instant};
use armistice_judge::Case;
use armistice_watch::{Limits, passages};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

const CASE: &str = "korea-2018";
const FILE: &str = "korea-2018.agreement.md";

fn main() {
    divan::main();
}

/// Text and vocabulary to a checked agreement, all diagnostics.
#[divan::bench]
fn compile(bencher: Bencher) {
    let folder = Folder::of(CASE);
    let text = folder.text(FILE);
    bencher.bench_local(|| armistice_terms::compile(black_box(&text), &folder));
}

/// GeoJSON files to zones, lines and the places of norms.
#[divan::bench]
fn plan(bencher: Bencher) {
    let folder = Folder::of(CASE);
    let agreement = folder.agreement(FILE);
    bencher.bench_local(|| armistice_watch::plan(black_box(&agreement), &folder));
}

/// Every fact against every place of the agreement.
#[divan::bench]
fn place(bencher: Bencher) {
    let folder = Folder::of(CASE);
    let agreement = folder.agreement(FILE);
    let plan = armistice_watch::plan(&agreement, &folder).expect("every place can be drawn");
    let facts = folder.facts();
    bencher.bench_local(|| armistice_watch::place(&plan, &agreement, black_box(&facts)));
}

/// All norms and bearers, with proofs, as of two days.
#[divan::bench(args = ["2018-12-18T14:59:59.999Z", "2026-11-22T14:59:59.999Z"])]
fn judge(bencher: Bencher, day: &str) {
    let folder = Folder::of(CASE);
    let agreement = folder.agreement(FILE);
    let plan = armistice_watch::plan(&agreement, &folder).expect("every place can be drawn");
    let facts = folder.facts();
    let placements = armistice_watch::place(&plan, &agreement, &facts);
    let case = Case { agreement: &agreement, facts: &facts, placements: &placements };
    let at: Instant = day.parse().expect("an instant");
    bencher.bench_local(|| armistice_judge::judge(black_box(&case), at, at));
}

/// The table of facts to facts.
#[divan::bench]
fn read_facts(bencher: Bencher) {
    let folder = Folder::of(CASE);
    bencher.bench_local(|| folder.facts());
}

/// 3,000 positions of 30 objects about the line, half of them near it: what `armistice screen` does with them.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn screen(bencher: Bencher) {
    let folder = Folder::of(CASE);
    let agreement = folder.agreement(FILE);
    let plan = armistice_watch::plan(&agreement, &folder).expect("every place can be drawn");
    let fixes = as_fixes(&patrols(21, 30, 100));
    bencher
        .counter(ItemsCount::new(fixes.len()))
        .with_inputs(|| fixes.clone())
        .bench_local_values(|fixes| passages(&plan, &Limits::default(), fixes, "patrols.csv"));
}

fn as_fixes(table: &Table) -> Vec<Fix> {
    let start: Instant = "2018-11-01T00:00:00Z".parse().expect("an instant");
    let fix = |row: usize| Fix {
        object: table.objects[row].to_string(),
        time: Instant::from_millis(start.millis() + table.millis[row]).expect("an instant"),
        position: Position::from_e7(table.lon_e7[row], table.lat_e7[row]).expect("on earth"),
        error_metres: 10,
        height: None,
        speed_mm_s: None,
        row: row as u64 + 1,
    };
    (0..table.len()).map(fix).collect()
}
