//! One hearing: every norm of a case, for every bearer.

use armistice_facts::Instant;

use crate::docket::Places;
use crate::sitting::Sitting;
use crate::{Case, Judgement, verdict};

/// Judges every norm for every bearer. Norms that stand in superseded sections are kept and not monitored.
#[must_use]
pub fn judge(case: &Case<'_>, as_of: Instant, known_at: Instant) -> Judgement {
    let sitting = Sitting::new(case, &Places::new(case.placements), as_of, known_at, verdict::breaches);
    let agreement = case.agreement;
    let monitored = agreement
        .norms
        .iter()
        .filter(|norm| agreement.section(norm.section).is_none_or(|section| !section.is_superseded));
    let verdicts = monitored
        .flat_map(|norm| sitting.instances(norm).into_iter().map(move |instance| (norm, instance)))
        .map(|(norm, instance)| verdict::of(&sitting, norm, &instance))
        .collect();
    Judgement { as_of, known_at, verdicts }
}
