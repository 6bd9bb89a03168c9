//! The nouns of the field, and nothing that judges them.
//!
//! A [`Fact`] is one thing that somebody says about the world: an act, a state of things, the performance of a
//! duty, an inspection with its checklist, a notice, a denial, an impeachment, a ruling, a suspension. It carries
//! two clocks ([`Fact::about`]: when it happened; [`Fact::known`]: when the record learned it), the voice that
//! speaks ([`Source`]), and its [`Place`] with the error of the position.
//!
//! - time: [`Instant`] and [`Interval`] (UTC, whole milliseconds), [`calendar`] (civil dates in a named zone);
//! - names: [`Name`], the identifier of a party, a class, a zone, a norm, a fact;
//! - movement: [`Fix`] (one position of one object) and [`Passage`] (enter, leave, cross, stay, gap, jump);
//! - [`Placement`]: how a reported place relates to a zone or line of an agreement;
//! - [`canonical`]: the one JSON form of a fact, and the digest of a list of facts.
//!
//! ```
//! use armistice_facts::{Instant, Name};
//! let seen: Instant = "2018-12-01T07:56:00+09:00".parse()?;
//! assert_eq!(seen.to_string(), "2018-11-30T22:56:00Z");
//! assert!(Name::new("sea-live-fire").is_ok());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Left out on purpose: verdicts (crate `armistice-judge`), file formats (`armistice-feeds`), geometry beyond a
//! position (`armistice-earth`).

pub mod calendar;
pub mod canonical;
mod fact;
mod instant;
mod movement;
mod name;
mod place;
mod what;

pub use armistice_earth::Position;
pub use fact::{Certainty, Fact, Manner, Source, Voice};
pub use instant::{Instant, InstantError, Interval, IntervalError, Precision};
pub use movement::{Certitude, Deepest, Fix, Passage, PassageKind};
pub use name::{Name, NameError};
pub use place::{Height, HeightDatum, Incursion, Neighbour, Place, Placement, PlacementTarget, Relation};
pub use what::{
    Act, Actor, Aspect, CheckItem, CheckResult, Coverage, Denial, HeldCount, Impeachment, Inspection, Intent,
    Notice, Outcome, Performance, Quantity, Reception, Ruling, Stage, Stance, Standing, StateSeen, Statement,
    StatusChange, StatusKind, What, Withdrawal,
};
