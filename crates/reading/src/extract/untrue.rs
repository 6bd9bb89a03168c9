//! What somebody calls untrue without a verb of denying: `That is a fairy tale`, `there is no truth in this`, `"Rubbish," was the
//! answer of the ministry`. What was told before is denied by whoever says so.

use super::Reader;
use super::nominal::is_charge;
use crate::chunks::Kind;
use crate::claim::Modality;
use crate::clauses::Clause;
use crate::draft::Draft;
use crate::lexicon::SpeechKind;
use crate::modality::Mode;
use crate::names::Named;
use crate::sayings;

/// How far behind what was told a pronoun may still mean it, in bytes.
const NEAR: usize = 600;

impl Reader<'_, '_, '_> {
    /// What `this` or `the charge` stands for: what one side said of another, or what was told last of somebody.
    pub(super) fn deniable(&self, items: &[crate::items::Item<'_>], at: usize) -> Option<&Draft> {
        let is_pronoun = items.last().is_some_and(|item| {
            matches!(item.lower.as_str(), "this" | "it" | "these" | "those" | "that") && items.len() <= 3
        });
        let is_near = |draft: &&Draft| draft.start <= at && at - draft.start < NEAR;
        let told = self.context.deniable.as_deref().filter(is_near);
        let charge = self.context.accusation.as_deref();
        if is_pronoun { told.or(charge.filter(is_near)) } else { charge.or(told) }
    }

    /// The claim of a clause that calls untrue what was told before.
    pub(super) fn untrue(&self, index: usize, clause: &Clause) -> Option<Vec<Draft>> {
        let answer = self.answer_before(clause);
        if answer.is_none() && !self.judges_charge(clause) {
            return None;
        }
        let (start, end) = self.sentence.bytes(clause.first, clause.after)?;
        let items = clause.subject.first().map(|chunk| self.sentence.of(*chunk)).unwrap_or_default();
        let told = self.deniable(items, start)?;
        let voices = self.voices(clause.verb, index);
        let mut attribution: Vec<_> = voices.iter().map(|saying| self.attribution(saying)).collect();
        match (answer, &self.context.issuer) {
            (Some(denier), _) => attribution = vec![self.observer(&denier, "answer".to_owned())],
            (None, Some(issuer)) if attribution.is_empty() => {
                attribution = vec![self.observer(issuer, "false".to_owned())];
            }
            _ => {}
        }
        let party = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
        let denier = attribution.last_mut()?;
        denier.kind = "denial".to_owned();
        // Nobody calls his own word untrue.
        let is_others =
            told.attribution.last().is_none_or(|voice| party(&voice.source) != party(&denier.source))
                && (self.is_known(&denier.source) || told.actor.is_some());
        is_others.then(|| {
            let mut draft = told.clone();
            draft.zone = self.context.zone;
            draft.clause = index;
            (draft.start, draft.end) = (start, end);
            draft.mode = Mode::done();
            draft.mode.modality = Modality::Denied;
            draft.attribution = attribution;
            draft.voice = Some(SpeechKind::Deny);
            draft.trail = vec!["V5", "A8", "M3"];
            vec![draft]
        })
    }

    /// `this is untrue`, `the charge is made up`, `there is no truth in it`
    fn judges_charge(&self, clause: &Clause) -> bool {
        let Some(verb) = self.sentence.verb(clause) else { return false };
        if !(verb.copula || verb.passive) || sayings::denies_before(self.sentence) {
            return false;
        }
        let word = |chunk: usize| self.sentence.of(chunk).last().map_or("", |item| item.lower.as_str());
        // `That is nonsense.`: a word that could open a clause stands for what was told.
        let is_that = clause.verb.checked_sub(1).is_some_and(|before| {
            matches!(word(before), "that" | "this" | "it")
                && before.checked_sub(1).is_none_or(|other| {
                    matches!(
                        self.sentence.kind(other),
                        Some(Kind::QuoteOpen | Kind::Break | Kind::Comma | Kind::Verb(_) | Kind::Stop)
                    )
                })
        });
        let first = clause.subject.first().copied().filter(|_| clause.has_own_subject);
        let is_content = first.is_some_and(|first| {
            (first..clause.verb).any(|at| matches!(self.sentence.kind(at), Some(Kind::That | Kind::Relative)))
        });
        let is_judged = is_that
            || first.is_some_and(|chunk| is_charge(self.sentence.of(chunk))) && !is_content
            || self.existing(clause).is_some()
                && clause.preps.iter().any(|(_, noun)| is_charge(self.sentence.of(*noun)));
        let after = clause.after.max(clause.verb + 2);
        let said = || (clause.verb..after).flat_map(|chunk| self.sentence.of(chunk));
        let is_not_true =
            verb.negated && said().any(|item| matches!(item.lower.as_str(), "true" | "correct" | "so"));
        let is_made_up = said().any(|item| item.lower == "made") && said().any(|item| item.lower == "up");
        is_judged
            && (is_not_true
                || is_made_up
                || sayings::calls_false(self.sentence, clause.verb, clause.after) && !verb.negated
                || self.existing(clause).is_some()
                    && sayings::calls_false(self.sentence, clause.verb, clause.after))
    }

    /// `"Rubbish," was the reply of the ministry`: who answers that what was told is untrue.
    fn answer_before(&self, clause: &Clause) -> Option<Named> {
        const ANSWERS: [&str; 9] =
            ["answer", "reply", "response", "retort", "comment", "verdict", "reaction", "word", "rejoinder"];
        self.sentence.verb(clause).filter(|verb| verb.copula && !verb.negated)?;
        let noun = *clause.objects.first()?;
        let items = self.sentence.of(noun);
        let is_answer = items.iter().any(|item| ANSWERS.contains(&item.lower.as_str()));
        let is_false = sayings::calls_false(self.sentence, 0, clause.verb);
        (is_answer && is_false).then_some(())?;
        let behind = clause.preps.iter().map(|(_, noun)| *noun);
        std::iter::once(noun)
            .chain(behind)
            .find_map(|chunk| self.named(&[chunk]).filter(|named| self.is_known(&named.id)))
    }
}
