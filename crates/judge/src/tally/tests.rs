use proptest::prelude::*;

use super::*;

/// The least number of things that there can have been: every way to lay the figures of one voice over those of
/// another is tried. A world is a set of things; a figure tells of some of them. Two voices, single acts only.
fn least_of_all_worlds(one: &[(u64, Option<u8>)], two: &[(u64, Option<u8>)]) -> u64 {
    // Each figure of the second voice is either a figure of the first one told again, or something new. Figures that
    // name the same incident are the same; figures that name different ones are not.
    fn lay(one: &[(u64, Option<u8>)], two: &[(u64, Option<u8>)], used: &mut Vec<usize>) -> u64 {
        let Some((first, rest)) = two.split_first() else { return 0 };
        let forced = first.1.and_then(|name| one.iter().position(|other| other.1 == Some(name)));
        let free = |index: usize, used: &[usize]| !used.contains(&index);
        let mut best = u64::MAX;
        for (index, other) in one.iter().enumerate() {
            let same = match forced {
                Some(forced) => index == forced,
                None => first.1.is_none() || other.1.is_none(),
            };
            if same && free(index, used) {
                used.push(index);
                best = best.min(first.0.saturating_sub(other.0).saturating_add(lay(one, rest, used)));
                used.pop();
            }
        }
        if forced.is_none() {
            best = best.min(first.0.saturating_add(lay(one, rest, used)));
        }
        best
    }
    one.iter().map(|figure| figure.0).sum::<u64>() + lay(one, two, &mut Vec::new())
}

fn distinct(figures: Vec<(u64, Option<u8>)>) -> Vec<(u64, Option<u8>)> {
    let mut seen = BTreeSet::new();
    figures.into_iter().filter(|(_, name)| name.is_none_or(|name| seen.insert(name))).collect()
}

fn figures(voice: u8, told: &[(u64, Option<u8>)]) -> Vec<Figure<u8>> {
    told.iter()
        .map(|(least, incident)| Figure {
            voice,
            incident: *incident,
            least: *least,
            time: (0, 0),
            is_sum: false,
        })
        .collect()
}

proptest! {
    #[test]
    fn never_more_than_the_smallest_world_and_never_less_than_one_voice_alone(
        one in proptest::collection::vec((0_u64..5, proptest::option::of(0_u8..3)), 0..4),
        two in proptest::collection::vec((0_u64..5, proptest::option::of(0_u8..3)), 0..4),
    ) {
        let (one, two) = (distinct(one), distinct(two));
        let all = [figures(1, &one), figures(2, &two)].concat();
        let told = at_least(&all);
        prop_assert!(told <= least_of_all_worlds(&one, &two));
        prop_assert!(told >= at_least(&figures(1, &one)).max(at_least(&figures(2, &two))));
    }

    #[test]
    fn sums_of_one_voice_add_up_only_where_their_times_have_nothing_in_common(
        sums in proptest::collection::vec((0_i64..8, 0_i64..4, 0_u64..9), 0..7)
    ) {
        let told: Vec<Figure<u8>> = sums.iter().map(|(from, length, least)| Figure {
            voice: 1, incident: None, least: *least, time: (*from, from + length), is_sum: true,
        }).collect();
        // Every choice of sums, as the bits of a number.
        let mut best = 0;
        for choice in 0_u32..1 << told.len() {
            let chosen: Vec<&Figure<u8>> = told.iter().enumerate()
                .filter(|(index, _)| choice >> index & 1 == 1).map(|(_, one)| one).collect();
            let meet = chosen.iter().enumerate().any(|(index, one)| chosen.iter().skip(index + 1)
                .any(|two| one.time.0 <= two.time.1 && two.time.0 <= one.time.1));
            if !meet {
                best = best.max(chosen.iter().map(|one| one.least).sum());
            }
        }
        prop_assert_eq!(at_least(&told), best);
    }

    #[test]
    fn the_least_cover_of_a_time_is_found_and_a_gap_is_never_covered(
        sums in proptest::collection::vec((0_i64..8, 0_i64..5, 0_u64..9), 0..7),
        from in 1_i64..4, length in 0_i64..6,
    ) {
        let last = from + length;
        let sums: Vec<(i64, i64, u64)> = sums.into_iter().map(|(from, length, most)| (from, from + length, most)).collect();
        let mut best = None;
        for choice in 0_u32..1 << sums.len() {
            let chosen: Vec<_> = sums.iter().enumerate()
                .filter(|(index, _)| choice >> index & 1 == 1).map(|(_, one)| one).collect();
            let covers = (from..=last).all(|at| chosen.iter().any(|one| one.0 <= at && at <= one.1));
            if covers {
                let sum: u64 = chosen.iter().map(|one| one.2).sum();
                best = Some(best.map_or(sum, |known: u64| known.min(sum)));
            }
        }
        prop_assert_eq!(at_most(&sums, from, last), best);
    }
}
