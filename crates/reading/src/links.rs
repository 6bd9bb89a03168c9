//! Which provision of the agreement a claim speaks to, and what it would mean for it.

use crate::claim::{Bearing, Class, Modality, Polarity};
use crate::draft::Draft;
use crate::lexicon::{Lexicon, Link};

/// What a claim is linked to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Linked {
    pub(crate) topic: String,
    pub(crate) norms: Vec<String>,
    pub(crate) bearing: Bearing,
    /// Whether a link of the agreement fits, and not only none of them.
    pub(crate) is_linked: bool,
}

/// The link all of whose conditions hold and that has most of them; of equals the first.
pub(crate) fn linked(lexicon: &Lexicon, text: &str, draft: &Draft) -> Linked {
    let words = text.get(draft.start..draft.end).map(crate::tokens::lowered).unwrap_or_default();
    let mut best: Option<(usize, &Link)> = None;
    for link in &lexicon.links {
        let Some(score) = score(link, draft, &words) else { continue };
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, link));
        }
    }
    let Some((_, link)) = best else {
        return Linked { topic: "topic:none".to_owned(), ..Linked::default() };
    };
    Linked {
        topic: link.topic.clone(),
        norms: link.norms.clone(),
        bearing: bearing(link.bearing, draft),
        is_linked: true,
    }
}

/// How many conditions a link has, if all of them hold.
fn score(link: &Link, draft: &Draft, words: &str) -> Option<usize> {
    let mut score = 0;
    let mut holds = |has: bool, fits: bool| {
        score += usize::from(has);
        !has || fits
    };
    // What was not seen, or is denied, speaks to the same provision as what was.
    let class = link.class.contains(&draft.class)
        || draft.class == Class::Absence && link.class.contains(&Class::Absence);
    let party = |id: &str| {
        link.actors.iter().any(|actor| id.split('+').any(|part| part.split('.').next() == Some(actor)))
    };
    let place = draft.place.as_ref().and_then(|place| place.id.as_deref());
    let starts = draft.when.as_ref().is_none_or(|when| {
        link.from.as_deref().is_none_or(|from| when.to.as_str() == ".." || when.to.as_str() >= from)
    });
    let all = holds(!link.class.is_empty(), class)
        && holds(!link.action.is_empty(), link.action.contains(&draft.action))
        && holds(!link.units.is_empty(), link.units.iter().any(|unit| draft.units.contains(unit)))
        && holds(
            !link.places.is_empty(),
            link.places.iter().any(|id| Some(id.as_str()) == place || draft.places.contains(id)),
        )
        && holds(!link.words.is_empty(), link.words.iter().any(|word| words.contains(word.as_str())))
        && holds(!link.actors.is_empty(), party(draft.actor_id()))
        && starts;
    all.then_some(score)
}

/// What a link means if the claim is true as it is meant.
fn bearing(of_link: Bearing, draft: &Draft) -> Bearing {
    match (of_link, draft.mode.modality, draft.mode.polarity) {
        (Bearing::Breaches, Modality::Alleged, _) => Bearing::BreachAlleged,
        (Bearing::Breaches | Bearing::Fulfils, Modality::Denied, _) => Bearing::BreachDenied,
        (_, Modality::NotObserved, _) => Bearing::NoBreachSeen,
        (Bearing::Breaches, Modality::Done | Modality::Ongoing, Polarity::Positive) => Bearing::Breaches,
        (Bearing::Breaches, ..) => Bearing::None,
        (Bearing::Fulfils, Modality::NotReported, _) | (Bearing::Fulfils, _, Polarity::Negative) => {
            Bearing::None
        }
        (other, ..) => other,
    }
}
