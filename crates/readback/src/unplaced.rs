//! Which places of the text have no geometry, and what rests on them.

use std::collections::BTreeSet;

use armistice_facts::Name;
use armistice_terms::model::{NearTo, Place, Rule};

use crate::voice::{Voice, code};

impl Voice<'_> {
    /// The places without geometry that a rule rests on, as they are written.
    pub(crate) fn unplaced(&self, rule: &Rule) -> Vec<String> {
        let mut names = BTreeSet::new();
        for place in Self::places_of(rule) {
            self.gather(place, &mut names, &mut BTreeSet::new());
        }
        names.iter().map(|name| code(name.as_str())).collect()
    }

    /// The zones that a rule names, and those that they are made of, each with what it is.
    pub(crate) fn zones_of(&self, rule: &Rule) -> Vec<String> {
        let (mut names, mut seen) = (BTreeSet::new(), BTreeSet::new());
        for place in Self::places_of(rule) {
            self.gather(place, &mut names, &mut seen);
        }
        let zones = self.agreement.geometry.zones.iter().filter(|zone| seen.contains(&zone.name));
        zones
            .map(|zone| {
                let with = [("zone", code(zone.name.as_str()).into()), ("is", self.zone(zone).into())];
                self.say("zone-is", &with)
            })
            .collect()
    }

    /// Whether a zone of that name has no geometry.
    fn is_zone_unplaced(&self, name: &Name) -> bool {
        let zone = self.agreement.geometry.zones.iter().find(|zone| zone.name == *name);
        zone.is_some_and(|zone| zone.place.is_none())
    }

    fn gather(&self, place: &Place, names: &mut BTreeSet<Name>, seen: &mut BTreeSet<Name>) {
        match place {
            Place::Or(parts) | Place::And(parts) => {
                for part in parts {
                    self.gather(part, names, seen);
                }
            }
            Place::Minus(whole, hole) => {
                self.gather(whole, names, seen);
                self.gather(hole, names, seen);
            }
            Place::OutOf(place) | Place::To(place) => self.gather(place, names, seen),
            Place::Zone(zone) => self.gather_zone(zone, names, seen),
            Place::Near(near) => match &near.of {
                NearTo::Zone(zone) => self.gather_zone(zone, names, seen),
                NearTo::Class(class) => {
                    names.insert(class.clone());
                }
                NearTo::Line(_) | NearTo::Point(_) => {}
            },
            Place::AcrossLine(_)
            | Place::Side { .. }
            | Place::Beside { .. }
            | Place::File(_)
            | Place::Height(_)
            | Place::Domain(_)
            | Place::Everywhere => {}
        }
    }

    fn gather_zone(&self, name: &Name, names: &mut BTreeSet<Name>, seen: &mut BTreeSet<Name>) {
        if !seen.insert(name.clone()) {
            return;
        }
        if self.is_zone_unplaced(name) {
            names.insert(name.clone());
        }
        let zone = self.agreement.geometry.zones.iter().find(|zone| zone.name == *name);
        if let Some(place) = zone.and_then(|zone| zone.place.as_ref()) {
            self.gather(place, names, seen);
        }
    }
}
