//! A claim in words: what is said of whom, how it is meant, whose word it is.

use armistice_reading::Claim;
use armistice_reading::claim::{Modality, Polarity};

/// `1 report`, `2 reports`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A quote in one line.
pub(crate) fn line(quote: &str) -> String {
    quote.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How it is meant, what is done, by whom: `denied fire: KP`.
pub(crate) fn sense(claim: &Claim) -> String {
    let not = if claim.polarity == Polarity::Negative { "not " } else { "" };
    let who = if claim.actor == "unknown" { "nobody is named" } else { claim.actor.as_str() };
    format!("{} {not}{}: {who}", modality(claim.modality), claim.action.replace('_', " "))
}

/// Whose word it is, outermost first.
pub(crate) fn voice(claim: &Claim) -> String {
    if claim.attribution.is_empty() {
        return "in the report's own voice".to_owned();
    }
    let chain: Vec<String> = claim
        .attribution
        .iter()
        .map(|one| {
            let when = one.when.as_deref().map(|day| format!(", {day}")).unwrap_or_default();
            format!("{} ({}{when})", one.source, one.cue)
        })
        .collect();
    format!("the word of {}", chain.join(" < "))
}

/// How it is meant.
pub(crate) fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Done => "done",
        Modality::Ongoing => "going on",
        Modality::Planned => "planned",
        Modality::Promised => "promised",
        Modality::Wanted => "wanted",
        Modality::Threatened => "threatened",
        Modality::Alleged => "alleged",
        Modality::Denied => "denied",
        Modality::NotObserved => "not observed",
        Modality::NotReported => "silent",
        Modality::Assessed => "held likely",
    }
}
