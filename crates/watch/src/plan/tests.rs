use armistice_earth::Answer;
use armistice_terms::MemoryFiles;
use armistice_terms::model::{Near as NearPlace, NearTo as NearToPlace, Zone};

use super::*;
use crate::testing::{agreement, at, ban, below, file, files, line, name, near_line, zone};

fn drawn(zones: Vec<Zone>) -> Result<Plan, Vec<PlanError>> {
    plan(&agreement(vec![line("line", "geo.json#line", 100)], zones, Vec::new()), &files())
}

fn messages(result: Result<Plan, Vec<PlanError>>) -> Vec<String> {
    result.unwrap_err().iter().map(ToString::to_string).collect()
}

fn between(from: &str, to: &str) -> Place {
    Place::Near(NearPlace {
        is_beyond: false,
        distance_mm: 5_000_000,
        of: NearToPlace::Line(name("line")),
        of_the_other_party: false,
        between: Some((from.to_owned(), to.to_owned())),
        side_of: None,
    })
}

fn locate(plan: &Plan, zone: &str, lon: f64, lat: f64) -> Answer {
    plan.zones[&name(zone)].locate(at(lon, lat), None, 0.0).answer
}

#[test]
fn a_zone_on_one_side_of_a_line_ends_at_the_line() {
    let plan = drawn(vec![zone("south", near_line("line", 5000, Some("South")))]).unwrap();
    // 0.01 degrees of latitude are 1,105.7 m here; the line is known to 100 m.
    assert_eq!(locate(&plan, "south", 0.5, 0.49), Answer::Inside);
    assert_eq!(locate(&plan, "south", 0.5, 0.51), Answer::Outside);
    assert_eq!(locate(&plan, "south", 0.5, 0.4995), Answer::Undetermined);
    assert_eq!(locate(&plan, "south", 0.5, 0.45), Answer::Outside);
}

#[test]
fn a_part_between_markers_carries_the_accuracy_of_its_marker() {
    let plan = drawn(vec![zone("west", between("50", "01")), zone("east", between("50", "99"))]).unwrap();
    assert_eq!(locate(&plan, "west", 0.25, 0.51), Answer::Inside);
    assert_eq!(locate(&plan, "east", 0.25, 0.51), Answer::Outside);
    // Marker 50 may stand 2 km to either side: 1.1 km east of it nothing is certain.
    assert_eq!(locate(&plan, "west", 0.51, 0.51), Answer::Undetermined);
    assert_eq!(locate(&plan, "east", 0.51, 0.51), Answer::Undetermined);
}

#[test]
fn zones_are_made_of_zones_in_any_order() {
    let union = Place::Or(vec![Place::Zone(name("b")), Place::File(file("geo.json#square"))]);
    let plan = drawn(vec![
        zone("a", Place::Minus(Box::new(union), Box::new(near_line("line", 45_000, None)))),
        zone("b", Place::File(file("geo.json#strip"))),
    ])
    .unwrap();
    assert_eq!(locate(&plan, "a", 0.05, 0.05), Answer::Inside);
    assert_eq!(locate(&plan, "a", 0.205, 0.05), Answer::Inside);
    // 0.1 N is 44.2 km from the line.
    assert_eq!(locate(&plan, "a", 0.05, 0.099), Answer::Outside);
    // The strip keeps the accuracy of its own feature.
    assert_eq!(locate(&plan, "b", 0.2003, 0.05), Answer::Undetermined);
}

#[test]
fn a_height_bounds_a_zone() {
    let plan = drawn(vec![below(zone("low", Place::File(file("geo.json#square"))), 1500)]).unwrap();
    let low = &plan.zones[&name("low")];
    let answer = |height: Option<f64>| low.locate(at(0.05, 0.05), height, 0.0).answer;
    assert_eq!(answer(Some(300.0)), Answer::Inside);
    assert_eq!(answer(Some(2000.0)), Answer::Outside);
    // Sea level and ellipsoid may differ by 107 m.
    assert_eq!(answer(Some(1550.0)), Answer::Undetermined);
    assert_eq!(answer(None), Answer::Undetermined);
    assert_eq!(low.locate(at(0.2, 0.05), None, 0.0).answer, Answer::Outside);
}

#[test]
fn a_zone_left_to_a_body_is_undecided_and_so_is_what_rests_on_it() {
    let mut open = zone("open", Place::Everywhere);
    (open.place, open.decided_by) = (None, Some(name("body")));
    let resting = zone("resting", Place::And(vec![Place::Zone(name("open")), near_line("line", 10, None)]));
    let plan = drawn(vec![resting, open]).unwrap();
    assert!(plan.zones.is_empty());
    assert_eq!(plan.undecided, [name("open"), name("resting")].into());
}

#[test]
fn a_zone_known_in_words_only_is_undecided_and_never_empty() {
    let mut told = zone("told", Place::Everywhere);
    (told.place, told.description) = (None, Some("south of the river".to_owned()));
    let union = zone("union", Place::Or(vec![Place::Zone(name("told")), near_line("line", 10, None)]));
    let plan = drawn(vec![union, told]).unwrap();
    assert!(plan.zones.is_empty());
    assert_eq!(plan.undecided, [name("told"), name("union")].into());
}

#[test]
fn the_side_beyond_a_line_depends_on_the_actor() {
    let plan = drawn(Vec::new()).unwrap();
    let beyond = |actor: &str, lat: f64| {
        plan.beyond(&name("line"), &name(actor)).unwrap().locate(at(0.5, lat), None, 0.0).answer
    };
    assert_eq!(beyond("South", 0.51), Answer::Inside);
    assert_eq!(beyond("North", 0.51), Answer::Outside);
    assert_eq!(beyond("North", 0.4995), Answer::Undetermined);
    assert!(plan.beyond(&name("line"), &name("Nobody")).is_none());
}

#[test]
fn the_text_says_by_the_compass_who_is_on_which_side() {
    let bare =
        r#"{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}}"#;
    let mut files = MemoryFiles::default();
    files.files.insert("bare.json".to_owned(), bare.as_bytes().to_vec());
    let side = |side, of: &str| model::LineSide { side, of: vec![name(of)] };
    let sides = vec![side(Cardinal::South, "South"), side(Cardinal::North, "North")];
    let border = model::Line { sides, ..line("line", "bare.json", 0) };
    let of = |of| Place::Side { line: name("line"), of };
    let zones = vec![zone("half", of(SideOf::Named(name("South"))))];
    let drawn = plan(&agreement(vec![border.clone()], zones, Vec::new()), &files).unwrap();
    assert_eq!(locate(&drawn, "half", 0.5, -0.1), Answer::Inside);
    assert_eq!(locate(&drawn, "half", 0.5, 0.1), Answer::Outside);
    let east = model::Line { sides: vec![side(Cardinal::East, "South")], ..border };
    assert_eq!(
        messages(plan(&agreement(vec![east], Vec::new(), Vec::new()), &files)),
        ["line `line` runs from end to end so that neither side of it is the one on the east"]
    );
}

#[test]
fn norms_have_places_and_zones_know_their_first_norm() {
    let zones = vec![zone("square", Place::File(file("geo.json#square")))];
    let norms = vec![
        ban("anywhere", Place::Domain("sea".to_owned())),
        ban("first", Place::Zone(name("square"))),
        ban("second", Place::Or(vec![Place::Zone(name("square")), near_line("line", 5000, None)])),
        ban("crossing", Place::AcrossLine(name("line"))),
    ];
    let plan = plan(&agreement(vec![line("line", "geo.json#line", 100)], zones, norms), &files()).unwrap();
    assert_eq!(plan.norms.keys().map(Name::as_str).collect::<Vec<_>>(), ["first", "second"]);
    assert_eq!(plan.zone_norms[&name("square")], "first");
    assert_eq!(plan.line_norms[&name("line")], "crossing");
}

#[test]
fn every_place_that_cannot_be_drawn_is_told_with_its_cause_and_mend() {
    let odd = zone("odd", Place::File(file("geo.json#nowhere")));
    let gone = zone("gone", Place::File(file("gone.json")));
    let flat = zone("flat", Place::File(file("geo.json#line")));
    let loop_one = zone("one", Place::Zone(name("two")));
    let loop_two = zone("two", Place::Zone(name("one")));
    let marker = zone("marker", between("01", "77"));
    insta::assert_snapshot!(messages(drawn(vec![odd, gone, flat, loop_one, loop_two, marker])).join("\n"));
}

#[test]
fn a_line_without_named_sides_cannot_be_taken_by_side() {
    let text = r#"{"type":"Feature","properties":{"left":"East"},"geometry":
        {"type":"LineString","coordinates":[[0,0],[1,0]]}}"#;
    let mut files = MemoryFiles::default();
    files.files.insert("bare.json".to_owned(), text.as_bytes().to_vec());
    let zones = vec![zone("half", near_line("line", 5000, Some("South")))];
    let norms = vec![ban("crossing", Place::AcrossLine(name("line")))];
    let drawn = plan(&agreement(vec![line("line", "bare.json", 0)], zones, norms), &files);
    insta::assert_snapshot!(messages(drawn).join("\n"));
}

#[test]
fn a_place_that_leaves_nothing_is_told_once_and_never_silently_empty() {
    let gone = zone(
        "gone",
        Place::Minus(Box::new(near_line("line", 3_000, None)), Box::new(near_line("line", 5_000, None))),
    );
    let part = zone("part", Place::And(vec![Place::Zone(name("gone")), near_line("line", 9_000, None)]));
    let far = zone("far", Place::And(vec![between("50", "99"), Place::File(file("geo.json#strip"))]));
    let rim = zone(
        "rim",
        Place::Minus(Box::new(near_line("line", 5_000, None)), Box::new(near_line("line", 3_000, None))),
    );
    let apart = Place::And(vec![Place::Zone(name("rim")), near_line("line", 1_000, None)]);
    let norms = vec![ban("in-gone", Place::Zone(name("gone"))), ban("apart", apart)];
    let zones = vec![gone, part, far, rim];
    let drawn = plan(&agreement(vec![line("line", "geo.json#line", 100)], zones, norms), &files());
    insta::assert_snapshot!(messages(drawn).join("\n"));
}

#[test]
fn an_area_that_lies_over_itself_is_drawn_and_told() {
    let bow = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":
        [[[0,0],[2,2],[2,0],[0,2],[0,0]]]}}"#;
    let mut files = MemoryFiles::default();
    files.files.insert("bow.json".to_owned(), bow.as_bytes().to_vec());
    let zones = vec![zone("bow", Place::File(file("bow.json")))];
    let plan = plan(&agreement(Vec::new(), zones, Vec::new()), &files).unwrap();
    let (path, flaw) = &plan.flaws[&name("bow")];
    assert_eq!((path.as_str(), flaw.position), ("bow.json", at(1.0, 1.0)));
    assert_eq!(locate(&plan, "bow", 1.9, 1.0), Answer::Inside);
}
