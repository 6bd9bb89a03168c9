//! In which zones a fact lies for certain, beside those that its source names: so that the map does not lay a breach in one
//! zone at the door of another that the same norm names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use armistice_earth::Answer;
use armistice_facts::{Fact, Name, PlacementTarget, Relation, What};
use armistice_watch::Plan;

use crate::case::{Case, Source};

/// For each fact the zones and lines.
pub(super) type Within = BTreeMap<Name, BTreeSet<Name>>;

/// Looks for all facts of a case. A place that cannot be drawn holds what sources say of it.
pub(super) fn within(folder: &Path, case: &Case) -> Within {
    let mut found = Within::new();
    for placement in case.placements.iter().filter(|placement| placement.relation == Relation::Inside) {
        if let PlacementTarget::Zone(name) | PlacementTarget::Line(name) = &placement.target {
            found.entry(placement.fact.clone()).or_default().insert(name.clone());
        }
    }
    let plan = Source::open(folder).and_then(|source| source.plan(&case.agreement));
    if let Ok(plan) = plan {
        for fact in &case.facts {
            let zones = zones(&plan, fact);
            if !zones.is_empty() {
                found.entry(fact.id.clone()).or_default().extend(zones);
            }
        }
    }
    found
}

fn zones(plan: &Plan, fact: &Fact) -> Vec<Name> {
    let What::Act(act) = &fact.what else { return Vec::new() };
    let Some(position) = act.place.position else { return Vec::new() };
    #[expect(clippy::cast_precision_loss, reason = "millimetres above a datum stay far below 2^53")]
    let height = act.place.height.map(|height| height.millimetres as f64 / 1000.0);
    let error = f64::from(act.place.error_metres);
    let holds =
        |region: &armistice_earth::Region| region.locate(position, height, error).answer == Answer::Inside;
    plan.zones.iter().filter(|(_, region)| holds(region)).map(|(name, _)| name.clone()).collect()
}
