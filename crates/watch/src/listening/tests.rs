use armistice_facts::{Certainty, Interval, Place, Source, Voice};
use proptest::prelude::*;

use super::*;
use crate::testing::{at, fix, name, square_and_line};

fn minute(minute: i64) -> Instant {
    fix("a", 0.0, 0.0, 0.0).time.plus_millis(minute * 60_000)
}

fn report(told: Reception, from: i64, until: i64) -> Fact {
    Fact {
        id: name("r"),
        about: Interval::new(minute(from), minute(until), Precision::Span).unwrap(),
        known: minute(until),
        source: Source {
            speaker: "station".to_owned(),
            voice: told.receiver.clone(),
            kind: Voice::Sensor,
            manner: Manner::Reports,
            means: None,
        },
        certainty: Certainty::High,
        incident: None,
        invokes: Vec::new(),
        what: What::Reception(told),
        read_at: String::new(),
        note: String::new(),
    }
}

/// A station in the middle of the square that hears so far.
fn station(label: &str, range_metres: u32, is_up: bool) -> Reception {
    let place = Place { position: Some(at(0.05, 0.05)), ..Place::default() };
    Reception { receiver: name(label), is_up, classes: Vec::new(), range_metres: Some(range_metres), place }
}

fn of_square(facts: &[Fact]) -> Listened {
    let hour = (minute(0), minute(60));
    Listening::of(facts).of_zone(&square_and_line(), &name("square"), hour).unwrap()
}

#[test]
fn a_station_listens_to_the_cells_that_it_hears_whole() {
    // The cell of the square is 11 km wide: its corners are 7.8 km away, those of its neighbours 23.5 km.
    let percent = |metres: u32| of_square(&[report(station("a", metres, true), 0, 60)]).percent;
    assert_eq!((percent(7_000), percent(8_000), percent(25_000)), (Some(0), Some(11), Some(100)));
    let whole = of_square(&[report(station("a", 25_000, true), 0, 60)]);
    assert_eq!((whole.slots, whole.slots_listened, whole.cells, whole.hours()), (6, 6, Some(9), 1));
    assert_eq!(whole.by_cell.len(), 9);
}

#[test]
fn a_slot_counts_if_a_station_was_up_through_all_of_it() {
    let up = |from, until| report(station("a", 25_000, true), from, until);
    let down = |label, from, until| report(station(label, 0, false), from, until);
    let slots = |facts: &[Fact]| of_square(facts).slots_listened;
    assert_eq!(slots(&[up(5, 35)]), 2);
    // Reports that touch are one.
    assert_eq!(slots(&[up(0, 15), up(15, 40)]), 4);
    // A minute of silence takes its slot away, and no other; that of another station takes none.
    assert_eq!(slots(&[up(0, 60), down("a", 24, 25)]), 5);
    assert_eq!(slots(&[up(0, 60), down("b", 24, 25)]), 6);
    // Another station listens meanwhile.
    let other = report(station("b", 25_000, true), 20, 30);
    assert_eq!(slots(&[up(0, 60), down("a", 24, 25), other]), 6);
    // What is alleged, and what was up at some time within, shows nothing.
    let mut alleged = up(0, 60);
    alleged.source.manner = Manner::Claims;
    assert_eq!(slots(&[alleged]), 0);
    let mut within = up(0, 60);
    within.about = Interval::new(minute(0), minute(60), Precision::Within).unwrap();
    assert_eq!(slots(&[within]), 0);
    assert_eq!(slots(&[up(-600, 0), up(60, 600)]), 0);
}

#[test]
fn a_receiver_may_name_what_it_hears_and_where() {
    let place = Place { within: vec![name("square")], ..Place::default() };
    let told =
        Reception { place, range_metres: None, classes: vec![name("warship")], ..station("a", 0, true) };
    let listened = of_square(&[report(told, 0, 60), report(station("b", 8_000, true), 0, 30)]);
    assert_eq!(listened.percent, Some(100));
    assert_eq!(listened.by_class, BTreeMap::from([(name("warship"), Some(100))]));
    // The other zone is not named, and does not lie in the one that is.
    let plan = square_and_line();
    let place = Place { within: vec![name("square")], ..Place::default() };
    let told = Reception { place, range_metres: None, ..station("a", 0, true) };
    let facts = [report(told, 0, 60)];
    let strip = Listening::of(&facts).of_zone(&plan, &name("strip"), (minute(0), minute(60))).unwrap();
    assert_eq!(strip.percent, Some(0));
    assert_eq!(Listening::of(&facts).of_zone(&plan, &name("none"), (minute(0), minute(60))), None);
    assert_eq!(Listening::of(&facts).span(), Some((minute(0), minute(60))));
}

proptest! {
    #[test]
    fn what_is_listened_to_is_what_is_counted_by_hand(
        reports in proptest::collection::vec((0..3_usize, any::<bool>(), 0..120_i64, 1..80_i64, 5_000..40_000_u32), 0..12),
    ) {
        let plan = square_and_line();
        let labels = ["a", "b", "c"];
        let facts: Vec<Fact> = reports
            .iter()
            .map(|(label, is_up, from, length, range)| report(station(labels[*label], *range, *is_up), *from, from + length))
            .collect();
        let hour = (minute(0), minute(120));
        let listened = Listening::of(&facts).of_zone(&plan, &name("square"), hour).unwrap();
        // Minute by minute: a cell and a slot count if one station with one range was up in all of its minutes, and said of none
        // that it was down.
        let cells = cells_of(&plan.zones[&name("square")], plan.balls.get(&name("square")).map(Vec::as_slice)).unwrap();
        let mut by_cell: BTreeMap<Cell, u64> = BTreeMap::new();
        for cell in cells {
            for slot in 0..12_i64 {
                let listens = reports.iter().any(|(label, is_up, _, _, range)| {
                    *is_up && cell.lies_within(f64::from(*range), at(0.05, 0.05)) && (slot * 10..slot * 10 + 10).all(|minute| {
                        let told = |up: bool| reports.iter().any(|one| {
                            one.0 == *label && one.1 == up && (!up || one.4 == *range) && (one.2..one.2 + one.3).contains(&minute)
                        });
                        told(true) && !told(false)
                    })
                });
                if listens {
                    *by_cell.entry(cell).or_default() += 1;
                }
            }
        }
        prop_assert_eq!(listened.by_cell, by_cell);
    }
}
