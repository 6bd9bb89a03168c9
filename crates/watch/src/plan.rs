//! The places of an agreement as geometry: the one function that knows both the text and the shapes.

mod error;

use std::collections::{BTreeMap, BTreeSet};

use armistice_earth::geodesic::FARTHEST_METRES;
use armistice_earth::{Beside, Cardinal as Direction, Flaw, Line, Near, NearTo, Position, Region, Side};
use armistice_facts::Name;
use armistice_facts::calendar::Date;
use armistice_terms::Files;
use armistice_terms::model::{self, Agreement, Cardinal, Place, Relations, SideOf};

use crate::accuracy::{height_band, uses_height, worst_accuracy_metres};
use crate::ball::Ball;
use crate::concern::places;
use crate::daily::{self, Daily, metres};
use crate::force::{self, Term};
use crate::nearby::{NearOf, Nearby};
use crate::shapes;
use crate::sides::{self, Sides};
use crate::site::Site;
pub use error::PlanError;

/// The places of an agreement, drawn.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The zones that can be drawn.
    pub zones: BTreeMap<Name, Region>,
    /// The lines.
    pub lines: BTreeMap<Name, Line>,
    /// The places of norms and exceptions, by label: those that bound something and are the same for everybody.
    pub norms: BTreeMap<Name, Region>,
    /// The lines that are drawn anew each day: of each day the line and who is on which side of it.
    pub series: BTreeMap<Name, BTreeMap<Date, (Line, Sides)>>,
    /// The named points.
    pub points: BTreeMap<Name, Position>,
    /// Who is on which side of a line.
    pub sides: BTreeMap<Name, Sides>,
    /// Zones that cannot be drawn: left to a body, or made of something that is.
    pub undecided: BTreeSet<Name>,
    /// Zones whose areas lie over themselves, with the file and a place where that is seen.
    pub flaws: BTreeMap<Name, (String, Flaw)>,
    /// For each zone the first norm whose place names it.
    pub zone_norms: BTreeMap<Name, Name>,
    /// For each line the first norm whose place is beyond it.
    pub line_norms: BTreeMap<Name, Name>,
    /// When each zone is in force by the days that the text tells, for those that are not always.
    pub terms: BTreeMap<Name, Vec<Term>>,
    /// For each zone and line all norms whose places name it, in the order of the text.
    pub(crate) naming: BTreeMap<Name, Vec<Name>>,
    /// The places of norms and exceptions with their names kept.
    pub(crate) sites: BTreeMap<Name, Site>,
    /// How zones lie to one another by the text.
    pub(crate) relations: Relations,
    /// What each zone is made of.
    pub(crate) zone_sites: BTreeMap<Name, Site>,
    /// Balls that hold each zone or line, where it is bounded.
    pub(crate) balls: BTreeMap<Name, Vec<Ball>>,
}

/// Draws the places of an agreement.
///
/// # Errors
/// Every place that cannot be drawn although the text says that it can, each with its cause.
pub fn plan(agreement: &Agreement, files: &dyn Files) -> Result<Plan, Vec<PlanError>> {
    let relations = Relations::of(&agreement.geometry.zones);
    let plan = Plan { relations, ..Plan::default() };
    let mut drawing = Drawing { agreement, files, plan, empty: BTreeSet::new(), errors: Vec::new() };
    drawing.points();
    drawing.lines();
    let mut open = Vec::new();
    for zone in &agreement.geometry.zones {
        drawing.zone(&zone.name, &mut open);
    }
    for norm in &agreement.norms {
        drawing.norm(&norm.label, &places(&norm.rule));
    }
    for exception in &agreement.exceptions {
        drawing.norm(&exception.label, &[&exception.place]);
    }
    for norm in &agreement.norms {
        drawing.credit(&norm.label);
    }
    drawing.plan.terms = force::terms(agreement, &drawing.plan.naming);
    if drawing.errors.is_empty() { Ok(drawing.plan) } else { Err(drawing.errors) }
}

impl Plan {
    /// The region beyond a line for a party: the side that is not its own. Nothing where the sides are not known.
    #[must_use]
    pub fn beyond(&self, line: &Name, actor: &Name) -> Option<Region> {
        let side = match self.sides.get(line)?.of(actor)? {
            Side::Left => Side::Right,
            _ => Side::Left,
        };
        Some(half(self.lines.get(line)?, side, FARTHEST_METRES))
    }

    /// Whether it is the name of a line, drawn once or each day.
    pub(crate) fn is_line(&self, name: &Name) -> bool {
        self.lines.contains_key(name) || self.series.contains_key(name)
    }

    /// The worst accuracy of anything that bounds the zone.
    pub(crate) fn worst_accuracy(&self, zone: &Name) -> f64 {
        self.zones.get(zone).map_or(0.0, worst_accuracy_metres)
    }

    /// Whether heights bound the zone.
    pub(crate) fn uses_height(&self, zone: &Name) -> bool {
        self.zones.get(zone).is_some_and(uses_height)
    }
}

struct Drawing<'a> {
    agreement: &'a Agreement,
    files: &'a dyn Files,
    plan: Plan,
    /// Zones to which nothing belongs.
    empty: BTreeSet<Name>,
    errors: Vec<PlanError>,
}

impl Drawing<'_> {
    fn points(&mut self) {
        for point in &self.agreement.geometry.points {
            match Position::from_e7(point.lon_e7, point.lat_e7) {
                Ok(position) => {
                    self.plan.points.insert(point.name.clone(), position);
                }
                Err(_) => self.errors.push(PlanError::Point { name: point.name.clone() }),
            }
        }
    }

    fn lines(&mut self) {
        let agreement = self.agreement;
        for line in &agreement.geometry.lines {
            let name = line.name.clone();
            if line.is_series {
                self.series(line);
                continue;
            }
            match shapes::line(self.files, &line.file, line.markers_by.as_deref(), metres(line.accuracy_mm)) {
                Ok(drawn) => {
                    if let Some(sides) = self.sides(line, &drawn) {
                        self.plan.sides.insert(name.clone(), sides);
                    }
                    self.plan.balls.extend(drawn.bounds.map(|balls| (name.clone(), balls)));
                    self.plan.lines.insert(name, drawn.line);
                }
                Err(cause) => self.errors.push(PlanError::Shape { name, cause }),
            }
        }
    }

    /// A line that is drawn anew each day.
    fn series(&mut self, line: &model::Line) {
        match daily::draw(self.files, line) {
            Ok(drawn) => {
                let mut days = BTreeMap::new();
                for (day, drawn) in drawn {
                    let sides = self.sides(line, &drawn).unwrap_or_default();
                    days.insert(day, (drawn.line, sides));
                }
                self.plan.series.insert(line.name.clone(), days);
            }
            Err(cause) => self.errors.push(PlanError::Shape { name: line.name.clone(), cause }),
        }
    }

    fn sides(&mut self, line: &model::Line, drawn: &shapes::DrawnLine) -> Option<Sides> {
        let mut named = |side: &Option<String>| self.party(&line.name, side.clone()).into_iter().collect();
        let told = Sides { left: named(&drawn.left), right: named(&drawn.right) };
        match sides::of(line, drawn.ends, told) {
            Ok(sides) => Some(sides),
            Err(why) => {
                self.errors.push(PlanError::Sides { line: line.name.clone(), why });
                None
            }
        }
    }

    fn party(&mut self, line: &Name, text: Option<String>) -> Option<Name> {
        let text = text?;
        let parties = self.agreement.parties.iter().map(|party| &party.name);
        let mut known = parties.chain(self.agreement.bodies.iter().map(|body| &body.name));
        match known.find(|known| **known == *text) {
            Some(name) => Some(name.clone()),
            None => {
                self.errors.push(PlanError::UnknownParty { line: line.clone(), party: text });
                None
            }
        }
    }

    /// Draws a zone and, before it, those that it is made of; `open` are the zones that wait for this one.
    fn zone(&mut self, name: &Name, open: &mut Vec<Name>) {
        if self.plan.zone_sites.contains_key(name) {
            return;
        }
        let agreement = self.agreement;
        let Some(zone) = agreement.geometry.zones.iter().find(|zone| zone.name == *name) else {
            self.unresolved(open.last().unwrap_or(name), name, "is not declared");
            return;
        };
        if open.contains(name) {
            self.unresolved(name, name, "rests on itself");
            return;
        }
        open.push(name.clone());
        let mut site = match &zone.place {
            Some(place) => self.site(name, place, metres(zone.accuracy_mm), open),
            None => Site::Unplaced,
        };
        if !zone.heights.is_empty() {
            let bands =
                zone.heights.iter().map(|bound| Site::Drawn(Region::Height(height_band(bound)), None));
            site = Site::And(std::iter::once(site).chain(bands).collect());
        }
        open.pop();
        match site.region(&|name| self.plan.zones.get(name)) {
            Some(region) => {
                if self.is_empty(name, true, &site, &region) {
                    self.empty.insert(name.clone());
                }
                let bounds = site.bounds(&|name| self.plan.balls.get(name).cloned());
                self.plan.balls.extend(bounds.map(|balls| (name.clone(), balls)));
                self.plan.zones.insert(name.clone(), region);
            }
            None => {
                self.plan.undecided.insert(name.clone());
            }
        }
        self.plan.zone_sites.insert(name.clone(), site);
    }

    /// Draws the place of a norm or exception.
    fn norm(&mut self, label: &Name, places: &[&Place]) {
        let sites: Vec<Site> =
            places.iter().map(|place| self.site(label, place, 0.0, &mut Vec::new())).collect();
        let bounding: Vec<Site> = sites.into_iter().filter(|site| !site.is_everywhere()).collect();
        let site = match bounding.len() {
            0 => return,
            1 => bounding.into_iter().next().unwrap_or(Site::Everywhere),
            _ => Site::Or(bounding),
        };
        if let Some(region) = site.region(&|name| self.plan.zones.get(name)) {
            self.is_empty(label, false, &site, &region);
            self.plan.norms.insert(label.clone(), region);
        }
        self.plan.sites.insert(label.clone(), site);
    }

    /// Whether nothing belongs to a place. It is told once, of the first that is empty and not of what rests on it.
    fn is_empty(&mut self, name: &Name, is_zone: bool, site: &Site, region: &Region) -> bool {
        if region.is_empty() != Some(true) {
            return false;
        }
        let mut names = Vec::new();
        site.names(&mut names);
        if !names.iter().any(|name| self.empty.contains(*name)) {
            self.errors.push(PlanError::Empty { name: name.clone(), is_zone });
        }
        true
    }

    /// Notes the norm for the zones and lines that its place names, unless an earlier norm has them.
    fn credit(&mut self, label: &Name) {
        let Some(site) = self.plan.sites.get(label) else { return };
        let mut names = Vec::new();
        site.names(&mut names);
        for name in names {
            let norms =
                if self.plan.is_line(name) { &mut self.plan.line_norms } else { &mut self.plan.zone_norms };
            norms.entry(name.clone()).or_insert_with(|| label.clone());
            self.plan.naming.entry(name.clone()).or_default().push(label.clone());
        }
    }

    fn site(&mut self, name: &Name, place: &Place, accuracy: f64, open: &mut Vec<Name>) -> Site {
        match place {
            Place::Everywhere | Place::Domain(_) => Site::Everywhere,
            Place::Or(parts) => Site::Or(self.each(name, parts, accuracy, open)),
            Place::And(parts) => Site::And(self.each(name, parts, accuracy, open)),
            Place::Minus(whole, hole) => Site::Minus(
                Box::new(self.site(name, whole, accuracy, open)),
                Box::new(self.site(name, hole, accuracy, open)),
            ),
            Place::Zone(zone) => {
                self.zone(zone, open);
                Site::Zone(zone.clone())
            }
            Place::AcrossLine(line) => self.side(name, line, &SideOf::Other),
            Place::Side { line, of } => self.side(name, line, of),
            Place::File(file) => match shapes::area(self.files, file, accuracy) {
                Ok((polygon, bounds)) => {
                    let flaw = polygon.flaw().map(|flaw| (file.path.clone(), flaw));
                    self.plan.flaws.extend(flaw.map(|flaw| (name.clone(), flaw)));
                    Site::Drawn(Region::Polygon(polygon), bounds)
                }
                Err(cause) => {
                    self.errors.push(PlanError::Shape { name: name.clone(), cause });
                    Site::Unplaced
                }
            },
            Place::OutOf(from) => Site::OutOf(Box::new(self.site(name, from, accuracy, open))),
            Place::To(to) => Site::To(Box::new(self.site(name, to, accuracy, open))),
            Place::Height(bound) => Site::Drawn(Region::Height(height_band(bound)), None),
            Place::Beside { side, point } => self.beside(name, *side, point, accuracy),
            Place::Near(near) => {
                let around = self.near(name, near, accuracy, open);
                match (&near.of, &near.side_of) {
                    (model::NearTo::Line(line), Some(of @ (SideOf::Own | SideOf::Other))) => {
                        Site::And(vec![around, self.side(name, line, of)])
                    }
                    _ => around,
                }
            }
        }
    }

    /// One side of a line; only that of a named party, on a line that stays, is the same for everybody.
    fn side(&mut self, name: &Name, line: &Name, of: &SideOf) -> Site {
        let site = Site::Side { line: line.clone(), of: of.clone() };
        let Some(drawn) = self.plan.lines.get(line) else { return site };
        let sides = self.whose(line);
        let is_known = match of {
            SideOf::Own | SideOf::Other => sides.is_some(),
            SideOf::Named(party) => {
                if let Some(side) = sides.and_then(|sides| sides.of(party)) {
                    return Site::Drawn(half(drawn, side, FARTHEST_METRES), None);
                }
                false
            }
        };
        if !is_known {
            self.errors.push(PlanError::NoSides { name: name.clone(), line: line.clone() });
        }
        site
    }

    fn each(&mut self, name: &Name, parts: &[Place], accuracy: f64, open: &mut Vec<Name>) -> Vec<Site> {
        parts.iter().map(|part| self.site(name, part, accuracy, open)).collect()
    }

    fn beside(&mut self, name: &Name, side: Cardinal, point: &Name, accuracy_metres: f64) -> Site {
        let Some(point) = self.point(name, point) else { return Site::Unplaced };
        let side = match side {
            Cardinal::North => Direction::North,
            Cardinal::South => Direction::South,
            Cardinal::East => Direction::East,
            Cardinal::West => Direction::West,
        };
        Site::Drawn(Region::Beside(Beside { side, point, accuracy_metres }), None)
    }

    fn near(&mut self, name: &Name, near: &model::Near, accuracy: f64, open: &mut Vec<Name>) -> Site {
        let (of, side) = match &near.of {
            // Where things are is not in the text: a source tells how far away they were.
            model::NearTo::Class(class) => {
                let of_the_other_party = near.of_the_other_party;
                return nearby(near, NearOf::Class { class: class.clone(), of_the_other_party });
            }
            _ if near.of_the_other_party => return Site::Unplaced,
            model::NearTo::Line(line) => match self.part(name, line, near, accuracy) {
                Some((line, side)) => (NearTo::Line(line), side),
                None if self.plan.series.contains_key(line) => {
                    let near = near.clone();
                    return Site::Daily(Daily { line: line.clone(), near, accuracy_metres: accuracy });
                }
                None => return Site::Unplaced,
            },
            model::NearTo::Point(point) => match self.point(name, point) {
                Some(position) => (NearTo::Point { position, accuracy_metres: accuracy }, None),
                None => return Site::Unplaced,
            },
            model::NearTo::Zone(zone) => {
                self.zone(zone, open);
                match self.plan.zones.get(zone) {
                    Some(region) => (NearTo::Region(Box::new(region.clone())), None),
                    None => return nearby(near, NearOf::Named(zone.clone())),
                }
            }
        };
        let around = match &near.of {
            model::NearTo::Line(name) | model::NearTo::Zone(name) => self.plan.balls.get(name).cloned(),
            model::NearTo::Point(name) => {
                self.plan.points.get(name).and_then(|point| Ball::round(&[*point])).map(|ball| vec![ball])
            }
            model::NearTo::Class(_) => None,
        };
        let near = Near { of, metres: metres(near.distance_mm), is_beyond: near.is_beyond, side };
        let widened = |balls: Vec<Ball>| balls.into_iter().map(|ball| ball.wider(near.metres)).collect();
        let bounds = around.filter(|_| !near.is_beyond).map(widened);
        Site::Drawn(Region::Near(near), bounds)
    }

    /// The line, or the part of it between two markers, and the side that is meant.
    fn part(
        &mut self,
        name: &Name,
        line: &Name,
        near: &model::Near,
        accuracy: f64,
    ) -> Option<(Line, Option<Side>)> {
        let Some(drawn) = self.plan.lines.get(line) else {
            // A line that could not be drawn has its own error already; one of a series is drawn by day.
            if !self.agreement.geometry.lines.iter().any(|one| one.name == *line) {
                self.unresolved(name, line, "is not declared");
            }
            return None;
        };
        let part = match daily::part(drawn, near, accuracy) {
            Ok(part) => part,
            Err(cause) => {
                self.errors.push(PlanError::Line { name: name.clone(), cause });
                return None;
            }
        };
        let party = match &near.side_of {
            Some(SideOf::Named(party)) => party,
            // Whose side it is depends on the actor; the place is cut to it where it stands.
            None | Some(SideOf::Own | SideOf::Other) => return Some((part, None)),
        };
        let side = self.whose(line).and_then(|sides| sides.of(party));
        if side.is_none() {
            self.errors.push(PlanError::NoSides { name: name.clone(), line: line.clone() });
        }
        side.map(|side| (part, Some(side)))
    }

    fn whose(&self, line: &Name) -> Option<&Sides> {
        self.plan.sides.get(line).filter(|sides| !sides.left.is_empty() || !sides.right.is_empty())
    }

    fn point(&mut self, name: &Name, point: &Name) -> Option<Position> {
        let found = self.plan.points.get(point).copied();
        if found.is_none() {
            self.unresolved(name, point, "is no point");
        }
        found
    }

    fn unresolved(&mut self, name: &Name, on: &Name, why: &'static str) {
        self.errors.push(PlanError::Unresolved { name: name.clone(), on: on.clone(), why });
    }
}

fn nearby(near: &model::Near, of: NearOf) -> Site {
    Site::Nearby(Nearby { of, metres: metres(near.distance_mm), is_beyond: near.is_beyond })
}

pub(crate) fn half(line: &Line, side: Side, metres: f64) -> Region {
    Region::Near(Near { of: NearTo::Line(line.clone()), metres, is_beyond: false, side: Some(side) })
}

#[cfg(test)]
mod tests;
