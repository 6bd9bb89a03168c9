//! What could be seen of a norm, in the exported form.

use armistice_terms::monitorability::{self, Observation, Part, PartOf, Share, Visibility};
use schemars::JsonSchema;
use serde::Serialize;

/// How many norms can be seen to be broken, and how many to be kept.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Monitorable {
    /// Norms that can be broken at all: permissions and powers cannot.
    pub(crate) norms: usize,
    /// Those whose breach something else than a party's word could show.
    pub(crate) seen: usize,
    /// Those whose breach only a party's word could show.
    pub(crate) word: usize,
    /// Those whose breach nothing could show.
    pub(crate) never: usize,
    /// Those that something could show to be kept.
    pub(crate) kept: usize,
}

/// What could show that a norm is broken, and what that it is kept.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Monitorability {
    /// That it is broken.
    pub(crate) breach: Showing,
    /// That it is kept, or fulfilled.
    pub(crate) fulfilment: Showing,
}

/// All that has to be shown.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Showing {
    /// How far all of it can be shown.
    pub(crate) visibility: Shown,
    /// Each has to be shown, by any of its observations.
    pub(crate) parts: Vec<Shows>,
}

/// How far something can be shown.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Shown {
    /// Nothing could ever show it.
    Never,
    /// Only what a party says.
    Word,
    /// Something else could, too.
    Seen,
}

/// One thing that has to be shown.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Shows {
    /// What.
    #[serde(flatten)]
    pub(crate) of: What,
    /// By any of these; by nothing if empty.
    pub(crate) by: Vec<Way>,
}

/// What has to be shown.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "of", rename_all = "kebab-case")]
pub(crate) enum What {
    /// What was done, held or kept, or was not.
    Matter,
    /// An attribute.
    Attribute {
        /// Which.
        name: String,
    },
    /// The purpose.
    Purpose,
    /// That it was in a zone.
    Place {
        /// Which.
        name: String,
    },
    /// That it is refused, or impossible.
    Refusal,
    /// That no notice was given in time.
    Absence,
    /// That a condition is met.
    Condition {
        /// Its place among the conditions of the norm, counted from 0.
        number: usize,
    },
    /// That everything was watched that had to be.
    Everything,
}

/// One way by which something comes to be known.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Way {
    /// A kind of observation of the vocabulary.
    Means {
        /// Which.
        name: String,
    },
    /// The norm's own rule of verification.
    Attestation,
    /// The word of a body.
    Word {
        /// Whose.
        name: String,
    },
    /// A register.
    Register {
        /// Which.
        name: String,
    },
    /// A notice that is late.
    LateNotice,
    /// The last day being over.
    Lapse,
    /// Watching of so much.
    Watching {
        /// In per cent.
        percent: u64,
    },
}

/// The exported form of a share.
pub(super) fn share(of: Share) -> Monitorable {
    let Share { norms, seen, word, kept } = of;
    Monitorable { norms, seen, word, never: of.never(), kept }
}

/// The exported form of what could be seen.
pub(super) fn monitorability(of: &monitorability::Monitorability) -> Monitorability {
    Monitorability { breach: showing(&of.breach), fulfilment: showing(&of.fulfilment) }
}

fn showing(of: &monitorability::Showing) -> Showing {
    let visibility = match of.visibility() {
        Visibility::Never => Shown::Never,
        Visibility::Word => Shown::Word,
        Visibility::Seen => Shown::Seen,
    };
    Showing { visibility, parts: of.parts.iter().map(part).collect() }
}

fn part(part: &Part) -> Shows {
    let of = match &part.of {
        PartOf::Matter => What::Matter,
        PartOf::Attribute(name) => What::Attribute { name: name.to_string() },
        PartOf::Purpose => What::Purpose,
        PartOf::Place(name) => What::Place { name: name.to_string() },
        PartOf::Refusal => What::Refusal,
        PartOf::Absence => What::Absence,
        PartOf::Condition(number) => What::Condition { number: *number },
        PartOf::Everything => What::Everything,
    };
    Shows { of, by: part.by.iter().map(means).collect() }
}

fn means(of: &Observation) -> Way {
    match of {
        Observation::Means(name) => Way::Means { name: name.to_string() },
        Observation::Attestation => Way::Attestation,
        Observation::Word(name) => Way::Word { name: name.to_string() },
        Observation::Register(name) => Way::Register { name: name.to_string() },
        Observation::LateNotice => Way::LateNotice,
        Observation::Lapse => Way::Lapse,
        Observation::Watching(percent) => Way::Watching { percent: *percent },
    }
}
