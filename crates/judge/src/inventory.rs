//! How many there were on a day, as far as the record shows it, and what a share of that comes to in whole things.

use armistice_facts::calendar::Date;
use armistice_facts::{Fact, HeldCount, Name, What};
use armistice_terms::model::{ClassSet, ClassTest, Inventory, Limit, Norm, Place, Share};
use armistice_terms::vocabulary::Match;

use crate::grade::Entry;
use crate::sitting::{Instance, Sitting};
use crate::{Grade, Proof, Rule, wording};

/// A number that lies between two bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    /// At least so many.
    pub(crate) least: u64,
    /// At most so many, if that is known.
    pub(crate) most: Option<u64>,
}

/// In which direction a share that is no whole number goes. Nothing else keeps to the words: of 7 things, 60 per cent
/// are 4.2; who may hold at most that may hold 4, and who must hold at least that must hold 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Round {
    /// At most a share.
    Down,
    /// At least a share.
    Up,
}

/// How many a norm allows, or asks for.
#[derive(Debug, Clone)]
pub(crate) struct Bound {
    /// Of what.
    pub(crate) of: ClassSet,
    /// How many.
    pub(crate) number: Range,
    /// In words, where the text gives no number: `60 of 100 parts of tanks-2020, of which 50 are on record`.
    pub(crate) words: Option<String>,
    /// Which count would tell how many, where the record leaves it open.
    pub(crate) awaited: Option<String>,
    /// Where the number comes from.
    pub(crate) proof: Option<Proof>,
}

/// What is asked of the record: how many of a class somebody held on a day.
struct Asked<'q> {
    of: &'q ClassSet,
    on: Date,
    by: Option<&'q Name>,
    place: &'q Place,
    label: &'q Name,
}

impl Range {
    /// A number that is known.
    pub(crate) fn exactly(number: u64) -> Self {
        Range { least: number, most: Some(number) }
    }

    /// So many of so many equal parts of it.
    pub(crate) fn share(self, number: u64, parts: u64, round: Round) -> Self {
        if number == 0 {
            // Nothing of anything is nothing.
            return Range::exactly(0);
        }
        let of = |whole| part_of(whole, number, parts, round);
        Range { least: of(self.least), most: self.most.map(of) }
    }

    fn plus(self, other: Self) -> Self {
        let most = self.most.zip(other.most).map(|(one, two)| one.saturating_add(two));
        Range { least: self.least.saturating_add(other.least), most }
    }

    /// Whether the number is certain.
    pub(crate) fn is_known(self) -> bool {
        self.most == Some(self.least)
    }

    fn words(self) -> String {
        match self.most {
            Some(most) if most == self.least => format!("{most} are on record"),
            Some(most) => format!("{} to {most} are on record", self.least),
            None if self.least > 0 => format!("at least {} are on record", self.least),
            None => "no number is on record".to_owned(),
        }
    }
}

/// So many of so many equal parts of a whole, in whole things.
fn part_of(whole: u64, number: u64, parts: u64, round: Round) -> u64 {
    let product = u128::from(whole) * u128::from(number);
    let parts = u128::from(parts.max(1));
    let share = match round {
        Round::Down => product / parts,
        Round::Up => product.div_ceil(parts),
    };
    u64::try_from(share).unwrap_or(u64::MAX)
}

impl Bound {
    fn number(limit: &Limit) -> Self {
        Bound {
            of: one_class(&limit.of),
            number: Range::exactly(limit.number),
            words: None,
            awaited: None,
            proof: None,
        }
    }

    /// In words, after `at most` or `at least`.
    pub(crate) fn shown(&self) -> String {
        match &self.words {
            None => self.number.least.to_string(),
            Some(words) => match (self.number.is_known(), self.number.most) {
                (true, _) => format!("{} ({words})", self.number.least),
                (false, Some(most)) => format!("{} to {most} ({words})", self.number.least),
                (false, None) => words.clone(),
            },
        }
    }

    /// What is counted, by the first of its classes.
    pub(crate) fn class(&self) -> String {
        self.of.any_of.first().map(|test| test.class.to_string()).unwrap_or_default()
    }
}

impl<'a> Sitting<'a> {
    /// How many a limit comes to for an instance.
    pub(crate) fn limit_of(&self, limit: &Limit, instance: &Instance, round: Round) -> Bound {
        let Some(Share { parts, inventory }) = &limit.share else { return Bound::number(limit) };
        let Some(of) = self.agreement.inventory(inventory.as_str()) else { return Bound::number(limit) };
        let whole = self.recorded(of, instance);
        let awaited = self.awaited(&one_class(&of.of), &holders(of, instance), of.on, of.by.as_ref());
        let words = format!(
            "{} of {}, of which {}",
            share_words(limit.number, *parts),
            of.name,
            whole.number.words()
        );
        let number = whole.number.share(limit.number, *parts, round);
        Bound {
            of: whole.of,
            awaited: (!number.is_known()).then_some(awaited),
            number,
            proof: Some(Proof::new(Rule::Count, words.clone()).resting_on(whole.proofs)),
            words: Some(words),
        }
    }

    /// What each class came to on the day that a freeze names, in the place of its norm.
    pub(crate) fn frozen(
        &self,
        norm: &Norm,
        (classes, on): (&ClassSet, Date),
        place: &Place,
        instance: &Instance,
    ) -> Vec<Bound> {
        let of_class = |test: &ClassTest| {
            let of = ClassSet { any_of: vec![test.clone()], excluding: classes.excluding.clone() };
            let mut whole = Whole { of: of.clone(), number: Range::exactly(0), proofs: Vec::new() };
            let mut keeper = None;
            for holder in &instance.names {
                let declared = self.agreement.inventories.iter();
                let mut declared =
                    declared.filter(|one| one.of == *test && one.on == on && one.holders.contains(holder));
                let by = declared.next().and_then(|one| one.by.as_ref());
                keeper = keeper.or(by);
                whole.add(self.held_on(holder, &Asked { of: &of, on, by, place, label: &norm.label }));
            }
            let words = format!("as on {}, of which {}", wording::date(on), whole.number.words());
            let awaited = self.awaited(&of, &instance.names.iter().collect::<Vec<_>>(), on, keeper);
            Bound {
                of,
                number: whole.number,
                awaited: (!whole.number.is_known()).then_some(awaited),
                proof: Some(
                    Proof::new(Rule::Count, format!("{} {words}", test.class)).resting_on(whole.proofs),
                ),
                words: Some(words),
            }
        };
        classes.any_of.iter().map(of_class).collect()
    }

    /// The number of an inventory for an instance.
    fn recorded(&self, inventory: &Inventory, instance: &Instance) -> Whole {
        let of = one_class(&inventory.of);
        let mut whole = Whole { of: of.clone(), number: Range::exactly(0), proofs: Vec::new() };
        for holder in holders(inventory, instance) {
            let asked = Asked {
                of: &of,
                on: inventory.on,
                by: inventory.by.as_ref(),
                place: &Place::Everywhere,
                label: &inventory.name,
            };
            whole.add(self.held_on(holder, &asked));
        }
        whole
    }

    /// What one held on the day: as far as the keeper's book says it, or as the voices together show it.
    fn held_on(&self, holder: &Name, asked: &Asked<'_>) -> (Range, Vec<Proof>) {
        let himself = Instance::of_one(holder);
        let counts: Vec<Count<'a>> =
            self.docket.sights.iter().filter_map(|fact| self.count(fact, holder, asked, &himself)).collect();
        let shown = |entries: Vec<Entry<'a>>| {
            asked.by.is_some() && entries.iter().any(|entry| entry.impeached.is_none())
                || self.worth(&entries) >= self.needed.max(Grade::Claimed)
        };
        let mut steps: Vec<u64> =
            counts.iter().flat_map(|count| [count.least, count.most]).flatten().collect();
        steps.sort_unstable();
        steps.dedup();
        let at_least = |number: u64| {
            let tells = counts.iter().filter(|count| count.least.is_some_and(|least| least >= number));
            shown(tells.map(|count| count.entry.clone()).collect())
        };
        let at_most = |number: u64| {
            let tells = counts.iter().filter(|count| count.most.is_some_and(|most| most <= number));
            shown(tells.map(|count| count.entry.clone()).collect())
        };
        let range = Range {
            least: steps.iter().rev().copied().find(|step| at_least(*step)).unwrap_or(0),
            most: steps.iter().copied().find(|step| at_most(*step)),
        };
        let mut proofs: Vec<Proof> = counts.iter().map(|count| count.proof(self)).collect();
        // Figures that exclude one another leave the number open altogether.
        if range.most.is_some_and(|most| most < range.least) {
            let text = format!("the figures for {holder} exclude one another, so none is taken");
            proofs.push(Proof::new(Rule::Count, text));
            return (Range { least: 0, most: None }, proofs);
        }
        (range, proofs)
    }

    fn count(
        &self,
        fact: &'a Fact,
        holder: &Name,
        asked: &Asked<'_>,
        himself: &Instance,
    ) -> Option<Count<'a>> {
        let What::Count(held) = &fact.what else { return None };
        if held.verb.is_some() || held.holder != *holder {
            return None;
        }
        let zone = self.zone();
        let is_that_day =
            zone.date_of(fact.about.from) == asked.on && zone.date_of(fact.about.last()) == asked.on;
        if !is_that_day || asked.by.is_some_and(|by| fact.source.voice != *by) {
            return None;
        }
        let is_there = self.place(fact, &held.place, asked.place, asked.label).is == Match::Yes;
        let is_of = self.class_of(asked.of, &held.class).is == Match::Yes;
        let least = (is_there && is_of).then_some(held.at_least);
        let most = held.at_most.filter(|_| self.is_all(held, asked));
        (least.is_some() || most.is_some()).then(|| Count {
            entry: self.entry(fact, himself),
            held,
            least,
            most,
        })
    }

    /// Whether nothing that is asked for lies beyond what was counted.
    fn is_all(&self, held: &HeldCount, asked: &Asked<'_>) -> bool {
        let words = &self.agreement.vocabulary;
        asked.of.any_of.iter().all(|test| words.is_a(test.class.as_str(), held.class.as_str()))
            && self.is_whole(&held.place, asked.place)
    }

    /// Which count would tell how many.
    fn awaited(&self, of: &ClassSet, holders: &[&Name], on: Date, by: Option<&Name>) -> String {
        let class = of.any_of.first().map(|test| test.class.to_string()).unwrap_or_default();
        let holders: Vec<Name> = holders.iter().map(|name| (*name).clone()).collect();
        let by = match by {
            Some(by) => format!(" by {by}"),
            None => String::new(),
        };
        format!("a count of {class} of {} for {}{by}", wording::list(&holders), wording::date(on))
    }
}

/// A number with what it rests on.
struct Whole {
    of: ClassSet,
    number: Range,
    proofs: Vec<Proof>,
}

impl Whole {
    fn add(&mut self, (number, proofs): (Range, Vec<Proof>)) {
        self.number = self.number.plus(number);
        self.proofs.extend(proofs);
    }
}

/// One count of the day: at least so many of what is asked for, and at most so many.
struct Count<'a> {
    entry: Entry<'a>,
    held: &'a HeldCount,
    least: Option<u64>,
    most: Option<u64>,
}

impl Count<'_> {
    fn proof(&self, sitting: &Sitting<'_>) -> Proof {
        let text = format!("{} {}", crate::window::numbers(self.held), self.held.class);
        Proof::new(Rule::Count, text).resting_on([self.entry.proof(sitting)])
    }
}

/// Whose number an inventory gives for an instance: that of its one holder, or those of the bearers themselves.
fn holders<'i>(inventory: &'i Inventory, instance: &'i Instance) -> Vec<&'i Name> {
    match inventory.holders.as_slice() {
        [one] => vec![one],
        _ => instance.names.iter().collect(),
    }
}

fn one_class(test: &ClassTest) -> ClassSet {
    ClassSet { any_of: vec![test.clone()], excluding: Vec::new() }
}

/// `30 percent`, `2 of 3 parts`
fn share_words(number: u64, parts: u64) -> String {
    match parts {
        100 => format!("{number} per cent"),
        2 if number == 1 => "half".to_owned(),
        3 | 4 if number == 1 => format!("a {}", if parts == 3 { "third" } else { "quarter" }),
        3 => format!("{number} thirds"),
        4 => format!("{number} quarters"),
        _ => "all".to_owned(),
    }
}

#[cfg(test)]
mod tests;
