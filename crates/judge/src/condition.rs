//! Conditions of exceptions and permissions: whether what they wait for had happened by then, and on whose word.
//!
//! Nothing is taken for granted: what is not on record leaves a condition open. Where the agreement keeps a complete
//! register, the absence of a notice is evidence that none was given.

use std::collections::BTreeSet;

use armistice_facts::calendar::Length;
use armistice_facts::{Fact, Instant, Manner, Name, Notice, StatusKind, What};
use armistice_terms::model::{Achieved, Condition, Event, Recipient};
use armistice_terms::vocabulary::Match;

use crate::grade::Entry;
use crate::matter::Matter;
use crate::sitting::{CONSENT, Instance, Sitting};
use crate::{Grade, Proof, Rule, account, occurrence, scope, wording};

/// How long before an act a notice may lie and still be taken for a notice of it, unless both name one incident.
/// No text of the field states it; a week is longer than any lead that the Korean texts ask for.
pub(crate) const NOTICE_REACH_MILLIS: i64 = 7 * 24 * 3_600_000;

/// A condition, met or not, and on whose word.
pub(crate) struct Met {
    /// Whether it is met; what is not on record is open.
    pub(crate) is: Match,
    /// What the evidence for it is worth.
    pub(crate) grade: Grade,
    /// What was asked and answered.
    pub(crate) step: Proof,
}

/// What a condition asks for, in words.
pub(crate) fn words(condition: &Condition) -> String {
    match condition {
        Condition::Upon(event) => occurrence::words(event),
        Condition::After(label, Achieved::Verified) => format!("the verification of {label}"),
        Condition::After(label, Achieved::Fulfilled) => format!("the fulfilment of {label}"),
        Condition::After(label, Achieved::KeptFor(length)) => format!("{label} being kept for {length}"),
    }
}

/// Whether a matter meets a condition of a norm or exception in that section.
pub(crate) fn meets<'a>(
    sitting: &Sitting<'a>,
    condition: &Condition,
    section: usize,
    instance: &Instance,
    matter: Matter<'a>,
) -> Met {
    match condition {
        Condition::Upon(Event::PriorNotice { to, through, lead }) => {
            let asked = Asked { to, through: through.as_ref(), lead: *lead };
            prior_notice(sitting, &asked, section, instance, matter)
        }
        Condition::Upon(Event::Consent(by)) => {
            let by = sitting.meant(by, section, instance);
            permitted(sitting, CONSENT, &by, by.len(), instance, matter)
        }
        Condition::Upon(Event::Request(by)) => {
            let by = sitting.meant(by, section, instance);
            permitted(sitting, "request", &by, 1, instance, matter)
        }
        Condition::Upon(Event::Fulfilment(label)) => {
            achieved(sitting, label, Achieved::Fulfilled, instance, matter)
        }
        Condition::Upon(event) => happened(sitting, event, section, instance, matter),
        Condition::After(label, how) => achieved(sitting, label, *how, instance, matter),
    }
}

/// Whether the event had happened before the matter was over; what several do together, by all of them.
fn happened<'a>(
    sitting: &Sitting<'a>,
    event: &Event,
    section: usize,
    instance: &Instance,
    matter: Matter<'a>,
) -> Met {
    let parts = match event {
        Event::Other(name, Some(Recipient::Named(by))) if by.len() > 1 => {
            let of = |one: &Name| Event::Other(name.clone(), Some(Recipient::Named(vec![one.clone()])));
            by.iter().map(of).collect()
        }
        event => vec![event.clone()],
    };
    let mut told: Vec<&Name> = Vec::new();
    let mut grade = Grade::Verified;
    for part in &parts {
        let before = |at: Instant| at <= matter.by();
        let (facts, worth) = match part {
            // Whose notice it is, the norm says under which it is given: the bearer's own is one.
            Event::NoticeUnder(label) => {
                let notices = sitting.notices_under(label.as_str()).into_iter();
                let facts: Vec<&Fact> =
                    notices.map(|(fact, _)| fact).filter(|fact| before(fact.about.last())).collect();
                let worth = worth(sitting, instance, &facts);
                (facts, worth)
            }
            event => {
                let found = sitting.happenings(event, section, instance).into_iter();
                let last = found.filter(|one| before(one.at)).max_by_key(|one| (one.grade, one.at));
                let worth = last.as_ref().map_or(Grade::None, |one| one.grade);
                (last.map(|one| one.facts).unwrap_or_default(), worth)
            }
        };
        if worth == Grade::None {
            let text = format!("{} is not on record from before it", occurrence::words(part));
            return Met { is: Match::Open, grade: Grade::None, step: Proof::new(Rule::Exception, text) };
        }
        told.extend(facts.iter().map(|fact| &fact.id));
        grade = grade.min(worth);
    }
    let text = format!("{} is told from before it ({grade})", occurrence::words(event));
    Met { is: Match::Yes, grade, step: Proof::new(Rule::Exception, text).citing(told) }
}

/// Whether a norm had been fulfilled, verified or kept for so long, at the grade that findings need.
fn achieved(
    sitting: &Sitting<'_>,
    label: &Name,
    how: Achieved,
    instance: &Instance,
    matter: Matter<'_>,
) -> Met {
    let grade = sitting.agreement.norm(label.as_str()).map_or(Grade::None, |norm| {
        let told = sitting.instances_beside(norm, instance).into_iter();
        told.map(|one| account::of(sitting, norm, &one).grade).min().unwrap_or(Grade::None)
    });
    let at = sitting.achieved(label, how, instance).ok();
    let is_met = grade >= sitting.needed && at.is_some_and(|at| at <= matter.by());
    let (is, word) = if is_met {
        (Match::Yes, "is told from before it")
    } else {
        (Match::Open, "is not on record from before it")
    };
    let what = match how {
        Achieved::Verified => "verification",
        Achieved::Fulfilled | Achieved::KeptFor(_) => "fulfilment",
    };
    let step = Proof::new(Rule::Exception, format!("the {what} of {label} {word} ({grade})"));
    Met { is, grade, step }
}

fn worth<'a>(sitting: &Sitting<'a>, instance: &Instance, told: &[&'a Fact]) -> Grade {
    let entries: Vec<Entry<'_>> = told.iter().map(|told| sitting.entry(told, instance)).collect();
    sitting.worth(&entries)
}

/// Whether so many of those named had consented to, or asked for, this act: within reach before it, or in the same
/// incident. A consent once given is none for every later act.
fn permitted<'a>(
    sitting: &Sitting<'a>,
    what: &str,
    by: &[&Name],
    needed: usize,
    instance: &Instance,
    matter: Matter<'a>,
) -> Met {
    let words = &sitting.agreement.vocabulary;
    let near = |told: &&Fact| told.about.from <= matter.by() && is_near(told, matter, NOTICE_REACH_MILLIS);
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
        what == CONSENT && status.change == StatusKind::Consents && near(told) && by.contains(&&status.by)
    });
    let agreed = agreed.filter(|(told, status)| sitting.is_by_the_text(told, status));
    let told: Vec<&'a Fact> =
        acted.chain(noted.map(|(told, _)| *told)).chain(agreed.map(|(told, _)| told)).collect();
    let given: BTreeSet<&Name> = told.iter().filter_map(|told| giver(told)).collect();
    if given.len() < needed.max(1) {
        let text = format!("no {what} of {} is on record for it", wording::list(by));
        return Met { is: Match::Open, grade: Grade::None, step: Proof::new(Rule::Exception, text) };
    }
    let grade = worth(sitting, instance, &told);
    let text =
        format!("{what} of {} is told ({grade})", wording::list(&given.into_iter().collect::<Vec<_>>()));
    let step = Proof::new(Rule::Exception, text).citing(told.iter().map(|told| &told.id));
    Met { is: Match::Yes, grade, step }
}

fn giver(told: &Fact) -> Option<&Name> {
    match &told.what {
        What::Act(act) => act.actor.party.as_ref(),
        What::Notice(notice) => Some(&notice.from),
        What::Status(status) => Some(&status.by),
        _ => None,
    }
}

/// The notice that a condition asks for.
struct Asked<'n> {
    to: &'n Recipient,
    through: Option<&'n Name>,
    lead: Option<Length>,
}

impl Asked<'_> {
    /// Whether a notice was given early enough, and not so early that it is hardly one of the matter.
    fn is_in_time(&self, sitting: &Sitting<'_>, told: &Fact, matter: Matter<'_>) -> bool {
        let start = matter.about.from;
        let latest = self.lead.map_or(Ok(start), |lead| sitting.earlier(start, lead));
        latest.is_ok_and(|latest| {
            let lead = start.millis().saturating_sub(latest.millis());
            let reach = lead.saturating_mul(2).max(NOTICE_REACH_MILLIS);
            told.about.from <= latest && is_near(told, matter, reach)
        })
    }

    /// A notice of the matter that is not the one asked for, and why; empty if there is none.
    fn beside<'a>(
        &self,
        sitting: &Sitting<'a>,
        others: &[&Name],
        instance: &Instance,
        matter: Matter<'a>,
    ) -> String {
        let found = sitting.docket.notices.iter().find(|(told, notice)| {
            is_from(matter, instance, notice) && speaks_of(sitting, notice, told, matter)
        });
        let Some((told, notice)) = found else { return String::new() };
        let why = if reaches(self.to, others, notice) {
            "was not given in that time, or not that way".to_owned()
        } else {
            format!("went to {}", wording::list(&notice.to))
        };
        format!("; that of {} {why}", wording::when(sitting.zone(), &told.about))
    }
}

fn prior_notice<'a>(
    sitting: &Sitting<'a>,
    asked: &Asked<'_>,
    section: usize,
    instance: &Instance,
    matter: Matter<'a>,
) -> Met {
    let others = sitting.other_parties(section, instance);
    let before = asked.lead.map_or("before".to_owned(), |lead| format!("at least {lead} before"));
    let notices = sitting.docket.notices.iter().filter(|(told, notice)| {
        is_from(matter, instance, notice)
            && reaches(asked.to, &others, notice)
            && asked.through.is_none_or(|through| notice.through.as_ref().is_none_or(|by| by == through))
            && asked.is_in_time(sitting, told, matter)
            && speaks_of(sitting, notice, told, matter)
    });
    let told: Vec<&Fact> = notices.map(|(told, _)| *told).collect();
    if told.is_empty() {
        let beside = asked.beside(sitting, &others, instance, matter);
        let register = sitting.agreement.registers.iter().find(|register| register.is_complete);
        let (is, mut text) = match register {
            Some(register) => {
                let name = &register.name;
                let text = format!(
                    "no notice from {before} the act stands in the register {name}, which is complete"
                );
                (Match::No, text)
            }
            None => {
                let text = format!(
                    "no notice from {before} the act is on record; the record of notices is not complete"
                );
                (Match::Open, text)
            }
        };
        text.push_str(&beside);
        return Met { is, grade: Grade::None, step: Proof::new(Rule::Exception, text) };
    }
    let is_confirmed = told.iter().any(|fact| confirms(fact, &others));
    let grade = worth(sitting, instance, &told);
    let grade = if is_confirmed { grade.max(Grade::Reported) } else { grade };
    let text = format!(
        "notice given {before} the act, told by {} ({grade})",
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

fn is_from(matter: Matter<'_>, instance: &Instance, notice: &Notice) -> bool {
    let is_actor = matter.act().is_some_and(|act| act.actor.party.as_ref() == Some(&notice.from));
    instance.holds(notice.from.as_str()) || is_actor
}

fn reaches(to: &Recipient, others: &[&Name], notice: &Notice) -> bool {
    match to {
        Recipient::OtherParty => notice.to.iter().any(|told| others.contains(&told)),
        Recipient::Named(names) => names.iter().all(|name| notice.to.contains(name)),
    }
}

fn is_near(told: &Fact, matter: Matter<'_>, reach: i64) -> bool {
    matter.shares_incident(told)
        || matter.about.from.millis().saturating_sub(told.about.from.millis()) <= reach
}

/// Whether the notice is one of the matter: the same incident; or a thing or activity that the matter may be, for a
/// purpose that it has. What was left undone is no activity, and only its incident tells.
fn speaks_of(sitting: &Sitting<'_>, notice: &Notice, told: &Fact, matter: Matter<'_>) -> bool {
    if matter.shares_incident(told) {
        return true;
    }
    let words = &sitting.agreement.vocabulary;
    let related = |one: &Name, two: &Name| {
        words.is_a(one.as_str(), two.as_str()) || words.is_a(two.as_str(), one.as_str())
    };
    let of_it = matter.words().any(|what| related(&notice.of, what));
    let purposes = matter.purposes();
    let shared = notice.purposes.iter().any(|purpose| purposes.contains(purpose));
    let free = notice.purposes.is_empty() || purposes.is_empty();
    // A notice of a `flight` for an evacuation is one of the flight of a helicopter for that evacuation, whether or
    // not the vocabulary relates the two words.
    (of_it && (shared || free))
        || (shared && words.term(notice.of.as_str()).is_none_or(|term| term.is_activity))
}
