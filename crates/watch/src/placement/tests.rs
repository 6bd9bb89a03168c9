use armistice_facts::{Act, Actor, Certainty, Interval, Manner, Neighbour, Source, Standing, Voice};
use armistice_terms::model::{Line, Near, NearTo, Place as TextPlace, SideOf, Zone};

use super::*;
use crate::testing::{agreement, at, ban, file, files, line, name, near_line, zone};

/// An act of South somewhere.
fn act(place: Place) -> Fact {
    let noon = "2020-06-01T12:00:00Z".parse().unwrap();
    Fact {
        id: name("f1"),
        about: Interval::at(noon),
        known: noon,
        source: Source {
            speaker: "somebody".to_owned(),
            voice: name("press"),
            kind: Voice::Press,
            manner: Manner::Reports,
            means: None,
        },
        certainty: Certainty::High,
        incident: None,
        invokes: Vec::new(),
        what: What::Act(Act {
            actor: Actor { party: Some(name("South")), standing: Standing::Forces },
            verb: name("enter"),
            objects: Vec::new(),
            attributes: std::collections::BTreeMap::new(),
            purposes: Vec::new(),
            place,
            quantity: None,
        }),
        read_at: String::new(),
        note: String::new(),
    }
}

/// The placement of an act relative to one target, as `relation margin/tolerance`, with `said` if words decide.
fn placed(place: Place, target: &PlacementTarget) -> Option<String> {
    let zones = vec![
        zone("square", TextPlace::File(file("geo.json#square"))),
        zone("strip", TextPlace::File(file("geo.json#strip"))),
        zone("both", TextPlace::Or(vec![TextPlace::Zone(name("square")), TextPlace::Zone(name("strip"))])),
        zone("belt", near_line("line", 5000, None)),
        Zone {
            place: None,
            description: Some("the depot".to_owned()),
            ..zone("depot", TextPlace::Everywhere)
        },
    ];
    let norms = vec![
        ban("in-both", TextPlace::Zone(name("both"))),
        ban("in-belt", TextPlace::Zone(name("belt"))),
        ban("crossing", TextPlace::AcrossLine(name("line"))),
        ban("near-posts", near_class(true, false)),
        ban("near-any", near_class(false, false)),
        ban("far-from-posts", near_class(true, true)),
        ban("near-told", near_zone()),
        ban("own", TextPlace::Side { line: name("line"), of: SideOf::Own }),
        ban("other", TextPlace::Side { line: name("line"), of: SideOf::Other }),
        ban("northern", TextPlace::Side { line: name("line"), of: SideOf::Named(name("North")) }),
        ban("own-belt", near_side(SideOf::Own)),
        ban("other-belt", near_side(SideOf::Other)),
        ban("anywhere", TextPlace::Everywhere),
        ban("out-of-square", TextPlace::OutOf(Box::new(TextPlace::Zone(name("square"))))),
        ban("to-square", TextPlace::To(Box::new(TextPlace::Zone(name("square"))))),
    ];
    let agreement = agreement(vec![line("line", "geo.json#line", 100)], zones, norms);
    let plan = crate::plan(&agreement, &files()).unwrap();
    let placements = super::place(&plan, &agreement, &[act(place)]);
    let found = placements.into_iter().find(|placement| placement.target == *target)?;
    let margin = found.margin_dm.map_or("-".to_owned(), |margin| margin.to_string());
    let words = if found.as_stated { " said" } else { "" };
    Some(format!("{:?} {margin}/{}{words}", found.relation, found.tolerance_dm))
}

#[test]
fn zones_that_the_text_holds_apart_or_in_one_another_are_known_by_each_other() {
    let told = |label: &str, within: &[&str], apart: &[&str]| Zone {
        place: None,
        description: Some(label.to_owned()),
        within: within.iter().map(|zone| name(zone)).collect(),
        apart_from: apart.iter().map(|zone| name(zone)).collect(),
        ..zone(label, TextPlace::Everywhere)
    };
    let is = |label: &str| TextPlace::Zone(name(label));
    let ring = TextPlace::Minus(Box::new(is("whole")), Box::new(is("camp")));
    let zones = vec![
        told("whole", &[], &["beyond"]),
        told("camp", &["whole"], &[]),
        told("beyond", &[], &[]),
        zone("ring", ring),
        zone("square", TextPlace::File(file("geo.json#square"))),
        told("hall", &["square"], &[]),
        zone(
            "own-square",
            TextPlace::And(vec![is("square"), TextPlace::Side { line: name("line"), of: SideOf::Own }]),
        ),
    ];
    let norms = zones.iter().map(|zone| ban(&format!("in-{}", zone.name), is(zone.name.as_str()))).collect();
    let agreement = agreement(vec![line("line", "geo.json#line", 100)], zones, norms);
    let plan = crate::plan(&agreement, &files()).unwrap();
    let relation = |place: &Place, zone: &str| {
        let placements = super::place(&plan, &agreement, &[act(place.clone())]);
        let target = norm(&format!("in-{zone}"));
        placements.into_iter().find(|placement| placement.target == target).unwrap().relation
    };
    use Relation::{Inside, Outside, Undetermined};
    let all = |place: &Place| ["whole", "camp", "beyond", "ring"].map(|zone| relation(place, zone));
    assert_eq!(all(&named("camp")), [Inside, Inside, Outside, Outside]);
    assert_eq!(all(&named("beyond")), [Outside, Outside, Inside, Outside]);
    assert_eq!(all(&named("whole")), [Inside, Undetermined, Outside, Undetermined]);
    assert_eq!(all(&named("ring")), [Inside, Outside, Outside, Inside]);
    // A zone known in words that lies in a drawn one; words against a certain position leave it open.
    assert_eq!(relation(&named("hall"), "square"), Inside);
    let away = Place { within: vec![name("hall")], ..seen_at(0.5, 0.05, 10) };
    assert_eq!(relation(&away, "square"), Undetermined);
    // A zone that is another one for each side is not drawn, and known all the same.
    assert_eq!(relation(&seen_at(0.05, 0.05, 10), "own-square"), Inside);
    assert_eq!(relation(&seen_at(0.3, 0.05, 10), "own-square"), Outside);
}

#[test]
fn a_line_that_is_drawn_anew_each_day_is_that_of_the_day() {
    let mut files = files();
    let drawn = |lat: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"left":"North","right":"South"}},"geometry":
            {{"type":"LineString","coordinates":[[0,{lat}],[1,{lat}]]}}}}"#
        )
    };
    for (day, lat) in [("2020-06-01", 0.5), ("2020-06-02", 0.6), ("2020-06-04", 0.6)] {
        files.files.insert(format!("front/{day}.json"), drawn(lat).into_bytes());
    }
    files.files.insert("front/readme.json".to_owned(), b"no line".to_vec());
    let front = Line { is_series: true, markers_by: None, ..line("front", "front/*.json", 100) };
    let norms = vec![
        ban("near", near_line("front", 5000, None)),
        ban("southern", near_line("front", 5000, Some("South"))),
        ban("crossing", TextPlace::AcrossLine(name("front"))),
        ban("zone", TextPlace::Zone(name("belt"))),
    ];
    let zones = vec![zone("belt", near_line("front", 5000, None))];
    let agreement = agreement(vec![front], zones, norms);
    let plan = crate::plan(&agreement, &files).unwrap();
    assert_eq!(plan.series[&name("front")].len(), 3);
    let on = |from: &str, until: &str, place: Place, target: &str| {
        let at = |text: &str| text.parse().unwrap();
        let about = if until.is_empty() {
            Interval::at(at(from))
        } else {
            Interval::new(at(from), at(until), armistice_facts::Precision::Within).unwrap()
        };
        let placements = super::place(&plan, &agreement, &[Fact { about, ..act(place) }]);
        let found = placements.into_iter().find(|one| one.target == norm(target)).unwrap();
        (found.relation, found.missing.map(|line| line.to_string()))
    };
    let noon = |day: &str| format!("{day}T12:00:00Z");
    let here = || seen_at(0.5, 0.51, 10);
    for target in ["near", "zone", "crossing"] {
        assert_eq!(on(&noon("2020-06-01"), "", here(), target), (Relation::Inside, None), "{target}");
        assert_eq!(on(&noon("2020-06-02"), "", here(), target), (Relation::Outside, None), "{target}");
        let missing = (Relation::Undetermined, Some("front".to_owned()));
        assert_eq!(on(&noon("2020-06-03"), "", here(), target), missing, "{target}");
        // On some day of two: both days must give the same answer.
        let both = on(&noon("2020-06-01"), &noon("2020-06-02"), here(), target);
        assert_eq!(both, (Relation::Undetermined, None), "{target}");
        let far = on(&noon("2020-06-01"), &noon("2020-06-02"), seen_at(0.5, 0.1, 10), target);
        assert_eq!(far, (Relation::Outside, None), "{target}");
    }
    assert_eq!(on(&noon("2020-06-01"), "", seen_at(0.5, 0.49, 10), "southern").0, Relation::Inside);
    assert_eq!(on(&noon("2020-06-01"), "", here(), "southern").0, Relation::Outside);
    // Where there is no line, the source may say how far away from it it was.
    let told = beside("front", None, Some(3000), 0);
    assert_eq!(on(&noon("2020-06-03"), "", told.clone(), "near").0, Relation::Inside);
    assert_eq!(
        on(&noon("2020-06-03"), "", beside("front", None, Some(7000), 0), "near").0,
        Relation::Outside
    );
    assert_eq!(on(&noon("2020-06-03"), "", told, "southern").0, Relation::Undetermined);
}

/// Within 1 km of posts, or beyond it.
fn near_class(of_the_other_party: bool, is_beyond: bool) -> TextPlace {
    let of = NearTo::Class(name("post"));
    TextPlace::Near(Near {
        is_beyond,
        distance_mm: 1_000_000,
        of,
        of_the_other_party,
        between: None,
        side_of: None,
    })
}

/// Within 1 km of a zone that is known in words only.
fn near_zone() -> TextPlace {
    let of = NearTo::Zone(name("depot"));
    TextPlace::Near(Near {
        is_beyond: false,
        distance_mm: 1_000_000,
        of,
        of_the_other_party: false,
        between: None,
        side_of: None,
    })
}

/// Within 5 km of the line, on one side of it.
fn near_side(of: SideOf) -> TextPlace {
    match near_line("line", 5000, None) {
        TextPlace::Near(near) => TextPlace::Near(Near { side_of: Some(of), ..near }),
        other => other,
    }
}

fn norm(label: &str) -> PlacementTarget {
    PlacementTarget::Norm(name(label))
}

fn seen_at(lon: f64, lat: f64, error_metres: u32) -> Place {
    Place { position: Some(at(lon, lat)), error_metres, ..Place::default() }
}

#[test]
fn a_certain_position_wins_over_words() {
    let square = norm("in-both");
    assert_eq!(placed(seen_at(0.05, 0.05, 1000), &square).unwrap(), "Inside 55287/10000");
    let outside = seen_at(0.15, 0.05, 1000);
    assert_eq!(placed(outside.clone(), &square).unwrap(), "Outside -55660/10500");
    let said = Place { within: vec![name("square")], ..outside };
    assert!(placed(said, &square).unwrap().starts_with("Undetermined"), "words against a certain position");
}

#[test]
fn words_settle_what_the_position_leaves_open() {
    let vague = seen_at(0.05, 0.05, 9000);
    assert!(placed(vague.clone(), &norm("in-both")).unwrap().starts_with("Undetermined"));
    let said = Place { within: vec![name("square")], ..vague };
    assert_eq!(placed(said.clone(), &norm("in-both")).unwrap(), "Inside 55287/90000 said");
    assert_eq!(placed(said, &PlacementTarget::Zone(name("square"))).unwrap(), "Inside 55287/90000 said");
    let unplaced = Place { within: vec![name("strip")], ..Place::default() };
    assert_eq!(placed(unplaced.clone(), &norm("in-both")).unwrap(), "Inside -/0 said");
    assert_eq!(placed(unplaced, &norm("in-belt")).unwrap(), "Undetermined -/0");
}

#[test]
fn a_depth_within_the_accuracy_of_the_line_proves_nothing() {
    let crossing = norm("crossing");
    let depth =
        |metres: u32| Place { beyond_metres: Some(metres), within: vec![name("line")], ..Place::default() };
    assert_eq!(placed(depth(50), &crossing).unwrap(), "Undetermined 500/1000");
    assert_eq!(placed(depth(100), &crossing).unwrap(), "Undetermined 1000/1000");
    assert_eq!(placed(depth(400), &crossing).unwrap(), "Inside 4000/1000 said");
    // Even if the position is far beyond the line, a source that says 20 m does not bear it out.
    let both = Place { beyond_metres: Some(20), ..seen_at(0.5, 0.51, 10) };
    assert_eq!(placed(both, &crossing).unwrap(), "Undetermined 200/1000");
    assert_eq!(placed(seen_at(0.5, 0.51, 10), &crossing).unwrap(), "Inside 11057/1100");
    assert_eq!(placed(seen_at(0.5, 0.49, 10), &crossing).unwrap(), "Outside -11057/1100");
    assert_eq!(placed(seen_at(0.5, 0.5002, 10), &crossing).unwrap(), "Undetermined 221/1100");
    // Without a depth, the source's word that the line was crossed counts.
    let said = Place { within: vec![name("line")], ..seen_at(0.5, 0.5002, 10) };
    assert_eq!(placed(said.clone(), &crossing).unwrap(), "Inside 221/1100 said");
    assert_eq!(placed(said, &PlacementTarget::Line(name("line"))).unwrap(), "Inside 221/1100 said");
}

#[test]
fn a_side_of_a_line_is_that_of_whoever_acts() {
    // The actor is South, and South is the right, southern side of the line along the parallel 0.5.
    let relation = |lat: f64, error: u32, target: &str| {
        let found = placed(seen_at(0.5, lat, error), &norm(target)).unwrap();
        found.split(' ').next().unwrap().to_owned()
    };
    for (own, other) in [("own", "other"), ("own-belt", "other-belt")] {
        assert_eq!((relation(0.49, 10, own), relation(0.49, 10, other)), ("Inside".into(), "Outside".into()));
        assert_eq!((relation(0.51, 10, own), relation(0.51, 10, other)), ("Outside".into(), "Inside".into()));
        assert_eq!(relation(0.4995, 10, own), "Undetermined");
        assert_eq!(relation(0.4995, 10, other), "Undetermined");
    }
    assert_eq!(
        (relation(0.4, 10, "own"), relation(0.4, 10, "own-belt")),
        ("Inside".into(), "Outside".into())
    );
    assert_eq!(
        (relation(0.51, 10, "northern"), relation(0.49, 10, "northern")),
        ("Inside".into(), "Outside".into())
    );
    // A source that says that the line was crossed says that it was not on its own side.
    assert!(placed(named("line"), &norm("other")).unwrap().starts_with("Inside"));
    assert!(placed(named("line"), &norm("own")).unwrap().starts_with("Outside"));
}

fn beside(of: &str, holder: Option<&str>, metres: Option<u32>, error_metres: u32) -> Place {
    let (of, holder) = (name(of), holder.map(name));
    let near = Neighbour { of, holder, metres, position: None, error_metres };
    Place { near: Some(Box::new(near)), ..Place::default() }
}

#[test]
fn a_distance_to_things_is_told_by_the_source() {
    let told = |place: &Place, target| placed(place.clone(), &norm(target)).unwrap();
    let near = beside("post", Some("North"), Some(600), 50);
    assert_eq!(told(&near, "near-posts"), "Inside 4000/500 said");
    assert_eq!(told(&near, "near-any"), "Inside 4000/500 said");
    assert!(told(&near, "far-from-posts").starts_with("Outside"));
    let far = beside("post", Some("North"), Some(1400), 50);
    assert!(told(&far, "near-posts").starts_with("Outside"));
    assert!(told(&far, "far-from-posts").starts_with("Inside"));
    assert_eq!(told(&beside("post", Some("North"), Some(990), 50), "near-posts"), "Undetermined 100/500");
    // Exactly so far away is within the distance.
    assert!(told(&beside("post", Some("North"), Some(1000), 0), "near-posts").starts_with("Inside"));
    // The nearest of anybody's is far enough away; the nearest of one side's says nothing of the others'.
    assert!(told(&beside("post", None, Some(1400), 50), "near-posts").starts_with("Outside"));
    assert_eq!(told(&far, "near-any"), "Undetermined -/0");
    // Of one's own, of somebody not told, of another kind, and of nothing told.
    let own = beside("post", Some("South"), Some(600), 50);
    assert_eq!(told(&own, "near-posts"), "Undetermined -/0");
    assert!(told(&own, "near-any").starts_with("Inside"));
    assert_eq!(told(&beside("post", None, Some(600), 50), "near-posts"), "Undetermined 4000/500");
    assert_eq!(told(&beside("gun", Some("North"), Some(600), 50), "near-posts"), "Undetermined -/0");
    assert_eq!(told(&beside("post", Some("North"), None, 0), "near-posts"), "Undetermined -/0");
    assert_eq!(told(&Place::default(), "near-posts"), "Undetermined -/0");
}

#[test]
fn the_positions_of_both_say_how_far_they_were_apart() {
    let both = |east: f64, error: u32| {
        let mut place = seen_at(0.05, 0.05, 100);
        let position = Some(at(0.05 + east, 0.05));
        let (of, holder) = (name("post"), Some(name("North")));
        // Positions count before what is said of the distance.
        let near = Neighbour { of, holder, metres: Some(1), position, error_metres: error };
        place.near = Some(Box::new(near));
        placed(place, &norm("near-posts")).unwrap()
    };
    // 0.005 degrees are 556.6 m here, 0.01 are 1,113.2 m.
    assert_eq!(both(0.005, 200), "Inside 4434/3000");
    assert_eq!(both(0.005, 400), "Undetermined 4434/5000");
    assert_eq!(both(0.01, 0), "Outside -1132/1000");
}

#[test]
fn a_distance_to_a_zone_without_geometry_is_told_by_the_source() {
    let told = |place: &Place| placed(place.clone(), &norm("near-told")).unwrap();
    assert!(told(&beside("depot", None, Some(600), 0)).starts_with("Inside"));
    assert!(told(&beside("depot", None, Some(1600), 0)).starts_with("Outside"));
    assert_eq!(told(&beside("square", None, Some(600), 0)), "Undetermined -/0");
    assert_eq!(told(&seen_at(0.05, 0.05, 10)), "Undetermined -/0");
}

/// A move from one place to another, as far as they are told.
fn moved(origin: Option<Place>, destination: Option<Place>) -> Place {
    Place { origin: origin.map(Box::new), destination: destination.map(Box::new), ..Place::default() }
}

fn named(zone: &str) -> Place {
    Place { within: vec![name(zone)], ..Place::default() }
}

#[test]
fn a_move_goes_out_of_a_place_only_if_it_ends_outside_of_it() {
    let (inside, deep) = (seen_at(0.05, 0.05, 100), seen_at(0.06, 0.06, 100));
    let (outside, vague) = (seen_at(0.5, 0.05, 100), seen_at(0.11, 0.05, 9000));
    let both = |origin: &Place, destination: &Place| {
        let told = |target| {
            let found = placed(moved(Some(origin.clone()), Some(destination.clone())), &norm(target));
            found.unwrap().split(' ').next().unwrap().to_owned()
        };
        (told("out-of-square"), told("to-square"))
    };
    let is = |out: &str, to: &str| (out.to_owned(), to.to_owned());
    assert_eq!(both(&inside, &outside), is("Inside", "Outside"));
    assert_eq!(both(&outside, &inside), is("Outside", "Inside"));
    assert_eq!(both(&inside, &deep), is("Outside", "Outside"));
    assert_eq!(both(&outside, &outside), is("Outside", "Outside"));
    assert_eq!(both(&inside, &vague), is("Undetermined", "Outside"));
    assert_eq!(both(&vague, &inside), is("Outside", "Undetermined"));
    // A source that says that it went out of the zone says so whatever it calls the place where it ended.
    assert_eq!(both(&named("square"), &named("strip")), is("Inside", "Outside"));
    assert_eq!(both(&named("square"), &inside), is("Outside", "Outside"));
}

#[test]
fn one_end_of_a_move_alone_decides_only_by_the_words_of_the_source() {
    let (inside, outside) = (seen_at(0.05, 0.05, 100), seen_at(0.5, 0.05, 100));
    let told = |place: Place, target| placed(place, &norm(target)).unwrap();
    assert_eq!(told(moved(Some(inside.clone()), None), "out-of-square"), "Undetermined -/0");
    assert!(told(moved(Some(outside), None), "out-of-square").starts_with("Outside"));
    assert_eq!(told(moved(Some(named("square")), None), "out-of-square"), "Inside -/0 said");
    assert_eq!(told(moved(None, Some(named("square"))), "to-square"), "Inside -/0 said");
    assert_eq!(told(moved(None, Some(named("square"))), "out-of-square"), "Undetermined -/0");
    // Where something was done says nothing of where it went.
    assert_eq!(told(inside, "to-square"), "Undetermined -/0");
}

#[test]
fn a_norm_that_binds_everywhere_has_no_placement() {
    assert_eq!(placed(seen_at(0.05, 0.05, 0), &norm("anywhere")), None);
    assert_eq!(placed(Place::default(), &norm("in-belt")).unwrap(), "Undetermined -/0");
}

#[test]
fn a_norm_that_the_act_cannot_fall_under_has_no_placement() {
    let square = zone("square", TextPlace::File(file("geo.json#square")));
    let norms = vec![ban("in-square", TextPlace::Zone(name("square")))];
    let agreement = agreement(Vec::new(), vec![square], norms);
    let plan = crate::plan(&agreement, &files()).unwrap();
    let entered = act(seen_at(0.05, 0.05, 0));
    let mut flew = entered.clone();
    if let What::Act(act) = &mut flew.what {
        act.verb = name("fly");
    }
    assert_eq!(super::place(&plan, &agreement, &[entered]).len(), 1);
    assert_eq!(super::place(&plan, &agreement, &[flew]), []);
}

#[test]
fn answers_combine_as_in_three_valued_logic() {
    let answers = [Relation::Outside, Relation::Undetermined, Relation::Inside];
    let finding = |relation| Finding { relation, ..Finding::UNKNOWN };
    for (low, one) in answers.into_iter().enumerate() {
        for (high, other) in answers.into_iter().enumerate() {
            assert_eq!(finding(one).and(finding(other)).relation, answers[low.min(high)]);
            assert_eq!(finding(one).or(finding(other)).relation, answers[low.max(high)]);
            let de_morgan = finding(one).not().and(finding(other).not()).not();
            assert_eq!(de_morgan.relation, finding(one).or(finding(other)).relation);
        }
    }
}
