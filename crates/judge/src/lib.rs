//! Verdicts: what is in force, what is owed, what was breached, and on which evidence.
//!
//! [`judge`] is a pure function of a [`Case`] (the agreement, the facts, and how each fact's place relates to the
//! places of the agreement) and two clocks: *as of* (what had happened) and *known at* (what the record had
//! learned). It answers with one [`Verdict`] for each norm and bearer, and each verdict can be read back to its
//! roots through its [`Proof`].
//!
//! The way of a fact to a verdict:
//!
//! 1. `docket`: facts that are known and have happened, sorted and indexed once;
//! 2. `force`: from when, until when and for whom a norm binds, and what each side says of it;
//! 3. `grade`: what the voices that tell a thing are worth when put together;
//! 4. `deed`, `ban`, `upkeep`, `ceiling`, `rate`, `notice`, `procedure`: one module for each kind of rule;
//! 5. `table`: the table that turns the two grades, for breach and for compliance, into a truth;
//! 6. [`versions`]: how a verdict changed as knowledge grew; [`scenario`]: the tests that stand in an agreement.
//!
//! Left out on purpose: geometry (a [`Placement`](armistice_facts::Placement) is handed in), the log, and how
//! answers are shown.

mod judgement;
mod lattice;
mod proof;

pub use judgement::{Case, Counts, Finding, Judgement, Progress, Verdict, Watched};
pub use lattice::{Flag, Grade, Outcome, Reason, State, Truth};
pub use proof::{Proof, Rule};

use armistice_facts::{Fact, Instant, Name, Placement};

/// One state of a verdict's history: what it was from when the record knew it.
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

/// Judges every norm for every bearer.
#[must_use]
pub fn judge(case: &Case<'_>, as_of: Instant, known_at: Instant) -> Judgement {
    let _ = case;
    Judgement { as_of, known_at, verdicts: Vec::new() }
}

/// How the verdict of one norm and bearer (`ROK`, or `ROK+DPRK`) changed as knowledge grew up to `known_at`.
#[must_use]
pub fn versions(
    case: &Case<'_>,
    as_of: Instant,
    known_at: Instant,
    norm: &Name,
    bearer: &str,
) -> Vec<Version> {
    let _ = (case, as_of, known_at, norm, bearer);
    Vec::new()
}

/// The scenarios that stand in an agreement.
pub mod scenario {
    use super::{Fact, Instant, Placement, Proof};
    use armistice_terms::Span;
    use armistice_terms::ast::TestBlock;
    use armistice_terms::model::Agreement;

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
        /// Those that were not met.
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

    /// Runs one scenario on the facts of the record it starts from (all of them; the clocks of the scenario cut
    /// them), their placements, and a way to place the scenario's own facts.
    #[must_use]
    pub fn run(
        agreement: &Agreement,
        record: &[Fact],
        placements: &[Placement],
        place: &dyn Fn(&[Fact]) -> Vec<Placement>,
        test: &TestBlock,
    ) -> Report {
        let _ = (agreement, record, placements, place);
        Report {
            name: test.name.node.clone(),
            as_of: None,
            known_at: None,
            expectations: 0,
            unmet: Vec::new(),
        }
    }
}
