//! A person decides on a claim: one way for the terminal and the page. What is decided is signed where it can be, becomes facts, and
//! stands in the journal; or none of that.

use std::path::Path;

use armistice_facts::{Certainty, Fact, Interval, Manner, Name, Precision, Source, Voice, What, Withdrawal};
use armistice_reading::Claim;

use super::corrections::{Choices, Correction};
use super::decision::{Decided, Decision, Held, Journal, JournalError};
use super::effect::Bench;
use super::queue::{Desk, report_of};
use super::signing::{SigningError, sign};
use crate::keyring::Keyring;
use crate::recorded::Recorded;

/// Why nothing is decided.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum DecidingError {
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The record.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// What is to be taken back.
    #[error("claim {0} is not decided: there is nothing to take back")]
    NotDecided(String),
}

/// Who decides, and with which keys.
#[derive(Debug)]
pub(crate) struct Person {
    /// The name of a role, as in the record.
    pub(crate) by: Name,
    /// What signs, where the case has a record and decisions are signed.
    pub(crate) keyring: Option<Keyring>,
}

/// What a person says of a claim.
#[derive(Debug, Clone)]
pub(crate) struct Answer<'a> {
    /// Accepted, corrected or rejected.
    pub(crate) decided: Decided,
    /// Why.
    pub(crate) reason: &'a str,
    /// The claim with what was put right.
    pub(crate) claim: &'a Claim,
    /// What was put right.
    pub(crate) corrections: Vec<Correction>,
    /// What the person chose where the words leave it open.
    pub(crate) choices: &'a Choices,
}

impl Desk<'_> {
    /// The decision that an answer is. Nothing if there is no such claim.
    pub(crate) fn decision(
        &self,
        at: (usize, usize),
        by: &Name,
        answer: Answer<'_>,
        journal: &Journal,
        bench: &Bench<'_>,
    ) -> Option<Decision> {
        let (read, as_read) = self.gathering.claim(at)?;
        let before = self.before(at, journal);
        let Answer { decided, reason, claim, corrections, choices } = answer;
        let is_new = decided != Decided::Rejected && (before.carries.is_none() || !corrections.is_empty());
        let by_whom = (by.as_str(), reason);
        let facts = match is_new {
            true => self.made(at, (read, claim), by_whom, choices, bench, &before).facts,
            false => Vec::new(),
        };
        Some(Decision {
            claim: as_read.id.clone(),
            decided,
            by: by.clone(),
            at: self.at,
            reason: reason.to_owned(),
            corrections,
            report: report_of(read),
            words: self.words.to_owned(),
            reader: self.reader_of(at).to_owned(),
            read: as_read.clone(),
            facts,
            carries: before.carries.filter(|_| decided != Decided::Rejected && !is_new),
        })
    }
}

impl Person {
    /// Takes a decision: signs it, keeps its facts, keeps it.
    pub(crate) fn decide(
        &self,
        case: &Path,
        held: &mut Held,
        decision: Decision,
        known: &[Fact],
        recorded: Option<&Recorded>,
    ) -> Result<(), DecidingError> {
        held.allows(&decision)?;
        if let Some(keyring) = &self.keyring {
            sign(case, keyring, &decision, known, recorded)?;
        }
        Ok(held.keep(case, decision)?)
    }

    /// The decision that takes back the one on a claim, and with it the facts that came of it.
    pub(crate) fn taking_back(
        &self,
        claim: &str,
        reason: &str,
        at: armistice_facts::Instant,
        journal: &Journal,
    ) -> Result<Decision, DecidingError> {
        let standing = journal.of(claim).ok_or_else(|| DecidingError::NotDecided(claim.to_owned()))?;
        let facts = withdrawal(standing, &self.by, reason, at).into_iter().collect();
        Ok(Decision {
            decided: Decided::TakenBack,
            by: self.by.clone(),
            at,
            reason: reason.to_owned(),
            corrections: Vec::new(),
            facts,
            carries: None,
            ..standing.clone()
        })
    }
}

/// The fact that takes back what came of a decision; nothing if nothing did.
fn withdrawal(standing: &Decision, by: &Name, reason: &str, at: armistice_facts::Instant) -> Option<Fact> {
    let first = standing.facts.first()?;
    Some(Fact {
        id: Name::new(format!("{}-back", first.id)).ok()?,
        about: Interval::new(at, at, Precision::Exact).ok()?,
        known: at,
        source: Source {
            speaker: by.to_string(),
            voice: by.clone(),
            kind: Voice::Body,
            manner: Manner::Attests,
            means: None,
        },
        certainty: Certainty::High,
        incident: None,
        invokes: Vec::new(),
        what: What::Withdrawal(Withdrawal {
            of: standing.facts.iter().map(|fact| fact.id.clone()).collect(),
            ground: reason.to_owned(),
        }),
        read_at: String::new(),
        note: format!("the decision of {} on claim {} is taken back", standing.by, standing.claim),
    })
}
