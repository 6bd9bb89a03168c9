//! How many norms of an agreement can be seen to be broken or kept.

use armistice_terms::monitorability::Share;
use serde::Serialize;

use super::words::count;

/// A share as programs read it (schemas/check.schema.json, schemas/provisions.schema.json).
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub(crate) struct Monitorable {
    /// Norms that can be broken.
    pub(crate) norms: usize,
    /// Breach shown by more than a party's word.
    pub(crate) seen: usize,
    /// By a party's word only.
    pub(crate) word: usize,
    /// By nothing.
    pub(crate) never: usize,
    /// Can be shown to be kept.
    pub(crate) kept: usize,
}

impl From<Share> for Monitorable {
    fn from(share: Share) -> Self {
        let Share { norms, seen, word, kept } = share;
        Monitorable { norms, seen, word, never: share.never(), kept }
    }
}

impl std::iter::Sum for Monitorable {
    fn sum<I: Iterator<Item = Monitorable>>(shares: I) -> Monitorable {
        shares.fold(Monitorable::default(), |sum, one| Monitorable {
            norms: sum.norms + one.norms,
            seen: sum.seen + one.seen,
            word: sum.word + one.word,
            never: sum.never + one.never,
            kept: sum.kept + one.kept,
        })
    }
}

/// How many norms can be seen to be broken, and how many to be kept: `monitorable: 41 of 47 norms; …`.
pub(crate) fn words(share: Share) -> String {
    let mut text = format!("monitorable: {} of {}", share.seen, count(share.norms, "norm", "norms"));
    if share.word > 0 {
        text.push_str(&format!("; breach only by a party's word: {}", share.word));
    }
    if share.never() > 0 {
        text.push_str(&format!("; breach by nothing: {}", share.never()));
    }
    text.push_str(&format!("; can be shown to be kept: {}", share.kept));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_names_what_there_is_and_no_zeros() {
        let share = Share { norms: 1, seen: 1, word: 0, kept: 0 };
        assert_eq!(words(share), "monitorable: 1 of 1 norm; can be shown to be kept: 0");
        let share = Share { norms: 47, seen: 38, word: 6, kept: 5 };
        assert_eq!(
            words(share),
            "monitorable: 38 of 47 norms; breach only by a party's word: 6; breach by nothing: 3; can be shown to be kept: 5"
        );
    }
}
