use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::testing::{at, fix, name, square_and_line};
use crate::{Limits, passages};

/// What the definition says, counted one by one: the cells and slots of reports that have a sound way to a neighbour.
fn by_hand(fixes: &[Fix], limits: &Limits) -> BTreeSet<(Cell, i64)> {
    let mut heard = BTreeSet::new();
    for object in fixes.iter().map(|fix| &fix.object).collect::<BTreeSet<_>>() {
        let track: Vec<&Fix> = fixes.iter().filter(|fix| fix.object == *object).collect();
        for pair in track.windows(2) {
            let seconds = pair[1].time.seconds_since(pair[0].time);
            let metres = armistice_earth::geodesic::distance(pair[0].position, pair[1].position);
            let fastest = limits.jump_knots * 1852.0 / 3600.0 * seconds;
            if seconds <= limits.gap_seconds && metres <= fastest.max(limits.jump_metres) {
                heard.extend(
                    pair.iter().map(|fix| (Cell::of(fix.position), fix.time.millis().div_euclid(600_000))),
                );
            }
        }
    }
    heard
}

fn tracks() -> impl Strategy<Value = Vec<Fix>> {
    let step = (0..2_u8, 1..900_u32, -0.02..0.02_f64, -0.02..0.02_f64, proptest::bool::weighted(0.05));
    proptest::collection::vec(step, 0..120).prop_map(|steps| {
        let mut at_last = [(0.0, 0.05, 0.05), (0.0, 0.25, 0.05)];
        let mut fixes = Vec::new();
        for (object, seconds, east, north, is_jump) in steps {
            let (time, lon, lat) = &mut at_last[usize::from(object)];
            *time += f64::from(seconds);
            (*lon, *lat) = (*lon + east, *lat + north);
            let away = if is_jump { 5.0 } else { 0.0 };
            fixes.push(fix(if object == 0 { "a" } else { "b" }, *time, *lon + away, *lat));
        }
        fixes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_heard_is_what_is_counted_by_hand(fixes in tracks()) {
        let plan = square_and_line();
        let limits = Limits::default();
        let screening = passages(&plan, &limits, fixes.clone(), "t.csv");
        let all = by_hand(&fixes, &limits);
        let slots: BTreeSet<i64> = all.iter().map(|(_, slot)| *slot).collect();
        let span = slots.first().zip(slots.last()).map_or(0, |(first, last)| last.abs_diff(*first) + 1);
        for (zone, region) in &plan.zones {
            let heard = screening.coverage.of_zone(&plan, zone).unwrap();
            let here: Vec<_> = all.iter().filter(|(cell, _)| cell.reaches_into(region)).collect();
            let slots: BTreeSet<i64> = here.iter().map(|(_, slot)| *slot).collect();
            prop_assert_eq!((heard.slots, heard.slots_heard), (span, slots.len() as u64));
            let cells = (-20..20).flat_map(|south| (-20..20).map(move |west| Cell { south, west }));
            let cells = cells.filter(|cell| cell.reaches_into(region)).count() as u64;
            prop_assert_eq!(heard.cells, Some(cells));
            let percent = (here.len() as u64 * 100).checked_div(cells * span);
            prop_assert_eq!(heard.percent.map(u64::from), percent);
            prop_assert_eq!(heard.by_class.values().sum::<u64>(), slots.len() as u64);
        }
    }
}

#[test]
fn a_silence_and_a_lone_report_show_nothing() {
    let plan = square_and_line();
    let heard = |fixes: &[Fix]| {
        let screening = passages(&plan, &Limits::default(), fixes.to_vec(), "t.csv");
        let heard = screening.coverage.of_zone(&plan, &name("square")).unwrap();
        (heard.slots_heard, heard.slots)
    };
    let (first, second) = (fix("a", 0.0, 0.05, 0.05), fix("a", 500.0, 0.05, 0.05));
    assert_eq!(heard(std::slice::from_ref(&first)), (0, 0));
    assert_eq!(heard(&[first.clone(), second.clone()]), (1, 1));
    assert_eq!(heard(&[first.clone(), fix("a", 700.0, 0.05, 0.05)]), (0, 0));
    // Two of three reports are sound; the third is a quarter of the earth away, and back.
    assert_eq!(heard(&[first, second, fix("a", 520.0, 90.0, 0.0)]), (1, 1));
}

#[test]
fn classes_are_counted_apart() {
    let mut coverage = Coverage::default();
    let (tug, patrol) = (name("tug"), name("patrol-boat"));
    for (minute, class) in
        [(0, Some(&tug)), (5, Some(&patrol)), (10, Some(&tug)), (20, None), (61, Some(&tug))]
    {
        coverage.hear(Report::of(&fix("a", f64::from(minute) * 60.0, 0.05, 0.05)), class);
    }
    let heard = coverage.of_zone(&square_and_line(), &name("square")).unwrap();
    assert_eq!((heard.slots, heard.slots_heard, heard.hours()), (7, 4, 0));
    assert_eq!(heard.by_class, BTreeMap::from([(None, 1), (Some(patrol), 1), (Some(tug), 3)]));
    // The square is one cell wide; those around it are counted too, because they touch it.
    assert_eq!((heard.cells, heard.percent), (Some(9), Some(6)));
}

#[test]
fn cells_go_round_the_earth_and_up_to_the_pole() {
    assert_eq!(Cell::of(at(180.0, 0.0)), Cell { south: 0, west: -1800 });
    assert_eq!(Cell::of(at(-180.0, 0.0)), Cell { south: 0, west: -1800 });
    assert_eq!(Cell::of(at(-0.01, -0.01)), Cell { south: -1, west: -1 });
    assert_eq!(Cell::of(at(0.0, 90.0)), Cell { south: 899, west: 0 });
}
