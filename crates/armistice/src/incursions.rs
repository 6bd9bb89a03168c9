//! How deep an entry led, where an entry of its own tells it in the record: the presence was not over when the report was recorded, and
//! what is recorded is not told anew.

use std::collections::BTreeMap;

use armistice_facts::{Act, Fact, Incursion, Name, Place, What};

/// How the name of what tells a depth ends, behind that of the report.
const ENDING: &str = "-depth";

/// A report, and what tells later how deep it led.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Later<'f> {
    /// The report.
    pub(crate) report: &'f Fact,
    act: &'f Act,
    /// What tells it.
    pub(crate) told: &'f Fact,
    /// How deep, and where.
    pub(crate) deepest: &'f Incursion,
}

/// The name of what tells the depth of a report that was recorded before it was known.
pub(crate) fn depth_name(report: &Fact) -> Option<Name> {
    Name::new(format!("{}{ENDING}", report.id)).ok()
}

/// All depths that are told by themselves, each by whoever told the report, of a zone that the report tells of.
pub(crate) fn told_later(facts: &[Fact]) -> Vec<Later<'_>> {
    let depths: Vec<(&str, &Fact, &Incursion)> = facts.iter().filter_map(depth).collect();
    if depths.is_empty() {
        return Vec::new();
    }
    let mut reports: BTreeMap<&str, (&Fact, &Act)> = BTreeMap::new();
    for fact in facts {
        if let What::Act(act) = &fact.what {
            reports.entry(fact.id.as_str()).or_insert((fact, act));
        }
    }
    let mut later = Vec::new();
    for (report, told, deepest) in depths {
        if let Some((report, act)) = reports.get(report).copied()
            && report.source == told.source
            && act.place.within.contains(&deepest.zone)
        {
            later.push(Later { report, act, told, deepest });
        }
    }
    later
}

fn depth(fact: &Fact) -> Option<(&str, &Fact, &Incursion)> {
    let What::Statement(statement) = &fact.what else { return None };
    Some((fact.id.as_str().strip_suffix(ENDING)?, fact, statement.place.deepest.as_deref()?))
}

impl Later<'_> {
    /// The report as it would be, had it been known how deep it led, by the name of what tells it: so that the depth is measured
    /// anew as that of any other report is.
    pub(crate) fn as_told_at_once(&self) -> Fact {
        let place = Place { deepest: Some(Box::new(self.deepest.clone())), ..self.act.place.clone() };
        let act = Act { place, ..self.act.clone() };
        Fact { id: self.told.id.clone(), what: What::Act(act), ..self.report.clone() }
    }
}
