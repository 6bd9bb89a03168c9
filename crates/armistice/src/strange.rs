//! Words of the record that the agreement does not know: a fact that uses one can fall under no norm, and that must
//! be told and not passed over.

use armistice_facts::{Fact, Name, What};
use armistice_terms::model::Agreement;

/// One strange word, with the fact that uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Strange {
    /// The fact.
    pub(crate) fact: Name,
    /// The word.
    pub(crate) word: Name,
    /// What it should be.
    pub(crate) wanted: &'static str,
}

/// Every strange word, in the order of the facts.
pub(crate) fn words(agreement: &Agreement, facts: &[Fact]) -> Vec<Strange> {
    facts.iter().flat_map(|fact| of_fact(agreement, fact)).collect()
}

fn of_fact(agreement: &Agreement, fact: &Fact) -> Vec<Strange> {
    let mut strange = Vec::new();
    let mut check = |word: &Name, wanted: &'static str, is_known: fn(&Agreement, &str) -> bool| {
        if !is_known(agreement, word.as_str()) {
            strange.push(Strange { fact: fact.id.clone(), word: word.clone(), wanted });
        }
    };
    match &fact.what {
        What::Act(act) => {
            check(&act.verb, "a verb of the vocabulary", is_term);
            act.objects
                .iter()
                .for_each(|object| check(object, "a class or activity of the vocabulary", is_term));
            act.purposes.iter().for_each(|purpose| check(purpose, "a purpose of the vocabulary", is_term));
            act.actor.party.iter().for_each(|party| check(party, "a party or body", is_side));
        }
        What::State(seen) => {
            check(&seen.class, "a class of the vocabulary", is_term);
            check(&seen.state, "a state of the vocabulary", is_term);
            check(&seen.holder, "a party or body", is_side);
        }
        What::Count(held) => {
            check(&held.class, "a class of the vocabulary", is_term);
            check(&held.holder, "a party or body", is_side);
        }
        What::Performance(told) => {
            check(&told.norm, "the label of a norm", is_norm);
            told.bearer.iter().for_each(|bearer| check(bearer, "a party or body", is_side));
        }
        What::Inspection(told) => {
            check(&told.norm, "the label of a norm", is_norm);
            told.bearer.iter().for_each(|bearer| check(bearer, "a party or body", is_side));
        }
        What::Ruling(ruling) => {
            check(&ruling.norm, "the label of a norm", is_norm);
            check(&ruling.bearer, "a party or body", is_side);
        }
        What::Coverage(coverage) => check(&coverage.norm, "the label of a norm", is_norm),
        What::Reception(told) => {
            told.classes.iter().for_each(|class| check(class, "a class of the vocabulary", is_term));
        }
        What::Notice(notice) => {
            check(&notice.of, "a class or activity of the vocabulary", is_term);
            check(&notice.from, "a party or body", is_side);
        }
        What::Status(change) => check(&change.by, "a party or body", is_side),
        _ => {}
    }
    strange
}

fn is_term(agreement: &Agreement, word: &str) -> bool {
    agreement.vocabulary.term(word).is_some()
}

fn is_norm(agreement: &Agreement, label: &str) -> bool {
    agreement.norm(label).is_some()
}

fn is_side(agreement: &Agreement, name: &str) -> bool {
    agreement.party(name).is_some() || agreement.bodies.iter().any(|body| body.name == *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Case;

    fn korea() -> Case {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/korea-2018");
        Case::open(&folder).unwrap()
    }

    #[test]
    fn the_korea_record_uses_no_strange_word() {
        let case = korea();
        assert_eq!(words(&case.agreement, &case.facts), []);
    }

    #[test]
    fn a_misspelt_activity_is_told() {
        let mut case = korea();
        let fact = case.facts.iter_mut().find(|fact| matches!(fact.what, What::Act(_))).unwrap();
        if let What::Act(act) = &mut fact.what {
            act.objects = vec![Name::new("artilery-fire").unwrap()];
        }
        let found = words(&case.agreement, &case.facts);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].word, "artilery-fire");
    }
}
