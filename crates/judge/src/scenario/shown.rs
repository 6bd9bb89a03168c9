//! What the scenarios of an agreement show of each norm: that it can be kept, broken, and excused.

use armistice_facts::Name;
use armistice_terms::ast::{Expect, Outcome as Expected, TestBlock, TestLine};
use armistice_terms::model::Agreement;

use super::Report;

/// What scenarios show of one norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its label.
    pub norm: Name,
    /// The section it stands in.
    pub section: usize,
    /// How many expectations speak of it, met or not.
    pub expectations: usize,
    /// Whether a met expectation finds it kept.
    pub kept: bool,
    /// Whether a met expectation finds it violated.
    pub violated: bool,
    /// Whether a met expectation finds an act against it excused.
    pub excused: bool,
    /// Whether the agreement has an exception to it, so that an act could be excused.
    pub has_exception: bool,
}

/// What scenarios show of each norm, in the order of the agreement. Each scenario comes with its report.
#[must_use]
pub fn shown(agreement: &Agreement, ran: &[(&TestBlock, &Report)]) -> Vec<Shown> {
    let expects: Vec<(&Expect, bool)> = ran
        .iter()
        .flat_map(|(test, report)| {
            test.lines.iter().filter_map(|line| match line {
                TestLine::Expect(expect) => {
                    Some((expect, report.unmet.iter().all(|unmet| unmet.span != expect.span)))
                }
                TestLine::Fact(_) => None,
            })
        })
        .collect();
    let of_norm = |norm: &armistice_terms::model::Norm| {
        let own = || expects.iter().filter(|(expect, _)| norm.label == *expect.norm.node.as_str());
        let met = |outcome: &str| own().any(|(expect, is_met)| *is_met && says(&expect.outcome, outcome));
        Shown {
            norm: norm.label.clone(),
            section: norm.section,
            expectations: own().count(),
            kept: met("kept"),
            violated: met("violated"),
            excused: met("excused"),
            has_exception: agreement.exceptions.iter().any(|exception| exception.to.contains(&norm.label)),
        }
    };
    agreement.norms.iter().map(of_norm).collect()
}

/// Whether an expectation that is met shows that outcome.
fn says(expected: &Expected, outcome: &str) -> bool {
    let same = |word: &str| match word {
        "breach" | "breaches" => outcome == "violated",
        word => outcome == word,
    };
    match expected {
        Expected::Verdict { negated, word, flags, .. } => {
            !negated && (same(&word.node) || flags.iter().any(|flag| same(&flag.node)))
        }
        Expected::Number { number, of } => *number > 0 && same(&of.node),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use armistice_terms::Span;
    use armistice_terms::ast::Id;

    fn word(text: &str) -> Id {
        Id::new(text.to_owned(), Span::default())
    }

    #[test]
    fn an_expectation_shows_what_it_asserts_and_not_what_it_denies() {
        let verdict = |negated, text, flag: &[&str]| Expected::Verdict {
            negated,
            word: word(text),
            grade: None,
            flags: flag.iter().map(|flag| word(flag)).collect(),
        };
        let number = |number, of| Expected::Number { number, of: word(of) };
        assert!(says(&verdict(false, "kept", &[]), "kept"));
        assert!(!says(&verdict(true, "kept", &[]), "kept"));
        assert!(says(&verdict(false, "violated", &["excused"]), "excused"));
        assert!(says(&number(2, "breaches"), "violated"));
        assert!(!says(&number(0, "breaches"), "violated"));
        assert!(!says(&number(0, "breaches"), "kept"));
    }
}
