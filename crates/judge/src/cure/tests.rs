use armistice_facts::{Fact, Relation, Stage};

use crate::testing::*;

const TERMS: &str = "calm: no party may conduct live-fire in Z cure within 48 hours.\n\
                     guns: each party must keep coastal-guns in state barrel-covered everywhere cure within 2 days.\n\
                     mines: each party must remove landmines in Z by 30 November 2018 cure within 14 days.";

fn judged(facts: &[Fact], day: &str, id: &str) -> String {
    let placements: Vec<_> =
        facts.iter().map(|fact| placed(fact.id.as_str(), "calm", Relation::Inside)).collect();
    let judged = placed_on(&agreement(TERMS), facts, &placements, day);
    let verdict = verdict(&judged, id);
    let findings: Vec<String> = verdict.findings.iter().map(brief).collect();
    format!("{}: {}", short(verdict), findings.join(", "))
}

fn fired(id: &str, day: &str) -> Fact {
    fact(id, day, "UNC", act("ROK", "conduct", "live-fire"))
}

fn done(id: &str, day: &str, voice: &str, norm: &str) -> Fact {
    fact(id, day, voice, performance(norm, Stage::Done))
}

#[test]
fn a_breach_made_good_in_time_stands_no_more() {
    let facts = [fired("f1", "2018-11-01T10:00"), done("d1", "2018-11-03T09:00", "NNSC", "calm")];
    assert_eq!(judged(&facts[..1], "2018-11-02", "calm/ROK"), "watching violated reported: breach reported");
    assert_eq!(
        judged(&facts, "2018-11-03", "calm/ROK"),
        "watching unknown none (no-coverage): cured reported cured"
    );
}

#[test]
fn a_breach_made_good_too_late_or_by_the_bearers_word_alone_stands() {
    let late = [fired("f1", "2018-11-01T10:00"), done("d1", "2018-11-03T11:00", "NNSC", "calm")];
    assert_eq!(
        judged(&late, "2018-11-05", "calm/ROK"),
        "watching violated reported late: breach reported late"
    );
    let claimed = [fired("f1", "2018-11-01T10:00"), done("d1", "2018-11-02T11:00", "ROK", "calm")];
    assert_eq!(judged(&claimed, "2018-11-05", "calm/ROK"), "watching violated reported: breach reported");
}

#[test]
fn word_of_another_incident_mends_nothing_and_a_later_breach_is_one_again() {
    let facts = [
        fired("f1", "2018-11-01T10:00").incident("one"),
        done("d1", "2018-11-02T09:00", "NNSC", "calm").incident("two"),
    ];
    assert_eq!(judged(&facts, "2018-11-05", "calm/ROK"), "watching violated reported: breach reported");
    let facts = [
        fired("f1", "2018-11-01T10:00"),
        done("d1", "2018-11-02T09:00", "NNSC", "calm"),
        fired("f2", "2018-11-02T12:00"),
    ];
    assert_eq!(
        judged(&facts, "2018-11-05", "calm/ROK"),
        "watching violated reported: cured reported cured, breach reported"
    );
}

#[test]
fn things_are_put_right_by_the_end_of_the_last_day() {
    let open = fact("s1", "2018-11-01", "UNC", seen("ROK", "coastal-guns", "barrel-uncovered", 2, 0));
    let facts = [open, done("d1", "2018-11-03T23:00", "NNSC", "guns")];
    assert_eq!(judged(&facts[..1], "2018-11-02", "guns/ROK"), "watching violated reported: breach reported");
    assert_eq!(
        judged(&facts, "2018-11-04", "guns/ROK"),
        "watching unknown none (no-coverage): cured reported cured"
    );
}

#[test]
fn a_duty_done_within_the_time_is_kept_late_and_after_it_defaulted() {
    let not = fact("x", "2018-12-02", "UNC", performance("mines", Stage::NotDone));
    assert_eq!(
        judged(std::slice::from_ref(&not), "2018-12-10", "mines/ROK"),
        "overdue violated reported: breach reported"
    );
    assert_eq!(judged(&[not], "2018-12-15", "mines/ROK"), "defaulted violated reported: breach reported");
    let done = |day| [done("d", day, "UNC", "mines")];
    assert_eq!(
        judged(&done("2018-12-14"), "2018-12-20", "mines/ROK"),
        "kept kept reported late cured: fulfilled reported late cured"
    );
    assert_eq!(
        judged(&done("2018-12-15"), "2018-12-20", "mines/ROK"),
        "defaulted violated reported late: breach reported late"
    );
}

#[test]
fn the_proof_says_until_when_it_can_be_made_good() {
    let judged = on(&agreement(TERMS), &[fired("f1", "2018-11-01T10:00")], "2018-11-02");
    // Where it was is not placed here, so nothing is a breach.
    assert_eq!(verdict(&judged, "calm/ROK").counts.breaches, 0);
    let placements = [placed("f1", "calm", Relation::Inside)];
    let judged = placed_on(&agreement(TERMS), &[fired("f1", "2018-11-01T10:00")], &placements, "2018-11-02");
    let because = &finding(&judged, "calm/ROK/f1").because;
    assert!(because.ends_with("; it can be made good until 3 November 2018 10:00"), "{because}");
}
