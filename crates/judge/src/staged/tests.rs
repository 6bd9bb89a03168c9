use std::sync::LazyLock;

use armistice_facts::{Fact, HeldCount, Manner, Performance, Place, Stage, What};
use armistice_terms::model::Agreement;
use proptest::prelude::*;

use crate::testing::*;

/// Of 7 soldiers, 25 per cent are 2, 60 per cent are 5.
static SHARES: LazyLock<Agreement> = LazyLock::new(|| {
    agreement(
        "inventory stock is soldiers of each party as recorded on 1 October 2018.\n\
         out: each party must withdraw stock everywhere in shares at least 25 percent by 1 November 2018, at least 60 \
         percent by 1 December 2018, all by 1 January 2019.",
    )
});

fn stock(number: u64) -> Fact {
    let held = HeldCount {
        holder: n("ROK"),
        class: n("soldier"),
        at_least: number,
        at_most: Some(number),
        verb: None,
        place: Place::default(),
    };
    fact("stock", "2018-10-01", "UNC", What::Count(held))
}

fn told(id: &str, day: &str, voice: &str, stage: Stage, count: Option<u64>) -> Fact {
    let told = Performance { norm: n("out"), bearer: Some(n("ROK")), stage, step: None, count };
    fact(id, day, voice, What::Performance(told))
}

/// The verdict, then each finding.
fn judged(facts: &[Fact], day: &str) -> Vec<String> {
    let judgement = on(&SHARES, facts, day);
    let verdict = verdict(&judgement, "out/ROK");
    let findings = verdict.findings.iter().map(|one| format!("{}: {}", one.id, brief(one)));
    [short(verdict)].into_iter().chain(findings).collect()
}

#[test]
fn each_share_is_a_finding_with_its_own_day() {
    let facts = [stock(7), told("a", "2018-10-20", "UNC", Stage::Partial, Some(2))];
    assert_eq!(
        judged(&facts, "2018-11-10"),
        [
            "kept kept reported so-far",
            "out/ROK/share-1: fulfilled reported",
            "out/ROK/share-2: pending none",
            "out/ROK/share-3: pending none"
        ]
    );
    let judgement = on(&SHARES, &facts, "2018-11-10");
    let verdict = verdict(&judgement, "out/ROK");
    assert_eq!(verdict.due, Some(end("2018-12-01")));
    assert_eq!(
        (verdict.progress.clone().unwrap().done, verdict.progress.clone().unwrap().of),
        (Some(2), Some(7))
    );
    let first = finding(&judgement, "out/ROK/share-1");
    assert_eq!(
        first.because,
        "at least 2 (25 per cent of stock, of which 7 are on record) by 1 November 2018: performance told by UNC \
         (reported) on 20 October 2018"
    );
}

#[test]
fn a_number_too_small_after_the_day_breaks_that_share_and_no_other() {
    let facts = [
        stock(7),
        told("a", "2018-10-20", "UNC", Stage::Partial, Some(2)),
        told("b", "2018-12-05", "UNC", Stage::Partial, Some(4)),
    ];
    assert_eq!(
        judged(&facts, "2018-12-10"),
        [
            "overdue violated reported",
            "out/ROK/share-1: fulfilled reported",
            "out/ROK/share-2: breach reported",
            "out/ROK/share-3: pending none"
        ]
    );
    // Reached later, it is late, and cured.
    let facts = [&facts[..], &[told("c", "2018-12-20", "UNC", Stage::Partial, Some(5))]].concat();
    assert_eq!(judged(&facts, "2018-12-25")[2], "out/ROK/share-2: fulfilled reported late cured");
}

#[test]
fn a_number_of_a_later_time_shows_neither_that_a_share_came_in_time_nor_that_it_was_late() {
    let facts = [stock(7), told("a", "2018-11-20", "UNC", Stage::Partial, Some(6))];
    assert_eq!(
        judged(&facts, "2018-12-10"),
        [
            "overdue unknown none (overdue-unproven)",
            "out/ROK/share-1: undetermined none (overdue-unproven)",
            "out/ROK/share-2: fulfilled reported",
            "out/ROK/share-3: pending none"
        ]
    );
}

#[test]
fn a_word_without_a_number_answers_the_share_next_to_it() {
    let facts = [stock(7), told("a", "2018-10-25", "UNC", Stage::Done, None)];
    let found = judged(&facts, "2018-12-10");
    assert_eq!(found[1], "out/ROK/share-1: fulfilled reported");
    assert_eq!(found[2], "out/ROK/share-2: undetermined none (overdue-unproven)");
    let facts = [stock(7), told("a", "2018-12-03", "UNC", Stage::NotDone, None)];
    let found = judged(&facts, "2018-12-10");
    assert_eq!(found[1], "out/ROK/share-1: undetermined none (overdue-unproven)");
    assert_eq!(found[2], "out/ROK/share-2: breach reported");
    // The same number told with the word reaches all that it is enough for.
    let facts = [stock(7), told("a", "2018-10-25", "UNC", Stage::Done, Some(7))];
    assert_eq!(judged(&facts, "2019-02-10")[0], "kept kept reported");
}

#[test]
fn a_share_is_verified_by_the_rule_of_the_norm() {
    let agreement = agreement(
        "inventory stock is soldiers of each party as recorded on 1 October 2018.\n\
         out: each party must withdraw stock everywhere in shares at least 25 percent by 1 November 2018, all by 1 \
         January 2019 verified by UNC.",
    );
    let attested = told("a", "2018-10-20", "UNC", Stage::Partial, Some(2)).manner(Manner::Attests);
    let judgement = on(&agreement, &[stock(7), attested], "2018-11-10");
    assert_eq!(brief(finding(&judgement, "out/ROK/share-1")), "fulfilled verified");
    assert_eq!(brief(finding(&judgement, "out/ROK/share-2")), "pending none");
}

#[test]
fn without_the_whole_no_number_decides_a_share() {
    let facts = [told("a", "2018-11-05", "UNC", Stage::Partial, Some(2))];
    assert_eq!(judged(&facts, "2018-11-10")[0], "overdue unknown none (limit-unknown)");
}

#[test]
fn what_is_given_up_is_given_up_with_all_that_follows() {
    let facts = [
        stock(7),
        told("a", "2018-10-20", "UNC", Stage::Partial, Some(2)),
        told("b", "2019-01-05", "UNC", Stage::Refused, None),
    ];
    let found = judged(&facts, "2019-01-10");
    assert_eq!(found[0], "defaulted violated reported");
    assert_eq!(found[1], "out/ROK/share-1: fulfilled reported");
    assert_eq!(found[3], "out/ROK/share-3: breach reported");
}

#[test]
fn other_norms_wait_for_the_last_share() {
    let agreement = agreement(
        "inventory stock is soldiers of each party as recorded on 1 October 2018.\n\
         out: each party must withdraw stock everywhere in shares at least 25 percent by 1 November 2018, all by 1 \
         January 2019.\n\
         next: each party must withdraw tanks everywhere within 5 days after out.",
    );
    let first = [stock(7), told("a", "2018-10-20", "UNC", Stage::Done, None)];
    assert_eq!(verdict(&on(&agreement, &first, "2018-11-10"), "next/ROK").due, None);
    let whole = [stock(7), told("a", "2018-12-20", "UNC", Stage::Done, None)];
    assert_eq!(verdict(&on(&agreement, &whole, "2018-12-22"), "next/ROK").due, Some(end("2018-12-25")));
}

#[test]
fn the_beginning_stands_beside_the_shares() {
    let agreement = agreement(
        "inventory stock is soldiers of each party as recorded on 1 October 2018.\n\
         out: each party must withdraw stock everywhere starting by 10 October 2018 in shares at least 25 percent by 1 \
         November 2018, all by 1 January 2019.",
    );
    let facts = [stock(7), told("a", "2018-10-09", "UNC", Stage::Started, None)];
    let judgement = on(&agreement, &facts, "2018-10-20");
    assert_eq!(brief(finding(&judgement, "out/ROK/beginning")), "fulfilled reported");
    assert_eq!(brief(finding(&judgement, "out/ROK/share-1")), "pending none");
}

/// What a share comes to by the rule in words: `in time`, `late`, `missed` or `open`.
///
/// The slow way: of each share, look at every number told, day by day.
fn slow(
    whole: u64,
    told: &[(u64, u64)],
    (number, parts, due): (u64, u64, u64),
    is_last: bool,
    as_of: u64,
) -> &'static str {
    // The least number of things that is a share of the whole.
    let owed = (0..=whole).find(|things| things * parts >= whole * number).unwrap();
    let known: Vec<&(u64, u64)> = told.iter().filter(|(day, _)| *day <= as_of).collect();
    let reached = known.iter().filter(|(_, count)| *count >= owed).map(|(day, _)| *day).min();
    if reached.is_some_and(|day| day <= due) {
        return "in time";
    }
    let is_due = due < as_of;
    let short_after = known.iter().any(|(day, count)| *day > due && *count < owed);
    match reached {
        Some(_) if is_last || short_after => "late",
        _ if short_after && is_due => "missed",
        _ if is_due => "open",
        _ => "pending",
    }
}

proptest! {
    /// One voice that tells numbers which never fall.
    #[test]
    fn shares_are_what_the_numbers_told_make_of_them(
        whole in 1_u64..40,
        steps in prop::collection::btree_map(1_u64..90, 0_u64..12, 0..5),
        as_of in 1_u64..95,
    ) {
        let day = |number: u64| at("2018-10-01").plus_millis(i64::try_from(number).unwrap() * 86_400_000);
        let name = |number: u64| {
            let zone = &SHARES.settings.time_zone;
            zone.date_of(day(number)).to_string()
        };
        let mut sum = 0;
        let told_numbers: Vec<(u64, u64)> = steps.iter().map(|(day, more)| { sum += more; (*day, sum) }).collect();
        let mut facts = vec![stock(whole)];
        facts.extend(told_numbers.iter().map(|(day, count)| {
            told(&format!("t{day}"), &name(*day), "UNC", Stage::Partial, Some(*count))
        }));
        // Days from 1 October: 1 November, 1 December, 1 January.
        let all = [(25, 100, 31), (60, 100, 61), (1, 1, 92)];
        let judgement = on(&SHARES, &facts, &name(as_of));
        for (index, share) in all.into_iter().enumerate() {
            let id = format!("out/ROK/share-{}", index + 1);
            let found = brief(finding(&judgement, &id));
            let expected = match slow(whole, &told_numbers, share, index == 2, as_of) {
                "in time" => "fulfilled reported",
                "late" => "fulfilled reported late cured",
                "missed" => "breach reported",
                "open" => "undetermined none (overdue-unproven)",
                _ => "pending none",
            };
            prop_assert_eq!((id, found), (format!("out/ROK/share-{}", index + 1), expected.to_owned()));
        }
    }
}
