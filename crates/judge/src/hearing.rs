//! One hearing: every norm of a case, for every bearer.

use std::rc::Rc;

use armistice_facts::Instant;
use armistice_terms::model::Norm;

use crate::docket::Places;
use crate::sitting::{Instance, Sitting};
use crate::{Case, Judgement, State, Truth, verdict};

/// Judges every norm for every bearer. Norms that stand in superseded sections are kept and not monitored.
#[must_use]
pub fn judge(case: &Case<'_>, as_of: Instant, known_at: Instant) -> Judgement {
    let sitting = Sitting::new(case, &Places::new(case.placements), as_of, known_at, verdict::breaches);
    heard(&sitting, as_of, known_at)
}

/// The judgement without its proofs, which are most of the work: for who only compares what it says. Everything else in it is
/// what [`judge`] says.
#[must_use]
pub fn outline(case: &Case<'_>, as_of: Instant, known_at: Instant) -> Judgement {
    let sitting = Sitting::new(case, &Places::new(case.placements), as_of, known_at, verdict::breaches);
    heard(&sitting.without_proofs(), as_of, known_at)
}

fn heard(sitting: &Sitting<'_>, as_of: Instant, known_at: Instant) -> Judgement {
    let verdicts = monitored(sitting).map(|(norm, instance)| verdict::of(sitting, norm, &instance)).collect();
    Judgement { as_of, known_at, verdicts }
}

/// How a norm stood for a bearer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stood {
    /// `label/BEARER`.
    pub id: String,
    /// Where it stood in its life.
    pub state: State,
    /// Whether it was kept; `None` while it did not bind.
    pub truth: Option<Truth>,
}

/// Hears one case at many moments: what is the same for all of them is worked out once, and no proof is put together.
#[derive(Debug)]
pub struct Hearings<'a> {
    case: Case<'a>,
    places: Rc<Places<'a>>,
}

impl<'a> Hearings<'a> {
    /// Of a case.
    #[must_use]
    pub fn of(case: Case<'a>) -> Self {
        Hearings { case, places: Places::new(case.placements) }
    }

    /// How every norm stood for every bearer, in the order of a judgement. It says of each what [`judge`] says.
    #[must_use]
    pub fn stood(&self, as_of: Instant, known_at: Instant) -> Vec<Stood> {
        let opened = Sitting::new(&self.case, &self.places, as_of, known_at, verdict::breaches);
        let sitting = opened.without_proofs();
        let stood = |(norm, instance): (&Norm, Instance)| {
            let verdict = verdict::of(&sitting, norm, &instance);
            Stood { id: verdict.id, state: verdict.state, truth: verdict.truth }
        };
        monitored(&sitting).map(stood).collect()
    }
}

/// The norms that are monitored, each with whom it binds.
fn monitored<'s>(sitting: &'s Sitting<'_>) -> impl Iterator<Item = (&'s Norm, Instance)> {
    let agreement = sitting.agreement;
    let norms = agreement
        .norms
        .iter()
        .filter(|norm| agreement.section(norm.section).is_none_or(|section| !section.is_superseded));
    norms.flat_map(|norm| sitting.instances(norm).into_iter().map(move |instance| (norm, instance)))
}
