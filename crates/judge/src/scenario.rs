//! The scenarios that stand in an agreement: facts, and what must come out.

mod expect;
mod passed;
mod shown;
mod told;

use armistice_facts::{Fact, Instant, Placement};
use armistice_terms::Span;
use armistice_terms::ast::{DateTime, TestBlock, TestLine};
use armistice_terms::model::Agreement;

use crate::{Case, Proof, judge};

pub use shown::{Shown, shown};

/// What came out of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The scenario's name.
    pub name: String,
    /// The clock of events; `None` if the scenario has neither a day nor a fact.
    pub as_of: Option<Instant>,
    /// The clock of knowledge.
    pub known_at: Option<Instant>,
    /// How many expectations it has.
    pub expectations: usize,
    /// Those that were not met, and lines that cannot be used.
    pub unmet: Vec<Unmet>,
}

/// An expectation that was not met.
#[derive(Debug, Clone, PartialEq)]
pub struct Unmet {
    /// Its place in the agreement file.
    pub span: Span,
    /// What the scenario says.
    pub expected: String,
    /// What came out.
    pub got: String,
    /// Why.
    pub proof: Option<Proof>,
}

/// Runs one scenario on the facts of the record it starts from (all of them; the clocks of the scenario cut them),
/// their placements, and a way to place the scenario's own facts.
///
/// Without a day the scenario is judged at its own last fact. A day without a clock time is its end.
#[must_use]
pub fn run(
    agreement: &Agreement,
    record: &[Fact],
    placements: &[Placement],
    place: &dyn Fn(&[Fact]) -> Vec<Placement>,
    test: &TestBlock,
) -> Report {
    let mut unmet = Vec::new();
    let own = told::facts(agreement, record, &test.lines, &mut unmet);
    let mut placements = placements.to_vec();
    placements.extend(place(&own));
    let last = own.iter().map(|fact| fact.about.last()).max();
    let as_of = test.as_of.as_ref().and_then(|day| end(agreement, day)).or(last);
    let known_at = test.known_at.as_ref().and_then(|day| end(agreement, day)).or(as_of);
    let expects: Vec<_> = test
        .lines
        .iter()
        .filter_map(|line| match line {
            TestLine::Expect(expect) => Some(expect),
            TestLine::Fact(_) => None,
        })
        .collect();
    let report =
        |unmet| Report { name: test.name.node.clone(), as_of, known_at, expectations: expects.len(), unmet };
    let (Some(as_of), Some(known_at)) = (as_of, known_at) else {
        let got = "neither a day nor a fact to judge at".to_owned();
        unmet.push(Unmet { span: test.span, expected: "a day: `as of DATE`".to_owned(), got, proof: None });
        return report(unmet);
    };
    let facts: Vec<Fact> = record.iter().cloned().chain(own.iter().cloned()).collect();
    let case = Case { agreement, facts: &facts, placements: &placements };
    let judgement = judge(&case, as_of, known_at);
    let told = expect::Told { facts: &own, placements: &placements };
    unmet.extend(expects.iter().filter_map(|expect| expect::unmet(agreement, &judgement, &told, expect)));
    report(unmet)
}

/// The end of a day, or the instant where a clock time is written.
fn end(agreement: &Agreement, day: &DateTime) -> Option<Instant> {
    let zone = &agreement.settings.time_zone;
    match day.time {
        Some((hour, minute)) => zone.at(day.date, hour, minute).ok(),
        None => zone.end_of(day.date).ok(),
    }
}

#[cfg(test)]
mod tests;
