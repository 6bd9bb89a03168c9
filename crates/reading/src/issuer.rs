//! Who issued a document that is no news: the party of a statement, the mission of a report.

use crate::chunks::chunks;
use crate::clauses::sentence;
use crate::document::{Document, Zone, ZoneKind};
use crate::items::items;
use crate::lexicon::{ActorKind, Lexicon};
use crate::names::{Memory, Named, named};
use crate::published::Kind;
use crate::tokens::tokens;

/// The first party or body that the head of a statement or report of a mission names.
pub(crate) fn issuer(lexicon: &Lexicon, document: &Document, zones: &[Zone], kind: Kind) -> Option<Named> {
    if !matches!(kind, Kind::PartyStatement | Kind::PatrolReport) {
        return None;
    }
    let heads = zones
        .iter()
        .filter(|zone| matches!(zone.kind, ZoneKind::Headline | ZoneKind::Standfirst | ZoneKind::Byline));
    heads.take(5).find_map(|zone| {
        let tokens = tokens(document.of(zone), zone.start);
        let items = items(lexicon, &document.text, &tokens);
        let chunks = chunks(&items);
        let nouns: Vec<usize> = (0..chunks.len())
            .filter(|index| {
                chunks.get(*index).is_some_and(|chunk| matches!(chunk.kind, crate::chunks::Kind::Noun { .. }))
            })
            .collect();
        let head = sentence(items, chunks);
        nouns.iter().find_map(|noun| {
            named(lexicon, &document.text, &head, &[*noun], &Memory::default()).filter(|named| {
                matches!(lexicon.kind_of(&named.id), Some(ActorKind::Party | ActorKind::Body))
                    && !named.id.contains('+')
            })
        })
    })
}
