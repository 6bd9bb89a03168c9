//! What a predicate tells, before it is a claim.

use crate::claim::Class;
use crate::modality::Mode;

/// One predicate that is a claim.
pub(super) struct Act {
    pub(super) class: Class,
    pub(super) action: String,
    /// The stretch that belongs to it.
    pub(super) start: usize,
    /// Where its noun begins and its words end.
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) mode: Mode,
    pub(super) passive: bool,
    /// What was seen of it was told.
    pub(super) seen: bool,
    /// A verb by itself, and no noun.
    pub(super) is_verb: bool,
    /// Too common to be told of nobody.
    pub(super) needs_actor: bool,
    /// Whoever is said to say so, with the word: `했다는 북측 주장`.
    pub(super) told: Option<(String, String)>,
    /// Nobody acts: what was not seen or said.
    pub(super) rule: &'static str,
}

impl Act {
    /// Whether it is an act of words, which without a name is the speaker's: what is asked, regretted or threatened.
    pub(super) fn is_own(&self) -> bool {
        matches!(self.action.as_str(), "urge" | "regret" | "respond" | "condemn" | "call")
    }
}
