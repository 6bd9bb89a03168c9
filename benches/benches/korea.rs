//! The Korea 2018 case: compiling its agreement, drawing its places, placing and judging its facts.

use armistice_benches::Folder;
use armistice_facts::Instant;
use armistice_judge::Case;
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
