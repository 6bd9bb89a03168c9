//! Which norm a passage speaks to, where it is known of what class the object is and whose.

use std::collections::BTreeMap;

use armistice_facts::{Name, Passage};
use armistice_terms::model::{Agreement, Bearers, ClassSet, Norm, Rule};
use armistice_terms::vocabulary::Match;

use crate::Plan;

/// What is known of an object.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known<'k> {
    /// Its class in the vocabulary.
    pub class: Option<&'k Name>,
    /// The party that it belongs to.
    pub party: Option<&'k Name>,
}

impl Plan {
    /// Gives a passage the first norm whose place names its zone or line and that can speak of the object: it names no
    /// class that the object is surely not of, and binds its party. What is not known of an object rules nothing out.
    pub fn ascribe(&self, agreement: &Agreement, passage: &mut Passage, known: Known<'_>) {
        let Some(place) = passage.zone.as_ref().or(passage.line.as_ref()) else { return };
        let norms = self.naming.get(place).map_or(&[][..], Vec::as_slice);
        let speaks = |label: &&Name| {
            agreement.norm(label.as_str()).is_none_or(|norm| speaks_of(agreement, norm, known))
        };
        passage.norm = norms.iter().find(speaks).cloned();
    }
}

fn speaks_of(agreement: &Agreement, norm: &Norm, known: Known<'_>) -> bool {
    let binds = known.party.is_none_or(|party| match &norm.bearers {
        Bearers::Each(bearers) | Bearers::Jointly(bearers) => bearers.contains(party),
        Bearers::Anyone(_) => true,
    });
    let may_be = |class: &Name| match objects(&norm.rule) {
        Some(objects) => {
            let classes = std::slice::from_ref(class);
            agreement.vocabulary.matches(objects, classes, &BTreeMap::new()) != Match::No
        }
        None => true,
    };
    binds && known.class.is_none_or(may_be)
}

/// The things that a rule about movement names.
fn objects(rule: &Rule) -> Option<&ClassSet> {
    match rule {
        Rule::Ban(ban) => Some(&ban.objects),
        Rule::Permission(permission) => Some(&permission.objects),
        _ => None,
    }
}
