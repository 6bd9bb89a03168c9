//! What is owed in shares: which share a telling speaks of.
//!
//! A number speaks of every share: as many as are owed by its day are that share, and fewer on its day or later show that it
//! was missed. A word without a number answers one share, by the rule of [`telling::nearest`]. What is told of a later time
//! than a share was due never shows that it came late: there may have been as many before, and nobody told it. Only where
//! there were fewer after its day is it known to have come late.

use std::collections::BTreeMap;

use armistice_facts::{Fact, Instant, Name, Performance, Stage, What};
use armistice_terms::model::{Deadline, Deed, Limit, Norm};

use crate::inventory::{Bound, Round};
use crate::sitting::{Instance, Sitting};
use crate::telling;

/// The shares of a deed for one instance, and what its tellings speak of.
pub(crate) struct Shares {
    shares: Vec<Share>,
    /// Which share a word without a number answers.
    answers: BTreeMap<Name, usize>,
}

struct Share {
    owed: Bound,
    /// By when, if that is known yet.
    due: Option<Instant>,
    /// Whether it is told that there were fewer, or that it was not done, on its day or later.
    is_missed: bool,
}

impl Shares {
    /// The shares, and which of them each telling speaks of.
    pub(crate) fn of(sitting: &Sitting<'_>, norm: &Norm, deed: &Deed, instance: &Instance) -> Self {
        let share = |(limit, deadline): (&Limit, &Deadline)| {
            let alone = Deed { deadline: deadline.clone(), ..deed.clone() };
            let due = sitting.due_at(norm, &alone, instance);
            Share { owed: sitting.limit_of(limit, instance, Round::Up), due, is_missed: false }
        };
        let shares: Vec<Share> = deed.shares().map(share).collect();
        let tellings = telling::all(sitting, norm, instance);
        let answers = telling::nearest(&times(&shares), &tellings);
        let mut shares = Shares { shares, answers };
        for number in 0..shares.shares.len() {
            let is_missed = tellings.iter().any(|fact| shares.misses(number, fact));
            if let Some(share) = shares.shares.get_mut(number) {
                share.is_missed = is_missed;
            }
        }
        shares
    }

    /// How many one share is.
    pub(crate) fn owed(&self, number: usize) -> Option<&Bound> {
        self.shares.get(number).map(|share| &share.owed)
    }

    /// Whether a telling speaks of that share.
    pub(crate) fn belongs(&self, number: usize, fact: &Fact) -> bool {
        let answers = self.answers.get(&fact.id).copied();
        let What::Performance(told) = &fact.what else { return answers == Some(number) };
        match told.stage {
            Stage::Started | Stage::Partial => !self.reaches(number, told) || self.tells_when(number, fact),
            Stage::Done => {
                answers == Some(number) || (self.reaches(number, told) && self.tells_when(number, fact))
            }
            Stage::NotDone => answers == Some(number),
            // What is given up is given up with all that follows; what is undone was done before.
            Stage::Refused | Stage::Impossible => answers.is_some_and(|first| first <= number),
            Stage::Reversed => answers.is_some_and(|last| number <= last),
        }
    }

    /// Whether as many are told as that share is.
    fn reaches(&self, number: usize, told: &Performance) -> bool {
        let most = self.owed(number).and_then(|owed| owed.number.most);
        told.count.zip(most).is_some_and(|(count, most)| count >= most)
    }

    /// Whether a number that reaches the share tells when it was reached: in time; late, because there were fewer after its
    /// day; or, of the last share, then.
    fn tells_when(&self, number: usize, fact: &Fact) -> bool {
        let Some(share) = self.shares.get(number) else { return false };
        let in_time = share.due.is_none_or(|due| fact.about.last() <= due);
        in_time || share.is_missed || number + 1 == self.shares.len()
    }

    /// Whether a telling shows that there were fewer than the share, or that it was not done, when it was due or later.
    fn misses(&self, number: usize, fact: &Fact) -> bool {
        let Some(Share { owed, due: Some(due), .. }) = self.shares.get(number) else { return false };
        let What::Performance(told) = &fact.what else { return false };
        match told.stage {
            Stage::Started | Stage::Partial => {
                told.count.is_some_and(|count| count < owed.number.least) && telling::is_after(fact, *due)
            }
            Stage::NotDone => self.answers.get(&fact.id) == Some(&number) && *due <= fact.about.last(),
            _ => false,
        }
    }
}

/// From when each share is owed until when: the one whose day is not known yet is the last of which a word can speak.
fn times(shares: &[Share]) -> Vec<(Instant, Instant)> {
    let (first, last) = (Instant::EPOCH.plus_millis(i64::MIN), Instant::EPOCH.plus_millis(i64::MAX));
    let mut opens = first;
    let mut times = Vec::new();
    for share in shares {
        let due = share.due.unwrap_or(last).max(opens);
        times.push((opens, due));
        if share.due.is_none() {
            break;
        }
        opens = due.plus_millis(1);
    }
    times
}
