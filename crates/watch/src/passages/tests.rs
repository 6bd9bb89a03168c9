use armistice_facts::{Certitude, Height, HeightDatum};
use proptest::prelude::*;

use super::*;
use crate::plan as draw;
use crate::testing::{at, below, below_over_ground, file, files, fix, name, square_and_line, zone};

mod columns;
mod plain;

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
fn an_unknown_height_leaves_it_open_and_neither_enters_nor_leaves() {
    let plan = low_square();
    let height = |metres: i64| Some(Height { millimetres: metres * 1000, datum: HeightDatum::Amsl });
    let fixes = [Some(500), None, Some(600), Some(3000), None].into_iter().zip(0..).map(|(metres, step)| {
        Fix { height: metres.and_then(height), ..fix("a", f64::from(step) * 10.0, 0.05, 0.05) }
    });
    let screening = passages(&plan, &lenient(), fixes, "t.csv");
    let expected = ["Stay low 1 undetermined", "Stay low 2", "Leave low", "Stay low 1 undetermined"];
    assert_eq!(told(&screening), expected);
    let is_unknown: Vec<_> = screening.passages.iter().map(|passage| passage.height_unknown).collect();
    assert_eq!(is_unknown, [true, false, false, true]);
    // From 600 m to 3,000 m in ten seconds: 1,000 m are reached after a sixth of them.
    let leave = &screening.passages[2];
    assert!((leave.time.seconds_since(fix("a", 20.0, 0.0, 0.0).time) - 10.0 / 6.0).abs() < 0.01);
    assert!((leave.height_m.unwrap() - 1000.0).abs() < 0.1);
}

/// The square up to 1,000 m above the sea.
fn low_square() -> Plan {
    let low = below(zone("low", armistice_terms::model::Place::File(file("geo.json#square"))), 1000);
    draw(&crate::testing::agreement(Vec::new(), vec![low], Vec::new()), &files()).unwrap()
}

#[test]
fn each_kind_of_height_is_compared_with_its_own_bounds_only() {
    use HeightDatum::{Agl, Amsl, Barometric, Ellipsoid};
    let plan = low_square();
    let of = |datum: Option<HeightDatum>, metres: i64| {
        let fixes = (0..3_i32).map(|step| Fix {
            height: datum.map(|datum| Height { millimetres: metres * 1000, datum }),
            ..fix("a", f64::from(step) * 10.0, 0.05 + f64::from(step) / 1000.0, 0.05)
        });
        told(&passages(&plan, &lenient(), fixes, "t.csv"))
    };
    let open = ["Stay low 3 undetermined"];
    // By the pressure of the air and above the ground nobody can say; without a height no more.
    assert_eq!(
        (of(None, 0), of(Some(Barometric), 300), of(Some(Agl), 300)),
        (open.map(str::to_owned).into(), open.map(str::to_owned).into(), open.map(str::to_owned).into())
    );
    assert_eq!(of(Some(Barometric), 9_000), open);
    // By satellites, less what the ellipsoid may differ from the sea.
    assert_eq!(of(Some(Ellipsoid), 300), ["Stay low 3"]);
    assert_eq!(of(Some(Ellipsoid), 950), open);
    assert_eq!(of(Some(Ellipsoid), 1_200), Vec::<String>::new());
    assert_eq!(of(Some(Amsl), 300), ["Stay low 3"]);
    assert_eq!(of(Some(Amsl), 1_200), Vec::<String>::new());
}

/// A square up to 150 m above the ground and, if it is not only that, to 1,000 m above the sea.
fn low_over_ground(is_only_that: bool) -> Plan {
    let square = zone("low", armistice_terms::model::Place::File(file("geo.json#square")));
    let square = if is_only_that { square } else { below(square, 1000) };
    let low = below_over_ground(square, 150);
    draw(&crate::testing::agreement(Vec::new(), vec![low], Vec::new()), &files()).unwrap()
}

#[test]
fn a_height_above_the_ground_is_compared_with_bounds_above_the_ground() {
    use HeightDatum::{Agl, Amsl, Barometric};
    let of = |plan: &Plan, datum: Option<HeightDatum>, metres: i64| {
        let fixes = (0..3_i32).map(|step| Fix {
            height: datum.map(|datum| Height { millimetres: metres * 1000, datum }),
            ..fix("a", f64::from(step) * 10.0, 0.05 + f64::from(step) / 1000.0, 0.05)
        });
        told(&passages(plan, &lenient(), fixes, "t.csv"))
    };
    let (plan, open) = (low_over_ground(true), ["Stay low 3 undetermined"]);
    assert_eq!(of(&plan, Some(Agl), 100), ["Stay low 3"]);
    assert_eq!(of(&plan, Some(Agl), 150), ["Stay low 3"]);
    assert_eq!(of(&plan, Some(Agl), 151), Vec::<String>::new());
    // How high the ground is nobody tells: above the sea only what is above the highest ground is surely above the bound.
    assert_eq!(of(&plan, Some(Amsl), 100), open);
    assert_eq!(of(&plan, Some(Amsl), 9_100), Vec::<String>::new());
    assert_eq!(
        (of(&plan, Some(Barometric), 100), of(&plan, None, 0)),
        (open.map(str::to_owned).into(), open.map(str::to_owned).into())
    );
    // Where bounds of both kinds meet in one zone, neither kind of height tells all.
    assert_eq!(of(&low_over_ground(false), Some(Agl), 100), open);
}

#[test]
fn who_comes_down_over_the_ground_enters_where_the_bound_is_and_is_as_deep_as_it_lies_below() {
    let plan = low_over_ground(true);
    let fixes = [350, 50, 50].into_iter().zip(0..).map(|(metres, step)| Fix {
        height: Some(Height { millimetres: metres * 1000, datum: HeightDatum::Agl }),
        ..fix("a", f64::from(step) * 30.0, 0.05, 0.05)
    });
    let screening = passages(&plan, &lenient(), fixes, "t.csv");
    assert_eq!(told(&screening), ["Enter low", "Stay low 2"]);
    // 300 m in half a minute: the 200 m down to the bound take 20 s.
    assert!((screening.passages[0].time.seconds_since(fix("a", 20.0, 0.0, 0.0).time)).abs() < 0.01);
    assert!((screening.passages[1].deepest.unwrap().depth_m - 100.0).abs() < 0.05);
}

#[test]
fn a_silent_height_hides_no_later_entry() {
    // Far away, then over the zone without a height, then in it, nearer to the fix before than the first was to the zone.
    let plan = low_square();
    let high = |metres: i64| Some(Height { millimetres: metres * 1000, datum: HeightDatum::Amsl });
    let fixes = [
        Fix { height: high(300), ..fix("a", 0.0, -0.09, 0.05) },
        Fix { height: None, ..fix("a", 100.0, 0.02, 0.05) },
        Fix { height: high(300), ..fix("a", 110.0, 0.021, 0.05) },
        Fix { height: high(300), ..fix("a", 120.0, 0.022, 0.05) },
    ];
    let screening = passages(&plan, &lenient(), fixes, "t.csv");
    assert_eq!(told(&screening), ["Stay low 1 undetermined", "Enter low", "Stay low 2"]);
}

#[test]
fn a_run_without_heights_ends_where_the_zone_does_and_over_a_silence() {
    let plan = low_square();
    let fixes =
        (0..12_i32).map(|step| fix("a", f64::from(step) * 100.0, f64::from(step) / 50.0 - 0.05, 0.05));
    let screening = passages(&plan, &lenient(), fixes, "t.csv");
    assert_eq!(told(&screening), ["Stay low 5 undetermined"]);
    let stay = &screening.passages[0];
    assert_eq!(
        (stay.from, stay.to),
        (Some(fix("a", 300.0, 0.0, 0.0).time), Some(fix("a", 700.0, 0.0, 0.0).time))
    );
    let limits = Limits { gap_seconds: 50.0, ..lenient() };
    let fixes = [fix("a", 0.0, 0.05, 0.05), fix("a", 100.0, 0.05, 0.05)];
    let screening = passages(&plan, &limits, fixes, "t.csv");
    assert_eq!(told(&screening), ["Stay low 1 undetermined", "Gap -", "Stay low 1 undetermined"]);
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

/// Tracks round the square and the strip: small steps, some repeats, some objects at once.
fn tracks() -> impl Strategy<Value = Vec<Fix>> {
    let step = (0..3_u8, 1..20_u32, -0.03..0.03_f64, -0.03..0.03_f64);
    proptest::collection::vec(step, 1..60).prop_map(|steps| {
        let mut seconds = [0.0; 3];
        let mut places = [(0.05, 0.05), (0.2, 0.05), (0.15, 0.05)];
        steps
            .into_iter()
            .zip(0..)
            .map(|((object, wait, east, north), row)| {
                let object = usize::from(object);
                seconds[object] += f64::from(wait);
                let (lon, lat) = places[object];
                places[object] = ((lon + east).clamp(-0.1, 0.3), (lat + north).clamp(-0.1, 0.2));
                let (lon, lat) = places[object];
                Fix { row, ..fix(["a", "b", "c"][object], seconds[object], lon, lat) }
            })
            .collect()
    })
}

/// The runs of fixes inside, object by object, straight from the region: first, last, how many, deepest.
fn runs(fixes: &[Fix], zone: &Name) -> Vec<(String, Instant, Instant, u64, f64)> {
    let plan = square_and_line();
    let region = &plan.zones[zone];
    let mut runs: Vec<(String, Instant, Instant, u64, f64)> = Vec::new();
    for object in ["a", "b", "c"] {
        let mut own: Vec<_> = fixes.iter().filter(|fix| fix.object == object).collect();
        own.sort_by_key(|fix| fix.time);
        let mut is_open = false;
        for fix in own {
            let margin = region.margin(fix.position, None).metres;
            if margin < 0.0 {
                is_open = false;
                continue;
            }
            match runs.last_mut().filter(|_| is_open) {
                Some(run) => (run.2, run.3, run.4) = (fix.time, run.3 + 1, run.4.max(margin)),
                None => runs.push((object.to_owned(), fix.time, fix.time, 1, margin)),
            }
            is_open = true;
        }
    }
    runs.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    runs
}

fn stays(screening: &Screening, zone: &Name) -> Vec<(String, Instant, Instant, u64, f64)> {
    let mut stays: Vec<_> = screening
        .passages
        .iter()
        .filter(|passage| passage.kind == PassageKind::Stay && passage.zone.as_ref() == Some(zone))
        .filter(|passage| passage.fixes != Some(0))
        .map(|passage| {
            let (from, to) = (passage.from.unwrap(), passage.to.unwrap());
            (passage.object.clone(), from, to, passage.fixes.unwrap(), passage.margin_m)
        })
        .collect();
    stays.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    stays
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn stays_are_the_runs_of_fixes_inside(fixes in tracks()) {
        let screening = screen(&lenient(), fixes.clone());
        for zone in ["square", "strip"].map(name) {
            prop_assert_eq!(stays(&screening, &zone), runs(&fixes, &zone));
        }
    }

    #[test]
    fn the_depth_is_the_greatest_of_very_many_points_of_the_way(fixes in tracks()) {
        let plan = square_and_line();
        let screening = screen(&lenient(), fixes.clone());
        for stay in screening.passages.iter().filter(|passage| passage.kind == PassageKind::Stay) {
            let region = &plan.zones[stay.zone.as_ref().unwrap()];
            let own: Vec<_> = fixes.iter().filter(|fix| fix.object == stay.object).collect();
            let (from, to) = (stay.from.unwrap(), stay.to.unwrap());
            // The way within the presence, and what of the steps before it and after it lies inside.
            let mut greatest = 0.0_f64;
            for pair in own.windows(2).filter(|pair| pair[1].time >= from && pair[0].time <= to) {
                let margins: Vec<f64> = (0..=200)
                    .map(|step| armistice_earth::geodesic::along(pair[0].position, pair[1].position, f64::from(step) / 200.0))
                    .map(|position| region.margin(position, None).metres)
                    .collect();
                let is_before = pair[0].time < from && pair[1].time == from;
                let is_after = pair[0].time == to && pair[1].time > to;
                let inside: Vec<f64> = if stay.fixes == Some(0) || is_before && is_after {
                    margins
                } else if is_before {
                    margins.into_iter().rev().take_while(|margin| *margin >= 0.0).collect()
                } else if is_after {
                    margins.into_iter().take_while(|margin| *margin >= 0.0).collect()
                } else {
                    margins
                };
                greatest = inside.into_iter().fold(greatest, f64::max);
            }
            if own.len() == 1 || from == to && greatest == 0.0 {
                greatest = stay.margin_m;
            }
            let found = stay.deepest.unwrap();
            prop_assert!(found.depth_m >= stay.margin_m);
            // What is inside twice on one step is told of once: its other part counts as outside.
            prop_assert!(found.depth_m >= greatest - 0.1, "{} {greatest}", found.depth_m);
            let there = region.margin(found.position, None).metres;
            prop_assert!((there - found.depth_m).abs() < 0.05, "{there} {}", found.depth_m);
        }
    }

    #[test]
    fn any_order_within_the_lateness_gives_the_same(fixes in tracks(), keys in proptest::collection::vec(any::<u32>(), 60)) {
        let mut shuffled: Vec<_> = fixes.iter().cloned().zip(keys).collect();
        shuffled.sort_by_key(|(_, key)| *key);
        let limits = Limits { late_seconds: 1200, ..lenient() };
        let other = screen(&limits, shuffled.into_iter().map(|(fix, _)| fix));
        prop_assert_eq!(screen(&limits, fixes).passages, other.passages);
    }

    #[test]
    fn with_an_index_of_the_zones_and_without_is_the_same(fixes in tracks(), errors in proptest::collection::vec(0..3000_u32, 60)) {
        let plan = square_and_line();
        let screened = |before_clearing: u64| {
            let mut watch = Watch::new(&plan, lenient());
            watch.watched.before_clearing = before_clearing;
            for (fix, error_metres) in fixes.iter().zip(&errors) {
                watch.push(Fix { error_metres: *error_metres, ..fix.clone() }, "t.csv");
            }
            format!("{:#?}", watch.finish())
        };
        let plainly = screened(0);
        prop_assert_eq!(screened(1), plainly.as_str());
        prop_assert_eq!(screened(7), plainly.as_str());
    }

    #[test]
    fn near_a_pole_with_an_index_of_the_zones_and_without_is_the_same(
        start in (-180.0..180.0_f64, 85.0..90.0_f64), steps in proptest::collection::vec((-180.0..180.0_f64, 10.0..30_000.0_f64), 1..40),
    ) {
        let plan = polar();
        let mut places = vec![at(start.0, start.1)];
        for (azimuth, metres) in steps {
            places.push(armistice_earth::geodesic::destination(places[places.len() - 1], azimuth, metres));
        }
        let fixes: Vec<Fix> = places.into_iter().zip(0_i32..).map(|(position, step)| Fix { position, ..fix("a", f64::from(step) * 600.0, 0.0, 0.0) }).collect();
        let screened = |before_clearing: u64| {
            let mut watch = Watch::new(&plan, lenient());
            watch.watched.before_clearing = before_clearing;
            fixes.iter().for_each(|fix| watch.push(fix.clone(), "t.csv"));
            format!("{:#?}", watch.finish())
        };
        prop_assert_eq!(screened(0), screened(1_000_000));
        // Each stay is a run of fixes inside, by the plain geometry.
        let screening = passages(&plan, &lenient(), fixes.clone(), "t.csv");
        for (label, region) in &plan.zones {
            let inside = fixes.iter().filter(|fix| region.margin(fix.position, None).metres >= 0.0).count() as u64;
            let told: u64 = screening.passages.iter().filter(|passage| passage.zone.as_ref() == Some(label)).filter_map(|passage| passage.fixes).sum();
            prop_assert_eq!(told, inside);
        }
    }

    #[test]
    fn in_how_many_parts_objects_are_followed_does_not_matter(fixes in tracks(), lost in proptest::collection::vec(0..60_usize, 0..4), classes: bool) {
        let plan = square_and_line();
        let limits = Limits { late_seconds: 100, ..lenient() };
        let known: BTreeMap<String, Name> = if classes { BTreeMap::from([("a".to_owned(), name("ship"))]) } else { BTreeMap::new() };
        // Some fixes come too late, some twice, and sight is lost of some objects.
        let feed = |push: &mut dyn FnMut(Option<Fix>, &str, &str)| {
            for (number, fix) in fixes.iter().enumerate() {
                let source = ["one.csv", "two.csv"][number / 30];
                push(Some(Fix { row: number as u64, ..fix.clone() }), source, &fix.object);
                if number % 7 == 0 {
                    push(Some(Fix { row: 1000 + number as u64, time: fix.time.plus_millis(-200_000), ..fix.clone() }), source, &fix.object);
                }
                if lost.contains(&number) {
                    push(None, source, &fix.object);
                }
            }
        };
        let mut alone = Watch::new(&plan, limits.clone());
        alone.know_classes(known.clone());
        feed(&mut |fix, source, object| match fix {
            Some(fix) => alone.push(fix, source),
            None => alone.lose_sight(object),
        });
        let alone = format!("{:#?}", alone.finish());
        for many in [1, 2, 3] {
            let shared = Shared::default();
            let mut parts: Vec<Watch<'_>> = (0..many).map(|_| Watch::sharing(&plan, limits.clone(), shared.clone())).collect();
            parts.iter_mut().for_each(|part| part.know_classes(known.clone()));
            feed(&mut |fix, source, object| {
                let part = &mut parts[usize::from(object.as_bytes()[0]) % many];
                match fix {
                    Some(fix) => part.push(fix, source),
                    None => part.lose_sight(object),
                }
            });
            let merged = Screening::merged(parts.into_iter().map(Watch::finish).collect());
            prop_assert_eq!(format!("{:#?}", merged), alone.as_str(), "{} parts", many);
        }
    }

    #[test]
    fn objects_apart_and_merged_are_the_objects_together(fixes in tracks()) {
        let together = screen(&lenient(), fixes.clone());
        let mut apart = Vec::new();
        for object in ["a", "b", "c"] {
            apart.extend(screen(&lenient(), fixes.iter().filter(|fix| fix.object == object).cloned()).passages);
        }
        apart.sort_by(|one, other| in_order(one).cmp(&in_order(other)));
        prop_assert_eq!(together.passages, apart);
    }

    #[test]
    fn entries_and_exits_take_turns(fixes in tracks()) {
        let screening = screen(&lenient(), fixes.clone());
        for zone in ["square", "strip"].map(name) {
            for object in ["a", "b", "c"] {
                let kinds: Vec<_> = screening.passages.iter()
                    .filter(|passage| passage.object == object && passage.zone.as_ref() == Some(&zone))
                    .map(|passage| passage.kind)
                    .filter(|kind| *kind != PassageKind::Stay)
                    .collect();
                prop_assert!(kinds.windows(2).all(|pair| pair[0] != pair[1]), "{kinds:?}");
            }
        }
    }

    #[test]
    fn crossings_are_those_of_every_step(fixes in tracks()) {
        // The same tracks round the line; most of each lies too far from it to be measured.
        let fixes: Vec<_> = fixes
            .into_iter()
            .map(|fix| Fix { position: at(fix.position.lon(), fix.position.lat() + 0.45), ..fix })
            .collect();
        let plan = square_and_line();
        let mut expected = 0;
        for object in ["a", "b", "c"] {
            let own: Vec<_> = fixes.iter().filter(|fix| fix.object == object).collect();
            let steps = own.windows(2).map(|pair| (pair[0].position, pair[1].position));
            expected += steps.map(|(from, to)| plan.lines[&name("line")].crossings(from, to).len()).sum::<usize>();
        }
        let screening = screen(&lenient(), fixes);
        let crossings = screening.passages.iter().filter(|passage| passage.kind == PassageKind::Cross);
        prop_assert_eq!(crossings.count(), expected);
    }
}
