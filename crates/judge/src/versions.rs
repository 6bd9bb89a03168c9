//! How a verdict changed as knowledge grew. Nothing is overwritten: late evidence makes a new version.

use std::collections::BTreeSet;
use std::rc::Rc;

use armistice_facts::{Instant, Name};

use crate::docket::Places;
use crate::sitting::Sitting;
use crate::{Case, Verdict, verdict};

/// What a verdict was from the day the record knew it.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// From 1.
    pub number: usize,
    /// From when the record knew it.
    pub known_from: Instant,
    /// The verdict then.
    pub verdict: Verdict,
    /// When the next version took its place; `None` for the newest.
    pub superseded: Option<Instant>,
}

/// How the verdict of one norm for one bearer (`ROK`, or `ROK+DPRK` where they are bound jointly) changed as
/// knowledge grew up to `known_at`, the clock of events standing at `as_of`. Empty if there is no such verdict.
#[must_use]
pub fn versions(
    case: &Case<'_>,
    as_of: Instant,
    known_at: Instant,
    norm: &Name,
    bearer: &str,
) -> Vec<Version> {
    some_versions(case, as_of, known_at, norm, bearer, usize::MAX).0
}

/// The same, looked at at no more than `most` of the moments at which more became known, and one: of more than that every
/// second, third and so on, and the last. Beside them how many moments were passed over.
#[must_use]
pub fn some_versions(
    case: &Case<'_>,
    as_of: Instant,
    known_at: Instant,
    norm: &Name,
    bearer: &str,
    most: usize,
) -> (Vec<Version>, usize) {
    let all: BTreeSet<Instant> =
        case.facts.iter().map(|fact| fact.known).filter(|known| *known <= known_at).collect();
    let step = all.len().div_ceil(most.max(1)).max(1);
    let mut moments: Vec<Instant> = all.iter().copied().step_by(step).collect();
    let last = all.last().copied().unwrap_or(known_at);
    if moments.last() != Some(&last) {
        moments.push(last);
    }
    let passed_over = all.len().saturating_sub(moments.len());
    let places = Places::new(case.placements);
    let mut versions: Vec<Version> = Vec::new();
    for known in moments {
        let Some(verdict) = at(case, &places, as_of, known, norm, bearer) else {
            return (Vec::new(), 0);
        };
        let is_new = versions.last().is_none_or(|last| !says_the_same(&last.verdict, &verdict));
        if !is_new {
            continue;
        }
        if let Some(last) = versions.last_mut() {
            last.superseded = Some(known);
        }
        versions.push(Version { number: versions.len() + 1, known_from: known, verdict, superseded: None });
    }
    (versions, passed_over)
}

/// The verdict of one norm for one bearer, the clock of events standing at `as_of` and the record at `known_at`; nothing
/// if there is no such verdict. Far quicker than a judgement of the whole case.
#[must_use]
pub fn verdict(
    case: &Case<'_>,
    as_of: Instant,
    known_at: Instant,
    norm: &Name,
    bearer: &str,
) -> Option<Verdict> {
    at(case, &Places::new(case.placements), as_of, known_at, norm, bearer)
}

fn at<'a>(
    case: &Case<'a>,
    places: &Rc<Places<'a>>,
    as_of: Instant,
    known_at: Instant,
    norm: &Name,
    bearer: &str,
) -> Option<Verdict> {
    let sitting = Sitting::new(case, places, as_of, known_at, verdict::breaches);
    let norm = case.agreement.norm(norm.as_str())?;
    let instance = sitting.instances(norm).into_iter().find(|instance| instance.id == bearer)?;
    Some(verdict::of(&sitting, norm, &instance))
}

/// Two verdicts say the same if nothing that the reader is told differs; the wording of a proof is not looked at.
fn says_the_same(one: &Verdict, two: &Verdict) -> bool {
    let told = |verdict: &Verdict| {
        let findings: Vec<_> = verdict
            .findings
            .iter()
            .map(|finding| {
                (finding.id.clone(), finding.outcome, finding.reason, finding.grade, finding.flags.clone())
            })
            .collect();
        let worth = (verdict.state, verdict.truth, verdict.grade, verdict.flags.clone(), verdict.reason);
        let told =
            (verdict.due, verdict.fulfilled, verdict.coverage, verdict.counts, verdict.progress.clone());
        (worth, told, verdict.because.clone(), findings)
    };
    told(one) == told(two)
}
