//! Which sources the agreement declares independent of each other.

use std::collections::BTreeSet;

/// Pairs of sources that do not draw on each other. What is not declared does not count: that two voices are independent must be
/// known, and is never inferred from their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Independence {
    pairs: BTreeSet<(String, String)>,
}

impl Independence {
    /// Nothing is independent of anything.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Declares two sources independent, with all their organs. A source is never independent of its own side.
    #[must_use]
    pub fn with(mut self, one: &str, other: &str) -> Self {
        if side(one) != side(other) {
            let (low, high) = if one <= other { (one, other) } else { (other, one) };
            self.pairs.insert((low.to_owned(), high.to_owned()));
        }
        self
    }

    /// Whether the two, or what they are organs of, are declared independent.
    #[must_use]
    pub fn between(&self, one: &str, other: &str) -> bool {
        side(one) != side(other)
            && self.pairs.iter().any(|(low, high)| {
                (is_of(one, low) && is_of(other, high)) || (is_of(one, high) && is_of(other, low))
            })
    }
}

fn side(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}

/// `KR.JCS.officer` is of `KR.JCS` and of `KR`.
fn is_of(id: &str, whole: &str) -> bool {
    id.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_declared_holds_for_organs_and_both_ways() {
        let declared = Independence::new().with("UNC", "KR.JCS");
        assert!(declared.between("UNC.team", "KR.JCS") && declared.between("KR.JCS.officer", "UNC"));
        assert!(!declared.between("UNC", "KR.MND") && !declared.between("UNC", "KR"));
    }

    #[test]
    fn no_source_is_independent_of_its_own_side() {
        let declared = Independence::new().with("KP.MEDIA", "KP.MND").with("KP", "KR");
        assert!(!declared.between("KP.MEDIA", "KP.MND"));
        assert!(declared.between("KP.MEDIA", "KR.JCS"));
    }
}
