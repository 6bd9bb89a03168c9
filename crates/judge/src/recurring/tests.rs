use armistice_facts::{Fact, Stage, StatusKind};
use armistice_terms::model::Agreement;

use crate::testing::*;

fn lists() -> Agreement {
    agreement(
        "list: each party must reply document every year by 15 December.\npause: each party may suspend list.",
    )
}

fn done(id: &str, day: &str, voice: &str) -> Fact {
    let mut told = fact(id, day, voice, performance("list", Stage::Done));
    if let armistice_facts::What::Performance(performance) = &mut told.what {
        performance.bearer = Some(n("ROK"));
    }
    told
}

#[test]
fn each_year_has_its_own_deadline_and_its_own_finding() {
    let lists = lists();
    let facts =
        [done("a", "2018-12-10", "UNC"), done("b", "2019-12-20", "UNC"), done("c", "2020-12-14", "UNC")];
    let judged = on(&lists, &facts, "2021-01-10");
    assert_eq!(brief(finding(&judged, "list/ROK/2018-12-15")), "fulfilled reported");
    assert_eq!(brief(finding(&judged, "list/ROK/2019-12-15")), "fulfilled reported late cured");
    assert_eq!(brief(finding(&judged, "list/ROK/2020-12-15")), "fulfilled reported");
    assert_eq!(brief(finding(&judged, "list/ROK/2021-12-15")), "pending none");
    let all = verdict(&judged, "list/ROK");
    assert_eq!(short(all), "kept kept reported late cured so-far");
    assert_eq!(all.due, Some(end("2021-12-15")));
    let other = verdict(&judged, "list/DPRK");
    assert_eq!(short(other), "overdue unknown none (overdue-unproven)");
    assert_eq!(other.findings.len(), 4);
}

#[test]
fn a_year_that_was_missed_shifts_no_other() {
    let judged = on(&lists(), &[done("c", "2020-12-14", "UNC")], "2021-01-10");
    assert_eq!(brief(finding(&judged, "list/ROK/2019-12-15")), "undetermined none (overdue-unproven)");
    assert_eq!(brief(finding(&judged, "list/ROK/2020-12-15")), "fulfilled reported");
    assert_eq!(short(verdict(&judged, "list/ROK")), "overdue unknown none (overdue-unproven)");
}

#[test]
fn before_the_first_day_it_is_pending_and_a_later_voice_on_the_same_list_answers_the_same_year() {
    let lists = lists();
    assert_eq!(short(verdict(&on(&lists, &[], "2018-12-01"), "list/ROK")), "due pending none");
    let facts =
        [done("a", "2018-12-10", "ROK"), done("b", "2018-12-18", "UNC"), done("c", "2019-11-01", "UNC")];
    let judged = on(&lists, &facts, "2020-01-10");
    assert_eq!(brief(finding(&judged, "list/ROK/2018-12-15")), "fulfilled reported");
    assert_eq!(brief(finding(&judged, "list/ROK/2019-12-15")), "fulfilled reported");
}

#[test]
fn told_as_not_done_it_is_broken_for_that_year() {
    let facts =
        [done("a", "2018-12-10", "UNC"), fact("x", "2019-12-20", "UNC", performance("list", Stage::NotDone))];
    let judged = on(&lists(), &facts, "2020-01-10");
    assert_eq!(brief(finding(&judged, "list/ROK/2018-12-15")), "fulfilled reported");
    assert_eq!(brief(finding(&judged, "list/ROK/2019-12-15")), "breach reported");
    assert_eq!(short(verdict(&judged, "list/ROK")), "overdue violated reported");
}

#[test]
fn what_falls_due_while_it_is_suspended_is_not_owed() {
    let facts = [
        done("a", "2018-12-10", "UNC"),
        fact("s", "2019-10-01", "ROK", status("ROK", StatusKind::Suspends, "list")),
    ];
    let judged = on(&lists(), &facts, "2020-01-10");
    let all = verdict(&judged, "list/ROK");
    assert_eq!(all.state, crate::State::Suspended);
    assert_eq!(all.findings.len(), 1);
}

#[test]
fn what_was_missed_stays_missed_when_it_is_suspended_or_has_ended() {
    let missed = fact("x", "2018-12-20", "UNC", performance("list", Stage::NotDone));
    let suspended = fact("s", "2019-10-01", "ROK", status("ROK", StatusKind::Suspends, "list"));
    let judged = on(&lists(), &[missed.clone(), suspended], "2020-01-10");
    assert_eq!(brief(finding(&judged, "list/ROK/2018-12-15")), "breach reported");
    assert_eq!(short(verdict(&judged, "list/ROK")), "suspended violated reported");
    let ended =
        agreement("ends on 30 June 2019.\nlist: each party must reply document every year by 15 December.");
    let judged = on(&ended, &[missed], "2020-01-10");
    assert_eq!(brief(finding(&judged, "list/ROK/2018-12-15")), "breach reported");
    assert_eq!(short(verdict(&judged, "list/ROK")), "ended violated reported");
}

fn patrols() -> Agreement {
    agreement(
        "begun: each party must remove landmines in Z by 31 December 2018.
list: ROK must reply document every 15 days from begun + 20 days.",
    )
}

fn begun(day: &str) -> Fact {
    fact("begun", day, "UNC", performance("begun", Stage::Done))
}

#[test]
fn each_period_is_owed_once_from_the_day_on_which_the_first_begins() {
    let told = [
        begun("2018-10-01"),
        done("a", "2018-10-21", "UNC"),
        done("b", "2018-11-04", "UNC"),
        done("c", "2018-11-05", "UNC"),
        done("d", "2018-12-05", "UNC"),
    ];
    let judged = on(&patrols(), &told, "2018-12-19");
    let list = verdict(&judged, "list/ROK");
    let each: Vec<String> = list.findings.iter().map(|one| format!("{} {}", one.id, brief(one))).collect();
    assert_eq!(
        each,
        [
            "list/ROK/2018-11-04 fulfilled reported",
            "list/ROK/2018-11-19 fulfilled reported",
            "list/ROK/2018-12-04 undetermined none (overdue-unproven)",
            "list/ROK/2018-12-19 fulfilled reported",
        ]
    );
    assert_eq!(short(list), "overdue unknown none (overdue-unproven)");
    assert!(list.because.starts_with("owed 4 times every 15 days: "), "{}", list.because);
}

#[test]
fn it_waits_for_its_first_period_and_is_pending_in_it() {
    let judged = on(&patrols(), &[], "2018-12-19");
    assert_eq!(short(verdict(&judged, "list/ROK")), "dormant - none");
    assert_eq!(verdict(&judged, "list/ROK").because, "its first period waits for the fulfilment of begun");
    let judged = on(&patrols(), &[begun("2018-10-01")], "2018-10-20");
    assert_eq!(short(verdict(&judged, "list/ROK")), "dormant - none");
    let judged = on(&patrols(), &[begun("2018-10-01")], "2018-10-21");
    assert_eq!(short(verdict(&judged, "list/ROK")), "due pending none");
    assert_eq!(verdict(&judged, "list/ROK").due, Some(end("2018-11-04")));
}

#[test]
fn word_that_it_was_not_done_speaks_of_the_period_that_is_over() {
    let told = [
        begun("2018-10-01"),
        done("a", "2018-10-21", "UNC"),
        fact("x", "2018-11-20", "UNC", performance("list", Stage::NotDone)),
        done("b", "2018-11-21", "UNC"),
    ];
    let judged = on(&patrols(), &told, "2018-12-04");
    assert_eq!(brief(finding(&judged, "list/ROK/2018-11-19")), "breach reported");
    assert_eq!(brief(finding(&judged, "list/ROK/2018-12-04")), "fulfilled reported");
    assert_eq!(short(verdict(&judged, "list/ROK")), "overdue violated reported");
}

#[test]
fn months_are_counted_from_the_first_day_and_a_period_that_the_end_cuts_off_is_not_owed() {
    let monthly =
        agreement("list: ROK must reply document every month from 31 October 2018 until 15 January 2019.");
    let judged = on(&monthly, &[], "2019-03-01");
    let ids: Vec<&str> = verdict(&judged, "list/ROK").findings.iter().map(|one| one.id.as_str()).collect();
    // 31 October to 29 November, 30 November to 30 December; the third would have ended on 30 January.
    assert_eq!(ids, ["list/ROK/2018-11-29", "list/ROK/2018-12-30"]);
}
