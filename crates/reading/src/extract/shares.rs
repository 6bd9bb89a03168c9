//! Shares of what was counted in the sentence before: `Of these, 160 were committed by the army and 111 by the rebels`.

use super::Reader;
use crate::chunks::Kind;
use crate::claim::Quantity;
use crate::clauses::Clause;
use crate::draft::Draft;
use crate::items::ItemKind;

impl Reader<'_, '_, '_> {
    /// A claim for each number that has a doer behind it; it is of what was counted last.
    pub(super) fn shares(&self, index: usize, clause: &Clause) -> Option<Vec<Draft>> {
        let counted = self.context.counted.as_deref()?;
        let is_of = matches!(self.sentence.kind(0), Some(Kind::Of));
        let is_these = self
            .sentence
            .of(1)
            .first()
            .is_some_and(|item| matches!(item.lower.as_str(), "these" | "those" | "them" | "which"));
        let is_passive = self.sentence.verb(clause).is_some_and(|verb| verb.passive && !verb.negated);
        if !(is_of && is_these && is_passive) {
            return None;
        }
        let numbers = clause.subject.iter().chain(&clause.objects);
        let found: Vec<Draft> = numbers
            .zip(&clause.agent)
            .filter_map(|(number, agent)| self.share(index, counted, *number, *agent))
            .collect();
        (!found.is_empty()).then_some(found)
    }

    fn share(&self, index: usize, counted: &Draft, number: usize, agent: usize) -> Option<Draft> {
        let items = self.sentence.of(number);
        let item = items.first().filter(|_| items.len() == 1)?;
        let ItemKind::Number(value) = &item.kind else { return None };
        let actor = self.named(&[agent]).filter(|named| self.is_known(&named.id))?;
        let (start, end) = self.sentence.bytes(number, agent + 1)?;
        let unit = counted.quantity.as_ref()?.unit.clone();
        let mut draft = counted.clone();
        (draft.start, draft.end, draft.clause) = (start, end, index);
        draft.quantity = Some(Quantity {
            value: value.value,
            low: value.low,
            high: value.high,
            unit,
            op: value.op.to_owned(),
            text: self.context.text.get(item.start..item.end).map(str::to_owned),
        });
        draft.actor = Some(actor);
        draft.is_about = true;
        draft.trail.insert(0, "V9");
        Some(draft)
    }
}
