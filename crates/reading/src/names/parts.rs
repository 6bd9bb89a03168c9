//! What a noun group holds that may name somebody.

use crate::items::{Item, ItemKind};
use crate::lexicon::{Lexicon, Part, Sense};

/// What a noun group holds that names somebody.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Actors in order, with their items; whether as an adjective or possessive.
    pub(super) actors: Vec<(String, usize, bool)>,
    pub(super) role: Option<(u16, usize)>,
    pub(super) joint: Option<String>,
    pub(super) people: Option<String>,
    pub(super) pronoun: Option<Part>,
    pub(super) unnamed: Option<String>,
    pub(super) last_word: usize,
    /// The role owns another one.
    pub(super) is_owner: bool,
    /// A role that stands before the last one: `army guns`.
    pub(super) first_role: Option<(u16, usize)>,
    /// A role that owns a noun that is none: `the mission's deputy head`.
    pub(super) owner: Option<(u16, usize)>,
}

/// Whether the role there owns what stands behind it.
fn is_owned(items: &[Item<'_>], role: usize, at: usize) -> bool {
    role < at && items.get(role + 1).is_some_and(|next| matches!(next.kind, ItemKind::Possessive))
}

pub(super) fn parts(lexicon: &Lexicon, items: &[Item<'_>]) -> Parts {
    let mut parts = Parts::default();
    for (at, item) in items.iter().enumerate() {
        if matches!(item.kind, ItemKind::Word) {
            parts.last_word = at;
        }
        let is_owner =
            items.get(at + 1).is_some_and(|next| matches!(next.kind, ItemKind::Possessive)) || item.joins;
        for sense in item.senses {
            match sense {
                // `a Seoul game studio` is of the city, not of the government.
                Sense::Capital(_)
                    if !is_owner
                        && items.get(at + 1).is_some_and(|next| {
                            matches!(next.kind, ItemKind::Word) && !next.part(Part::Of)
                        }) => {}
                Sense::Actor(index) | Sense::Capital(index) => {
                    if let Some(actor) = lexicon.actor(*index) {
                        parts.actors.push((actor.id.clone(), at, is_owner));
                    }
                }
                Sense::Own(index) => {
                    if let Some(actor) = lexicon.actor(*index) {
                        parts.actors.push((actor.id.clone(), at, true));
                    }
                }
                Sense::People(index) => parts.people = lexicon.actor(*index).map(|actor| actor.id.clone()),
                // `the ministry's operations centre` speaks for the ministry.
                Sense::Role(_) if parts.role.is_some_and(|(_, before)| is_owned(items, before, at)) => {
                    parts.is_owner = true;
                }
                Sense::Role(index) => {
                    parts.first_role = parts.first_role.or(parts.role);
                    parts.role = Some((*index, at));
                }
                Sense::Joint(index) => {
                    let id = lexicon.joints.get(usize::from(*index)).cloned().flatten();
                    parts.joint = Some(id.unwrap_or_else(|| lexicon.all_parties()));
                }
                Sense::Part(Part::Unnamed) => {
                    parts.unnamed = Some(item.lower.replace("a ", "").replace(' ', "-"));
                }
                Sense::Part(
                    part @ (Part::PersonPronoun
                    | Part::ThingPronoun
                    | Part::PluralPronoun
                    | Part::OwnPronoun
                    | Part::ObjectPronoun),
                ) => {
                    // `the militia itself`
                    let is_emphatic =
                        items.len() > 1 && (item.lower.ends_with("self") || item.lower.ends_with("selves"));
                    if !is_emphatic {
                        parts.pronoun = Some(*part);
                    }
                }
                _ => {}
            }
        }
    }
    // A role behind which another name stands (`President Moon`) is told by the name; one before `’s` owns only.
    let owner_role = parts
        .role
        .filter(|(_, at)| items.get(at + 1).is_some_and(|next| matches!(next.kind, ItemKind::Possessive)));
    if owner_role.is_some() && !parts.is_owner {
        parts.owner = parts.role.take();
    }
    if let (Some((_, role)), Some((_, actor, false))) = (parts.role, parts.actors.last())
        && *actor > role
    {
        parts.role = None;
    }
    parts
}

/// `one of our soldiers`, `two of its drones`: whose they are stands behind.
pub(super) fn behind_share<'s, 'l>(items: &'s [Item<'l>]) -> Option<&'s [Item<'l>]> {
    const SHARES: [&str; 13] = [
        "some", "several", "many", "most", "none", "half", "another", "all", "few", "not", "about", "dozens",
        "hundreds",
    ];
    let of = items.iter().position(|item| item.part(Part::Of)).filter(|of| *of > 0)?;
    let is_share = items.get(..of)?.iter().all(|item| {
        matches!(item.kind, ItemKind::Number(_))
            || SHARES.contains(&item.lower.as_str())
            || item.lower == "at least"
    });
    items.get(of + 1..).filter(|behind| is_share && behind.len() > 1)
}
