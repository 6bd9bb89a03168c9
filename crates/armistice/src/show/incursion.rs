//! How deep a report led, where an entry of its own tells that later.

use armistice_facts::{Fact, Instant, What};
use serde::Serialize;

use crate::case::Case;
use crate::incursions::{Later, told_later};

/// The depth of a report, and what tells it.
#[derive(Debug, Serialize)]
pub(crate) struct IncursionView {
    fact: String,
    told_by: String,
    known: String,
    zone: String,
    depth_m: f64,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<u64>,
}

/// What tells later how deep some reports led, as far as it was known by then, stands, and has the same author in the record.
pub(crate) fn of<'f>(case: &Case, facts: &'f [Fact], reports: &[&Fact], known_at: Instant) -> Vec<Later<'f>> {
    let by = |fact: &Fact| case.recorded.as_ref()?.told(&fact.id).map(|told| &told.by);
    let is_taken_back = |told: &Fact| {
        facts.iter().filter(|fact| fact.known <= known_at).any(|fact| match &fact.what {
            What::Withdrawal(withdrawal) => withdrawal.of.contains(&told.id),
            _ => false,
        })
    };
    let mut later = told_later(facts);
    later.retain(|later| {
        reports.iter().any(|report| report.id == later.report.id)
            && later.told.known <= known_at
            && by(later.report) == by(later.told)
            && !is_taken_back(later.told)
    });
    later
}

/// What is told of the depths of reports.
pub(crate) fn views(case: &Case, later: &[Later<'_>]) -> Vec<IncursionView> {
    later.iter().map(|later| view(case, later)).collect()
}

/// What is told of the depth of a report.
pub(crate) fn view(case: &Case, later: &Later<'_>) -> IncursionView {
    let zone = &case.agreement.settings.time_zone;
    let told = case.recorded.as_ref().and_then(|record| record.told(&later.told.id));
    #[expect(clippy::cast_precision_loss, reason = "decimetres on the earth stay far below 2^53")]
    let depth_m = later.deepest.depth_dm as f64 / 10.0;
    IncursionView {
        fact: later.report.id.to_string(),
        told_by: later.told.id.to_string(),
        known: zone.show(later.told.known),
        zone: later.deepest.zone.to_string(),
        depth_m,
        at: zone.show(later.deepest.at),
        entry: told.map(|told| told.entry),
    }
}

impl IncursionView {
    /// In words.
    pub(crate) fn words(&self) -> String {
        let IncursionView { told_by, known, zone, depth_m, at, entry, .. } = self;
        let entry = entry.map_or(String::new(), |entry| format!(", entry #{entry}"));
        format!("told later, known {known}: up to {depth_m:.1} m inside {zone} at {at} [{told_by}{entry}]")
    }
}
