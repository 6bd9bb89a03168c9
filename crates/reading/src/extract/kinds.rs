//! Things joined by `and` that are a claim each.

use super::Reader;
use crate::claim::Class;
use crate::clauses::Clause;
use crate::draft::Draft;
use crate::items::ItemKind;
use crate::lexicon::Act;
use crate::slots;

impl Reader<'_, '_, '_> {
    /// Things joined by `and` that are of different kinds are a claim each: `removing firearms and troops`.
    pub(super) fn split(&self, found: &mut Vec<Draft>, clause: &Clause, act: &Act) {
        let may_be_two = matches!(act.class, Class::Disarm | Class::Deploy | Class::Custody | Class::Verify)
            && clause.objects.len() == 2;
        let Some(draft) = found.first().filter(|_| may_be_two).cloned() else { return };
        let lexicon = self.context.lexicon;
        let Some(first) = clause.objects.first() else { return };
        let own = slots::units(self.sentence, *first);
        let own_places = slots::places(self.sentence, *first);
        for chunk in clause.objects.iter().skip(1) {
            let units = slots::units(self.sentence, *chunk);
            let places = slots::places(self.sentence, *chunk);
            let is_other_place = !places.is_empty()
                && !own_places.is_empty()
                && places.iter().all(|place| !own_places.contains(place));
            let is_counted = |chunk: usize| {
                self.sentence.of(chunk).iter().any(|item| matches!(item.kind, ItemKind::Number(_)))
            };
            let is_other_count = act.class == Class::Verify && is_counted(*first) && is_counted(*chunk);
            if units.is_empty()
                || units.iter().any(|unit| own.contains(unit)) && !is_other_place && !is_other_count
            {
                continue;
            }
            let Some((start, end)) = self.sentence.bytes(*chunk, *chunk + 1) else { continue };
            let mut other = draft.clone();
            other.object = slots::object(lexicon, self.context.text, self.sentence, *chunk, None);
            other.quantity = slots::quantity(lexicon, self.context.text, self.sentence, *chunk);
            other.units = units.iter().filter_map(|unit| lexicon.unit(*unit)).map(str::to_owned).collect();
            other.start = start;
            other.end = draft.end.max(end);
            if is_other_place {
                other.place = slots::place_in(lexicon, self.context.text, self.sentence, *chunk, "at");
                let place = |chunk: usize| {
                    slots::places(self.sentence, chunk)
                        .first()
                        .and_then(|place| lexicon.place(*place))
                        .map(|place| place.id.clone())
                };
                other.places = place(*chunk).into_iter().collect();
                if let Some(draft) = found.first_mut() {
                    draft.place = slots::place_in(lexicon, self.context.text, self.sentence, *first, "at");
                    draft.places = place(*first).into_iter().collect();
                }
            }
            other.trail.push("O2");
            if let Some(draft) = found.first_mut() {
                draft.end = draft.end.min(start);
                draft.end = trimmed(self.context.text, draft.start, draft.end);
                draft.units.retain(|unit| !other.units.contains(unit));
            }
            found.push(other);
        }
    }
}

/// The end of a piece without white space, marks and `and` at it.
fn trimmed(text: &str, start: usize, end: usize) -> usize {
    let piece = text.get(start..end).unwrap_or_default().trim_end();
    let piece = piece.strip_suffix("and").map_or(piece, str::trim_end).trim_end_matches(',');
    start + piece.len()
}
