//! What stands where: `its troops are still in the zone`, `the guns stay in their holding areas`.

use super::Reader;
use crate::chunks::Shape;
use crate::clauses::{Clause, Link};
use crate::items::Item;
use crate::lexicon::{Effect, Sense};
use crate::{modality, slots};

/// Verbs of being somewhere.
const STAYS: [&str; 16] = [
    "standing",
    "sitting",
    "stand",
    "stands",
    "remain",
    "remains",
    "remained",
    "remaining",
    "stay",
    "stays",
    "stayed",
    "linger",
    "lingered",
    "stood",
    "sit",
    "sat",
];
/// Words for men under arms.
const FORCES: [&str; 37] = [
    "soldier",
    "fighter",
    "mercenary",
    "militant",
    "gunman",
    "sniper",
    "rebel",
    "guerrilla",
    "combatant",
    "trainers",
    "instructors",
    "advisers",
    "advisors",
    "paramilitaries",
    "militiamen",
    "sentries",
    "sentry",
    "personnel",
    "servicemen",
    "guards",
    "rebels",
    "guerrillas",
    "snipers",
    "troops",
    "soldiers",
    "forces",
    "fighters",
    "units",
    "militants",
    "gunmen",
    "combatants",
    "mercenaries",
    "paratroopers",
    "brigades",
    "battalions",
    "marines",
    "contingents",
];
/// Things whose place is a matter of an agreement.
const ARMS: [&str; 11] = [
    "tank",
    "weapon",
    "missile",
    "rocket",
    "post",
    "guard_post",
    "aircraft",
    "mine",
    "drone",
    "vehicle",
    "obstacle",
];

impl Reader<'_, '_, '_> {
    /// The act of a clause that only says where forces or arms are.
    pub(super) fn stays(&self, clause: &Clause) -> Option<u16> {
        let verb = self.sentence.verb(clause)?;
        let main = self.sentence.items.list.get(verb.main)?;
        let has = matches!(main.lower.as_str(), "has" | "have" | "had") && !verb.copula;
        let is_state =
            has || verb.copula && self.is_only_measured(clause) || STAYS.contains(&main.lower.as_str());
        let existing = self.existing(clause);
        let is_own = (clause.has_own_subject || existing.is_some())
            && matches!(clause.link, Link::Main | Link::And | Link::Sub)
            || clause.link == Link::And;
        let is_state = is_state || existing.is_some();
        if !is_state || !is_own || verb.passive {
            return None;
        }
        let is_placed = self.is_somewhere(clause) || self.is_among_own(clause) || self.is_at_building(clause);
        if !is_placed {
            return None;
        }
        let is_armed = |chunk: &usize| {
            let items = self.sentence.of(*chunk);
            let is_force = |item: &Item<'_>| {
                let last = item.lower.rsplit(' ').next().unwrap_or_default();
                FORCES.contains(&last)
            };
            let units = slots::units(self.sentence, *chunk);
            let is_arms = units
                .into_iter()
                .filter_map(|unit| self.context.lexicon.unit(unit))
                .any(|unit| ARMS.contains(&unit));
            let is_army =
                items.iter().any(|item| item.senses.iter().any(|sense| matches!(sense, Sense::Actor(_))))
                    && !verb.copula;
            items.iter().any(is_force) || is_arms || is_army
        };
        let things = if has || existing.is_some() { &clause.objects } else { &clause.subject };
        if !things.iter().any(is_armed) {
            return None;
        }
        let acts = &self.context.lexicon.acts;
        let at = acts.iter().position(|act| act.action == "present" && act.needs.is_empty())?;
        u16::try_from(at).ok()
    }

    /// `The pullback is to begin at noon`, `talks are due to resume`: an event that is to come.
    pub(super) fn is_to_come(&self, index: usize, clause: &Clause) -> bool {
        let is_infinitive = self.sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Infinitive);
        let above = modality::governor(self.sentence, index).map(|(_, above)| above);
        is_infinitive
            && above.is_some_and(|above| {
                above.has_own_subject
                    && above.subject == clause.subject
                    && matches!(above.link, Link::Main | Link::And | Link::Sub)
                    && (self.sentence.verb(above).is_some_and(|verb| verb.copula)
                        || self.sentence.effect(above) == Some(Effect::Planned))
            })
    }

    /// `was up to eight metres beyond the line`: a copula with nothing behind it but how far.
    fn is_only_measured(&self, clause: &Clause) -> bool {
        clause.objects.iter().all(|chunk| {
            slots::units(self.sentence, *chunk)
                .into_iter()
                .any(|unit| matches!(self.context.lexicon.unit(unit), Some("metre" | "km")))
        })
    }

    /// `There are no mercenaries in our ranks.`
    fn is_among_own(&self, clause: &Clause) -> bool {
        const OWN: [&str; 7] = ["ranks", "flag", "command", "side", "forces", "units", "lines"];
        clause.preps.iter().any(|(prep, noun)| {
            let word = self.sentence.of(*prep).first().map_or("", |item| item.lower.as_str());
            matches!(word, "in" | "under" | "on" | "among" | "within")
                && self.sentence.of(*noun).iter().any(|item| OWN.contains(&item.lower.as_str()))
        })
    }

    /// `No fighter of ours is inside the clinic.`
    fn is_at_building(&self, clause: &Clause) -> bool {
        clause.preps.iter().any(|(prep, noun)| {
            let word = self.sentence.of(*prep).first().map_or("", |item| item.lower.as_str());
            let is_building = slots::units(self.sentence, *noun)
                .into_iter()
                .filter_map(|unit| self.context.lexicon.unit(unit))
                .any(|unit| matches!(unit, "house" | "structure" | "crossing"));
            matches!(word, "in" | "inside" | "on" | "at" | "within" | "near" | "behind" | "beside")
                && is_building
        })
    }

    /// `its troops are there`, `remained in place`
    fn is_there(&self, clause: &Clause) -> bool {
        self.sentence.of(clause.verb + 1).first().is_some_and(|item| {
            matches!(item.lower.as_str(), "there" | "in place" | "in position" | "on site" | "nearby" | "put")
        })
    }

    /// Whether a place of the agreement, a zone or a line stands behind a preposition of place.
    fn is_somewhere(&self, clause: &Clause) -> bool {
        const AT: [&str; 22] = [
            "in",
            "at",
            "on",
            "inside",
            "along",
            "near",
            "within",
            "beyond",
            "across",
            "around",
            "behind",
            "throughout",
            "north of",
            "south of",
            "east of",
            "west of",
            "close to",
            "outside",
            "in front of",
            "just north of",
            "just south of",
            "just east of",
        ];
        let is_with_object =
            clause.objects.iter().any(|chunk| !slots::places(self.sentence, *chunk).is_empty());
        // `within 15 km of the line`
        let is_measured = |noun: usize| {
            let units = slots::units(self.sentence, noun);
            units.into_iter().any(|unit| matches!(self.context.lexicon.unit(unit), Some("metre" | "km")))
        };
        is_with_object
            || self.is_there(clause)
            || clause.preps.iter().any(|(prep, noun)| {
                let word = self.sentence.of(*prep).first().map_or("", |item| item.lower.as_str());
                matches!(word, "within" | "beyond") && is_measured(*noun)
            })
            || clause.preps.iter().any(|(prep, noun)| {
                let word = self.sentence.of(*prep).first().map_or("", |item| item.lower.as_str());
                let is_zone = slots::units(self.sentence, *noun)
                    .into_iter()
                    .filter_map(|unit| self.context.lexicon.unit(unit))
                    .any(|unit| matches!(unit, "zone" | "line" | "post" | "guard_post" | "depot"));
                AT.contains(&word) && (is_zone || !slots::places(self.sentence, *noun).is_empty())
            })
    }
}
