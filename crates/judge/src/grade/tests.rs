use std::sync::LazyLock;

use armistice_facts::{Fact, Manner, Stage};
use armistice_terms::model::Agreement;
use proptest::prelude::*;

use crate::Grade;
use crate::testing::*;

/// One duty of a party, one of a body, one of a body and a party together.
static DUTIES: LazyLock<Agreement> = LazyLock::new(|| {
    agreement(
        "out: ROK must withdraw tanks everywhere by 1 December 2018.\n\
         look: UNC must inspect tanks everywhere by 1 December 2018.\n\
         both: ROK, UNC jointly must remove landmines everywhere by 1 December 2018.",
    )
});

fn told(id: &str, norm: &str, voice: &str, stage: Stage) -> Fact {
    fact(id, "2018-11-01", voice, performance(norm, stage))
}

fn short_of(facts: &[Fact], id: &str, day: &str) -> String {
    short(verdict(&on(&DUTIES, facts, day), id))
}

#[test]
fn what_both_parties_say_of_a_bodys_duty_is_a_joint_account() {
    let done = |voice| told(&format!("d{voice}"), "look", voice, Stage::Done);
    assert_eq!(short_of(&[done("ROK")], "look/UNC", "2018-12-10"), "told unknown claimed (claim-only)");
    assert_eq!(short_of(&[done("DPRK"), done("ROK")], "look/UNC", "2018-12-10"), "kept kept reported");
    // The body's own word and that of one side are two claims: the side may have its reasons.
    assert_eq!(
        short_of(&[done("UNC"), done("ROK")], "look/UNC", "2018-12-10"),
        "told unknown claimed (claim-only)"
    );
    // It weighs the same against it.
    let not =
        |voice: &str| fact(&format!("n{voice}"), "2018-12-05", voice, performance("look", Stage::NotDone));
    assert_eq!(
        short_of(&[not("DPRK")], "look/UNC", "2018-12-10"),
        "overdue unknown claimed (overdue-unproven)"
    );
    assert_eq!(short_of(&[not("DPRK"), not("ROK")], "look/UNC", "2018-12-10"), "overdue violated reported");
}

#[test]
fn the_parties_of_another_text_make_no_joint_account() {
    let text = text("look: UNC must inspect tanks everywhere by 1 December 2018.")
        .replace("party DPRK is \"North\".", "party DPRK is \"North\".\nparty KPA is \"Third party\".")
        .replace("between ROK, DPRK signed", "between ROK, DPRK, KPA signed");
    let agreement = compiled(&text);
    let done = |voice| told(&format!("d{voice}"), "look", voice, Stage::Done);
    let of = |facts: &[Fact]| short(verdict(&on(&agreement, facts, "2018-12-10"), "look/UNC"));
    assert_eq!(of(&[done("ROK"), done("DPRK")]), "told unknown claimed (claim-only)");
    let third = told("third", "look", "ROK", Stage::Done);
    let third = Fact { source: armistice_facts::Source { voice: n("KPA"), ..third.source }, ..third };
    assert_eq!(of(&[done("ROK"), done("DPRK"), third]), "kept kept reported");
}

/// One telling: who, in which manner, by which means, and whether it was withdrawn.
type Telling = (&'static str, Manner, Option<&'static str>, bool);

fn tellings() -> impl Strategy<Value = Vec<Telling>> {
    let voice = prop::sample::select(&["ROK", "DPRK", "UNC", "NNSC", "KBS", "radar-7"][..]);
    let manner = prop::sample::select(&[Manner::Claims, Manner::Reports, Manner::Attests][..]);
    let means = prop::option::of(prop::sample::select(&["seen", "radar"][..]));
    prop::collection::vec((voice, manner, means, prop::bool::weighted(0.2)), 0..5)
}

/// The rules in words, one by one, looked at for every telling and every pair of them.
fn slow(bearer: &str, told: &[Telling]) -> Grade {
    let is_party = |voice: &str| matches!(voice, "ROK" | "DPRK");
    let is_neutral = |(voice, manner, _, withdrawn): &Telling| {
        *voice != bearer && !is_party(voice) && *manner != Manner::Claims && !withdrawn
    };
    let stands = |wanted: &str| told.iter().any(|(voice, _, _, withdrawn)| *voice == wanted && !withdrawn);
    for one in told.iter().filter(|one| is_neutral(one)) {
        for other in told.iter().filter(|other| is_neutral(other)) {
            if one.0 != other.0 && one.2.is_some() && other.2.is_some() && one.2 != other.2 {
                return Grade::Corroborated;
            }
        }
    }
    // Of a party: itself and the other one. Of a body: both parties.
    let is_joint = stands("ROK") && stands("DPRK");
    if told.iter().any(is_neutral) || is_joint {
        return Grade::Reported;
    }
    if told.is_empty() { Grade::None } else { Grade::Claimed }
}

proptest! {
    #[test]
    fn a_grade_is_what_the_rules_in_words_make_of_the_voices(told_by in tellings(), of_body in any::<bool>()) {
        let (norm, bearer) = if of_body { ("look", "UNC") } else { ("out", "ROK") };
        let mut facts = Vec::new();
        for (index, (voice, manner, means, withdrawn)) in told_by.iter().enumerate() {
            let id = format!("t{index}");
            let mut one = told(&id, norm, voice, Stage::Done).manner(*manner);
            one.source.means = means.map(n);
            facts.push(one);
            if *withdrawn {
                // A voice may always take back its own word.
                facts.push(fact(&format!("i{index}"), "2018-11-02", voice, impeachment(&id)));
            }
        }
        let judgement = on(&DUTIES, &facts, "2018-11-20");
        prop_assert_eq!(verdict(&judgement, &format!("{norm}/{bearer}")).grade, slow(bearer, &told_by));
    }
}
