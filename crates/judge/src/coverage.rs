//! How much of a norm's place and time competent observers watched.

use armistice_facts::{Fact, Instant, Manner, Name};
use armistice_terms::model::Norm;

use crate::force::Force;
use crate::grade::Relation;
use crate::sitting::{Instance, Sitting};
use crate::{Grade, Watched};

/// What was watched, and what the word for it is worth.
#[derive(Debug, Clone)]
pub(crate) struct Cover {
    /// Hours, share and bar; `None` where nobody says that he watched.
    pub(crate) watched: Option<Watched>,
    /// What the watchers' word is worth.
    pub(crate) grade: Grade,
    /// The facts.
    pub(crate) facts: Vec<Name>,
}

impl Cover {
    /// Whether the share reaches the bar of the agreement. Without a bar nothing can ever be enough.
    pub(crate) fn is_enough(&self) -> bool {
        self.watched.is_some_and(|watched| watched.bar_percent.is_some_and(|bar| watched.percent >= bar))
    }
}

/// How far a norm was watched for an instance, from its beginning to the day judged. A bearer's word that it watched
/// itself, and its adversary's, say nothing.
pub(crate) fn of(sitting: &Sitting<'_>, norm: &Norm, instance: &Instance, force: &Force<'_>) -> Cover {
    let bar_percent = norm.attestation.as_ref().and_then(|rule| rule.coverage_percent);
    let competent = |fact: &Fact| {
        fact.source.manner != Manner::Claims
            && sitting.relation(fact.source.voice.as_str(), fact.source.kind, instance) == Relation::Third
    };
    let told: Vec<_> = sitting
        .docket
        .coverages(norm.label.as_str())
        .iter()
        .filter(|(_, told)| told.bearer.as_ref().is_none_or(|bearer| instance.holds(bearer.as_str())))
        .filter(|(fact, _)| competent(fact))
        .collect();
    let entries: Vec<_> = told.iter().map(|(fact, _)| sitting.entry(fact, instance)).collect();
    let grade = sitting.worth(&entries);
    let facts = told.iter().map(|(fact, _)| fact.id.clone()).collect();
    let Some(start) = force.start.as_ref().ok().copied().filter(|_| !told.is_empty()) else {
        return Cover { watched: None, grade: Grade::None, facts: Vec::new() };
    };
    let end = force.until.map_or(sitting.as_of, |until| until.min(sitting.as_of));
    let shares: Vec<(Instant, Instant, u64)> = told
        .iter()
        .map(|(fact, told)| {
            (fact.about.from.max(start), fact.about.until.min(end), u64::from(told.percent.min(100)))
        })
        .filter(|(from, until, _)| from < until)
        .collect();
    let hours = told.iter().map(|(_, told)| told.observed_hours).fold(0, u64::saturating_add);
    let watched = Watched { observed_hours: hours, percent: share(&shares, start, end), bar_percent };
    Cover { watched: Some(watched), grade, facts }
}

/// The share over the whole time in hundredths, rounded down: at each instant the best watcher counts.
fn share(shares: &[(Instant, Instant, u64)], start: Instant, end: Instant) -> u64 {
    let total = i128::from(end.millis()) - i128::from(start.millis());
    if total <= 0 {
        return 0;
    }
    let mut edges: Vec<Instant> = shares.iter().flat_map(|(from, until, _)| [*from, *until]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut sum: i128 = 0;
    for (from, until) in edges.iter().zip(edges.iter().skip(1)) {
        let best = shares
            .iter()
            .filter(|(first, last, _)| first <= from && until <= last)
            .map(|(_, _, share)| *share);
        let length = i128::from(until.millis()) - i128::from(from.millis());
        sum += i128::from(best.max().unwrap_or(0)) * length;
    }
    u64::try_from(sum / total).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Instant {
        Instant::from_millis(hours * 3_600_000).unwrap()
    }

    #[test]
    fn two_watchers_of_one_hour_count_once_and_an_unwatched_hour_counts_as_nothing() {
        let shares = [(at(0), at(2), 50), (at(1), at(2), 80)];
        // Half of the first hour, four fifths of the second, nothing of the third and the fourth.
        assert_eq!(share(&shares, at(0), at(4)), (50 + 80) / 4);
        assert_eq!(share(&[], at(0), at(4)), 0);
        assert_eq!(share(&shares, at(4), at(4)), 0);
    }
}
