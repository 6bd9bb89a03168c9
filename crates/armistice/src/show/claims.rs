//! Claims of a report: a card each for people, one object for programs (schemas/claims.schema.json).

use std::io::{self, Write};

use armistice_reading::claim::{Bearing, Polarity, When};
use armistice_reading::{Claim, DocumentFacts};
use serde::Serialize;

use crate::claims::model::Proposed;
use crate::claims::wording::{line, modality, voice};

/// The claims of a report.
#[derive(Debug, Serialize)]
pub(crate) struct View<'a> {
    /// The version of the rules.
    pub(crate) reader: &'static str,
    /// Whose words it was read by.
    pub(crate) words: &'a str,
    /// What holds for the whole report.
    pub(crate) facts: &'a DocumentFacts,
    /// Its claims, in the order of the text.
    pub(crate) claims: &'a [&'a Claim],
    /// What a second reader proposes, apart from them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) proposed: Option<&'a Proposed>,
}

/// A card for every claim: what, by whom, when, where; the words; whose word it is; by which rules.
pub(crate) fn table(
    words: &str,
    facts: &DocumentFacts,
    claims: &[&Claim],
    out: &mut dyn Write,
) -> io::Result<()> {
    let day = facts.published.as_deref().unwrap_or("of an unknown day");
    let weekday = facts.weekday.as_deref().map(|day| format!(" ({day})")).unwrap_or_default();
    writeln!(
        out,
        "Report {day}{weekday}, read by the words of {words}: {}",
        super::words::count(claims.len(), "claim", "claims")
    )?;
    if !claims.is_empty() {
        writeln!(out, "A claim is what somebody says. None is evidence before a person has confirmed it.")?;
    }
    for (number, claim) in (1..).zip(claims) {
        writeln!(out)?;
        card(number, claim, out)?;
    }
    Ok(())
}

fn card(number: usize, claim: &Claim, out: &mut dyn Write) -> io::Result<()> {
    let not = if claim.polarity == Polarity::Negative { "not " } else { "" };
    writeln!(
        out,
        "{number:>3}  {} {not}{}: {}",
        modality(claim.modality),
        claim.action.replace('_', " "),
        whose(claim)
    )?;
    writeln!(out, "     “{}”", line(&claim.quote))?;
    about(claim, out)
}

/// One claim without its words: what is said, of whom, when, where, by whom.
pub(crate) fn body(claim: &Claim, out: &mut dyn Write) -> io::Result<()> {
    let not = if claim.polarity == Polarity::Negative { "not " } else { "" };
    let action = claim.action.replace('_', " ");
    writeln!(out, "     {} {not}{action}: {}", modality(claim.modality), whose(claim))?;
    about(claim, out)
}

fn about(claim: &Claim, out: &mut dyn Write) -> io::Result<()> {
    let mut about: Vec<String> = Vec::new();
    about.extend(claim.date.as_ref().map(|date| format!("when {}", when(date))));
    about.extend(claim.place.as_ref().and_then(|place| place.id.clone()).map(|id| format!("where {id}")));
    about.extend(claim.quantity.as_ref().map(quantity));
    if !about.is_empty() {
        writeln!(out, "     {}", about.join("; "))?;
    }
    writeln!(out, "     {}", voice(claim))?;
    let speaks = if claim.topic.starts_with("topic:none") {
        "speaks to no provision".to_owned()
    } else {
        format!("speaks to {}{}", claim.topic, bearing(claim.bearing))
    };
    writeln!(
        out,
        "     {speaks}; confidence {} of 100, by rules {}",
        claim.confidence,
        claim.trail.join(" ")
    )?;
    for also in &claim.also_at {
        writeln!(out, "     also in the {:?}: “{}”", also.zone, line(&also.quote))?;
    }
    Ok(())
}

fn whose(claim: &Claim) -> String {
    match claim.actor_text.as_deref() {
        Some(words) if claim.actor != "unknown" => format!("{} (“{words}”)", claim.actor),
        _ => "nobody is named".to_owned(),
    }
}

/// When it is said to have been.
pub(crate) fn when(date: &When) -> String {
    let span = if date.from == date.to { date.from.clone() } else { format!("{} to {}", date.from, date.to) };
    format!("{} ({})", span.replace("..", "…"), date.certainty.replace('_', " "))
}

/// How many.
pub(crate) fn quantity(quantity: &armistice_reading::claim::Quantity) -> String {
    let value = match (quantity.value, quantity.low, quantity.high) {
        (Some(value), ..) => value.to_string(),
        (None, Some(low), Some(high)) => format!("{low} to {high}"),
        (None, Some(low), None) => format!("at least {low}"),
        _ => "some".to_owned(),
    };
    let op = match quantity.op.as_str() {
        "=" | ">1" => "",
        other => other,
    };
    format!("{op}{value} {}", quantity.unit.replace('_', " "))
}

fn bearing(bearing: Bearing) -> &'static str {
    match bearing {
        Bearing::Fulfils => " (if true: a duty done)",
        Bearing::Breaches => " (if true: a breach)",
        Bearing::BreachAlleged => " (a breach alleged)",
        Bearing::BreachDenied => " (a breach denied)",
        Bearing::NoBreachSeen => " (no breach seen)",
        Bearing::BreachOfOther => " (if true: a breach of another text)",
        Bearing::None => "",
    }
}
