//! A breach that is made good within the time that the text gives for it: it happened, and it stands no more.

use armistice_facts::{Fact, Instant};
use armistice_terms::model::Norm;

use crate::grade::Entry;
use crate::sitting::{Instance, Sitting};
use crate::{Finding, Flag, Outcome, Proof, Rule, telling, wording};

impl Sitting<'_> {
    /// Until when what went wrong then can be made good: hours by the clock, days to the end of the last one, the day of the
    /// breach not counted. None if the text gives no time for it.
    pub(crate) fn cure_until(&self, norm: &Norm, from: Instant) -> Option<Instant> {
        let length = norm.cure?;
        if !length.unit.is_civil() {
            return self.zone().later(from, length).ok();
        }
        let last = self.plus(self.zone().date_of(from), length).ok()?;
        self.zone().end_of(last).ok()
    }
}

/// The incidents of a norm, each breach with what is told of its being made good.
///
/// It is made good where the norm is told as done, or found fulfilled, after it: by a telling of its incident, or by one that
/// names no incident and so speaks of all that was wrong before.
pub(crate) fn made_good(
    sitting: &Sitting<'_>,
    norm: &Norm,
    instance: &Instance,
    findings: Vec<Finding>,
) -> Vec<Finding> {
    if norm.cure.is_none() {
        return findings;
    }
    let tellings = telling::all(sitting, norm, instance);
    let done: Vec<&Fact> = tellings.into_iter().filter(|told| telling::is_done(told)).collect();
    let weigh = |finding: Finding| match finding.outcome {
        Outcome::Breach => weighed(sitting, norm, instance, finding, &done),
        _ => finding,
    };
    findings.into_iter().map(weigh).collect()
}

fn weighed(
    sitting: &Sitting<'_>,
    norm: &Norm,
    instance: &Instance,
    mut finding: Finding,
    done: &[&Fact],
) -> Finding {
    let Some(until) = sitting.cure_until(norm, finding.about.from) else { return finding };
    let zone = sitting.zone();
    let speaks = |told: &&&Fact| {
        let own = finding.facts.iter().filter_map(|id| sitting.docket.fact(id.as_str()));
        let mut incidents = own.filter_map(|fact| fact.incident.as_ref());
        match &told.incident {
            Some(incident) => incidents.any(|own| own == incident),
            None => finding.about.from <= told.about.from,
        }
    };
    let of_it: Vec<&Fact> = done.iter().filter(speaks).copied().collect();
    let in_time: Vec<&Fact> = of_it.iter().filter(|told| told.about.from <= until).copied().collect();
    let told = if in_time.is_empty() { &of_it } else { &in_time };
    let entries: Vec<Entry<'_>> = told.iter().map(|told| sitting.entry(told, instance)).collect();
    let grade = sitting.worth(&entries);
    let last = wording::instant(zone, until);
    let Some(first) = told.first() else {
        let open = sitting.as_of <= until;
        let word = if open { "can be made good until" } else { "was not told as made good by" };
        finding.because = format!("{}; it {word} {last}", finding.because);
        return finding;
    };
    let when = wording::day(zone, first.about.from);
    let voices = wording::list(&wording::voices(told.iter().copied()));
    let text = format!("made good on {when}, told by {voices} ({grade})");
    let is_cured = grade >= sitting.needed && !in_time.is_empty();
    let text = match (is_cured, grade >= sitting.needed) {
        (true, _) => format!("{text}, within the time for it, which ran until {last}"),
        (false, true) => format!("{text}, after the time for it, which ran until {last}"),
        (false, false) => format!("told as {text}, which is not shown; the time for it ran until {last}"),
    };
    if is_cured {
        finding.outcome = Outcome::Cured;
        finding.flags.insert(Flag::Cured);
        finding.flags.remove(&Flag::Continuing);
    } else if grade >= sitting.needed {
        finding.flags.insert(Flag::Late);
    }
    finding.proof = finding
        .proof
        .resting_on([Proof::new(Rule::Deadline, text.clone()).citing(told.iter().map(|fact| &fact.id))]);
    finding.because = format!("{}; {text}", finding.because);
    finding
}

#[cfg(test)]
mod tests;
