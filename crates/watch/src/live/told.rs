//! What live following tells.

use armistice_facts::{Instant, Name, Passage};

use crate::SetAside;

/// One thing that is told.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[expect(clippy::large_enum_variant, reason = "nearly all that is told are passages")]
pub enum Told {
    /// A passage, for the first time or anew.
    Passage(Notice),
    /// An object is in a zone when it is first heard of: it was not seen to enter.
    Inside {
        /// The object.
        object: String,
        /// The zone.
        zone: Name,
        /// Its first fix.
        time: Instant,
    },
    /// A zone came into force while an object was in it, as far as is known: it did not enter.
    InForce {
        /// The object.
        object: String,
        /// The zone.
        zone: Name,
        /// When the zone came into force, or the first fix after it where nothing is known of that instant.
        time: Instant,
        /// When the object was last heard by then.
        heard: Instant,
    },
    /// An object is over or under a zone or in it, and tells no height that decides it.
    Unsure {
        /// The object.
        object: String,
        /// The zone.
        zone: Name,
        /// Its first such fix.
        time: Instant,
    },
    /// An object has been in a zone for so long that it dwells there, as far as is known: it may have fallen silent.
    Dwell {
        /// The object.
        object: String,
        /// The zone.
        zone: Name,
        /// Its first fix inside.
        since: Instant,
        /// When it was last heard.
        heard: Instant,
        /// By which clock it dwells.
        time: Instant,
    },
    /// A fix that was not followed. Two transmitters with one identifier are told as that.
    SetAside(SetAside),
}

/// A passage as it is told: each keeps its number through all revisions.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// The number of the passage, from 1.
    pub number: u64,
    /// How often it has been told, from 1.
    pub revision: u32,
    /// What became of it.
    pub standing: Standing,
    /// What it is now; what it was, if it is withdrawn.
    pub passage: Passage,
}

/// What became of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It holds by all that is known.
    Holds,
    /// It closes a presence only because nothing more is heard: the object was inside at the end.
    OpenAtEnd,
    /// A late fix showed that it was not so.
    Withdrawn,
}
