//! One story told ten times: how many voices stand behind what many reports say.
//!
//! Two outlets that quote one staff are one origin with two carriers, however their words differ; two that print one wire story are
//! one origin, though neither says so. So claims are joined by **what is said to have happened** into [`Event`]s, and the reports of
//! one event by **who said it and when** ([`Voice`]), and only where an outlet speaks for itself by its wire and its words ([`texts`]).
//! What corroborates is the number of origins that the agreement declares independent of each other ([`Independence`]), never the
//! number of reports.
//!
//! 1. [`texts::Shelf`] keeps a small sketch of each text and finds copies among very many;
//! 2. [`gathered`] takes the claims of all reports to events with their origins, and says which events contradict each other;
//! 3. [`Event::independent`] and [`Event::credibility`] weigh them.
//!
//! Copies in another language share no words: they are joined by the first key alone, through numbers, days and places.

mod days;
mod event;
mod independence;
mod report;
pub mod texts;
mod told;
mod voice;

pub use event::{Event, Origin, Telling, gathered};
pub use independence::Independence;
pub use report::Report;
pub use voice::Voice;
