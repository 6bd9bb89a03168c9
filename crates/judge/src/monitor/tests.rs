//! Upkeep, ceilings, rates, notices and procedures: each kind of rule in its plain form.

use armistice_facts::{Fact, What};
use armistice_terms::model::Agreement;

use crate::testing::*;

fn one(terms: &str) -> Agreement {
    agreement(terms)
}

#[test]
fn things_seen_in_the_inverse_state_are_evidence_against_upkeep_and_the_unseen_are_said() {
    let agreement =
        one("ports: each party must keep gunports in state gunport-closed everywhere from 1 November 2018.");
    let seen_by = |id: &str, voice: &str, state: &str| {
        fact(id, "2018-11-02", voice, seen("DPRK", "gunport", state, 1, 2)).incident("gaemeori")
    };
    let id = "ports/DPRK/gaemeori";
    let claimed = on(&agreement, &[seen_by("f1", "ROK", "gunport-open")], "2018-11-03");
    assert_eq!(brief(finding(&claimed, id)), "alleged claimed (claim-only)");
    assert!(finding(&claimed, id).because.contains("gunport: 1 in state gunport-open (2 not seen)"));
    let reported = on(&agreement, &[seen_by("f1", "UNC", "gunport-open")], "2018-11-03");
    assert_eq!(short(verdict(&reported, "ports/DPRK")), "watching violated reported");
    let closed = on(&agreement, &[seen_by("f1", "UNC", "gunport-closed")], "2018-11-03");
    assert_eq!(short(verdict(&closed, "ports/DPRK")), "watching unknown none (no-coverage)");
    let early = on(
        &agreement,
        &[fact("f1", "2018-10-30", "UNC", seen("DPRK", "gunport", "gunport-open", 1, 0))],
        "2018-11-03",
    );
    assert_eq!(verdict(&early, "ports/DPRK").counts.episodes, 0);
}

#[test]
fn a_ceiling_is_broken_by_the_lower_bound_of_a_count_and_only_what_is_listed_may_be_held() {
    let agreement =
        one("guards: each party may hold only at most 35 soldiers everywhere from 1 November 2018.");
    let counted = |class: &str, number| {
        let facts = [fact("f1", "2018-11-02", "UNC", held("ROK", class, number))];
        short(verdict(&on(&agreement, &facts, "2018-11-03"), "guards/ROK"))
    };
    assert_eq!(counted("soldier", 35), "watching unknown none (no-coverage)");
    assert_eq!(counted("soldier", 36), "watching violated reported");
    assert_eq!(counted("tank", 1), "watching violated reported");
    assert_eq!(counted("person", 36), "watching unknown reported (class-uncertain)");
}

#[test]
fn a_rate_counts_acts_in_each_calendar_period() {
    let agreement = one("trips: each party may fly no more than 2 helicopters a week.");
    let flown = |days: &[&str]| {
        let facts: Vec<Fact> = days
            .iter()
            .enumerate()
            .map(|(index, day)| fact(&format!("f{index}"), day, "UNC", act("ROK", "fly", "helicopter")))
            .collect();
        short(verdict(&on(&agreement, &facts, "2018-12-31"), "trips/ROK"))
    };
    // 5 November 2018 was a Monday.
    assert_eq!(flown(&["2018-11-05", "2018-11-11", "2018-11-12"]), "watching unknown none (no-coverage)");
    assert_eq!(flown(&["2018-11-05", "2018-11-07", "2018-11-11"]), "watching violated reported");
}

#[test]
fn an_event_needs_its_notice_in_time() {
    let told = "shots: each party must give notice to the other party of explosive-detonation at least 2 days before it starts.";
    let open = one(told);
    let complete = one(&format!("register notices is complete.\n{told}"));
    let blast = fact("f1", "2018-11-20T15:00", "UNC", act("DPRK", "conduct", "explosive-detonation"));
    let given = |day: &str| fact("n1", day, "ROK", notice("DPRK", "ROK", "explosive-detonation", ""));
    let found = |agreement: &Agreement, facts: &[Fact]| {
        brief(finding(&on(agreement, facts, "2018-11-21"), "shots/DPRK/f1"))
    };
    assert_eq!(found(&open, std::slice::from_ref(&blast)), "undetermined reported (notice-not-shown)");
    assert_eq!(found(&complete, std::slice::from_ref(&blast)), "breach reported");
    assert_eq!(found(&open, &[blast.clone(), given("2018-11-18")]), "fulfilled reported");
    assert_eq!(found(&open, &[blast, given("2018-11-19")]), "breach reported late");
}

#[test]
fn a_step_before_the_one_it_must_follow_breaks_a_procedure_and_an_untold_one_leaves_it_open() {
    let agreement = one("steps: procedure for each party upon approach in land or sea from 1 November 2018:
  warning-broadcast then warning-broadcast then warning-fire then military-action.");
    let step = |id: &str, minute: u32, party: &str, what: &str| {
        fact(id, &format!("2020-05-03T08:{minute:02}"), "UNC", act(party, "conduct", what)).incident("may")
    };
    let found = |facts: &[Fact]| {
        let facts: Vec<Fact> =
            [step("a0", 0, "DPRK", "approach")].into_iter().chain(facts.to_vec()).collect();
        let judged = on(&agreement, &facts, "2020-05-04");
        let counts = verdict(&judged, "steps/ROK").counts;
        assert_eq!(verdict(&judged, "steps/DPRK").counts.breaches, 0);
        (counts.breaches, counts.undetermined)
    };
    let (first, second) =
        (step("s1", 1, "ROK", "warning-broadcast"), step("s2", 2, "ROK", "warning-broadcast"));
    let shot = step("s3", 3, "ROK", "warning-fire");
    assert_eq!(found(&[first.clone(), second.clone(), shot.clone()]), (0, 0));
    let other = step("s4", 2, "DPRK", "warning-broadcast");
    assert_eq!(
        found(&[first.clone(), other, shot.clone()]),
        (0, 1),
        "the other side's broadcast is not its own"
    );
    let after = step("s5", 4, "ROK", "warning-broadcast");
    assert_eq!(
        found(&[first, shot.clone(), after.clone()]),
        (1, 0),
        "the second broadcast came after the fire"
    );
    assert_eq!(found(&[shot.clone(), after]), (1, 0));
    let mut twenty = step("s0", 3, "ROK", "warning-broadcast");
    if let armistice_facts::What::Act(act) = &mut twenty.what {
        act.quantity = Some(armistice_facts::Quantity { thousandths: 20_000, unit: "broadcasts".to_owned() });
    }
    assert_eq!(
        found(&[shot, twenty]),
        (0, 0),
        "twenty broadcasts are two, and at one time the earlier step is first"
    );
}

#[test]
fn a_procedure_that_waits_for_an_event_hears_whether_it_is_told_in_the_incident() {
    let agreement = one("steps: procedure for each party upon approach of the other party in land or sea:
  warning-broadcast then warning-fire then military-action.");
    let act = |id: &str, minute: u32, party: &str, what: &str| {
        fact(id, &format!("2020-05-03T08:{minute:02}"), "UNC", act(party, "conduct", what)).incident("may")
    };
    let found = |facts: &[Fact]| {
        let judged = on(&agreement, facts, "2020-05-04");
        let verdict = verdict(&judged, "steps/ROK");
        verdict.findings.first().map(brief)
    };
    let shot = act("s1", 5, "ROK", "military-action");
    let warned = act("s2", 6, "ROK", "warning-broadcast");
    let open = Some("undetermined reported (event-not-told)".to_owned());
    // Fire out of the blue breaks the ban on fire, if there is one; not the order of steps that an approach asks for.
    assert_eq!(found(&[shot.clone(), warned.clone()]), open);
    assert_eq!(found(&[shot.clone(), warned.clone(), act("a1", 1, "ROK", "approach")]), open);
    let breach = Some("breach reported".to_owned());
    assert_eq!(found(&[shot.clone(), warned, act("a2", 1, "DPRK", "approach")]), breach);
    // Its own first step has begun the procedure, whoever tells of an approach.
    let begun = [act("s3", 4, "ROK", "warning-broadcast"), shot, act("s4", 7, "ROK", "warning-fire")];
    assert_eq!(found(&begun), breach);
}

#[test]
fn a_norm_whose_interval_is_over_is_closed() {
    let agreement =
        one("fire: no party may conduct live-fire everywhere from 1 November 2018 until 30 November 2018.");
    let late = fact("f1", "2018-12-01", "UNC", act("ROK", "conduct", "artillery-fire"));
    let judged = on(&agreement, &[late], "2018-12-02");
    assert_eq!(short(verdict(&judged, "fire/ROK")), "closed unknown none (no-coverage)");
    assert_eq!(verdict(&judged, "fire/ROK").counts.episodes, 0);
}

#[test]
fn a_norm_wakes_when_the_one_it_stands_in_for_is_violated() {
    let agreement =
        one("out: each party must destroy guard-posts in Z by 30 November 2018 failing which talk applies.
talk: the parties jointly must convene commission-meeting within 5 days after out.");
    let quiet = on(&agreement, &[], "2018-12-03");
    assert_eq!(short(verdict(&quiet, "talk/ROK+DPRK")), "dormant - none");
    let missed =
        |voice: &str| fact("f1", "2018-12-02", voice, performance("out", armistice_facts::Stage::NotDone));
    let claimed = on(&agreement, &[missed("ROK")], "2018-12-03");
    assert_eq!(verdict(&claimed, "talk/ROK+DPRK").because, "waits for a violation of out");
    let found = on(&agreement, &[missed("UNC")], "2018-12-03");
    // What it stands in for was not fulfilled: the five days count from the violation, at the end of 30 November.
    assert_eq!(short(verdict(&found, "talk/ROK+DPRK")), "due pending none");
    assert_eq!(verdict(&found, "talk/ROK+DPRK").due, Some(end("2018-12-05")));
}

#[test]
fn a_reading_that_not_everybody_shares_stands_first_in_the_proof() {
    let agreement = one(
        "fire: no party may conduct live-fire everywhere from 1 November 2018 reading \"shells only\" unilateral.
flight: no party may fly uav everywhere from 1 November 2018 reading \"as both say\" agreed.",
    );
    let judged = on(&agreement, &[], "2018-12-01");
    let first = |id: &str| verdict(&judged, id).proof.children[0].statement.clone();
    assert_eq!(first("fire/ROK"), "rests on a reading of its text (one side's or the author's): shells only");
    assert!(first("flight/ROK").starts_with("art_1"));
}

#[test]
fn superseded_sections_are_not_monitored() {
    let text = text("fire: no party may conduct live-fire everywhere from 1 November 2018.");
    let archived = compiled(&text.replace("## Article 1 {#art_1}", "## Article 1 {#art_1 .superseded}"));
    assert!(on(&archived, &[], "2018-12-01").verdicts.is_empty());
    assert_eq!(on(&compiled(&text), &[], "2018-12-01").verdicts.len(), 2);
}

#[test]
fn an_unseen_place_of_a_known_kind_is_never_taken_for_a_breach() {
    let agreement =
        one("guards: each party must keep gunports in state gunport-closed in Z from 1 November 2018.");
    let facts = [fact("f1", "2018-11-02", "UNC", seen("ROK", "gunport", "gunport-open", 2, 0))];
    let judged = on(&agreement, &facts, "2018-11-03");
    assert_eq!(brief(finding(&judged, "guards/ROK/f1")), "undetermined reported (place-not-told)");
    let What::State(state) = &facts[0].what else { panic!() };
    assert!(state.place.position.is_none());
}
