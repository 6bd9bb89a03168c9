//! Where facts lie relative to the places of an agreement.
//!
//! What the position says for certain wins. Where its error or the accuracy of a line leaves the answer open, the
//! source's own words for the place count; words against a certain position make the answer undetermined.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use armistice_earth::geodesic::FARTHEST_METRES;
use armistice_earth::{Answer, Line, Position, Region, Side};
use armistice_facts::calendar::Date;
use armistice_facts::{Fact, Name, Place, Placement, PlacementTarget, Relation, What};
use armistice_terms::model::{Agreement, SideOf};

use crate::accuracy::on_ground;
use crate::concern::Concern;
use crate::daily::{self, Daily, metres};
use crate::finding::Finding;
use crate::nearby::{NearOf, Nearby};
use crate::plan::{Plan, half};
use crate::sides::Sides;
use crate::site::Site;
use crate::step::{comparable_metres, ground_metres};

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
        let days = daily::days(&agreement.settings.time_zone, &fact.about);
        let Some(told) = Told::of(agreement, plan, fact, &days) else { continue };
        let mut add = |target: PlacementTarget, finding: Finding| {
            let missing = told.missing.take().cloned();
            placements.push(finding.placement(fact.id.clone(), target, missing));
        };
        for (label, site, _) in sites.iter().filter(|(_, _, concern)| concern.may_be(fact, words)) {
            add(PlacementTarget::Norm((*label).clone()), told.at(site));
        }
        for name in named(agreement, told.place) {
            if plan.is_line(name) {
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

/// An answer, and the line of which there was none for the day.
type Answered<'a> = (Finding, Option<&'a Name>);

/// What a fact tells of its place.
struct Told<'a> {
    agreement: &'a Agreement,
    plan: &'a Plan,
    place: &'a Place,
    actor: Option<&'a Name>,
    /// The days on which it happened, in the zone of the agreement.
    days: &'a [Date],
    /// The answers for zones and lines so far: many norms bind at the same few places.
    known: RefCell<BTreeMap<&'a Name, Answered<'a>>>,
    /// The last line of which there was none for the day.
    missing: Cell<Option<&'a Name>>,
}

impl<'a> Told<'a> {
    /// Only acts, sightings and counts happen at a place.
    fn of(agreement: &'a Agreement, plan: &'a Plan, fact: &'a Fact, days: &'a [Date]) -> Option<Self> {
        let (place, actor) = match &fact.what {
            What::Act(act) => (&act.place, act.actor.party.as_ref()),
            What::State(seen) => (&seen.place, Some(&seen.holder)),
            What::Count(count) => (&count.place, Some(&count.holder)),
            _ => return None,
        };
        Some(Told {
            agreement,
            plan,
            place,
            actor,
            days,
            known: RefCell::default(),
            missing: Cell::default(),
        })
    }

    /// Whether a move has the one end in a place and the other outside of it. The words of a source that tells of a
    /// move out of a place, or to it, stand where the other end is not told so closely that it would decide.
    fn moved(&self, site: &'a Site, inner: Option<&'a Place>, outer: Option<&'a Place>) -> Finding {
        let end =
            |place: &'a Place| Told { place, known: RefCell::default(), missing: Cell::default(), ..*self };
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
            Site::Side { line, of: SideOf::Other } => self.once(line, Told::beyond),
            Site::Side { line, of: SideOf::Own } => self.once(line, Told::beyond).not(),
            Site::Side { line, of: SideOf::Named(party) } => self.beside(line, party),
            Site::Daily(daily) => self.daily(daily),
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
        let (finding, missing) = known.unwrap_or_else(|| {
            let before = self.missing.take();
            let finding = find(self, name);
            let answered = (finding, self.missing.take());
            self.missing.set(before);
            self.known.borrow_mut().insert(name, answered);
            answered
        });
        if missing.is_some() {
            self.missing.set(missing);
        }
        finding
    }

    /// In a named zone: by the position, by the source's words for the zone, or for one that it is made of.
    fn within(&self, zone: &'a Name) -> Finding {
        let region = self.plan.zones.get(zone);
        let drawn = region.map_or(Finding::UNKNOWN, |region| {
            self.deepest(zone, region).unwrap_or_else(|| self.located(region))
        });
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
        let drawn = match (self.plan.series.get(line), self.actor) {
            (Some(_), Some(actor)) => self.each_day(line, |drawn, sides| {
                Some(half(drawn, opposite(sides.of(actor)?), FARTHEST_METRES))
            }),
            _ => {
                let region = self.actor.and_then(|actor| self.plan.beyond(line, actor));
                region.map_or(Finding::UNKNOWN, |region| self.located(&region))
            }
        };
        let accuracy = self.accuracy(line);
        let says = self.says(line);
        let is_only_line = !self.place.within.iter().any(|name| self.plan.is_line(name));
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

    /// On the side of a party of a line that is drawn anew each day.
    fn beside(&self, line: &'a Name, party: &Name) -> Finding {
        self.each_day(line, |drawn, sides| Some(half(drawn, sides.of(party)?, FARTHEST_METRES)))
    }

    /// Near a line that is drawn anew each day: by the line of the day, else by how far away from it the source says it was.
    fn daily(&self, daily: &'a Daily) -> Finding {
        let side = |sides: &Sides| match &daily.near.side_of {
            Some(SideOf::Named(party)) => sides.of(party).map(Some),
            // The actor's side is asked beside it.
            None | Some(SideOf::Own | SideOf::Other) => Some(None),
        };
        let found = self.each_day(&daily.line, |drawn, sides| daily.region(drawn, side(sides)?));
        let is_whole = daily.near.between.is_none() && !matches!(daily.near.side_of, Some(SideOf::Named(_)));
        if found.relation != Relation::Undetermined || !is_whole {
            return found;
        }
        let (of, is_beyond) = (NearOf::Named(daily.line.clone()), daily.near.is_beyond);
        let nearby = Nearby { of, metres: metres(daily.near.distance_mm), is_beyond };
        match nearby.find(self.agreement, self.place, self.actor) {
            Finding { margin_metres: None, .. } => found,
            told => told,
        }
    }

    /// By the line of each day on which it happened: one answer if all days give it.
    fn each_day(&self, line: &'a Name, region: impl Fn(&Line, &Sides) -> Option<Region>) -> Finding {
        let Some(series) = self.plan.series.get(line) else { return Finding::UNKNOWN };
        let mut all: Option<Finding> = None;
        for day in self.days {
            let found = match series.get(day) {
                Some((drawn, sides)) => {
                    region(drawn, sides).map_or(Finding::UNKNOWN, |region| self.located(&region))
                }
                None => {
                    self.missing.set(Some(line));
                    Finding::UNKNOWN
                }
            };
            all = Some(match all {
                Some(before) if before.relation != found.relation => {
                    Finding { relation: Relation::Undetermined, ..found }
                }
                Some(before) if before.margin_metres.map(f64::abs) < found.margin_metres.map(f64::abs) => {
                    before
                }
                _ => found,
            });
        }
        all.unwrap_or(Finding::UNKNOWN)
    }

    /// How truly a line is known, by the worst of the days.
    fn accuracy(&self, line: &Name) -> f64 {
        if let Some(drawn) = self.plan.lines.get(line) {
            return drawn.accuracy_metres();
        }
        let series = self.plan.series.get(line);
        let drawn = self.days.iter().filter_map(|day| series?.get(day));
        drawn.map(|(drawn, _)| drawn.accuracy_metres()).fold(0.0, f64::max)
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
            | Site::Daily(_)
            | Site::OutOf(_)
            | Site::To(_) => false,
        }
    }

    fn says(&self, name: &Name) -> bool {
        self.place.within.contains(name)
    }

    /// The depth that a source followed something to, measured anew from where it says that was. A point that turns out not to
    /// be inside says nothing.
    fn deepest(&self, zone: &Name, region: &Region) -> Option<Finding> {
        let deepest = self.place.deepest.as_ref().filter(|deepest| deepest.zone == *zone)?;
        if self.place.position.is_some() {
            return None;
        }
        let found = self.located_at(region, deepest.position?);
        found.margin_metres.is_some_and(|metres| metres > 0.0).then_some(found)
    }

    fn located(&self, region: &Region) -> Finding {
        self.place.position.map_or(Finding::UNKNOWN, |position| self.located_at(region, position))
    }

    fn located_at(&self, region: &Region, position: Position) -> Finding {
        let error_metres = f64::from(self.place.error_metres);
        let above_ground = self.place.height.and_then(ground_metres);
        let located = match above_ground.and_then(|height| Some((on_ground(region)?, height))) {
            Some((region, height)) => region.locate(position, Some(height), error_metres),
            None => region.locate(position, self.place.height.and_then(comparable_metres), error_metres),
        };
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

fn opposite(side: Side) -> Side {
    if side == Side::Left { Side::Right } else { Side::Left }
}

#[cfg(test)]
mod tests;
