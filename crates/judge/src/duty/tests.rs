use armistice_facts::{Fact, Stage, What};
use armistice_terms::model::Agreement;

use crate::testing::*;

const VISIT: &str =
    "visit: UNC must verify document everywhere within 48 hours after request upon request of ROK, DPRK.
answer: each party must reply document within 3 days after request upon request of the other party.";

fn visits() -> Agreement {
    agreement(VISIT)
}

fn asked(id: &str, day: &str, voice: &str, by: &str) -> Fact {
    fact(id, day, voice, act(by, "request", ""))
}

fn told(id: &str, day: &str, voice: &str, norm: &str, stage: Stage) -> Fact {
    fact(id, day, voice, performance(norm, stage))
}

#[test]
fn nothing_is_owed_before_the_event() {
    let judged = on(&visits(), &[], "2018-12-01");
    assert_eq!(short(verdict(&judged, "visit/UNC")), "dormant - none");
    assert_eq!(verdict(&judged, "visit/UNC").because, "waits for a request of ROK or DPRK");
}

#[test]
fn each_request_has_its_own_deadline_and_its_own_finding() {
    let agreement = visits();
    let facts = [
        asked("q1", "2018-11-01T10:00", "NNSC", "ROK"),
        asked("q2", "2018-11-10T08:00", "NNSC", "DPRK"),
        told("d1", "2018-11-02T12:00", "NNSC", "visit", Stage::Done),
    ];
    let judged = on(&agreement, &facts, "2018-11-11");
    assert_eq!(brief(finding(&judged, "visit/UNC/q1")), "fulfilled reported");
    assert_eq!(finding(&judged, "visit/UNC/q1").due, Some(at("2018-11-03T10:00")));
    assert_eq!(brief(finding(&judged, "visit/UNC/q2")), "pending none");
    assert_eq!(finding(&judged, "visit/UNC/q2").due, Some(at("2018-11-12T08:00")));
    assert_eq!(short(verdict(&judged, "visit/UNC")), "due pending none");
    assert_eq!(verdict(&judged, "visit/UNC").due, Some(at("2018-11-12T08:00")));
    let later = on(&agreement, &facts, "2018-11-12");
    assert_eq!(short(verdict(&later, "visit/UNC")), "overdue unknown none (overdue-unproven)");
    assert_eq!(verdict(&later, "visit/UNC").findings.len(), 2);
}

#[test]
fn a_request_late_in_the_day_counts_hours_from_its_own_time_and_days_from_the_next_day() {
    let facts = [asked("q1", "2018-11-01T22:30", "NNSC", "DPRK")];
    let judged = on(&visits(), &facts, "2018-11-02");
    assert_eq!(verdict(&judged, "visit/UNC").due, Some(at("2018-11-03T22:30")));
    assert_eq!(verdict(&judged, "answer/ROK").due, Some(end("2018-11-04")));
    // Nobody answers himself.
    assert_eq!(short(verdict(&judged, "answer/DPRK")), "dormant - none");
}

#[test]
fn two_voices_that_tell_one_visit_answer_one_request() {
    let facts = [
        asked("q1", "2018-11-01T10:00", "NNSC", "ROK"),
        asked("q2", "2018-11-01T11:00", "NNSC", "ROK"),
        told("d1", "2018-11-02T12:00", "NNSC", "visit", Stage::Done),
        told("d2", "2018-11-02T12:30", "radar-7", "visit", Stage::Done),
    ];
    let judged = on(&visits(), &facts, "2018-11-05");
    assert_eq!(brief(finding(&judged, "visit/UNC/q1")), "fulfilled reported");
    assert_eq!(brief(finding(&judged, "visit/UNC/q2")), "undetermined none (overdue-unproven)");
}

#[test]
fn one_voice_that_tells_two_visits_answers_two_requests_in_their_order() {
    let facts = [
        asked("q1", "2018-11-01T10:00", "NNSC", "ROK"),
        asked("q2", "2018-11-01T11:00", "NNSC", "ROK"),
        told("d1", "2018-11-02T09:00", "NNSC", "visit", Stage::Done),
        told("d2", "2018-11-03T12:00", "NNSC", "visit", Stage::Done),
    ];
    let judged = on(&visits(), &facts, "2018-11-05");
    assert_eq!(brief(finding(&judged, "visit/UNC/q1")), "fulfilled reported");
    assert_eq!(brief(finding(&judged, "visit/UNC/q2")), "fulfilled reported late cured");
    assert_eq!(short(verdict(&judged, "visit/UNC")), "kept kept reported late cured so-far");
}

#[test]
fn the_incident_says_which_request_is_answered() {
    let facts = [
        asked("q1", "2018-11-01T10:00", "NNSC", "ROK").incident("one"),
        asked("q2", "2018-11-01T11:00", "NNSC", "ROK").incident("two"),
        told("d1", "2018-11-02T09:00", "NNSC", "visit", Stage::Done).incident("two"),
    ];
    let judged = on(&visits(), &facts, "2018-11-05");
    assert_eq!(brief(finding(&judged, "visit/UNC/one")), "undetermined none (overdue-unproven)");
    assert_eq!(brief(finding(&judged, "visit/UNC/two")), "fulfilled reported");
}

#[test]
fn two_voices_that_tell_one_request_make_one_duty() {
    let facts =
        [asked("q1", "2018-11-01T10:00", "NNSC", "ROK"), asked("q2", "2018-11-01T10:20", "ROK", "ROK")];
    let judged = on(&visits(), &facts, "2018-11-02");
    assert_eq!(verdict(&judged, "visit/UNC").findings.len(), 1);
}

#[test]
fn a_request_that_only_its_maker_tells_makes_no_breach() {
    let missed = [
        asked("q1", "2018-11-01T10:00", "DPRK", "DPRK"),
        told("d1", "2018-11-06T10:00", "NNSC", "answer", Stage::NotDone),
    ];
    let judged = on(&visits(), &missed, "2018-11-07");
    assert_eq!(brief(finding(&judged, "answer/ROK/q1")), "undetermined claimed (claim-only)");
    let heard = [asked("q2", "2018-11-01T10:05", "NNSC", "DPRK"), missed[0].clone(), missed[1].clone()];
    let judged = on(&visits(), &heard, "2018-11-07");
    assert_eq!(brief(finding(&judged, "answer/ROK/q1")), "breach reported");
    assert_eq!(short(verdict(&judged, "answer/ROK")), "overdue violated reported");
}

#[test]
fn a_request_that_names_the_matter_of_one_norm_is_none_under_another() {
    let agreement = agreement(
        "visit: UNC must verify document everywhere within 48 hours after request upon request of ROK.
talk: UNC must convene commission-meeting within 24 hours after request upon request of ROK.",
    );
    let of = |object: &str| [fact("q1", "2018-11-01T10:00", "NNSC", act("ROK", "request", object))];
    let judged = on(&agreement, &of("commission-meeting"), "2018-11-01");
    assert_eq!(short(verdict(&judged, "visit/UNC")), "dormant - none");
    assert_eq!(short(verdict(&judged, "talk/UNC")), "due pending none");
    let unclear = on(&agreement, &of("transit"), "2018-11-01");
    assert_eq!(short(verdict(&unclear, "visit/UNC")), "due pending none");
}

#[test]
fn a_request_before_entry_into_force_is_told_and_not_owed() {
    let facts = [asked("q1", "2018-09-01T10:00", "NNSC", "ROK")];
    let judged = on(&visits(), &facts, "2018-11-02");
    assert_eq!(short(verdict(&judged, "visit/UNC")), "dormant - none");
    let said: Vec<String> =
        verdict(&judged, "visit/UNC").proof.children.iter().map(|one| one.statement.clone()).collect();
    assert!(said.iter().any(|text| text.contains("the norm did not bind then")), "{said:#?}");
}

#[test]
fn an_answer_is_due_so_long_before_what_the_notice_announces() {
    let agreement = agreement(
        "ask: each party must give notice to the other party of flight at least 48 hours before it starts.
reply-to: each party must reply document at least 24 hours before it starts upon notice of ask.",
    );
    let announced = |starts: Option<&str>| {
        let mut told = fact("q1", "2018-11-01T10:00", "NNSC", notice("ROK", "DPRK", "flight", ""));
        if let What::Notice(notice) = &mut told.what {
            notice.starts = starts.map(at);
        }
        told
    };
    let judged = on(&agreement, &[announced(Some("2018-11-05T06:00"))], "2018-11-02");
    assert_eq!(verdict(&judged, "reply-to/DPRK").due, Some(at("2018-11-04T06:00")));
    assert_eq!(short(verdict(&judged, "reply-to/ROK")), "dormant - none");
    let open = on(&agreement, &[announced(None)], "2018-11-02");
    let text = &verdict(&open, "reply-to/DPRK").because;
    assert!(text.contains("waits for word of when it starts"), "{text}");
}

#[test]
fn a_ban_upon_an_event_holds_for_its_time_and_again_upon_the_next() {
    let agreement =
        agreement("calm: no party may fly uav everywhere upon request of the other party for 24 hours.");
    let flown = |id: &str, day: &str| fact(id, day, "UNC", act("ROK", "fly", "uav"));
    let facts = [
        asked("q1", "2018-11-01T10:00", "NNSC", "DPRK"),
        asked("q2", "2018-11-05T10:00", "NNSC", "DPRK"),
        flown("a0", "2018-11-01T09:00"),
        flown("a1", "2018-11-02T09:00"),
        flown("a2", "2018-11-03T09:00"),
        flown("a3", "2018-11-05T11:00"),
    ];
    let judged = on(&agreement, &facts, "2018-11-05");
    let found: Vec<&str> = verdict(&judged, "calm/ROK").findings.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(found, ["calm/ROK/a1", "calm/ROK/a3"]);
    assert_eq!(short(verdict(&judged, "calm/ROK")), "watching violated reported");
    let over = on(&agreement, &facts, "2018-11-08");
    assert!(verdict(&over, "calm/ROK").because.starts_with("last bound until 6 November 2018 09:59"));
    assert_eq!(short(verdict(&over, "calm/DPRK")), "dormant - none");
}

#[test]
fn what_is_owed_upon_an_event_of_the_other_party_binds_not_its_own_maker() {
    let terms = |whose: &str| {
        agreement(&format!(
            "activity plan is act.\nanswer: each party must reply document upon plan{whose} within 8 hours after plan."
        ))
    };
    let facts = [fact("p1", "2018-11-01T10:00", "NNSC", act("ROK", "submit", "plan"))];
    let judged = on(&terms(" of the other party"), &facts, "2018-11-03");
    assert_eq!(short(verdict(&judged, "answer/ROK")), "dormant - none");
    assert_eq!(short(verdict(&judged, "answer/DPRK")), "overdue unknown none (overdue-unproven)");
    assert!(verdict(&judged, "answer/DPRK").because.starts_with("was due by 1 November 2018 18:00"));
    let judged = on(&terms(""), &facts, "2018-11-03");
    assert_eq!(short(verdict(&judged, "answer/ROK")), "overdue unknown none (overdue-unproven)");
}

#[test]
fn a_violation_by_the_other_party_sets_off_what_the_bearer_owes() {
    let terms = |whose: &str| {
        agreement(&format!(
            "calm: no party may conduct live-fire everywhere.\n\
             protest: each party must reply document upon violation of calm{whose} within 2 days after violation."
        ))
    };
    let facts = [fact("f1", "2018-11-01T10:00", "NNSC", act("ROK", "conduct", "live-fire"))];
    let judged = on(&terms(" by the other party"), &facts, "2018-11-02");
    assert_eq!(short(verdict(&judged, "protest/ROK")), "dormant - none");
    assert_eq!(short(verdict(&judged, "protest/DPRK")), "due pending none");
    assert_eq!(verdict(&judged, "protest/DPRK").due, Some(end("2018-11-03")));
    let claimed = [fact("f1", "2018-11-01T10:00", "DPRK", act("ROK", "conduct", "live-fire"))];
    let judged = on(&terms(" by the other party"), &claimed, "2018-11-02");
    assert_eq!(
        short(verdict(&judged, "protest/DPRK")),
        "dormant - none",
        "one side's word is no violation found"
    );
    let judged = on(&terms(""), &facts, "2018-11-02");
    assert_eq!(short(verdict(&judged, "protest/ROK")), "due pending none");
    assert_eq!(short(verdict(&judged, "protest/DPRK")), "dormant - none");
}

#[test]
fn the_end_of_the_period_is_that_in_which_the_event_happened() {
    let terms = agreement(
        "report: each party must reply document upon request of the other party by the end of the quarter.",
    );
    let judged = on(&terms, &[asked("q1", "2018-11-05T10:00", "NNSC", "ROK")], "2018-12-01");
    assert_eq!(verdict(&judged, "report/DPRK").due, Some(end("2018-12-31")));
}

#[test]
fn what_was_not_done_in_time_stays_so_when_the_text_has_ended() {
    let terms = agreement(&format!("ends on 31 December 2018.\n{VISIT}"));
    let facts = [
        asked("q1", "2018-11-01T10:00", "NNSC", "ROK"),
        told("x1", "2018-11-05T10:00", "NNSC", "visit", Stage::NotDone),
    ];
    let judged = on(&terms, &facts, "2019-02-01");
    assert_eq!(brief(finding(&judged, "visit/UNC/q1")), "breach reported");
}
