//! Numbers in noun groups: whether one begins a group, goes on with it, or names it.

use super::Gathering;
use crate::items::ItemKind;
use crate::lexicon::Part;

impl Gathering<'_, '_> {
    /// `the hostilities three servicemen`: a number before a noun begins a group, one behind a noun names it; `23 times`
    /// stands alone.
    pub(super) fn number_goes_on(&self, at: usize) -> bool {
        let next = self.item(at + 1);
        if next.is_some_and(|next| matches!(next.lower.as_str(), "times" | "occasions")) {
            return false;
        }
        let before = at.checked_sub(1).and_then(|before| self.item(before));
        let opens = before.is_some_and(|before| {
            before.any_part(&[Part::Determiner, Part::Adjective, Part::Hedge, Part::Adverb, Part::Of])
                || before.kind == ItemKind::Possessive
                || before.joins
        });
        opens
            || !self.noun_follows(at)
                && before.is_none_or(|before| !matches!(before.kind, ItemKind::Number(_)))
    }

    pub(super) fn noun_follows(&self, at: usize) -> bool {
        self.item(at + 1).is_some_and(|next| {
            next.is_known_noun() || next.senses.is_empty() && matches!(next.kind, ItemKind::Word)
        })
    }
}
