use armistice_facts::{Fact, HeldCount, Manner, Performance, Place, Relation, Stage, What};
use proptest::prelude::*;

use super::{Range, Round, part_of};
use crate::testing::{
    Changed, agreement, brief, fact, impeachment, n, on, placed, placed_on, short, verdict,
};

fn held(id: &str, day: &str, voice: &str, holder: &str, numbers: (u64, Option<u64>)) -> Fact {
    let count = HeldCount {
        holder: n(holder),
        class: n("soldier"),
        at_least: numbers.0,
        at_most: numbers.1,
        verb: None,
        place: Place::default(),
    };
    fact(id, day, voice, What::Count(count))
}

fn part(id: &str, day: &str, voice: &str, stage: Stage, count: Option<u64>) -> Fact {
    let told = Performance { norm: n("out"), bearer: Some(n("ROK")), stage, step: None, count };
    fact(id, day, voice, What::Performance(told))
}

fn told(terms: &str, id: &str, facts: &[Fact]) -> Vec<String> {
    let agreement = agreement(terms);
    let judgement = on(&agreement, facts, "2018-12-31");
    let verdict = verdict(&judgement, id);
    let findings = verdict.findings.iter().map(|one| format!("{}: {}", brief(one), one.because));
    [short(verdict)].into_iter().chain(findings).collect()
}

const SHARE: &str = "inventory stock is soldiers of each party as recorded on 1 October 2018.\n\
                     s: each party may hold at most 60 percent of stock everywhere from 15 October 2018.";

#[test]
fn a_ceiling_at_a_share_is_broken_beyond_the_whole_number_below_it() {
    let base = held("base", "2018-10-01", "UNC", "ROK", (7, Some(7)));
    // 60 per cent of 7 are 4.2.
    let four = held("four", "2018-11-01", "UNC", "ROK", (4, Some(4)));
    assert_eq!(told(SHARE, "s/ROK", &[base.clone(), four])[0], "watching unknown none (no-coverage)");
    let five = held("five", "2018-11-01", "UNC", "ROK", (5, None));
    assert_eq!(
        told(SHARE, "s/ROK", &[base, five.clone()]),
        [
            "watching violated reported",
            "breach reported: at least 5 soldier on 1 November 2018, told by UNC (reported)"
        ]
    );
    let unknown = "watching unknown reported (limit-unknown)";
    assert_eq!(told(SHARE, "s/ROK", std::slice::from_ref(&five))[0], unknown);
    // What would decide it is said.
    let agreement = agreement(SHARE);
    let proof = verdict(&on(&agreement, &[five], "2018-12-31"), "s/ROK").proof.to_string();
    assert!(proof.contains("would change it: a count of soldier of ROK for 1 October 2018; "), "{proof}");
    assert!(proof.contains("60 per cent of stock, of which no number is on record"), "{proof}");
}

#[test]
fn a_whole_that_is_a_range_leaves_open_what_lies_between() {
    let base = held("base", "2018-10-01", "UNC", "ROK", (50, Some(100)));
    let of = |number| {
        let now = held("now", "2018-11-01", "UNC", "ROK", (number, None));
        told(SHARE, "s/ROK", &[base.clone(), now])[0].clone()
    };
    assert_eq!(of(30), "watching unknown none (no-coverage)");
    assert_eq!(of(31), "watching unknown reported (limit-unknown)");
    assert_eq!(of(60), "watching unknown reported (limit-unknown)");
    assert_eq!(of(61), "watching violated reported");
}

#[test]
fn a_holders_own_word_is_no_inventory_but_the_book_that_the_text_names_is() {
    let now = held("now", "2018-11-01", "UNC", "ROK", (50, None));
    let own = held("base", "2018-10-01", "ROK", "ROK", (10, Some(10)));
    assert_eq!(
        told(SHARE, "s/ROK", &[own.clone(), now.clone()])[0],
        "watching unknown reported (limit-unknown)"
    );
    let named = SHARE.replace("2018.\n", "2018 by ROK.\n");
    assert_eq!(told(&named, "s/ROK", &[own.clone(), now.clone()])[0], "watching violated reported");
    // Who is not the keeper of the book adds nothing to it, and a book that was impeached says nothing.
    let other = held("other", "2018-10-01", "UNC", "ROK", (90, Some(90)));
    assert_eq!(told(&named, "s/ROK", &[other, now.clone()])[0], "watching unknown reported (limit-unknown)");
    let impeached = fact("i", "2018-12-01", "UNC", impeachment("base")).manner(Manner::Attests);
    assert_eq!(told(&named, "s/ROK", &[own, now, impeached])[0], "watching unknown reported (limit-unknown)");
}

#[test]
fn figures_of_another_day_or_that_exclude_one_another_make_no_inventory() {
    let now = held("now", "2018-11-01", "UNC", "ROK", (50, None));
    let earlier = held("base", "2018-09-30", "UNC", "ROK", (10, Some(10)));
    assert_eq!(told(SHARE, "s/ROK", &[earlier, now.clone()])[0], "watching unknown reported (limit-unknown)");
    let bases = [
        held("base", "2018-10-01", "UNC", "ROK", (10, Some(10))),
        held("other", "2018-10-01", "NNSC", "ROK", (20, Some(20))),
        now,
    ];
    assert_eq!(told(SHARE, "s/ROK", &bases)[0], "watching unknown reported (limit-unknown)");
}

#[test]
fn what_was_recorded_may_become_known_later() {
    let base = held("base", "2018-10-01", "UNC", "ROK", (7, Some(7))).known("2018-12-30");
    let now = held("now", "2018-11-01", "UNC", "ROK", (50, None));
    assert_eq!(told(SHARE, "s/ROK", &[base, now])[0], "watching violated reported");
}

#[test]
fn the_share_of_several_who_are_bound_together_is_that_of_the_sum() {
    let terms = SHARE.replace("s: each party", "s: the parties jointly");
    let base = |holder, number| held(holder, "2018-10-01", "UNC", holder, (number, Some(number)));
    let now = |id: &str, holder, number| held(id, "2018-11-01", "UNC", holder, (number, None));
    let of = |number| {
        told(
            &terms,
            "s/ROK+DPRK",
            &[base("ROK", 7), base("DPRK", 8), now("a", "ROK", 5), now("b", "DPRK", number)],
        )[0]
        .clone()
    };
    assert_eq!(of(4), "watching unknown none (no-coverage)");
    assert_eq!(of(5), "watching violated reported");
}

#[test]
fn the_inventory_of_one_holder_is_the_measure_of_another() {
    let terms = "inventory theirs is soldiers of DPRK as recorded on 1 October 2018.\n\
                 s: ROK may hold at most 1 half of theirs everywhere from 15 October 2018.";
    let base = held("base", "2018-10-01", "UNC", "DPRK", (9, Some(9)));
    let of = |number| {
        let now = held("now", "2018-11-01", "UNC", "ROK", (number, None));
        told(terms, "s/ROK", &[base.clone(), now])[0].clone()
    };
    assert_eq!(of(4), "watching unknown none (no-coverage)");
    assert_eq!(of(5), "watching violated reported");
}

#[test]
fn a_freeze_holds_each_class_at_what_it_was_in_that_place() {
    let terms = "s: each party may hold at most the soldiers, tanks of 1 October 2018 in Z.";
    let agreement = agreement(terms);
    let in_z = |mut fact: Fact, class: &str| {
        let What::Count(count) = &mut fact.what else { panic!() };
        count.class = n(class);
        count.place.within = vec![n("Z")];
        fact
    };
    let base = in_z(held("base", "2018-10-01", "UNC", "ROK", (7, Some(7))), "soldier");
    let of = |class, number| {
        let now = in_z(held("now", "2018-11-01", "UNC", "ROK", (number, None)), class);
        let places = [placed("base", "s", Relation::Inside), placed("now", "s", Relation::Inside)];
        short(verdict(&placed_on(&agreement, &[base.clone(), now], &places, "2018-12-31"), "s/ROK"))
    };
    assert_eq!(of("soldier", 7), "watching unknown none (no-coverage)");
    assert_eq!(of("soldier", 8), "watching violated reported");
    assert_eq!(of("tank", 1), "watching unknown reported (limit-unknown)");
}

#[test]
fn a_floor_at_a_share_is_broken_below_the_whole_number_above_it() {
    let terms = SHARE.replace("may hold at most", "must hold at least");
    let base = held("base", "2018-10-01", "UNC", "ROK", (7, Some(7)));
    let of = |number| {
        let now = held("now", "2018-11-01", "UNC", "ROK", (0, Some(number)));
        told(&terms, "s/ROK", &[base.clone(), now])[0].clone()
    };
    // 60 per cent of 7 are 4.2.
    assert_eq!(of(5), "watching unknown none (floor-not-shown)");
    assert_eq!(of(4), "watching violated reported");
}

const DEED: &str = "inventory stock is soldiers of each party as recorded on 1 October 2018.\n\
                    out: each party must withdraw 1 third of stock everywhere by 1 December 2018.";

#[test]
fn as_many_as_are_owed_are_the_whole_and_fewer_are_a_part() {
    let base = held("base", "2018-10-01", "UNC", "ROK", (10, Some(10)));
    let of = |day, stage, count| told(DEED, "out/ROK", &[base.clone(), part("p", day, "UNC", stage, count)]);
    // A third of 10 are 4.
    assert_eq!(of("2018-11-20", Stage::Partial, Some(4))[0], "kept kept reported");
    assert_eq!(of("2018-11-20", Stage::Done, None)[0], "kept kept reported");
    assert_eq!(of("2018-11-20", Stage::Partial, Some(3))[0], "overdue unknown none (overdue-unproven)");
    assert_eq!(
        of("2018-12-20", Stage::Partial, Some(3)),
        [
            "overdue violated reported",
            "breach reported: was due by 1 December 2018; told as 3 of 4 (a third of stock, of which 10 are on record) \
             by UNC (reported)"
        ]
    );
    // That it is done is the voice's own conclusion.
    assert_eq!(of("2018-11-20", Stage::Done, Some(3))[0], "kept kept reported");
}

#[test]
fn without_the_whole_a_number_told_decides_nothing() {
    let of = |stage, count| told(DEED, "out/ROK", &[part("p", "2018-12-20", "UNC", stage, count)]);
    assert_eq!(
        of(Stage::Partial, Some(4)),
        [
            "overdue unknown none (limit-unknown)",
            "undetermined none (limit-unknown): was due by 1 December 2018; told in part only"
        ]
    );
    assert_eq!(of(Stage::Done, Some(4))[0], "kept kept reported late cured");
}

/// The slow way: try every whole number, and compare in parts of a thing.
fn slow(whole: u64, number: u64, parts: u64, round: Round) -> u64 {
    let keeps = |things: u64| match round {
        Round::Down => things * parts <= whole * number,
        Round::Up => things * parts >= whole * number,
    };
    let all = 0..=whole;
    match round {
        Round::Down => all.filter(|things| keeps(*things)).max(),
        Round::Up => all.filter(|things| keeps(*things)).min(),
    }
    .unwrap()
}

proptest! {
    #[test]
    fn a_share_is_the_whole_number_that_keeps_to_it(
        whole in 0_u64..600,
        (number, parts) in prop_oneof![Just(2_u64), Just(3), Just(4), Just(100)]
            .prop_flat_map(|parts| (0..=parts, Just(parts))),
    ) {
        for round in [Round::Down, Round::Up] {
            prop_assert_eq!(part_of(whole, number, parts, round), slow(whole, number, parts, round));
        }
        let range = Range { least: whole / 2, most: Some(whole) }.share(number, parts, Round::Up);
        prop_assert_eq!(range.least, slow(whole / 2, number, parts, Round::Up));
        prop_assert_eq!(range.most, Some(slow(whole, number, parts, Round::Up)));
    }

    /// A judgement against the slow way: for every whole that the range allows, is the count beyond the share?
    #[test]
    fn a_breach_is_one_for_every_whole_that_the_record_allows(
        least in 0_u64..40, more in prop::option::of(0_u64..20), told_now in 0_u64..50, percent in 0_u64..=100,
    ) {
        let terms = SHARE.replace("60 percent", &format!("{percent} percent"));
        let base = held("base", "2018-10-01", "UNC", "ROK", (least, more.map(|more| least + more)));
        let now = held("now", "2018-11-01", "UNC", "ROK", (told_now, None));
        let found = told(&terms, "s/ROK", &[base, now]).remove(0);
        // Without an upper end the whole may be as large as one likes.
        let wholes = least..=more.map_or(10_000, |more| least + more);
        let beyond = wholes.clone().filter(|whole| told_now * 100 > whole * percent).count();
        let is_all = beyond == wholes.clone().count() && (more.is_some() || percent == 0);
        let expected = match beyond {
            0 => "watching unknown none (no-coverage)",
            _ if is_all => "watching violated reported",
            _ => "watching unknown reported (limit-unknown)",
        };
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn nothing_overflows() {
    assert_eq!(part_of(u64::MAX, 99, 100, Round::Down), 18_262_276_632_972_456_098);
    assert_eq!(part_of(u64::MAX, 100, 100, Round::Up), u64::MAX);
    assert_eq!(Range::exactly(u64::MAX).plus(Range::exactly(1)), Range::exactly(u64::MAX));
}
