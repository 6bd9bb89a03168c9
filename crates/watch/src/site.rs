//! A place of the text, with its names kept: what a named zone or line is made of can still be told from what is
//! drawn, so that a source's own words for a place count for the zone that they name.

use armistice_earth::Region;
use armistice_facts::Name;
use armistice_terms::model::SideOf;

use crate::ball::Bounds;
use crate::daily::Daily;
use crate::nearby::Nearby;

/// A place, drawn as far as it can be.
#[derive(Debug, Clone)]
pub(crate) enum Site {
    /// No bound: everywhere, or a domain such as the sea.
    Everywhere,
    /// Not to be drawn: left to a body, or it moves with things or parties.
    Unplaced,
    /// Drawn, with balls that hold it.
    Drawn(Region, Bounds),
    /// A named zone.
    Zone(Name),
    /// A side of a line that depends on the actor, or on the day.
    Side {
        /// The line.
        line: Name,
        /// Whose side.
        of: SideOf,
    },
    /// Near a line that is drawn anew each day, or beyond a distance of it.
    Daily(Daily),
    /// Within a distance of what only a source can tell, or beyond it.
    Nearby(Nearby),
    /// In all of them.
    And(Vec<Site>),
    /// In one of them.
    Or(Vec<Site>),
    /// In the first and not in the second.
    Minus(Box<Site>, Box<Site>),
    /// By an act that moves: begun in it, ended outside of it.
    OutOf(Box<Site>),
    /// By an act that moves: begun outside of it, ended in it.
    To(Box<Site>),
}

impl Site {
    /// Whether the place bounds nothing.
    pub(crate) fn is_everywhere(&self) -> bool {
        match self {
            Site::Everywhere => true,
            Site::And(sites) => sites.iter().all(Site::is_everywhere),
            Site::Or(sites) => sites.iter().any(Site::is_everywhere),
            _ => false,
        }
    }

    /// The place as one region; nothing where a part of it cannot be drawn or depends on the actor.
    pub(crate) fn region<'z>(&self, zone: &impl Fn(&Name) -> Option<&'z Region>) -> Option<Region> {
        let all = |sites: &[Site]| sites.iter().map(|site| site.region(zone)).collect::<Option<Vec<_>>>();
        Some(match self {
            Site::Everywhere => Region::Everywhere,
            Site::Unplaced
            | Site::Nearby(_)
            | Site::Daily(_)
            | Site::Side { .. }
            | Site::OutOf(_)
            | Site::To(_) => {
                return None;
            }
            Site::Drawn(region, _) => region.clone(),
            Site::Zone(name) => zone(name)?.clone(),
            Site::And(sites) => Region::And(all(sites)?),
            Site::Or(sites) => united(all(sites)?),
            Site::Minus(whole, hole) => {
                Region::Minus(Box::new(whole.region(zone)?), Box::new(hole.region(zone)?))
            }
        })
    }

    /// Balls that hold the place.
    pub(crate) fn bounds(&self, zone: &impl Fn(&Name) -> Bounds) -> Bounds {
        match self {
            Site::Everywhere
            | Site::Unplaced
            | Site::Nearby(_)
            | Site::Daily(_)
            | Site::Side { .. }
            | Site::OutOf(_)
            | Site::To(_) => None,
            Site::Drawn(_, bounds) => bounds.clone(),
            Site::Zone(name) => zone(name),
            // What lies in all of them lies in each.
            Site::And(sites) => sites.iter().find_map(|site| site.bounds(zone)),
            Site::Or(sites) => {
                let each: Option<Vec<_>> = sites.iter().map(|site| site.bounds(zone)).collect();
                each.map(|balls| balls.concat())
            }
            Site::Minus(whole, _) => whole.bounds(zone),
        }
    }

    /// The zones and lines that are named in it.
    pub(crate) fn names<'s>(&'s self, found: &mut Vec<&'s Name>) {
        match self {
            Site::Zone(name) | Site::Side { line: name, .. } => found.push(name),
            Site::Daily(daily) => found.push(&daily.line),
            Site::And(sites) | Site::Or(sites) => sites.iter().for_each(|site| site.names(found)),
            Site::Minus(whole, _) => whole.names(found),
            Site::OutOf(site) | Site::To(site) => site.names(found),
            Site::Everywhere | Site::Unplaced | Site::Nearby(_) | Site::Drawn(..) => {}
        }
    }
}

/// Polygons that touch become one without the edges that they share, if they are equally well known; each keeps its
/// own accuracy otherwise.
fn united(regions: Vec<Region>) -> Region {
    let mut accuracies = regions.iter().filter_map(|region| match region {
        Region::Polygon(polygon) => Some(polygon.accuracy_metres()),
        _ => None,
    });
    let first = accuracies.next();
    let is_alike = accuracies.all(|accuracy| first.is_some_and(|first| first.total_cmp(&accuracy).is_eq()));
    if is_alike { Region::any(regions) } else { Region::Or(regions) }
}
