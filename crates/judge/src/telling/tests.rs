use armistice_facts::Stage;
use proptest::prelude::*;

use super::*;
use crate::testing::*;

const DAY: i64 = 86_400_000;

fn day(number: i64) -> Instant {
    at("2018-10-01").plus_millis(number * DAY)
}

/// The rule in words, for one voice: of the last deadline and the next, the nearer one; where the voice has told that one
/// as done before, the other; where it has told both, the nearer deadline all the same is the next one's.
fn slow(dues: &[i64], told: &[(i64, bool)]) -> Vec<usize> {
    let mut done: Vec<usize> = Vec::new();
    let mut answers = Vec::new();
    for (when, is_done) in told {
        // The first deadline that has not passed is the next; after the last one, that is the last.
        let next = dues.iter().position(|due| when <= due).unwrap_or(dues.len() - 1);
        let mut choices: Vec<usize> = (next.saturating_sub(1)..=next).collect();
        choices.sort_by_key(|number| ((dues[*number] - when).abs(), *number));
        let free = choices.iter().copied().find(|number| !is_done || !done.contains(number));
        let answer = free.unwrap_or(next);
        if *is_done {
            done.push(answer);
        }
        answers.push(answer);
    }
    answers
}

proptest! {
    #[test]
    fn a_telling_answers_the_deadline_that_the_rule_in_words_names(
        gaps in prop::collection::vec(2_i64..40, 1..5),
        told in prop::collection::btree_map(0_i64..120, any::<bool>(), 0..8),
    ) {
        let mut sum = 0;
        let dues: Vec<i64> = gaps.iter().map(|gap| { sum += gap; sum }).collect();
        let opens = [-1_000].into_iter().chain(dues.iter().copied());
        let times: Vec<(Instant, Instant)> =
            opens.zip(&dues).map(|(opens, due)| (day(opens).plus_millis(1), day(*due))).collect();
        let told: Vec<(i64, bool)> = told.into_iter().collect();
        let facts: Vec<Fact> = told.iter().map(|(when, is_done)| {
            let stage = if *is_done { Stage::Done } else { Stage::NotDone };
            let mut one = fact(&format!("t{when}"), "2018-10-01", "UNC", performance("x", stage));
            one.about = armistice_facts::Interval::at(day(*when));
            one
        }).collect();
        let references: Vec<&Fact> = facts.iter().collect();
        let found = nearest(&times, &references);
        let found: Vec<usize> = facts.iter().map(|fact| found[&fact.id]).collect();
        prop_assert_eq!(found, slow(&dues, &told));
    }
}
