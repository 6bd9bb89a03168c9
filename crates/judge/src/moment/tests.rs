use armistice_facts::calendar::Length;
use armistice_facts::{Instant, StatusKind};
use armistice_terms::model::Agreement;

use crate::sitting::Sitting;
use crate::testing::*;
use crate::{Case, Verdict};

fn due(terms: &str, id: &str) -> Option<Instant> {
    let agreement = agreement(terms);
    let facts = [fact("f1", "2018-10-20T10:00", "UNC", performance("first", armistice_facts::Stage::Done))];
    let facts = if terms.contains("first:") { &facts[..] } else { &[] };
    verdict(&on(&agreement, facts, "2018-10-21"), id).due
}

fn of(deadline: &str) -> Option<Instant> {
    let first = "first: each party must destroy guard-posts in Z by 1 December 2018.";
    due(&format!("{first}\nlater: each party must remove landmines in Z {deadline}."), "later/ROK")
}

#[test]
fn days_are_counted_as_the_text_says_and_end_with_the_day_of_the_zone() {
    assert_eq!(of("by 20 October 2018"), Some(end("2018-10-20")));
    assert_eq!(of("by the end of 2018"), Some(end("2018-12-31")));
    assert_eq!(of("by the end of February 2020"), Some(end("2020-02-29")));
    assert_eq!(of("within 20 days beginning 1 October 2018"), Some(end("2018-10-20")));
    assert_eq!(of("within 20 days after 1 October 2018"), Some(end("2018-10-21")));
    assert_eq!(of("within 5 days after first"), Some(end("2018-10-25")));
    assert_eq!(of("by first + 5 days"), Some(end("2018-10-25")));
    assert_eq!(of("within 1 week beginning 1 October 2018"), Some(end("2018-10-07")));
    assert_eq!(of("by signature + 3 days"), Some(end("2018-09-22")));
    assert_eq!(of("within 48 hours after first"), Some(at("2018-10-22T10:00")));
    assert_eq!(of("without delay"), None);
}

#[test]
fn a_month_after_the_last_day_is_the_last_day_where_the_header_says_so() {
    assert_eq!(of("within 1 month after 31 January 2019"), Some(end("2019-02-28")));
    assert_eq!(of("within 1 month after 30 November 2018"), Some(end("2018-12-30")));
}

#[test]
fn without_delay_is_never_violated_by_the_clock_alone() {
    let agreement = agreement("later: each party must remove landmines in Z without delay.");
    let judged = on(&agreement, &[], "2026-01-01");
    assert_eq!(short(verdict(&judged, "later/ROK")), "due pending none");
}

fn exchanged(terms: &str) -> Agreement {
    let text = text(terms).replace("party ROK is", "in force upon exchange of ROK, DPRK.\nparty ROK is");
    compiled(&text)
}

#[test]
fn a_text_that_enters_into_force_upon_an_event_is_dormant_until_all_have_acted() {
    let agreement = exchanged("fire: no party may conduct live-fire everywhere.");
    let sent = |id: &str, day: &str, party: &str| fact(id, day, "UNC", act(party, "exchange", "document"));
    let one = [sent("f1", "2018-10-26", "ROK")];
    let waiting = on(&agreement, &one, "2018-12-01");
    let of = |verdict: &Verdict| (short(verdict), verdict.because.clone());
    assert_eq!(
        of(verdict(&waiting, "fire/DPRK")),
        ("dormant - none".to_owned(), "waits for exchange of DPRK".to_owned())
    );
    let both = [one[0].clone(), sent("f2", "2018-10-28", "DPRK")];
    assert_eq!(
        short(verdict(&on(&agreement, &both, "2018-12-01"), "fire/DPRK")),
        "watching unknown none (no-coverage)"
    );
}

#[test]
fn a_lead_counts_whole_days_backwards() {
    let agreement = agreement("fire: no party may conduct live-fire everywhere.");
    let case = Case { agreement: &agreement, facts: &[], placements: &[] };
    let sitting = Sitting::new(
        &case,
        &crate::docket::Places::new(&[]),
        end("2018-12-01"),
        end("2018-12-01"),
        crate::verdict::breaches,
    );
    let earlier = |amount, unit| sitting.earlier(at("2018-11-20T15:00"), Length { amount, unit }).unwrap();
    assert_eq!(earlier(2, armistice_facts::calendar::Unit::Day), end("2018-11-18"));
    assert_eq!(earlier(3, armistice_facts::calendar::Unit::Hour), at("2018-11-20T12:00"));
}

#[test]
fn the_time_for_which_a_ban_is_kept_begins_anew_with_each_breach() {
    let agreement = agreement(
        "quiet: no party may conduct live-fire everywhere from 1 October 2018.
after-quiet: each party must destroy guard-posts in Z by 1 December 2018 after quiet is kept for 7 days.",
    );
    let quiet = fact("f1", "2018-10-02T10:00", "UNC", performance("quiet", armistice_facts::Stage::Done));
    let fire = fact("f2", "2018-10-05T12:00", "UNC", act("ROK", "conduct", "live-fire"));
    let state = |facts: &[armistice_facts::Fact], day: &str| {
        verdict(&on(&agreement, facts, day), "after-quiet/ROK").state.to_string()
    };
    assert_eq!(state(std::slice::from_ref(&quiet), "2018-10-10"), "due");
    let broken = [quiet, fire];
    assert_eq!(state(&broken, "2018-10-10"), "dormant");
    assert_eq!(state(&broken, "2018-10-13"), "due");
}

#[test]
fn consent_that_is_declared_sets_off_what_waits_for_it() {
    let agreement = agreement(
        "later: ROK must remove landmines in Z within 5 days after consent upon consent of DPRK.
other: ROK must destroy guard-posts in Z by 1 December 2018.",
    );
    let told = |scope: &str| {
        let facts = [fact("f1", "2018-10-20T10:00", "DPRK", status("DPRK", StatusKind::Consents, scope))];
        let verdict = verdict(&on(&agreement, &facts, "2018-10-21"), "later/ROK").clone();
        (verdict.state.to_string(), verdict.due)
    };
    assert_eq!(told("later"), ("due".to_owned(), Some(end("2018-10-25"))));
    assert_eq!(told("agreement"), told("later"));
    assert_eq!(told("other"), ("dormant".to_owned(), None));
}

#[test]
fn a_ban_that_counts_from_what_sets_it_off_binds_from_then_each_time() {
    let agreement = agreement(
        "still: no party may conduct live-fire everywhere upon request of UNC from request + 24 hours for 2 days.",
    );
    let asked = |id: &str, day: &str| fact(id, day, "UNC", act("UNC", "conduct", "request"));
    let fired = |id: &str, day: &str| fact(id, day, "UNC", act("ROK", "conduct", "live-fire"));
    let facts = [
        asked("f1", "2018-10-10T10:00"),
        fired("f2", "2018-10-10T18:00"),
        fired("f3", "2018-10-12T09:00"),
        fired("f4", "2018-10-14T09:00"),
        asked("f5", "2018-11-10T10:00"),
        fired("f6", "2018-11-11T11:00"),
    ];
    let judged = on(&agreement, &facts, "2018-12-01");
    let verdict = verdict(&judged, "still/ROK");
    assert_eq!(verdict.counts.breaches, 2, "{}", verdict.because);
}

#[test]
fn notice_of_leaving_sets_off_what_is_owed_upon_it() {
    let agreement = agreement(
        "leave: each party may denounce agreement upon prior notice to the other party.
meeting: each party must notify document within 30 days after notice upon notice of leave.",
    );
    let due = |facts: &[armistice_facts::Fact]| {
        on(&agreement, facts, "2018-11-01")
            .verdicts
            .iter()
            .filter(|one| one.norm == n("meeting"))
            .filter_map(|one| one.due)
            .max()
    };
    assert_eq!(due(&[]), None);
    let noticed = fact("f1", "2018-10-20T10:00", "ROK", notice("ROK", "DPRK", "agreement", "training"));
    assert_eq!(due(&[noticed]), Some(end("2018-11-19")));
    let declared = fact("f1", "2018-10-20T10:00", "ROK", status("ROK", StatusKind::Denounces, "agreement"));
    assert_eq!(due(&[declared]), Some(end("2018-11-19")));
}
