//! Small phrases that several outputs share.

use armistice_terms::model::Agreement;

/// `1 error`, `2 errors`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// What an agreement holds: `; 3 parties and bodies, 70 norms, …`.
pub(crate) fn inventory(agreement: &Agreement) -> String {
    format!(
        "; {}, {}, {}, {} without terms, {}",
        count(agreement.parties.len(), "party", "parties"),
        count(agreement.norms.len(), "norm", "norms"),
        count(agreement.exceptions.len(), "exception", "exceptions"),
        count(agreement.no_terms.len(), "sentence", "sentences"),
        count(agreement.tests.len(), "scenario", "scenarios"),
    )
}
