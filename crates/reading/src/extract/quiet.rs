//! What was quiet: `calm prevailed along the line`, `the front was silent`, and lines of a log that say `No violations.`

use super::Reader;
use crate::chunks::{Kind, Shape};
use crate::claim::{Modality, Polarity};
use crate::clauses::{Clause, Link};
use crate::draft::Draft;
use crate::lexicon::Part;
use crate::modality::{self, Mode};
use crate::names::{By, Named};
use crate::slots;

/// Words for a place or time where nothing happened.
const QUIET: [&str; 9] = [
    "quiet",
    "calm",
    "silent",
    "silence",
    "uneventful",
    "peaceful",
    "tranquil",
    "relatively calm",
    "incident-free",
];
/// What can be quiet.
const PLACES: [&str; 22] = [
    "front",
    "line",
    "sector",
    "border",
    "area",
    "zone",
    "situation",
    "night",
    "day",
    "weekend",
    "frontline",
    "guns",
    "boundary",
    "sea",
    "strip",
    "side",
    "sides",
    "evening",
    "morning",
    "fronts",
    "lines",
    "week",
];

impl Reader<'_, '_, '_> {
    /// A clause that says that it was quiet: nothing was seen or heard there.
    pub(super) fn quiet(&self, index: usize, clause: &Clause, subject: Option<&Named>) -> Option<Draft> {
        const REIGNS: [&str; 9] =
            ["reign", "prevail", "return", "settl", "held", "hold", "descend", "last", "persist"];
        const STAYS: [&str; 6] = ["remain", "stay", "fell", "went", "kept", "keep"];
        let verb = self.sentence.verb(clause)?;
        let main = self.sentence.items.list.get(verb.main)?.lower.as_str();
        let is_told = matches!(clause.link, Link::Main | Link::And | Link::Sub | Link::Participial);
        if !is_told || verb.negated || verb.passive || verb.modal.is_some() || verb.shape != Shape::Finite {
            return None;
        }
        // `The night was quiet.`: a time is no noun group.
        let before = clause.verb.checked_sub(1).filter(|before| {
            !clause.has_own_subject && matches!(self.sentence.kind(*before), Some(Kind::Time(_)))
        });
        let subject_chunk = before.or_else(|| clause.subject.first().copied())?;
        let subject_items = self.sentence.of(subject_chunk);
        let head = subject_items.iter().take_while(|item| !item.part(Part::Of)).last()?;
        let reigns =
            matches!(head.lower.as_str(), "quiet" | "calm" | "silence" | "tranquillity" | "tranquility")
                && REIGNS.iter().any(|stem| main.starts_with(stem));
        let is_place = before.is_some()
            || PLACES.contains(&head.lower.as_str())
            || !slots::places(self.sentence, subject_chunk).is_empty();
        let stays = verb.copula || STAYS.iter().any(|stem| main.starts_with(stem));
        let said = clause.objects.iter().flat_map(|chunk| self.sentence.of(*chunk));
        let is_quiet = stays
            && is_place
            && (said.into_iter().any(|item| QUIET.contains(&item.lower.as_str()))
                || QUIET.iter().any(|word| main.ends_with(word)));
        // A party that is silent says nothing, which is another thing.
        let is_somebody = before.is_none()
            && subject
                .is_some_and(|named| self.is_known(&named.id) && matches!(named.by, By::Name | By::Pronoun));
        if !(reigns || is_quiet && !is_somebody) {
            return None;
        }
        let (start, end) = self.sentence.bytes(before.unwrap_or(clause.first), clause.after)?;
        let mut draft = self.none_seen(start, end, modality::of_clause(self.sentence, index, false));
        draft.place = slots::place(self.context.lexicon, self.context.text, self.sentence, clause);
        let voices = self.voices(clause.verb, index);
        self.fill(&mut draft, index, clause, None, &voices);
        draft.trail.insert(0, "V15");
        Some(draft)
    }

    /// A claim that nothing of a kind was seen.
    fn none_seen(&self, start: usize, end: usize, mut mode: Mode) -> Draft {
        mode.modality = Modality::NotObserved;
        mode.polarity = Polarity::Negative;
        mode.trail = vec!["M1"];
        self.blank(&self.act_of_absence("activity"), start, end, mode)
    }

    /// `No ceasefire violations.`, `No reply.`: a line without a verb that counts none.
    pub(super) fn none_in_line(&self, noun: usize) -> Option<Draft> {
        const WORDS: [&str; 6] = ["answer", "response", "reply", "comment", "reaction", "word"];
        let items = self.sentence.of(noun);
        let is_noun = matches!(self.sentence.kind(noun)?, Kind::Noun { .. });
        let is_first = noun.checked_sub(1).and_then(|before| self.sentence.kind(before)).is_none_or(|kind| {
            matches!(kind, Kind::Break | Kind::Stop | Kind::Other | Kind::Comma | Kind::Time(_))
        });
        if !is_noun || !is_first || !items.first().is_some_and(|item| item.part(Part::No)) {
            return None;
        }
        let after = (noun + 1..self.sentence.chunks.len())
            .find(|at| {
                !matches!(self.sentence.kind(*at), Some(Kind::Prep | Kind::Noun { .. } | Kind::Of | Kind::By))
            })
            .unwrap_or(self.sentence.chunks.len());
        let (start, end) = self.sentence.bytes(noun, after)?;
        let is_word = items.iter().any(|item| WORDS.contains(&item.lower.as_str()));
        if !is_word {
            slots::act_noun(self.sentence, noun)?;
        }
        let mut draft = self.none_seen(start, end, Mode::done());
        if is_word {
            draft.mode.modality = Modality::NotReported;
            draft.action = "answer".to_owned();
            draft.mode.trail = vec!["M2"];
        }
        draft.actor = self.named(&[noun]).filter(|named| self.is_known(&named.id));
        self.carry_voice(&mut draft);
        draft.is_about = true;
        draft.trail.extend(["V10"]);
        draft.trail.extend(draft.mode.trail.iter());
        Some(draft)
    }
}
