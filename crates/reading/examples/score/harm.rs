//! Harmful errors: what a person who trusts a claim would be misled by.

use std::collections::BTreeMap;

use armistice_reading::Claim;

use crate::field::{Field, parties, word};
use crate::gold::Gold;
use crate::matching::{Matched, Pair, same_class, share};
use crate::time;

/// The kinds, with what they mean.
pub(crate) const KINDS: [(&str, &str); 7] = [
    ("H1", "what was denied, planned, alleged or not seen as done, or its contrary"),
    ("H2", "accuser and accused swapped"),
    ("H3", "from furniture or another story"),
    ("H4", "an old event dated to the day of the report"),
    ("H5", "a quote that does not stand in the text"),
    ("H6", "one thing told twice counted as two"),
    ("H7", "a definition, fear, purpose or term as an act"),
];

/// Each error with the claim that makes it.
pub(crate) fn errors<'a>(
    gold: &Gold,
    text: &str,
    claims: &'a [Claim],
    outcome: &Matched<'a>,
) -> Vec<(&'static str, &'a Claim)> {
    let offset = gold.offset();
    let mut errors = Vec::new();
    for pair in &outcome.pairs {
        let wrong = |field: Field| field.right(pair.gold, pair.claim, offset) == Some(false);
        if (made_done(pair) && wrong(Field::Modality)) || (wrong(Field::Polarity) && !as_denied(pair)) {
            errors.push(("H1", pair.claim));
        }
        if swapped(pair) && wrong(Field::Actor) {
            errors.push(("H2", pair.claim));
        }
        let old = pair.gold.date.as_ref();
        if wrong(Field::Time)
            && old.is_some_and(|old| time::stale(old, pair.claim.date.as_ref(), &gold.doc.published, offset))
        {
            errors.push(("H4", pair.claim));
        }
    }
    for claim in claims {
        if text.get(claim.byte[0]..claim.byte[1]) != Some(claim.quote.as_str()) {
            errors.push(("H5", claim));
        }
    }
    for claim in &outcome.extra {
        let trap = gold.nothing.iter().find(|line| share(line.byte, claim.byte) >= 500);
        if let Some(trap) = trap {
            let furniture =
                trap.zone != "body" || trap.note.contains("story") || trap.note.contains("not about");
            errors.push((if furniture { "H3" } else { "H7" }, claim));
        } else if outcome.pairs.iter().any(|pair| told_again(pair, claim)) {
            errors.push(("H6", claim));
        }
    }
    errors
}

/// Whether the claim stands where the report says once more what the pair has found elsewhere.
fn told_again(pair: &Pair, claim: &Claim) -> bool {
    let elsewhere = |span: [usize; 2]| share(span, claim.byte) >= 500 && share(span, pair.claim.byte) < 500;
    same_class(pair.gold, claim) && pair.gold.spans().any(elsewhere)
}

/// How many of each kind.
pub(crate) fn count(errors: &[(&'static str, &Claim)]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for (kind, _) in errors {
        *counts.entry(*kind).or_default() += 1;
    }
    counts
}

fn made_done(pair: &Pair) -> bool {
    let unreal = matches!(
        pair.gold.modality.as_str(),
        "denied"
            | "planned"
            | "promised"
            | "wanted"
            | "threatened"
            | "alleged"
            | "not_observed"
            | "not_reported"
    );
    unreal && matches!(word(&pair.claim.modality).as_str(), "done" | "ongoing")
}

/// A denial and a negated act say the same with opposite signs: no harm.
fn as_denied(pair: &Pair) -> bool {
    let quiet = |modality: &str| matches!(modality, "denied" | "not_observed" | "not_reported");
    let given = word(&pair.claim.modality);
    (quiet(&pair.gold.modality) && word(&pair.claim.polarity) == "-")
        || (quiet(&given) && pair.gold.polarity == "-")
}

fn swapped(pair: &Pair) -> bool {
    let accuser = pair.gold.attribution.last().map(|voice| parties(&voice.source));
    matches!(pair.gold.modality.as_str(), "alleged" | "denied")
        && accuser.as_ref().is_some_and(|accuser| {
            *accuser == parties(&pair.claim.actor) && *accuser != parties(&pair.gold.actor)
        })
}
