//! What a record binds and does not show, what was erased, and what its keeper promised, as JSON.

use armistice_record::verify::{Erasure, Kept, Promise, Sealed};
use schemars::JsonSchema;
use serde::Serialize;

/// Something that was sealed.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SealView {
    /// The entry.
    entry: u64,
    /// Who sealed it.
    by: String,
    /// When it is to be revealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("type" = "string"))]
    due: Option<String>,
    /// The entry that revealed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("type" = "integer"))]
    revealed: Option<u64>,
}

/// Fields that are told apart from their entries.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Apart {
    /// How many are told beside the log.
    pub(super) told: u64,
    /// How many are not here.
    pub(super) kept_back: u64,
    /// How many were erased by order.
    pub(super) erased: u64,
}

/// Something that was ordered to be erased.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ErasureView {
    /// The entry of the order.
    entry: u64,
    /// The SHA-256 of what is to be erased.
    digests: Vec<String>,
    /// Who has said that it is.
    confirmed: Vec<String>,
    /// Parties and commission that have not.
    awaited: Vec<String>,
    /// Files that are still here.
    still_here: Vec<String>,
}

/// What the keeper has promised.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PromiseView {
    /// The receipt: a file, or an entry that brings it.
    place: String,
    /// The identity of the entry that was promised.
    eid: String,
    /// The size by which it would stand in the record.
    by_size: u64,
    /// What became of it.
    outcome: OutcomeView,
    /// Where the entry stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("type" = "integer"))]
    entry: Option<u64>,
}

/// What became of a promise.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum OutcomeView {
    /// The entry stands there in time.
    Kept,
    /// It stands there, and not in time.
    Late,
    /// It does not stand there.
    Broken,
    /// The record is not as long yet.
    Open,
}

impl From<&Sealed> for SealView {
    fn from(seal: &Sealed) -> Self {
        SealView {
            entry: seal.index,
            by: seal.by.to_string(),
            due: seal.due.map(|due| due.to_string()),
            revealed: seal.revealed,
        }
    }
}

impl From<&Erasure> for ErasureView {
    fn from(order: &Erasure) -> Self {
        ErasureView {
            entry: order.index,
            digests: order.digests.iter().map(|digest| digest.hex()).collect(),
            confirmed: order.confirmed.iter().map(ToString::to_string).collect(),
            awaited: order.awaited.iter().map(ToString::to_string).collect(),
            still_here: order.here.iter().map(|digest| digest.hex()).collect(),
        }
    }
}

impl From<&Promise> for PromiseView {
    fn from(promise: &Promise) -> Self {
        let (outcome, entry) = match promise.outcome {
            Kept::At(index) => (OutcomeView::Kept, Some(index)),
            Kept::Late(index) => (OutcomeView::Late, Some(index)),
            Kept::Broken => (OutcomeView::Broken, None),
            Kept::Open => (OutcomeView::Open, None),
        };
        PromiseView {
            place: promise.place.clone(),
            eid: promise.receipt.entry.hex(),
            by_size: promise.receipt.by_size,
            outcome,
            entry,
        }
    }
}
