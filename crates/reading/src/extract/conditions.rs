//! What a clause only says to be so: `the crossing was open`, `eight people are in hospital`, `900 are still in jail`.

use super::Reader;
use crate::claim::Class;
use crate::clauses::{Clause, Link};
use crate::items::{Item, ItemKind};
use crate::lexicon::{Part, Sense};
use crate::slots;

/// Ways that are open or shut.
const WAYS: [&str; 36] = [
    "crossing",
    "crossings",
    "checkpoint",
    "checkpoints",
    "road",
    "roads",
    "highway",
    "highways",
    "route",
    "routes",
    "gate",
    "gates",
    "bridge",
    "bridges",
    "corridor",
    "corridors",
    "airport",
    "airports",
    "port",
    "ports",
    "border",
    "street",
    "junction",
    "airspace",
    "airfield",
    "lane",
    "causeway",
    "passage",
    "strait",
    "track",
    "hospital",
    "hospitals",
    "terminal",
    "line",
    "hotline",
    "channel",
];
/// What is said of a way on which one can go.
const OPEN: [&str; 9] = [
    "open",
    "passable",
    "accessible",
    "usable",
    "navigable",
    "reopened",
    "in use",
    "in service",
    "to traffic",
];
/// What is said of a way on which one cannot.
const SHUT: [&str; 17] = [
    "shut",
    "closed",
    "impassable",
    "blocked",
    "inaccessible",
    "off limits",
    "off-limits",
    "out of bounds",
    "cut off",
    "cut",
    "sealed",
    "barred",
    "unusable",
    "out of use",
    "out of reach",
    "unreachable",
    "dead",
];
/// Where the wounded are.
const CARE: [&str; 9] = [
    "in hospital",
    "in hospitals",
    "in the hospital",
    "in intensive care",
    "in critical condition",
    "in a critical condition",
    "in a serious condition",
    "in a coma",
    "under treatment",
];
/// Where those are whom somebody holds.
const HELD: [&str; 21] = [
    "in prison",
    "in prisons",
    "in jail",
    "in jails",
    "in custody",
    "in captivity",
    "in detention",
    "in its custody",
    "in their custody",
    "behind bars",
    "in the hands",
    "in their hands",
    "in its hands",
    "in enemy hands",
    "in cells",
    "in chains",
    "in its prisons",
    "in their prisons",
    "in its jails",
    "under arrest",
    "under house arrest",
];
/// Where those are who were let go.
const FREE: [&str; 8] = [
    "free",
    "at liberty",
    "back home",
    "free again",
    "home again",
    "with their families",
    "with his family",
    "with her family",
];
/// Verbs beside `be` for what goes on as it was.
const STAYS: [&str; 19] = [
    "remain",
    "remains",
    "remained",
    "remaining",
    "stay",
    "stays",
    "stayed",
    "staying",
    "languish",
    "languishes",
    "languished",
    "languishing",
    "sit",
    "sits",
    "sat",
    "keep",
    "kept",
    "linger",
    "lie",
];

impl Reader<'_, '_, '_> {
    /// The act of a clause that tells of no act but of what came of one: a way that is open or shut, people who lie wounded, people
    /// who are held.
    pub(super) fn stands(&self, clause: &Clause) -> Option<u16> {
        let verb = self.sentence.verb(clause)?;
        let main = self.sentence.items.list.get(verb.main)?;
        let is_state = verb.copula || STAYS.contains(&main.lower.as_str());
        let is_told = matches!(clause.link, Link::Main | Link::And | Link::Sub)
            || clause.link == Link::Relative && clause.has_own_subject;
        let said = self.said(clause);
        if let Some(act) = self.told_dead(clause, &said) {
            return Some(act);
        }
        if !is_state || !is_told || verb.passive {
            return None;
        }
        let (class, action) = self.condition(clause, &said)?;
        let acts = &self.context.lexicon.acts;
        let at = acts.iter().position(|act| act.class == class && act.action == action)?;
        u16::try_from(at).ok()
    }

    /// What the words behind the verb say of its subject.
    fn condition(&self, clause: &Clause, said: &str) -> Option<(Class, &'static str)> {
        let holds = |words: &[&str]| words.iter().any(|words| is_within(said, words));
        let subject = *clause.subject.first()?;
        if self.is_way(subject) {
            return match () {
                () if holds(&SHUT) => Some((Class::Access, "deny_access")),
                () if holds(&OPEN) => Some((Class::Access, "allow_access")),
                () => None,
            };
        }
        if self.is_people(subject) {
            return match () {
                () if holds(&FREE) => Some((Class::Custody, "release")),
                () if holds(&HELD) => Some((Class::Custody, "detain")),
                () if holds(&CARE) && self.is_some(subject) => Some((Class::Harm, "wounded")),
                () => None,
            };
        }
        None
    }

    /// `are reported dead`, `was confirmed killed`
    fn told_dead(&self, clause: &Clause, said: &str) -> Option<u16> {
        const TOLD: [&str; 8] =
            ["reported", "confirmed", "pronounced", "declared", "listed", "counted", "found", "certified"];
        let verb = self.sentence.verb(clause)?;
        let main = self.sentence.items.list.get(verb.main)?;
        let action = match () {
            () if is_within(said, "dead") || is_within(said, "killed") => "killed",
            () if is_within(said, "wounded") || is_within(said, "injured") => "wounded",
            () => return None,
        };
        let is_told = verb.passive && TOLD.contains(&main.lower.as_str());
        let subject = *clause.subject.first()?;
        if !is_told || !self.is_people(subject) {
            return None;
        }
        let acts = &self.context.lexicon.acts;
        let at = acts.iter().position(|act| act.class == Class::Harm && act.action == action)?;
        u16::try_from(at).ok()
    }

    /// The words behind the verb, with a space on either side.
    fn said(&self, clause: &Clause) -> String {
        let mut said = " ".to_owned();
        let items = (clause.verb + 1..clause.after).flat_map(|chunk| self.sentence.of(chunk)).take(12);
        for item in items {
            said.push_str(&item.lower);
            said.push(' ');
        }
        said
    }

    /// A crossing, a road, or a place by its name.
    fn is_way(&self, chunk: usize) -> bool {
        let items = self.sentence.of(chunk);
        let head = items.iter().take_while(|item| !item.part(Part::Of)).last();
        let is_way =
            |item: &Item<'_>| WAYS.contains(&item.lower.rsplit([' ', '-']).next().unwrap_or_default());
        head.is_some_and(is_way) || items.len() <= 2 && !slots::places(self.sentence, chunk).is_empty()
    }

    /// `eight people`, `a boy`: some that were not told of before. A minister in hospital was hurt by nobody.
    fn is_some(&self, chunk: usize) -> bool {
        let items = self.sentence.of(chunk);
        items.iter().any(|item| matches!(item.kind, ItemKind::Number(_)))
            || items.first().is_some_and(|item| {
                matches!(item.lower.as_str(), "a" | "an" | "another" | "several" | "some" | "many" | "others")
            })
    }

    /// People, or a number that stands for them.
    fn is_people(&self, chunk: usize) -> bool {
        let items = self.sentence.of(chunk);
        let is_number = !items.is_empty()
            && items.iter().all(|item| {
                matches!(item.kind, ItemKind::Number(_))
                    || item.part(Part::Adverb)
                    || item.part(Part::Determiner)
                    || item.part(Part::Preposition)
                    || item.part(Part::Hedge)
            });
        let is_person = |unit: &str| matches!(unit, "person" | "hostage" | "prisoner" | "citizen" | "troops");
        is_number
            || slots::units(self.sentence, chunk)
                .into_iter()
                .filter_map(|unit| self.context.lexicon.unit(unit))
                .any(is_person)
            || items.iter().any(|item| {
                item.senses.iter().any(|sense| matches!(sense, Sense::People(_)))
                    || matches!(
                        item.lower.as_str(),
                        "comrades" | "compatriots" | "nationals" | "others" | "brothers"
                    )
            })
    }
}

/// Whether words stand in others as words.
fn is_within(said: &str, words: &str) -> bool {
    said.match_indices(words).any(|(at, found)| {
        said.get(..at).is_some_and(|before| before.ends_with(' '))
            && said.get(at + found.len()..).is_some_and(|behind| behind.starts_with(' '))
    })
}
