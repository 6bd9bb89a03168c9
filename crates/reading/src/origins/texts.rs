//! Texts that are copies of each other, whole or in part, found by their words.
//!
//! A text is its runs of five words. [`compared`] counts them exactly: how much of the shorter text stands in the longer, and how many
//! of its sentences have their like there. [`Shelf`] holds a sketch of each of very many texts, the smallest hashes of its runs,
//! and finds the pairs that are worth comparing.
//!
//! **Memory.** A sketch is at most 512 hashes of four bytes; a report of 4 kB has about 150, so that 100,000 reports take some 80 MB.
//! [`Shelf::pairs`] looks at an eighth of the hashes at a time and takes as much again for the time that it runs, besides its answer. The texts
//! themselves are not kept: who asks hands them in again.

mod likeness;
mod shelf;

pub use likeness::{Likeness, compared};
pub use shelf::{SKETCH_LIMIT, Shelf};

/// How two texts lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Copy {
    /// Nothing in common that counts.
    No,
    /// Likely one origin: to be looked at.
    Likely,
    /// One origin.
    Same,
}
