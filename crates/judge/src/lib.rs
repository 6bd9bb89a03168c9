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
//! ```
//! use armistice_judge::{Case, State, judge};
//! use armistice_terms::{MemoryFiles, compile};
//!
//! let mut files = MemoryFiles::default();
//! let words = "# V {#v}\n```terms\nclass landmine is thing with plural is landmines.\nactivity remove is verb.\n```\n";
//! files.vocabularies.insert("field".to_owned(), words.to_owned());
//! let text = "# A {#a}\n> [en] Each side removes its mines by 20 October 2018.\n\n```terms\n\
//!     agreement \"A\" between ROK, DPRK signed 19 September 2018 binding politically authentic in en \
//!     time zone \"Asia/Seoul\" vocabulary \"field\" month ends refused.\n\
//!     party ROK is \"South\".\nparty DPRK is \"North\".\n\
//!     mines: each party must remove landmines everywhere by 20 October 2018.\n```\n";
//! let compiled = compile(text, &files);
//! let agreement = compiled.agreement.ok_or("the agreement has errors")?;
//! let case = Case { agreement: &agreement, facts: &[], placements: &[] };
//! let day = "2018-10-21T00:00:00+09:00".parse()?;
//! let judgement = judge(&case, day, day);
//! let verdict = judgement.verdict("mines/ROK").ok_or("no such verdict")?;
//! assert_eq!(verdict.state, State::Overdue);
//! assert_eq!(verdict.because, "was due by 20 October 2018; nobody has told its performance by ROK");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Left out on purpose: geometry (a [`Placement`](armistice_facts::Placement) is handed in), the log, and how
//! answers are shown.

mod account;
mod achieved;
mod article;
mod ban;
mod ceiling;
mod clock;
mod condition;
mod counted;
mod coverage;
mod cure;
mod decided;
mod deed;
mod docket;
mod draft;
mod duty;
mod episode;
mod exception;
mod exercise;
mod floor;
mod force;
mod grade;
mod hearing;
mod hours;
mod inventory;
mod judgement;
mod lattice;
mod matter;
mod moment;
mod monitor;
mod notice;
mod occurrence;
mod permission;
mod power;
mod procedure;
mod proof;
mod rate;
mod recurring;
pub mod scenario;
mod scope;
mod shares;
mod sitting;
mod staged;
mod table;
mod tally;
mod telling;
#[cfg(test)]
mod testing;
mod upkeep;
mod verdict;
mod versions;
mod window;
mod wording;

pub use hearing::{Hearings, Stood, judge, outline};
pub use judgement::{Case, Counts, Finding, Judgement, Progress, Verdict, Watched};
pub use lattice::{Flag, Grade, Outcome, Reason, State, Truth};
pub use proof::{Proof, Rule};
pub use versions::{Version, some_versions, verdict as verdict_of, versions};

#[cfg(test)]
mod properties;
