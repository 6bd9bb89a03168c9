//! Which zones lie in which, and which share nothing, as the text says it: without a map.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::Name;

use super::place::{Place, Zone};

/// More steps from zone to zone than that are not followed; a circle of definitions is an error (A304).
const MOST_STEPS: usize = 64;

/// How the zones of an agreement lie to one another, as far as their statements say it: by `within` and `apart from`, and by
/// definitions such as `a is b and c` (in b, in c) and `a is b minus c` (in b, apart from c).
#[derive(Debug, Clone, Default)]
pub struct Relations {
    /// For each zone those in which all of it lies, itself among them.
    within: BTreeMap<Name, BTreeSet<Name>>,
    /// Pairs of zones that share nothing, in both orders.
    apart: BTreeSet<(Name, Name)>,
}

impl Relations {
    /// The relations between these zones.
    #[must_use]
    pub fn of(zones: &[Zone]) -> Self {
        let mut relations = Relations::default();
        let mut steps: BTreeMap<&Name, Vec<&Name>> = BTreeMap::new();
        for zone in zones {
            let mut wider: Vec<&Name> = zone.within.iter().collect();
            let mut apart: Vec<&Name> = zone.apart_from.iter().collect();
            if let Some(place) = &zone.place {
                read(place, &mut wider, &mut apart);
            }
            for other in apart {
                relations.apart.insert((zone.name.clone(), other.clone()));
                relations.apart.insert((other.clone(), zone.name.clone()));
            }
            steps.insert(&zone.name, wider);
        }
        for zone in zones {
            let mut found = BTreeSet::from([zone.name.clone()]);
            let mut open = vec![&zone.name];
            for _ in 0..MOST_STEPS {
                let next: Vec<&Name> =
                    open.iter().filter_map(|name| steps.get(*name)).flatten().copied().collect();
                open = next.into_iter().filter(|name| found.insert((*name).clone())).collect();
                if open.is_empty() {
                    break;
                }
            }
            relations.within.insert(zone.name.clone(), found);
        }
        relations
    }

    /// Whether all of the first zone lies in the second.
    #[must_use]
    pub fn is_within(&self, zone: &Name, other: &Name) -> bool {
        zone == other || self.within.get(zone).is_some_and(|wider| wider.contains(other))
    }

    /// Whether the two zones share nothing: they are held apart, or zones in which they lie are.
    #[must_use]
    pub fn are_apart(&self, zone: &Name, other: &Name) -> bool {
        let (Some(ones), Some(others)) = (self.within.get(zone), self.within.get(other)) else {
            return false;
        };
        ones.iter().any(|one| others.iter().any(|other| self.apart.contains(&(one.clone(), other.clone()))))
    }
}

/// The zones in which all of a place lies, and those with which it shares nothing.
fn read<'p>(place: &'p Place, wider: &mut Vec<&'p Name>, apart: &mut Vec<&'p Name>) {
    match place {
        Place::Zone(name) => wider.push(name),
        Place::And(parts) => parts.iter().for_each(|part| read(part, wider, apart)),
        Place::Minus(whole, hole) => {
            read(whole, wider, apart);
            match hole.as_ref() {
                Place::Zone(name) => apart.push(name),
                Place::Or(parts) => apart.extend(parts.iter().filter_map(|part| match part {
                    Place::Zone(name) => Some(name),
                    _ => None,
                })),
                _ => {}
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Span;

    fn name(number: usize) -> Name {
        Name::new(format!("z{number}")).unwrap()
    }

    fn zone(number: usize, place: Option<Place>, within: &[usize], apart_from: &[usize]) -> Zone {
        let names = |numbers: &[usize]| numbers.iter().map(|number| name(*number)).collect();
        Zone {
            name: name(number),
            place,
            heights: Vec::new(),
            accuracy_mm: 0,
            reading: None,
            decided_by: None,
            description: None,
            within: names(within),
            apart_from: names(apart_from),
            span: Span::default(),
        }
    }

    #[test]
    fn what_lies_in_zones_held_apart_is_apart() {
        let is = |number| Place::Zone(name(number));
        let zones = [
            zone(0, None, &[], &[]),
            zone(1, None, &[0], &[2]),
            zone(2, None, &[0], &[]),
            zone(3, Some(Place::And(vec![is(1), Place::Everywhere])), &[], &[]),
            zone(4, Some(Place::Minus(Box::new(is(0)), Box::new(is(1)))), &[], &[]),
            zone(5, Some(Place::Or(vec![is(1), is(2)])), &[], &[]),
        ];
        let relations = Relations::of(&zones);
        assert!(relations.is_within(&name(3), &name(0)) && relations.is_within(&name(4), &name(0)));
        assert!(!relations.is_within(&name(0), &name(1)) && !relations.is_within(&name(5), &name(1)));
        assert!(relations.are_apart(&name(3), &name(2)) && relations.are_apart(&name(2), &name(3)));
        assert!(relations.are_apart(&name(4), &name(3)));
        assert!(!relations.are_apart(&name(5), &name(1)) && !relations.are_apart(&name(0), &name(1)));
    }

    proptest! {
        /// Zones as sets of points of a small world: whatever is said holds of the points.
        #[test]
        fn whatever_is_said_holds_of_the_points(
            sets in proptest::collection::vec(0_u8..=255, 2..7),
            is_said in proptest::collection::vec(any::<bool>(), 72),
        ) {
            let mut said = is_said.into_iter();
            let mut zones = Vec::new();
            for (number, own) in sets.iter().enumerate() {
                let (mut within, mut apart) = (Vec::new(), Vec::new());
                for (other, set) in sets.iter().enumerate().filter(|(other, _)| *other != number) {
                    let is_said = said.next().unwrap_or(false);
                    if is_said && own & !set == 0 {
                        within.push(other);
                    } else if is_said && own & set == 0 {
                        apart.push(other);
                    }
                }
                zones.push(zone(number, None, &within, &apart));
            }
            let relations = Relations::of(&zones);
            for (one, own) in sets.iter().enumerate() {
                for (other, set) in sets.iter().enumerate() {
                    prop_assert!(!relations.is_within(&name(one), &name(other)) || own & !set == 0);
                    prop_assert!(!relations.are_apart(&name(one), &name(other)) || own & set == 0);
                }
            }
        }
    }
}
