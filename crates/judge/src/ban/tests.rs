use armistice_facts::{Fact, Manner, Outcome, Relation, Stance, Standing, StatusKind, What, Withdrawal};
use armistice_terms::model::Agreement;

use crate::testing::*;

const BANS: &str = "fire: no party may conduct live-fire everywhere from 1 November 2018.
flight: no party may fly fixed-wing-aircraft in Z from 1 November 2018.
relief: exception to flight: each party may fly aircraft for fire-fighting, medevac upon prior notice to the other party.
line: no one may conduct infiltration everywhere from 1 November 2018.
verification of line: by UNC coverage at least 60 percent.";

fn bans() -> Agreement {
    agreement(BANS)
}

fn fire(id: &str, day: &str, voice: &str) -> Fact {
    fact(id, day, voice, act("DPRK", "conduct", "artillery-fire")).incident("may")
}

fn flight(id: &str, voice: &str, object: &str, purpose: &str) -> Fact {
    let what = with_act(act("ROK", "fly", object), |act| {
        act.purposes = if purpose.is_empty() { Vec::new() } else { vec![n(purpose)] };
    });
    fact(id, "2018-11-03T10:00", voice, what)
}

#[test]
fn nothing_told_and_nobody_watching_is_unknown_and_never_kept() {
    let judged = on(&bans(), &[], "2019-01-01");
    assert_eq!(short(verdict(&judged, "fire/ROK")), "watching unknown none (no-coverage)");
    assert_eq!(short(verdict(&on(&bans(), &[], "2018-10-31"), "fire/ROK")), "dormant - none");
}

#[test]
fn one_side_claims_both_sides_report_and_two_independent_thirds_corroborate() {
    let agreement = bans();
    let mut facts = vec![fire("f1", "2019-05-03T07:41", "ROK")];
    let id = "fire/DPRK/may";
    assert_eq!(brief(finding(&on(&agreement, &facts, "2019-05-04"), id)), "alleged claimed (claim-only)");
    facts.push(fire("f2", "2019-05-03", "DPRK"));
    let both = on(&agreement, &facts, "2019-05-04");
    assert_eq!(brief(finding(&both, id)), "breach reported");
    assert_eq!(short(verdict(&both, "fire/DPRK")), "watching violated reported");
    assert_eq!(
        (verdict(&both, "fire/DPRK").counts.episodes, verdict(&both, "fire/DPRK").counts.observations),
        (1, 2)
    );
    facts.push(fire("f3", "2019-05-03", "UNC").means("seen"));
    facts.push(fire("f4", "2019-05-03", "NNSC").means("seen"));
    assert_eq!(brief(finding(&on(&agreement, &facts, "2019-05-04"), id)), "breach reported");
    facts.push(fire("f5", "2019-05-03", "radar-7").means("radar"));
    assert_eq!(brief(finding(&on(&agreement, &facts, "2019-05-04"), id)), "breach corroborated");
    assert_eq!(
        short(verdict(&on(&agreement, &facts, "2019-05-04"), "fire/ROK")),
        "watching unknown none (no-coverage)"
    );
}

#[test]
fn a_bare_denial_is_shown_and_a_denial_with_evidence_contests() {
    let agreement = bans();
    let mut facts =
        vec![fire("f1", "2019-05-03", "UNC"), fact("d1", "2019-05-05", "DPRK", denial("f1", &[]))];
    let id = "fire/DPRK/may";
    assert_eq!(brief(finding(&on(&agreement, &facts, "2019-05-06"), id)), "breach reported denied");
    facts.push(fact("e1", "2019-05-04", "NNSC", act("DPRK", "conduct", "explosive-detonation")));
    facts.push(fact("d2", "2019-05-05", "DPRK", denial("f1", &["e1"])));
    let contested = on(&agreement, &facts, "2019-05-06");
    assert_eq!(brief(finding(&contested, id)), "undetermined reported contested denied (evenly-contested)");
    assert_eq!(
        short(verdict(&contested, "fire/DPRK")),
        "watching unknown reported contested denied (evenly-contested)"
    );
}

#[test]
fn a_private_persons_act_is_dismissed_and_an_act_of_nobody_known_is_open_for_both_sides() {
    let agreement = bans();
    let by = |standing, party: Option<&str>| {
        with_act(act("DPRK", "conduct", "infiltration"), |act| {
            act.actor.standing = standing;
            act.actor.party = party.map(n);
        })
    };
    let facts = [
        fact("p1", "2018-12-01T07:56", "ROK", by(Standing::Private, Some("DPRK"))),
        fact("u1", "2018-12-02", "UNC", by(Standing::Unattributed, None)),
    ];
    let judged = on(&agreement, &facts, "2018-12-03");
    assert_eq!(brief(finding(&judged, "line/DPRK/p1")), "dismissed claimed (private-person)");
    assert_eq!(brief(finding(&judged, "line/DPRK/u1")), "undetermined reported (unattributed)");
    assert_eq!(brief(finding(&judged, "line/ROK/u1")), "undetermined reported (unattributed)");
    assert_eq!(verdict(&judged, "line/DPRK").counts.breaches, 0);
}

#[test]
fn outside_gives_nothing_and_what_the_errors_reach_across_is_undetermined() {
    let agreement = bans();
    let facts = [flight("f1", "UNC", "transport-aircraft", "")];
    let placed = |relation| [placed("f1", "flight", relation)];
    let judged = |relation| placed_on(&agreement, &facts, &placed(relation), "2018-11-04");
    assert_eq!(
        brief(finding(&judged(Relation::Inside), "flight/ROK/f1")),
        "undetermined reported (exception-not-shown)"
    );
    assert!(verdict(&judged(Relation::Outside), "flight/ROK").findings.is_empty());
    let open = judged(Relation::Undetermined);
    assert!(finding(&open, "flight/ROK/f1").proof.to_string().contains("neither inside nor outside"));
    assert_eq!(brief(finding(&open, "flight/ROK/f1")), "undetermined reported (within-measurement-error)");
    let untold = on(&agreement, &facts, "2018-11-04");
    assert!(
        verdict(&untold, "flight/ROK").counts.undetermined == 1,
        "{:?}",
        verdict(&untold, "flight/ROK").counts
    );
}

#[test]
fn place_and_class_that_are_left_open_give_their_own_reasons_where_no_exception_stands() {
    let agreement = agreement("flight: no party may fly fixed-wing-aircraft in Z from 1 November 2018.");
    let wide = [flight("f1", "UNC", "aircraft", "")];
    let clear = [flight("f1", "UNC", "transport-aircraft", "")];
    let other = [flight("f1", "UNC", "helicopter", "")];
    let inside = [placed("f1", "flight", Relation::Inside)];
    let edge = [placed("f1", "flight", Relation::Undetermined)];
    let told = |facts, placements| {
        brief(finding(&placed_on(&agreement, facts, placements, "2018-11-04"), "flight/ROK/f1"))
    };
    assert_eq!(told(&wide, &inside), "undetermined reported (class-uncertain)");
    assert_eq!(told(&clear, &edge), "undetermined reported (within-measurement-error)");
    assert_eq!(told(&clear, &[]), "undetermined reported (place-not-told)");
    assert_eq!(told(&clear, &inside), "breach reported");
    assert!(verdict(&placed_on(&agreement, &other, &inside, "2018-11-04"), "flight/ROK").findings.is_empty());
}

#[test]
fn an_exception_excuses_once_its_notice_is_shown_as_well_as_the_act() {
    let agreement = bans();
    let inside = [placed("f1", "flight", Relation::Inside)];
    let told = |facts: &[Fact]| {
        brief(finding(&placed_on(&agreement, facts, &inside, "2018-11-04"), "flight/ROK/f1"))
    };
    let given = |voice| fact("n1", "2018-11-03T09:00", voice, notice("ROK", "DPRK", "aircraft", "medevac"));
    let third = flight("f1", "UNC", "transport-aircraft", "medevac");
    assert_eq!(told(std::slice::from_ref(&third)), "undetermined reported (exception-not-shown)");
    assert_eq!(told(&[third.clone(), given("ROK")]), "undetermined reported (exception-not-shown)");
    let confirmed = given("DPRK").manner(Manner::Attests);
    assert_eq!(told(&[third.clone(), confirmed]), "excused reported excused");
    let own = flight("f1", "ROK", "transport-aircraft", "medevac");
    assert_eq!(told(&[own, given("ROK")]), "excused claimed excused");
    let late = fact("n1", "2018-11-03T11:00", "UNC", notice("ROK", "DPRK", "aircraft", "medevac"));
    assert_eq!(told(&[third, late]), "undetermined reported (exception-not-shown)");
    assert_eq!(told(&[flight("f1", "UNC", "transport-aircraft", "farming-support")]), "breach reported");
}

#[test]
fn a_consent_covers_the_act_it_was_given_for_and_no_later_one() {
    let agreement = agreement(
        "line: no one may cross everywhere from 1 November 2018.
pass: exception to line: each party may cross everywhere upon consent of UNC.",
    );
    let crossed = fact("f1", "2018-11-10", "NNSC", act("ROK", "cross", "soldier"));
    let given = |day: &str| fact("c1", day, "UNC", notice("UNC", "ROK", "consent", ""));
    let told = |facts: &[Fact]| brief(finding(&on(&agreement, facts, "2018-11-11"), "line/ROK/f1"));
    assert_eq!(told(std::slice::from_ref(&crossed)), "undetermined reported (exception-not-shown)");
    assert_eq!(told(&[crossed.clone(), given("2018-11-09")]), "excused reported excused");
    assert_eq!(told(&[crossed, given("2018-10-20")]), "undetermined reported (exception-not-shown)");
}

#[test]
fn absence_from_a_complete_register_is_evidence() {
    let terms = format!("register notices is complete.\n{BANS}");
    let agreement = agreement(&terms);
    let facts = [flight("f1", "UNC", "transport-aircraft", "medevac")];
    let inside = [placed("f1", "flight", Relation::Inside)];
    let judged = placed_on(&agreement, &facts, &inside, "2018-11-04");
    assert_eq!(brief(finding(&judged, "flight/ROK/f1")), "breach reported");
}

#[test]
fn a_ruling_of_the_body_that_the_rule_names_is_verified_for_each_side_alike() {
    let agreement = bans();
    let seen = |id: &str, party: &str| fact(id, "2020-05-03", "UNC", act(party, "conduct", "infiltration"));
    let facts = [
        seen("f1", "DPRK"),
        seen("f2", "ROK"),
        fact("r1", "2020-05-26", "UNC", ruling("UNC", "line", "DPRK", "f1", Some(true))),
        fact("r2", "2020-05-26", "UNC", ruling("UNC", "line", "ROK", "f2", Some(true))),
        fact("d1", "2020-05-26", "ROK", denial("r2", &[])),
    ];
    let judged = on(&agreement, &facts, "2020-05-27");
    assert_eq!(brief(finding(&judged, "line/DPRK/f1")), "breach verified");
    assert_eq!(brief(finding(&judged, "line/ROK/f2")), "breach verified denied");
    let told = finding(&judged, "line/DPRK/f1");
    assert_eq!((told.observations, told.facts.len()), (1, 2), "a ruling is no observation");
    assert_eq!(finding(&judged, "line/DPRK/f1").intent, armistice_facts::Intent::Undetermined);
}

#[test]
fn a_body_that_finds_no_breach_dismisses_what_only_a_side_claims_and_contests_what_another_body_saw() {
    let agreement = agreement("fire: no party may conduct live-fire everywhere from 1 November 2018.");
    let cleared = fact("r1", "2019-05-06", "NNSC", ruling("NNSC", "fire", "DPRK", "f1", Some(false)));
    let claimed = [fire("f1", "2019-05-03", "ROK"), cleared.clone()];
    let id = "fire/DPRK/may";
    assert_eq!(
        brief(finding(&on(&agreement, &claimed, "2019-05-07"), id)),
        "dismissed reported (ruled-compliant)"
    );
    let seen = [fire("f1", "2019-05-03", "UNC"), cleared];
    assert_eq!(
        brief(finding(&on(&agreement, &seen, "2019-05-07"), id)),
        "undetermined reported contested (evenly-contested)"
    );
}

#[test]
fn coverage_by_a_third_voice_at_the_bar_finds_a_ban_kept_so_far() {
    let agreement = bans();
    let watched = |voice: &str, percent| {
        let mut told = fact("c1", "2018-11-01", voice, coverage("line", percent));
        told.about.until = at("2019-01-02");
        told
    };
    let judged = |fact: Fact| short(verdict(&on(&agreement, &[fact], "2019-01-01"), "line/ROK"));
    assert_eq!(judged(watched("UNC", 59)), "watching unknown reported (no-coverage)");
    assert_eq!(judged(watched("UNC", 60)), "watching kept reported so-far");
    assert_eq!(judged(watched("ROK", 100)), "watching unknown none (no-coverage)");
    assert_eq!(judged(watched("DPRK", 100)), "watching unknown none (no-coverage)");
}

#[test]
fn a_suspension_holds_for_the_side_that_made_it_and_from_its_instant() {
    let agreement = bans();
    let shot =
        |id: &str, day: &str, party: &str| fact(id, day, "UNC", act(party, "conduct", "artillery-fire"));
    let mut facts = vec![
        fact("s1", "2023-11-22T15:00", "ROK", status("ROK", StatusKind::Suspends, "fire")),
        shot("f1", "2023-11-22T14:00", "ROK"),
        shot("f2", "2023-11-22T16:00", "ROK"),
        shot("f3", "2023-11-22T16:00", "DPRK"),
    ];
    let judged = on(&agreement, &facts, "2023-12-01");
    assert_eq!(short(verdict(&judged, "fire/ROK")), "suspended - none");
    assert_eq!(verdict(&judged, "fire/ROK").since, Some(at("2023-11-22T15:00")));
    assert_eq!(brief(finding(&judged, "fire/ROK/f1")), "breach reported");
    assert_eq!(brief(finding(&judged, "fire/ROK/f2")), "dismissed reported (not-in-force)");
    assert_eq!(short(verdict(&judged, "fire/DPRK")), "watching violated reported");
    assert_eq!(short(verdict(&judged, "flight/ROK")), "watching unknown none (no-coverage)");
    facts.push(fact("a1", "2023-11-23", "DPRK", status("DPRK", StatusKind::Answers(Stance::Disputes), "s1")));
    let disputed = on(&agreement, &facts, "2023-12-01");
    assert_eq!(brief(finding(&disputed, "fire/ROK/f2")), "breach reported status-disputed");
    assert_eq!(short(verdict(&disputed, "fire/ROK")), "watching violated reported status-disputed");
}

#[test]
fn a_denunciation_without_a_clause_leaves_the_norm_monitored_and_its_status_disputed() {
    let agreement = bans();
    let facts = [
        fact("s1", "2023-11-23", "DPRK", status("DPRK", StatusKind::Denounces, "test")),
        fact("a1", "2023-11-24", "ROK", status("ROK", StatusKind::Answers(Stance::Disputes), "s1")),
        fact("f1", "2024-01-05", "UNC", act("DPRK", "conduct", "artillery-fire")),
        fact("f2", "2023-11-01", "UNC", act("DPRK", "conduct", "artillery-fire")),
    ];
    let judged = on(&agreement, &facts, "2024-01-06");
    assert_eq!(brief(finding(&judged, "fire/DPRK/f1")), "breach reported status-disputed");
    assert_eq!(brief(finding(&judged, "fire/DPRK/f2")), "breach reported");
    assert_eq!(short(verdict(&judged, "fire/ROK")), "watching unknown none (no-coverage)");
}

#[test]
fn a_restoration_ends_a_suspension_for_what_it_names() {
    let agreement = bans();
    let facts = [
        fact("s1", "2023-11-22T15:00", "ROK", status("ROK", StatusKind::Suspends, "art_1")),
        fact("s2", "2024-02-01", "ROK", status("ROK", StatusKind::Restores, "flight")),
    ];
    let judged = on(&agreement, &facts, "2024-03-01");
    assert_eq!(short(verdict(&judged, "fire/ROK")), "suspended - none");
    assert_eq!(short(verdict(&judged, "flight/ROK")), "watching unknown none (no-coverage)");
}

#[test]
fn an_impeached_observation_is_a_claim_from_the_day_it_is_known() {
    let agreement = bans();
    let facts = [fire("f1", "2019-05-03", "UNC"), fact("x1", "2019-06-01", "UNC", impeachment("f1"))];
    assert_eq!(brief(finding(&on(&agreement, &facts, "2019-05-31"), "fire/DPRK/may")), "breach reported");
    assert_eq!(
        brief(finding(&on(&agreement, &facts, "2019-06-01"), "fire/DPRK/may")),
        "alleged claimed impeached (impeached)"
    );
}

#[test]
fn a_fact_that_is_taken_back_counts_until_then_and_not_from_then_on() {
    let agreement = bans();
    let back = |id: &str, day: &str, of: &str| {
        let withdrawal = Withdrawal { of: vec![n(of)], ground: "misread".to_owned() };
        fact(id, day, "UNC", What::Withdrawal(withdrawal))
    };
    let facts = [
        fire("f1", "2019-05-03", "UNC"),
        back("w1", "2019-06-01", "f1"),
        // What takes facts back cannot be taken back itself.
        back("w2", "2019-07-01", "w1"),
    ];
    let nothing = on(&agreement, &[], "2019-06-02");
    assert_eq!(brief(finding(&on(&agreement, &facts, "2019-05-31"), "fire/DPRK/may")), "breach reported");
    for day in ["2019-06-02", "2019-07-02"] {
        let judged = on(&agreement, &facts, day);
        assert!(judged.finding("fire/DPRK/may").is_none(), "{day}");
        assert_eq!(short(verdict(&judged, "fire/DPRK")), short(verdict(&nothing, "fire/DPRK")), "{day}");
    }
}

#[test]
fn every_finding_reads_back_to_the_article_and_says_what_would_change_it() {
    let judged = on(&bans(), &[fire("f1", "2019-05-03T07:41", "UNC")], "2019-05-04");
    let proof = verdict(&judged, "fire/DPRK").proof.to_string();
    insta::assert_snapshot!(proof);
}

#[test]
fn what_an_inspector_says_of_a_ban_by_its_name_is_heard() {
    let agreement = bans();
    let found = |outcome| fact("f1", "2018-11-03T10:00", "UNC", inspection("fire", None, &["UNC"], outcome));
    let broken = on(&agreement, &[found(Outcome::NotFulfilled)], "2018-11-04");
    assert_eq!(short(verdict(&broken, "fire/ROK")), "watching violated reported");
    let clean = on(&agreement, &[found(Outcome::Fulfilled)], "2018-11-04");
    assert_eq!(verdict(&clean, "fire/ROK").counts.breaches, 0);
}

mod thresholds {
    use std::collections::BTreeMap;
    use std::sync::LazyLock;

    use armistice_terms::model::Agreement;
    use proptest::prelude::*;

    use crate::testing::*;

    static EITHER: LazyLock<Agreement> = LazyLock::new(|| {
        agreement(
            "b: no party may deploy howitzers with weight at least 40 or calibre at least 100 mm everywhere.",
        )
    });
    static BOTH: LazyLock<Agreement> = LazyLock::new(|| {
        agreement(
            "b: no party may deploy howitzers with weight at least 40 and calibre at least 100 mm everywhere.",
        )
    });

    /// What was measured, or any value on either side of the threshold where it was not.
    fn values(told: Option<i64>, threshold: i64) -> Vec<i64> {
        told.map_or_else(|| vec![threshold - 1, threshold, threshold + 1], |value| vec![value])
    }

    proptest! {
        /// Thresholds against the slow way: try every value of what was not measured. What holds for all of them is a
        /// breach, what holds for none is no finding, and anything else stays open.
        #[test]
        fn a_threshold_is_passed_where_whatever_was_not_measured_would_pass_it(
            weight in prop::option::of(37_i64..43),
            calibre in prop::option::of(97_i64..103),
        ) {
            let what = with_act(act("ROK", "deploy", "howitzer"), |act| {
                let weight = weight.map(|weight| (n("weight"), weight.to_string()));
                let calibre = calibre.map(|calibre| (n("calibre"), calibre.to_string()));
                act.attributes = weight.into_iter().chain(calibre).collect::<BTreeMap<_, _>>();
            });
            let facts = [fact("a", "2018-11-03", "UNC", what)];
            for (agreement, needs_both) in [(&*EITHER, false), (&*BOTH, true)] {
                let mut passes = Vec::new();
                for weight in values(weight, 40) {
                    for calibre in values(calibre, 100) {
                        let (one, other) = (weight >= 40, calibre >= 100);
                        passes.push(if needs_both { one && other } else { one || other });
                    }
                }
                let expected = match (passes.contains(&true), passes.contains(&false)) {
                    (true, false) => "breach",
                    (false, true) => "nothing",
                    _ => "undetermined",
                };
                let judgement = on(agreement, &facts, "2018-12-01");
                let verdict = verdict(&judgement, "b/ROK");
                let found = verdict.findings.first().map_or("nothing", |one| one.outcome.word());
                prop_assert_eq!((needs_both, found), (needs_both, expected));
            }
        }
    }
}
