//! What a words file says of a source beside its names.

use serde::{Deserialize, Serialize};

/// How reliable a source is held: the first axis of STANAG 2511, kept apart from whether one word of it is true.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged: what a source has of which the words file says nothing.
    #[default]
    F,
}

/// What a words file says of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Source {
    /// The id of an actor: `KR.JCS`. What holds of it holds of its organs of which nothing else is said.
    pub id: String,
    /// How reliable it is held.
    pub reliability: Option<Reliability>,
    /// Sources that it does not draw on, and that do not draw on it.
    pub independent_of: Vec<String>,
    /// Whether its silence is looked for.
    pub monitored: bool,
    /// The folders of reports, in lower case, in which its own are kept.
    pub outlets: Vec<String>,
}
