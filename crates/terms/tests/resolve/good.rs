//! Good agreements: no errors, and the norms that a reader would expect.

use std::collections::BTreeMap;

use armistice_facts::Name;
use armistice_facts::calendar::{Date, Length, Unit};
use armistice_terms::model::{
    Achieved, Agreement, Attesters, Bearers, Condition, Counting, Deadline, Deed, Event, Moment, MomentBase,
    NearTo, Place, Recipient, Rule,
};
use armistice_terms::vocabulary::Match;
use armistice_terms::{MemoryFiles, Prepared, compile, compile_with};

use crate::support::{Folder, compiled, root, shown};

fn korea() -> Agreement {
    let folder = root().join("agreements/korea-2018");
    let text = std::fs::read_to_string(folder.join("korea-2018.agreement.md")).unwrap();
    let compiled = compiled(&text, &folder);
    compiled.agreement.unwrap_or_else(|| panic!("{}", shown(&text, &compiled.diagnostics)))
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn day(year: i16, month: u8, day: u8) -> Moment {
    Moment { base: MomentBase::Day(Date::new(year, month, day).unwrap()), plus: None }
}

fn deed<'a>(agreement: &'a Agreement, label: &str) -> &'a Deed {
    match &agreement.norm(label).unwrap().rule {
        Rule::Deed(deed) => deed,
        other => panic!("{label} is no deed: {other:?}"),
    }
}

#[test]
fn the_korea_file_holds_two_instruments_each_over_its_own_headings() {
    let korea = korea();
    let titles: Vec<(&str, Option<&str>)> = korea
        .instruments
        .iter()
        .map(|one| {
            (one.title.as_str(), one.section.and_then(|at| korea.sections[at].id.as_ref()).map(Name::as_str))
        })
        .collect();
    assert_eq!(titles.iter().map(|(_, section)| *section).collect::<Vec<_>>(), [Some("cma"), Some("kaa")]);
    assert!(titles[0].0.contains("Panmunjom") && titles[1].0.contains("armistice"));
    let governed = |label: &str| korea.instrument_of(korea.norm(label).unwrap().section).unwrap().signed;
    assert_eq!(governed("jsa-demining").to_string(), "2018-09-19T02:25:00Z");

    assert!(governed("cessation").to_string().starts_with("1953-07-27"));
}

#[test]
fn every_sentence_of_the_korea_file_is_judged() {
    let korea = korea();
    let unjudged: Vec<&str> = korea
        .no_terms
        .iter()
        .map(|one| one.because.node.as_str())
        .filter(|because| because.contains("not judged"))
        .collect();
    assert!(unjudged.is_empty(), "{unjudged:?}");
    assert!(korea.norms.len() > 60, "only {} norms", korea.norms.len());
}

#[test]
fn the_first_day_of_the_demining_counts_and_all_three_attest() {
    let korea = korea();
    let length = Length { amount: 20, unit: Unit::Day };
    let demining = deed(&korea, "jsa-demining");
    assert!(matches!(
        &demining.deadline,
        Deadline::Within { length: found, counting: Counting::Beginning, from } if *found == length && *from == day(2018, 10, 1)
    ));
    let norm = korea.norm("jsa-demining").unwrap();
    let three = vec![name("ROK"), name("DPRK"), name("UNC")];
    assert_eq!(norm.bearers, Bearers::Jointly(three.clone()));
    assert_eq!(norm.attestation.as_ref().unwrap().by, Attesters::AllOf(three));
    let disarming = deed(&korea, "jsa-disarming");
    assert!(matches!(
        &disarming.deadline,
        Deadline::Within { counting: Counting::After, from, .. } if from.base == MomentBase::Fulfilment(name("jsa-demining"))
    ));
    assert!(disarming.out_of.is_some());
}

#[test]
fn the_decision_takes_the_place_of_the_article() {
    let korea = korea();
    let replaced = korea.norm("guard-posts").unwrap().replaced.as_ref().unwrap();
    assert_eq!(
        (replaced.by.as_str(), replaced.on),
        ("guard-posts-november", Date::new(2018, 10, 26).unwrap())
    );
    let november = korea.norm("guard-posts-november").unwrap();
    assert_eq!(november.from, Some(day(2018, 10, 26)));
    assert_eq!(november.decision.as_ref().unwrap().replaces, name("guard-posts"));
    let decided = deed(&korea, "guard-posts-november");
    assert!(matches!(&decided.deadline, Deadline::By(moment) if *moment == day(2018, 11, 30)));
    assert_eq!(decided.objects[0].number, 11);
    assert_eq!(decided.objects[0].of.class, name("guard-post"));
    assert_eq!(decided.steps.len(), 3);
}

#[test]
fn bans_say_whom_what_and_where() {
    let korea = korea();
    let crossing = korea.norm("no-line-crossing").unwrap();
    assert_eq!(crossing.bearers, Bearers::Anyone(vec![name("ROK"), name("DPRK")]));
    let Rule::Ban(ban) = &crossing.rule else { panic!("no ban: {:?}", crossing.rule) };
    // The line ends at the coasts; what lies beyond it far out at sea is not across it.
    let Place::And(places) = &ban.place else { panic!("no intersection: {:?}", ban.place) };
    assert!(places.iter().any(|place| matches!(place, Place::AcrossLine(line) if *line == *"MDL")));
    let Rule::Ban(hostile) = &korea.norm("no-hostile-act").unwrap().rule else { panic!("no ban") };
    assert!(matches!(&hostile.place, Place::Or(places) if places.len() == 2));
    let hours = korea.norm("jsa-visits").unwrap().hours.as_ref().unwrap();
    assert!(!hours.is_outside);
    assert_eq!(hours.seasons[0].between, [((9, 0), (17, 0))]);
    let conditions = &korea.norm("jsa-visits").unwrap().conditions;
    assert!(
        matches!(&conditions[..], [Condition::After(norm, Achieved::Fulfilled)] if *norm == *"jsa-disarming")
    );
    let withdrawal = deed(&korea, "dmz-withdrawal");
    assert!(matches!(
        &withdrawal.place,
        Place::Near(near) if near.is_beyond && near.distance_mm == 2_000_000 && matches!(&near.of, NearTo::Line(line) if *line == *"MDL")
    ));
    let Rule::Notice(distress) = &korea.norm("distress-notice").unwrap().rule else { panic!("no notice") };
    assert_eq!((&distress.to, distress.lead), (&Recipient::OtherParty, None));
}

#[test]
fn exceptions_name_what_they_defeat_and_upon_what() {
    let korea = korea();
    let relief = korea.exceptions.iter().find(|one| one.label == *"relief-flights").unwrap();
    assert_eq!(relief.to.len(), 4);
    assert_eq!(relief.purposes.len(), 6);
    assert!(matches!(
        &relief.conditions[..],
        [Condition::Upon(Event::PriorNotice { to: Recipient::OtherParty, through: None, lead: None })]
    ));
    assert!(matches!(relief.place, Place::Everywhere));
}

#[test]
fn a_drill_is_no_hostile_act_and_a_rocket_is_artillery() {
    let korea = korea();
    let objects = |label: &str| match &korea.norm(label).unwrap().rule {
        Rule::Ban(ban) => ban.objects.clone(),
        other => panic!("{label} is no ban: {other:?}"),
    };
    let answer = |label: &str, said: &[&str]| {
        let classes: Vec<Name> = said.iter().map(|class| name(class)).collect();
        korea.vocabulary.matches(&objects(label), &classes, &BTreeMap::new())
    };
    assert_eq!(answer("no-hostile-act", &["artillery-fire"]), Match::No);
    assert_eq!(answer("no-hostile-act", &["artillery-fire", "firing-at"]), Match::Yes);
    assert_eq!(answer("no-hostile-act", &["mine-laying"]), Match::Yes);
    assert_eq!(answer("no-hostile-act", &["live-fire"]), Match::Open);
    for fire in
        ["gun-fire", "mortar-fire", "rocket-artillery-fire", "coastal-artillery-fire", "naval-gun-fire"]
    {
        assert_eq!(answer("sea-live-fire", &[fire]), Match::Yes, "{fire}");
    }
    for fire in ["small-arms-fire", "missile-launch", "tank-fire", "explosive-detonation"] {
        assert_eq!(answer("sea-live-fire", &[fire]), Match::No, "{fire}");
    }
    assert_eq!(answer("sea-live-fire", &["live-fire"]), Match::Open);
    assert_eq!(answer("no-fly-fixed-wing", &["aircraft"]), Match::Open);
    assert_eq!(answer("no-fly-fixed-wing", &["transport-aircraft"]), Match::Yes);
    assert_eq!(answer("no-fly-fixed-wing", &["helicopter"]), Match::No);
}

#[test]
fn a_quotation_is_bound_by_its_digest() {
    let korea = korea();
    let section = korea.sections.iter().find(|one| one.id == Some(name("kaa__para_6"))).unwrap();
    assert!(section.quotation.starts_with("Neither side shall execute any hostile act"));
    assert!(!section.is_paraphrase);
    assert_eq!(section.quotation_hash.len(), "sha256:".len() + 64);
    assert_eq!(section.path.matches(" › ").count(), 2);
    assert!(section.path.starts_with("Armistice of 27 July 1953 › Article I"));
}

#[test]
fn an_empty_text_is_no_agreement_and_says_so() {
    let compiled = compile("", &MemoryFiles::default());
    assert!(compiled.agreement.is_none() && compiled.has_errors());
}

/// Half a file, or a file with a piece cut out of it, is what an editor holds at every keystroke.
#[test]
fn a_text_cut_anywhere_compiles_to_an_answer() {
    let folder = root().join("agreements/korea-2018");
    let text = std::fs::read_to_string(folder.join("korea-2018.agreement.md")).unwrap();
    let cuts: Vec<usize> = (0..text.len()).step_by(2_503).filter(|at| text.is_char_boundary(*at)).collect();
    for cut in cuts {
        let gap = text.ceil_char_boundary(cut + 97);
        for broken in [text[..cut].to_owned(), format!("{}{}", &text[..cut], &text[gap..])] {
            let compiled = compiled(&broken, &folder);
            assert_eq!(compiled.agreement.is_none(), compiled.has_errors(), "cut at byte {cut}");
        }
    }
}

#[test]
fn a_text_compiled_with_what_is_prepared_is_the_same_agreement() {
    let folder = root().join("agreements/korea-2018");
    let text = std::fs::read_to_string(folder.join("korea-2018.agreement.md")).unwrap();
    let anew = compiled(&text, &folder);
    let mut prepared = Prepared::default();
    for _ in 0..2 {
        let again = compile_with(&text, &Folder(folder.clone()), &mut prepared);
        assert_eq!(format!("{:?}", again.diagnostics), format!("{:?}", anew.diagnostics));
        assert_eq!(format!("{:?}", again.agreement), format!("{:?}", anew.agreement));
    }
}

#[test]
fn a_vocabulary_that_has_changed_is_read_anew() {
    let text = std::fs::read_to_string(root().join("agreements/korea-2018/korea-2018.agreement.md")).unwrap();
    let mut prepared = Prepared::default();
    let mut files = MemoryFiles::default();
    let path = root().join("agreements/vocabulary/military-1.agreement.md");
    let vocabulary = std::fs::read_to_string(path).unwrap();
    for (broken, expected) in [(false, 0), (true, 1), (false, 0)] {
        let vocabulary =
            if broken { vocabulary.replacen("\nclass ", "\nclasss ", 1) } else { vocabulary.clone() };
        files.vocabularies.insert("military-1".to_owned(), vocabulary);
        let compiled = compile_with(&text, &files, &mut prepared);
        let of_vocabulary =
            |one: &&armistice_terms::Diagnostic| one.code == "A306" && one.message.contains("vocabulary");
        assert_eq!(compiled.diagnostics.iter().filter(of_vocabulary).count(), expected);
    }
}
