//! A fact: one thing that one voice says, with its two clocks.

use serde::{Deserialize, Serialize};

use crate::{Instant, Interval, Name, What};

/// One thing that somebody says about the world. Facts are appended, never changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Its own identifier, unique in a record.
    pub id: Name,
    /// When it happened (*as of*).
    pub about: Interval,
    /// When the record learned it (*as known at*).
    pub known: Instant,
    /// Who says so, and how.
    pub source: Source,
    /// How sure the reader of the source was of what it says.
    pub certainty: Certainty,
    /// Facts of one incident carry the same name, so that fire and return fire are told together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<Name>,
    /// Norms or sections that the source itself invokes: an allegation, never a finding.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invokes: Vec<Name>,
    /// What is said.
    pub what: What,
    /// The address where it was read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub read_at: String,
    /// Remarks for people: no judgement rests on them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Who says something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// The speaker in words: `ROK JCS`, `KCNA`, `patrol 7`.
    pub speaker: String,
    /// For whom the speaker speaks: the name of a party or a body of the agreement, or of an outlet.
    pub voice: Name,
    /// What kind of voice that is.
    pub kind: Voice,
    /// Claimed, reported or attested.
    pub manner: Manner,
    /// The kind of observation behind it (`seen`, `radar`, `acoustic`, `image`, `told`), for independence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub means: Option<Name>,
}

/// What kind of voice speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// A party of the agreement.
    Party,
    /// A body of the agreement, or a mission.
    Body,
    /// An outlet that reports on its own sources. An outlet that only repeats a party speaks with that party's voice.
    Press,
    /// A technical sensor.
    Sensor,
}

/// How it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// Alleged: never above the grade `claimed`.
    Claims,
    /// Told as an observation of the speaker's own.
    Reports,
    /// Stated formally; may count for a rule of verification.
    Attests,
}

/// How sure the reader was of what the source says (not of whether it is true).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Not read again for this record.
    Memory,
    /// Read, but secondary, cumulative, or with an approximate day.
    Medium,
    /// Read in a page with that address.
    High,
}
