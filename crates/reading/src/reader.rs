//! The whole way of a report.

use serde::{Deserialize, Serialize};

use crate::claim::Claim;
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::published::{self, DocumentFacts, WEEKDAYS};
use crate::zones::refined;

/// The version of the rules: it changes whenever a report may be read otherwise than before.
pub const VERSION: &str = "rules-1";

/// What was read in a report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// What holds for the whole report.
    pub facts: DocumentFacts,
    /// Its claims, in the order of the text.
    pub claims: Vec<Claim>,
}

/// Reads a report by the words of an agreement. The same text and words give the same claims, on every machine and day.
#[must_use]
pub fn read(_lexicon: &Lexicon, document: &Document) -> Reading {
    let zones = refined(&document.text, &document.zones);
    let day = published::published(document, &zones);
    let facts = DocumentFacts {
        published: day.map(|(date, _)| date.to_string()),
        published_by: day.map(|(_, by)| by.to_owned()),
        weekday: day
            .and_then(|(date, _)| WEEKDAYS.get(usize::from(date.weekday()).saturating_sub(1)))
            .map(|day| (*day).to_owned()),
        kind: published::kind(document, &zones),
        wire: published::wire(document, &zones),
        issuer: None,
    };
    Reading { facts, claims: Vec::new() }
}
