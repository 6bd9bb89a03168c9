//! What could not be read: set aside with its reason, counted, never lost.

use serde::Serialize;

/// The most bytes of a refused row that are kept.
pub const KEPT_TEXT: usize = 512;

/// One row, or the rest of a file, that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// The file.
    pub file: String,
    /// The row, counted from 1 with the header; 0 for the file as a whole.
    pub row: u64,
    /// Why it was refused.
    pub reason: String,
    /// The start of what was refused, at most [`KEPT_TEXT`] bytes; what is no UTF-8 shown as U+FFFD.
    pub text: String,
}

impl Reject {
    /// A refused row. Only the start of its bytes is kept.
    #[must_use]
    pub fn new(file: &str, row: u64, reason: impl Into<String>, bytes: &[u8]) -> Self {
        let kept = bytes.get(..KEPT_TEXT).unwrap_or(bytes);
        let mut text = String::from_utf8_lossy(kept).into_owned();
        // A replacement character is longer than the byte that it stands for.
        while text.len() > KEPT_TEXT {
            text.pop();
        }
        Reject { file: file.to_owned(), row, reason: reason.into(), text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_row_keeps_its_start_only() {
        let reject = Reject::new("tracks.csv", 7, "too long", &[0xff; 10_000]);
        assert!(reject.text.len() <= KEPT_TEXT);
        assert!(reject.text.starts_with('\u{fffd}'));
        assert_eq!(Reject::new("tracks.csv", 7, "short", b"a,b").text, "a,b");
    }
}
