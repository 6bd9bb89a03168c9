//! What is heard of objects: the files under `tracks/` of a case folder, and the segments of its record, read on as they grow.
//!
//! `armistice watch --keep` writes two files there: positions, and the passages that it tells of them (`…ndjson`). Any other
//! file of positions may lie there, too.

mod files;
mod passages;
mod segments;
mod tracks;

use std::sync::Arc;

pub(super) use self::files::Listener;
pub(super) use self::passages::{Heard, Passages, several};
pub(super) use self::tracks::{Report, Tracks, Window, is_over_the_seam, is_silence, parts};

/// How files of passages end.
const PASSAGES: &str = "ndjson";

/// All that was heard up to a moment.
#[derive(Debug, Clone, Default)]
pub(super) struct Hearing {
    /// Counts up when more was heard.
    pub(super) edition: u64,
    pub(super) tracks: Arc<Tracks>,
    pub(super) passages: Arc<Passages>,
    /// Files that cannot be read, with the reason.
    pub(super) refused: Vec<(String, String)>,
}

/// What one look brought.
#[derive(Debug, Default)]
pub(super) struct News {
    pub(super) reports: usize,
    pub(super) passages: Vec<Arc<Heard>>,
    /// Something that was heard before is gone: a file was taken away or written anew.
    pub(super) is_anew: bool,
}

impl News {
    pub(super) fn is_nothing(&self) -> bool {
        self.reports == 0 && self.passages.is_empty() && !self.is_anew
    }
}
