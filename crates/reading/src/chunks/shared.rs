//! What the words around a verb tell of it: what it shares with the verb before, and what keeps a word from being one.

use super::verbs::opens_object;
use super::{Gathering, Kind, Shape};
use crate::items::{Item, ItemKind};
use crate::lexicon::{Form, Part, Sense};

/// Whether a verb tells that something was seen or heard.
fn sees(item: &Item<'_>) -> bool {
    ["saw", "watch", "heard", "observed", "spotted", "filmed", "witnessed", "noticed"]
        .iter()
        .any(|stem| item.lower.starts_with(stem))
}

impl Gathering<'_, '_> {
    /// `was seized and handed over`, `have held drills and flown planes`: a participle behind `and` shares the words before the first.
    pub(super) fn shares_auxiliary(&self, at: usize, form: Form) -> Option<(bool, bool)> {
        let mut kinds = self
            .chunks
            .iter()
            .rev()
            .map(|chunk| &chunk.kind)
            .skip_while(|kind| matches!(kind, Kind::Adverb | Kind::Time(_)));
        if !matches!(kinds.next(), Some(Kind::And)) {
            return None;
        }
        let verb = kinds.find_map(|kind| match kind {
            Kind::Verb(verb) => Some(Some(verb)),
            Kind::That | Kind::But | Kind::Sub | Kind::If | Kind::Relative | Kind::Break => Some(None),
            _ => None,
        })??;
        let has_object = self.item(at + 1).is_some_and(opens_object);
        match form {
            Form::Participle => (verb.perfect || verb.passive).then_some((verb.perfect, verb.passive)),
            _ => (verb.passive && verb.shape == Shape::Finite && !has_object).then_some((verb.perfect, true)),
        }
    }

    /// `in excess of permitted levels remained`: whether a word can only be a verb with a subject.
    pub(super) fn is_verb_at(&self, at: usize) -> bool {
        self.item(at).is_some_and(|item| {
            !item.joined
                && (item.any_part(&[Part::Be, Part::Have, Part::Do, Part::Future, Part::Would])
                    || !item.is_known_noun()
                        && !item.any_part(&[Part::Adjective, Part::Determiner, Part::Preposition])
                        && (item.forms().any(|form| form == Form::Past)
                            || item.forms().any(|form| form == Form::PastOrParticiple)
                                && self.item(at + 1).is_none_or(|next| {
                                    next.any_part(&[Part::Preposition, Part::Adverb])
                                        || matches!(next.kind, ItemKind::Mark(_) | ItemKind::Time(_))
                                })))
        })
    }

    /// `held drills under fancy names`: whether the noun before stands behind a preposition in a clause that has its verb.
    pub(super) fn is_bound_noun_before(&self) -> bool {
        let mut kinds = self.chunks.iter().rev().map(|chunk| &chunk.kind);
        let is_governed = matches!(kinds.next(), Some(Kind::Noun { .. }))
            && matches!(kinds.next(), Some(Kind::Prep | Kind::Of | Kind::By));
        let verb = kinds.find(|kind| {
            !matches!(
                kind,
                Kind::Noun { .. } | Kind::Prep | Kind::Of | Kind::By | Kind::Time(_) | Kind::Adverb
            )
        });
        let says = |main: usize| {
            self.item(main)
                .is_some_and(|item| item.senses.iter().any(|sense| matches!(sense, Sense::Speech(..))))
        };
        is_governed
            && matches!(verb, Some(Kind::Verb(verb)) if verb.shape == Shape::Finite && !says(verb.main))
    }

    /// `were due to leave`
    pub(super) fn is_due_to(&self, item: &Item<'_>) -> bool {
        let is_after_be = matches!(self.last(), Some(Kind::Verb(verb)) if verb.copula);
        item.lower == "due to" && is_after_be
    }

    /// `demanded that Israel stop`: a bare verb behind what is demanded.
    pub(super) fn is_subjunctive(&self) -> bool {
        let mut before =
            self.chunks.iter().rev().skip_while(|chunk| !matches!(chunk.kind, Kind::That)).skip(1);
        let only_nouns = self
            .chunks
            .iter()
            .rev()
            .take_while(|chunk| !matches!(chunk.kind, Kind::That))
            .all(|chunk| matches!(chunk.kind, Kind::Noun { .. } | Kind::Prep | Kind::Of | Kind::And));
        let verb = before.find_map(|chunk| match &chunk.kind {
            Kind::Verb(verb) => self.item(verb.main),
            _ => None,
        });
        only_nouns
            && verb.is_some_and(|item| {
                item.senses
                    .iter()
                    .any(|sense| matches!(sense, Sense::Speech(crate::lexicon::SpeechKind::Urge, _)))
            })
    }

    /// Whether the noun group before belongs to a verb or preposition before it, so that a word which may be noun or verb is none of its
    /// own.
    pub(super) fn is_taken_before(&self, is_noun: bool) -> bool {
        self.is_bound_noun_before() || is_noun && self.is_object_before()
    }

    /// `kept the mission patrols from the village`: whether the noun group before is what a verb is done to, and so has none of its own.
    pub(super) fn is_object_before(&self) -> bool {
        let mut chunks = self.chunks.iter().rev();
        let is_noun = chunks.next().is_some_and(|chunk| matches!(chunk.kind, Kind::Noun { .. }));
        let verb = chunks.next().and_then(|chunk| match &chunk.kind {
            Kind::Verb(verb) if verb.shape != Shape::Reduced && !verb.passive && !verb.copula => {
                self.item(verb.main)
            }
            _ => None,
        });
        is_noun
            && verb.is_some_and(|item| {
                item.senses.iter().any(|sense| matches!(sense, Sense::Act(..) | Sense::Support(_)))
                    && !item.senses.iter().any(|sense| matches!(sense, Sense::Speech(..)))
                    && !sees(item)
            })
    }

    /// `saw soldiers plant mines`, `watched a tank cross the line`: a bare verb behind whoever was seen to do it.
    pub(super) fn is_seen_doing(&self, at: usize, item: &Item<'_>) -> bool {
        let mut chunks = self.chunks.iter().rev();
        // `watched them go` tells what was watched.
        let is_noun = chunks.next().is_some_and(|chunk| {
            matches!(chunk.kind, Kind::Noun { .. })
                && self.item(chunk.after.saturating_sub(1)).is_some_and(|last| !last.is_pronoun())
        });
        let is_seen = chunks.next().is_some_and(|chunk| {
            matches!(&chunk.kind, Kind::Verb(verb) if !verb.passive && verb.modal.is_none()
                && self.item(verb.main).is_some_and(sees))
        });
        let next = self.item(at + 1);
        let has_object = next.is_some_and(|next| opens_object(next) || next.is_known_noun());
        let is_verb = !item.is_known_noun()
            || has_object
            || next.is_some_and(|next| next.part(Part::Preposition)) && !item.lower.ends_with("fire");
        is_noun && is_seen && !item.capital && !item.part(Part::Adjective) && is_verb
    }

    /// Whether `and` and then a verb of the past with its object stand here.
    pub(super) fn joins_a_past(&self, at: usize) -> bool {
        let is_past = |item: &Item<'_>| {
            item.forms().any(|form| matches!(form, Form::Past | Form::PastOrParticiple)) && !item.joined
        };
        let is_object =
            |item: &Item<'_>| item.part(Part::Determiner) || matches!(item.kind, ItemKind::Number(_));
        self.item(at).is_some_and(|item| item.lower == "and")
            && self.item(at + 1).is_some_and(is_past)
            && self.item(at + 2).is_some_and(is_object)
    }

    /// Whether `and` stands behind a noun group that a preposition holds.
    pub(super) fn joins_a_governed_noun(&self) -> bool {
        let mut kinds = self.chunks.iter().rev().map(|chunk| &chunk.kind);
        matches!(kinds.next(), Some(Kind::And))
            && matches!(kinds.next(), Some(Kind::Noun { .. }))
            && matches!(kinds.next(), Some(Kind::Prep | Kind::By | Kind::Of | Kind::Comma))
    }
}
