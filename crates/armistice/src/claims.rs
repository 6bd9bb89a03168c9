//! From reports to facts: many reports joined ([`gathering`]), what a person decided on each claim ([`decision`]), what a claim
//! becomes when it is accepted ([`fact`]), and what that would change in the judgement ([`effect`]).
//!
//! Nothing here judges, and nothing becomes a fact without a person.

pub(crate) mod corrections;
pub(crate) mod deciding;
pub(crate) mod decision;
pub(crate) mod effect;
pub(crate) mod fact;
pub(crate) mod gathering;
pub(crate) mod model;
pub(crate) mod proposals;
pub(crate) mod queue;
pub(crate) mod regression;
pub(crate) mod sayings;
mod signing;
pub(crate) mod verbs;
pub(crate) mod wording;
