//! Who issued a document that is no news: the party of a statement, the mission of a report.

use crate::chunks::chunks;
use crate::clauses::sentence;
use crate::document::{Document, Zone, ZoneKind};
use crate::items::items;
use crate::lexicon::{ActorKind, Lexicon};
use crate::names::{By, Memory, Named, named};
use crate::published::Kind;
use crate::tokens::{TokenKind, tokens};

/// The first party or body that the head of a statement or report of a mission names.
pub(crate) fn issuer(lexicon: &Lexicon, document: &Document, zones: &[Zone], kind: Kind) -> Option<Named> {
    if !matches!(kind, Kind::PartyStatement | Kind::PatrolReport) {
        return None;
    }
    let is_told = |zone: &&Zone| {
        !matches!(zone.kind, ZoneKind::Nav | ZoneKind::Footer | ZoneKind::Credit | ZoneKind::Caption)
    };
    let found = zones.iter().filter(is_told).take(2).find_map(|zone| party_in(lexicon, document, zone));
    // A statement is signed at its end, in a line that is no sentence.
    let is_short = |zone: &&Zone| document.of(zone).split_whitespace().count() <= 12;
    found.or_else(|| {
        zones.iter().rev().take(3).filter(is_short).find_map(|zone| party_in(lexicon, document, zone))
    })
}

/// The first party or body that a zone names.
pub(crate) fn party_in(lexicon: &Lexicon, document: &Document, zone: &Zone) -> Option<Named> {
    let text = document.of(zone);
    if crate::korean::is_korean(text) {
        return crate::korean::issuer(lexicon, text, zone.start);
    }
    let head = text.char_indices().nth(300).map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
    let tokens = tokens(head, zone.start);
    let items = items(lexicon, &document.text, &tokens);
    let chunks = chunks(&items);
    let is_noun = |index: &usize| {
        chunks.get(*index).is_some_and(|chunk| matches!(chunk.kind, crate::chunks::Kind::Noun { .. }))
    };
    let nouns: Vec<usize> = (0..chunks.len()).filter(is_noun).collect();
    let head = sentence(items, chunks);
    nouns.iter().find_map(|noun| {
        named(lexicon, &document.text, &head, &[*noun], &Memory::default()).filter(|named| {
            matches!(lexicon.kind_of(&named.id), Some(ActorKind::Party | ActorKind::Body))
                && !named.id.contains('+')
                && named.by == By::Name
        })
    })
}

/// How often a text says `we` or `our` outside quotation marks.
pub(crate) fn speaks_for_itself(text: &str) -> usize {
    let mut is_quoted = false;
    let mut count = 0;
    for token in tokens(text, 0) {
        match token.kind {
            TokenKind::Mark('“' | '«') => is_quoted = true,
            TokenKind::Mark('”' | '»') => is_quoted = false,
            TokenKind::Mark('"') => is_quoted = !is_quoted,
            TokenKind::Word if !is_quoted => {
                count += usize::from(matches!(token.lower.as_str(), "we" | "our" | "우리"));
            }
            _ => {}
        }
    }
    count
}
