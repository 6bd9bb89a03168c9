//! Distances to what moves, or to what is not drawn: only a source can tell them.
//!
//! A source that tells how far something was from things of a class tells of the nearest of them. Two positions are
//! measured, each with its error; a distance in words counts as it is stated.

use armistice_earth::geodesic;
use armistice_facts::{Name, Neighbour, Place, Relation};
use armistice_terms::model::Agreement;

use crate::finding::Finding;

/// Within a distance of something that has no place in the text, or beyond it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Nearby {
    /// Of what.
    pub(crate) of: NearOf,
    /// How far, in metres.
    pub(crate) metres: f64,
    /// Beyond the distance instead of within it.
    pub(crate) is_beyond: bool,
}

/// What a distance is measured from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NearOf {
    /// Things of a class, or only those of the other party.
    Class {
        /// The class.
        class: Name,
        /// Not the actor's own, nor those of a third.
        of_the_other_party: bool,
    },
    /// A zone or line that is not drawn.
    Named(Name),
}

/// What a distance to a neighbour can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shows {
    /// That something of the kind is so near.
    near: bool,
    /// That nothing of the kind is nearer.
    far: bool,
}

impl Nearby {
    /// Where a place lies by what its source tells of its neighbour.
    pub(crate) fn find(&self, agreement: &Agreement, place: &Place, actor: Option<&Name>) -> Finding {
        let Some(near) = place.near.as_deref() else { return Finding::UNKNOWN };
        let shows = self.shows(agreement, near, actor);
        let measured = self.measured(place, near);
        let within = match measured.relation {
            _ if !(shows.near || shows.far) => Finding::UNKNOWN,
            Relation::Inside if !shows.near => {
                Finding { relation: Relation::Undetermined, as_stated: false, ..measured }
            }
            Relation::Outside if !shows.far => Finding::UNKNOWN,
            _ => measured,
        };
        if self.is_beyond { within.not() } else { within }
    }

    /// The nearest of a wider class is no farther away than the nearest of a narrower one; so it is with everybody's
    /// things and those of one side.
    fn shows(&self, agreement: &Agreement, near: &Neighbour, actor: Option<&Name>) -> Shows {
        let (class, of_the_other_party) = match &self.of {
            NearOf::Named(name) => return Shows { near: near.of == *name, far: near.of == *name },
            NearOf::Class { class, of_the_other_party } => (class, *of_the_other_party),
        };
        let words = &agreement.vocabulary;
        let is_of_class = words.is_a(near.of.as_str(), class.as_str());
        let is_whole_class = words.is_a(class.as_str(), near.of.as_str());
        let (is_theirs, is_all_of_theirs) = match (of_the_other_party, near.holder.as_ref(), actor) {
            (false, None, _) => (true, true),
            (false, Some(_), _) => (true, false),
            (true, Some(holder), Some(actor)) => {
                let is_other = holder != actor && agreement.party(holder.as_str()).is_some();
                (is_other, is_other && agreement.parties.len() == 2)
            }
            (true, None, _) => (false, true),
            (true, Some(_), None) => (false, false),
        };
        Shows { near: is_of_class && is_theirs, far: is_whole_class && is_all_of_theirs }
    }

    fn measured(&self, place: &Place, near: &Neighbour) -> Finding {
        let (metres, error_metres, as_stated) = match (place.position, near.position, near.metres) {
            (Some(here), Some(there), _) => {
                let errors = f64::from(place.error_metres) + f64::from(near.error_metres);
                (geodesic::distance(here, there), errors, false)
            }
            (_, _, Some(told)) => (f64::from(told), f64::from(near.error_metres), true),
            _ => return Finding::UNKNOWN,
        };
        let margin = self.metres - metres;
        let relation = if margin >= error_metres {
            Relation::Inside
        } else if -margin > error_metres {
            Relation::Outside
        } else {
            Relation::Undetermined
        };
        let as_stated = as_stated && relation == Relation::Inside;
        Finding { relation, margin_metres: Some(margin), tolerance_metres: error_metres, as_stated }
    }
}
