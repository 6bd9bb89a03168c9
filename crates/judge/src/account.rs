//! What is told of the performance of a deed, and what that is worth.
//!
//! An account knows nothing of deadlines: it says whether the deed is told as done, when by the earliest word, on
//! whose word, and whether the agreement's own rule of attestation is met.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::{
    CheckItem, Fact, Impeachment, Inspection, Instant, Manner, Name, Outcome, Performance, Stage, Voice,
};
use armistice_terms::model::{Deed, Norm, Rule};

use crate::Grade;
use crate::grade::{Entry, Relation};
use crate::inventory::{Bound, Range, Round};
use crate::shares::Shares;
use crate::sitting::{Instance, Sitting};

/// What is told of a deed for one instance.
#[derive(Debug, Clone, Default)]
pub(crate) struct Account<'a> {
    /// Facts that tell it as done.
    pub(crate) done: Vec<Entry<'a>>,
    /// Facts that tell it as not done.
    pub(crate) not_done: Vec<Entry<'a>>,
    /// Facts that tell it as refused or as impossible; they stand among those that tell it as not done, too.
    pub(crate) given_up: Vec<(Entry<'a>, Stage)>,
    /// Facts that tell of fewer than are owed, and of how many.
    pub(crate) short: Vec<(Entry<'a>, u64)>,
    /// Facts that tell it as undone again.
    pub(crate) reversed: Vec<Entry<'a>>,
    /// Facts that tell of a beginning or a part.
    pub(crate) under_way: Vec<(&'a Fact, &'a Performance)>,
    /// Every inspection.
    pub(crate) inspections: Vec<(&'a Fact, &'a Inspection)>,
    /// Impeachments of the evidence.
    pub(crate) impeachments: Vec<(&'a Fact, &'a Impeachment)>,
    /// Denials of the evidence by a side.
    pub(crate) denials: Vec<&'a Fact>,
    /// The grade of the evidence that it was done.
    pub(crate) grade: Grade,
    /// The grade of the evidence that it was not done.
    pub(crate) against: Grade,
    /// When it was done, by the earliest told time; `None` while it is not told for every bearer.
    pub(crate) fulfilled: Option<Instant>,
    /// Whether that time is only the inspection's, the performance's own not being told.
    pub(crate) by_inspection_only: bool,
    /// From when the rule of attestation was met.
    pub(crate) verified: Option<Instant>,
    /// Who has attested, as far as the rule asks for them, in the order of the rule.
    pub(crate) heard: Vec<Name>,
    /// How many are owed, where one number is.
    pub(crate) owed: Option<Bound>,
}

impl Account<'_> {
    /// What was inspected, item by item, in the order of the inspections.
    pub(crate) fn items(&self) -> Vec<CheckItem> {
        let inspected = self.inspections.iter().flat_map(|(_, inspection)| &inspection.items);
        let impeached = self.impeachments.iter().flat_map(|(_, impeachment)| &impeachment.items);
        let mut items: Vec<CheckItem> = Vec::new();
        for item in inspected.chain(impeached) {
            if !items.contains(item) {
                items.push(item.clone());
            }
        }
        items
    }

    /// Whether evidence that it was done was impeached.
    pub(crate) fn is_impeached(&self) -> bool {
        self.done.iter().any(|entry| entry.impeached.is_some())
    }
}

/// The account of a norm's performance for one instance. For a joint instance every bearer's part has to be told:
/// the whole is worth what its weakest part is.
///
/// What is owed in shares is done when the last of them is.
pub(crate) fn of<'a>(sitting: &Sitting<'a>, norm: &Norm, instance: &Instance) -> Account<'a> {
    match &norm.rule {
        Rule::Deed(deed) if !deed.stages.is_empty() => {
            let shares = Shares::of(sitting, norm, deed, instance);
            share(sitting, norm, instance, &shares, deed.stages.len())
        }
        _ => among(sitting, norm, instance, &|_| true),
    }
}

/// The same, of one share of what is owed in shares.
pub(crate) fn share<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
    shares: &Shares,
    number: usize,
) -> Account<'a> {
    let owed = shares.owed(number).cloned();
    counted(sitting, norm, instance, &|fact| shares.belongs(number, fact), owed)
}

/// The same, from those facts alone that belong to one of several times that the norm is owed.
pub(crate) fn among<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
    belongs: &dyn Fn(&Fact) -> bool,
) -> Account<'a> {
    counted(sitting, norm, instance, belongs, owed(sitting, norm, instance))
}

/// The same, where so many are owed.
pub(crate) fn counted<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
    belongs: &dyn Fn(&Fact) -> bool,
    owed: Option<Bound>,
) -> Account<'a> {
    let number = owed.as_ref().map(|bound| bound.number);
    let told = Told { sitting, norm, instance, belongs, number };
    let mut parts = instance.names.iter().map(|bearer| told.part(bearer));
    let Some(mut whole) = parts.next() else { return Account::default() };
    for part in parts {
        merge(&mut whole, part);
    }
    whole.owed = owed;
    whole
}

/// How many a deed owes, where it counts things of one class: what is told of several is told of no one of them.
fn owed(sitting: &Sitting<'_>, norm: &Norm, instance: &Instance) -> Option<Bound> {
    match &norm.rule {
        Rule::Deed(Deed { objects, .. }) => match objects.as_slice() {
            [limit] => Some(sitting.limit_of(limit, instance, Round::Up)),
            _ => None,
        },
        _ => None,
    }
}

fn merge<'a>(whole: &mut Account<'a>, part: Account<'a>) {
    whole.grade = whole.grade.min(part.grade);
    whole.against = whole.against.max(part.against);
    whole.by_inspection_only |= part.by_inspection_only;
    whole.fulfilled = whole.fulfilled.zip(part.fulfilled).map(|(one, two)| one.max(two));
    whole.verified = whole.verified.zip(part.verified).map(|(one, two)| one.max(two));
    whole.heard.retain(|name| part.heard.contains(name));
    join(&mut whole.done, part.done, |entry| entry.fact);
    join(&mut whole.not_done, part.not_done, |entry| entry.fact);
    join(&mut whole.given_up, part.given_up, |(entry, _)| entry.fact);
    join(&mut whole.short, part.short, |(entry, _)| entry.fact);
    join(&mut whole.reversed, part.reversed, |entry| entry.fact);
    join(&mut whole.under_way, part.under_way, |(fact, _)| *fact);
    join(&mut whole.inspections, part.inspections, |(fact, _)| *fact);
    join(&mut whole.impeachments, part.impeachments, |(fact, _)| *fact);
    join(&mut whole.denials, part.denials, |fact| *fact);
}

/// Adds what is not there yet, in the order of time.
fn join<'a, T>(whole: &mut Vec<T>, part: Vec<T>, fact: impl Fn(&T) -> &'a Fact) {
    for one in part {
        if !whole.iter().any(|known| fact(known).id == fact(&one).id) {
            whole.push(one);
        }
    }
    whole.sort_by(|one, two| {
        (fact(one).about.from, fact(one).known, &fact(one).id).cmp(&(
            fact(two).about.from,
            fact(two).known,
            &fact(two).id,
        ))
    });
}

/// Of which norm and bearers what is told is taken, and how many they owe.
struct Told<'s, 'a, 'b> {
    sitting: &'s Sitting<'a>,
    norm: &'s Norm,
    instance: &'s Instance,
    belongs: &'b dyn Fn(&Fact) -> bool,
    number: Option<Range>,
}

impl<'a> Told<'_, 'a, '_> {
    /// One bearer's part of an account; the voices are measured against the whole instance.
    fn part(&self, bearer: &Name) -> Account<'a> {
        let Told { sitting, norm, instance, belongs, .. } = *self;
        let label = norm.label.as_str();
        let speaks = |of: &Option<Name>| of.as_ref().is_none_or(|of| of == bearer);
        let mut account = Account::default();
        let performances = sitting.docket.performances(label).iter();
        for (fact, told) in performances.filter(|(fact, told)| speaks(&told.bearer) && belongs(fact)) {
            self.take(fact, told, &mut account);
        }
        let has_word = !account.done.is_empty();
        let inspections = sitting.docket.inspections(label).iter();
        for (fact, told) in inspections.filter(|(fact, told)| speaks(&told.bearer) && belongs(fact)) {
            // An inspection after the day that is judged confirms what was told as done by then; alone it would say only
            // that it was done later.
            if fact.about.from > sitting.as_of && !has_word {
                continue;
            }
            account.inspections.push((fact, told));
            let entry = sitting.entry(fact, instance);
            match told.outcome {
                Outcome::Fulfilled => account.done.push(entry),
                Outcome::NotFulfilled => account.not_done.push(entry),
                Outcome::Open => {}
            }
        }
        let rulings = sitting.docket.rulings(label).iter();
        for (fact, ruling) in rulings.filter(|(fact, ruling)| ruling.bearer == *bearer && belongs(fact)) {
            // A body that rules under a deed says that it was done, or that it was not.
            match ruling.breach {
                Some(true) => account.not_done.push(sitting.entry(fact, instance)),
                Some(false) => account.done.push(sitting.entry(fact, instance)),
                None => {}
            }
        }
        tell_time(&mut account);
        weigh(sitting, norm, instance, &mut account);
        contradict(sitting, instance, &mut account);
        account
    }

    /// What one telling of the performance says, measured by how many are owed: as many told as a part are the whole.
    /// That it is done is the voice's own conclusion, and stands whatever number is beside it.
    fn take(&self, fact: &'a Fact, told: &'a Performance, account: &mut Account<'a>) {
        let entry = self.sitting.entry(fact, self.instance);
        // What one of several did is a part of what they owe together, whatever its number; and a number of things that
        // have come to a step is none of things that have come to the end.
        let is_whole = self.instance.names.len() == 1 || told.bearer.is_none();
        let count = self.number.zip(told.count).filter(|_| is_whole && self.is_end(told.step.as_ref()));
        let is_short = count.is_some_and(|(owed, count)| count < owed.least);
        let is_enough = count.is_some_and(|(owed, count)| owed.most.is_some_and(|most| count >= most));
        match told.stage {
            Stage::Done => account.done.push(entry),
            Stage::Started | Stage::Partial if is_enough => account.done.push(entry),
            Stage::Started | Stage::Partial => {
                account.under_way.push((fact, told));
                account.short.extend(count.filter(|_| is_short).map(|(_, count)| (entry, count)));
            }
            Stage::NotDone => account.not_done.push(entry),
            Stage::Refused | Stage::Impossible => {
                account.not_done.push(entry.clone());
                account.given_up.push((entry, told.stage));
            }
            Stage::Reversed => account.reversed.push(entry),
        }
    }

    /// Whether what has come to that step is done: no step is named, or the last.
    fn is_end(&self, step: Option<&Name>) -> bool {
        let Rule::Deed(deed) = &self.norm.rule else { return true };
        step.is_none_or(|step| deed.steps.last() == Some(step))
    }
}

/// The earliest told time of the performance; that of an inspection only where no performance is told.
fn tell_time(account: &mut Account<'_>) {
    let is_told = |fact: &Fact| matches!(fact.what, armistice_facts::What::Performance(_));
    let told = account.done.iter().filter(|entry| is_told(entry.fact));
    account.fulfilled = told.map(|entry| entry.fact.about.last()).min();
    if account.fulfilled.is_none() {
        account.fulfilled = account.done.iter().map(|entry| entry.fact.about.from).min();
        account.by_inspection_only = account.fulfilled.is_some();
    }
    // What was told as not done before it was done says nothing against it.
    if let Some(fulfilled) = account.fulfilled {
        account.not_done.retain(|entry| entry.fact.about.last() > fulfilled);
        account.given_up.retain(|(entry, _)| entry.fact.about.last() > fulfilled);
        account.short.retain(|(entry, _)| entry.fact.about.last() > fulfilled);
        account.reversed.retain(|entry| entry.fact.about.last() >= fulfilled);
    }
}

fn weigh(sitting: &Sitting<'_>, norm: &Norm, instance: &Instance, account: &mut Account<'_>) {
    account.grade = sitting.worth(&account.done);
    account.against = sitting.worth(&account.not_done);
    let Some(rule) = &norm.attestation else { return };
    let others = sitting.other_parties(norm.section, instance);
    let for_it = attesters(sitting, &account.done);
    let mut moments: Vec<Instant> = for_it.values().copied().collect();
    moments.sort_unstable();
    account.verified = moments.into_iter().find(|moment| {
        let voices = for_it.iter().filter(|(_, at)| *at <= moment).map(|(name, _)| *name).collect();
        sitting.is_met(rule, &others, &voices)
    });
    let voices: BTreeSet<&Name> = for_it.keys().copied().collect();
    account.heard = sitting.attested(rule, &others, &voices).into_iter().cloned().collect();
    if account.verified.is_some() {
        account.grade = Grade::Verified;
    }
    // An adversary's attestation that a deed was not done stays its word about the other side.
    let against: BTreeSet<&Name> = attesters(sitting, &account.not_done).into_keys().collect();
    let is_adverse = |name: &Name| {
        let told = account.not_done.iter().find(|entry| entry.fact.source.voice == *name);
        told.map_or_else(
            || sitting.relation(name.as_str(), Voice::Party, instance) == Relation::Adverse,
            |entry| entry.relation == Relation::Adverse,
        )
    };
    let is_own = against.iter().any(|name| !is_adverse(name));
    if is_own && sitting.is_met(rule, &others, &against) {
        account.against = Grade::Verified;
    }
}

/// Who has attested by these entries, and when that was said.
///
/// An inspection counts for its speaker; and for each inspector it names once at least two of them have told its
/// outcome and the one counted has not denied it.
fn attesters<'a>(sitting: &Sitting<'_>, entries: &[Entry<'a>]) -> BTreeMap<&'a Name, Instant> {
    let mut heard: BTreeMap<&Name, Instant> = BTreeMap::new();
    let mut joint: BTreeMap<Vec<&Name>, Vec<&'a Fact>> = BTreeMap::new();
    let mut say = |name: &'a Name, at: Instant| {
        let first = heard.entry(name).or_insert(at);
        *first = at.min(*first);
    };
    for fact in entries.iter().filter(|entry| entry.impeached.is_none()).map(|entry| entry.fact) {
        match &fact.what {
            armistice_facts::What::Inspection(inspection) if fact.source.manner != Manner::Claims => {
                if inspection.inspectors.contains(&fact.source.voice) {
                    let mut inspectors: Vec<&Name> = inspection.inspectors.iter().collect();
                    inspectors.sort_unstable();
                    joint.entry(inspectors).or_default().push(fact);
                }
                say(&fact.source.voice, fact.about.last());
            }
            armistice_facts::What::Performance(_) if fact.source.manner == Manner::Attests => {
                say(&fact.source.voice, fact.about.last());
            }
            _ => {}
        }
    }
    for (inspectors, facts) in joint {
        let tellers: BTreeSet<&Name> = facts.iter().map(|fact| &fact.source.voice).collect();
        if tellers.len() < 2 {
            continue;
        }
        let at = facts.iter().map(|fact| fact.about.last()).max();
        for name in inspectors {
            let denies = facts.iter().any(|fact| {
                sitting.docket.denials(fact.id.as_str()).iter().any(|(by, _)| by.source.voice == *name)
            });
            if let Some(at) = at.filter(|_| !denies) {
                say(name, at);
            }
        }
    }
    heard
}

/// Impeachments and denials of the evidence that it was done.
fn contradict<'a>(sitting: &Sitting<'a>, instance: &Instance, account: &mut Account<'a>) {
    let mut impeachments: Vec<(&Fact, &Impeachment)> = Vec::new();
    let mut denials: Vec<&Fact> = Vec::new();
    for entry in &account.done {
        for one in sitting.impeached(entry.fact, instance) {
            if !impeachments.iter().any(|(known, _)| known.id == one.0.id) {
                impeachments.push(one);
            }
        }
        for (fact, _) in sitting.docket.denials(entry.fact.id.as_str()) {
            if !denials.iter().any(|known| known.id == fact.id) {
                denials.push(fact);
            }
        }
    }
    account.impeachments = impeachments;
    account.denials = denials;
}
