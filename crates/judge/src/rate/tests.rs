use armistice_facts::{Fact, HeldCount, Interval, Manner, Place, Precision, What};

use crate::testing::{Changed, act, agreement, at, brief, fact, n, on, short, verdict, with_act};

fn flight(id: &str, day: &str, voice: &str) -> Fact {
    fact(id, day, voice, act("ROK", "fly", "helicopter"))
}

/// So many flights in all in that day, as the voice tells it.
fn sum(id: &str, day: &str, voice: &str, least: u64, most: Option<u64>) -> Fact {
    let count = HeldCount {
        holder: n("ROK"),
        class: n("helicopter"),
        at_least: least,
        at_most: most,
        verb: Some(n("fly")),
        place: Place::default(),
    };
    fact(id, day, voice, What::Count(count))
}

fn lasting(mut fact: Fact, from: &str, until: &str) -> Fact {
    fact.about = Interval::new(at(from), at(until), Precision::Span).unwrap();
    fact
}

fn told(terms: &str, facts: &[Fact], day: &str) -> Vec<String> {
    let agreement = agreement(terms);
    let judgement = on(&agreement, facts, day);
    let verdict = verdict(&judgement, "r/ROK");
    let findings = verdict.findings.iter().map(|one| format!("{}: {}", brief(one), one.because));
    [short(verdict)].into_iter().chain(findings).collect()
}

#[test]
fn what_different_voices_tell_may_be_the_same_acts_and_is_not_added() {
    let terms = "r: each party may fly no more than 2 helicopters a quarter.";
    let facts = [
        flight("a", "2018-10-05", "UNC"),
        flight("b", "2018-11-05", "UNC"),
        flight("c", "2018-12-05", "NNSC"),
        flight("d", "2018-12-06", "NNSC"),
    ];
    assert_eq!(told(terms, &facts, "2019-02-01"), ["watching unknown none (no-coverage)"]);
    let more = [facts.as_slice(), &[flight("e", "2018-12-31", "UNC")]].concat();
    assert_eq!(
        told(terms, &more, "2019-02-01"),
        [
            "watching violated reported",
            "breach reported: 3 told in the quarter, at most 2 may be on 5 October 2018, told by UNC (reported)"
                .replace("5 October 2018, told by UNC", "31 December 2018, told by UNC and NNSC")
                .as_str(),
        ]
    );
}

#[test]
fn acts_that_name_one_incident_are_one_act() {
    let terms = "r: each party may fly no more than 1 helicopter a day.";
    let facts = [
        flight("a", "2018-10-05T10:00", "UNC").incident("trip"),
        flight("b", "2018-10-05T11:00", "UNC").incident("trip"),
    ];
    assert_eq!(told(terms, &facts, "2018-10-06"), ["watching unknown none (no-coverage)"]);
}

#[test]
fn a_window_begins_wherever_it_may_and_a_claim_stays_a_claim() {
    let terms = "r: each party may fly no more than 1 helicopter in any 3 years.";
    let facts = [flight("a", "2018-10-05T10:00", "UNC"), flight("b", "2021-10-05T09:00", "UNC")];
    assert!(told(terms, &facts, "2022-01-01")[1].starts_with("breach reported: 2 told within 3 years"));
    let later = [flight("a", "2018-10-05T10:00", "UNC"), flight("b", "2021-10-05T10:00", "UNC")];
    assert_eq!(told(terms, &later, "2022-01-01"), ["watching unknown none (no-coverage)"]);
    // One of the two acts is only claimed by the other side: together they are a claim.
    let claimed = [flight("a", "2018-10-05T10:00", "DPRK"), flight("b", "2021-10-05T09:00", "DPRK")];
    assert!(told(terms, &claimed, "2022-01-01")[1].starts_with("alleged claimed (claim-only)"));
}

#[test]
fn a_day_told_without_its_hour_leaves_the_edge_of_a_window_open() {
    let terms = "r: each party may fly no more than 1 helicopter in any 24 hours.";
    let facts = [flight("a", "2018-10-05", "UNC"), flight("b", "2018-10-06", "UNC")];
    assert!(told(terms, &facts, "2018-10-07")[1].starts_with("undetermined reported (time-uncertain)"));
}

#[test]
fn at_once_counts_what_is_under_way() {
    let terms = "r: each party may fly no more than 1 helicopter at once.";
    let first = lasting(flight("a", "2018-10-05", "UNC"), "2018-10-05T10:00", "2018-10-05T12:00");
    let second = lasting(flight("b", "2018-10-05", "UNC"), "2018-10-05T11:00", "2018-10-05T13:00");
    let third = lasting(flight("c", "2018-10-05", "UNC"), "2018-10-05T13:00", "2018-10-05T14:00");
    let facts = [first.clone(), second];
    assert!(told(terms, &facts, "2018-10-07")[1].starts_with("breach reported: 2 told under way at once"));
    assert_eq!(told(terms, &[first, third], "2018-10-07"), ["watching unknown none (no-coverage)"]);
}

#[test]
fn a_floor_is_judged_at_the_end_of_its_period_by_what_is_told_of_the_whole() {
    let terms = "r: each party must fly no fewer than 3 helicopters a day from 1 October 2018.";
    let facts = [
        sum("met", "2018-10-01", "UNC", 3, None),
        sum("short", "2018-10-02", "UNC", 0, Some(2)),
        flight("few", "2018-10-03", "UNC"),
        sum("claimed", "2018-10-04", "DPRK", 0, Some(1)),
        sum("open", "2018-10-06", "UNC", 0, Some(1)),
    ];
    insta::assert_snapshot!(told(terms, &facts, "2018-10-05").join("\n"));
    // Nothing told is no compliance, and no breach.
    assert_eq!(told(terms, &[], "2018-10-05"), ["watching unknown none (floor-not-shown)"]);
    // A day that is not over is not judged.
    assert_eq!(told(terms, &facts[4..], "2018-10-05"), ["watching unknown none (floor-not-shown)"]);
}

#[test]
fn a_floor_met_in_every_period_is_kept_so_far() {
    let terms = "r: each party must fly helicopters at least 2 times a day from 1 October 2018.";
    let day = |day: &str| [flight(&format!("a{day}"), day, "UNC"), flight(&format!("b{day}"), day, "UNC")];
    let facts = [day("2018-10-01"), day("2018-10-02")].concat();
    assert_eq!(told(terms, &facts, "2018-10-02")[0], "watching kept reported so-far");
    assert_eq!(told(terms, &facts, "2018-10-03")[0], "watching unknown none (floor-not-shown)");
}

#[test]
fn watching_shows_no_floor_and_acts_of_another_thing_do_not_count() {
    let terms = "r: each party must fly helicopters at least 1 times a day from 1 October 2018.\n\
                 verification of r: by UNC coverage at least 50 percent.";
    let mut watched = fact("w", "2018-10-01", "UNC", crate::testing::coverage("r", 100));
    watched.about = Interval::new(at("2018-10-01"), at("2018-10-02"), Precision::Span).unwrap();
    let other = fact("u", "2018-10-01", "UNC", act("ROK", "fly", "uav"));
    assert_eq!(
        told(terms, &[watched, other], "2018-10-01")[0],
        "watching unknown reported (floor-not-shown)"
    );
}

#[test]
fn a_quantity_counts_as_so_many_and_an_attested_count_is_verified() {
    let terms = "r: each party may fly no more than 5 helicopters a month.\nverification of r: by UNC.";
    let many = with_act(act("ROK", "fly", "helicopter"), |act| {
        act.quantity = Some(armistice_facts::Quantity { thousandths: 6000, unit: "helicopter".to_owned() });
    });
    let facts = [fact("a", "2018-10-05", "UNC", many).manner(Manner::Attests)];
    assert!(told(terms, &facts, "2018-10-07")[1].starts_with("breach verified: 6 told in the month"));
}

#[test]
fn a_floor_that_all_owe_together_is_broken_by_the_sum_of_what_each_did() {
    let agreement =
        agreement("r: the parties jointly must fly no fewer than 2 helicopters a day from 1 October 2018.");
    let of = |id: &str, holder: &str, most: u64| {
        let mut fact = sum(id, "2018-10-02", "press", 0, Some(most));
        if let What::Count(count) = &mut fact.what {
            count.holder = n(holder);
        }
        fact
    };
    let state = |facts: &[Fact]| short(&on(&agreement, facts, "2018-10-05").verdicts[0]);
    assert_eq!(state(&[of("a", "ROK", 0), of("b", "DPRK", 1)]), "watching violated reported");
    assert_eq!(state(&[of("a", "ROK", 0)]), "watching unknown none (floor-not-shown)");
    assert_eq!(state(&[of("a", "ROK", 1), of("b", "DPRK", 1)]), "watching unknown none (floor-not-shown)");
}
