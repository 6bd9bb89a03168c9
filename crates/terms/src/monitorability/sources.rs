//! What an agreement offers to see by: its vocabulary's kinds of observation, its registers, its bodies.

use std::collections::BTreeSet;

use armistice_facts::Name;

use super::{Observation, Part, PartOf};
use crate::model::{Agreement, ClassSet};
use crate::vocabulary::{MAX_DEPTH, NOTICE_REGISTER, PARTY_WORD, Term, Vocabulary};

/// An agreement, and what of its means is a party's word.
pub(super) struct Sources<'a> {
    pub(super) agreement: &'a Agreement,
    /// Means that rest on the word of a party.
    words: BTreeSet<&'a Name>,
    /// Means that are there only where the agreement keeps a register.
    registers: BTreeSet<&'a Name>,
}

impl<'a> Sources<'a> {
    /// What the agreement offers.
    pub(super) fn of(agreement: &'a Agreement) -> Self {
        let mut sources = Sources { agreement, words: BTreeSet::new(), registers: BTreeSet::new() };
        for term in agreement.vocabulary.terms() {
            for above in line(&agreement.vocabulary, term) {
                match above.name.as_str() {
                    PARTY_WORD => sources.words.insert(&term.name),
                    NOTICE_REGISTER => sources.registers.insert(&term.name),
                    _ => false,
                };
            }
        }
        sources
    }

    /// Whether it is no more than what a party says.
    fn is_word(&self, observation: &Observation) -> bool {
        matches!(observation, Observation::Means(name) if self.words.contains(name))
    }

    /// A part that any of these can show.
    pub(super) fn part(&self, of: PartOf, by: BTreeSet<Observation>) -> Part {
        let is_word = !by.is_empty() && by.iter().all(|one| self.is_word(one));
        Part { of, by, is_word }
    }

    /// The observations by which a word of the vocabulary can be seen. A register of notices sees only where there is one.
    pub(super) fn of_word(&self, name: &str) -> BTreeSet<Observation> {
        let has_register = !self.agreement.registers.is_empty();
        let means = self.agreement.vocabulary.observed_by(name).into_iter();
        let there = means.filter(|means| has_register || !self.registers.contains(means));
        there.map(Observation::Means).collect()
    }

    /// The same for any of a set of classes.
    pub(super) fn of_set(&self, set: &ClassSet) -> BTreeSet<Observation> {
        set.any_of.iter().flat_map(|test| self.of_word(test.class.as_str())).collect()
    }

    /// The registers that the agreement names.
    pub(super) fn registers(&self) -> BTreeSet<Observation> {
        self.agreement.registers.iter().map(|one| Observation::Register(one.name.clone())).collect()
    }

    /// Those of the names that are no parties: a body's word on what it did itself is more than a claim.
    pub(super) fn bodies(&self, names: &[Name]) -> BTreeSet<Observation> {
        let bodies = names.iter().filter(|name| self.is_body(name));
        bodies.map(|name| Observation::Word(name.clone())).collect()
    }

    /// Whether it is a body that speaks for no single side.
    pub(super) fn is_body(&self, name: &Name) -> bool {
        self.agreement.bodies.iter().any(|body| body.name == *name && body.members.len() != 1)
    }
}

/// A new name and what it stands under, parent by parent.
fn line<'a>(vocabulary: &'a Vocabulary, term: &'a Term) -> impl Iterator<Item = &'a Term> {
    let parent = |term: &&'a Term| match term.is.any_of.as_slice() {
        [parent] => vocabulary.term(parent.class.as_str()),
        _ => None,
    };
    std::iter::successors(Some(term), parent).take(MAX_DEPTH as usize)
}
