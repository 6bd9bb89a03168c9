//! What is told of the rest of a thing: `a further 300 will follow`, `the second batch is to follow by June`.

use super::Reader;
use crate::claim::{Class, Quantity};
use crate::clauses::{Clause, Link};
use crate::draft::Draft;
use crate::items::{Item, ItemKind};
use crate::modality;
use crate::slots;

/// Words for the rest of what was told of.
const REST: [&str; 22] = [
    "other",
    "others",
    "another",
    "further",
    "more",
    "rest",
    "remaining",
    "remainder",
    "batch",
    "batches",
    "group",
    "groups",
    "last",
    "second",
    "third",
    "fourth",
    "final",
    "next",
    "convoy",
    "tranche",
    "stage",
    "contingent",
];

impl Reader<'_, '_, '_> {
    /// A clause that says of the rest that it follows: the same act as was told last, of so many more.
    pub(super) fn follows(&self, index: usize, clause: &Clause) -> Option<Draft> {
        let told = self.context.told.as_deref()?;
        let verb = self.sentence.verb(clause)?;
        let main = self.sentence.items.list.get(verb.main)?;
        let is_follow = main.lower.starts_with("follow") && !verb.passive && clause.objects.is_empty();
        let subject = *clause.subject.first()?;
        let is_rest =
            |item: &Item<'_>| matches!(item.kind, ItemKind::Number(_)) || REST.contains(&item.lower.as_str());
        let is_told =
            matches!(clause.link, Link::Main | Link::And | Link::Controlled | Link::Relative | Link::Sub)
                && self.sentence.of(subject).iter().any(is_rest);
        if !is_follow || !is_told {
            return None;
        }
        let mut draft = told.clone();
        draft.mode = modality::of_clause(self.sentence, index, false);
        (draft.start, draft.end) = self.quote(index, clause)?;
        draft.quantity = self.so_many_more(subject, told);
        draft.trail.clear();
        let (actor, units, places) = (draft.actor.clone(), draft.units.clone(), draft.places.clone());
        let voices = self.voices(clause.verb, index);
        let about = draft.is_about;
        self.fill(&mut draft, index, clause, actor, &voices);
        (draft.units, draft.places) = (units, places);
        draft.is_about |= about;
        draft.zone = self.context.zone;
        draft.trail.insert(0, "V12");
        Some(draft)
    }

    /// `another four`: of the unit that was told last.
    fn so_many_more(&self, subject: usize, told: &Draft) -> Option<Quantity> {
        let unit = told.quantity.as_ref().map(|quantity| quantity.unit.clone());
        let own = slots::quantity(self.context.lexicon, self.context.text, self.sentence, subject);
        if let Some(own) = own {
            return Some(Quantity { unit: unit.unwrap_or(own.unit.clone()), ..own });
        }
        let (item, number) = self.sentence.of(subject).iter().find_map(|item| match &item.kind {
            ItemKind::Number(number) => Some((item, number)),
            _ => None,
        })?;
        Some(Quantity {
            value: number.value,
            low: number.low,
            high: number.high,
            unit: unit?,
            op: number.op.to_owned(),
            text: self.context.text.get(item.start..item.end).map(str::to_owned),
        })
    }
}

/// Whether more of an act may follow: what is brought, taken away, let go or let in piece by piece.
pub(super) fn may_follow(draft: &Draft) -> bool {
    matches!(
        draft.class,
        Class::Disarm | Class::Deploy | Class::Custody | Class::Access | Class::Movement | Class::Drill
    )
}
