//! What could show what, on small agreements.

use super::*;
use crate::{MemoryFiles, compile};

const VOCABULARY: &str = r#"
```terms
class means is thing.
class satellite is means.
class patrol is means.
class party-word is means.
class party-statement is party-word.
class notice-register is means.
class attribute is thing.
class state is thing.
class purpose is thing.
class event is thing.
class calibre is attribute with measure is length observed by patrol.
class hue is attribute with measure is word.
class weapon is thing with plural is weapons observed by satellite, patrol.
class gun is weapon with plural is guns.
class rumour is thing with plural is rumours.
class promise is thing with plural is promises observed by party-statement.
class loaded is state with inverse is unloaded.
class unloaded is state with inverse is loaded observed by patrol.
class rusty is state.
class storm is event.
class flood is event observed by satellite.
class rescue is purpose observed by party-statement.
activity attack is act with plural is attacks observed by patrol.
activity warning is act observed by patrol.
activity shot is act observed by patrol.
activity thought is act.
activity conduct is verb with object is act.
activity carry is verb with object is thing observed by patrol.
activity move is verb with object is thing.
activity power is verb.
activity notify is verb with object is anything observed by notice-register, party-statement.
activity request is verb with object is anything observed by notice-register, party-statement.
activity consent is power observed by notice-register, party-statement.
```
"#;

const HEAD: &str = r#"# Truce {#head}

```terms
agreement "Truce" between A, B signed 1 January 2020 binding politically authentic in en
  time zone "UTC" vocabulary "small" month ends refused.
party A is "Side A".
party B is "Side B".
body M is "Mission".
body ASIDE is "Liaison of A" of A.
zone later is to be decided by M.
zone told is described as "the old town".
"#;

/// The norms of these statements, with what could show them.
fn found(declarations: &str, statements: &str) -> Vec<(String, Monitorability)> {
    let text = format!(
        "{HEAD}{declarations}\n```\n\n## Article 1 {{#art_1}}\n\n> [en] Peace.\n\n```terms\n{statements}\n```\n"
    );
    let mut files = MemoryFiles::default();
    files.vocabularies.insert("small".to_owned(), VOCABULARY.to_owned());
    let compiled = compile(&text, &files);
    let agreement = compiled.agreement.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
    of_norms(&agreement).into_iter().map(|(norm, found)| (norm.label.to_string(), found)).collect()
}

fn first(declarations: &str, statement: &str) -> Monitorability {
    found(declarations, statement).into_iter().next().unwrap().1
}

fn names(showing: &Showing) -> Vec<String> {
    let name = |one: &Observation| match one {
        Observation::Means(name) | Observation::Register(name) | Observation::Word(name) => name.to_string(),
        other => format!("{other:?}"),
    };
    showing.by().map(name).collect()
}

#[test]
fn a_ban_is_seen_by_what_shows_its_things() {
    let ban = first("", "quiet: no party may move guns everywhere.");
    assert_eq!(names(&ban.breach), ["patrol", "satellite"]);
    assert_eq!(ban.breach.visibility(), Visibility::Seen);
    assert_eq!(ban.fulfilment.visibility(), Visibility::Never);
}

#[test]
fn a_verb_that_names_its_own_means_goes_before_the_thing() {
    assert_eq!(names(&first("", "quiet: no party may carry guns everywhere.").breach), ["patrol"]);
}

#[test]
fn what_no_means_shows_is_never_seen_and_a_statement_is_a_word() {
    let hidden = first("", "quiet: no party may carry rumours everywhere.");
    assert_eq!(hidden.breach.visibility(), Visibility::Seen, "the carrying is seen");
    let hidden = first("", "quiet: no party may move rumours everywhere.");
    assert_eq!(hidden.breach.visibility(), Visibility::Never);
    let word = first("", "quiet: no party may move promises everywhere.");
    assert_eq!(word.breach.visibility(), Visibility::Word);
}

#[test]
fn an_attribute_is_a_part_of_its_own_if_every_class_is_tested() {
    let ban = first("", "quiet: no party may move guns with calibre at least 100 mm everywhere.");
    assert_eq!(ban.breach.parts[1].of, PartOf::Attribute(Name::new("calibre").unwrap()));
    let hue = first("", "quiet: no party may move guns with hue is \"red\" everywhere.");
    assert_eq!(hue.breach.visibility(), Visibility::Never);
    let other = first("", "quiet: no party may move guns with hue is \"red\", weapons everywhere.");
    assert_eq!(other.breach.visibility(), Visibility::Seen);
}

#[test]
fn a_purpose_on_which_a_ban_turns_is_as_good_as_what_shows_it() {
    let ban = first("", "quiet: no party may move guns for rescue everywhere.");
    assert_eq!(ban.breach.visibility(), Visibility::Word);
    let except = first("", "quiet: no party may move guns except for rescue everywhere.");
    assert_eq!(except.breach.visibility(), Visibility::Seen);
}

#[test]
fn an_upkeep_needs_a_state_that_has_an_opposite() {
    let upkeep = first("", "quiet: each party must keep guns in state loaded everywhere.");
    assert_eq!(names(&upkeep.breach), ["patrol", "satellite"]);
    let other = first("", "quiet: each party must keep guns in state unloaded everywhere.");
    assert_eq!(names(&other.breach), ["patrol"]);
    let rust = first("", "quiet: each party must keep guns in state rusty everywhere.");
    assert_eq!(rust.breach.visibility(), Visibility::Never);
}

#[test]
fn a_rule_of_verification_shows_what_nothing_else_does() {
    let by =
        |who: &str| first("", &format!("quiet: no party may move rumours everywhere verified by {who}."));
    assert_eq!(by("M").breach.visibility(), Visibility::Seen);
    assert_eq!(by("all of (A, B)").breach.visibility(), Visibility::Seen);
    assert_eq!(by("the other party").breach.visibility(), Visibility::Never);
    // A body of one side is that side.
    let own = first("", "quiet: B must not move rumours everywhere verified by ASIDE.");
    assert_eq!(own.breach.visibility(), Visibility::Never);
}

#[test]
fn a_deed_is_kept_by_what_shows_it_and_broken_after_its_last_day_or_by_a_refusal() {
    let deed = first("", "out: each party must move guns by 1 March 2020.");
    assert_eq!(names(&deed.breach), names(&deed.fulfilment));
    let soon = first("", "out: each party must move guns without delay.");
    assert_eq!(soon.breach.visibility(), Visibility::Seen);
    assert!(soon.breach.parts.iter().any(|part| part.of == PartOf::Refusal));
    assert_eq!(soon.fulfilment.visibility(), Visibility::Seen);
    let unseen = first("", "out: each party must move rumours by 1 March 2020 unproven counts as violated.");
    assert_eq!(
        (unseen.breach.visibility(), unseen.fulfilment.visibility()),
        (Visibility::Seen, Visibility::Never)
    );
    let told = first("", "out: each party must move rumours by 1 March 2020 verified by the other party.");
    assert_eq!(
        (told.breach.visibility(), told.fulfilment.visibility()),
        (Visibility::Never, Visibility::Seen)
    );
}

#[test]
fn a_missing_notice_shows_in_a_complete_register_and_a_late_one_in_itself() {
    let notice = "tell: each party must give notice to the other party of attacks";
    let none = first("", &format!("{notice} without delay."));
    assert_eq!(none.breach.lacking(Visibility::Never).unwrap().of, PartOf::Absence);
    let late = first("", &format!("{notice} at least 2 days before it starts."));
    assert_eq!(late.breach.visibility(), Visibility::Seen);
    assert_eq!(
        first("register log is complete.", &format!("{notice} without delay.")).breach.visibility(),
        Visibility::Seen
    );
    assert_eq!(
        first("register log is partial.", &format!("{notice} without delay.")).breach.visibility(),
        Visibility::Never
    );
}

#[test]
fn a_place_that_is_not_decided_hides_a_breach_and_one_in_words_does_not() {
    let later = first("", "quiet: no party may move guns in later.");
    assert!(
        matches!(&later.breach.lacking(Visibility::Never).unwrap().of, PartOf::Place(zone) if *zone == *"later")
    );
    assert_eq!(first("", "quiet: no party may move guns in told.").breach.visibility(), Visibility::Seen);
    assert_eq!(
        first("", "quiet: no party may move guns in told or later.").breach.visibility(),
        Visibility::Seen
    );
    assert_eq!(
        first("", "quiet: no party may move guns in told minus later.").breach.visibility(),
        Visibility::Never
    );
}

#[test]
fn conditions_are_parts_of_their_own() {
    let upon = |declarations: &str, event: &str| {
        first(declarations, &format!("quiet: no party may move guns everywhere upon {event}."))
            .breach
            .visibility()
    };
    assert_eq!(upon("", "storm"), Visibility::Never);
    assert_eq!(upon("", "flood"), Visibility::Seen);
    assert_eq!(upon("", "request of the other party"), Visibility::Word);
    assert_eq!(upon("", "request of M"), Visibility::Seen);
    assert_eq!(upon("register log is partial.", "request of the other party"), Visibility::Seen);
    let two = "first: no party may move rumours everywhere.\nsecond: no party may move guns everywhere upon violation of first.";
    assert_eq!(found("", two)[1].1.breach.visibility(), Visibility::Never);
}

#[test]
fn a_procedure_shows_in_two_of_its_steps() {
    let procedure =
        |steps: &str| first("", &format!("steps: procedure for each party: {steps}.")).breach.visibility();
    assert_eq!(procedure("warning then shot"), Visibility::Seen);
    assert_eq!(procedure("thought then shot"), Visibility::Never);
}

#[test]
fn a_bar_of_watching_lets_a_ban_be_kept() {
    let statements = "quiet: no party may move guns everywhere.\nverification of quiet: by M coverage at least 60 percent.";
    let ban = first("", statements);
    assert_eq!(ban.fulfilment.by().collect::<Vec<_>>(), [&Observation::Watching(60)]);
}

#[test]
fn the_share_counts_what_can_be_broken() {
    let statements = "a: no party may move guns everywhere.\nb: no party may move rumours everywhere.\n\
                      c: no party may move promises everywhere.\nd: each party may move guns.";
    let text =
        format!("{HEAD}\n```\n\n## Article 1 {{#art_1}}\n\n> [en] Peace.\n\n```terms\n{statements}\n```\n");
    let mut files = MemoryFiles::default();
    files.vocabularies.insert("small".to_owned(), VOCABULARY.to_owned());
    let agreement = compile(&text, &files).agreement.unwrap();
    let share = share(&agreement);
    assert_eq!(share, Share { norms: 3, seen: 1, word: 1, kept: 0 });
    assert_eq!(share.never(), 1);
}
