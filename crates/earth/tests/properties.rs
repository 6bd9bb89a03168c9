//! Membership, distance and the algebra of sets against a second, slower way to say the same.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails here")]
#![expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small numbers of corners")]

use armistice_earth::{
    Answer, Beside, Cardinal, HeightBand, Line, Near, NearTo, Polygon, Position, Region, Side, geodesic,
};
use proptest::prelude::*;

fn at(lon: f64, lat: f64) -> Position {
    Position::new(lon, lat).unwrap()
}

/// The longitude brought back into ±180.
fn turned(lon: f64) -> f64 {
    (lon + 540.0).rem_euclid(360.0) - 180.0
}

/// A star-shaped ring round a centre: corners in order of their bearing, so that it does not cross itself.
fn ring(lon: f64, lat: f64, radii: &[f64]) -> Vec<Position> {
    let corner = |(index, radius): (usize, &f64)| {
        let angle = std::f64::consts::TAU * index as f64 / radii.len() as f64;
        at(turned(lon + radius * angle.cos()), lat + radius * angle.sin())
    };
    let mut corners: Vec<Position> = radii.iter().enumerate().map(corner).collect();
    corners.push(corners[0]);
    corners
}

/// Longitude and latitude of a ring as it lies beside a meridian, and of a position.
fn beside(position: Position, lon: f64) -> (f64, f64) {
    (lon + turned(position.lon() - lon), position.lat())
}

/// How often a ring winds round a position: the sum of the angles under which its edges are seen.
fn winds_round(ring: &[Position], position: Position) -> bool {
    let (x, y) = beside(position, position.lon());
    let bearing = |corner: &Position| {
        let (lon, lat) = beside(*corner, position.lon());
        (lat - y).atan2(lon - x)
    };
    let turn = |pair: &[Position]| {
        let angle = bearing(&pair[1]) - bearing(&pair[0]);
        angle - std::f64::consts::TAU * (angle / std::f64::consts::TAU).round()
    };
    ring.windows(2).map(turn).sum::<f64>().abs() > std::f64::consts::PI
}

/// The least distance to many points on every edge: never below the true one.
fn sampled_distance(corners: &[Position], position: Position, samples: u32) -> f64 {
    let mut least = f64::INFINITY;
    for pair in corners.windows(2) {
        let (from, to) = (beside(pair[0], pair[0].lon()), beside(pair[1], pair[0].lon()));
        for step in 0..=samples {
            let share = f64::from(step) / f64::from(samples);
            let point = at(turned(from.0 + share * (to.0 - from.0)), from.1 + share * (to.1 - from.1));
            least = least.min(geodesic::distance(position, point));
        }
    }
    least
}

fn longest_edge(corners: &[Position]) -> f64 {
    corners.windows(2).map(|pair| geodesic::distance(pair[0], pair[1])).fold(0.0, f64::max)
}

/// A corner between samples is at most this much nearer than the nearest sample: the samples are `gap` apart along
/// the edge, so the foot is at most half of that from one.
fn sampling_error(gap: f64, distance: f64) -> f64 {
    (distance * distance + gap * gap / 4.0).sqrt() - distance + 0.02
}

fn radii() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.05..0.6_f64, 3..12)
}

fn centre() -> impl Strategy<Value = (f64, f64)> {
    prop_oneof![(-180.0..180.0_f64, -80.0..80.0_f64), (179.5..180.0_f64, -80.0..80.0_f64)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_polygon_holds_what_its_ring_winds_round((lon, lat) in centre(), radii in radii(), east in -0.8..0.8, north in -0.8..0.8) {
        let ring = ring(lon, lat, &radii);
        let position = at(turned(lon + east), lat + north);
        let polygon = Polygon::new(std::slice::from_ref(&ring)).unwrap();
        // Within a metre of the edge the angles in floating point cannot tell.
        prop_assume!(polygon.signed_distance(position).abs() > 1.0);
        prop_assert_eq!(polygon.contains(position), winds_round(&ring, position));
    }

    #[test]
    fn a_hole_is_outside((lon, lat) in centre(), radii in radii(), east in -0.8..0.8, north in -0.8..0.8) {
        let outer = ring(lon, lat, &radii);
        let inner = ring(lon, lat, &radii.iter().map(|radius| radius / 2.0).collect::<Vec<_>>());
        let position = at(turned(lon + east), lat + north);
        let polygon = Polygon::new(&[outer.clone(), inner.clone()]).unwrap();
        prop_assume!(polygon.signed_distance(position).abs() > 1.0);
        let expected = winds_round(&outer, position) && !winds_round(&inner, position);
        prop_assert_eq!(polygon.contains(position), expected);
    }

    #[test]
    fn the_distance_to_a_boundary_is_that_to_its_nearest_sample((lon, lat) in centre(), radii in radii(), bearing in 0.0..360.0, away in 0.0..200_000.0) {
        let ring = ring(lon, lat, &radii);
        let position = geodesic::destination(at(turned(lon), lat), bearing, away);
        let found = Polygon::new(std::slice::from_ref(&ring)).unwrap().signed_distance(position).abs();
        let sampled = sampled_distance(&ring, position, 400);
        let allowed = sampling_error(longest_edge(&ring) / 400.0, found);
        // Positions are rounded to 1 cm, and so are the samples.
        prop_assert!(found <= sampled + 0.01, "{found} m, but a sample is at {sampled} m");
        prop_assert!(found >= sampled - allowed, "{found} m, but the nearest sample is at {sampled} m");
    }

    #[test]
    fn the_foot_on_an_edge_is_right_to_a_centimetre(lat in -75.0..75.0, azimuth in 0.0..360.0, length in 100.0..100_000.0, bearing in 0.0..360.0, away in 0.0..200_000.0) {
        let start = at(10.0, lat);
        let corners = [start, geodesic::destination(start, azimuth, length)];
        let position = geodesic::destination(start, bearing, away);
        let nearest = Line::new(corners).unwrap().nearest(position);
        prop_assert!((geodesic::distance(position, nearest.position) - nearest.distance_metres).abs() < 0.01);
        let sampled = sampled_distance(&corners, position, 4_000);
        let allowed = sampling_error(length / 4_000.0, nearest.distance_metres);
        prop_assert!(nearest.distance_metres <= sampled + 0.01);
        prop_assert!(nearest.distance_metres >= sampled - allowed);
    }

    #[test]
    fn a_line_is_right_and_left_of_what_it_was_drawn_past(lat in -75.0..75.0, radii in radii(), bearing in 0.0..360.0, away in 10.0..50_000.0) {
        let ring = ring(20.0, lat, &radii);
        // A closed line drawn against the clock: left is inside.
        let line = Line::new(&ring).unwrap();
        let polygon = Polygon::new(std::slice::from_ref(&ring)).unwrap();
        let position = geodesic::destination(at(20.0, lat), bearing, away);
        let nearest = line.nearest(position);
        prop_assume!(nearest.distance_metres > 1.0);
        // Where the ring closes, the line has ends, and beyond an end the last edge goes straight on.
        prop_assume!(nearest.position != ring[0]);
        prop_assert_eq!(nearest.side == Side::Left, polygon.contains(position));
    }

    #[test]
    fn nothing_changes_when_everything_is_moved_round_the_earth(lat in -80.0..80.0, radii in radii(), east in -0.8..0.8, north in -0.8..0.8, shift in 1..360) {
        let here = 3.0;
        let there = turned(here + f64::from(shift));
        let (first, moved) = (ring(here, lat, &radii), ring(there, lat, &radii));
        let (position, moved_position) = (at(here + east, lat + north), at(turned(there + east), lat + north));
        let distance = Polygon::new(std::slice::from_ref(&first)).unwrap().signed_distance(position);
        let moved_distance = Polygon::new(std::slice::from_ref(&moved)).unwrap().signed_distance(moved_position);
        // Rounding to the grid differs by a unit at most: 1.1 cm for each of the two.
        prop_assert!((distance - moved_distance).abs() < 0.03 || distance.abs() < 0.02, "{distance} {moved_distance}");
        let (line, moved_line) = (Line::new(first).unwrap(), Line::new(moved).unwrap());
        prop_assert!((line.length() - moved_line.length()).abs() < 1.0);
    }

    #[test]
    fn a_ring_round_a_pole_holds_the_pole_side(corner_lats in prop::collection::vec(60.0..80.0_f64, 4..12), is_south: bool, is_westward: bool, lon in -180.0..180.0, lat in 45.0..90.0_f64) {
        let sign = if is_south { -1.0 } else { 1.0 };
        let count = corner_lats.len() as f64;
        let lon_of = |index: usize| -170.0 + 360.0 * index as f64 / count;
        let mut corners: Vec<Position> =
            corner_lats.iter().enumerate().map(|(index, lat)| at(turned(lon_of(index)), sign * lat)).collect();
        corners.push(corners[0]);
        if is_westward { corners.reverse(); }
        let polygon = Polygon::new(&[corners]).unwrap();
        prop_assert!(polygon.contains(at(lon, sign * 90.0)));
        prop_assert!(!polygon.contains(at(lon, -sign * 90.0)));
        // The latitude of the ring at this longitude, by interpolation between its corners.
        let step = 360.0 / count;
        let place = (lon + 170.0).rem_euclid(360.0) / step;
        let index = (place.floor() as usize).min(corner_lats.len() - 1);
        let next = (index + 1) % corner_lats.len();
        let share = place - index as f64;
        let edge_lat: f64 = corner_lats[index] + share * (corner_lats[next] - corner_lats[index]);
        prop_assume!((lat - edge_lat).abs() > 1e-5);
        prop_assert_eq!(polygon.contains(at(lon, sign * lat)), lat > edge_lat);
    }

    #[test]
    fn sets_combine_like_their_answers(lat in -70.0..70.0, radii in prop::collection::vec(0.2..0.6_f64, 8), east in -0.9..0.9, north in -0.9..0.9, metres in 1_000.0..60_000.0, accuracy in 0.0..5_000.0, error in 0.0..5_000.0) {
        let polygon = Polygon::new(&[ring(5.0, lat, &radii)]).unwrap().with_accuracy(accuracy);
        let zone = Region::Polygon(polygon);
        let circle = Region::Near(Near::within(metres, NearTo::Point { position: at(5.3, lat), accuracy_metres: accuracy / 2.0 }));
        let north_of = Region::Beside(Beside { side: Cardinal::North, point: at(5.0, lat), accuracy_metres: 0.0 });
        let position = at(5.0 + east, lat + north);
        let answer = |region: &Region| region.locate(position, None, error).answer;
        let (one, two, three) = (answer(&zone), answer(&circle), answer(&north_of));
        let and = Region::And(vec![zone.clone(), circle.clone(), north_of.clone()]);
        prop_assert_eq!(answer(&and), least(&[one, two, three]));
        let minus = Region::Minus(Box::new(zone.clone()), Box::new(circle.clone()));
        prop_assert_eq!(answer(&minus), least(&[one, opposite(two)]));
        let or = answer(&Region::Or(vec![zone, circle, north_of]));
        let by_parts = opposite(least(&[opposite(one), opposite(two), opposite(three)]));
        // A second look may settle what the parts leave open; it never contradicts them.
        prop_assert!(or == by_parts || by_parts == Answer::Undetermined, "{or:?} {by_parts:?}");
    }

    #[test]
    fn what_is_surely_inside_is_inside_wherever_it_truly_is(lat in -70.0..70.0, radii in prop::collection::vec(0.1..0.6_f64, 8), east in -0.9..0.9, north in -0.9..0.9, error in 1.0..20_000.0, bearing in 0.0..360.0, share in 0.0..1.0) {
        let half = |lon: f64| Region::Polygon(Polygon::new(&[ring(lon, lat, &radii)]).unwrap());
        let line = Line::new([at(4.0, lat), at(5.0, lat + 0.2), at(6.0, lat)]).unwrap();
        let strip = Region::Near(Near::within(20_000.0, NearTo::Line(line)));
        let region = Region::Minus(Box::new(Region::Or(vec![half(4.8), half(5.2)])), Box::new(strip));
        let position = at(5.0 + east, lat + north);
        let located = region.locate(position, None, error);
        let truly = geodesic::destination(position, bearing, error * share);
        match located.answer {
            Answer::Inside | Answer::Outside => prop_assert_eq!(region.contains(truly, None), located.answer),
            Answer::Undetermined => prop_assert!(located.margin_metres.abs() <= located.tolerance_metres),
        }
    }

    #[test]
    fn a_crossing_lies_on_the_line_and_changes_the_side(lat in -70.0..70.0, from_east in -1.0..1.0, to_east in -1.0..1.0, from_north in -0.9..0.9, to_north in -0.9..0.9) {
        let line = Line::new([at(-179.0, lat), at(179.5, lat + 0.1), at(178.5, lat - 0.1)]).unwrap();
        let place = |east: f64, north: f64| at(turned(179.5 + east), lat + north);
        let (from, to) = (place(from_east, from_north), place(to_east, to_north));
        let crossings = line.crossings(from, to);
        for crossing in &crossings {
            prop_assert!(line.nearest(crossing.position).distance_metres < 5.0, "{crossing:?}");
            prop_assert!((geodesic::distance(crossing.position, geodesic::along(from, to, crossing.fraction))) < 0.05);
        }
        for pair in crossings.windows(2) {
            prop_assert!(pair[0].fraction < pair[1].fraction);
            prop_assert!(pair[0].from_side != pair[1].from_side);
        }
    }

    #[test]
    fn the_turn_into_a_region_is_on_its_boundary(lat in -70.0..70.0, radii in radii(), bearing in 0.0..360.0) {
        let region = Region::Polygon(Polygon::new(&[ring(5.0, lat, &radii)]).unwrap());
        let (inside, outside) = (at(5.0, lat), geodesic::destination(at(5.0, lat), bearing, 150_000.0));
        prop_assume!(region.contains(inside, None) == Answer::Inside && region.contains(outside, None) == Answer::Outside);
        let fraction = region.turn_between((inside, None), (outside, None)).unwrap();
        let turn = geodesic::along(inside, outside, fraction);
        prop_assert!(region.margin(turn, None).metres.abs() < 0.05);
        prop_assert_eq!(region.turn_between((inside, None), (inside, None)), None);
    }

    #[test]
    fn the_way_to_a_meridian_is_that_to_its_nearest_sample(lon in -180.0..180.0, lat in -90.0..90.0, meridian in -180.0..180.0) {
        let position = at(lon, lat);
        let east = Region::Beside(Beside { side: Cardinal::East, point: at(meridian, 12.0), accuracy_metres: 0.0 });
        let found = east.margin(position, None).metres;
        let mut sampled = f64::INFINITY;
        for step in 0..=3_600 {
            let lat = -90.0 + f64::from(step) / 20.0;
            sampled = sampled.min(geodesic::distance(position, at(meridian, lat)));
            sampled = sampled.min(geodesic::distance(position, at(turned(meridian + 180.0), lat)));
        }
        prop_assert!(found.abs() <= sampled + 0.02 && found.abs() >= sampled - sampling_error(5_600.0, found.abs()), "{found} {sampled}");
        let difference = turned(lon - meridian);
        prop_assume!(found.abs() > 1.0);
        prop_assert_eq!(found > 0.0, difference > 0.0);
    }
}

fn rank(answer: Answer) -> u8 {
    match answer {
        Answer::Outside => 0,
        Answer::Undetermined => 1,
        Answer::Inside => 2,
    }
}

fn least(answers: &[Answer]) -> Answer {
    answers.iter().copied().min_by_key(|answer| rank(*answer)).unwrap()
}

fn opposite(answer: Answer) -> Answer {
    match answer {
        Answer::Outside => Answer::Inside,
        Answer::Undetermined => Answer::Undetermined,
        Answer::Inside => Answer::Outside,
    }
}

#[test]
fn heights_hold_both_ends_and_need_a_height() {
    let band = HeightBand { lower_metres: Some(100.0), upper_metres: Some(3_000.0), accuracy_metres: 0.0 };
    let answer = |height: Option<f64>| Region::Height(band).locate(at(0.0, 0.0), height, 500.0).answer;
    assert_eq!(answer(Some(100.0)), Answer::Inside);
    assert_eq!(answer(Some(3_000.0)), Answer::Inside);
    assert_eq!(answer(Some(99.9)), Answer::Outside);
    assert_eq!(answer(None), Answer::Undetermined);
    // A height does not matter where the place alone decides.
    let nowhere_near = Region::And(vec![Region::Height(band), Region::Nowhere]);
    assert_eq!(nowhere_near.locate(at(0.0, 0.0), None, 0.0).answer, Answer::Outside);
}

#[test]
fn a_part_between_markers_has_flat_ends_and_a_whole_line_round_ones() {
    let line = Line::new([at(10.0, 0.0), at(11.0, 0.0), at(12.0, 0.0)]).unwrap();
    let line = line.with_inexact_markers([
        ("0001".to_owned(), at(10.0, 0.0), 0.0),
        ("0002".to_owned(), at(11.0, 0.001), 2_000.0),
        ("0003".to_owned(), at(11.5, 0.0), 0.0),
    ]);
    let line = line.unwrap();
    let within = |line: Line| Region::Near(Near::within(20_000.0, NearTo::Line(line)));
    let part = within(line.between("0001", "0003").unwrap());
    let cap = at(9.9, 0.0);
    assert_eq!(part.locate(cap, None, 0.0).answer, Answer::Inside, "the marker at the end cuts nothing off");
    // 5 km before the seam and 5 km behind it, 10 km off the line.
    let (kept, cut) = (at(11.455, 0.09), at(11.545, 0.09));
    let margin = |position: Position| part.margin(position, None).metres;
    assert!((margin(kept) / 5_009.0 - 1.0).abs() < 0.02, "{}", margin(kept));
    assert!((margin(cut) / -5_009.0 - 1.0).abs() < 0.02, "{}", margin(cut));
    // 1.1 km from a marker that may stand 2 km farther on, and 3.3 km from it.
    let inexact = within(line.between("0002", "0003").unwrap());
    assert_eq!(inexact.locate(at(11.01, 0.05), None, 0.0).answer, Answer::Undetermined);
    assert_eq!(inexact.locate(at(11.03, 0.05), None, 0.0).answer, Answer::Inside);
    assert_eq!(inexact.locate(at(10.97, 0.05), None, 0.0).answer, Answer::Outside);
}

#[test]
fn one_side_of_a_line_ends_at_the_line() {
    let line = Line::new([at(10.0, 40.0), at(11.0, 40.0)]).unwrap().with_accuracy(100.0);
    let side = |side: Side| {
        Region::Near(Near {
            of: NearTo::Line(line.clone()),
            metres: 10_000.0,
            is_beyond: false,
            side: Some(side),
        })
    };
    let (north, south) = (at(10.5, 40.02), at(10.5, 39.98));
    let answer = |region: Region, position: Position| region.locate(position, None, 0.0).answer;
    assert_eq!(answer(side(Side::Left), north), Answer::Inside);
    assert_eq!(answer(side(Side::Right), north), Answer::Outside);
    assert_eq!(answer(side(Side::Right), south), Answer::Inside);
    assert_eq!(answer(side(Side::Left), at(10.5, 40.0005)), Answer::Undetermined);
    assert_eq!(answer(side(Side::Left), at(10.5, 40.1)), Answer::Outside);
}

#[test]
fn markers_are_named_when_something_is_wrong_with_them() {
    let line = Line::new([at(10.0, 0.0), at(12.0, 0.0)]).unwrap();
    let far = line.clone().with_markers([("0005".to_owned(), at(11.0, 0.5))]).unwrap_err();
    assert_eq!(
        far.to_string(),
        "marker `0005` stands 55287 m from the line: is it a marker of another line?"
    );
    let markers = [("0001", 10.1), ("0489", 10.4), ("0646", 11.0), ("1292", 11.9)];
    let line = line.with_markers(markers.map(|(code, lon)| (code.to_owned(), at(lon, 0.0)))).unwrap();
    let error = |from: &str, to: &str| line.between(from, to).unwrap_err().to_string();
    assert_eq!(
        error("0001", "0647"),
        "the line has no marker `0647`: the nearest codes known are `0489`, `0646`, `1292`"
    );
    assert_eq!(
        error("0646", "0001"),
        "the line meets marker `0001` before marker `0646`: name them in that order"
    );
    assert!(error("0646", "0646").contains("at one point"));
    assert!((line.between("0001", "0646").unwrap().length() - 0.9 * 111_319.49).abs() < 0.1);
}

#[test]
fn rings_that_are_none_are_refused() {
    let refused = |corners: &[(f64, f64)]| {
        let ring: Vec<Position> = corners.iter().map(|(lon, lat)| at(*lon, *lat)).collect();
        Polygon::new(&[ring]).unwrap_err().to_string()
    };
    assert!(refused(&[(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)]).contains("3 positions"));
    assert!(
        refused(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]).contains("does not end where it began")
    );
    let band = [(-180.0, 80.0), (180.0, 80.0), (180.0, 85.0), (-180.0, 85.0), (-180.0, 80.0)];
    assert!(refused(&band).contains("put a corner in between"));
    assert!(Polygon::new(&[]).is_err());
    assert!(Line::new([at(1.0, 1.0), at(1.0, 1.0)]).is_err());
}

#[test]
fn the_boundary_belongs_to_a_region_and_touching_a_line_is_no_crossing() {
    let square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)].map(|(lon, lat)| at(lon, lat));
    let region = Region::Polygon(Polygon::new(&[square.to_vec()]).unwrap());
    for position in [at(0.0, 0.0), at(0.5, 0.0), at(1.0, 0.25), at(1.0, 1.0)] {
        let located = region.locate(position, None, 0.0);
        assert_eq!((located.answer, located.margin_metres), (Answer::Inside, 0.0), "{position:?}");
        assert_eq!(region.locate(position, None, 0.1).answer, Answer::Undetermined);
        assert_eq!(region.contains(position, None), Answer::Inside);
    }
    let line = Line::new([at(0.0, 0.0), at(0.5, 0.5), at(1.0, 0.0)]).unwrap();
    assert_eq!(line.crossings(at(0.45, 0.5), at(0.55, 0.5)), []);
    assert_eq!(
        line.crossings(at(0.45, 0.55), at(0.5, 0.5)).len() + line.crossings(at(0.5, 0.5), at(0.5, 0.4)).len(),
        1
    );
    assert_eq!(line.crossing(at(0.25, 0.3), at(0.25, 0.2)).unwrap().from_side, Side::Left);
    assert_eq!(line.crossings(at(0.0, 0.2), at(1.0, 0.2)).len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nearer to the seam than it is measured the margin is nothing, and still tells the side.
    #[test]
    fn the_sign_of_a_margin_is_what_contains_says(bends in prop::collection::vec(-0.05..0.05_f64, 5), away in 100.0..60_000.0_f64, side in prop_oneof![Just(90.0), Just(-90.0)], beside in prop::collection::vec((-180.0..180.0_f64, 0.0..0.3_f64), 12), turn: bool) {
        let corners: Vec<Position> =
            bends.iter().enumerate().map(|(place, bend)| at(127.0 + 0.2 * place as f64, 38.0 + bend)).collect();
        let markers = [("a", corners[0]), ("b", corners[2]), ("c", corners[4])];
        let line = Line::new(corners.clone()).unwrap().with_markers(markers.map(|(code, place)| (code.to_owned(), place))).unwrap();
        let within = |metres: f64, from: &str, to: &str| {
            Region::Near(Near::within(metres, NearTo::Line(line.between(from, to).unwrap())))
        };
        let zone = Region::any(vec![within(40_000.0, "b", "c"), within(20_000.0, "a", "b")]);
        let parts = [zone, within(40_000.0, "a", "b"), Region::Minus(Box::new(within(40_000.0, "a", "c")), Box::new(within(30_000.0, "b", "c")))];
        // Across the line at the marker, where one part ends and the other begins.
        let along = geodesic::azimuth(corners[1], corners[3]) + if turn { 180.0 } else { 0.0 };
        let seam = geodesic::destination(corners[2], along + side, away);
        for (azimuth, metres) in beside {
            let position = geodesic::destination(seam, azimuth, metres);
            for region in &parts {
                let margin = region.margin(position, None).metres;
                let told = region.contains(position, None);
                prop_assert_eq!(margin >= 0.0, told == Answer::Inside, "{} {:?}", margin, told);
            }
        }
    }
}
