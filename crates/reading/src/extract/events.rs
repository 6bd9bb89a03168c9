//! Events told by their noun: `an exchange of fire took place`.

use super::Reader;
use crate::chunks::{Kind, Shape};
use crate::clauses::{Clause, Link};
use crate::lexicon::{Effect, Sense};
use crate::{modality, slots};

impl Reader<'_, '_, '_> {
    /// `An exchange of fire took place`: the act is what the verb is said of.
    pub(super) fn told_by_subject(&self, index: usize, clause: &Clause) -> Option<(u16, &'static str)> {
        // `An exchange of fire took place.`, but not `the pullback hinges on it`.
        const NO_EVENT: [&str; 33] = [
            "show",
            "reveal",
            "confirm",
            "found",
            "suggest",
            "indicat",
            "prov",
            "conclud",
            "went against",
            "go against",
            "goes against",
            "dealt with",
            "deal with",
            "hing",
            "depend",
            "rel",
            "await",
            "requir",
            "need",
            "mean",
            "matter",
            "differ",
            "seem",
            "appear",
            "concern",
            "amount",
            "pertain",
            "refer",
            "relat",
            "deserv",
            "constitut",
            "represent",
            "reflect",
        ];
        let main = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main));
        let tells_none = main.is_some_and(|item| NO_EVENT.iter().any(|stem| item.lower.starts_with(stem)));
        let is_plain = !tells_none
            && self.sentence.senses(clause).iter().any(|sense| {
                matches!(sense, Sense::Verb(_) | Sense::Control(Effect::Ongoing | Effect::Stopped, _))
            })
            || self.sentence.verb(clause)?.copula;
        // `There were two exchanges of fire.`
        if let Some(noun) = self.existing(clause) {
            return slots::act_noun(self.sentence, noun).map(|(act, _)| (act, "V3"));
        }
        let noun = clause.subject.iter().find_map(|chunk| slots::act_noun(self.sentence, *chunk));
        let is_own = clause.has_own_subject
            && matches!(clause.link, Link::Main | Link::And)
            && modality::governor(self.sentence, index).is_none();
        // `Flights are to follow`: the infinitive behind tells it.
        let is_open = matches!(self.sentence.kind(clause.after), Some(Kind::Verb(next)) if next.shape == Shape::Infinitive);
        let is_own = is_own || self.is_to_come(index, clause);
        noun.filter(|_| !is_open && is_plain && is_own && clause.objects.is_empty())
            .map(|(act, _)| (act, "V3"))
    }
}
