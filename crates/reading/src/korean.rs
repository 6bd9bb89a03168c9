//! Korean, as far as the releases of staffs and ministries and the reports on them are made by formula.
//!
//! No morphology is needed for them: a particle behind a name tells its part in the sentence, the ending behind the noun of an act
//! whether it was done, goes on, is to come or was not. `words` finds the known words with what clings to them, `endings`
//! reads the end of a predicate, `times` and `counts` the rest. The rules have the shape of those for English, and the same claims.

mod acts;
mod counts;
mod endings;
mod times;
mod voices;
mod words;

use crate::document::ZoneKind;
use crate::draft::Draft;
use crate::extract::Context;
use crate::lexicon::{ActorKind, Lexicon};
use crate::names::{By, Gender, Named};

use words::Line;

/// How far the head of a release reaches, in letters.
const HEAD: usize = 120;

/// Whether most letters of a text are Hangul.
pub(crate) fn is_korean(text: &str) -> bool {
    let (mut hangul, mut other) = (0_usize, 0_usize);
    for letter in text.chars().filter(|letter| letter.is_alphabetic()).take(2000) {
        if ('\u{ac00}'..='\u{d7a3}').contains(&letter) { hangul += 1 } else { other += 1 }
    }
    hangul > other
}

/// The organ or body that a head names first.
pub(crate) fn issuer(lexicon: &Lexicon, text: &str, start: usize) -> Option<Named> {
    let head = text.char_indices().nth(HEAD).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
    words::marks(lexicon, head, start).iter().find_map(|mark| {
        let id = words::actor_id(lexicon, mark, None)?;
        let issues =
            matches!(lexicon.kind_of(&id), Some(ActorKind::Party | ActorKind::Body)) && id.contains('.');
        issues.then(|| named(id, mark.start, mark.end))
    })
}

/// The claims of a sentence that begins at that byte.
pub(crate) fn drafts(context: &mut Context<'_>, start: usize, end: usize) -> Vec<Draft> {
    let Some(piece) = context.text.get(start..end) else { return Vec::new() };
    if context.zone == ZoneKind::Headline {
        return Vec::new();
    }
    let line = Line::of(context.lexicon, piece, start);
    let mut found = Vec::new();
    for saying in voices::sayings(context, &line) {
        found.extend(acts::drafts(context, &line, &saying));
        if let (Some(kind), Some(voice)) = (saying.voice(), saying.attribution.clone()) {
            context.voice = Some((kind, voice));
        }
    }
    for draft in &found {
        if let Some(actor) = &draft.actor {
            context.memory.remember(actor);
        }
        if let Some(days) = draft.days {
            context.clock.last = Some(days);
        }
    }
    found
}

fn named(id: String, start: usize, end: usize) -> Named {
    Named { id, start, end, by: By::Name, gender: Gender::Thing }
}
