use super::*;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn every_period_begins_where_the_one_before_it_ends() {
    let starts = |period| {
        [first_day(date("2019-08-15"), period).unwrap(), first_day(date("2018-12-31"), period).unwrap()]
            .map(|day| (day.to_string(), next_day(day, period).unwrap().to_string()))
    };
    let own = |pairs: [(&str, &str); 2]| pairs.map(|(one, two)| (one.to_owned(), two.to_owned()));
    assert_eq!(starts(Period::Day), own([("2019-08-15", "2019-08-16"), ("2018-12-31", "2019-01-01")]));
    assert_eq!(starts(Period::Week), own([("2019-08-12", "2019-08-19"), ("2018-12-31", "2019-01-07")]));
    assert_eq!(starts(Period::Month), own([("2019-08-01", "2019-09-01"), ("2018-12-01", "2019-01-01")]));
    assert_eq!(starts(Period::Quarter), own([("2019-07-01", "2019-10-01"), ("2018-10-01", "2019-01-01")]));
    assert_eq!(starts(Period::Year), own([("2019-01-01", "2020-01-01"), ("2018-01-01", "2019-01-01")]));
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn at(hour: i64) -> Instant {
        Instant::from_millis(hour * 3_600_000).unwrap()
    }

    fn spans() -> impl Strategy<Value = Vec<Span>> {
        let span = (0_i64..30, 0_i64..6, any::<bool>());
        proptest::collection::vec(span, 0..6).prop_map(|told| {
            let mut spans: Vec<Span> = told
                .into_iter()
                .map(|(from, length, goes_on)| Span {
                    from: at(from),
                    last: at(from + length),
                    goes_on: goes_on || length == 0,
                })
                .collect();
            spans.sort_by_key(|span| (span.from, span.last));
            spans
        })
    }

    /// Every way in which the acts can have happened: each act somewhere in its time, to the hour.
    fn worlds(spans: &[Span]) -> Vec<Vec<i64>> {
        spans.iter().fold(vec![Vec::new()], |worlds, span| {
            let hours = (span.from.millis() / 3_600_000)..=(span.last.millis() / 3_600_000);
            worlds
                .iter()
                .flat_map(|world| {
                    hours
                        .clone()
                        .map(|hour| world.iter().copied().chain([hour]).collect())
                        .collect::<Vec<_>>()
                })
                .collect()
        })
    }

    /// The most acts in any window of that many hours, wherever it begins.
    fn most(world: &[i64], length: i64) -> usize {
        let in_window = |from: i64| world.iter().filter(|at| from <= **at && **at < from + length).count();
        (0..40).map(in_window).max().unwrap_or(0)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn what_is_certain_holds_in_every_world_and_what_is_possible_covers_them_all(
            spans in spans(), length in 1_i64..9,
        ) {
            let groups = rolling(&spans, |from| Some(from.plus_millis(length * 3_600_000)));
            let certain = groups.iter().map(|group| group.certain.len()).max().unwrap_or(0);
            let possible = groups.iter().map(|group| group.possible.len()).max().unwrap_or(0);
            for world in worlds(&spans) {
                prop_assert!(certain <= most(&world, length), "{certain} in {world:?}");
                prop_assert!(possible >= most(&world, length), "{possible} in {world:?}");
            }
        }

        #[test]
        fn acts_told_to_the_instant_leave_nothing_open(hours in proptest::collection::vec(0_i64..30, 0..8), length in 1_i64..9) {
            let mut hours = hours;
            hours.sort_unstable();
            let spans: Vec<Span> = hours.iter().map(|hour| Span { from: at(*hour), last: at(*hour), goes_on: true }).collect();
            let groups = rolling(&spans, |from| Some(from.plus_millis(length * 3_600_000)));
            let certain = groups.iter().map(|group| group.certain.len()).max().unwrap_or(0);
            prop_assert_eq!(certain, most(&hours, length));
            prop_assert!(groups.iter().all(|group| group.certain == group.possible));
        }

        #[test]
        fn what_is_under_way_at_once_is_so_at_some_hour(spans in spans()) {
            let lasting: Vec<Span> = spans.iter().map(|span| Span { goes_on: true, ..*span }).collect();
            let groups = at_once(&lasting, &vec![false; lasting.len()]);
            let told = groups.iter().map(|group| group.certain.len()).max().unwrap_or(0);
            let at_hour = |hour: i64| lasting.iter().filter(|span| span.from <= at(hour) && at(hour) <= span.last).count();
            prop_assert_eq!(told, (0..40).map(at_hour).max().unwrap_or(0));
        }
    }
}
