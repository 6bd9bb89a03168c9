use armistice_facts::{Fact, Placement, Relation, Stage};

use super::{Report, run};
use crate::testing::*;

const TERMS: &str = "fire: no party may conduct live-fire everywhere from 1 November 2018.
flight: no party may fly fixed-wing-aircraft in Z from 1 November 2018.
relief: exception to flight: each party may fly aircraft for medevac upon prior notice to the other party.
mines: ROK, DPRK, UNC jointly must remove landmines in Z within 20 days beginning 1 October 2018
  verified by all of (ROK, DPRK, UNC).";

fn ran(test: &str, record: &[Fact], relation: Relation) -> Report {
    let text = format!("{}\n```test\n{test}\n```\n", text(TERMS));
    let agreement = compiled(&text);
    let place = |facts: &[Fact]| -> Vec<Placement> {
        let ids = facts.iter().flat_map(|fact| ["flight", "relief"].map(|norm| (fact.id.as_str(), norm)));
        ids.map(|(id, norm)| placed(id, norm, relation)).collect()
    };
    run(&agreement, record, &[], &place, &agreement.tests[0])
}

fn unmet(test: &str) -> Vec<String> {
    let report = ran(test, &[], Relation::Inside);
    report.unmet.into_iter().map(|one| format!("{}: {}", one.expected, one.got)).collect()
}

#[test]
fn a_flight_without_notice_and_one_with_it() {
    let nothing: Vec<String> = Vec::new();
    let test = "test \"flights\":
  2018-11-03 10:00 UNC reports ROK fly transport-aircraft for farming-support at 38.50 N 126.50 E.
  2018-11-04 09:00 DPRK attests ROK notify flight for medevac.
  2018-11-04 10:00 UNC reports ROK fly transport-aircraft for medevac at 38.50 N 126.50 E.
  then flight of ROK is violated reported.
  then flight of ROK has 1 breach.
  then flight of ROK has 1 excused.
  then flight of ROK on 4 November 2018 is excused.
  then flight of ROK on 4 November 2018 is not violated.
  then flight of DPRK is unknown.
  then flight is watching.";
    assert_eq!(unmet(test), nothing);
}

#[test]
fn a_line_can_place_an_act_by_the_word_of_its_source() {
    let test = "test \"stated\":
  2018-11-03 10:00 UNC reports ROK fly transport-aircraft for training in Z.
  2018-11-03 11:00 UNC reports ROK fly transport-aircraft for training.
  then flight of ROK is violated reported.";
    let agreement = compiled(&format!("{}\n```test\n{test}\n```\n", text(TERMS)));
    let seen = std::cell::RefCell::new(Vec::new());
    let place = |facts: &[Fact]| -> Vec<Placement> {
        for fact in facts {
            if let armistice_facts::What::Act(act) = &fact.what {
                seen.borrow_mut().push(act.place.within.clone());
            }
        }
        facts.iter().map(|fact| placed(fact.id.as_str(), "flight", Relation::Inside)).collect()
    };
    let report = run(&agreement, &[], &[], &place, &agreement.tests[0]);
    assert!(report.unmet.is_empty(), "{:?}", report.unmet);
    assert_eq!(*seen.borrow(), [vec![armistice_facts::Name::new("Z").unwrap()], Vec::new()]);
}

#[test]
fn a_notice_reaches_those_whom_the_line_names_and_else_everybody() {
    let made = |to: &str| {
        let test = format!(
            "test \"told\":
  2018-11-04 09:00 DPRK attests ROK notify flight for medevac{to}.
  2018-11-04 10:00 UNC reports ROK fly transport-aircraft for medevac in Z.
  then flight of ROK has 1 excused."
        );
        ran(&test, &[], Relation::Inside).unmet.is_empty()
    };
    assert!(made(""));
    assert!(made(" to DPRK, UNC"));
    assert!(!made(" to UNC"), "the other side was not told");
}

#[test]
fn lines_that_fell_beside_the_norm_are_told_with_why() {
    let test = "test \"beside\":
  2018-11-03 10:00 UNC reports ROK fly helicopter for training in Z.
  2018-11-03 11:00 UNC reports ROK conduct artillery-fire.
  2018-11-03 12:00 UNC reports DPRK fly transport-aircraft for training in Z.
  2018-11-03 13:00 UNC reports ROK fly transport-aircraft for training in Z.
  2018-10-03 13:00 UNC reports ROK fly transport-aircraft for training in Z.
  then flight of ROK is kept.";
    let beside = |relation| -> Vec<String> {
        let report = ran(test, &[], relation);
        let steps =
            report.unmet[0].proof.as_ref().unwrap().children.iter().map(|step| step.statement.clone());
        steps.filter(|step| step.starts_with("passed over")).collect()
    };
    let (helicopter, fire) = (
        "passed over: fly helicopter on 3 November 2018 10:00: it is no `fixed-wing-aircraft`",
        "passed over: conduct artillery-fire on 3 November 2018 11:00: `conduct` is not `fly`",
    );
    let early = "passed over: fly transport-aircraft on 3 October 2018 13:00: ";
    let binds = "the time, the hours, the purpose or what binds leave it out";
    assert_eq!(beside(Relation::Inside), [helicopter.to_owned(), fire.to_owned(), format!("{early}{binds}")]);
    let outside = "it lies outside the place of the norm";
    let flown = format!("passed over: fly transport-aircraft on 3 November 2018 13:00: {outside}");
    assert_eq!(
        beside(Relation::Outside),
        [helicopter.to_owned(), fire.to_owned(), flown, format!("{early}{outside}")]
    );
}

#[test]
fn an_expectation_that_is_not_met_says_what_came_out_and_why() {
    let test = "test \"wrong\":
  2018-12-03 10:00 UNC reports ROK conduct artillery-fire.
  then fire of ROK is kept.
  then fire has 1 breach.
  then fire of ROK is violated claimed.
  then fire of ROK is violated contested.";
    let report = ran(test, &[], Relation::Inside);
    assert_eq!(report.expectations, 4);
    let got: Vec<String> = report.unmet.iter().map(|one| format!("{}: {}", one.expected, one.got)).collect();
    let verdict = "fire/ROK: watching violated reported; 1 breach (1 observation); last on 3 December 2018 10:00 (reported)";
    assert_eq!(
        got,
        [
            format!("fire of ROK is kept: {verdict}"),
            "fire has 1 breach: fire/DPRK: watching unknown none (no coverage); no incident told; no watching is \
             on record"
                .to_owned(),
            format!("fire of ROK is violated claimed: {verdict}"),
            format!("fire of ROK is violated contested: {verdict}"),
        ]
    );
    assert!(report.unmet.iter().all(|one| one.proof.is_some() && one.span.start > 0));
}

#[test]
fn denials_and_impeachments_find_what_they_speak_of() {
    let nothing: Vec<String> = Vec::new();
    let test = "test \"words against\":
  2018-12-03 10:00 UNC reports DPRK conduct artillery-fire.
  2018-12-04 10:00 DPRK denies DPRK conduct artillery-fire.
  then fire of DPRK is violated reported denied.";
    assert_eq!(unmet(test), nothing);
    let test = "test \"impeached\":
  2018-10-20 12:00 ROK attests mines done.
  2018-10-20 12:00 DPRK attests mines done.
  2018-10-20 12:00 UNC attests mines done.
  2018-10-22 12:00 ROK impeaches mines done.
  then mines is unknown claimed impeached.";
    assert_eq!(unmet(test), nothing);
}

#[test]
fn the_record_and_both_clocks_come_from_the_scenario() {
    let told = |id: &str, voice: &str| fact(id, "2018-10-20", voice, performance("mines", Stage::Done));
    let record = [told("f1", "ROK"), told("f2", "DPRK").known("2018-10-22")];
    let early =
        "test \"early\" as of 21 October 2018 known at 21 October 2018:\n  then mines is unknown claimed.";
    assert_eq!(ran(early, &record, Relation::Inside).unmet, []);
    let late =
        "test \"late\" as of 21 October 2018 known at 22 October 2018:\n  then mines is kept reported.";
    let report = ran(late, &record, Relation::Inside);
    assert_eq!(report.unmet, []);
    assert_eq!((report.as_of, report.known_at), (Some(end("2018-10-21")), Some(end("2018-10-22"))));
}

#[test]
fn a_suspension_told_in_a_scenario_holds() {
    let nothing: Vec<String> = Vec::new();
    let test = "test \"suspended\":
  2023-11-22 15:00 ROK claims ROK suspend.
  then fire of ROK is suspended.
  then fire of DPRK is watching.";
    assert_eq!(unmet(test), nothing);
}

#[test]
fn every_flag_can_be_expected() {
    let flags: Vec<&str> = crate::Flag::ALL.iter().map(|flag| flag.word()).collect();
    assert_eq!(armistice_terms::ast::FLAGS, flags.as_slice());
}

#[test]
fn a_line_tells_what_was_measured_and_of_which_bearer_it_speaks() {
    let terms =
        "guns: no party may deploy artillery with calibre at least 100 mm everywhere from 1 November 2018.
posts: each party must destroy guard-posts in Z by 1 December 2018.";
    let test = "test \"measured\":
  2018-11-03 10:00 UNC reports ROK deploy howitzer with calibre is 122 mm.
  2018-11-03 11:00 UNC reports DPRK deploy howitzer with calibre is 85 mm.
  2018-11-30 UNC attests posts done for DPRK.
  2018-12-20 UNC attests posts not-done for ROK.
  then guns of ROK is violated reported.
  then guns of DPRK has 0 breaches.
  then guns of DPRK has 0 undetermined.
  then posts of DPRK is kept.
  then posts of ROK is violated.";
    let agreement = compiled(&format!("{}\n```test\n{test}\n```\n", text(terms)));
    let report = run(&agreement, &[], &[], &|_: &[Fact]| Vec::new(), &agreement.tests[0]);
    assert!(report.unmet.is_empty(), "{:?}", report.unmet);
}
