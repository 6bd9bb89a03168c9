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

mod account;
mod article;
mod ban;
mod ceiling;
mod coverage;
mod deed;
mod docket;
mod episode;
mod exception;
mod force;
mod grade;
mod judgement;
mod lattice;
mod moment;
mod monitor;
mod notice;
mod procedure;
mod proof;
mod rate;
pub mod scenario;
mod scope;
mod sitting;
mod table;
#[cfg(test)]
mod testing;
mod upkeep;
mod verdict;
mod versions;
mod wording;

pub use judgement::{Case, Counts, Finding, Judgement, Progress, Verdict, Watched, judge};
pub use lattice::{Flag, Grade, Outcome, Reason, State, Truth};
pub use proof::{Proof, Rule};
pub use versions::{Version, versions};

#[cfg(test)]
mod properties;
