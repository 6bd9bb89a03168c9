//! What a sentence calls untrue, without a verb of denying: `the claim that … is false`, `this has no basis`.

use super::Saying;
use crate::chunks::{Kind, Shape};
use crate::clauses::{Clause, Sentence};
use crate::lexicon::{Part, SpeechKind};
use crate::names::Named;
use crate::openings::Openings;

/// Words that call something said untrue.
static FALSE: Openings<()> = Openings::of(&[
    ("false", ()),
    ("falsely", ()),
    ("untrue", ()),
    ("fabricated", ()),
    ("fabrication", ()),
    ("fabrications", ()),
    ("baseless", ()),
    ("groundless", ()),
    ("unfounded", ()),
    ("lies", ()),
    ("lie", ()),
    ("nonsense", ()),
    ("invention", ()),
    ("inventions", ()),
    ("invented", ()),
    ("fiction", ()),
    ("fictitious", ()),
    ("fake", ()),
    ("hoax", ()),
    ("absurd", ()),
    ("disinformation", ()),
    ("misinformation", ()),
    ("fantasy", ()),
    ("concocted", ()),
    ("ridiculous", ()),
    ("laughable", ()),
    ("distortion", ()),
    ("slander", ()),
    ("slanderous", ()),
    ("incorrect", ()),
    ("wrong", ()),
    ("inaccurate", ()),
    ("made up", ()),
    ("rubbish", ()),
    ("fairy tale", ()),
    ("fairy", ()),
    ("fairytale", ()),
    ("myth", ()),
    ("legend", ()),
    ("farce", ()),
    ("mistaken", ()),
    ("erroneous", ()),
    ("unsubstantiated", ()),
    ("unproven", ()),
    ("mendacious", ()),
    ("preposterous", ()),
    ("ludicrous", ()),
    ("bogus", ()),
    ("falsehood", ()),
    ("falsehoods", ()),
    ("untruth", ()),
    ("calumny", ()),
    ("smear", ()),
    ("libel", ()),
    ("humbug", ()),
    ("pretence", ()),
    ("frame-up", ()),
    ("sham", ()),
    ("nonsensical", ()),
    ("far-fetched", ()),
    ("outlandish", ()),
]);
/// What has no such thing is untrue: `has no basis`, `without foundation`.
const GROUNDS: [&str; 6] = ["basis", "foundation", "truth", "substance", "grounds", "relation"];
/// Nouns for what somebody says.
static TOLD: Openings<()> = Openings::of(&[
    ("claim", ()),
    ("claims", ()),
    ("allegation", ()),
    ("allegations", ()),
    ("assertion", ()),
    ("assertions", ()),
    ("accusation", ()),
    ("accusations", ()),
    ("charge", ()),
    ("charges", ()),
    ("report", ()),
    ("reports", ()),
    ("talk", ()),
    ("pretext", ()),
    ("rumour", ()),
    ("rumours", ()),
    ("rumor", ()),
    ("rumors", ()),
    ("story", ()),
    ("stories", ()),
    ("suggestion", ()),
    ("suggestions", ()),
    ("version", ()),
    ("narrative", ()),
    ("insinuation", ()),
    ("contention", ()),
    ("statement", ()),
    ("statements", ()),
    ("news", ()),
    ("tale", ()),
]);

/// Whether the words of a sentence call something untrue.
fn is_false(sentence: &Sentence<'_>) -> bool {
    let items = &sentence.items.list;
    let has = |words: &[&str]| items.iter().any(|item| words.contains(&item.lower.as_str()));
    let has_negated = |copula: bool| {
        sentence
            .clauses
            .iter()
            .any(|clause| sentence.verb(clause).is_some_and(|verb| verb.negated && (verb.copula || !copula)))
    };
    items.iter().any(|item| FALSE.holds(&item.lower))
        || has(&["true", "correct"]) && has_negated(true)
        || has(&GROUNDS)
            && (has_negated(false) || items.iter().any(|item| item.part(Part::No) || item.lower == "without"))
}

/// `called the charge a lie`, `described this as without foundation`: whether the words from this chunk to that one call something untrue.
pub(crate) fn calls_false(sentence: &Sentence<'_>, first: usize, after: usize) -> bool {
    let items = || (first..after).flat_map(|chunk| sentence.of(chunk));
    items().any(|item| FALSE.holds(&item.lower))
        || items().any(|item| GROUNDS.contains(&item.lower.as_str()))
            && items().any(|item| item.part(Part::No) || item.lower == "without")
}

/// `This is false.`, `That has no basis.`: whether a sentence denies what the one before told.
pub(crate) fn denies_before(sentence: &Sentence<'_>) -> bool {
    let opens = sentence.items.list.iter().find(|item| !item.is_mark(&['“', '"'])).is_some_and(|item| {
        matches!(item.lower.as_str(), "this" | "that" | "these" | "those" | "it" | "such" | "all" | "nothing")
    });
    let first = sentence
        .clauses
        .iter()
        .find(|clause| sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Finite));
    let is_plain = first.and_then(|clause| sentence.verb(clause)).is_some_and(|verb| {
        verb.copula || sentence.items.list.get(verb.main).is_some_and(|item| item.lower.starts_with("ha"))
    });
    let has_that = sentence.chunks.iter().any(|chunk| matches!(chunk.kind, Kind::That));
    opens && is_plain && !has_that && is_false(sentence)
}

/// `It is not true that …`, `the reports that … are false`, `they falsely claim that …`: whoever speaks denies what follows.
pub(super) fn denied(
    sentence: &Sentence<'_>,
    sayings: &[Saying],
    issuer: Option<&Named>,
    name: impl Fn(&[usize]) -> Option<Named>,
) -> Option<Saying> {
    let items = &sentence.items.list;
    let told = told_that(sentence);
    // `The claim that … was rejected`
    let is_rejected = |clause: &Clause| {
        sentence.verb(clause).is_some_and(|verb| verb.passive)
            && sentence.speech(clause) == Some(SpeechKind::Deny)
    };
    let is_passive = told.is_some() && sentence.clauses.iter().any(is_rejected);
    if !is_false(sentence) && !is_passive {
        return None;
    }
    let claim = sayings.iter().find(|saying| saying.kind == SpeechKind::Say && saying.clause.is_some());
    // `It is not true that`: what is judged stands behind the judgement.
    let judged = |that: &usize| {
        matches!(sentence.kind(*that), Some(Kind::That))
            && that.checked_sub(1).is_some_and(|before| {
                sentence.of(before).iter().any(|item| {
                    let word = item.lower.as_str();
                    FALSE.holds(word) || GROUNDS.contains(&word) || matches!(word, "true" | "correct")
                })
            })
    };
    let that = told.or_else(|| (0..sentence.chunks.len()).find(judged));
    let from = that.map(|that| that + 1).or_else(|| {
        claim.filter(|_| items.iter().any(|item| item.lower == "falsely")).map(|saying| saying.from)
    })?;
    // Behind `that` up to the verb that calls it false.
    let judges = |clause: &&Clause| {
        let has_ground = clause
            .objects
            .iter()
            .flat_map(|chunk| sentence.of(*chunk))
            .any(|item| GROUNDS.contains(&item.lower.as_str()));
        clause.verb > from
            && (has_ground || is_rejected(clause) || sentence.verb(clause).is_some_and(|verb| verb.copula))
    };
    let to = sentence
        .clauses
        .iter()
        .filter(judges)
        .map(|clause| clause.verb)
        .next_back()
        .filter(|verb| *verb > from + 1)
        .unwrap_or(sentence.chunks.len());
    // `was rejected by the ministry`
    let rejects = || {
        let clause = sentence.clauses.iter().find(|clause| is_rejected(clause))?;
        name(&clause.agent)
    };
    let source =
        issuer.cloned().or_else(rejects).or_else(|| sayings.first().map(|saying| saying.source.clone()))?;
    Some(Saying {
        clause: None,
        source,
        kind: SpeechKind::Deny,
        cue: "false".to_owned(),
        when: None,
        from,
        to,
        target: None,
        rule: "A8",
        is_outer: false,
    })
}

/// `The allegation that Seoul flew drones`, `reports that tunnels are being dug`: whether words stand below a noun for what somebody
/// says; a charge is alleged, a report may be so.
pub(crate) fn is_below_told(sentence: &Sentence<'_>, first: usize) -> Option<bool> {
    let that = told_that(sentence).filter(|that| *that < first && first - *that <= 3)?;
    let noun = (that.saturating_sub(5)..that)
        .rev()
        .find(|at| sentence.of(*at).iter().any(|item| TOLD.holds(&item.lower)))?;
    const CHARGES: [&str; 4] = ["allegation", "accusation", "charge", "claim"];
    Some(sentence.of(noun).iter().any(|item| CHARGES.iter().any(|charge| item.lower.starts_with(charge))))
}

/// The `that` behind a noun for what somebody says: `the assertion of the other side that …`.
fn told_that(sentence: &Sentence<'_>) -> Option<usize> {
    (0..sentence.chunks.len()).find(|that| {
        matches!(sentence.kind(*that), Some(Kind::That | Kind::Relative))
            && sentence.of(*that).first().is_some_and(|item| item.lower == "that")
            && (that.saturating_sub(5)..*that)
                .rev()
                .take_while(|at| !matches!(sentence.kind(*at), Some(Kind::Verb(_))))
                .any(|at| sentence.of(at).iter().any(|item| TOLD.holds(&item.lower)))
    })
}
