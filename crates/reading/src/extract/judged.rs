//! What somebody could not find out: `was unable to establish who had fired`, `the origin could not be determined`.

use super::Reader;
use crate::chunks::Kind;
use crate::claim::{Class, Polarity};
use crate::clauses::Clause;
use crate::draft::Draft;
use crate::lexicon::{Act, Effect, SpeechKind};
use crate::modality::{self, Mode};
use crate::names::Named;
use crate::slots;

/// What an inquiry looks for.
const SOUGHT: [&str; 26] = [
    "origin",
    "origins",
    "source",
    "cause",
    "culprit",
    "culprits",
    "perpetrator",
    "perpetrators",
    "responsibility",
    "intent",
    "intention",
    "motive",
    "identity",
    "affiliation",
    "direction",
    "allegiance",
    "circumstances",
    "ownership",
    "provenance",
    "author",
    "authors",
    "authorship",
    "nationality",
    "attacker",
    "attackers",
    "shooter",
];

impl Reader<'_, '_, '_> {
    /// A clause that leaves open who did something, how or why: an opinion that nobody has.
    pub(super) fn undetermined(
        &self,
        index: usize,
        clause: &Clause,
        subject: Option<&Named>,
    ) -> Option<Draft> {
        const FINDS: [&str; 12] = [
            "determin",
            "establish",
            "ascertain",
            "identif",
            "attribut",
            "pinpoint",
            "conclu",
            "work out",
            "find out",
            "tell",
            "clarif",
            "verif",
        ];
        let verb = self.sentence.verb(clause)?;
        let main = self.sentence.items.list.get(verb.main)?;
        FINDS.iter().any(|stem| main.lower.starts_with(stem)).then_some(())?;
        let above = modality::governor(self.sentence, index).map(|(_, above)| above);
        let is_unable = above.is_some_and(|above| {
            let fails = self.sentence.effect(above) == Some(Effect::Not);
            let negated = self.sentence.verb(above).is_some_and(|verb| verb.negated);
            let mut said = above.objects.iter().flat_map(|chunk| self.sentence.of(*chunk));
            fails != negated && (fails || said.any(|item| item.lower == "able" || item.lower == "possible"))
                || above
                    .objects
                    .iter()
                    .flat_map(|chunk| self.sentence.of(*chunk))
                    .any(|item| matches!(item.lower.as_str(), "unable" | "impossible"))
        });
        if !(verb.negated || is_unable)
            || verb
                .modal
                .is_some_and(|modal| modal != crate::lexicon::Part::May && modal != crate::lexicon::Part::Can)
        {
            return None;
        }
        let things = if verb.passive { &clause.subject } else { &clause.objects };
        let is_sought =
            |chunk: &usize| self.sentence.of(*chunk).iter().any(|item| SOUGHT.contains(&item.lower.as_str()));
        let asks = self.asks(clause);
        if !(things.iter().any(is_sought) || asks && !verb.passive) {
            return None;
        }
        let after = if asks { self.sentence.chunks.len() } else { clause.after };
        let last = (clause.verb + 1..=after).rev().find(|at| {
            matches!(
                self.sentence.kind(at.wrapping_sub(1)),
                Some(Kind::Noun { .. } | Kind::Verb(_) | Kind::Time(_))
            )
        });
        let first = above.map_or(clause.first, |above| above.first.min(clause.first));
        let (start, end) = self.sentence.bytes(first, last.unwrap_or(clause.after))?;
        let act =
            Act { class: Class::Judgement, action: "undetermined".to_owned(), ..self.act_of_absence("") };
        let mut mode = Mode::done();
        mode.polarity = Polarity::Negative;
        mode.trail = vec!["M11"];
        let mut draft = self.blank(&act, start, end, mode);
        draft.place = slots::place(self.context.lexicon, self.context.text, self.sentence, clause);
        let judge = if verb.passive { self.named(&clause.agent) } else { subject.cloned() };
        let judge = judge.filter(|named| self.is_known(&named.id));
        let voices = self.voices(clause.verb, index);
        self.fill(&mut draft, index, clause, judge.clone(), &voices);
        if let Some(judge) = judge.filter(|_| voices.is_empty()) {
            draft.is_about = true;
            draft.attribution = vec![self.observer(&judge, main.lower.to_string())];
            draft.voice = Some(SpeechKind::Say);
        }
        draft.trail.insert(0, "V16");
        Some(draft)
    }

    /// Whether a question stands behind the verb.
    fn asks(&self, clause: &Clause) -> bool {
        self.sentence.kind(clause.verb + 1).is_some_and(|kind| {
            matches!(kind, Kind::Relative | Kind::If)
                || matches!(kind, Kind::Sub)
                    && self
                        .sentence
                        .of(clause.verb + 1)
                        .first()
                        .is_some_and(|item| matches!(item.lower.as_str(), "how" | "why" | "where" | "when"))
        })
    }
}
