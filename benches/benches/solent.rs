//! Real ship tracks against three zones: reading, following, and a plain point-in-polygon test beside it.

use armistice_benches::{Folder, RINGS, fixes, is_inside, solent_bytes};
use armistice_facts::Fix;
use armistice_watch::{Limits, Plan, passages, plan};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    if solent_bytes().is_some() {
        divan::main();
    }
}

fn matter() -> (Plan, Vec<Fix>) {
    let folder = Folder::of("examples/solent");
    let agreement = folder.agreement("solent.agreement.md");
    let plan = plan(&agreement, &folder).expect("every zone can be drawn");
    (plan, fixes(&solent_bytes().unwrap_or_default()))
}

/// Gzip and CSV to fixes.
#[divan::bench]
fn read(bencher: Bencher) {
    let bytes = solent_bytes().unwrap_or_default();
    bencher.counter(ItemsCount::new(fixes(&bytes).len())).bench_local(|| fixes(black_box(&bytes)));
}

/// Fixes to passages: order, entry and exit with interpolated time, margin, gaps, jumps.
#[divan::bench]
fn follow(bencher: Bencher) {
    let (plan, fixes) = matter();
    bencher
        .counter(ItemsCount::new(fixes.len()))
        .with_inputs(|| fixes.clone())
        .bench_local_values(|fixes| passages(&plan, &Limits::default(), fixes, "solent.csv"));
}

/// Each fix located in each zone: inside, outside or undetermined, with the margin.
#[divan::bench]
fn locate(bencher: Bencher) {
    let (plan, fixes) = matter();
    bencher.counter(ItemsCount::new(fixes.len())).bench_local(|| {
        let located = fixes.iter().flat_map(|fix| {
            plan.zones.values().map(move |zone| zone.locate(black_box(fix.position), None, 10.0).answer)
        });
        located.filter(|answer| *answer == armistice_earth::Answer::Inside).count()
    });
}

/// The measure beside it: each fix in three rings by counting edges, in plain floating point.
#[divan::bench]
fn plain_point_in_ring(bencher: Bencher) {
    let (_, fixes) = matter();
    bencher.counter(ItemsCount::new(fixes.len())).bench_local(|| {
        let inside = |fix: &Fix| {
            RINGS.iter().filter(|ring| is_inside(*ring, fix.position.lon(), fix.position.lat())).count()
        };
        fixes.iter().map(|fix| inside(black_box(fix))).sum::<usize>()
    });
}
