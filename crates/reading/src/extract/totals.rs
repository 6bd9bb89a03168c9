//! Totals: `the number of violations rose to 390` counts acts; `brings to 1,200 the number of violations` counts once more what was told,
//! and is no event of its day.

use super::Reader;
use crate::claim::Class;
use crate::clauses::{Clause, Link};
use crate::draft::Draft;
use crate::items::ItemKind;
use crate::lexicon::{Act, Part};
use crate::names::Named;
use crate::{modality, slots};

/// Nouns for how many there were.
const COUNTS: [&str; 8] =
    ["number", "total", "count", "tally", "figure", "total number", "toll", "death toll"];

impl Reader<'_, '_, '_> {
    /// How many: of what it was done to, else of who did it, else how often.
    pub(super) fn how_many(
        &self,
        act: &Act,
        clause: &Clause,
        patient: Option<usize>,
    ) -> Option<crate::claim::Quantity> {
        patient
            .and_then(|chunk| slots::quantity(self.context.lexicon, self.context.text, self.sentence, chunk))
            .or_else(|| {
                if clause.has_own_subject {
                    clause.subject.first().and_then(|chunk| {
                        slots::quantity(self.context.lexicon, self.context.text, self.sentence, *chunk)
                    })
                } else {
                    None
                }
            })
            .or_else(|| slots::times(self.context.text, self.sentence, clause))
            .or_else(|| {
                let counts = matches!(act.class, Class::Harm | Class::Custody);
                let patient = patient.filter(|_| counts)?;
                slots::people(self.context.text, self.sentence, patient)
            })
    }

    /// `The number of violations rose to 390`, `put the number of people killed at 331`, `incidents numbered 41`: how many acts there were.
    pub(super) fn counted_total(
        &self,
        index: usize,
        clause: &Clause,
        subject: Option<&Named>,
    ) -> Option<Draft> {
        const MOVES: [&str; 24] = [
            "rose", "ris", "fell", "fall", "stood", "stand", "reach", "pass", "exceed", "climb", "amount",
            "total", "top", "surpass", "grew", "grow", "drop", "decreas", "increas", "remain", "jump",
            "declin", "number", "average",
        ];
        let verb = self
            .sentence
            .verb(clause)
            .filter(|verb| !verb.passive && !verb.negated && verb.modal.is_none())?;
        let main = self.sentence.items.list.get(verb.main)?.lower.as_str();
        let puts = matches!(main, "put" | "puts" | "putting");
        let is_told = matches!(clause.link, Link::Main | Link::And | Link::Sub | Link::Controlled);
        let noun = *if puts { clause.objects.first()? } else { clause.subject.first()? };
        let is_count = self
            .sentence
            .of(noun)
            .iter()
            .take_while(|item| !item.part(Part::Of))
            .any(|item| COUNTS.contains(&item.lower.as_str()));
        let moves = MOVES.iter().any(|stem| main.starts_with(stem)) || verb.copula && is_count;
        let entry = self.counted_act(noun)?;
        let (number, chunk) = self.figure_of(clause)?;
        // `Incidents numbered 41` counts without a noun for it.
        let counts = is_count || matches!(main, "numbered" | "number" | "totalled" | "totaled" | "averaged");
        if !is_told || !counts || !(puts && is_count || moves) {
            return None;
        }
        let (start, end) = self.sentence.bytes(clause.first, clause.after.max(chunk + 1))?;
        let mut draft = self.blank(entry, start, end, modality::of_clause(self.sentence, index, false));
        draft.quantity = Some(number);
        let actor = self
            .named(&[noun])
            .filter(|named| self.is_known(&named.id))
            .or_else(|| if puts { None } else { self.by_subject(clause) });
        let voices = self.voices(clause.verb, index);
        draft.place = slots::place(self.context.lexicon, self.context.text, self.sentence, clause);
        self.fill(&mut draft, index, clause, actor, &voices);
        if let Some(observer) = subject.filter(|_| puts) {
            draft.is_about |= self.is_known(&observer.id);
            draft.attribution.retain(|one| one.cue != "issued");
            draft.attribution.push(self.observer(observer, main.to_owned()));
        }
        self.charged(&mut draft);
        draft.trail.insert(0, "V9");
        Some(draft)
    }

    /// What a noun group counts: an act by its noun, or those whom it befell.
    fn counted_act(&self, noun: usize) -> Option<&Act> {
        let lexicon = self.context.lexicon;
        let items = self.sentence.of(noun);
        let has = |words: &[&str]| {
            items.iter().chain(self.sentence.of(noun + 1)).any(|item| words.contains(&item.lower.as_str()))
        };
        let harm = |action: &str| {
            lexicon
                .acts
                .iter()
                .find(|act| act.class == Class::Harm && act.action == action && act.needs.is_empty())
        };
        match () {
            () if has(&["killed", "dead", "deaths", "fatalities"]) => harm("killed"),
            () if has(&["wounded", "injured", "injuries"]) => harm("wounded"),
            () => {
                let entry = lexicon.act(slots::act_noun(self.sentence, noun)?.0)?;
                (entry.action != "detect").then_some(entry)
            }
        }
    }

    /// The number that a clause comes to: what it is done to, or what stands behind `to`, `at` or `of`.
    fn figure_of(&self, clause: &Clause) -> Option<(crate::claim::Quantity, usize)> {
        let is_to = |prep: usize| {
            self.sentence.of(prep).first().is_some_and(|item| {
                matches!(item.lower.as_str(), "to" | "at" | "of" | "around" | "about" | "above")
            })
        };
        let behind = clause.preps.iter().filter(|(prep, _)| is_to(*prep)).map(|(_, noun)| *noun);
        let chunks = behind.chain(clause.objects.iter().copied());
        // A bare number stands in a chunk of its own behind the verb.
        let all = chunks.chain(clause.verb + 1..clause.after.min(clause.verb + 5));
        let of = |chunk: usize| {
            self.sentence.of(chunk).iter().find_map(|item| match &item.kind {
                ItemKind::Number(number) => Some((
                    crate::claim::Quantity {
                        value: number.value,
                        low: number.low,
                        high: number.high,
                        unit: "event".to_owned(),
                        op: number.op.to_owned(),
                        text: self.context.text.get(item.start..item.end).map(str::to_owned),
                    },
                    chunk,
                )),
                _ => None,
            })
        };
        let mut all = all;
        all.find_map(of)
    }

    /// Whether a clause only adds up: `bringing the total to 1,200`, `took the toll to 30`.
    pub(super) fn is_running_total(&self, clause: &Clause) -> bool {
        const ADDS: [&str; 12] = [
            "bring", "brings", "brought", "bringing", "raise", "raises", "raised", "raising", "takes",
            "took", "pushes", "pushed",
        ];
        const TOTALS: [&str; 10] = [
            "total",
            "number",
            "toll",
            "tally",
            "count",
            "figure",
            "death toll",
            "total number",
            "overall total",
            "sum",
        ];
        let Some(main) = self.sentence.verb(clause).map(|verb| verb.main) else { return false };
        let item = |at: usize| self.sentence.items.list.get(at);
        let head = item(main).and_then(|item| item.lower.split(' ').next()).unwrap_or_default();
        if !ADDS.contains(&head) {
            return false;
        }
        // `brings to 1,200 the number of`
        let is_number = |at: usize| item(at).is_some_and(|item| matches!(item.kind, ItemKind::Number(_)));
        let is_to = item(main + 1).is_some_and(|item| item.lower == "to");
        if is_number(main + 2) && is_to
            || is_number(main + 1) && item(main).is_some_and(|item| item.lower.ends_with(" to"))
        {
            return true;
        }
        let is_total =
            |chunk: &usize| self.sentence.of(*chunk).iter().any(|item| TOTALS.contains(&item.lower.as_str()));
        let is_figure = |(prep, noun): &(usize, usize)| {
            self.sentence.of(*prep).first().is_some_and(|item| item.lower == "to")
                && self
                    .sentence
                    .of(*noun)
                    .first()
                    .is_some_and(|item| matches!(item.kind, ItemKind::Number(_)))
        };
        clause.objects.iter().any(is_total)
            || clause.preps.iter().any(|(_, noun)| is_total(noun)) && clause.preps.iter().any(is_figure)
    }
}
