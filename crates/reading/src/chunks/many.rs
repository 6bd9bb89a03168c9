//! Whether the noun group before a verb is many: its verb then stands in the base form.

use super::{Gathering, Kind};
use crate::items::{Item, ItemKind};
use crate::lexicon::{Part, Sense};

impl Gathering<'_, '_> {
    /// Whether the noun group before is many.
    pub(super) fn is_plural_before(&self) -> bool {
        let mut chunks = self.chunks.iter().enumerate().rev();
        let noun = chunks.find(|(_, chunk)| matches!(chunk.kind, Kind::Noun { .. }));
        let Some((at, chunk)) = noun else { return false };
        let items = self.items.get(chunk.first..chunk.after).unwrap_or_default();
        let is_person =
            items.last().is_some_and(|item| item.any_part(&[Part::PersonPronoun, Part::ThingPronoun]));
        !is_person && (self.is_many(at, items) || self.is_many_before(at))
    }

    /// `four army`, `yellow`: a noun group that waits for its noun, a number above one before a singular, or an adjective alone.
    pub(super) fn is_open_group(&self) -> bool {
        let chunk = self.chunks.last().filter(|chunk| matches!(chunk.kind, Kind::Noun { .. }));
        let items = chunk.and_then(|chunk| self.items.get(chunk.first..chunk.after)).unwrap_or_default();
        let Some(last) = items.last() else { return false };
        let is_counted = items.len() > 1
            && items.iter().all(|item| !item.part(Part::Of))
            && items.first().is_some_and(|item| {
                matches!(&item.kind, ItemKind::Number(number) if number.value.is_some_and(|value| value > 1.0))
            });
        let is_singular = matches!(last.kind, ItemKind::Word)
            && !last.lower.ends_with('s')
            && !last.lower.ends_with("people")
            && !last.lower.ends_with("men")
            && !last.lower.ends_with("children")
            && !last.is_pronoun();
        is_counted && is_singular
    }

    /// `Two hospitals in the town remain closed`: whether the noun group before a preposition is many.
    fn is_many_before(&self, at: usize) -> bool {
        let is_prep = |at: usize| matches!(self.chunks.get(at).map(|chunk| &chunk.kind), Some(Kind::Prep));
        // `mines on that stretch`
        let is_bare = self.chunks.get(at).is_some_and(|chunk| {
            chunk.after == chunk.first + 1
                && self
                    .item(chunk.first)
                    .is_some_and(|item| item.part(Part::Determiner) || item.lower == "that")
        });
        let head = at.checked_sub(2).filter(|head| is_prep(head + 1) && !is_bare);
        head.and_then(|head| self.chunks.get(head))
            .filter(|chunk| matches!(chunk.kind, Kind::Noun { .. }))
            .and_then(|chunk| self.items.get(chunk.first..chunk.after))
            .zip(head)
            .is_some_and(|(items, head)| self.is_many(head, items))
    }

    /// Whether the noun group at this place is many.
    fn is_many(&self, at: usize, items: &[Item<'_>]) -> bool {
        let Some(last) = items.last() else { return false };
        // `units of the militia keep to the truce`: the word before `of` has the verb; `11 lie inside`.
        let head = items.iter().take_while(|item| !item.part(Part::Of)).last();
        let is_counted = items.len() == 1
            && matches!(&last.kind, ItemKind::Number(number) if number.value.is_some_and(|value| value > 1.0));
        let ends_many = |item: &Item<'_>| {
            item.lower.len() > 3 && item.lower.ends_with('s') && !item.lower.ends_with("ss")
                || item.lower.ends_with("people")
                || item.lower.ends_with("men")
        };
        let is_plural = is_counted
            || head.is_some_and(ends_many)
            || last.lower.ends_with('s')
            || ends_many(last)
            || last.any_part(&[Part::PluralPronoun, Part::OwnPronoun, Part::Unnamed]);
        let is_joint =
            items.iter().any(|item| item.senses.iter().any(|sense| matches!(sense, Sense::Joint(_))))
                || last.senses.iter().any(|sense| matches!(sense, Sense::People(_)));
        let kind =
            |back: usize| at.checked_sub(back).and_then(|at| self.chunks.get(at)).map(|chunk| &chunk.kind);
        let has_and = matches!(kind(1), Some(Kind::And)) && matches!(kind(2), Some(Kind::Noun { .. }));
        is_plural || is_joint || has_and
    }
}
