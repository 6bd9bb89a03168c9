//! Small phrases that several outputs share.

use armistice_terms::model::Agreement;
use armistice_terms::vocabulary::{VERB, Vocabulary};

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

/// What a vocabulary holds: `; 180 classes, 70 activities, 40 verbs`.
pub(crate) fn lexicon(vocabulary: &Vocabulary) -> String {
    // The built-in roots stand under nothing and are no words of the file.
    let terms = || vocabulary.terms().filter(|term| !term.is.any_of.is_empty());
    let is_verb = |name: &str| vocabulary.is_a(name, VERB);
    let activities = terms().filter(|term| term.is_activity).count();
    let verbs = terms().filter(|term| term.is_activity && is_verb(term.name.as_str())).count();
    let classes = terms().count() - activities;
    format!(
        "; {}, {}, {}",
        count(classes, "class", "classes"),
        count(activities - verbs, "activity", "activities"),
        count(verbs, "verb", "verbs"),
    )
}
