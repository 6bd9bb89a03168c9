use armistice_earth::Position;
use armistice_facts::{Certitude, Passage};

use super::*;

fn at(second: i64) -> Instant {
    Instant::from_millis(second * 1000).unwrap()
}

fn notice(number: u64, kind: PassageKind, (from, time): (i64, i64), depth_m: Option<f64>) -> Notice {
    let position = Position::new(0.0, 0.0).unwrap();
    let deepest = depth_m.map(|depth_m| Deepest {
        depth_m,
        time: at(time),
        position,
        interpolated: false,
        inferred: false,
    });
    let passage = Passage {
        kind,
        object: "ship".to_owned(),
        zone: Some(Name::new("square").unwrap()),
        line: None,
        norm: None,
        time: at(time),
        interpolated: false,
        position,
        height_m: None,
        margin_m: 0.0,
        deepest,
        height_unknown: false,
        inferred: false,
        not_before: None,
        not_after: None,
        certainty: Certitude::Certain,
        direction: None,
        from: Some(at(from)),
        to: Some(at(time)),
        fixes: None,
        source: "test".to_owned(),
    };
    Notice { number, revision: 1, standing: Standing::Holds, passage }
}

fn enter(number: u64, time: i64) -> Notice {
    notice(number, PassageKind::Enter, (time, time), None)
}

fn stay(number: u64, from: i64, to: i64, depth_m: f64) -> Notice {
    notice(number, PassageKind::Stay, (from, to), Some(depth_m))
}

fn withdrawn(notice: Notice) -> Notice {
    Notice { standing: Standing::Withdrawn, ..notice }
}

fn told(depths: &mut Depths, notice: &Notice) -> Vec<u64> {
    depths.concerned(notice).iter().map(|notice| notice.number).collect()
}

fn depth(depths: &Depths, number: u64) -> Option<i64> {
    depths.of(number).map(|deepest| deepest.depth_dm)
}

#[test]
fn an_entry_gets_the_depth_of_the_presence_that_it_began_and_of_no_later_one() {
    let mut depths = Depths::default();
    assert_eq!(told(&mut depths, &enter(1, 10)), [1]);
    assert_eq!(told(&mut depths, &stay(2, 12, 20, 5.0)), [1]);
    assert_eq!(depth(&depths, 1), Some(50));
    // The zone came into force anew while the object was in it: nobody entered.
    assert_eq!(told(&mut depths, &stay(3, 40, 60, 70.0)), [0; 0]);
    assert_eq!(depth(&depths, 1), Some(50));
    assert_eq!(told(&mut depths, &enter(4, 80)), [4]);
    assert_eq!(told(&mut depths, &stay(5, 80, 90, 9.0)), [4]);
    assert_eq!((depth(&depths, 1), depth(&depths, 4)), (Some(50), Some(90)));
}

#[test]
fn what_is_told_anew_moves_depths_to_where_they_belong() {
    let mut depths = Depths::default();
    assert_eq!(told(&mut depths, &enter(1, 10)), [1]);
    assert_eq!(told(&mut depths, &stay(2, 12, 60, 7.0)), [1]);
    // A late fix shows that it was outside between.
    assert_eq!(told(&mut depths, &stay(2, 12, 20, 3.0)), [1]);
    assert_eq!(told(&mut depths, &enter(3, 40)), [3]);
    assert_eq!(told(&mut depths, &stay(4, 41, 60, 7.0)), [3]);
    assert_eq!((depth(&depths, 1), depth(&depths, 3)), (Some(30), Some(70)));
    // And another, that it was not: what closed the first presence is no more before the entry is told to be none.
    assert_eq!(told(&mut depths, &withdrawn(enter(3, 40))), [3]);
    assert_eq!(depth(&depths, 3), None);
    assert_eq!(told(&mut depths, &withdrawn(stay(2, 12, 20, 3.0))), [1]);
    assert_eq!(told(&mut depths, &stay(4, 12, 60, 7.0)), [0; 0]);
    assert_eq!(depth(&depths, 1), Some(70));
}

#[test]
fn what_is_old_is_forgotten_and_gives_its_place_to_nothing_else() {
    let mut depths = Depths::default();
    told(&mut depths, &enter(1, 0));
    told(&mut depths, &stay(2, 1, 2, 1.0));
    let most = u64::try_from(MOST_KEPT).unwrap();
    for (number, from) in (3..most + 3).zip((100..).step_by(10)) {
        told(&mut depths, &stay(number, from, from + 5, 9.0));
    }
    assert_eq!(depth(&depths, 1), None);
    assert_eq!(told(&mut depths, &stay(3, 100, 105, 8.0)), [0; 0]);
}
