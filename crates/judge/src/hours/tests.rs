use armistice_facts::calendar::Zone;
use armistice_facts::{Instant, Interval, Precision};
use armistice_terms::Span;
use armistice_terms::model::{Hours, Season};
use proptest::prelude::*;

use super::{Share, share};

type Clock = (u8, u8);
/// The months of a season, and its intervals.
type Written<'a> = (Option<(u8, u8)>, &'a [(Clock, Clock)]);

fn hours(is_outside: bool, seasons: &[Written<'_>]) -> Hours {
    let season = |(months, between): &Written<'_>| Season {
        months: *months,
        between: between.to_vec(),
        span: Span::default(),
    };
    Hours { is_outside, seasons: seasons.iter().map(season).collect() }
}

fn at(text: &str) -> Interval {
    Interval::at(text.parse().unwrap())
}

fn is_in(hours: &Hours, text: &str) -> bool {
    let found = share(&Zone::named("UTC").unwrap(), hours, &at(text)).unwrap();
    assert_eq!(found.touches, found.fills, "an instant is in the hours or is not");
    found.fills
}

#[test]
fn an_interval_over_midnight_ends_on_the_next_day() {
    let night = hours(false, &[(None, &[((17, 0), (10, 0))])]);
    assert!(is_in(&night, "2019-05-01T23:00:00Z"));
    assert!(is_in(&night, "2019-05-01T03:00:00Z"));
    assert!(is_in(&night, "2019-05-01T10:00:00Z"));
    assert!(!is_in(&night, "2019-05-01T12:00:00Z"));
}

#[test]
fn a_season_over_the_end_of_the_year_holds_on_both_sides_of_it() {
    let of_year = hours(
        false,
        &[(Some((4, 9)), &[((7, 0), (19, 0))]), (Some((10, 3)), &[((8, 0), (12, 0)), ((13, 0), (18, 0))])],
    );
    assert!(is_in(&of_year, "2019-09-30T18:30:00Z"));
    assert!(!is_in(&of_year, "2019-10-01T18:30:00Z"));
    assert!(!is_in(&of_year, "2019-01-15T07:30:00Z"));
    assert!(!is_in(&of_year, "2019-01-15T12:30:00Z"));
    assert!(is_in(&of_year, "2019-04-01T07:30:00Z"));
}

#[test]
fn outside_hours_a_month_of_no_season_is_outside_all_day() {
    let summer = hours(true, &[(Some((4, 9)), &[((7, 0), (19, 0))])]);
    assert!(!is_in(&summer, "2019-05-01T12:00:00Z"));
    assert!(is_in(&summer, "2019-05-01T06:00:00Z"));
    assert!(is_in(&summer, "2019-12-01T12:00:00Z"));
}

#[test]
fn the_hours_are_those_of_the_zone() {
    let day = hours(false, &[(None, &[((9, 0), (17, 0))])]);
    let found = share(&Zone::named("Asia/Seoul").unwrap(), &day, &at("2019-05-01T00:30:00Z")).unwrap();
    assert!(found.fills, "half past nine in Seoul");
}

/// The same at every half minute: between two whole minutes nothing changes.
fn slowly(hours: &Hours, from: i64, until: i64) -> Share {
    let zone = Zone::named("UTC").unwrap();
    let month = |half: i64| zone.date_of(Instant::from_millis(half * 30_000).unwrap()).parts().1;
    let half_of_day = |(hour, minute): Clock| (i64::from(hour) * 60 + i64::from(minute)) * 2;
    let is_on = |half: i64, days_before: i64| {
        let month = month(half - days_before * 2880);
        let seasons = hours.seasons.iter().filter(|season| season.holds(month));
        seasons.flat_map(|season| &season.between).any(|(start, end)| {
            let (start, end) = (half_of_day(*start), half_of_day(*end));
            let end = if end <= start { end + 2880 } else { end };
            (start..=end).contains(&(half.rem_euclid(2880) + days_before * 2880))
        })
    };
    let is_in = |half: i64| (is_on(half, 0) || is_on(half, 1)) != hours.is_outside;
    let all: Vec<bool> = (from * 2..=until * 2).map(is_in).collect();
    Share { touches: all.contains(&true), fills: !all.contains(&false) }
}

proptest! {
    #[test]
    fn hours_are_those_that_a_clock_shows_at_every_half_minute(
        start in 25_771_680_i64..25_771_680 + 500_000,
        length in 0_i64..4_000,
        is_outside: bool,
        season in proptest::option::of((1_u8..=12, 1_u8..=12)),
        intervals in proptest::collection::vec(((0_u8..24, 0_u8..60), (0_u8..24, 0_u8..60)), 1..4),
    ) {
        let intervals: Vec<_> = intervals.into_iter().filter(|(from, until)| from != until).collect();
        let hours = hours(is_outside, &[(season, &intervals)]);
        let millis = |minute: i64| Instant::from_millis(minute * 60_000).unwrap();
        let about = if length == 0 {
            Interval::at(millis(start))
        } else {
            Interval::new(millis(start), millis(start + length).plus_millis(1), Precision::Within).unwrap()
        };
        let found = share(&Zone::named("UTC").unwrap(), &hours, &about).unwrap();
        prop_assert_eq!(found, slowly(&hours, start, start + length));
    }
}
