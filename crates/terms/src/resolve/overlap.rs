//! How two sets of classes, two places or two stretches of time lie to one another, as far as the text alone shows it.
//!
//! Every answer is on the safe side: `true` is said only where it holds whatever the geometry and whatever a source may
//! say; what would need a map is `false`.

use armistice_facts::{Instant, Name};

use crate::model::{Bearers, ClassSet, ClassTest, Geometry, Near, NearTo, Place, SideOf};
use crate::vocabulary::Vocabulary;

/// Zones that stand behind one another further than this are not looked into.
const MAX_DEPTH: u32 = 32;

/// A stretch of time; without an end it runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: Instant,
    pub(super) until: Option<Instant>,
}

impl Stretch {
    /// Whether it holds no instant.
    pub(super) fn is_empty(self) -> bool {
        self.until.is_some_and(|until| until < self.from)
    }

    /// Whether all of it lies in the other.
    pub(super) fn is_within(self, other: Stretch) -> bool {
        other.from <= self.from
            && match (self.until, other.until) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(own), Some(other)) => own <= other,
            }
    }

    /// What the two share.
    pub(super) fn shared(self, other: Stretch) -> Stretch {
        let until = [self.until, other.until].into_iter().flatten().min();
        Stretch { from: self.from.max(other.from), until }
    }

    /// Whether the two share an instant.
    pub(super) fn meets(self, other: Stretch) -> bool {
        let from = self.from.max(other.from);
        [self.until, other.until].into_iter().flatten().all(|until| from <= until)
    }
}

/// Whether somebody is bound by both.
pub(super) fn share_a_bearer(one: &Bearers, other: &Bearers) -> bool {
    one.names().iter().any(|name| other.names().contains(name))
}

/// Whether everything of the first set is of the second.
pub(super) fn is_class_within(words: &Vocabulary, one: &ClassSet, other: &ClassSet) -> bool {
    if one.any_of.is_empty() {
        return other.any_of.is_empty() && other.excluding.is_empty();
    }
    one.any_of.iter().all(|member| is_member_within(words, member, &one.excluding, other))
}

/// Whether the two sets surely share something.
pub(super) fn do_classes_meet(words: &Vocabulary, one: &ClassSet, other: &ClassSet) -> bool {
    let has_member_within = |one: &ClassSet, other: &ClassSet| {
        one.any_of.iter().any(|member| is_member_within(words, member, &one.excluding, other))
    };
    (one.any_of.is_empty() && other.any_of.is_empty())
        || has_member_within(one, other)
        || has_member_within(other, one)
}

/// What empties a set: each of its members is excluded again.
pub(super) fn emptied_by<'s>(words: &Vocabulary, set: &'s ClassSet) -> Option<&'s Name> {
    let gone = |member: &ClassTest| {
        set.excluding.iter().find(|out| {
            let is_same = out.tests == member.tests && out.any == member.any;
            (out.tests.is_empty() || is_same) && words.is_a(member.class.as_str(), out.class.as_str())
        })
    };
    let out: Option<Vec<&ClassTest>> = set.any_of.iter().map(gone).collect();
    out?.first().map(|out| &out.class)
}

/// Whether all of the first place lies in the second.
pub(super) fn is_place_within(geometry: &Geometry, one: &Place, other: &Place) -> bool {
    within(geometry, one, other, 0)
}

/// Whether the two places surely share something, if neither is empty.
pub(super) fn do_places_meet(geometry: &Geometry, one: &Place, other: &Place) -> bool {
    match (one, other) {
        (Place::Or(parts), other) | (other, Place::Or(parts)) => {
            parts.iter().any(|part| do_places_meet(geometry, part, other))
        }
        _ => is_place_within(geometry, one, other) || is_place_within(geometry, other, one),
    }
}

/// Whether a place holds nothing, whatever the map: a place without itself, near and far from one thing.
pub(super) fn is_place_empty(geometry: &Geometry, place: &Place) -> bool {
    empty(geometry, place, 0)
}

fn is_member_within(words: &Vocabulary, member: &ClassTest, without: &[ClassTest], other: &ClassSet) -> bool {
    let class = member.class.as_str();
    let is_in = other.any_of.is_empty()
        || other.any_of.iter().any(|wide| {
            let is_same = wide.tests == member.tests && wide.any == member.any;
            (wide.tests.is_empty() || is_same) && words.is_a(class, wide.class.as_str())
        });
    let is_kept = |out: &ClassTest| {
        words.excludes(class, out.class.as_str())
            || without
                .iter()
                .any(|own| own.tests.is_empty() && words.is_a(out.class.as_str(), own.class.as_str()))
    };
    is_in && other.excluding.iter().all(is_kept)
}

fn within(geometry: &Geometry, one: &Place, other: &Place, depth: u32) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    let deeper = |one: &Place, other: &Place| within(geometry, one, other, depth + 1);
    match (one, other) {
        (_, Place::Everywhere) => true,
        (Place::Or(parts), other) => parts.iter().all(|part| deeper(part, other)),
        (one, Place::And(parts)) => parts.iter().all(|part| deeper(one, part)),
        (Place::And(parts), other) if parts.iter().any(|part| deeper(part, other)) => true,
        (one, Place::Or(parts)) => parts.iter().any(|part| deeper(one, part)),
        (Place::Minus(whole, _), other) if deeper(whole, other) => true,
        (Place::Near(one), Place::Near(other)) => is_near_within(one, other),
        (Place::Zone(one), Place::Zone(other)) if one == other || says_within(geometry, one, other) => true,
        // What lies in a zone lies in its definition; a bound of height only makes the zone smaller.
        (Place::Zone(name), other) => zone(geometry, name).is_some_and(|(place, _)| deeper(place, other)),
        (one, Place::Zone(name)) => {
            zone(geometry, name).is_some_and(|(place, is_whole)| is_whole && deeper(one, place))
        }
        (Place::File(one), Place::File(other)) => one == other,
        (Place::Side { line: one, of }, Place::Side { line: other, of: other_of }) => {
            one == other && of == other_of
        }
        (Place::AcrossLine(one), Place::Side { line: other, of: SideOf::Other })
        | (Place::Side { line: one, of: SideOf::Other }, Place::AcrossLine(other))
        | (Place::AcrossLine(one), Place::AcrossLine(other)) => one == other,
        // A way into a smaller place may begin in the larger one: only the same place has the same edge.
        (Place::OutOf(one), Place::OutOf(other)) | (Place::To(one), Place::To(other)) => {
            deeper(one, other) && deeper(other, one)
        }
        _ => false,
    }
}

/// Whether the statement of a zone says that it lies in another.
fn says_within(geometry: &Geometry, one: &Name, other: &Name) -> bool {
    let zone = geometry.zones.iter().find(|zone| zone.name == *one);
    zone.is_some_and(|zone| zone.within.contains(other))
}

/// The definition of a zone, and whether it is the whole of it.
fn zone<'g>(geometry: &'g Geometry, name: &Name) -> Option<(&'g Place, bool)> {
    let zone = geometry.zones.iter().find(|zone| zone.name == *name)?;
    let is_whole = zone.heights.is_empty();
    Some((zone.place.as_ref()?, is_whole))
}

fn is_near_within(one: &Near, other: &Near) -> bool {
    let is_closer = match (one.is_beyond, other.is_beyond) {
        (false, false) => one.distance_mm <= other.distance_mm,
        (true, true) => one.distance_mm >= other.distance_mm,
        _ => false,
    };
    // Near a part of a line is near the line; far from the line is far from its part.
    let is_same_part = one.between == other.between
        || if one.is_beyond { one.between.is_none() } else { other.between.is_none() };
    is_closer
        && is_same_part
        && is_same_thing(&one.of, &other.of)
        && one.of_the_other_party == other.of_the_other_party
        && (other.side_of.is_none() || one.side_of == other.side_of)
}

fn is_same_thing(one: &NearTo, other: &NearTo) -> bool {
    match (one, other) {
        (NearTo::Line(one), NearTo::Line(other))
        | (NearTo::Point(one), NearTo::Point(other))
        | (NearTo::Zone(one), NearTo::Zone(other))
        | (NearTo::Class(one), NearTo::Class(other)) => one == other,
        _ => false,
    }
}

fn empty(geometry: &Geometry, place: &Place, depth: u32) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    let deeper = |place: &Place| empty(geometry, place, depth + 1);
    match place {
        Place::Or(parts) => !parts.is_empty() && parts.iter().all(deeper),
        Place::And(parts) => {
            parts.iter().any(deeper)
                || parts
                    .iter()
                    .any(|one| parts.iter().any(|other| are_near_and_far(geometry, one, other, depth)))
        }
        Place::Minus(whole, out) => deeper(whole) || within(geometry, whole, out, depth + 1),
        Place::Zone(name) => zone(geometry, name).is_some_and(|(place, _)| deeper(place)),
        Place::OutOf(place) | Place::To(place) => deeper(place),
        _ => false,
    }
}

/// Whether one place is nearer to a thing than the other ever is.
fn are_near_and_far(geometry: &Geometry, one: &Place, other: &Place, depth: u32) -> bool {
    let (Some(near), Some(far)) = (as_near(geometry, one, depth), as_near(geometry, other, depth)) else {
        return false;
    };
    !near.is_beyond
        && far.is_beyond
        && near.distance_mm < far.distance_mm
        && far.between.is_none()
        && is_same_thing(&near.of, &far.of)
        && near.of_the_other_party == far.of_the_other_party
}

fn as_near<'p>(geometry: &'p Geometry, place: &'p Place, depth: u32) -> Option<&'p Near> {
    match place {
        Place::Near(near) => Some(near),
        Place::Zone(name) if depth <= MAX_DEPTH => as_near(geometry, zone(geometry, name)?.0, depth + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
