//! What is told that counts under a rate: acts one by one, sums of acts, and what the evidence for a number is worth.

use armistice_facts::{Fact, HeldCount, Name, Precision, What};
use armistice_terms::model::{Norm, Rate};

use crate::force::Force;
use crate::grade::Entry;
use crate::scope::{self, Sighting};
use crate::sitting::{Instance, Sitting};
use crate::tally::{self, Figure};
use crate::window::{self, Span};
use crate::{Grade, Reason, episode, exception};

/// One told act, or one told sum of acts, that counts under a rate.
#[derive(Debug, Clone)]
pub(crate) struct Told<'a> {
    /// What it is, and whether it counts in every respect.
    pub(crate) sighting: Sighting<'a>,
    /// So many at least, for the table of figures.
    pub(crate) figure: Figure<&'a Name>,
    /// Its first and last instant, and whether it went on all that time.
    pub(crate) span: Span,
}

/// The acts that count, and the sums of acts; acts that an exception covers do not count.
pub(crate) fn told<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Rate,
    instance: &Instance,
    force: &Force<'a>,
) -> Vec<Told<'a>> {
    let mut told: Vec<Told<'a>> = sitting
        .docket
        .sights
        .iter()
        .filter_map(|fact| match &fact.what {
            What::Act(_) => act(sitting, norm, rule, instance, force, fact),
            What::Count(count) => sum(sitting, norm, rule, instance, force, fact, count),
            _ => None,
        })
        .collect();
    told.sort_by(|one, two| {
        (one.span.from, one.span.last, &one.sighting.fact.id).cmp(&(
            two.span.from,
            two.span.last,
            &two.sighting.fact.id,
        ))
    });
    told
}

fn act<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Rate,
    instance: &Instance,
    force: &Force<'a>,
    fact: &'a Fact,
) -> Option<Told<'a>> {
    let act = scope::act(fact).filter(|act| sitting.is_verb(act, &rule.verb))?;
    if act.actor.standing == armistice_facts::Standing::Private {
        return None;
    }
    let answers = [
        sitting.actor(act, instance),
        sitting.class(&rule.things(), act),
        sitting.place(fact, &act.place, &rule.place, &norm.label),
        sitting.bound(fact, force),
        sitting.clock(&fact.about, norm.hours.as_ref()),
    ];
    let (open, steps) = scope::all(answers)?;
    let mut sighting = Sighting { fact, open, is_private: false, what: scope::act_words(act), steps };
    if let Some(defence) = exception::defence(sitting, norm, instance, std::slice::from_ref(&sighting)) {
        // What is permitted beside the limit does not count towards it.
        if defence.is_shown_against(worth(sitting, instance, &[fact]).min(sitting.needed)) {
            return None;
        }
        sighting.open = sighting.open.or(Some(Reason::ExceptionNotShown));
        sighting.steps.push(defence.proof);
    }
    let least = if rule.counts_acts() { 1 } else { amount(act) };
    Some(Told { figure: figure(fact, least, false), span: Span::of(fact), sighting })
}

/// A sum of acts over the time told.
fn sum<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Rate,
    instance: &Instance,
    force: &Force<'a>,
    fact: &'a Fact,
    count: &'a HeldCount,
) -> Option<Told<'a>> {
    let words = &sitting.agreement.vocabulary;
    let is_verb = count.verb.as_ref().is_some_and(|verb| words.is_a(verb.as_str(), rule.verb.as_str()));
    if !is_verb || !instance.holds(count.holder.as_str()) {
        return None;
    }
    let answers = [
        sitting.class_of(&rule.things(), &count.class),
        sitting.place(fact, &count.place, &rule.place, &norm.label),
        sitting.bound(fact, force),
        sitting.clock(&fact.about, norm.hours.as_ref()),
    ];
    let (open, steps) = scope::all(answers)?;
    let what = format!("{} {} in all", window::numbers(count), count.class);
    let sighting = Sighting { fact, open, is_private: false, what, steps };
    Some(Told { figure: figure(fact, count.at_least, true), span: Span::of(fact), sighting })
}

fn figure(fact: &Fact, least: u64, is_sum: bool) -> Figure<&Name> {
    let time = (fact.about.from.millis(), fact.about.last().millis());
    Figure { voice: &fact.source.voice, incident: fact.incident.as_ref(), least, time, is_sum }
}

/// How many things an act moved: one, if no number is told.
fn amount(act: &armistice_facts::Act) -> u64 {
    let quantity = act.quantity.as_ref();
    quantity.map_or(1, |quantity| u64::try_from(quantity.thousandths / 1000).unwrap_or(0).max(1))
}

/// At least so many of what is told.
pub(crate) fn least(told: &[&Told<'_>]) -> u64 {
    let figures: Vec<Figure<&Name>> = told.iter().map(|one| one.figure.clone()).collect();
    tally::at_least(&figures)
}

/// What the evidence is worth that there were more than so many: that of the voices of which each tells more by
/// itself, or that of the incidents, the weakest of those that are needed.
pub(crate) fn exceeding<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
    told: &[&Told<'a>],
    limit: u64,
) -> Grade {
    let mut voices: Vec<&Name> = told.iter().map(|one| one.figure.voice).collect();
    voices.sort_unstable();
    voices.dedup();
    let is_weak = |one: &&Told<'a>| !sitting.impeached(one.sighting.fact, instance).is_empty();
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for voice in voices {
        let own: Vec<&Told<'a>> = told.iter().copied().filter(|one| one.figure.voice == voice).collect();
        let strong: Vec<&Told<'a>> = own.iter().copied().filter(|one| !is_weak(one)).collect();
        // A voice whose sum rests on what was impeached tells it as a claim; so does one of whose acts one is claimed.
        let counted = if least(&strong) > limit { strong } else { own };
        if least(&counted) > limit {
            let weakest = counted.iter().min_by_key(|one| worth(sitting, instance, &[one.sighting.fact]));
            entries.extend(weakest.map(|one| sitting.entry(one.sighting.fact, instance)));
        }
    }
    let by_voice = sitting.worth(&entries);
    let by_voice = by_voice.max(episode::attested(sitting, norm, instance, &entries));
    by_voice.max(by_incident(sitting, instance, told, limit))
}

fn by_incident<'a>(sitting: &Sitting<'a>, instance: &Instance, told: &[&Told<'a>], limit: u64) -> Grade {
    let mut incidents: std::collections::BTreeMap<&Name, Vec<&Told<'a>>> = std::collections::BTreeMap::new();
    for one in told.iter().filter(|one| !one.figure.is_sum) {
        if let Some(incident) = one.figure.incident {
            incidents.entry(incident).or_default().push(one);
        }
    }
    let mut weighed: Vec<(Grade, u64)> = incidents
        .into_values()
        .map(|facts| {
            let grade =
                worth(sitting, instance, &facts.iter().map(|one| one.sighting.fact).collect::<Vec<_>>());
            (grade, facts.iter().map(|one| one.figure.least).min().unwrap_or(0))
        })
        .collect();
    weighed.sort_unstable_by(|one, two| two.cmp(one));
    let mut sum = 0_u64;
    for (grade, least) in weighed {
        sum = sum.saturating_add(least);
        if sum > limit {
            return grade;
        }
    }
    Grade::None
}

/// What these facts are worth together.
pub(crate) fn worth<'a>(sitting: &Sitting<'a>, instance: &Instance, facts: &[&'a Fact]) -> Grade {
    let entries: Vec<Entry<'a>> = facts.iter().map(|fact| sitting.entry(fact, instance)).collect();
    sitting.worth(&entries)
}

impl Span {
    /// The time of a fact.
    pub(crate) fn of(fact: &Fact) -> Self {
        let goes_on = fact.about.precision == Precision::Span;
        let is_instant = fact.about.from == fact.about.last();
        Span { from: fact.about.from, last: fact.about.last(), goes_on: goes_on || is_instant }
    }
}
