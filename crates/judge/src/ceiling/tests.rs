use armistice_facts::{Fact, HeldCount, Place, What};

use crate::testing::{agreement, brief, fact, n, on, short, verdict};

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

fn told(terms: &str, id: &str, facts: &[Fact]) -> Vec<String> {
    let agreement = agreement(terms);
    let judgement = on(&agreement, facts, "2018-12-31");
    let verdict = verdict(&judgement, id);
    let findings = verdict.findings.iter().map(|one| format!("{}: {}", brief(one), one.because));
    [short(verdict)].into_iter().chain(findings).collect()
}

#[test]
fn only_an_upper_bound_breaks_a_floor() {
    let terms = "s: each party must hold at least 50 soldiers everywhere.";
    let unknown = "watching unknown none (floor-not-shown)";
    assert_eq!(told(terms, "s/ROK", &[held("a", "2018-11-01", "UNC", "ROK", (10, None))]), [unknown]);
    assert_eq!(told(terms, "s/ROK", &[]), [unknown]);
    assert_eq!(
        told(terms, "s/ROK", &[held("a", "2018-11-01", "UNC", "ROK", (0, Some(49)))]),
        [
            "watching violated reported",
            "breach reported: at most 49 soldier on 1 November 2018, told by UNC (reported)"
        ]
    );
}

#[test]
fn a_count_of_a_narrower_class_or_a_part_of_the_place_shows_no_shortage() {
    let terms = "class pioneer is soldier.\ns: each party must hold at least 50 soldiers in Z.";
    let mut narrow = held("a", "2018-11-01", "UNC", "ROK", (0, Some(9)));
    let What::Count(count) = &mut narrow.what else { panic!() };
    count.class = n("pioneer");
    count.place.within = vec![n("Z")];
    assert_eq!(told(terms, "s/ROK", &[narrow]), ["watching unknown none (floor-not-shown)"]);
    let somewhere = held("b", "2018-11-01", "UNC", "ROK", (0, Some(9)));
    assert!(told(terms, "s/ROK", &[somewhere])[1].starts_with("undetermined reported (part-counted)"));
}

#[test]
fn what_both_hold_together_is_added_at_one_time_and_is_worth_its_weakest_part() {
    let terms = "s: the parties jointly may hold at most 100 soldiers everywhere.";
    let both = |voice: &str, day: &str| {
        [held("a", "2018-11-01", "UNC", "ROK", (60, None)), held("b", day, voice, "DPRK", (50, None))]
    };
    assert_eq!(
        told(terms, "s/ROK+DPRK", &both("UNC", "2018-11-01")),
        [
            "watching violated reported",
            "breach reported: at least 110 soldier together, at most 100 may be held on 1 November 2018, told by \
             UNC (reported)"
        ]
    );
    // What one side alone says of itself is a claim, and the sum with it.
    assert!(
        told(terms, "s/ROK+DPRK", &both("ROK", "2018-11-01"))[1].starts_with("alleged claimed (claim-only)")
    );
    // Counts of different days do not add up.
    assert_eq!(
        told(terms, "s/ROK+DPRK", &both("UNC", "2018-11-02")),
        ["watching unknown none (no-coverage)"]
    );
}

#[test]
fn a_floor_of_several_needs_the_upper_bound_of_each() {
    let terms = "s: the parties jointly must hold at least 100 soldiers everywhere.";
    let one = held("a", "2018-11-01", "UNC", "ROK", (0, Some(40)));
    let two = held("b", "2018-11-01", "UNC", "DPRK", (0, Some(40)));
    let unknown = "watching unknown none (floor-not-shown)";
    assert_eq!(told(terms, "s/ROK+DPRK", std::slice::from_ref(&one)), [unknown]);
    assert!(
        told(terms, "s/ROK+DPRK", &[one, two])[1].starts_with("breach reported: at most 80 soldier together")
    );
}

#[test]
fn a_ceiling_within_a_ceiling_counts_the_narrower_class_in_both() {
    let terms = "class active-soldier is soldier with plural is active-soldiers.\n\
                 s: each party may hold at most 100 soldiers everywhere.\n\
                 t: each party may hold at most 80 active-soldiers everywhere.";
    let count = |number| {
        let mut one = held("a", "2018-11-01", "UNC", "ROK", (number, None));
        let What::Count(count) = &mut one.what else { panic!() };
        count.class = n("active-soldier");
        [one]
    };
    let of = |id: &str, number| told(terms, id, &count(number))[0].clone();
    assert_eq!(of("s/ROK", 90), "watching unknown none (no-coverage)");
    assert_eq!(of("t/ROK", 90), "watching violated reported");
    assert_eq!(of("s/ROK", 101), "watching violated reported");
}
