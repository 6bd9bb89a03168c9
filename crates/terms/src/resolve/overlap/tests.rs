//! The answers against a small world in which every place can be counted out.

use armistice_facts::Name;
use proptest::prelude::*;

use super::*;
use crate::model::{FileRef, Zone};

/// A point of the world: how far it lies from the line, in kilometres, and whether it lies in the park.
type Point = (i64, bool);

fn points() -> impl Iterator<Item = Point> {
    (0..8).flat_map(|distance| [(distance, false), (distance, true)])
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn park() -> Place {
    Place::File(FileRef { path: "park".to_owned(), feature: None, sha256: None })
}

fn near(is_beyond: bool, distance: i64) -> Place {
    Place::Near(Near {
        is_beyond,
        distance_mm: distance,
        of: NearTo::Line(name("line")),
        of_the_other_party: false,
        between: None,
        side_of: None,
    })
}

/// Two zones, one of which names the other.
fn geometry() -> Geometry {
    let zone = |text: &str, place: Option<Place>| Zone {
        name: name(text),
        place,
        heights: Vec::new(),
        accuracy_mm: 0,
        reading: None,
        decided_by: None,
        description: None,
        within: Vec::new(),
        apart_from: Vec::new(),
        span: crate::Span::default(),
    };
    let strip = near(false, 3);
    let ring = Place::Minus(Box::new(Place::Zone(name("strip"))), Box::new(near(false, 1)));
    Geometry { zones: vec![zone("strip", Some(strip)), zone("ring", Some(ring))], ..Geometry::default() }
}

fn holds(geometry: &Geometry, place: &Place, point: Point) -> bool {
    match place {
        Place::Or(parts) => parts.iter().any(|part| holds(geometry, part, point)),
        Place::And(parts) => parts.iter().all(|part| holds(geometry, part, point)),
        Place::Minus(whole, out) => holds(geometry, whole, point) && !holds(geometry, out, point),
        Place::Near(near) if near.is_beyond => point.0 >= near.distance_mm,
        Place::Near(near) => point.0 <= near.distance_mm,
        Place::File(_) => point.1,
        Place::Zone(name) => {
            let zone = geometry.zones.iter().find(|zone| zone.name == *name).unwrap();
            holds(geometry, zone.place.as_ref().unwrap(), point)
        }
        _ => true,
    }
}

fn places() -> impl Strategy<Value = Place> {
    let leaf = prop_oneof![
        Just(Place::Everywhere),
        Just(park()),
        Just(Place::Zone(name("strip"))),
        Just(Place::Zone(name("ring"))),
        (any::<bool>(), 0..8_i64).prop_map(|(is_beyond, distance)| near(is_beyond, distance)),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Place::Or),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Place::And),
            (inner.clone(), inner).prop_map(|(whole, out)| Place::Minus(Box::new(whole), Box::new(out))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_said_of_two_places_holds_at_every_point(one in places(), other in places()) {
        let geometry = geometry();
        let of_one: Vec<Point> = points().filter(|point| holds(&geometry, &one, *point)).collect();
        let is_in_other = |point: &Point| holds(&geometry, &other, *point);
        if is_place_within(&geometry, &one, &other) {
            prop_assert!(of_one.iter().all(is_in_other));
        }
        if is_place_empty(&geometry, &one) {
            prop_assert!(of_one.is_empty());
        }
    }
}

#[test]
fn what_can_be_told_is_told() {
    let geometry = geometry();
    let strip = Place::Zone(name("strip"));
    assert!(is_place_within(&geometry, &near(false, 2), &strip));
    assert!(is_place_within(&geometry, &strip, &near(false, 3)));
    assert!(!is_place_within(&geometry, &near(false, 4), &strip));
    assert!(is_place_within(&geometry, &Place::Zone(name("ring")), &strip));
    assert!(do_places_meet(&geometry, &Place::Or(vec![park(), near(false, 1)]), &strip));
    assert!(!do_places_meet(&geometry, &park(), &strip));
    assert!(is_place_empty(&geometry, &Place::Minus(Box::new(park()), Box::new(park()))));
    assert!(is_place_empty(&geometry, &Place::And(vec![strip.clone(), near(true, 4)])));
    assert!(!is_place_empty(&geometry, &Place::And(vec![strip, near(true, 3)])));
}

#[test]
fn stretches_meet_at_one_instant_and_an_open_end_lies_in_an_open_end_only() {
    let at = |hours: i64| Instant::from_millis(hours * 3_600_000).unwrap();
    let stretch = |from, until: Option<i64>| Stretch { from: at(from), until: until.map(at) };
    assert!(stretch(0, Some(2)).meets(stretch(2, None)));
    assert!(!stretch(0, Some(1)).meets(stretch(2, None)));
    assert!(stretch(1, None).is_within(stretch(0, None)));
    assert!(!stretch(1, None).is_within(stretch(0, Some(9))));
    assert!(stretch(2, Some(1)).is_empty() && !stretch(1, Some(1)).is_empty());
}
