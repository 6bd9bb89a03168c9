//! Exceptions: what defeats a norm for what matches it.
//!
//! An exception to a ban, a rate or a procedure covers acts; one to an upkeep or a number held covers the things seen
//! or counted; one to a duty covers what was left undone. Whatever the norm is, an act of the same incident that the
//! exception names covers it too. An exception is never taken for granted: what may apply and is not shown leaves the
//! incident open. Only an exception that is complete defeats another one, and then the norm stands again.

use std::collections::BTreeMap;

use armistice_facts::{Fact, Instant, Interval, Manner, Name, Voice};
use armistice_terms::model::{ClassSet, Condition, Exception, Moment, MomentBase, Norm, Place, Rule as Kind};
use armistice_terms::vocabulary::Match;

use crate::condition;
use crate::grade;
use crate::matter::Matter;
use crate::moment::Edge;
use crate::scope::{self, Answer, Sighting};
use crate::sitting::{Instance, Sitting};
use crate::{Grade, Proof, Reason, Rule, wording};

/// How deep exceptions to exceptions are followed; the checker refuses circles.
const MAX_DEPTH: usize = 8;

/// The word of the vocabulary for saying no to what is owed.
const REFUSE: &str = "refuse";

/// An exception that covers an incident, or may cover it.
#[derive(Debug, Clone)]
pub(crate) struct Defence<'a> {
    /// The exception's label.
    pub(crate) exception: &'a Name,
    /// Whether everything that it asks for is told; otherwise it may apply and is not shown.
    pub(crate) is_complete: bool,
    /// What the evidence for it is worth.
    pub(crate) grade: Grade,
    /// Each thing that it asks for, and what the evidence for that is worth; `None` for what is not told.
    asked: Vec<(Option<Grade>, String)>,
    /// Why.
    pub(crate) proof: Proof,
}

impl Defence<'_> {
    /// Whether the exception is shown as well as what it excuses.
    pub(crate) fn is_shown_against(&self, weight: Grade) -> bool {
        self.is_complete && self.grade >= weight
    }

    /// What is still wanting to show it against what weighs so much, and whose word that would be.
    pub(crate) fn wanting(
        &self,
        sitting: &Sitting<'_>,
        norm: &Norm,
        instance: &Instance,
        weight: Grade,
    ) -> String {
        let untold = self.asked.iter().filter(|(grade, _)| grade.is_none());
        let untold: Vec<&String> = untold.map(|(_, what)| what).collect();
        let weak = self.asked.iter().filter(|(grade, _)| grade.is_some_and(|grade| grade < weight));
        let weak: Vec<&String> = weak.map(|(_, what)| what).collect();
        let mut said = Vec::new();
        if !untold.is_empty() {
            said.push(format!("word of {}", wording::list(&untold)));
        }
        if !weak.is_empty() {
            let whose = whose(sitting, norm, instance, weight);
            said.push(format!("{}, now told at less than {weight}, by {whose}", wording::list(&weak)));
        }
        format!("for {}: {}", self.exception, said.join("; "))
    }
}

/// Whose word would show something at that weight, beside the bearer's own.
fn whose(sitting: &Sitting<'_>, norm: &Norm, instance: &Instance, weight: Grade) -> String {
    if weight > Grade::Reported {
        return "two third voices, each by a means of its own".to_owned();
    }
    let parties = sitting.other_parties(norm.section, instance);
    let bodies =
        sitting.agreement.bodies.iter().filter(|body| {
            sitting.relation(body.name.as_str(), Voice::Body, instance) == grade::Relation::Third
        });
    let bodies: Vec<&Name> = bodies.map(|body| &body.name).collect();
    let third = match bodies.as_slice() {
        [] => "a third voice".to_owned(),
        bodies => format!("a third voice, such as {}", wording::list(bodies)),
    };
    match parties.as_slice() {
        [] => third,
        [other] => format!("{other}, or by {third}"),
        _ => format!("the other parties, or by {third}"),
    }
}

/// The strongest defence of an incident against a norm; none if no exception can apply.
pub(crate) fn defence<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
    sightings: &[Sighting<'a>],
) -> Option<Defence<'a>> {
    let matters: Vec<Matter<'a>> =
        sightings.iter().filter(|one| !one.is_private).map(|one| Matter::of(one.fact)).collect();
    strongest(sitting, norm, instance, &matters)
}

/// The strongest defence of any of these matters, and of the acts of the bearers that belong to their incidents.
pub(crate) fn strongest<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
    matters: &[Matter<'a>],
) -> Option<Defence<'a>> {
    if !sitting.agreement.exceptions.iter().any(|exception| exception.to.contains(&norm.label)) {
        return None;
    }
    let beside = matters.iter().filter(|matter| matter.act().is_none());
    let beside: Vec<Matter<'a>> = beside.flat_map(|matter| acts_of(sitting, matter, instance)).collect();
    let mut best: Option<Defence<'a>> = None;
    for matter in matters.iter().chain(&beside) {
        for defence in covering(sitting, norm, &norm.label, instance, *matter, 0) {
            let rank = |defence: &Defence<'_>| (defence.is_complete, defence.grade);
            if best.as_ref().is_none_or(|known| rank(&defence) > rank(known)) {
                best = Some(defence);
            }
        }
    }
    best
}

/// The acts of the bearers that belong to the incident of something that is no act itself.
fn acts_of<'a>(sitting: &Sitting<'a>, matter: &Matter<'a>, instance: &Instance) -> Vec<Matter<'a>> {
    let same = sitting.docket.sights.iter().copied().filter(|fact| matter.shares_incident(fact));
    same.filter(|fact| {
        let side = scope::act(fact).and_then(|act| act.actor.party.as_ref());
        side.is_some_and(|side| instance.holds(side.as_str()))
    })
    .map(Matter::of)
    .collect()
}

/// The exceptions to a label that cover, or may cover, the matter, and that no exception to them defeats.
fn covering<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    label: &Name,
    instance: &Instance,
    matter: Matter<'a>,
    depth: usize,
) -> Vec<Defence<'a>> {
    if depth >= MAX_DEPTH {
        return Vec::new();
    }
    let to = sitting.agreement.exceptions.iter().filter(|exception| exception.to.contains(label));
    to.filter_map(|exception| covers(sitting, norm, exception, instance, matter))
        .filter(|defence| {
            let defeated = covering(sitting, norm, defence.exception, instance, matter, depth + 1);
            !defeated.iter().any(|over| over.is_complete)
        })
        .collect()
}

/// Whether one exception covers the matter: `None` for a certain *no*.
fn covers<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    exception: &'a Exception,
    instance: &Instance,
    matter: Matter<'a>,
) -> Option<Defence<'a>> {
    let is_bearer = exception.bearers.names().iter().any(|name| instance.holds(name.as_str()));
    if !is_bearer || matter.act().is_some_and(|act| !sitting.is_verb(act, &exception.verb)) {
        return None;
    }
    // Leave to refuse is used by a refusal; other leave has to be used by an act of its own, or by leaving it undone.
    if matter.is_refusal() && !sitting.agreement.vocabulary.is_a(exception.verb.as_str(), REFUSE) {
        return None;
    }
    let (from, until) = interval(sitting, exception, instance, matter.by());
    let time = match matter.fact {
        Some(_) => sitting.time(&matter.about, from, until),
        None => throughout(&matter.about, from, until),
    };
    let answers = [
        class(sitting, norm, exception, matter),
        place(sitting, norm, exception, matter),
        time,
        sitting.clock(&matter.about, exception.hours.as_ref()),
    ];
    let (open, mut steps) = scope::all(answers)?;
    let mut asked: Vec<(Option<Grade>, String)> =
        open.iter().map(|reason| (None, format!("what leaves it open ({reason})"))).collect();
    match purposes(exception, matter) {
        Match::No => return None,
        Match::Open => asked.push((None, "its purpose".to_owned())),
        Match::Yes => {}
    }
    if let Some(fact) = matter.fact {
        let what = if exception.purposes.is_empty() { "the act" } else { "the act and its purpose" };
        asked.push((Some(telling(sitting, instance, fact)), what.to_owned()));
    }
    for one in &exception.conditions {
        let met = condition::meets(sitting, one, exception.section, instance, matter);
        steps.push(met.step);
        match met.is {
            Match::No => return None,
            Match::Open => asked.push((None, condition::words(one))),
            Match::Yes => asked.push((Some(met.grade), condition::words(one))),
        }
    }
    let is_complete = asked.iter().all(|(grade, _)| grade.is_some());
    let grade = asked.iter().filter_map(|(grade, _)| *grade).min().unwrap_or(Grade::Verified);
    let word = if is_complete { "covers it" } else { "may cover it and is not shown" };
    let proof = Proof::new(Rule::Exception, format!("{} {word}", exception.label)).resting_on(steps);
    Some(Defence { exception: &exception.label, is_complete, grade, asked, proof })
}

/// Whether it is of a class that the exception names. Of what was left undone the classes of the norm are asked.
fn class(sitting: &Sitting<'_>, norm: &Norm, exception: &Exception, matter: Matter<'_>) -> Answer {
    let words = &sitting.agreement.vocabulary;
    if let Some(act) = matter.act() {
        return sitting.class(&exception.objects, act);
    }
    if let Some(class) = matter.class() {
        return sitting.class_of(&exception.objects, class);
    }
    let own = classes_of(&norm.rule);
    let is_covered = |class: &Name| {
        words.matches(&exception.objects, std::slice::from_ref(class), &BTreeMap::new()) == Match::Yes
    };
    if exception.objects == ClassSet::default() || (!own.is_empty() && own.iter().all(|one| is_covered(one)))
    {
        return Answer::yes(None);
    }
    let text = "it is not told whether what was left undone is of a class that the exception names";
    Answer::open(Reason::ClassUncertain, Proof::new(Rule::Class, text))
}

/// Whether it was where the exception holds. What was left undone was left undone where the norm asks for it.
fn place(sitting: &Sitting<'_>, norm: &Norm, exception: &Exception, matter: Matter<'_>) -> Answer {
    if let Some((fact, told)) = matter.place() {
        return sitting.place(fact, told, &exception.place, &exception.label);
    }
    if scope::is_unbounded(&exception.place)
        || place_of(&norm.rule).is_some_and(|own| holds_in(&exception.place, own))
    {
        return Answer::yes(None);
    }
    let text = "it is not told whether it was where the exception holds";
    Answer::open(Reason::PlaceNotTold, Proof::new(Rule::Place, text))
}

fn classes_of(rule: &Kind) -> Vec<&Name> {
    fn of_set(set: &ClassSet) -> Vec<&Name> {
        set.any_of.iter().map(|test| &test.class).collect()
    }
    match rule {
        Kind::Ban(rule) => of_set(&rule.objects),
        Kind::Upkeep(rule) => of_set(&rule.classes),
        Kind::Ceiling(rule) => {
            let listed = rule.limits.iter().map(|limit| &limit.of.class);
            listed.chain(rule.as_of.iter().flat_map(|(set, _)| of_set(set))).collect()
        }
        Kind::Rate(rule) => vec![&rule.limit.of.class],
        Kind::Deed(rule) => {
            let counted = rule.objects.iter().map(|limit| &limit.of.class);
            counted.chain(rule.all_of.any_of.iter().map(|test| &test.class)).collect()
        }
        Kind::Notice(rule) => of_set(&rule.of),
        Kind::Procedure(rule) => rule.steps.iter().collect(),
        Kind::Permission(_) | Kind::Power(_) => Vec::new(),
    }
}

fn place_of(rule: &Kind) -> Option<&Place> {
    match rule {
        Kind::Ban(rule) => Some(&rule.place),
        Kind::Upkeep(rule) => Some(&rule.place),
        Kind::Ceiling(rule) => Some(&rule.place),
        Kind::Rate(rule) => Some(&rule.place),
        Kind::Deed(rule) => Some(&rule.place),
        Kind::Notice(rule) => Some(&rule.place),
        Kind::Procedure(rule) => Some(&rule.place),
        Kind::Permission(_) | Kind::Power(_) => None,
    }
}

/// Whether a place certainly holds another: the same zone, or one of several of which one does. What only geometry could
/// tell is not asked.
fn holds_in(place: &Place, own: &Place) -> bool {
    match (place, own) {
        (Place::Or(places), own) => places.iter().any(|place| holds_in(place, own)),
        (place, Place::And(own)) => own.iter().any(|own| holds_in(place, own)),
        (Place::Zone(place), Place::Zone(own)) => place == own,
        _ => false,
    }
}

/// What is owed is excused while the exception holds: from the deadline on to the day that is judged.
fn throughout(about: &Interval, from: Option<Instant>, until: Option<Instant>) -> Answer {
    let holds = from.is_none_or(|from| from <= about.from) && until.is_none_or(|until| until >= about.last());
    if holds { Answer::yes(None) } else { Answer::no() }
}

/// From when until when an exception holds for an act: upon an event, from the last one before the act.
fn interval(
    sitting: &Sitting<'_>,
    exception: &Exception,
    instance: &Instance,
    by: Instant,
) -> (Option<Instant>, Option<Instant>) {
    let events = exception.conditions.iter().filter_map(|condition| match condition {
        Condition::Upon(event) => Some(event),
        Condition::After(..) => None,
    });
    let needs_event = exception.lasts.is_some()
        || exception
            .until
            .as_ref()
            .is_some_and(|until| matches!(until.base, MomentBase::Trigger | MomentBase::EndOf(_)));
    let last = events.take(usize::from(needs_event)).find_map(|event| {
        let happened = sitting.happenings(event, exception.section, instance);
        happened.into_iter().rev().find(|one| one.about.from <= by)
    });
    let instance = last.as_ref().map_or_else(|| instance.clone(), |one| instance.upon(one.trigger()));
    let moment = |moment: &Moment, edge| sitting.moment(moment, edge, exception.section, &instance).ok();
    let from = exception.from.as_ref().and_then(|from| moment(from, Edge::Start));
    let start = last.map(|one| one.at).max(from).or_else(|| {
        exception.lasts.and_then(|_| sitting.entry_into_force(exception.section, &instance).ok())
    });
    let until = match exception.lasts {
        Some(length) => {
            start.and_then(|start| sitting.later(start, length).ok()).map(|end| end.plus_millis(-1))
        }
        None => {
            let end = exception.until.as_ref().and_then(|until| moment(until, Edge::End));
            end.map(|end| sitting.end_of_exception(end, &exception.label, &instance))
        }
    };
    (from, until)
}

fn purposes(exception: &Exception, matter: Matter<'_>) -> Match {
    let told = matter.purposes();
    if exception.purposes.is_empty() || told.iter().any(|told| exception.purposes.contains(told)) {
        Match::Yes
    } else if told.is_empty() {
        Match::Open
    } else {
        Match::No
    }
}

/// What the telling of the act itself is worth to the exception: the purpose rests on the same words.
fn telling(sitting: &Sitting<'_>, instance: &Instance, fact: &Fact) -> Grade {
    let third = sitting.relation(fact.source.voice.as_str(), fact.source.kind, instance)
        == grade::Relation::Third
        && fact.source.manner != Manner::Claims;
    if third { Grade::Reported } else { Grade::Claimed }
}

#[cfg(test)]
mod tests;
