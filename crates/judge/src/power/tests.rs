use armistice_facts::{Fact, Stance, StatusKind};
use armistice_terms::model::Agreement;

use crate::testing::*;

const NOTICE: &str = "fire: no party may conduct live-fire everywhere from 1 November 2018.
leave: each party may denounce agreement upon prior notice to the other party at least 6 months before it starts.";

fn denounced(day: &str) -> Fact {
    fact("s1", day, "DPRK", status("DPRK", StatusKind::Denounces, "agreement"))
}

fn answer(day: &str, stance: Stance) -> Fact {
    fact("s2", day, "ROK", status("ROK", StatusKind::Answers(stance), "s1"))
}

fn fired(day: &str) -> Fact {
    fact("f1", day, "UNC", act("ROK", "conduct", "artillery-fire"))
}

fn suspensions(power: &str) -> Agreement {
    agreement(&format!("fire: no party may conduct live-fire everywhere from 1 November 2018.\n{power}"))
}

fn suspended(day: &str, scope: &str) -> Fact {
    fact("s1", day, "DPRK", status("DPRK", StatusKind::Suspends, scope))
}

#[test]
fn a_denunciation_takes_effect_when_its_notice_period_has_run_and_ends_the_agreement_for_both() {
    let agreement = agreement(NOTICE);
    let before = on(&agreement, &[], "2019-01-01");
    assert_eq!(short(verdict(&before, "leave/DPRK")), "available - none");
    let facts = [denounced("2019-01-15T10:00"), answer("2019-01-16", Stance::Disputes)];
    let within = on(&agreement, &facts, "2019-07-14");
    assert_eq!(brief(finding(&within, "leave/DPRK/s1")), "pending claimed");
    assert_eq!(short(verdict(&within, "fire/ROK")), "watching unknown none (no-coverage)");
    let over = on(&agreement, &facts, "2019-07-15");
    for bearer in ["ROK", "DPRK"] {
        assert_eq!(short(verdict(&over, &format!("fire/{bearer}"))), "ended - none", "{bearer}");
    }
    assert_eq!(brief(finding(&over, "leave/DPRK/s1")), "exercised claimed");
    assert_eq!(
        finding(&over, "leave/DPRK/s1").because,
        "DPRK denounces agreement on 15 January 2019 10:00; it has effect from 15 July 2019 10:00"
    );
    // What was done while the notice ran is judged as before.
    let during = on(&agreement, &[facts[0].clone(), fired("2019-03-01")], "2019-08-01");
    assert_eq!(brief(finding(&during, "fire/ROK/f1")), "breach reported");
}

#[test]
fn an_earlier_notice_counts_from_its_own_day() {
    let agreement = agreement(NOTICE);
    let told = fact("n1", "2018-12-01T00:00", "DPRK", notice("DPRK", "ROK", "denounce", ""));
    let judged = on(&agreement, &[told, denounced("2019-05-20T10:00")], "2019-06-01");
    assert_eq!(brief(finding(&judged, "leave/DPRK/s1")), "exercised claimed");
    assert_eq!(short(verdict(&judged, "fire/DPRK")), "ended - none");
}

#[test]
fn a_suspension_without_the_notice_that_the_text_asks_for_has_no_effect_and_that_is_shown() {
    let agreement = suspensions("pause: each party may suspend fire upon prior notice to the other party.");
    let facts = [
        suspended("2019-01-15T10:00", "fire"),
        fact("f1", "2019-02-01", "UNC", act("DPRK", "conduct", "artillery-fire")),
    ];
    let judged = on(&agreement, &facts, "2019-02-02");
    assert_eq!(short(verdict(&judged, "fire/DPRK")), "watching violated reported status-disputed");
    assert_eq!(brief(finding(&judged, "pause/DPRK/s1")), "ineffective claimed (condition-not-met)");
    assert_eq!(short(verdict(&judged, "pause/DPRK")), "available - none");
    let text = verdict(&judged, "fire/DPRK").proof.to_string();
    assert!(
        text.contains("has no effect: pause gives the power, and no notice from before it is on record"),
        "{text}"
    );
    let told = fact("n1", "2019-01-14", "DPRK", notice("DPRK", "ROK", "suspend", ""));
    let judged = on(&agreement, &[facts[0].clone(), facts[1].clone(), told], "2019-02-02");
    assert_eq!(short(verdict(&judged, "fire/DPRK")), "suspended - none");
    assert_eq!(brief(finding(&judged, "fire/DPRK/f1")), "dismissed reported (not-in-force)");
}

#[test]
fn what_the_text_gives_the_power_for_needs_nobodys_agreement() {
    let agreement = suspensions("pause: each party may suspend fire.");
    let facts = [suspended("2019-01-15T10:00", "fire"), answer("2019-01-16", Stance::Disputes)];
    assert_eq!(short(verdict(&on(&agreement, &facts, "2019-02-01"), "fire/DPRK")), "suspended - none");
}

#[test]
fn a_power_over_the_whole_is_none_over_a_part_for_which_the_rules_without_a_power_stand() {
    let agreement = suspensions("pause: each party may suspend agreement upon consent of UNC.");
    let part = on(&agreement, &[suspended("2019-01-15T10:00", "fire")], "2019-02-01");
    assert_eq!(short(verdict(&part, "fire/DPRK")), "suspended - none");
    assert!(verdict(&part, "pause/DPRK").findings.is_empty());
    let whole = on(&agreement, &[suspended("2019-01-15T10:00", "agreement")], "2019-02-01");
    assert_eq!(short(verdict(&whole, "fire/DPRK")), "watching unknown none status-disputed (no-coverage)");
}

#[test]
fn a_suspension_upon_a_violation_needs_one_by_the_other_side() {
    let agreement = suspensions("pause: each party may suspend fire upon violation of fire.");
    let own = fact("f1", "2019-01-10", "UNC", act("DPRK", "conduct", "artillery-fire"));
    let facts = [own, suspended("2019-01-15T10:00", "fire")];
    let judged = on(&agreement, &facts, "2019-02-01");
    assert_eq!(brief(finding(&judged, "pause/DPRK/s1")), "ineffective claimed (condition-not-met)");
    let judged = on(&agreement, &[facts[1].clone(), fired("2019-01-10")], "2019-02-01");
    assert_eq!(brief(finding(&judged, "pause/DPRK/s1")), "exercised claimed");
    assert_eq!(short(verdict(&judged, "fire/DPRK")), "suspended - none");
}

#[test]
fn a_power_that_both_hold_together_needs_both() {
    let agreement = suspensions("pause: the parties jointly may suspend fire.");
    let alone = suspended("2019-01-15T10:00", "fire");
    let judged = on(&agreement, std::slice::from_ref(&alone), "2019-02-01");
    assert_eq!(brief(finding(&judged, "pause/ROK+DPRK/s1")), "ineffective claimed (condition-not-met)");
    let other = fact("s2", "2019-01-20T10:00", "ROK", status("ROK", StatusKind::Suspends, "fire"));
    let judged = on(&agreement, &[alone, other], "2019-02-01");
    assert_eq!(short(verdict(&judged, "fire/DPRK")), "suspended - none");
    assert_eq!(verdict(&judged, "fire/DPRK").since, Some(at("2019-01-20T10:00")));
}

#[test]
fn a_renewal_moves_the_end_if_it_comes_in_time() {
    let agreement = agreement(
        "fire: no party may conduct live-fire everywhere.
renewal: the parties jointly may renew agreement for 6 months.
ends on 31 December 2018.",
    );
    let renewed =
        |id: &str, by: &str, day: &str| fact(id, day, by, status(by, StatusKind::Renews, "agreement"));
    let none = on(&agreement, &[], "2019-01-01");
    assert_eq!(short(verdict(&none, "fire/ROK")), "ended - none");
    let both = [renewed("s1", "ROK", "2018-12-20T10:00"), renewed("s2", "DPRK", "2018-12-21T10:00")];
    let judged = on(&agreement, &both, "2019-06-29");
    assert_eq!(short(verdict(&judged, "fire/ROK")), "watching unknown none (no-coverage)");
    let over = on(&agreement, &both, "2019-07-01");
    assert_eq!(short(verdict(&over, "fire/ROK")), "ended - none");
    let late = [renewed("s1", "ROK", "2018-12-20T10:00"), renewed("s2", "DPRK", "2019-01-02T10:00")];
    assert_eq!(short(verdict(&on(&agreement, &late, "2019-01-03"), "fire/ROK")), "ended - none");
}

#[test]
fn a_power_before_its_day_is_dormant_and_after_it_expired() {
    let agreement =
        suspensions("pause: each party may suspend fire from 1 January 2019 until 31 January 2019.");
    let state = |day: &str| short(verdict(&on(&agreement, &[], day), "pause/ROK"));
    assert_eq!(state("2018-12-01"), "dormant - none");
    assert_eq!(state("2019-01-15"), "available - none");
    assert_eq!(state("2019-02-01"), "expired - none");
    let early = on(&agreement, &[suspended("2018-12-15T10:00", "fire")], "2019-01-10");
    assert_eq!(short(verdict(&early, "fire/DPRK")), "watching unknown none status-disputed (no-coverage)");
}
