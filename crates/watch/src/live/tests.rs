use std::collections::BTreeMap;

use armistice_facts::PassageKind;
use proptest::prelude::*;

use super::*;
use crate::testing::{fix, square_and_line};
use crate::{Screening, Term, passages};

fn limits() -> Limits {
    Limits {
        gap_seconds: 300.0,
        jump_knots: 3000.0,
        late_seconds: u32::MAX,
        // So large that many passages stay open until a later fix makes them certain.
        error_metres: 2000,
        ..Limits::default()
    }
}

/// Everything that is told of fixes as they come.
fn follow(patience: &Patience, fixes: &[Fix]) -> (Vec<Told>, Counts) {
    let plan = square_and_line();
    let mut live = Live::new(&plan, limits(), patience.clone());
    let mut told: Vec<Told> = fixes.iter().flat_map(|fix| live.push(fix.clone(), "t.csv")).collect();
    let (rest, counts) = live.finish();
    told.extend(rest);
    (told, counts)
}

/// What holds in the end, as text, in one order.
fn standing(told: &[Told]) -> Vec<String> {
    let mut last: BTreeMap<u64, &Notice> = BTreeMap::new();
    for one in told {
        if let Told::Passage(notice) = one {
            let before = last.insert(notice.number, notice);
            // Each revision is the next one, and what was withdrawn stays so.
            assert_eq!(before.map_or(0, |notice| notice.revision) + 1, notice.revision);
            assert!(before.is_none_or(|notice| notice.standing == Standing::Holds));
        }
    }
    let holds = last.values().filter(|notice| notice.standing != Standing::Withdrawn);
    let mut holds: Vec<String> = holds.map(|notice| format!("{:?}", notice.passage)).collect();
    holds.sort();
    holds
}

fn batch(fixes: &[Fix]) -> (Vec<String>, Screening) {
    let screening = passages(&square_and_line(), &limits(), fixes.to_vec(), "t.csv");
    let mut told: Vec<String> = screening.passages.iter().map(|passage| format!("{passage:?}")).collect();
    told.sort();
    (told, screening)
}

/// Two objects on their ways about the zones and over the line, each a fix a few seconds or minutes after the last, in order
/// of time, with some repeats, jumps and silences.
fn tracks() -> impl Strategy<Value = Vec<Fix>> {
    let step = (0..2_usize, 1..400_u32, -0.06..0.06_f64, -0.06..0.06_f64, 0..20_u8);
    proptest::collection::vec(step, 0..60).prop_map(|steps| {
        let (mut places, mut time, mut fixes) = ([(0.05, 0.05), (0.4, 0.48)], 0.0, Vec::new());
        for (row, (object, seconds, east, north, odd)) in (0..).zip(steps) {
            // Most fixes come close upon one another, so that shuffles change their order.
            time += if seconds > 300 { f64::from(seconds) } else { f64::from(seconds % 10 + 1) };
            let place = &mut places[object];
            *place = (place.0 + east, (place.1 + north).clamp(-1.0, 1.0));
            let (lon, lat) = if odd == 0 { (20.0, 20.0) } else { *place };
            let next = Fix { row, ..fix(if object == 0 { "a" } else { "b" }, time, lon, lat) };
            if odd == 1 {
                fixes.push(next.clone());
            }
            fixes.push(next);
        }
        fixes
    })
}

/// Fixes in the order in which they arrive, each late by up to so many seconds.
fn arriving(fixes: &[Fix], delays: &[u32], most: u32) -> Vec<Fix> {
    let mut arriving: Vec<(Instant, &Fix)> = fixes
        .iter()
        .zip(delays.iter().cycle())
        .map(|(fix, delay)| (fix.time.plus_millis(i64::from(delay % (most * 1000))), fix))
        .collect();
    arriving.sort_by_key(|(time, _)| *time);
    arriving.into_iter().map(|(_, fix)| fix.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_comes_within_the_watermark_is_told_as_in_batch(
        fixes in tracks(), delays in proptest::collection::vec(any::<u32>(), 1..60), memory in 0..60_u32,
    ) {
        let patience = Patience { memory_seconds: memory, ..Patience::default() };
        let (told, counts) = follow(&patience, &arriving(&fixes, &delays, 25));
        let (expected, screening) = batch(&fixes);
        prop_assert_eq!(standing(&told), expected);
        prop_assert_eq!((counts.late, counts.set_aside), (0, screening.set_aside.len() as u64));
        prop_assert_eq!(counts.repeats, screening.repeats);
        let is_withdrawn = |one: &Told| matches!(one, Told::Passage(notice) if notice.standing == Standing::Withdrawn);
        prop_assert!(!told.iter().any(is_withdrawn));
    }

    #[test]
    fn what_comes_later_still_is_told_as_in_batch_in_the_end(
        fixes in tracks(), delays in proptest::collection::vec(any::<u32>(), 1..60),
    ) {
        let patience = Patience { memory_seconds: 1_000_000, ..Patience::default() };
        let (told, counts) = follow(&patience, &arriving(&fixes, &delays, 2000));
        let (expected, screening) = batch(&fixes);
        prop_assert_eq!(standing(&told), expected);
        prop_assert_eq!(counts.set_aside, screening.set_aside.len() as u64);
    }

    #[test]
    fn it_matters_not_when_the_clock_is_looked_at(
        fixes in tracks(), delays in proptest::collection::vec(any::<u32>(), 1..60), ticks in proptest::collection::vec(any::<bool>(), 1..20),
    ) {
        let patience = Patience { memory_seconds: 1_000_000, ..Patience::default() };
        let plan = square_and_line();
        let mut live = Live::new(&plan, limits(), patience);
        let mut told = Vec::new();
        for (fix, is_tick) in arriving(&fixes, &delays, 200).into_iter().zip(ticks.iter().cycle()) {
            let time = fix.time;
            told.extend(live.push(fix, "t.csv"));
            if *is_tick {
                told.extend(live.tick(time.plus_millis(100_000)));
            }
        }
        told.extend(live.finish().0);
        prop_assert_eq!(standing(&told), batch(&fixes).0);
    }
}

fn kinds(told: &[Told]) -> Vec<String> {
    told.iter()
        .map(|one| match one {
            Told::Passage(notice) => {
                format!(
                    "{} r{} {:?} {:?}",
                    notice.number, notice.revision, notice.passage.kind, notice.standing
                )
            }
            Told::Inside { zone, .. } => format!("inside {zone}"),
            Told::Dwell { zone, time, heard, .. } => {
                format!("dwells {zone} {:.0}", time.seconds_since(*heard))
            }
            Told::InForce { zone, time, heard, .. } => {
                format!("in {zone} as it came into force {:.0}", time.seconds_since(*heard))
            }
            Told::Unsure { zone, .. } => format!("perhaps in {zone}"),
            Told::SetAside(aside) => format!("aside {}", aside.reason),
        })
        .collect()
}

#[test]
fn a_late_fix_revises_what_was_told_and_withdraws_what_was_not_so() {
    let patience = Patience { watermark_seconds: 10, ..Patience::default() };
    // Told as a way through the strip; a late fix shows that it went round it.
    let straight = [fix("a", 0.0, 0.15, 0.05), fix("a", 200.0, 0.25, 0.05), fix("a", 220.0, 0.26, 0.05)];
    let late = [fix("a", 100.0, 0.2, 0.2)];
    let all = [straight.as_slice(), &late].concat();
    let told = kinds(&follow(&patience, &all).0);
    assert_eq!(
        told,
        [
            "1 r1 Enter Holds",
            "2 r1 Leave Holds",
            "3 r1 Stay Holds",
            "1 r2 Enter Withdrawn",
            "2 r2 Leave Withdrawn",
            "3 r2 Stay Withdrawn",
        ]
    );
    // A late fix inside moves the entry: the same entry, told anew.
    let late = [fix("a", 100.0, 0.201, 0.05)];
    let told = kinds(&follow(&patience, &[straight.as_slice(), &late].concat()).0);
    assert!(told.contains(&"1 r2 Enter Holds".to_owned()), "{told:?}");
    assert!(!told.iter().any(|one| one.contains("Withdrawn")), "{told:?}");
}

#[test]
fn what_comes_too_late_and_who_is_at_two_places_is_told() {
    let patience = Patience { watermark_seconds: 10, memory_seconds: 60, ..Patience::default() };
    let fixes = [
        fix("a", 0.0, 0.05, 0.05),
        fix("a", 100.0, 0.05, 0.05),
        fix("a", 200.0, 0.05, 0.05),
        fix("a", 300.0, 0.05, 0.05),
        fix("a", 50.0, 0.05, 0.05),
        fix("a", 200.0, 0.07, 0.05),
        fix("a", 200.0, 0.05, 0.05),
    ];
    let (told, counts) = follow(&patience, &fixes);
    let aside: Vec<_> = kinds(&told).into_iter().filter(|one| one.starts_with("aside")).collect();
    assert_eq!(
        aside,
        [
            "aside the fix came later after a newer one than the allowed lateness",
            "aside another fix puts the object elsewhere at the same instant"
        ]
    );
    assert_eq!((counts.fixes, counts.repeats, counts.set_aside), (7, 1, 2));
}

#[test]
fn who_is_inside_when_first_heard_of_and_who_dwells_in_silence_is_told_once() {
    let plan = square_and_line();
    let mut live = Live::new(&plan, limits(), Patience { dwell_seconds: 600, ..Patience::default() });
    let mut told = live.push(fix("a", 0.0, 0.05, 0.05), "t.csv");
    assert_eq!(kinds(&told), Vec::<String>::new());
    let noon = fix("a", 0.0, 0.05, 0.05).time;
    for minute in 1..=15 {
        told.extend(live.tick(noon.plus_millis(minute * 60_000)));
    }
    assert_eq!(kinds(&told), ["inside square", "dwells square 600"]);
    assert_eq!(kinds(&live.finish().0), ["1 r1 Stay OpenAtEnd"]);
}

#[test]
fn one_wrong_clock_makes_nobody_late() {
    let mut fixes = vec![fix("liar", 1e8, 0.3, 0.3)];
    for step in 0..20 {
        fixes.push(fix("a", f64::from(step) * 10.0, 0.05, 0.05));
        fixes.push(fix("b", f64::from(step) * 10.0, 0.4, 0.4));
    }
    let (told, counts) = follow(&Patience { memory_seconds: 0, ..Patience::default() }, &fixes);
    assert_eq!((counts.late, counts.set_aside), (0, 0), "{:?}", kinds(&told));
}

#[test]
fn a_passage_that_becomes_certain_is_told_again() {
    let patience = Patience { watermark_seconds: 0, ..Patience::default() };
    let exact = |fix: Fix| Fix { error_metres: 10, ..fix };
    // The strip's edge is known to 50 m: ten metres behind it nothing is certain, a kilometre behind it is.
    let fixes = [
        fix("a", 0.0, 0.19, 0.05),
        fix("a", 60.0, 0.200_09, 0.05),
        fix("a", 120.0, 0.205, 0.05),
        fix("a", 180.0, 0.206, 0.05),
    ]
    .map(exact);
    let (told, _) = follow(&patience, &fixes);
    let enters: Vec<_> = told
        .iter()
        .filter_map(|one| match one {
            Told::Passage(notice) if notice.passage.kind == PassageKind::Enter => {
                Some(format!("r{} {:?}", notice.revision, notice.passage.certainty))
            }
            _ => None,
        })
        .collect();
    assert_eq!(enters, ["r1 Undetermined", "r2 Certain"]);
}

/// The square in force so many seconds after noon, and no longer at a second time.
fn square_in_force(from: f64, until: f64) -> Plan {
    let term =
        Term { from: Some(fix("a", from, 0.0, 0.0).time), until: Some(fix("a", until, 0.0, 0.0).time) };
    let mut plan = square_and_line();
    plan.terms.insert(crate::testing::name("square"), vec![term]);
    plan
}

fn only_in_force() -> Limits {
    Limits { only_in_force: true, error_metres: 1, ..limits() }
}

#[test]
fn a_zone_that_comes_into_force_finds_objects_inside_and_one_that_ends_lets_them_be() {
    let plan = square_in_force(150.0, 450.0);
    let mut live = Live::new(&plan, only_in_force(), Patience::default());
    // In the square from before it is in force until after; and one that enters and leaves while it is not.
    let stays = (0..7_i32).map(|step| fix("a", f64::from(step) * 100.0, 0.05, 0.05));
    let passes = (0..3_i32).map(|step| fix("b", f64::from(step) * 40.0, f64::from(step) * 0.05 - 0.02, 0.05));
    let mut fixes: Vec<Fix> = stays.chain(passes).collect();
    fixes.sort_by_key(|fix| fix.time);
    let mut told: Vec<Told> = fixes.into_iter().flat_map(|fix| live.push(fix, "t.csv")).collect();
    told.extend(live.finish().0);
    let of = |object: &str| -> Vec<String> {
        let is_of = |one: &&Told| match one {
            Told::InForce { object: own, .. } | Told::Inside { object: own, .. } => own == object,
            Told::Passage(notice) => notice.passage.object == object,
            _ => false,
        };
        kinds(&told.iter().filter(is_of).cloned().collect::<Vec<_>>())
    };
    assert_eq!(of("a"), ["in square as it came into force 50", "1 r1 Stay Holds"]);
    assert_eq!(of("b"), Vec::<String>::new());
    let stay = told
        .iter()
        .find_map(|one| if let Told::Passage(notice) = one { Some(&notice.passage) } else { None });
    let (from, to, fixes) = stay.map(|stay| (stay.from, stay.to, stay.fixes)).unwrap();
    assert_eq!((from, to), (Some(fix("a", 150.0, 0.0, 0.0).time), Some(fix("a", 450.0, 0.0, 0.0).time)));
    assert_eq!(fixes, Some(3), "reports while it was in force");
}

#[test]
fn who_is_silent_when_a_zone_comes_into_force_is_told_by_the_clock() {
    let plan = square_in_force(150.0, 1e6);
    let mut live = Live::new(&plan, only_in_force(), Patience::default());
    let mut told = live.push(fix("a", 100.0, 0.05, 0.05), "t.csv");
    let clock = |seconds: f64| fix("a", seconds, 0.0, 0.0).time;
    told.extend(live.tick(clock(140.0)));
    assert!(kinds(&told).is_empty(), "{:?}", kinds(&told));
    told.extend(live.tick(clock(160.0)));
    assert_eq!(kinds(&told), ["in square as it came into force 50"]);
    // The next report says the same of that instant, and it is not told twice.
    told.extend(live.push(fix("a", 200.0, 0.05, 0.05), "t.csv"));
    told.extend(live.tick(clock(300.0)));
    assert_eq!(kinds(&told), ["in square as it came into force 50"]);
}

proptest! {
    #[test]
    fn what_is_told_while_a_zone_is_in_force_is_what_is_always_told_then(fixes in tracks(), from in 0.0..3000.0_f64, lasts in 1.0..4000.0_f64) {
        let plan = square_in_force(from, from + lasts);
        let limits = Limits { only_in_force: true, gap_seconds: 1e9, jump_knots: 1e9, error_metres: 0, ..limits() };
        let always = Limits { only_in_force: false, ..limits.clone() };
        let told = |limits: &Limits| -> Vec<(PassageKind, String, String, i64)> {
            let kept = |passage: &&armistice_facts::Passage| matches!(passage.kind, PassageKind::Enter | PassageKind::Leave);
            let screening = passages(&plan, limits, fixes.clone(), "t.csv");
            let one = |passage: &armistice_facts::Passage| (passage.kind, passage.object.clone(), passage.zone.clone().unwrap().to_string(), passage.time.millis());
            screening.passages.iter().filter(kept).map(one).collect()
        };
        let term = plan.terms[&crate::testing::name("square")][0];
        let (start, end) = (term.from.unwrap().millis(), term.until.unwrap().millis());
        // A passage is met to a centimetre; what is so near to the beginning or the end may fall to either side.
        let is_near = |millis: i64| (millis - start).abs().min((millis - end).abs()) < 100;
        let expected: Vec<_> = told(&always).into_iter().filter(|one| one.2 != "square" || (start <= one.3 && one.3 < end)).collect();
        let found = told(&limits);
        prop_assume!(!expected.iter().chain(&found).any(|one| one.2 == "square" && is_near(one.3)));
        prop_assert_eq!(expected.len(), found.len(), "{:?} {:?}", expected, found);
        for (one, other) in expected.iter().zip(&found) {
            prop_assert_eq!((&one.0, &one.1, &one.2), (&other.0, &other.1, &other.2));
            prop_assert!((one.3 - other.3).abs() < 100, "{:?} {:?}", one, other);
        }
    }
}
