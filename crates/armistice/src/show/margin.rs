//! How far inside a place of the agreement something was, as geodesics measure it anew for the explanation.

use armistice_facts::{Fact, Name, Placement, PlacementTarget, Relation};
use serde::Serialize;

/// Half a meridian, in metres.
const FARTHEST_METRES: f64 = 20_000_000.0;

/// How far inside a place of the agreement something was, and how sure that is.
#[derive(Debug, Serialize)]
pub(crate) struct Margin {
    pub(crate) fact: String,
    place: String,
    answer: &'static str,
    margin_m: Option<f64>,
    tolerance_m: f64,
    as_stated: bool,
}

/// How the facts lie to the place of the norm.
pub(crate) fn margins(placements: &[Placement], facts: &[&Fact], norm: &Name) -> Vec<Margin> {
    let is_cited = |placement: &&Placement| facts.iter().any(|fact| fact.id == placement.fact);
    let told = |placement: &Placement| {
        let place = match &placement.target {
            PlacementTarget::Norm(label) if label == norm => label.to_string(),
            _ => return None,
        };
        Some(Margin {
            fact: placement.fact.to_string(),
            place,
            answer: match placement.relation {
                Relation::Inside => "inside",
                Relation::Outside => "outside",
                Relation::Undetermined => "undetermined",
            },
            margin_m: placement.margin_dm.map(metres),
            tolerance_m: metres(placement.tolerance_dm),
            as_stated: placement.as_stated,
        })
    };
    placements.iter().filter(is_cited).filter_map(told).collect()
}

impl Margin {
    /// In words; nothing where nothing was measured.
    pub(crate) fn words(&self) -> Option<String> {
        // No measure is so long: such a margin is that of a place without end.
        let margin = self.margin_m.filter(|metres| metres.abs() < FARTHEST_METRES)?;
        let side = if margin < 0.0 { "outside" } else { "inside" };
        let (far, place, errors) = (margin.abs(), &self.place, self.tolerance_m);
        let settled = match (self.answer, self.as_stated) {
            ("undetermined", _) => ": that leaves it open",
            (_, true) => ": inside by the words of its source",
            _ => "",
        };
        Some(format!("measured: {far:.1} m {side} the place of {place}, errors {errors:.1} m{settled}"))
    }
}

#[expect(clippy::cast_precision_loss, reason = "decimetres on the earth stay far below 2^53")]
fn metres(decimetres: i64) -> f64 {
    decimetres as f64 / 10.0
}
