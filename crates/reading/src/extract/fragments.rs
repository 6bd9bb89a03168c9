//! Lines of a list without a verb: `- 12 cases of shooting at civilians;`, `near the station: 14 explosions`.

use super::Reader;
use crate::chunks::{Kind, Shape};
use crate::draft::Draft;
use crate::items::ItemKind;
use crate::modality::Mode;
use crate::slots;

impl Reader<'_, '_, '_> {
    /// Each act that a line without a verb counts. Who did it and whose word it is was told before the list, or is the issuer.
    pub(super) fn fragments(&self) -> Vec<Draft> {
        let is_finite = |clause: &crate::clauses::Clause| {
            self.sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Finite)
        };
        let is_told = self.context.counted.is_some() || self.context.issuer.is_some();
        if !is_told || self.sentence.clauses.iter().any(is_finite) {
            return Vec::new();
        }
        let counted = (0..self.sentence.chunks.len()).filter_map(|noun| self.fragment(noun));
        // Below a heading that counts, `none` is no act of it.
        let is_log = self.sentence.clauses.is_empty() && self.context.issuer.is_some();
        let none =
            (0..self.sentence.chunks.len()).filter(|_| is_log).filter_map(|noun| self.none_in_line(noun));
        counted.chain(none).collect()
    }

    fn fragment(&self, noun: usize) -> Option<Draft> {
        let is_head = matches!(self.sentence.kind(noun)?, Kind::Noun { .. })
            && noun.checked_sub(1).and_then(|before| self.sentence.kind(before)).is_none_or(|kind| {
                matches!(
                    kind,
                    Kind::Break | Kind::Comma | Kind::And | Kind::Other | Kind::Stop | Kind::ParenClose
                )
            });
        let is_counted = self.sentence.of(noun).iter().any(|item| matches!(item.kind, ItemKind::Number(_)));
        if !is_head || !is_counted {
            return None;
        }
        let (act, _) = slots::act_noun(self.sentence, noun)?;
        let entry = self.context.lexicon.act(act).filter(|act| act.action != "detect")?;
        let after = (noun + 1..self.sentence.chunks.len())
            .find(|at| {
                !matches!(self.sentence.kind(*at), Some(Kind::Prep | Kind::Noun { .. } | Kind::Of | Kind::By))
            })
            .unwrap_or(self.sentence.chunks.len());
        let (start, end) = self.sentence.bytes(noun, after)?;
        let mut draft = self.blank(entry, start, end, Mode::done());
        draft.quantity = slots::quantity(self.context.lexicon, self.context.text, self.sentence, noun);
        draft.actor = self.named(&[noun]).filter(|named| self.is_known(&named.id));
        draft.place = (noun + 1..after).find_map(|at| {
            let word = self.sentence.of(at.checked_sub(1)?).first()?.lower.clone();
            slots::place_in(self.context.lexicon, self.context.text, self.sentence, at, &word)
        });
        if let Some(counted) = &self.context.counted {
            draft.actor = draft.actor.or_else(|| counted.actor.clone());
            draft.when.clone_from(&counted.when);
            draft.attribution.clone_from(&counted.attribution);
            draft.voice = counted.voice;
        }
        if draft.attribution.is_empty() {
            self.carry_voice(&mut draft);
        }
        draft.is_about = true;
        draft.trail.insert(0, "V10");
        Some(draft)
    }
}
