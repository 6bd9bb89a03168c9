use armistice_facts::{Stage, StatusKind};

use crate::testing::*;

const POSTS: &str = "posts: each party must destroy guard-posts in Z by 31 December 2018.\n";

fn on_day(terms: &str, day: &str, id: &str) -> String {
    short(verdict(&on(&agreement(terms), &[], day), id))
}

#[test]
fn a_release_discharges_those_it_names_from_its_day_on() {
    let terms = format!("{POSTS}decision one on 26 October 2018 by ROK, DPRK releases DPRK from posts.");
    assert_eq!(on_day(&terms, "2018-10-25", "posts/DPRK"), "due pending none");
    assert_eq!(on_day(&terms, "2018-10-26", "posts/DPRK"), "discharged - none");
    assert_eq!(on_day(&terms, "2018-10-26", "posts/ROK"), "due pending none");
    let judged = on(&agreement(&terms), &[], "2018-10-26");
    assert_eq!(verdict(&judged, "posts/DPRK").because, "released by one on 26 October 2018");
}

#[test]
fn what_was_done_before_the_release_stays_done() {
    let terms =
        format!("{POSTS}decision one on 26 October 2018 by ROK, DPRK releases each party from posts.");
    let facts = [fact("d1", "2018-10-20", "UNC", performance("posts", Stage::Done))];
    let judged = on(&agreement(&terms), &facts, "2018-10-30");
    assert_eq!(short(verdict(&judged, "posts/ROK")), "kept kept reported");
}

#[test]
fn a_duty_that_was_overdue_is_discharged_and_was_overdue_before() {
    let terms = format!("{POSTS}decision one on 1 March 2019 by ROK, DPRK releases each party from posts.");
    assert_eq!(on_day(&terms, "2019-02-28", "posts/ROK"), "overdue unknown none (overdue-unproven)");
    assert_eq!(on_day(&terms, "2019-03-01", "posts/ROK"), "discharged - none");
}

#[test]
fn a_release_from_a_ban_forgives_nothing_that_was_done_before_it() {
    let terms = "calm: no party may conduct live-fire in Z.\n\
                 decision one on 26 October 2018 by ROK, DPRK releases ROK from calm.";
    let fired = |id: &str, day: &str, party: &str| fact(id, day, "UNC", act(party, "conduct", "live-fire"));
    let facts = [
        fired("f1", "2018-10-01", "ROK"),
        fired("f2", "2018-11-01", "ROK"),
        fired("f3", "2018-11-01", "DPRK"),
    ];
    let placements: Vec<_> =
        ["f1", "f2", "f3"].map(|id| placed(id, "calm", armistice_facts::Relation::Inside)).into();
    let judged = placed_on(&agreement(terms), &facts, &placements, "2018-11-02");
    let south = verdict(&judged, "calm/ROK");
    assert_eq!((short(south).as_str(), south.counts.breaches), ("discharged - none", 1));
    assert_eq!(verdict(&judged, "calm/DPRK").counts.breaches, 1);
}

#[test]
fn a_deadline_is_moved_from_the_day_of_the_decision_on() {
    let terms = format!(
        "{POSTS}decision one on 26 October 2018 by ROK, DPRK moves the deadline of posts to 30 November 2018."
    );
    let due = |day| verdict(&on(&agreement(&terms), &[], day), "posts/ROK").due;
    assert_eq!(due("2018-10-25"), Some(end("2018-12-31")));
    assert_eq!(due("2018-10-26"), Some(end("2018-11-30")));
    assert_eq!(on_day(&terms, "2018-12-01", "posts/ROK"), "overdue unknown none (overdue-unproven)");
    let steps = format!("{:?}", verdict(&on(&agreement(&terms), &[], "2018-10-26"), "posts/ROK").proof);
    assert!(steps.contains("moved from 2018-12-31T23:59:59+09:00"), "{steps}");
    assert!(steps.contains("by the decision one"), "{steps}");
}

#[test]
fn a_deadline_that_had_passed_is_due_again() {
    let terms = format!(
        "{POSTS}decision one on 26 January 2019 by ROK, DPRK moves the deadline of posts to 18 February 2019."
    );
    assert_eq!(on_day(&terms, "2019-01-25", "posts/ROK"), "overdue unknown none (overdue-unproven)");
    assert_eq!(on_day(&terms, "2019-01-26", "posts/ROK"), "due pending none");
    let facts = [fact("d1", "2019-02-10", "UNC", performance("posts", Stage::Done))];
    let judged = on(&agreement(&terms), &facts, "2019-03-01");
    assert_eq!(short(verdict(&judged, "posts/ROK")), "kept kept reported");
}

#[test]
fn a_deadline_that_a_decision_set_is_not_moved_by_a_suspension_before_it() {
    let terms = format!(
        "suspension stops the clock.\npause: each party may suspend posts.\n{POSTS}\
         decision one on 26 October 2018 by ROK, DPRK moves the deadline of posts to 30 November 2018."
    );
    let told = |from: &str, until: &str| {
        [
            fact("s1", from, "ROK", status("ROK", StatusKind::Suspends, "posts")),
            fact("s2", until, "ROK", status("ROK", StatusKind::Restores, "posts")),
        ]
    };
    let due = |facts: &[armistice_facts::Fact]| {
        verdict(&on(&agreement(&terms), facts, "2018-12-20"), "posts/ROK").due
    };
    assert_eq!(due(&told("2018-10-01T00:00", "2018-10-11T00:00")), Some(end("2018-11-30")));
    assert_eq!(due(&told("2018-11-01T00:00", "2018-11-11T00:00")), Some(end("2018-12-10")));
}

#[test]
fn the_end_of_the_agreement_moves_once_and_again() {
    let terms = "ends on 31 December 2018.\n\
                 calm: no party may conduct live-fire in Z.\n\
                 decision one on 31 December 2018 by ROK, DPRK moves the end of the agreement to 30 June 2019.\n\
                 decision two on 1 June 2019 by ROK, DPRK moves the end of the agreement to 31 December 2019 12:00.";
    for (day, standing) in [
        ("2018-12-31", "watching unknown none (no-coverage)"),
        ("2019-01-01", "watching unknown none (no-coverage)"),
        ("2019-07-01", "watching unknown none (no-coverage)"),
        ("2019-12-31", "ended - none"),
    ] {
        assert_eq!(on_day(terms, day, "calm/ROK"), standing, "{day}");
    }
}

#[test]
fn an_end_that_hangs_on_an_event_is_not_moved_once_it_has_passed() {
    // When `done` was fulfilled is told by the record alone, so the text cannot say that the decision came too late.
    let terms = "done: each party must remove landmines in Z by 31 December 2019.\n\
                 calm: no party may conduct live-fire in Z until done + 1 month.\n\
                 decision one on 1 March 2019 by ROK, DPRK moves the end of calm to 31 December 2019.";
    let told = |day| [fact("d1", day, "UNC", performance("done", Stage::Done))];
    let agreement = agreement(terms);
    let judged = on(&agreement, &told("2019-02-10"), "2019-06-01");
    assert_eq!(short(verdict(&judged, "calm/ROK")), "watching unknown none (no-coverage)");
    let judged = on(&agreement, &told("2018-12-10"), "2019-06-01");
    assert_eq!(short(verdict(&judged, "calm/ROK")), "closed unknown none (no-coverage)");
}

#[test]
fn what_binds_a_body_a_body_may_prolong() {
    let terms = "stay: UNC may conduct patrol in Z until 30 November 2018.\n\
                 decision longer on 29 November 2018 by NNSC moves the end of stay to 31 May 2019.";
    assert_eq!(on_day(terms, "2018-12-01", "stay/UNC"), "available - none");
    assert_eq!(on_day(terms, "2019-06-01", "stay/UNC"), "expired - none");
}

#[test]
fn an_exception_holds_until_the_day_to_which_it_was_moved() {
    let terms = "calm: no party may conduct patrol in Z.\n\
                 escort: exception to calm: ROK may conduct patrol in Z until 31 October 2018.\n\
                 decision longer on 30 October 2018 by ROK, DPRK moves the end of escort to 30 November 2018.";
    let agreement = agreement(terms);
    for (day, outcome) in [("2018-11-15", "excused reported excused"), ("2018-12-15", "breach reported")] {
        let facts = [fact("p1", day, "UNC", act("ROK", "conduct", "patrol"))];
        let placements = ["calm", "escort"].map(|norm| placed("p1", norm, armistice_facts::Relation::Inside));
        let judged = placed_on(&agreement, &facts, &placements, day);
        assert_eq!(brief(finding(&judged, "calm/ROK/p1")), outcome, "{day}");
    }
}
