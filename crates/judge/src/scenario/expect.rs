//! The expectations of a scenario.

use std::collections::BTreeSet;

use armistice_facts::{Fact, Instant, Interval, Placement};
use armistice_terms::ast::{DateTime, Expect, Outcome as Expected};
use armistice_terms::model::Agreement;

use super::{Unmet, passed};
use crate::{Finding, Flag, Grade, Judgement, Outcome, Proof, Verdict};

/// The scenario's own facts, and how they lie to the places of the norms.
pub(super) struct Told<'a> {
    pub(super) facts: &'a [Fact],
    pub(super) placements: &'a [Placement],
}

/// What was expected and did not come out; `None` if the expectation is met.
pub(super) fn unmet(
    agreement: &Agreement,
    judgement: &Judgement,
    told: &Told<'_>,
    expect: &Expect,
) -> Option<Unmet> {
    let label = expect.norm.node.as_str();
    let verdicts: Vec<&Verdict> = judgement
        .verdicts
        .iter()
        .filter(|verdict| verdict.norm == *label)
        .filter(|verdict| {
            let bearer = expect.bearer.as_ref().map(|bearer| bearer.node.as_str());
            bearer.is_none_or(|bearer| {
                verdict.bearer == bearer || verdict.bearers.iter().any(|one| *one == *bearer)
            })
        })
        .collect();
    let expected = words(expect);
    if verdicts.is_empty() {
        let got = "no norm of that label for that bearer".to_owned();
        return Some(Unmet { span: expect.span, expected, got, proof: None });
    }
    let day = match expect.on.as_ref().map(|day| interval(agreement, day)) {
        None => None,
        Some(Some(day)) => Some(day),
        Some(None) => {
            let got = "the day lies outside the calendar".to_owned();
            return Some(Unmet { span: expect.span, expected, got, proof: None });
        }
    };
    let missed = verdicts.into_iter().find(|verdict| !meets(verdict, day.as_ref(), &expect.outcome))?;
    let beside = agreement
        .norm(label)
        .map(|norm| passed::over(agreement, norm, missed, told.facts, told.placements))
        .unwrap_or_default();
    Some(Unmet {
        span: expect.span,
        expected,
        got: got(missed, day.as_ref()),
        proof: Some(proof(missed, day.as_ref()).resting_on(beside)),
    })
}

fn interval(agreement: &Agreement, day: &DateTime) -> Option<Interval> {
    let zone = &agreement.settings.time_zone;
    let (from, until): (Instant, Instant) = match day.time {
        Some((hour, minute)) => {
            let at = zone.at(day.date, hour, minute).ok()?;
            (at, at.plus_millis(60_000))
        }
        None => (zone.start_of(day.date).ok()?, zone.end_of(day.date).ok()?.plus_millis(1)),
    };
    Interval::new(from, until, armistice_facts::Precision::Span).ok()
}

fn findings<'v>(verdict: &'v Verdict, day: Option<&Interval>) -> Vec<&'v Finding> {
    verdict.findings.iter().filter(|finding| day.is_none_or(|day| finding.about.overlaps(day))).collect()
}

fn meets(verdict: &Verdict, day: Option<&Interval>, outcome: &Expected) -> bool {
    match outcome {
        Expected::Number { number, of } => count(&findings(verdict, day), &of.node) == Some(*number),
        Expected::Verdict { negated, word, grade, flags } => {
            let grade = grade.as_ref().map(|grade| Grade::from(grade.node));
            let flags: Vec<&str> = flags.iter().map(|flag| flag.node.as_str()).collect();
            let found = |finding: &Finding| {
                finding_is(finding, &word.node)
                    && grade.is_none_or(|grade| grade == finding.grade)
                    && has(&finding.flags, &flags)
            };
            let is_met = match day {
                Some(day) => findings(verdict, Some(day)).into_iter().any(found),
                None => {
                    let whole = verdict_is(verdict, &word.node)
                        && grade.is_none_or(|grade| grade == verdict.grade)
                        && has(&verdict.flags, &flags);
                    whole || (is_outcome(&word.node) && verdict.findings.iter().any(found))
                }
            };
            is_met != *negated
        }
    }
}

fn has(flags: &BTreeSet<Flag>, wanted: &[&str]) -> bool {
    wanted.iter().all(|wanted| flags.iter().any(|flag| flag.word() == *wanted))
}

/// Whether a verdict is that word: a truth, a state or a flag.
fn verdict_is(verdict: &Verdict, word: &str) -> bool {
    verdict.truth.is_some_and(|truth| truth.word() == word)
        || verdict.state.word() == word
        || has(&verdict.flags, &[word])
}

/// Whether a finding is that word: the truth it stands for, what became of it, or a flag.
fn finding_is(finding: &Finding, word: &str) -> bool {
    finding.outcome.truth().is_some_and(|truth| truth.word() == word)
        || finding.outcome.word() == word
        || has(&finding.flags, &[word])
}

/// Words that speak of incidents even where no day is given.
fn is_outcome(word: &str) -> bool {
    Outcome::ALL.iter().any(|outcome| outcome.word() == word)
}

fn count(findings: &[&Finding], of: &str) -> Option<u64> {
    let is = |outcome: Outcome| findings.iter().filter(|finding| finding.outcome == outcome).count();
    let number = match of {
        "breach" | "breaches" => is(Outcome::Breach),
        "cured" => is(Outcome::Cured),
        "excused" => is(Outcome::Excused),
        "dismissed" => is(Outcome::Dismissed),
        "alleged" => is(Outcome::Alleged),
        "undetermined" => is(Outcome::Undetermined),
        "finding" | "findings" => findings.len(),
        _ => return None,
    };
    u64::try_from(number).ok()
}

fn words(expect: &Expect) -> String {
    let bearer = expect.bearer.as_ref().map(|bearer| format!(" of {}", bearer.node)).unwrap_or_default();
    let day = expect.on.as_ref().map(|day| format!(" on {}", day.date)).unwrap_or_default();
    let outcome = match &expect.outcome {
        Expected::Number { number, of } => format!("has {number} {}", of.node),
        Expected::Verdict { negated, word, grade, flags } => {
            let not = if *negated { "not " } else { "" };
            let grade = grade.as_ref().map(|grade| format!(" {}", Grade::from(grade.node).word()));
            let flags: String = flags.iter().map(|flag| format!(" {}", flag.node)).collect();
            format!("is {not}{}{}{flags}", word.node, grade.unwrap_or_default())
        }
    };
    format!("{}{bearer}{day} {outcome}", expect.norm.node)
}

fn got(verdict: &Verdict, day: Option<&Interval>) -> String {
    let flags =
        |flags: &BTreeSet<Flag>| flags.iter().map(|flag| format!(" {}", flag.word())).collect::<String>();
    if day.is_some() {
        let found: Vec<String> = findings(verdict, day)
            .iter()
            .map(|finding| {
                let reason = finding.reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
                format!(
                    "{} {}{}{reason}",
                    finding.outcome.word(),
                    finding.grade.word(),
                    flags(&finding.flags)
                )
            })
            .collect();
        return match found.as_slice() {
            [] => format!("{}: no finding on that day", verdict.id),
            found => format!("{}: {}", verdict.id, found.join("; ")),
        };
    }
    let truth = verdict.truth.map(|truth| format!(" {} {}", truth.word(), verdict.grade.word()));
    let reason = verdict.reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
    format!(
        "{}: {}{}{}{reason}; {}",
        verdict.id,
        verdict.state.word(),
        truth.unwrap_or_default(),
        flags(&verdict.flags),
        verdict.because
    )
}

fn proof(verdict: &Verdict, day: Option<&Interval>) -> Proof {
    match (day, findings(verdict, day).as_slice()) {
        (Some(_), [only]) => only.proof.clone(),
        _ => verdict.proof.clone(),
    }
}
