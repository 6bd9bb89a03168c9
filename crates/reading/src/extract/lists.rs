//! What stands in a list behind a colon: `detected breaches: air strikes, fighting in the city and clashes`.

use super::Reader;
use crate::chunks::Kind;
use crate::claim::Modality;
use crate::clauses::{Clause, Link};
use crate::draft::Draft;
use crate::slots;

impl Reader<'_, '_, '_> {
    /// `detected breaches: air strikes, fighting in the city and clashes`: each act that an observer, or who complains of breaches, lists behind a colon.
    pub(super) fn listed(&self, clause: &Clause, observed: &Draft) -> Vec<Draft> {
        let is_colon = matches!(self.sentence.kind(clause.after), Some(Kind::Break))
            && self.sentence.of(clause.after).first().is_some_and(|item| item.is_mark(&[':']));
        let from = clause.after + 1;
        // A list is nouns: behind a verb with a subject the colon opens a sentence.
        let has_verb = self.sentence.clauses.iter().any(|other| {
            other.verb > from
                && !matches!(other.link, Link::Relative | Link::Sub)
                && self.sentence.verb(other).is_some_and(|verb| verb.shape == crate::chunks::Shape::Finite)
        });
        if !is_colon || has_verb {
            return Vec::new();
        }
        let heads: Vec<usize> =
            (from..self.sentence.chunks.len()).filter(|at| self.heads_a_part(*at)).collect();
        let mut found = Vec::new();
        for (number, noun) in heads.iter().enumerate() {
            let Some(entry) =
                slots::act_noun(self.sentence, *noun).and_then(|(act, _)| self.context.lexicon.act(act))
            else {
                continue;
            };
            let end = heads.get(number + 1).copied().unwrap_or(self.sentence.chunks.len());
            let Some(after) = (*noun..end)
                .rev()
                .find(|at| matches!(self.sentence.kind(*at), Some(Kind::Noun { .. } | Kind::Time(_))))
            else {
                continue;
            };
            let Some((start, end)) = self.sentence.bytes(*noun, after + 1) else { continue };
            let mut draft = self.blank(entry, start, end, observed.mode.clone());
            draft.clause = observed.clause;
            let breaker = observed.actor.clone().filter(|_| observed.trail.first() != Some(&"V6"));
            draft.actor = self.named(&[*noun]).filter(|named| self.is_known(&named.id)).or(breaker);
            draft.quantity = slots::quantity(self.context.lexicon, self.context.text, self.sentence, *noun);
            let preps = (*noun + 1..after).filter(|at| matches!(self.sentence.kind(*at), Some(Kind::Prep)));
            draft.place = preps
                .filter_map(|prep| {
                    let word = self.sentence.of(prep).first()?.lower.as_str();
                    slots::place_in(self.context.lexicon, self.context.text, self.sentence, prep + 1, word)
                })
                .next();
            if self.sentence.of(*noun).iter().any(|item| matches!(item.lower.as_str(), "report" | "reports"))
            {
                draft.mode.modality = Modality::Assessed;
                draft.mode.trail.push("M8");
            }
            draft.when.clone_from(&observed.when);
            draft.days = observed.days;
            draft.attribution.clone_from(&observed.attribution);
            draft.voice = observed.voice;
            draft.is_about = observed.is_about;
            draft.trail = vec!["V8"];
            draft.trail.extend(draft.mode.trail.iter());
            found.push(draft);
        }
        found
    }

    /// Whether a noun group stands at the head of a part of a list.
    fn heads_a_part(&self, at: usize) -> bool {
        matches!(self.sentence.kind(at), Some(Kind::Noun { .. }))
            && at
                .checked_sub(1)
                .and_then(|before| self.sentence.kind(before))
                .is_some_and(|kind| matches!(kind, Kind::Break | Kind::Comma | Kind::And))
    }
}
