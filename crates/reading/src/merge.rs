//! What a report says twice is one claim: the headline of a sentence, a number told again.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Also, Claim, Class, Modality, Polarity};
use crate::document::ZoneKind;

/// Joins claims that say the same. The first in the body keeps its words; a headline is none by itself.
pub(crate) fn merged(claims: Vec<Claim>) -> Vec<Claim> {
    let mut kept = Kept::default();
    let (heads, bodies): (Vec<Claim>, Vec<Claim>) =
        claims.into_iter().partition(|claim| matches!(claim.zone, ZoneKind::Headline | ZoneKind::Standfirst));
    for claim in bodies {
        let is_caption = claim.zone == ZoneKind::Caption;
        let told = told(&claim);
        let same = if is_caption { kept.retold(|_| true, &claim) } else { kept.same(&claim, told.as_ref()) };
        match same.and_then(|at| kept.claims.get_mut(at)) {
            Some(other) => join(other, claim),
            None => kept.push(claim, told),
        }
    }
    for claim in heads {
        let same = kept.retold(|other| other.zone == ZoneKind::Body, &claim);
        if let Some(other) = same.and_then(|at| kept.claims.get_mut(at)) {
            join(other, claim);
        }
    }
    let mut kept = kept.claims;
    for claim in &mut kept {
        claim.also_at.sort_by_key(|also| also.byte);
    }
    kept.sort_by(|one, other| (one.byte, &one.action).cmp(&(other.byte, &other.action)));
    kept
}

/// Claims that are kept, found again by what makes two claims the same: a page may hold very many.
#[derive(Debug, Default)]
struct Kept {
    claims: Vec<Claim>,
    /// By what a claim tells, its day and number included: the first that tells it.
    told: BTreeMap<Told, usize>,
    /// Where each begins, and the length of the longest: for those that overlap.
    starts: BTreeSet<(usize, usize)>,
    longest: usize,
}

impl Kept {
    fn push(&mut self, claim: Claim, told: Option<Told>) {
        let at = self.claims.len();
        if let Some(key) = told {
            self.told.entry(key).or_insert(at);
        }
        self.starts.insert((claim.byte[0], at));
        self.longest = self.longest.max(claim.byte[1].saturating_sub(claim.byte[0]));
        self.claims.push(claim);
    }

    /// The first that says the same as another sentence of the text.
    fn same(&self, claim: &Claim, told: Option<&Told>) -> Option<usize> {
        let from = (claim.byte[0].saturating_sub(self.longest), 0);
        let over = self.starts.range(from..(claim.byte[1], 0)).map(|(_, at)| *at);
        let over = over.filter(|at| self.claims.get(*at).is_some_and(|other| is_same(other, claim))).min();
        let told = told.and_then(|key| self.told.get(key).copied());
        over.into_iter().chain(told).min()
    }

    /// The first that a headline or caption retells.
    fn retold(&self, may_be: impl Fn(&Claim) -> bool, head: &Claim) -> Option<usize> {
        self.claims.iter().position(|other| may_be(other) && is_retold(other, head))
    }
}

/// What must be the same in two claims with a number that stand apart; none for those without, which are the same only where
/// they overlap.
fn told(claim: &Claim) -> Option<Told> {
    let quantity = claim.quantity.as_ref()?;
    // No zero is another zero.
    let value = (quantity.value? + 0.0).to_bits();
    let day = day(claim).map(str::to_owned);
    let words = [claim.action.as_str(), party(&claim.actor), &quantity.unit].join("\0");
    Some(Told { kind: (claim.class, claim.polarity, claim.modality), value, words, day })
}

/// What two claims with a number have in common that say the same.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    kind: (Class, Polarity, Modality),
    /// The bits of the number.
    value: u64,
    /// What was done, by which party, to what.
    words: String,
    day: Option<String>,
}

fn day(claim: &Claim) -> Option<&str> {
    claim.date.as_ref().map(|date| date.from.get(..10).unwrap_or(&date.from))
}

fn join(kept: &mut Claim, claim: Claim) {
    kept.also_at.push(Also { zone: claim.zone, quote: claim.quote, char: claim.char, byte: claim.byte });
}

fn party(id: &str) -> &str {
    id.split('.').next().unwrap_or_default()
}

/// Two sentences of the text that say the same: same act, actor, time, number and way.
fn is_same(one: &Claim, other: &Claim) -> bool {
    crate::work::steps(1);
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
    act && party(&one.actor) == party(&other.actor)
        && quantity
        && (overlap || day(one) == day(other) && one.quantity.is_some())
}

/// A headline or caption retells a sentence: same kind of act by the same party; a caption's tense and time say nothing.
fn is_retold(body: &Claim, head: &Claim) -> bool {
    crate::work::steps(1);
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
