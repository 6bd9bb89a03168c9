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
