//! A speaker of whom nothing is known.

use crate::clauses::Sentence;
use crate::lexicon::{Lexicon, Part, Sense};
use crate::names::{By, Named};

/// A speaker of whom nothing is known but a noun.
pub(super) fn nobody(lexicon: &Lexicon, sentence: &Sentence<'_>, chunks: &[usize]) -> Option<Named> {
    let items = sentence.of(*chunks.first()?);
    let (start, end) = (items.first()?.start, items.last()?.end);
    let head = items.iter().rev().find(|item| !item.part(Part::Of) && item.first < item.after)?;
    // `citing a launch`, `citing mines`: a deed or a thing says nothing.
    let is_thing = head.senses.iter().any(|sense| {
        matches!(sense, Sense::ActNoun(_) | Sense::Place(_) | Sense::Part(Part::Adverb | Part::Hedge))
            || matches!(sense, Sense::Unit(unit) if lexicon.unit(*unit) != Some("person"))
    });
    let is_document =
        items.iter().flat_map(|item| item.senses).any(|sense| matches!(sense, Sense::SpeechNoun(_)));
    const SPEAK_FOR_NOBODY: [&str; 10] = [
        "always",
        "information",
        "available",
        "data",
        "plan",
        "schedule",
        "law",
        "custom",
        "agreement",
        "impudence",
    ];
    if is_thing && !is_document || SPEAK_FOR_NOBODY.contains(&head.lower.as_str()) {
        return None;
    }
    let id = format!("unnamed:{}", head.lower.replace(' ', "-"));
    Some(Named { id, start, end, by: By::Unnamed, gender: crate::names::Gender::Person })
}
