use armistice_facts::{Fact, Relation, Stage, What};

use crate::testing::*;

const TERMS: &str = "activity rest-day is act.
covered: each party must keep coastal-guns in state barrel-covered everywhere from 1 November 2018.
covered-not: exception to covered: each party may conduct drill in Z for training upon prior notice to the \
     other party.

most: each party may hold at most 10 tanks.
most-not: exception to most: each party may hold-in-store tanks upon consent of the other party.
activity hold-in-store is verb with object is thing.
visit: each party must admit inspectors upon request of the other party within 2 days after request.
visit-not: exception to visit: each party may refuse inspectors upon rest-day until 31 December 2018.
told: each party must give notice to the other party of exercise at least 3 days before it starts.
untold: exception to told: each party may conduct exercise for medevac.
retold: exception to untold: each party may conduct exercise for medevac upon rest-day.
register notices is complete.
steps: procedure for each party everywhere: warning-broadcast then warning-fire then military-action.
at-once: exception to steps: each party may conduct military-action for self-defence-purpose.
class self-defence-purpose is purpose.

activity drill is act.
";

fn asked(id: &str, day: &str) -> Fact {
    fact(id, day, "UNC", act("DPRK", "request", "inspectors"))
}

fn refused(id: &str, day: &str, voice: &str) -> Fact {
    fact(id, day, voice, performance("visit", Stage::Refused))
}

fn rest(id: &str, day: &str, voice: &str) -> Fact {
    fact(id, day, voice, act("ROK", "conduct", "rest-day"))
}

fn exercise(id: &str, purpose: &str) -> Fact {
    let what = with_act(act("ROK", "conduct", "exercise"), |act| {
        act.purposes = if purpose.is_empty() { Vec::new() } else { vec![n(purpose)] };
    });
    fact(id, "2018-11-03T10:00", "UNC", what)
}

#[test]
fn a_duty_is_excused_while_the_exception_is_shown_and_holds() {
    let terms = agreement(TERMS);
    let mut facts = vec![asked("r1", "2018-11-01T09:00"), refused("x1", "2018-11-04T10:00", "UNC")];
    let open = on(&terms, &facts, "2018-11-05");
    assert_eq!(brief(finding(&open, "visit/ROK/r1")), "undetermined reported (exception-not-shown)");
    assert_eq!(short(verdict(&open, "visit/ROK")), "overdue unknown reported (exception-not-shown)");
    // The bearer's own word for what excuses it weighs less than the refusal that a third voice reports.
    facts.push(rest("d1", "2018-11-02T09:00", "ROK"));
    let claimed = on(&terms, &facts, "2018-11-05");
    assert_eq!(brief(finding(&claimed, "visit/ROK/r1")), "undetermined reported (exception-not-shown)");
    facts.push(rest("d2", "2018-11-02T09:00", "UNC"));
    let shown = on(&terms, &facts, "2018-11-05");
    assert_eq!(brief(finding(&shown, "visit/ROK/r1")), "excused reported excused");
    assert_eq!(short(verdict(&shown, "visit/ROK")), "discharged - reported excused");
    assert!(verdict(&shown, "visit/ROK").because.contains("excused under visit-not"));
    // What was refused while it might be refused stays excused when the exception is over.
    let over = on(&terms, &facts, "2019-01-01");
    assert_eq!(short(verdict(&over, "visit/ROK")), "discharged - reported excused");
}

#[test]
fn what_happens_only_after_the_deadline_excuses_nothing() {
    let facts = [
        asked("r1", "2018-11-01T09:00"),
        refused("x1", "2018-11-04T10:00", "UNC"),
        rest("d1", "2018-11-06T09:00", "UNC"),
    ];
    let judged = on(&agreement(TERMS), &facts, "2018-11-07");
    assert_eq!(brief(finding(&judged, "visit/ROK/r1")), "undetermined reported (exception-not-shown)");
}

#[test]
fn a_duty_that_nobody_tells_of_is_excused_only_by_an_exception_that_is_shown() {
    let terms = agreement(TERMS);
    let facts = [asked("r1", "2018-11-01T09:00"), rest("d1", "2018-11-02T09:00", "ROK")];
    assert_eq!(
        short(verdict(&on(&terms, &facts, "2018-11-05"), "visit/ROK")),
        "overdue unknown none (overdue-unproven)"
    );
    let facts = [asked("r1", "2018-11-01T09:00"), rest("d1", "2018-11-02T09:00", "UNC")];
    assert_eq!(
        short(verdict(&on(&terms, &facts, "2018-11-05"), "visit/ROK")),
        "discharged - reported excused"
    );
    // Nobody refused it: once the exception is over, what was owed is owed.
    assert_eq!(
        short(verdict(&on(&terms, &facts, "2019-01-01"), "visit/ROK")),
        "overdue unknown none (overdue-unproven)"
    );
}

#[test]
fn things_seen_are_covered_by_an_act_of_their_incident_that_the_exception_names() {
    let terms = agreement(TERMS);
    let bare = fact("s1", "2018-11-05T10:00", "UNC", seen("ROK", "coastal-guns", "barrel-uncovered", 2, 0));
    let id = "covered/ROK/drill";
    let seen = bare.incident("drill");
    let drill = with_act(act("ROK", "conduct", "drill"), |act| act.purposes = vec![n("training")]);
    let drill = fact("a1", "2018-11-05T10:00", "UNC", drill).incident("drill");
    let placed =
        [placed("a1", "covered-not", Relation::Inside), placed("s1", "covered-not", Relation::Inside)];
    let judged = placed_on(&terms, &[seen.clone(), drill.clone()], &placed, "2018-11-06");
    assert_eq!(brief(finding(&judged, id)), "breach reported", "the register is complete and has no notice");
    let told = fact("n1", "2018-11-04T10:00", "UNC", notice("ROK", "DPRK", "drill", "")).incident("drill");
    let judged = placed_on(&terms, &[seen.clone(), drill.clone(), told.clone()], &placed, "2018-11-06");
    assert_eq!(brief(finding(&judged, id)), "excused reported excused");
    let elsewhere = [
        crate::testing::placed("a1", "covered-not", Relation::Outside),
        crate::testing::placed("s1", "covered-not", Relation::Outside),
    ];
    let judged = placed_on(&terms, &[seen, drill, told], &elsewhere, "2018-11-06");
    assert_eq!(brief(finding(&judged, id)), "breach reported");
}

#[test]
fn a_number_held_is_covered_by_the_consent_that_the_exception_asks_for() {
    let terms = agreement(TERMS);
    let count = fact("c1", "2018-11-05T10:00", "UNC", held("ROK", "tanks", 12)).incident("store");
    let judged = on(&terms, std::slice::from_ref(&count), "2018-11-06");
    assert_eq!(brief(finding(&judged, "most/ROK/store")), "undetermined reported (exception-not-shown)");
    let consent = fact("k1", "2018-11-04T10:00", "UNC", act("DPRK", "consent", "")).incident("store");
    let judged = on(&terms, &[count, consent], "2018-11-06");
    assert_eq!(brief(finding(&judged, "most/ROK/store")), "excused reported excused");
}

#[test]
fn an_event_of_which_no_notice_was_given_is_covered_and_a_complete_exception_to_the_exception_restores_the_norm()
 {
    let terms = agreement(TERMS);
    let id = "told/ROK/e1";
    assert_eq!(
        brief(finding(&on(&terms, &[exercise("e1", "")], "2018-11-04"), id)),
        "undetermined reported (exception-not-shown)"
    );
    assert_eq!(
        brief(finding(&on(&terms, &[exercise("e1", "medevac")], "2018-11-04"), id)),
        "excused reported excused"
    );
    assert_eq!(
        brief(finding(&on(&terms, &[exercise("e1", "training")], "2018-11-04"), id)),
        "breach reported"
    );
    let facts = [exercise("e1", "medevac"), rest("d1", "2018-11-02T09:00", "UNC")];
    assert_eq!(brief(finding(&on(&terms, &facts, "2018-11-04"), id)), "breach reported");
}

#[test]
fn a_step_out_of_order_is_covered() {
    let terms = agreement(TERMS);
    let step = |id: &str, at: &str, what: &str, purpose: &str| {
        let what: What = with_act(act("ROK", "conduct", what), |act| {
            act.purposes = if purpose.is_empty() { Vec::new() } else { vec![n(purpose)] };
        });
        fact(id, at, "UNC", what).incident("clash")
    };
    let late = step("p2", "2018-11-05T11:00", "warning-broadcast", "");
    let first = step("p1", "2018-11-05T10:00", "military-action", "self-defence-purpose");
    let judged = on(&terms, &[first, late.clone()], "2018-11-06");
    assert_eq!(brief(finding(&judged, "steps/ROK/clash")), "excused reported excused");
    let other = step("p1", "2018-11-05T10:00", "military-action", "training");
    let judged = on(&terms, &[other, late], "2018-11-06");
    assert_eq!(brief(finding(&judged, "steps/ROK/clash")), "breach reported");
}

#[test]
fn a_notice_given_later_than_the_lead_that_the_exception_asks_for_excuses_nothing() {
    let terms = |register: &str| {
        agreement(&format!(
            "no-fly: no party may fly aircraft everywhere from 1 November 2018.
             medical: exception to no-fly: each party may fly aircraft for medevac
               upon prior notice to the other party at least 10 days before it starts.
             register notices is {register}."
        ))
    };
    let flight = with_act(act("ROK", "fly", "helicopter"), |act| act.purposes = vec![n("medevac")]);
    let flight = fact("f1", "2018-11-20T10:00", "UNC", flight);
    let told = |day: &str| fact("n1", day, "UNC", notice("ROK", "DPRK", "aircraft", "medevac"));
    let found = |register: &str, day: &str| {
        let judged = on(&terms(register), &[flight.clone(), told(day)], "2018-11-21");
        brief(finding(&judged, "no-fly/ROK/f1"))
    };
    assert_eq!(found("complete", "2018-11-09T23:00"), "excused reported excused", "ten whole days");
    assert_eq!(
        found("complete", "2018-11-11T09:00"),
        "breach reported",
        "nine days, and no earlier notice stands there"
    );
    assert_eq!(found("partial", "2018-11-11T09:00"), "undetermined reported (exception-not-shown)");
    assert_eq!(
        found("complete", "2018-10-01T09:00"),
        "breach reported",
        "fifty days before is a notice of another flight"
    );
}

#[test]
fn a_notice_that_is_not_the_one_asked_for_is_named() {
    let terms = agreement(
        "no-fly: no party may fly aircraft everywhere from 1 November 2018.
         medical: exception to no-fly: each party may fly aircraft for medevac upon prior notice to UNC.
         register notices is partial.",
    );
    let flight = with_act(act("ROK", "fly", "helicopter"), |act| act.purposes = vec![n("medevac")]);
    let told = fact("n1", "2018-11-19T10:00", "DPRK", notice("ROK", "DPRK", "aircraft", "medevac"));
    let facts = [told, fact("f1", "2018-11-20T10:00", "UNC", flight)];
    let judged = on(&terms, &facts, "2018-11-21");
    let proof = format!("{:?}", finding(&judged, "no-fly/ROK/f1").proof);
    assert!(proof.contains("that of 19 November 2018 10:00 went to DPRK"), "{proof}");
}

#[test]
fn a_quota_excuses_refusals_until_the_end_of_the_year_in_which_it_was_reached() {
    let terms = agreement(
        "activity quota-reached is act.
visit: each party must admit inspectors upon request of the other party within 2 days after request.
quota: exception to visit: each party may refuse inspectors upon quota-reached until the end of the year.",
    );
    let facts = |year: &str| {
        [
            fact("q1", "2018-11-01", "UNC", act("ROK", "conduct", "quota-reached")),
            fact("r1", &format!("{year}-12-01T09:00"), "UNC", act("DPRK", "request", "inspectors")),
            fact("x1", &format!("{year}-12-04T10:00"), "UNC", performance("visit", Stage::Refused)),
        ]
    };
    let judged = on(&terms, &facts("2018"), "2018-12-10");
    assert_eq!(brief(finding(&judged, "visit/ROK/r1")), "excused reported excused");
    let judged = on(&terms, &facts("2019"), "2019-12-10");
    assert_eq!(brief(finding(&judged, "visit/ROK/r1")), "breach reported");
}
