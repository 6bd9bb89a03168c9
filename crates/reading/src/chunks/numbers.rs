//! Numbers in noun groups: whether one begins a group, goes on with it, or names it.

use super::Gathering;
use crate::items::{Item, ItemKind};
use crate::lexicon::{Form, Part};

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

    /// `of 40 trucks 12 proceeded into the strip`, `a man of 61 died on Monday`: a verb of the past right behind a number that stands alone.
    pub(super) fn is_verb_of_number(&self, at: usize, item: &Item<'_>) -> bool {
        const HURT: [&str; 6] = ["wounded", "injured", "displaced", "missing", "detained", "armed"];
        let before = at.checked_sub(1).and_then(|before| self.item(before));
        if !before.is_some_and(|before| matches!(before.kind, ItemKind::Number(_))) || item.joined {
            return false;
        }
        let opens = at.checked_sub(2).and_then(|first| self.item(first)).is_none_or(|first| {
            matches!(first.kind, ItemKind::Mark(_) | ItemKind::Time(_))
                || first.any_part(&[
                    Part::And,
                    Part::But,
                    Part::Of,
                    Part::Relative,
                    Part::That,
                    Part::Subordinator,
                ])
        });
        let is_past = item.forms().any(|form| matches!(form, Form::Past | Form::PastOrParticiple));
        let is_word =
            item.is_known_noun() || item.part(Part::Adjective) || HURT.contains(&item.lower.as_str());
        let goes_on = self.item(at + 1).is_some_and(|next| {
            next.any_part(&[Part::Preposition, Part::By, Part::Adverb, Part::Subordinator, Part::Determiner])
                || matches!(next.kind, ItemKind::Time(_))
        });
        let goes_on = goes_on || item.lower.contains(' ');
        let is_object = matches!(self.last(), Some(super::Kind::Verb(_)));
        opens && is_past && !is_word && goes_on && !is_object
    }

    pub(super) fn noun_follows(&self, at: usize) -> bool {
        self.item(at + 1).is_some_and(|next| {
            next.is_known_noun() || next.senses.is_empty() && matches!(next.kind, ItemKind::Word)
        })
    }
}
