use armistice_facts::{Stage, Stance, StatusKind};

use crate::testing::*;

fn terms(clock: &str) -> armistice_terms::model::Agreement {
    agreement(&format!(
        "{clock}\nmines: each party must remove landmines in Z by 20 November 2018.\npause: each party may suspend mines."
    ))
}

#[test]
fn a_deadline_moves_by_the_time_suspended_for_that_bearer_where_the_text_stops_the_clock() {
    let facts = [
        fact("s1", "2018-11-01T00:00", "ROK", status("ROK", StatusKind::Suspends, "mines")),
        fact("s2", "2018-11-06T12:00", "ROK", status("ROK", StatusKind::Restores, "mines")),
    ];
    for (clock, due) in [
        ("suspension stops the clock.", "2018-11-26"),
        ("suspension does not stop the clock.", "2018-11-20"),
        ("", "2018-11-20"),
    ] {
        let judged = on(&terms(clock), &facts, "2018-11-22");
        assert_eq!(verdict(&judged, "mines/ROK").due, Some(end(due)), "{clock}");
        assert_eq!(verdict(&judged, "mines/DPRK").due, Some(end("2018-11-20")), "{clock}");
    }
    let judged = on(&terms("suspension stops the clock."), &facts, "2018-11-22");
    assert_eq!(short(verdict(&judged, "mines/ROK")), "due pending none");
    assert_eq!(short(verdict(&judged, "mines/DPRK")), "overdue unknown none (overdue-unproven)");
    let steps = format!("{:?}", verdict(&judged, "mines/ROK").proof);
    assert!(steps.contains("moved from"), "{steps}");
}

#[test]
fn a_performance_within_the_time_that_was_stopped_is_not_late() {
    let facts = [
        fact("s1", "2018-11-01T00:00", "ROK", status("ROK", StatusKind::Suspends, "mines")),
        fact("s2", "2018-11-06T12:00", "ROK", status("ROK", StatusKind::Restores, "mines")),
        fact("d1", "2018-11-25T12:00", "UNC", performance("mines", Stage::Done)),
    ];
    let judged = on(&terms("suspension stops the clock."), &facts, "2018-12-01");
    assert_eq!(short(verdict(&judged, "mines/ROK")), "kept kept reported");
    assert_eq!(short(verdict(&judged, "mines/DPRK")), "kept kept reported late cured");
}

#[test]
fn suspensions_that_overlap_count_once_and_one_after_the_deadline_not_at_all() {
    let facts = [
        fact("s1", "2018-11-01T00:00", "ROK", status("ROK", StatusKind::Suspends, "mines")),
        fact("s2", "2018-11-02T00:00", "ROK", status("ROK", StatusKind::Suspends, "art_1")),
        fact("s3", "2018-11-06T00:00", "ROK", status("ROK", StatusKind::Restores, "agreement")),
        fact("s4", "2018-12-01T00:00", "ROK", status("ROK", StatusKind::Suspends, "mines")),
        fact("s5", "2018-12-06T00:00", "ROK", status("ROK", StatusKind::Restores, "mines")),
    ];
    let judged = on(&terms("suspension stops the clock."), &facts, "2018-12-10");
    assert_eq!(verdict(&judged, "mines/ROK").due, Some(end("2018-11-25")));
}

#[test]
fn a_suspension_that_the_other_side_disputes_stops_no_clock() {
    let text =
        "suspension stops the clock.\nmines: each party must remove landmines in Z by 20 November 2018.";
    let facts = [
        fact("s1", "2018-11-01T00:00", "ROK", status("ROK", StatusKind::Suspends, "mines")),
        fact("s2", "2018-11-02T00:00", "DPRK", status("DPRK", StatusKind::Answers(Stance::Disputes), "s1")),
        fact("s3", "2018-11-06T00:00", "ROK", status("ROK", StatusKind::Restores, "mines")),
    ];
    let judged = on(&agreement(text), &facts, "2018-11-22");
    assert_eq!(verdict(&judged, "mines/ROK").due, Some(end("2018-11-20")));
}
