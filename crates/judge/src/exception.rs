//! Exceptions: what defeats a ban for acts that match it.
//!
//! An exception is never taken for granted: what may apply and is not shown leaves the incident open. Where the
//! agreement keeps a complete register, the absence of a notice is evidence that none was given.

use armistice_facts::{Act, Fact, Instant, Manner, Name, Notice, StatusKind};
use armistice_terms::model::{Condition, Event, Exception, Moment, MomentBase, Norm, Recipient};
use armistice_terms::vocabulary::Match;

use crate::grade::{self, Entry};
use crate::moment::Edge;
use crate::scope::{self, Sighting};
use crate::sitting::{Instance, Sitting};
use crate::{Grade, Proof, Rule, account, wording};

/// How long before an act a notice may lie and still be taken for a notice of it, unless both name one incident.
/// No text of the field states it; a week is longer than any lead that the Korean texts ask for.
const NOTICE_REACH_MILLIS: i64 = 7 * 24 * 3_600_000;

/// How deep exceptions to exceptions are followed; the checker refuses circles.
const MAX_DEPTH: usize = 8;

/// An exception that covers an incident, or may cover it.
#[derive(Debug, Clone)]
pub(crate) struct Defence<'a> {
    /// The exception's label.
    pub(crate) exception: &'a Name,
    /// Whether everything that it asks for is told; otherwise it may apply and is not shown.
    pub(crate) is_complete: bool,
    /// What the evidence for it is worth.
    pub(crate) grade: Grade,
    /// Why.
    pub(crate) proof: Proof,
}

/// The strongest defence of an incident against a norm; none if no exception can apply.
pub(crate) fn defence<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
    sightings: &[Sighting<'a>],
) -> Option<Defence<'a>> {
    let mut best: Option<Defence<'a>> = None;
    for sighting in sightings.iter().filter(|sighting| !sighting.is_private) {
        let Some(act) = scope::act(sighting.fact) else { continue };
        for defence in covering(sitting, &norm.label, instance, sighting.fact, act, 0) {
            let rank = |defence: &Defence<'_>| (defence.is_complete, defence.grade);
            if best.as_ref().is_none_or(|known| rank(&defence) > rank(known)) {
                best = Some(defence);
            }
        }
    }
    best
}

/// The exceptions to a label that cover, or may cover, the act, and that no exception to them defeats.
fn covering<'a>(
    sitting: &Sitting<'a>,
    label: &Name,
    instance: &Instance,
    fact: &'a Fact,
    act: &'a Act,
    depth: usize,
) -> Vec<Defence<'a>> {
    if depth >= MAX_DEPTH {
        return Vec::new();
    }
    let to = sitting.agreement.exceptions.iter().filter(|exception| exception.to.contains(label));
    to.filter_map(|exception| covers(sitting, exception, instance, fact, act))
        .filter(|defence| {
            let defeated = covering(sitting, defence.exception, instance, fact, act, depth + 1);
            !defeated.iter().any(|over| over.is_complete)
        })
        .collect()
}

/// Whether one exception covers the act: `None` for a certain *no*.
fn covers<'a>(
    sitting: &Sitting<'a>,
    exception: &'a Exception,
    instance: &Instance,
    fact: &'a Fact,
    act: &'a Act,
) -> Option<Defence<'a>> {
    if !exception.bearers.names().iter().any(|name| instance.holds(name.as_str()))
        || !sitting.is_verb(act, &exception.verb)
    {
        return None;
    }
    let (from, until) = interval(sitting, exception, instance, fact);
    let answers = [
        sitting.class(&exception.objects, act),
        sitting.place(fact, &act.place, &exception.place, &exception.label),
        sitting.time(fact, from, until),
        sitting.clock(fact, exception.hours.as_ref()),
    ];
    let (open, mut steps) = scope::all(answers)?;
    let mut is_complete = open.is_none();
    match purposes(exception, act) {
        Match::No => return None,
        Match::Open => is_complete = false,
        Match::Yes => {}
    }
    let mut grade = sitting_grade(sitting, instance, fact);
    for condition in &exception.conditions {
        let met = meets(sitting, condition, instance, Use { section: exception.section, fact, act });
        steps.push(met.step);
        match met.is {
            Match::No => return None,
            Match::Open => is_complete = false,
            Match::Yes => grade = grade.min(met.grade),
        }
    }
    let word = if is_complete { "covers it" } else { "may cover it and is not shown" };
    let proof = Proof::new(Rule::Exception, format!("{} {word}", exception.label)).resting_on(steps);
    Some(Defence { exception: &exception.label, is_complete, grade, proof })
}

/// From when until when an exception holds for an act: upon an event, from the last one before the act.
fn interval(
    sitting: &Sitting<'_>,
    exception: &Exception,
    instance: &Instance,
    fact: &Fact,
) -> (Option<Instant>, Option<Instant>) {
    let events = exception.conditions.iter().filter_map(|condition| match condition {
        Condition::Upon(event) => Some(event),
        Condition::After(..) => None,
    });
    let needs_event = exception.lasts.is_some()
        || exception.until.as_ref().is_some_and(|until| until.base == MomentBase::Trigger);
    let last = events.take(usize::from(needs_event)).find_map(|event| {
        let happened = sitting.happenings(event, exception.section, instance);
        happened.into_iter().rev().find(|one| one.about.from <= fact.about.last())
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
        None => exception.until.as_ref().and_then(|until| moment(until, Edge::End)),
    };
    (from, until)
}

fn purposes(exception: &Exception, act: &Act) -> Match {
    if exception.purposes.is_empty() || act.purposes.iter().any(|told| exception.purposes.contains(told)) {
        Match::Yes
    } else if act.purposes.is_empty() {
        Match::Open
    } else {
        Match::No
    }
}

/// A condition of an exception, met or not, and on whose word.
struct Met {
    is: Match,
    grade: Grade,
    step: Proof,
}

/// One act, under a section whose exception or permission may cover it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Use<'a> {
    /// The section.
    pub(crate) section: usize,
    /// The fact that tells of the act.
    pub(crate) fact: &'a Fact,
    /// The act.
    pub(crate) act: &'a Act,
}

/// Whether an act meets a condition, with the step of the proof.
pub(crate) fn is_met<'a>(
    sitting: &Sitting<'a>,
    condition: &Condition,
    instance: &Instance,
    asked: Use<'a>,
) -> (bool, Proof) {
    let met = meets(sitting, condition, instance, asked);
    (met.is == Match::Yes, met.step)
}

fn meets<'a>(sitting: &Sitting<'a>, condition: &Condition, instance: &Instance, asked: Use<'a>) -> Met {
    let Use { section, fact, .. } = asked;
    match condition {
        Condition::Upon(Event::PriorNotice(to, through)) => {
            prior_notice(sitting, to, through.as_ref(), instance, asked)
        }
        Condition::Upon(Event::Consent(by)) => {
            let by = sitting.meant(by, section, instance);
            permitted(sitting, "consent", &by, by.len(), instance, fact)
        }
        Condition::Upon(Event::Request(by)) => {
            let by = sitting.meant(by, section, instance);
            permitted(sitting, "request", &by, 1, instance, fact)
        }
        Condition::Upon(event) => {
            let happened = match event {
                Event::Violation(_) => sitting.happenings(event, section, instance).first().map(|one| one.at),
                _ => sitting.event(event, section, instance).ok(),
            };
            by_then(happened, fact, "the event that the exception waits for")
        }
        Condition::After(label, _) => {
            let fulfilled = sitting.agreement.norm(label.as_str()).and_then(|norm| {
                let told = account::of(sitting, norm, instance);
                told.fulfilled.filter(|_| told.grade >= sitting.needed)
            });
            by_then(fulfilled, fact, &format!("the fulfilment of {label}"))
        }
    }
}

/// Whether so many of those named had consented to, or asked for, this act: within reach before it, or in the same
/// incident. A consent once given is none for every later act.
fn permitted<'a>(
    sitting: &Sitting<'a>,
    what: &str,
    by: &[&Name],
    needed: usize,
    instance: &Instance,
    fact: &'a Fact,
) -> Met {
    let words = &sitting.agreement.vocabulary;
    let near = |told: &&Fact| told.about.from <= fact.about.last() && is_near(told, fact);
    let acted = sitting.docket.sights.iter().copied().filter(near).filter(|told| {
        scope::act(told).is_some_and(|act| {
            act.actor.party.as_ref().is_some_and(|actor| by.contains(&actor))
                && act.objects.iter().chain([&act.verb]).any(|name| words.is_a(name.as_str(), what))
        })
    });
    let noted = sitting.docket.notices.iter().filter(|(told, notice)| {
        near(told) && by.contains(&&notice.from) && words.is_a(notice.of.as_str(), what)
    });
    let agreed = sitting.docket.statuses.iter().copied().filter(|(told, status)| {
        what == "consent" && status.change == StatusKind::Consents && near(told) && by.contains(&&status.by)
    });
    // Where the text says how consent is given, one that was given otherwise is none.
    let agreed = agreed.filter(|(told, status)| {
        let power = sitting.power_of(status);
        power.is_none_or(|(of, power)| sitting.exercise(of, power, told, status).effect.is_ok())
    });
    let told: Vec<&'a Fact> =
        acted.chain(noted.map(|(told, _)| *told)).chain(agreed.map(|(told, _)| told)).collect();
    let given: std::collections::BTreeSet<&Name> = told.iter().filter_map(|told| giver(told)).collect();
    if given.len() < needed.max(1) {
        let text = format!("no {what} of {} is on record for the act", wording::list(by));
        return Met { is: Match::Open, grade: Grade::None, step: Proof::new(Rule::Exception, text) };
    }
    let entries: Vec<Entry<'_>> = told.iter().map(|told| sitting.entry(told, instance)).collect();
    let grade = grade::of(&entries, |name| sitting.agreement.party(name).is_some());
    let text =
        format!("{what} of {} is told ({grade})", wording::list(&given.into_iter().collect::<Vec<_>>()));
    let step = Proof::new(Rule::Exception, text).citing(told.iter().map(|told| &told.id));
    Met { is: Match::Yes, grade, step }
}

fn giver(told: &Fact) -> Option<&Name> {
    match &told.what {
        armistice_facts::What::Act(act) => act.actor.party.as_ref(),
        armistice_facts::What::Notice(notice) => Some(&notice.from),
        armistice_facts::What::Status(status) => Some(&status.by),
        _ => None,
    }
}

fn by_then(happened: Option<Instant>, fact: &Fact, what: &str) -> Met {
    let is = if happened.is_some_and(|at| at <= fact.about.last()) { Match::Yes } else { Match::Open };
    let word =
        if is == Match::Yes { "is told from before the act" } else { "is not on record from before the act" };
    let step = Proof::new(Rule::Exception, format!("{what} {word}"));
    Met { is, grade: Grade::Verified, step }
}

fn prior_notice<'a>(
    sitting: &Sitting<'a>,
    to: &Recipient,
    through: Option<&Name>,
    instance: &Instance,
    asked: Use<'a>,
) -> Met {
    let Use { section, fact, act } = asked;
    let others = sitting.other_parties(section, instance);
    let notices = sitting.docket.notices.iter().filter(|(told, notice)| {
        is_from(act, instance, notice)
            && reaches(to, &others, notice)
            && through.is_none_or(|through| notice.through.as_ref().is_none_or(|by| by == through))
            && told.about.from <= fact.about.from
            && is_near(told, fact)
            && speaks_of(sitting, notice, act, told, fact)
    });
    let told: Vec<&Fact> = notices.map(|(told, _)| *told).collect();
    if told.is_empty() {
        let complete = sitting.agreement.registers.iter().find(|register| register.is_complete);
        return match complete {
            Some(register) => {
                let text = format!(
                    "no notice from before the act stands in the register {}, which is complete",
                    register.name
                );
                Met { is: Match::No, grade: Grade::None, step: Proof::new(Rule::Exception, text) }
            }
            None => {
                let text =
                    "no notice from before the act is on record; the record of notices is not complete";
                Met { is: Match::Open, grade: Grade::None, step: Proof::new(Rule::Exception, text) }
            }
        };
    }
    let entries: Vec<Entry<'_>> = told.iter().map(|fact| sitting.entry(fact, instance)).collect();
    let is_confirmed = told.iter().any(|fact| confirms(fact, &others));
    let grade = grade::of(&entries, |name| sitting.agreement.party(name).is_some());
    let grade = if is_confirmed { grade.max(Grade::Reported) } else { grade };
    let text = format!(
        "notice given before the act, told by {} ({grade})",
        wording::list(&wording::voices(told.iter().copied()))
    );
    Met {
        is: Match::Yes,
        grade,
        step: Proof::new(Rule::Exception, text).citing(told.iter().map(|fact| &fact.id)),
    }
}

/// The one who was to be told says that he was: a word against his own interest, and worth a joint account.
fn confirms(told: &Fact, others: &[&Name]) -> bool {
    others.contains(&&told.source.voice) && told.source.manner != Manner::Claims
}

fn is_from(act: &Act, instance: &Instance, notice: &Notice) -> bool {
    instance.holds(notice.from.as_str()) || act.actor.party.as_ref() == Some(&notice.from)
}

fn reaches(to: &Recipient, others: &[&Name], notice: &Notice) -> bool {
    match to {
        Recipient::OtherParty => notice.to.iter().any(|told| others.contains(&told)),
        Recipient::Named(names) => names.iter().all(|name| notice.to.contains(name)),
    }
}

fn is_near(told: &Fact, fact: &Fact) -> bool {
    (told.incident.is_some() && told.incident == fact.incident)
        || fact.about.from.millis().saturating_sub(told.about.from.millis()) <= NOTICE_REACH_MILLIS
}

/// Whether the notice is one of the act: the same incident; or a thing or activity that the act may be, for a
/// purpose that the act has.
fn speaks_of(sitting: &Sitting<'_>, notice: &Notice, act: &Act, told: &Fact, fact: &Fact) -> bool {
    if told.incident.is_some() && told.incident == fact.incident {
        return true;
    }
    let words = &sitting.agreement.vocabulary;
    let related = |one: &Name, two: &Name| {
        words.is_a(one.as_str(), two.as_str()) || words.is_a(two.as_str(), one.as_str())
    };
    let of_it = act.objects.iter().chain([&act.verb]).any(|what| related(&notice.of, what));
    let shared = notice.purposes.iter().any(|purpose| act.purposes.contains(purpose));
    let free = notice.purposes.is_empty() || act.purposes.is_empty();
    // A notice of a `flight` for an evacuation is one of the flight of a helicopter for that evacuation, whether or
    // not the vocabulary relates the two words.
    (of_it && (shared || free))
        || (shared && words.term(notice.of.as_str()).is_none_or(|term| term.is_activity))
}

/// What the telling of the act itself is worth to the exception: the purpose rests on the same words.
fn sitting_grade(sitting: &Sitting<'_>, instance: &Instance, fact: &Fact) -> Grade {
    let third = sitting.relation(fact.source.voice.as_str(), fact.source.kind, instance)
        == grade::Relation::Third
        && fact.source.manner != Manner::Claims;
    if third { Grade::Reported } else { Grade::Claimed }
}
