//! What a report says twice is one claim: the headline of a sentence, a number told again.

use crate::claim::{Also, Claim, Polarity};
use crate::document::ZoneKind;

/// Joins claims that say the same. The first in the body keeps its words; a headline is none by itself.
pub(crate) fn merged(claims: Vec<Claim>) -> Vec<Claim> {
    let mut kept: Vec<Claim> = Vec::new();
    let (heads, bodies): (Vec<Claim>, Vec<Claim>) =
        claims.into_iter().partition(|claim| matches!(claim.zone, ZoneKind::Headline | ZoneKind::Standfirst));
    for claim in bodies {
        let is_caption = claim.zone == ZoneKind::Caption;
        let same = kept
            .iter_mut()
            .find(|other| if is_caption { is_retold(other, &claim) } else { is_same(other, &claim) });
        match same {
            Some(other) => join(other, claim),
            None => kept.push(claim),
        }
    }
    for claim in heads {
        if let Some(other) =
            kept.iter_mut().find(|other| other.zone == ZoneKind::Body && is_retold(other, &claim))
        {
            join(other, claim);
        }
    }
    kept.sort_by_key(|claim| (claim.byte, claim.action.clone()));
    kept
}

fn join(kept: &mut Claim, claim: Claim) {
    kept.also_at.push(Also { zone: claim.zone, quote: claim.quote, char: claim.char, byte: claim.byte });
    kept.also_at.sort_by_key(|also| also.byte);
}

fn party(id: &str) -> &str {
    id.split('.').next().unwrap_or_default()
}

/// Two sentences of the text that say the same: same act, actor, time, number and way.
fn is_same(one: &Claim, other: &Claim) -> bool {
    let overlap = one.byte[0] < other.byte[1] && other.byte[0] < one.byte[1];
    let act = one.class == other.class
        && one.action == other.action
        && one.polarity == other.polarity
        && one.modality == other.modality;
    let quantity = match (&one.quantity, &other.quantity) {
        (Some(one), Some(other)) => one.value == other.value && one.unit == other.unit && one.value.is_some(),
        (None, None) => overlap,
        _ => overlap,
    };
    let day =
        |claim: &Claim| claim.date.as_ref().map(|date| date.from.get(..10).unwrap_or(&date.from).to_owned());
    act && party(&one.actor) == party(&other.actor)
        && quantity
        && (overlap || day(one) == day(other) && one.quantity.is_some())
}

/// A headline or caption retells a sentence: same kind of act by the same party; a caption's tense and time say nothing.
fn is_retold(body: &Claim, head: &Claim) -> bool {
    let actor = party(&body.actor) == party(&head.actor)
        || head.actor == "unknown"
        || head.actor.starts_with("unnamed");
    let quantity = match (&body.quantity, &head.quantity) {
        (Some(one), Some(other)) => one.value == other.value || one.unit != other.unit,
        _ => true,
    };
    let polarity = body.polarity == head.polarity
        || head.polarity == Polarity::Positive && head.zone == ZoneKind::Caption;
    body.class == head.class && actor && quantity && polarity
}
