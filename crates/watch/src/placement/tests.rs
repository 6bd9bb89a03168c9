use armistice_facts::{Act, Actor, Certainty, Interval, Manner, Source, Standing, Voice};
use armistice_terms::model::Place as TextPlace;

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
    ];
    let norms = vec![
        ban("in-both", TextPlace::Zone(name("both"))),
        ban("in-belt", TextPlace::Zone(name("belt"))),
        ban("crossing", TextPlace::AcrossLine(name("line"))),
        ban("anywhere", TextPlace::Everywhere),
    ];
    let agreement = agreement(vec![line("line", "geo.json#line", 100)], zones, norms);
    let plan = crate::plan(&agreement, &files()).unwrap();
    let placements = super::place(&plan, &agreement, &[act(place)]);
    let found = placements.into_iter().find(|placement| placement.target == *target)?;
    let margin = found.margin_dm.map_or("-".to_owned(), |margin| margin.to_string());
    let words = if found.as_stated { " said" } else { "" };
    Some(format!("{:?} {margin}/{}{words}", found.relation, found.tolerance_dm))
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
