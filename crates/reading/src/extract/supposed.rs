//! What a clause tells though nobody says that it was so: behind a verb of confirming that failed or is to come, in a mock fight or a
//! novel, below `imagine that`, by a rule in the present, and as what a threat or a rumour is of.

use super::Reader;
use super::terms::TEXTS;
use crate::chunks::{Kind, Shape};
use crate::claim::{Class, Modality};
use crate::clauses::{Clause, Link};
use crate::draft::Draft;
use crate::items::Item;
use crate::lexicon::{Act, ActorKind, Effect, Part, Sense};
use crate::names::Named;
use crate::{modality, slots};

/// Verbs whose content is so only where they succeed.
const CONFIRMS: [&str; 9] = [
    "confirm",
    "verif",
    "ascertain",
    "corroborat",
    "substantiat",
    "establish",
    "check",
    "ensure",
    "make sure",
];
/// Whatever happens in these is invented. A film may be evidence, and is not among them.
const INVENTED: [&str; 20] = [
    "novel",
    "movie",
    "song",
    "ballad",
    "poem",
    "cartoon",
    "drama",
    "opera",
    "thriller",
    "comic",
    "musical",
    "sitcom",
    "video game",
    "computer game",
    "war game",
    "wargame",
    "simulation",
    "scenario",
    "tabletop exercise",
    "legend",
];
/// Words for a thing that only stands for another.
const MOCK: [&str; 6] = ["mock", "simulated", "imaginary", "notional", "make-believe", "fictitious"];
/// Of what these are has not come about, or only they tell it.
const ABSTRACT: [&str; 24] = [
    "threat",
    "threats",
    "fear",
    "fears",
    "risk",
    "risks",
    "danger",
    "prospect",
    "prospects",
    "possibility",
    "chance",
    "chances",
    "likelihood",
    "rumour",
    "rumours",
    "rumor",
    "rumors",
    "talk",
    "hope",
    "hopes",
    "idea",
    "memory",
    "memories",
    "spectre",
];

impl Reader<'_, '_, '_> {
    /// Whether nobody says that what a clause tells was so.
    pub(super) fn is_supposed(
        &self,
        index: usize,
        clause: &Clause,
        act: &Act,
        actor: Option<&Named>,
    ) -> bool {
        self.is_unconfirmed(index, clause)
            || self.is_invented(index, clause, act)
            || self.is_imagined()
            || self.is_ruled(index, actor)
            || self.is_banned(clause)
            || self.is_general(clause)
            || self.is_left_open(index, clause)
            || self.was_spared(clause)
            || self.is_of_abstract(clause, act)
    }

    /// `Israel leaves the hill tomorrow`: the present of a day to come is planned.
    pub(super) fn is_to_be(&self, draft: &mut Draft, clause: &Clause) {
        let is_ahead =
            draft.days.zip(self.context.clock.published).is_some_and(|((from, _), day)| from > day);
        if is_ahead
            && draft.mode.modality == Modality::Done
            && self.is_plain(clause)
            && self.is_present(clause)
        {
            draft.mode.modality = Modality::Planned;
            draft.trail.push("M6");
        }
    }

    /// `could not confirm that they had crossed`, `went there to check that they had left`, `nobody has verified that`
    fn is_unconfirmed(&self, index: usize, clause: &Clause) -> bool {
        let Some(before) = self.sentence.clauses.get(..index) else { return false };
        let is_above =
            |at: usize, above: &Clause| self.opens_content(above, clause) && self.fails_to_confirm(at, above);
        before.iter().enumerate().rev().any(|(at, above)| is_above(at, above))
    }

    /// Whether a clause stands in what a verb of confirming confirms: behind `that`, or right behind the verb.
    fn opens_content(&self, above: &Clause, clause: &Clause) -> bool {
        let main = self.sentence.verb(above).and_then(|verb| self.sentence.items.list.get(verb.main));
        let confirms = main.is_some_and(|item| CONFIRMS.iter().any(|stem| item.lower.starts_with(stem)));
        let from = above.verb + 1;
        let ends = |at: usize| {
            matches!(self.sentence.kind(at), Some(Kind::But | Kind::Stop | Kind::Break | Kind::QuoteClose))
        };
        let opens = matches!(self.sentence.kind(from), Some(Kind::That | Kind::If)) || clause.first == from;
        confirms && above.verb < clause.verb && opens && !(from..clause.verb).any(ends)
    }

    /// Whether a verb of confirming is not told to have succeeded.
    fn fails_to_confirm(&self, at: usize, above: &Clause) -> bool {
        let Some(verb) = self.sentence.verb(above) else { return false };
        let is_to_come = matches!(verb.modal, Some(Part::Future | Part::Would | Part::Should));
        let is_neither = self.sentence.chunks.get(..above.verb).is_some_and(|chunks| {
            (0..chunks.len())
                .flat_map(|chunk| self.sentence.of(chunk))
                .any(|item| matches!(item.lower.as_str(), "neither" | "without" | "yet"))
        });
        verb.negated
            || is_to_come
            || is_neither
            || modality::has_no(self.sentence, above)
            || verb.shape == Shape::Infinitive && !self.succeeds(at)
    }

    /// `was able to confirm`, `managed to verify`
    fn succeeds(&self, index: usize) -> bool {
        let Some((_, above)) = modality::governor(self.sentence, index) else { return false };
        let is_negated = self.sentence.verb(above).is_some_and(|verb| verb.negated);
        let mut said = above.objects.iter().flat_map(|chunk| self.sentence.of(*chunk));
        !is_negated
            && (said.any(|item| item.lower == "able") || self.sentence.effect(above) == Some(Effect::Done))
    }

    /// `soldiers stormed a mock bunker`, `the exercise simulated a raid in which they took a post`, `the novel opens with`
    fn is_invented(&self, index: usize, clause: &Clause, act: &Act) -> bool {
        if act.class == Class::Drill {
            return false;
        }
        let is_mock = |item: &Item<'_>| MOCK.contains(&item.lower.as_str());
        let simulates = |other: &Clause| {
            let main = self.sentence.verb(other).and_then(|verb| self.sentence.items.list.get(verb.main));
            main.is_some_and(|item| {
                ["simulat", "rehears", "re-enact", "reenact"].iter().any(|stem| item.lower.starts_with(stem))
            })
        };
        let is_below = matches!(clause.link, Link::Relative | Link::Sub | Link::Reduced)
            && self.sentence.clauses.get(..index).is_some_and(|before| before.iter().any(simulates));
        // `video game` is two words.
        let is_frame = |chunk: usize| {
            let mut last = self.sentence.of(chunk).iter().rev().map(|item| item.lower.as_str());
            let (noun, before) = (last.next().unwrap_or_default(), last.next().unwrap_or_default());
            INVENTED.contains(&noun)
                || INVENTED.iter().any(|name| name.split_once(' ') == Some((before, noun)))
        };
        let in_frame = (0..clause.verb)
            .any(|chunk| matches!(self.sentence.kind(chunk), Some(Kind::Noun { .. })) && is_frame(chunk));
        is_below || in_frame || self.sentence.items.list.iter().any(is_mock)
    }

    /// `Imagine that they fire a rocket tomorrow.`
    fn is_imagined(&self) -> bool {
        self.sentence
            .items
            .list
            .iter()
            .find(|item| !item.is_mark(&['“', '"', '‘']))
            .is_some_and(|item| matches!(item.lower.as_str(), "imagine" | "suppose" | "picture" | "assume"))
    }

    /// `Soldiers are forbidden to open fire without an order`: a rule, and nothing that was done. What a mission is not allowed to do is done to it.
    fn is_ruled(&self, index: usize, actor: Option<&Named>) -> bool {
        let Some((_, above)) = modality::governor(self.sentence, index) else { return false };
        let is_body =
            actor.is_some_and(|actor| self.context.lexicon.kind_of(&actor.id) == Some(ActorKind::Body));
        let is_present = self
            .sentence
            .of(above.verb)
            .first()
            .is_some_and(|item| matches!(item.lower.as_str(), "is" | "are" | "is not" | "are not"));
        !is_body
            && is_present
            && self.sentence.verb(above).is_some_and(|verb| {
                let main = self.sentence.items.list.get(verb.main).map_or("", |item| item.lower.as_str());
                verb.passive
                    && matches!(
                        main,
                        "allowed"
                            | "permitted"
                            | "forbidden"
                            | "prohibited"
                            | "authorised"
                            | "authorized"
                            | "banned"
                            | "barred"
                    )
            })
    }

    /// `would not say how many posts had been rebuilt`: a question that whoever was asked leaves open.
    fn is_left_open(&self, index: usize, clause: &Clause) -> bool {
        let is_question = matches!(self.sub_word(clause), "how" | "why" | "whether" | "when" | "where")
            || self.sentence.of(clause.first).first().is_some_and(|item| item.lower.starts_with("how "));
        let above =
            self.sentence.clauses.get(..index).and_then(|before| {
                before.iter().enumerate().rev().find(|(_, other)| other.verb < clause.first)
            });
        is_question
            && above.is_some_and(|(at, above)| {
                let is_refused = modality::governor(self.sentence, at)
                    .is_some_and(|(_, over)| self.sentence.effect(over) == Some(Effect::Not));
                self.sentence.speech(above).is_some()
                    && (is_refused || self.sentence.verb(above).is_some_and(|verb| verb.negated))
            })
    }

    /// `turned back before any shots had to be fired`
    fn was_spared(&self, clause: &Clause) -> bool {
        let first = |chunk: &usize| self.sentence.of(*chunk).first().map_or("", |item| item.lower.as_str());
        matches!(self.sub_word(clause), "before" | "without")
            && clause
                .subject
                .iter()
                .chain(&clause.objects)
                .any(|chunk| matches!(first(chunk), "any" | "anyone" | "anybody"))
    }

    /// `The use of heavy weapons is banned by the agreement`
    fn is_banned(&self, clause: &Clause) -> bool {
        let first = self.sentence.of(clause.verb).first().map_or("", |item| item.lower.as_str());
        let is_text = clause
            .agent
            .iter()
            .flat_map(|chunk| self.sentence.of(*chunk))
            .any(|item| item.senses.contains(&Sense::Agreement) || TEXTS.contains(&item.lower.as_str()));
        let is_event = clause.subject.iter().any(|chunk| slots::act_noun(self.sentence, *chunk).is_some());
        self.sentence.verb(clause).is_some_and(|verb| {
            let main = self.sentence.items.list.get(verb.main).map_or("", |item| item.lower.as_str());
            let forbids =
                matches!(main, "forbidden" | "prohibited" | "banned" | "barred" | "outlawed" | "ruled out");
            verb.passive && forbids && (is_text || is_event && matches!(first, "is" | "are"))
        })
    }

    /// `A return to fighting is not in anyone's interest`, `crossing the line means death`: what holds of an act whenever it may be done.
    fn is_general(&self, clause: &Clause) -> bool {
        let first = |chunk: usize| self.sentence.of(chunk).first().map_or("", |item| item.lower.as_str());
        let Some(verb) = self.sentence.verb(clause) else { return false };
        let main = self.sentence.items.list.get(verb.main).map_or("", |item| item.lower.as_str());
        let is_any = clause
            .subject
            .first()
            .is_some_and(|chunk| matches!(first(*chunk), "a" | "an" | "any" | "another"));
        let is_event =
            clause.subject.first().is_some_and(|chunk| slots::act_noun(self.sentence, *chunk).is_some());
        let is_copula =
            verb.copula && matches!(first(clause.verb), "is" | "are" | "is not") && clause.times.is_empty();
        matches!(main, "means" | "mean" | "spells") && !verb.negated || is_copula && is_any && is_event
    }

    /// `The threat of an Israeli invasion hangs over the village`, `rumours of a raid spread`
    fn is_of_abstract(&self, clause: &Clause, act: &Act) -> bool {
        let is_material = !matches!(
            act.class,
            Class::Pressure | Class::Pact | Class::Talk | Class::Absence | Class::Judgement
        );
        let items = clause.subject.first().map(|chunk| self.sentence.of(*chunk)).unwrap_or_default();
        let head = items.iter().take_while(|item| !item.part(Part::Of)).last();
        let has_of = items.iter().any(|item| item.part(Part::Of))
            || clause
                .subject
                .first()
                .is_some_and(|chunk| matches!(self.sentence.kind(chunk + 1), Some(Kind::Of)));
        is_material && has_of && head.is_some_and(|item| ABSTRACT.contains(&item.lower.as_str()))
    }
}
