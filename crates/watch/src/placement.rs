//! Where facts lie relative to the places of an agreement.
//!
//! What the position says for certain wins. Where its error or the accuracy of a line leaves the answer open, the
//! source's own words for the place count; words against a certain position make the answer undetermined.

use std::cell::RefCell;
use std::collections::BTreeMap;

use armistice_earth::{Answer, Region};
use armistice_facts::{Fact, Name, Place, Placement, PlacementTarget, Relation, What};
use armistice_terms::model::Agreement;

use crate::Plan;
use crate::concern::Concern;
use crate::finding::Finding;
use crate::site::Site;
use crate::step::comparable_metres;

/// The placements of all facts: for each fact the norms and exceptions that it may speak to and whose place bounds
/// something, and the zones and lines that the source itself names. In the order of the facts, then of the names.
#[must_use]
pub fn place(plan: &Plan, agreement: &Agreement, facts: &[Fact]) -> Vec<Placement> {
    let mut placements = Vec::new();
    let words = &agreement.vocabulary;
    let sites: Vec<(&Name, &Site, Concern<'_>)> = plan
        .sites
        .iter()
        .filter_map(|(label, site)| Some((label, site, Concern::of(agreement, label.as_str())?)))
        .collect();
    for fact in facts {
        let Some(told) = Told::of(agreement, plan, fact) else { continue };
        let mut add = |target: PlacementTarget, finding: Finding| {
            placements.push(finding.placement(fact.id.clone(), target));
        };
        for (label, site, _) in sites.iter().filter(|(_, _, concern)| concern.may_be(fact, words)) {
            add(PlacementTarget::Norm((*label).clone()), told.at(site));
        }
        for name in named(agreement, told.place) {
            if plan.lines.contains_key(name) {
                add(PlacementTarget::Line(name.clone()), told.once(name, Told::beyond));
            } else {
                add(PlacementTarget::Zone(name.clone()), told.once(name, Told::within));
            }
        }
    }
    placements
}

/// The zones and lines of the agreement that the source names, each once, in order.
fn named<'f>(agreement: &Agreement, place: &'f Place) -> Vec<&'f Name> {
    let geometry = &agreement.geometry;
    let is_known = |name: &Name| {
        geometry.zones.iter().any(|zone| zone.name == *name)
            || geometry.lines.iter().any(|line| line.name == *name)
    };
    let mut names: Vec<_> = place.within.iter().filter(|name| is_known(name)).collect();
    names.sort();
    names.dedup();
    names
}

/// What a fact tells of its place.
struct Told<'a> {
    agreement: &'a Agreement,
    plan: &'a Plan,
    place: &'a Place,
    actor: Option<&'a Name>,
    /// The answers for zones and lines so far: many norms bind at the same few places.
    known: RefCell<BTreeMap<&'a Name, Finding>>,
}

impl<'a> Told<'a> {
    /// Only acts, sightings and counts happen at a place.
    fn of(agreement: &'a Agreement, plan: &'a Plan, fact: &'a Fact) -> Option<Self> {
        let (place, actor) = match &fact.what {
            What::Act(act) => (&act.place, act.actor.party.as_ref()),
            What::State(seen) => (&seen.place, Some(&seen.holder)),
            What::Count(count) => (&count.place, Some(&count.holder)),
            _ => return None,
        };
        Some(Told { agreement, plan, place, actor, known: RefCell::default() })
    }

    /// Whether a move has the one end in a place and the other outside of it. The words of a source that tells of a
    /// move out of a place, or to it, stand where the other end is not told so closely that it would decide.
    fn moved(&self, site: &'a Site, inner: Option<&'a Place>, outer: Option<&'a Place>) -> Finding {
        let end = |place: &'a Place| Told { place, known: RefCell::default(), ..*self };
        let Some(inner) = inner.map(end) else { return Finding::UNKNOWN };
        let inside = inner.at(site);
        let outside = outer.map_or(Finding::UNKNOWN, |place| end(place).at(site).not());
        if outside.relation == Relation::Undetermined && inner.says_at(site) {
            return inside;
        }
        inside.and(outside)
    }

    fn at(&self, site: &'a Site) -> Finding {
        match site {
            Site::Everywhere => Finding::EVERYWHERE,
            Site::Unplaced => Finding::UNKNOWN,
            Site::Drawn(region, _) => self.located(region),
            Site::Nearby(nearby) => nearby.find(self.agreement, self.place, self.actor),
            Site::Zone(name) => self.once(name, Told::within),
            Site::Side { line, is_own: false } => self.once(line, Told::beyond),
            Site::Side { line, is_own: true } => self.once(line, Told::beyond).not(),
            Site::And(sites) => {
                sites.iter().map(|site| self.at(site)).reduce(Finding::and).unwrap_or(Finding::EVERYWHERE)
            }
            Site::Or(sites) => {
                sites.iter().map(|site| self.at(site)).reduce(Finding::or).unwrap_or(Finding::UNKNOWN)
            }
            Site::Minus(whole, hole) => self.at(whole).and(self.at(hole).not()),
            Site::OutOf(site) => {
                self.moved(site, self.place.origin.as_deref(), self.place.destination.as_deref())
            }
            Site::To(site) => {
                self.moved(site, self.place.destination.as_deref(), self.place.origin.as_deref())
            }
        }
    }

    fn once(&self, name: &'a Name, find: fn(&Self, &'a Name) -> Finding) -> Finding {
        let known = self.known.borrow().get(name).copied();
        known.unwrap_or_else(|| {
            let finding = find(self, name);
            self.known.borrow_mut().insert(name, finding);
            finding
        })
    }

    /// In a named zone: by the position, by the source's words for the zone, or for one that it is made of.
    fn within(&self, zone: &'a Name) -> Finding {
        let drawn = self.plan.zones.get(zone).map_or(Finding::UNKNOWN, |region| self.located(region));
        if self.says_within(zone) {
            return drawn.stated();
        }
        if self.says_apart(zone) {
            return drawn.not().stated().not();
        }
        if drawn.relation != Relation::Undetermined {
            return drawn;
        }
        let parts = self.plan.zone_sites.get(zone).map_or(Finding::UNKNOWN, |site| self.at(site));
        // What a zone without a drawing is made of may still be told: its sides of a line, or what it is near.
        if !self.plan.zones.contains_key(zone) {
            return parts;
        }
        // The zone as a whole keeps the margin; the words for a part of it may settle the answer.
        if parts.as_stated { Finding { margin_metres: drawn.margin_metres, ..parts } } else { drawn }
    }

    /// Beyond a line, seen from the actor's own side.
    fn beyond(&self, line: &'a Name) -> Finding {
        let region = self.actor.and_then(|actor| self.plan.beyond(line, actor));
        let drawn = region.map_or(Finding::UNKNOWN, |region| self.located(&region));
        let accuracy = self.plan.lines.get(line).map_or(0.0, armistice_earth::Line::accuracy_metres);
        let says = self.says(line);
        let is_only_line = !self.place.within.iter().any(|name| self.plan.lines.contains_key(name));
        match self.place.beyond_metres.map(f64::from).filter(|_| says || is_only_line) {
            // The line itself is not known so well that this depth would lie beyond it for certain.
            Some(depth) if depth <= accuracy => Finding {
                relation: Relation::Undetermined,
                margin_metres: Some(depth),
                tolerance_metres: accuracy,
                as_stated: false,
            },
            Some(depth) if drawn.relation == Relation::Undetermined => Finding {
                relation: Relation::Inside,
                margin_metres: Some(depth),
                tolerance_metres: accuracy,
                as_stated: true,
            },
            Some(_) => drawn.stated(),
            None if says => drawn.stated(),
            None => drawn,
        }
    }

    /// Whether the source names the zone, or one that lies in it by the agreement's own words.
    fn says_within(&self, zone: &Name) -> bool {
        let relations = &self.plan.relations;
        self.place.within.iter().any(|told| relations.is_within(told, zone))
            || self.plan.zone_sites.get(zone).is_some_and(|site| self.says_at(site))
    }

    /// Whether the source names a zone that shares nothing with this one, by the agreement's own words.
    fn says_apart(&self, zone: &Name) -> bool {
        self.place.within.iter().any(|told| self.plan.relations.are_apart(told, zone))
    }

    fn says_at(&self, site: &Site) -> bool {
        match site {
            Site::Zone(zone) => self.says_within(zone),
            Site::Or(sites) => sites.iter().any(|site| self.says_at(site)),
            Site::And(sites) => sites.iter().all(|site| self.says_at(site)),
            Site::Everywhere => true,
            Site::Minus(..)
            | Site::Side { .. }
            | Site::Drawn(..)
            | Site::Unplaced
            | Site::Nearby(_)
            | Site::OutOf(_)
            | Site::To(_) => false,
        }
    }

    fn says(&self, name: &Name) -> bool {
        self.place.within.contains(name)
    }

    fn located(&self, region: &Region) -> Finding {
        let Some(position) = self.place.position else { return Finding::UNKNOWN };
        let height = self.place.height.and_then(comparable_metres);
        let located = region.locate(position, height, f64::from(self.place.error_metres));
        Finding {
            relation: match located.answer {
                Answer::Inside => Relation::Inside,
                Answer::Outside => Relation::Outside,
                Answer::Undetermined => Relation::Undetermined,
            },
            margin_metres: Some(located.margin_metres),
            tolerance_metres: located.tolerance_metres,
            as_stated: false,
        }
    }
}

#[cfg(test)]
mod tests;
