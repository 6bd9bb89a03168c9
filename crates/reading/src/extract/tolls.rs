//! Who was hurt, where no verb of its own says so: `12 were killed and 40 injured`, `put the toll at eight dead`.

use super::Reader;
use crate::chunks::Kind;
use crate::claim::Class;
use crate::clauses::Clause;
use crate::draft::Draft;
use crate::items::ItemKind;
use crate::lexicon::Part;
use crate::modality::Mode;
use crate::slots;

impl Reader<'_, '_, '_> {
    /// `The strike left three people dead`: the harm stands behind whom it was done to.
    pub(super) fn left_behind(&self, clause: &Clause) -> Option<u16> {
        let verb = self.sentence.verb(clause)?;
        let main = self.sentence.items.list.get(verb.main)?;
        let lives = || {
            let mut items = clause.objects.iter().flat_map(|chunk| self.sentence.of(*chunk));
            items.any(|item| item.lower == "lives" || item.lower == "life")
        };
        let is_cost = ["claim", "cost", "took", "take", "taking", "taken"]
            .iter()
            .any(|stem| main.lower.starts_with(stem));
        let is_left = matches!(main.lower.as_str(), "leave" | "leaves" | "left" | "leaving");
        if !(is_left || is_cost && lives()) {
            return None;
        }
        let items = || clause.objects.iter().flat_map(|chunk| self.sentence.of(*chunk));
        let has = |words: &[&str]| items().any(|item| words.contains(&item.lower.as_str()));
        let action = match () {
            () if is_cost || has(&["dead"]) => "killed",
            () if has(&["ruins", "rubble", "flames", "tatters", "destroyed", "damaged", "burning"]) => {
                "damaged"
            }
            () if has(&["wounded", "injured", "hurt"]) => "wounded",
            () if self.is_cut_off(clause) => "damaged",
            () => return None,
        };
        let acts = &self.context.lexicon.acts;
        let at = acts.iter().position(|act| act.class == Class::Harm && act.action == action)?;
        u16::try_from(at).ok()
    }

    /// `left 300 homes without power`
    fn is_cut_off(&self, clause: &Clause) -> bool {
        const POWER: [&str; 8] =
            ["power", "electricity", "water", "heating", "heat", "gas", "light", "roofs"];
        clause.preps.iter().any(|(prep, noun)| {
            self.sentence.of(*prep).first().is_some_and(|item| item.lower == "without")
                && self.sentence.of(*noun).iter().any(|item| POWER.contains(&item.lower.as_str()))
        })
    }

    /// Each number of dead or wounded that no claim of the sentence holds yet.
    pub(super) fn tolls(&self, found: &[Draft]) -> Vec<Draft> {
        (0..self.sentence.chunks.len()).filter_map(|chunk| self.toll(chunk, found)).collect()
    }

    fn toll(&self, chunk: usize, found: &[Draft]) -> Option<Draft> {
        let action = self.harmed(chunk)?;
        let (start, end) = self.sentence.bytes(chunk, chunk + 1)?;
        let harms = || found.iter().filter(|draft| draft.class == Class::Harm);
        let is_held = harms().any(|draft| {
            draft.action == action && draft.start < end && start < draft.end
                || draft.quantity.as_ref().and_then(|quantity| quantity.text.as_deref()).is_some_and(
                    |words| self.context.text.get(start..end).is_some_and(|piece| piece.starts_with(words)),
                )
        });
        if is_held {
            return None;
        }
        let near = harms().min_by_key(|draft| draft.start.abs_diff(start)).or_else(|| {
            let strikes = found.iter().filter(|draft| draft.class == Class::Force);
            strikes.min_by_key(|draft| draft.start.abs_diff(start))
        });
        let tells = |item: &crate::items::Item<'_>| {
            ["toll", "casualt", "left", "leaving", "count"].iter().any(|stem| item.lower.starts_with(stem))
        };
        if near.is_none() && !self.sentence.items.list.iter().any(tells) {
            return None;
        }
        let entry = self
            .context
            .lexicon
            .acts
            .iter()
            .find(|act| act.class == Class::Harm && act.action == action && act.needs.is_empty())?;
        let mut draft = self.blank(entry, start, end, near.map_or_else(Mode::done, |near| near.mode.clone()));
        draft.quantity = slots::quantity(self.context.lexicon, self.context.text, self.sentence, chunk);
        match near {
            Some(near) => self.like(&mut draft, near),
            None => self.of_clause_before(&mut draft, chunk),
        }
        draft.trail.insert(0, "V13");
        Some(draft)
    }

    /// What befell those whom a noun group counts: `40 injured`, `seven dead`.
    fn harmed(&self, chunk: usize) -> Option<&'static str> {
        if !matches!(self.sentence.kind(chunk)?, Kind::Noun { .. }) {
            return None;
        }
        let items = self.sentence.of(chunk);
        let last = items.iter().take_while(|item| !item.part(Part::Of)).last()?;
        let action = match last.lower.as_str() {
            "dead" | "killed" | "deaths" | "fatalities" => "killed",
            "injured" | "wounded" | "hurt" | "injuries" => "wounded",
            _ => return None,
        };
        let is_counted =
            items.iter().any(|item| matches!(item.kind, ItemKind::Number(_)) || item.lower == "another");
        is_counted.then_some(action)
    }

    /// Time, voice, doer and place as of another claim of the sentence.
    fn like(&self, draft: &mut Draft, near: &Draft) {
        draft.clause = near.clause;
        draft.actor.clone_from(&near.actor);
        draft.place.clone_from(&near.place);
        draft.when.clone_from(&near.when);
        draft.days = near.days;
        draft.attribution.clone_from(&near.attribution);
        draft.voice = near.voice;
        draft.is_about = near.is_about;
        draft.places.clone_from(&near.places);
        draft.units = vec!["person".to_owned()];
        draft.trail.extend(near.mode.trail.iter());
    }

    /// Time and voice of the clause in which the number stands.
    fn of_clause_before(&self, draft: &mut Draft, chunk: usize) {
        let at = self.sentence.clauses.iter().rposition(|clause| clause.verb < chunk);
        let Some((index, clause)) = at.and_then(|at| Some((at, self.sentence.clauses.get(at)?))) else {
            return;
        };
        let voices = self.voices(chunk, usize::MAX);
        self.fill(draft, index, clause, None, &voices);
    }
}
