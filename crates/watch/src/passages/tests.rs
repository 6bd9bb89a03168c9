use armistice_facts::{Certitude, Height, HeightDatum};
use proptest::prelude::*;

use super::*;
use crate::plan as draw;
use crate::testing::{at, below, below_over_ground, file, files, fix, name, square_and_line, zone};

mod columns;
mod heights;
mod plain;
mod properties;

/// Limits under which nothing breaks unless a test means it to.
fn lenient() -> Limits {
    Limits { gap_seconds: 3600.0, jump_knots: 1e6, late_seconds: 600, ..Limits::default() }
}

fn told(screening: &Screening) -> Vec<String> {
    let place = |passage: &Passage| passage.zone.clone().or_else(|| passage.line.clone());
    screening
        .passages
        .iter()
        .map(|passage| {
            let place = place(passage).map_or("-".to_owned(), |name| name.to_string());
            let certainty = if passage.certainty == Certitude::Certain { "" } else { " undetermined" };
            let fixes = passage.fixes.map_or(String::new(), |fixes| format!(" {fixes}"));
            format!("{:?} {place}{fixes}{certainty}", passage.kind)
        })
        .collect()
}

fn screen(limits: &Limits, fixes: impl IntoIterator<Item = Fix>) -> Screening {
    passages(&square_and_line(), limits, fixes, "t.csv")
}

#[test]
fn an_object_enters_stays_and_leaves() {
    // One hundredth of a degree of longitude at the equator is 1113.19 m.
    let fixes =
        (-2_i32..=13).map(|step| fix("a", f64::from(step) * 100.0, f64::from(step) / 100.0 + 0.005, 0.05));
    let screening = screen(&lenient(), fixes);
    assert_eq!(told(&screening), ["Enter square", "Stay square 10", "Leave square"]);
    let [enter, stay, leave] = screening.passages.as_slice() else { panic!() };
    assert!(enter.interpolated && leave.interpolated && !stay.interpolated);
    assert_eq!(enter.time, fix("a", -50.0, 0.0, 0.0).time);
    assert_eq!(enter.position.lon_e7(), 0);
    assert_eq!(leave.time, fix("a", 950.0, 0.0, 0.0).time);
    assert_eq!(
        (stay.from, stay.to),
        (Some(fix("a", 0.0, 0.0, 0.0).time), Some(fix("a", 900.0, 0.0, 0.0).time))
    );
    assert!((stay.margin_m - 5009.4).abs() < 0.1, "{}", stay.margin_m);
}

#[test]
fn first_seen_inside_is_no_entry_and_last_seen_inside_no_exit() {
    let screening = screen(&lenient(), [fix("a", 0.0, 0.05, 0.05), fix("a", 10.0, 0.051, 0.05)]);
    assert_eq!(told(&screening), ["Stay square 2"]);
}

#[test]
fn an_object_that_sight_is_lost_of_begins_anew() {
    let plan = square_and_line();
    let mut watch = Watch::new(&plan, lenient());
    let fixes = [fix("a", 0.0, -0.05, 0.05), fix("b", 0.0, 0.05, 0.05), fix("a", 600.0, 0.05, 0.05)];
    for fix in fixes.clone() {
        watch.push(fix, "t.csv");
        watch.lose_sight("a");
    }
    watch.lose_sight("nobody");
    let screening = watch.finish();
    // The way into the square was not seen, so nobody entered; that both are in it was.
    assert_eq!(told(&screening), ["Stay square 1", "Stay square 1"]);
    assert_eq!((screening.objects, screening.fixes), (2, 3));
    assert_eq!(told(&screen(&lenient(), fixes)), ["Stay square 1", "Enter square", "Stay square 1"]);
}

#[test]
fn a_zone_passed_through_between_two_fixes_is_found() {
    let screening = screen(&lenient(), [fix("a", 0.0, 0.15, 0.05), fix("a", 600.0, 0.25, 0.05)]);
    assert_eq!(told(&screening), ["Enter strip", "Leave strip", "Stay strip 0"]);
    let times: Vec<_> = screening.passages.iter().map(|passage| passage.time.to_string()).collect();
    assert_eq!(times, ["2020-06-01T12:05:00Z", "2020-06-01T12:06:00Z", "2020-06-01T12:06:00Z"]);
    // The stay's own time is its end; its start is the entry.
    assert_eq!(screening.passages[2].from, Some(screening.passages[0].time));
}

#[test]
fn errors_that_reach_across_the_boundary_leave_a_stay_undetermined() {
    // 33 m inside a strip whose edge is known to 50 m.
    let fixes = [fix("a", 0.0, 0.19, 0.05), fix("a", 60.0, 0.2003, 0.05), fix("a", 120.0, 0.19, 0.05)];
    let screening = screen(&lenient(), fixes.clone());
    assert_eq!(
        told(&screening),
        ["Enter strip undetermined", "Stay strip 1 undetermined", "Leave strip undetermined"]
    );
    // 334 m inside are certain, but not if the position itself may be 300 m off.
    let deeper = [fixes[0].clone(), fix("a", 60.0, 0.203, 0.05), fixes[2].clone()];
    assert_eq!(told(&screen(&lenient(), deeper.clone())), ["Enter strip", "Stay strip 1", "Leave strip"]);
    let doubtful = screen(&Limits { error_metres: 300, ..lenient() }, deeper);
    assert!(told(&doubtful).iter().all(|line| line.ends_with("undetermined")), "{:?}", told(&doubtful));
}

#[test]
fn a_crossing_has_the_side_that_it_came_from() {
    let fixes = [
        fix("a", 0.0, 0.5, 0.49),
        fix("a", 100.0, 0.5, 0.51),
        fix("a", 200.0, 0.5, 0.4999),
        fix("a", 300.0, 0.5, 0.5001),
        fix("a", 400.0, 0.5, 0.51),
    ];
    let screening = screen(&lenient(), fixes);
    // It came back over the line by 11 m only, and the line is known to 100 m.
    assert_eq!(told(&screening), ["Cross line", "Cross line undetermined", "Cross line undetermined"]);
    let sides: Vec<_> =
        screening.passages.iter().filter_map(|passage| passage.direction.as_deref()).collect();
    assert_eq!(sides, ["right", "left", "right"]);
    assert_eq!(screening.passages[0].time, fix("a", 50.0, 0.0, 0.0).time);
}

#[test]
fn to_go_round_the_end_of_a_line_is_no_crossing() {
    let fixes = [fix("a", 0.0, 0.99, 0.49), fix("a", 100.0, 1.01, 0.49), fix("a", 200.0, 1.01, 0.51)];
    assert!(screen(&lenient(), fixes).passages.is_empty());
}

#[test]
fn nothing_is_interpolated_across_a_gap_or_a_jump() {
    let fixes = [fix("a", 0.0, -0.05, 0.05), fix("a", 4000.0, 0.05, 0.05)];
    let screening = screen(&lenient(), fixes.clone());
    assert_eq!(told(&screening), ["Gap -", "Enter square", "Stay square 1"]);
    let enter = &screening.passages[1];
    assert!(!enter.interpolated);
    assert_eq!((enter.time, enter.from, enter.to), (fixes[1].time, Some(fixes[0].time), Some(fixes[1].time)));
    assert!((screening.passages[0].margin_m - 11_131.9).abs() < 0.1);

    // 11 km in 100 s are 216 knots.
    let fixes = [fix("a", 0.0, -0.05, 0.05), fix("a", 100.0, 0.05, 0.05), fix("a", 200.0, -0.05, 0.05)];
    let screening = screen(&Limits { jump_knots: 200.0, ..lenient() }, fixes);
    let told = told(&screening);
    assert_eq!(told.iter().filter(|line| line.starts_with("Jump")).count(), 2);
    assert!(told.contains(&"Enter square undetermined".to_owned()), "{told:?}");
    assert!(told.contains(&"Leave square undetermined".to_owned()), "{told:?}");
}

#[test]
fn repeats_are_dropped_late_and_doubled_fixes_are_set_aside() {
    let mut elsewhere = fix("a", 100.0, 0.06, 0.05);
    elsewhere.row = 9;
    let fixes = [
        fix("a", 0.0, 0.05, 0.05),
        fix("a", 100.0, 0.05, 0.05),
        fix("a", 100.0, 0.05, 0.05),
        elsewhere,
        fix("a", 2000.0, 0.05, 0.05),
        fix("a", 1399.0, 0.05, 0.05),
        fix("a", 1401.0, 0.05, 0.05),
    ];
    let screening = screen(&lenient(), fixes);
    assert_eq!((screening.fixes, screening.repeats, screening.objects), (7, 1, 1));
    let reasons: Vec<_> = screening.set_aside.iter().map(|aside| (aside.fix.row, aside.reason)).collect();
    assert_eq!(reasons, [(0, SetAsideReason::TooLate), (9, SetAsideReason::TwoPlaces)]);
    assert_eq!(told(&screening), ["Stay square 4"]);
}

#[test]
fn the_depth_is_that_of_the_way_and_not_of_the_fixes_alone() {
    // Across the square, with reports near its edges: in between it was 5.5 km deep.
    let fixes = [
        fix("a", 0.0, -0.01, 0.05),
        fix("a", 100.0, 0.01, 0.05),
        fix("a", 900.0, 0.09, 0.05),
        fix("a", 1000.0, 0.11, 0.05),
    ];
    let deepest = |limits: &Limits| {
        let screening = screen(limits, fixes.clone());
        let stay =
            screening.passages.iter().find(|passage| passage.kind == PassageKind::Stay).cloned().unwrap();
        (stay.margin_m, stay.deepest.unwrap())
    };
    let (margin_m, found) = deepest(&lenient());
    assert!((margin_m - 1_113.2).abs() < 0.1, "{margin_m}");
    // Half the height of the square is 5,528.7 m, half its width 5,566.0 m.
    assert!((found.depth_m - 5_528.7).abs() < 0.1, "{found:?}");
    assert!(found.interpolated);
    // Nothing is said of a way over a silence.
    let (_, found) = deepest(&Limits { gap_seconds: 500.0, ..lenient() });
    assert!((found.depth_m - 1_113.2).abs() < 0.1 && !found.interpolated, "{found:?}");
    // A zone that is passed through between two fixes has a depth, too.
    let screening = screen(&lenient(), [fix("a", 0.0, 0.15, 0.05), fix("a", 600.0, 0.25, 0.05)]);
    let found = screening.passages[2].deepest.unwrap();
    assert!((found.depth_m - 556.6).abs() < 0.1, "{found:?}");
}

#[test]
fn what_is_worked_out_on_a_long_step_is_inferred() {
    // Twice through the square, on steps of 11 and of 33 km.
    let short = [fix("a", 0.0, -0.05, 0.05), fix("a", 600.0, 0.05, 0.05)];
    let long = [fix("a", 0.0, -0.25, 0.05), fix("a", 600.0, 0.05, 0.05), fix("a", 1200.0, 0.06, 0.05)];
    let inferred = |fixes: &[Fix]| {
        let screening = screen(&lenient(), fixes.to_vec());
        let told = |passage: &Passage| {
            (passage.kind, passage.inferred, passage.deepest.map(|deepest| deepest.inferred))
        };
        screening.passages.iter().map(told).collect::<Vec<_>>()
    };
    let stay = (PassageKind::Stay, false, Some(false));
    assert_eq!(inferred(&short), [(PassageKind::Enter, false, None), stay]);
    assert_eq!(inferred(&long), [(PassageKind::Enter, true, None), stay]);
    // Through the strip between two fixes: all of it is.
    let through = [fix("a", 0.0, 0.1, -0.2), fix("a", 600.0, 0.3, 0.2)];
    assert_eq!(
        inferred(&through),
        [
            (PassageKind::Enter, true, None),
            (PassageKind::Leave, true, None),
            (PassageKind::Stay, true, Some(true))
        ]
    );
    // A long way over the line is the geodesic's, and its crossing inferred.
    let screening = screen(&lenient(), [fix("a", 0.0, 0.4, 0.4), fix("a", 600.0, 0.6, 0.6)]);
    assert!(screening.passages.iter().all(|passage| passage.inferred && passage.kind == PassageKind::Cross));
    assert_eq!(screening.passages.len(), 1);
}

#[test]
fn over_a_silence_an_interval_is_told_no_wider_than_the_speed_allows() {
    // 11.1 km at 50 m/s take 223 s of the 4,000 s; the boundary is 5.6 km from both fixes.
    let limits = Limits { jump_knots: 50.0 * 3600.0 / 1852.0, error_metres: 0, ..lenient() };
    let fixes = [fix("a", 0.0, -0.05, 0.05), fix("a", 4000.0, 0.05, 0.05)];
    let screening = screen(&limits, fixes.clone());
    let enter = &screening.passages[1];
    assert_eq!((enter.kind, enter.interpolated), (PassageKind::Enter, false));
    let seconds = |time: Option<Instant>| time.unwrap().seconds_since(fixes[0].time);
    assert!((seconds(enter.not_before) - 111.32).abs() < 0.01, "{enter:?}");
    // Inside, the nearest edge is the northern or the southern one: 5,528.7 m.
    assert!((seconds(enter.not_after) - (4000.0 - 110.57)).abs() < 0.01, "{enter:?}");
    // Errors of place widen it.
    let doubtful = screen(&Limits { error_metres: 1000, ..limits.clone() }, fixes.clone());
    let enter = doubtful.passages.iter().find(|passage| passage.kind == PassageKind::Enter).unwrap();
    assert!((seconds(enter.not_before) - 91.32).abs() < 0.01, "{enter:?}");
    // Over a line likewise, and over a jump nothing is said.
    let over = [fix("a", 0.0, 0.5, 0.4), fix("a", 4000.0, 0.5, 0.6)];
    let screening = screen(&limits, over.clone());
    let cross = screening.passages.iter().find(|passage| passage.kind == PassageKind::Cross).unwrap();
    let least = (11_057.4 - 100.0) / 50.0;
    assert!((seconds(cross.not_before) - least).abs() < 0.1, "{cross:?}");
    let screening = screen(&Limits { jump_knots: 1.0, ..limits }, over);
    let cross = screening.passages.iter().find(|passage| passage.kind == PassageKind::Cross).unwrap();
    assert_eq!((cross.not_before, cross.certainty), (None, Certitude::Undetermined));
}

#[test]
fn an_object_may_have_a_pace_of_its_own() {
    use crate::Pace;
    let paces = BTreeMap::from([("a".to_owned(), Pace { gap_seconds: 60.0, jump_knots: 10.0 })]);
    let limits = Limits { paces: std::sync::Arc::new(paces), ..lenient() };
    let of = |object: &str| {
        let fixes =
            [fix(object, 0.0, 0.04, 0.05), fix(object, 100.0, 0.05, 0.05), fix(object, 110.0, 0.06, 0.05)];
        told(&screen(&limits, fixes))
    };
    assert_eq!(of("a"), ["Gap -", "Jump -", "Jump -", "Stay square 3"]);
    assert_eq!(of("b"), ["Stay square 3"]);
}

/// A cap round the north pole, from 89.8 degrees on, and a square near it.
fn polar() -> Plan {
    let ring = |corners: &[(f64, f64)]| {
        let texts: Vec<String> = corners.iter().map(|(lon, lat)| format!("[{lon},{lat}]")).collect();
        texts.join(",")
    };
    let cap: Vec<(f64, f64)> = (0..=36_i32).map(|step| (f64::from(step % 36) * 10.0 - 175.0, 89.8)).collect();
    let square = [(20.0, 88.0), (40.0, 88.0), (40.0, 89.0), (20.0, 89.0), (20.0, 88.0)];
    let feature = |id: &str, ring: String| {
        format!(
            r#"{{"type":"Feature","id":"{id}","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#
        )
    };
    let both = [feature("cap", ring(&cap)), feature("square", ring(&square))].join(",");
    let mut files = armistice_terms::MemoryFiles::default();
    let text = format!(r#"{{"type":"FeatureCollection","features":[{both}]}}"#);
    files.files.insert("polar.json".to_owned(), text.into_bytes());
    let place = |id: &str| armistice_terms::model::Place::File(file(&format!("polar.json#{id}")));
    let zones = vec![zone("cap", place("cap")), zone("square", place("square"))];
    draw(&crate::testing::agreement(Vec::new(), zones, Vec::new()), &files).unwrap()
}

#[test]
fn over_a_pole_the_way_is_the_shortest_one() {
    // Straight over the pole, 44 km from end to end, and not round it.
    let over = [fix("a", 0.0, 10.0, 89.7), fix("a", 600.0, -170.0, 89.7)];
    let screening = passages(&polar(), &lenient(), over, "t.csv");
    assert_eq!(told(&screening), ["Enter cap", "Leave cap", "Stay cap 0"]);
    let stay = &screening.passages[2];
    let deepest = stay.deepest.unwrap();
    assert!((deepest.depth_m - 22_338.8).abs() < 1.0 && deepest.position.lat() > 89.999, "{deepest:?}");
    assert!(stay.inferred);
    // Beside the pole at 89.7 degrees the shortest way does not come to the cap, though it is straight on no map of degrees.
    let beside = [fix("a", 0.0, 10.0, 89.7), fix("a", 600.0, 40.0, 89.7)];
    assert_eq!(told(&passages(&polar(), &lenient(), beside, "t.csv")), Vec::<String>::new());
}
