//! Objects over and under zones of heights, and heights that are silent.

use super::*;

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
pub(super) fn low_square() -> Plan {
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
