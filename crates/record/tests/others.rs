//! Our tree, tiles, notes and proofs beside those of programs that nobody here wrote, in one process: the crates
//! `ct-merkle`, `tlog_tiles`, `signed_note` and `sigsum`. What one takes the other takes, and a spoilt form neither.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that is not as it should be"
)]

#[path = "others/notes.rs"]
mod notes;
#[path = "others/sigsum.rs"]
mod sigsum;
#[path = "others/support.rs"]
mod support;
#[path = "others/tiles.rs"]
mod tiles;
#[path = "others/tree.rs"]
mod tree;
