//! The columns of the table, and which of them each kind of fact uses.

/// All columns, in the order of `docs/facts-table.md`.
pub(super) const COLUMNS: &[&str] = &[
    "id",
    "row",
    "from",
    "until",
    "precision",
    "known",
    "speaker",
    "voice",
    "voice_kind",
    "manner",
    "means",
    "certainty",
    "incident",
    "invokes",
    "kind",
    "who",
    "standing",
    "verb",
    "objects",
    "attributes",
    "purposes",
    "norm",
    "bearer",
    "stage",
    "step",
    "count",
    "class",
    "state",
    "unseen",
    "at_least",
    "at_most",
    "of",
    "aspect",
    "evidence",
    "inspectors",
    "outcome",
    "items",
    "to",
    "stating",
    "through",
    "starts",
    "change",
    "scope",
    "breach",
    "intent",
    "quantity",
    "unit",
    "hours",
    "percent",
    "receiver",
    "range_m",
    "place",
    "lat",
    "lon",
    "error_m",
    "height",
    "within",
    "beyond_m",
    "near",
    "near_of",
    "near_m",
    "near_lat",
    "near_lon",
    "near_error_m",
    "origin",
    "origin_lat",
    "origin_lon",
    "origin_error_m",
    "origin_within",
    "destination",
    "destination_lat",
    "destination_lon",
    "destination_error_m",
    "destination_within",
    "text",
    "read_at",
    "note",
];

/// Columns that every row may fill.
const COMMON: &[&str] = &[
    "id",
    "row",
    "from",
    "until",
    "precision",
    "known",
    "speaker",
    "voice",
    "voice_kind",
    "manner",
    "means",
    "certainty",
    "incident",
    "invokes",
    "kind",
    "read_at",
    "note",
];

/// Columns without which no row can be read.
pub(super) const NEEDED: &[&str] =
    &["id", "from", "known", "speaker", "voice", "voice_kind", "manner", "certainty", "kind"];

const PLACE: &[&str] = &[
    "place",
    "lat",
    "lon",
    "error_m",
    "height",
    "within",
    "beyond_m",
    "near",
    "near_of",
    "near_m",
    "near_lat",
    "near_lon",
    "near_error_m",
];

/// The columns of a place where something moved: an act, or a count of acts.
const MOVE: &[&str] = &[
    "origin",
    "origin_lat",
    "origin_lon",
    "origin_error_m",
    "origin_within",
    "destination",
    "destination_lat",
    "destination_lon",
    "destination_error_m",
    "destination_within",
];

/// The kinds of fact that may tell of a move.
const MOVING: &[&str] = &["act", "count"];

/// The kinds of fact, each with the columns that it adds to the common ones, and whether it has a place.
pub(super) const KINDS: &[(&str, &[&str], bool)] = &[
    ("act", &["who", "standing", "verb", "objects", "attributes", "purposes", "quantity", "unit"], true),
    ("state", &["who", "class", "state", "count", "unseen"], true),
    ("count", &["who", "verb", "class", "at_least", "at_most"], true),
    ("performance", &["norm", "bearer", "stage", "step", "count"], false),
    ("inspection", &["norm", "bearer", "inspectors", "outcome", "items"], false),
    ("notice", &["who", "to", "class", "purposes", "stating", "through", "starts"], false),
    ("denial", &["of", "aspect", "evidence"], false),
    ("impeachment", &["of", "text", "items"], false),
    ("ruling", &["who", "of", "norm", "bearer", "breach", "intent"], false),
    ("status", &["who", "change", "scope"], false),
    ("coverage", &["norm", "bearer", "hours", "percent"], false),
    ("reception", &["receiver", "state", "objects", "range_m"], true),
    ("statement", &["who", "text", "quantity", "unit"], true),
    ("withdrawal", &["of", "text"], false),
];

/// Whether a kind of fact has a use for a column; `None` if there is no such kind.
pub(super) fn uses(kind: &str, column: &str) -> Option<bool> {
    let (_, own, has_place) = KINDS.iter().find(|(name, ..)| *name == kind)?;
    let is_of_place = *has_place && PLACE.contains(&column);
    let is_of_move = MOVING.contains(&kind) && MOVE.contains(&column);
    Some(COMMON.contains(&column) || own.contains(&column) || is_of_place || is_of_move)
}
