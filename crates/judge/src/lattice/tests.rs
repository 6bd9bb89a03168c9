//! The lives of a duty and of a ban: every state is reached, by the shortest way there.

use std::collections::BTreeSet;

use armistice_facts::{Fact, Relation, Stage, Stance, StatusKind};

use super::{Flag, Outcome, State, Truth};
use crate::testing::*;

/// One step of a life: what the text says, what is told, the day, and how the norm stands then.
struct Step {
    terms: &'static str,
    facts: Vec<Fact>,
    day: &'static str,
    stands: &'static str,
}

const MINES: &str =
    "mines: ROK must remove landmines in Z from 1 October 2018 by 30 November 2018 permanently.";

fn told(id: &str, day: &str, stage: Stage) -> Fact {
    fact(id, day, "UNC", performance("mines", stage))
}

fn step(terms: &'static str, facts: Vec<Fact>, day: &'static str, stands: &'static str) -> Step {
    Step { terms, facts, day, stands }
}

/// A duty, from before it binds to each of its ends.
fn duty() -> Vec<Step> {
    vec![
        step(MINES, vec![], "2018-09-30", "dormant - none"),
        step(MINES, vec![], "2018-10-01", "due pending none"),
        step(MINES, vec![], "2018-12-01", "overdue unknown none (overdue-unproven)"),
        step(
            MINES,
            vec![fact("c", "2018-11-20", "ROK", performance("mines", Stage::Done))],
            "2018-12-01",
            "told unknown claimed (claim-only)",
        ),
        step(MINES, vec![told("d", "2018-11-20", Stage::Done)], "2018-12-01", "kept kept reported"),
        step(
            MINES,
            vec![told("d", "2018-12-20", Stage::Done)],
            "2019-01-01",
            "kept kept reported late cured",
        ),
        step(MINES, vec![told("x", "2018-12-02", Stage::NotDone)], "2018-12-03", "overdue violated reported"),
        step(
            MINES,
            vec![told("x", "2018-12-02", Stage::Refused)],
            "2018-12-03",
            "defaulted violated reported",
        ),
        step(
            MINES,
            vec![told("d", "2018-11-20", Stage::Done), told("u", "2019-02-01", Stage::Reversed)],
            "2019-02-02",
            "reversed violated reported",
        ),
        step(
            "mines: ROK must remove landmines in Z by 30 November 2018.\n\
             decision free on 1 December 2018 by ROK, DPRK releases ROK from mines.",
            vec![],
            "2018-12-02",
            "discharged - none",
        ),
        step(
            "mines: ROK must remove landmines in Z by 30 November 2018.\nends on 15 November 2018.",
            vec![],
            "2018-11-16",
            "ended - none",
        ),
        step(
            "begun: DPRK must remove landmines in Z by 1 October 2019.\n\
             mines: ROK must remove landmines in Z after begun is fulfilled by 30 November 2018.\n\
             ends on 31 December 2018.",
            vec![],
            "2019-01-02",
            "lapsed - none",
        ),
        step(
            "mines: ROK must remove landmines in Z upon request of DPRK within 2 days after request \
             until 31 December 2018.",
            vec![],
            "2019-01-02",
            "lapsed - none",
        ),
        step(
            MINES,
            vec![fact("s", "2018-11-01", "ROK", status("ROK", StatusKind::Suspends, "mines"))],
            "2018-11-02",
            "suspended - none",
        ),
    ]
}

const FIRE: &str = "fire: no party may conduct live-fire in Z from 1 October 2018 until 31 December 2018.\n\
                    test-fire: exception to fire: ROK may conduct live-fire in Z for training.";

fn fired(id: &str, day: &str, voice: &str) -> Fact {
    fact(id, day, voice, act("ROK", "conduct", "live-fire"))
}

fn trained(id: &str, day: &str) -> Fact {
    let what = with_act(act("ROK", "conduct", "live-fire"), |act| act.purposes = vec![n("training")]);
    fact(id, day, "UNC", what)
}

fn private(id: &str, day: &str) -> Fact {
    let what = with_act(act("ROK", "conduct", "live-fire"), |act| {
        act.actor.standing = armistice_facts::Standing::Private;
        act.purposes = vec![n("resupply")];
    });
    fact(id, day, "UNC", what)
}

/// A ban, from before it binds to its end.
fn ban() -> Vec<Step> {
    let plain = "fire: no party may conduct live-fire in Z from 1 October 2018 until 31 December 2018.";
    let suspended = || {
        vec![
            fact("s", "2018-11-01", "ROK", status("ROK", StatusKind::Suspends, "fire")),
            fact("a", "2018-11-01", "DPRK", status("DPRK", StatusKind::Answers(Stance::Disputes), "s")),
        ]
    };
    vec![
        step(plain, vec![], "2018-09-30", "dormant - none"),
        step(plain, vec![], "2018-10-01", "watching unknown none (no-coverage)"),
        step(
            plain,
            vec![fired("f", "2018-11-02", "DPRK")],
            "2018-11-03",
            "watching unknown claimed (claim-only)",
        ),
        step(plain, vec![fired("f", "2018-11-02", "UNC")], "2018-11-03", "watching violated reported"),
        step(FIRE, vec![trained("f", "2018-11-02")], "2018-11-03", "watching unknown none (no-coverage)"),
        step(plain, vec![private("f", "2018-11-02")], "2018-11-03", "watching unknown none (no-coverage)"),
        step(plain, suspended()[..1].to_vec(), "2018-11-03", "suspended - none"),
        step(plain, suspended(), "2018-11-03", "watching unknown none status-disputed (no-coverage)"),
        step(plain, vec![], "2019-01-01", "closed unknown none (no-coverage)"),
        step(
            "fire: no party may conduct live-fire in Z cure within 2 days.",
            vec![
                fired("f", "2018-11-02", "UNC"),
                fact("d", "2018-11-03", "NNSC", performance("fire", Stage::Done)),
            ],
            "2018-11-04",
            "watching unknown none (no-coverage)",
        ),
    ]
}

fn judged(step: &Step, id: &str) -> crate::Verdict {
    let norms = ["fire", "test-fire"];
    let placements: Vec<_> = step
        .facts
        .iter()
        .flat_map(|fact| norms.map(|norm| placed(fact.id.as_str(), norm, Relation::Inside)))
        .collect();
    let judged = placed_on(&agreement(step.terms), &step.facts, &placements, step.day);
    verdict(&judged, id).clone()
}

#[test]
fn a_duty_goes_through_every_state_of_its_life() {
    let mut reached = BTreeSet::new();
    for step in duty() {
        let verdict = judged(&step, "mines/ROK");
        assert_eq!(short(&verdict), step.stands, "{} on {}", step.terms, step.day);
        reached.insert(verdict.state);
    }
    let others = [State::Watching, State::Closed, State::Available, State::Exercised, State::Expired];
    let own: BTreeSet<State> = State::ALL.iter().copied().filter(|state| !others.contains(state)).collect();
    assert_eq!(reached, own);
}

#[test]
fn a_ban_goes_through_every_state_of_its_life_and_its_incidents_through_theirs() {
    let (mut reached, mut became) = (BTreeSet::new(), BTreeSet::new());
    for step in ban() {
        let verdict = judged(&step, "fire/ROK");
        assert_eq!(short(&verdict), step.stands, "{} on {}", step.terms, step.day);
        reached.insert(verdict.state);
        became.extend(verdict.findings.iter().map(|finding| finding.outcome));
    }
    assert_eq!(reached, BTreeSet::from([State::Dormant, State::Watching, State::Suspended, State::Closed]));
    assert_eq!(
        became,
        BTreeSet::from([
            Outcome::Breach,
            Outcome::Alleged,
            Outcome::Cured,
            Outcome::Excused,
            Outcome::Dismissed
        ])
    );
}

#[test]
fn what_may_be_done_is_there_is_used_and_is_over() {
    let terms = "walk: ROK may conduct patrol in Z until 31 December 2018.";
    let walked = fact("p", "2018-11-02", "UNC", act("ROK", "conduct", "patrol"));
    let stands = |facts: &[Fact], day| {
        let placements: Vec<_> =
            facts.iter().map(|fact| placed(fact.id.as_str(), "walk", Relation::Inside)).collect();
        verdict(&placed_on(&agreement(terms), facts, &placements, day), "walk/ROK").state
    };
    assert_eq!(stands(&[], "2018-11-03"), State::Available);
    assert_eq!(stands(std::slice::from_ref(&walked), "2018-11-03"), State::Exercised);
    assert_eq!(stands(&[walked], "2019-01-01"), State::Expired);
}

#[test]
fn a_norm_that_never_came_to_bind_has_no_truth() {
    let lapsed = judged(&duty().swap_remove(11), "mines/ROK");
    assert_eq!((lapsed.truth, lapsed.flags.contains(&Flag::SoFar)), (None::<Truth>, false));
    assert_eq!(
        lapsed.because,
        "waited for the fulfilment of begun, of which nobody told; its agreement has ended on 1 January 2019"
    );
}
