use armistice_facts::{Fact, Manner, Outcome as Inspected, Stage, StatusKind, What};
use armistice_terms::model::Agreement;

use crate::testing::*;

const MINES: &str =
    "mines: ROK, DPRK, UNC jointly must remove landmines in Z within 20 days beginning 1 October 2018
  verified by all of (ROK, DPRK, UNC).
arms: ROK, DPRK, UNC jointly must withdraw firearms out of Z within 5 days after mines.
posts: each party must destroy 11 guard-posts in Z by 30 November 2018 in steps arms-out, personnel-out
  verified by the other party.
team: each party must notify document by 28 February 2019.";

fn mines() -> Agreement {
    agreement(MINES)
}

fn done(id: &str, day: &str, voice: &str, norm: &str) -> Fact {
    fact(id, day, voice, performance(norm, Stage::Done))
}

fn of_bearer(mut told: Fact, bearer: &str) -> Fact {
    if let What::Performance(performance) = &mut told.what {
        performance.bearer = Some(n(bearer));
    }
    told
}

#[test]
fn before_the_deadline_it_is_pending_and_after_it_unproven_is_unknown_and_overdue() {
    let agreement = mines();
    let before = on(&agreement, &[], "2018-10-20");
    assert_eq!(short(verdict(&before, "mines/ROK+DPRK+UNC")), "due pending none");
    assert_eq!(verdict(&before, "mines/ROK+DPRK+UNC").due, Some(end("2018-10-20")));
    let after = on(&agreement, &[], "2018-10-21");
    assert_eq!(short(verdict(&after, "mines/ROK+DPRK+UNC")), "overdue unknown none (overdue-unproven)");
}

#[test]
fn one_bearer_alone_claims_and_two_sides_together_give_a_joint_account() {
    let agreement = mines();
    let mut facts = vec![done("f1", "2018-10-20", "ROK", "mines")];
    let alone = on(&agreement, &facts, "2018-10-21");
    assert_eq!(short(verdict(&alone, "mines/ROK+DPRK+UNC")), "told unknown claimed (claim-only)");
    assert_eq!(
        verdict(&alone, "mines/ROK+DPRK+UNC").because,
        "performance told by ROK only (claimed) on 20 October 2018, the last day; not yet verified by ROK, DPRK and UNC"
    );
    facts.push(done("f2", "2018-10-20", "DPRK", "mines"));
    let both = on(&agreement, &facts, "2018-10-21");
    assert_eq!(short(verdict(&both, "mines/ROK+DPRK+UNC")), "kept kept reported");
}

#[test]
fn a_joint_inspection_told_by_two_inspectors_counts_for_each_that_has_not_denied_it() {
    let agreement = mines();
    let three = ["ROK", "DPRK", "UNC"];
    let told = |id: &str, voice: &str| {
        let what = inspection("mines", None, &three, Inspected::Fulfilled);
        fact(id, "2018-10-26", voice, what).manner(Manner::Attests)
    };
    let mut facts = vec![done("f1", "2018-10-20", "ROK", "mines"), told("i1", "ROK")];
    let one = on(&agreement, &facts, "2018-10-27");
    assert_eq!(short(verdict(&one, "mines/ROK+DPRK+UNC")), "told unknown claimed (claim-only)");
    facts.push(told("i2", "UNC"));
    let two = on(&agreement, &facts, "2018-10-27");
    let kept = verdict(&two, "mines/ROK+DPRK+UNC");
    assert_eq!(short(kept), "kept kept verified");
    assert_eq!(kept.fulfilled, Some(end("2018-10-20")), "the earliest told time, graded later");
    assert!(kept.because.contains("not accessible: tunnels"), "{}", kept.because);
    facts.push(fact("d1", "2018-10-26", "DPRK", denial("i2", &[])));
    let denied = on(&agreement, &facts, "2018-10-27");
    assert_eq!(short(verdict(&denied, "mines/ROK+DPRK+UNC")), "told unknown claimed denied (claim-only)");
}

#[test]
fn a_later_inspection_confirms_what_was_told_by_then_and_alone_says_nothing_of_it() {
    let agreement = mines();
    let looked = inspection("posts", Some("DPRK"), &["ROK"], Inspected::Fulfilled);
    let mut facts = vec![fact("i1", "2018-12-17", "ROK", looked).manner(Manner::Attests)];
    let judged = |facts: &[armistice_facts::Fact]| {
        let case = crate::Case { agreement: &agreement, facts, placements: &[] };
        short(verdict(&crate::judge(&case, end("2018-12-01"), end("2018-12-18")), "posts/DPRK"))
    };
    assert_eq!(judged(&facts), "overdue unknown none (overdue-unproven)");
    facts.push(of_bearer(done("f1", "2018-11-30", "ROK", "posts"), "DPRK"));
    assert_eq!(judged(&facts), "kept kept verified");
}

#[test]
fn a_deadline_that_hangs_on_another_deed_waits_for_it_and_does_not_count_its_day() {
    let agreement = mines();
    let before = on(&agreement, &[], "2018-10-25");
    assert_eq!(short(verdict(&before, "arms/ROK+DPRK+UNC")), "dormant - none");
    let facts = [done("f1", "2018-10-20", "ROK", "mines")];
    let after = on(&agreement, &facts, "2018-10-25");
    assert_eq!(verdict(&after, "arms/ROK+DPRK+UNC").due, Some(end("2018-10-25")));
    assert_eq!(short(verdict(&after, "arms/ROK+DPRK+UNC")), "due pending none");
}

#[test]
fn the_other_partys_inspection_verifies_and_its_impeachment_takes_that_back_from_the_day_it_is_known() {
    let agreement = mines();
    let looked = inspection("posts", Some("DPRK"), &["ROK"], Inspected::Fulfilled);
    let mut facts = vec![
        of_bearer(done("f1", "2018-11-30", "ROK", "posts"), "DPRK"),
        fact("i1", "2018-12-17", "ROK", looked).manner(Manner::Attests),
    ];
    let seen = on(&agreement, &facts, "2018-12-18");
    assert_eq!(short(verdict(&seen, "posts/DPRK")), "kept kept verified");
    assert_eq!(short(verdict(&seen, "posts/ROK")), "overdue unknown none (overdue-unproven)");
    facts.push(fact("x1", "2024-10-22", "ROK", impeachment("i1")));
    let case = crate::Case { agreement: &agreement, facts: &facts, placements: &[] };
    let then = crate::judge(&case, end("2018-12-18"), end("2024-10-21"));
    assert_eq!(short(verdict(&then, "posts/DPRK")), "kept kept verified");
    let now = crate::judge(&case, end("2018-12-18"), end("2024-10-22"));
    assert_eq!(short(verdict(&now, "posts/DPRK")), "told unknown claimed impeached (impeached)");
    let versions = crate::versions(&case, end("2018-12-18"), end("2025-06-01"), &n("posts"), "DPRK");
    let told: Vec<String> = versions.iter().map(|version| short(&version.verdict)).collect();
    assert_eq!(
        told,
        [
            "told unknown claimed (claim-only)",
            "kept kept verified",
            "told unknown claimed impeached (impeached)",
        ]
    );
    assert_eq!(versions[1].superseded, Some(at("2024-10-22")));
}

#[test]
fn the_proof_of_an_impeached_inspection_reads_back_to_its_roots() {
    let agreement = mines();
    let looked = inspection("posts", Some("DPRK"), &["ROK"], Inspected::Fulfilled);
    let facts = [
        of_bearer(done("f1", "2018-11-30", "ROK", "posts"), "DPRK"),
        fact("i1", "2018-12-17", "ROK", looked).manner(Manner::Attests),
        fact("x1", "2024-10-22", "ROK", impeachment("i1")),
    ];
    let judged = on(&agreement, &facts, "2024-10-23");
    insta::assert_snapshot!(verdict(&judged, "posts/DPRK").proof.to_string());
}

#[test]
fn a_side_cannot_impeach_the_evidence_of_others_by_its_word_alone() {
    let agreement = mines();
    let third = done("f1", "2018-11-30", "NNSC", "posts");
    let facts = [third, fact("x1", "2018-12-02", "ROK", impeachment("f1"))];
    let judged = on(&agreement, &facts, "2018-12-03");
    assert_eq!(short(verdict(&judged, "posts/DPRK")), "kept kept reported");
}

#[test]
fn told_as_not_done_by_a_third_voice_after_the_deadline_it_is_violated_and_done_later_it_is_cured() {
    let agreement = mines();
    let mut facts = vec![fact("f1", "2019-03-01", "UNC", performance("team", Stage::NotDone))];
    let missed = on(&agreement, &facts, "2019-03-02");
    assert_eq!(short(verdict(&missed, "team/ROK")), "overdue violated reported");
    facts.push(done("f2", "2019-03-06", "UNC", "team"));
    let cured = on(&agreement, &facts, "2019-03-07");
    assert_eq!(short(verdict(&cured, "team/ROK")), "kept kept reported late cured");
    assert_eq!(short(verdict(&cured, "team/DPRK")), "kept kept reported late cured");
}

#[test]
fn told_as_not_done_by_both_sides_of_each_other_only_it_stays_unknown_and_overdue() {
    let agreement = mines();
    let facts = [
        of_bearer(fact("f1", "2019-02-28", "ROK", performance("team", Stage::NotDone)), "DPRK"),
        of_bearer(fact("f2", "2019-02-28", "DPRK", performance("team", Stage::NotDone)), "ROK"),
    ];
    let judged = on(&agreement, &facts, "2019-03-01");
    for side in ["team/ROK", "team/DPRK"] {
        assert_eq!(short(verdict(&judged, side)), "overdue unknown claimed (overdue-unproven)");
    }
}

#[test]
fn a_body_that_rules_under_a_deed_says_that_it_was_or_was_not_done() {
    let agreement = mines();
    let ruled = |breach| [fact("r1", "2019-03-10", "UNC", ruling("UNC", "team", "ROK", "x1", Some(breach)))];
    let missed = on(&agreement, &ruled(true), "2019-03-11");
    assert_eq!(short(verdict(&missed, "team/ROK")), "overdue violated reported");
    assert_eq!(short(verdict(&missed, "team/DPRK")), "overdue unknown none (overdue-unproven)");
    let done = on(&agreement, &ruled(false), "2019-03-11");
    assert_eq!(short(verdict(&done, "team/ROK")), "kept kept reported", "found done, the day of it not told");
}

#[test]
fn a_beginning_that_is_due_and_a_stage_beside_it_are_said() {
    let agreement = agreement(
        "mines: each party must remove landmines in Z by 30 November 2018 starting by 1 October 2018.
road: each party must build road in Z by 31 December 2018 together with mines.",
    );
    let judged = on(&agreement, &[], "2018-12-01");
    let proof = |id: &str| verdict(&judged, id).proof.to_string();
    assert!(proof("mines/ROK").contains("was to begin by 1 October 2018; nobody has told of a beginning"));
    assert!(
        proof("road/ROK")
            .contains("mines, which runs beside it, is overdue for ROK: that blocks it, and excuses nothing")
    );
    assert_eq!(short(verdict(&judged, "road/ROK")), "due pending none");
}

#[test]
fn steps_and_counts_are_reported_as_progress() {
    let agreement = mines();
    let mut part = fact("f1", "2018-11-10", "ROK", performance("posts", Stage::Partial));
    if let What::Performance(told) = &mut part.what {
        told.step = Some(n("arms-out"));
        told.count = Some(4);
    }
    let judged = on(&agreement, &[part], "2018-11-11");
    let progress = verdict(&judged, "posts/ROK").progress.clone().unwrap();
    assert_eq!((progress.done, progress.of, progress.step_of), (Some(4), Some(11), Some((1, 2))));
}

#[test]
fn what_is_kept_stays_kept_when_the_norm_is_suspended_later_and_what_is_open_is_suspended() {
    let agreement = mines();
    let facts = [
        done("f1", "2018-11-30", "UNC", "posts"),
        fact("s1", "2019-01-10", "ROK", status("ROK", StatusKind::Suspends, "art_1")),
    ];
    let judged = on(&agreement, &facts, "2019-03-01");
    assert_eq!(short(verdict(&judged, "posts/ROK")), "kept kept reported suspended");
    assert_eq!(short(verdict(&judged, "posts/DPRK")), "kept kept reported");
    assert_eq!(short(verdict(&judged, "team/ROK")), "suspended - none");
    assert_eq!(short(verdict(&judged, "team/DPRK")), "overdue unknown none (overdue-unproven)");
}

#[test]
fn a_reversal_breaks_a_deed_that_was_owed_permanently() {
    let agreement =
        agreement("posts: each party must destroy guard-posts in Z by 30 November 2018 permanently.");
    let facts = [
        done("f1", "2018-11-30", "UNC", "posts"),
        of_bearer(fact("f2", "2019-05-01", "UNC", performance("posts", Stage::Reversed)), "DPRK"),
        of_bearer(fact("f3", "2019-05-01", "DPRK", performance("posts", Stage::Reversed)), "ROK"),
    ];
    let judged = on(&agreement, &facts, "2019-05-02");
    assert_eq!(short(verdict(&judged, "posts/DPRK")), "reversed violated reported");
    assert_eq!(short(verdict(&judged, "posts/ROK")), "kept unknown claimed (claim-only)");
}

#[test]
fn a_decision_replaces_a_norm_from_its_day() {
    let agreement = agreement(
        "old: each party must destroy guard-posts in Z by 31 December 2018.
decision new on 26 October 2018 by ROK, DPRK replaces old:
  each party must destroy guard-posts in Z by 30 November 2018.",
    );
    let before = on(&agreement, &[], "2018-10-25");
    assert_eq!(short(verdict(&before, "old/ROK")), "due pending none");
    assert_eq!(short(verdict(&before, "new/ROK")), "dormant - none");
    let after = on(&agreement, &[], "2018-10-26");
    assert_eq!(short(verdict(&after, "old/ROK")), "ended - none");
    assert_eq!(short(verdict(&after, "new/ROK")), "due pending none");
}

#[test]
fn a_deed_that_is_refused_or_impossible_is_defaulted_once_its_deadline_has_passed() {
    let agreement = mines();
    for stage in [Stage::Refused, Stage::Impossible] {
        let told = |voice: &str| [fact("f1", "2019-03-01", voice, performance("team", stage))];
        let shown = on(&agreement, &told("UNC"), "2019-03-02");
        assert_eq!(short(verdict(&shown, "team/ROK")), "defaulted violated reported");
        let claimed = on(&agreement, &told("DPRK"), "2019-03-02");
        assert_eq!(short(verdict(&claimed, "team/ROK")), "overdue unknown claimed (overdue-unproven)");
    }
}

#[test]
fn a_deed_without_a_date_is_broken_by_a_refusal_and_never_by_the_clock() {
    let terms = agreement("mines: each party must remove landmines in Z without delay.");
    let told = |stage| [fact("m1", "2018-11-05", "UNC", performance("mines", stage))];
    let judged = on(&terms, &told(Stage::NotDone), "2019-11-06");
    assert_eq!(short(verdict(&judged, "mines/ROK")), "due pending none");
    let judged = on(&terms, &told(Stage::Refused), "2018-11-06");
    let refused = verdict(&judged, "mines/ROK");
    assert_eq!(short(refused), "defaulted violated reported");
    assert_eq!(refused.since, Some(at("2018-11-05")));
    assert_eq!(refused.because, "was owed without delay; told as not done by UNC (reported)");
    let own = [fact("m1", "2018-11-05", "ROK", performance("mines", Stage::Refused))];
    let judged = on(&terms, &own, "2018-11-06");
    assert_eq!(short(verdict(&judged, "mines/ROK")), "overdue unknown claimed (overdue-unproven)");
}

/// What a deed comes to that was to begin by 15 October 2018 and is due by the end of the year.
fn begun(facts: &[Fact], day: &str) -> Vec<String> {
    let agreement = agreement(
        "mines: each party must remove landmines in Z starting by 15 October 2018 by 31 December 2018.",
    );
    let judgement = on(&agreement, facts, day);
    let verdict = verdict(&judgement, "mines/ROK");
    let beginning = verdict.findings.iter().filter(|one| one.id.ends_with("/beginning"));
    let beginning = beginning.map(|one| format!("{}: {}", brief(one), one.because));
    [short(verdict)].into_iter().chain(beginning).collect()
}

#[test]
fn a_beginning_is_a_finding_of_its_own() {
    let told = |id: &str, day: &str, voice: &str, stage| fact(id, day, voice, performance("mines", stage));
    // Before its day nothing is said; after it, silence leaves it unknown.
    assert_eq!(begun(&[], "2018-10-10"), ["due pending none"]);
    assert_eq!(
        begun(&[], "2018-10-20"),
        [
            "due unknown none (overdue-unproven)",
            "undetermined none (overdue-unproven): was to begin by 15 October 2018; nobody has told of a beginning"
        ]
    );
    let in_time = told("a", "2018-10-15", "UNC", Stage::Started);
    assert_eq!(
        begun(std::slice::from_ref(&in_time), "2018-10-20"),
        [
            "due pending none",
            "fulfilled reported: was to begin by 15 October 2018; told as under way on 15 October 2018 by UNC (reported)"
        ]
    );
    // A start that is told as late is a breach, and stays one beside a duty that is done in time.
    let late = told("b", "2018-10-16", "UNC", Stage::Started);
    assert_eq!(
        begun(std::slice::from_ref(&late), "2018-10-20"),
        [
            "due violated reported late",
            "breach reported late cured: was to begin by 15 October 2018; told as under way on 16 October 2018 by UNC \
             (reported)"
        ]
    );
    let done = told("c", "2018-12-01", "UNC", Stage::Done);
    assert_eq!(begun(&[late.clone(), done.clone()], "2018-12-20")[0], "kept kept reported late cured");
    // Both told by voices of one weight: evenly contested.
    let other = told("d", "2018-10-14", "NNSC", Stage::Started);
    assert!(
        begun(&[late, other], "2018-10-20")[1]
            .starts_with("undetermined reported contested (evenly-contested)")
    );
    // A part told later may have begun earlier; so may what is done.
    let part = told("e", "2018-10-18", "UNC", Stage::Partial);
    assert!(begun(&[part], "2018-10-20")[1].starts_with("undetermined none (overdue-unproven)"));
    assert_eq!(begun(std::slice::from_ref(&done), "2018-12-20")[0], "kept kept reported");
    // The bearer's own word is a claim.
    let own = told("f", "2018-10-10", "ROK", Stage::Started);
    assert!(begun(&[own], "2018-10-20")[1].starts_with("alleged claimed (claim-only)"));
}

#[test]
fn steps_are_shown_one_by_one_and_a_stage_beside_blocks_without_excusing() {
    let agreement = agreement(
        "posts: each party must withdraw 11 guard-posts in Z by 30 November 2018 in steps arms-out, personnel-out, \
         facility-destroyed together with mines.\n\
         mines: each party must remove landmines in Z by 20 October 2018.",
    );
    let mut part = performance("posts", Stage::Partial);
    let What::Performance(told) = &mut part else { panic!() };
    told.step = Some(n("personnel-out"));
    told.count = Some(11);
    let facts = [fact("a", "2018-11-10", "UNC", part)];
    let judgement = on(&agreement, &facts, "2018-11-15");
    let verdict = verdict(&judgement, "posts/ROK");
    assert_eq!(
        verdict.because,
        "due by 30 November 2018; told as under way; mines, which runs beside it, is overdue for ROK: that blocks it, \
         and excuses nothing"
    );
    // Eleven that came to the second step are not eleven that are done.
    assert_eq!(short(verdict), "due pending none");
    let proof = verdict.proof.to_string();
    for step in [
        "steps: 2 of 3 reached",
        "arms-out: not told, though a later step is",
        "personnel-out: told on 10 November 2018 by UNC [a]",
        "facility-destroyed: not told",
    ] {
        assert!(proof.contains(step), "{step}\n{proof}");
    }
    let late = on(&agreement, &facts, "2018-12-15");
    assert_eq!(crate::testing::verdict(&late, "posts/ROK").truth, Some(crate::Truth::Unknown));
}
