//! Korean, as far as the releases of staffs and ministries and the reports on them are made by formula.
//!
//! No morphology is needed for them: a particle behind a name tells its part in the sentence, the ending behind the noun of an act
//! whether it was done, goes on, is to come or was not. `words` finds the known words with what clings to them, `endings`
//! reads the end of a predicate, `times` and `counts` the rest. The rules have the shape of those for English, and the same claims.

mod act;
mod acts;
mod agents;
mod asked;
mod carriers;
mod conditions;
mod content;
mod counts;
mod cues;
mod denials;
mod endings;
mod meant;
mod modes;
mod nominal;
mod notes;
mod numerals;
mod seen;
mod times;
mod told;
mod voices;
mod words;

use std::rc::Rc;

use crate::document::ZoneKind;
use crate::draft::Draft;
use crate::extract::Context;
use crate::lexicon::{ActorKind, Lexicon, Sense, SpeechKind};
use crate::names::{By, Gender, Named};

use words::Line;

/// How far the head of a release reaches, in letters.
const HEAD: usize = 120;

/// Whether most letters of a text are Hangul.
pub(crate) fn is_korean(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let (mut hangul, mut other) = (0_usize, 0_usize);
    for letter in text.chars() {
        if is_hangul(letter) {
            hangul += 1;
        } else if letter.is_alphabetic() {
            other += 1;
        }
        if hangul + other == 2000 {
            break;
        }
    }
    hangul > other
}

/// A syllable of Korean.
fn is_hangul(letter: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&letter)
}

/// Those of a list that a text begins with, in order: most are passed by at their first syllable.
fn begun_by<'w>(list: &'w [&'w str], text: &str) -> impl Iterator<Item = &'w str> {
    let syllable = |text: &str| text.as_bytes().first_chunk::<3>().copied();
    let first = syllable(text);
    let may_begin = move |stem: &&str| syllable(stem).is_none_or(|syllable| Some(syllable) == first);
    list.iter().copied().filter(may_begin).filter(move |stem| text.starts_with(stem))
}

/// `조선인민군 총참모부 보도`: whether a first line names an organ and what it issues, and nothing else.
pub(crate) fn is_letterhead(lexicon: &Lexicon, text: &str) -> bool {
    const NAMES: [&str; 10] =
        ["보도", "담화", "성명", "공보", "통지문", "보도문", "입장문", "논평", "발표문", "공개통지문"];
    let line = text.lines().next().unwrap_or_default().trim();
    let is_short =
        line.split_whitespace().count() <= 5 && !line.contains([',', '"', '“', '…', '·', '[', '(']);
    let is_issued = NAMES.iter().any(|name| line.ends_with(name));
    is_short && is_issued && is_korean(line) && {
        let marks = words::marks(lexicon, line, 0);
        let first = marks.first().filter(|mark| mark.start == 0);
        first.and_then(|mark| words::actor_id(lexicon, mark, None)).is_some_and(|id| id.contains('.'))
    }
}

/// The organ or body that a head names first.
pub(crate) fn issuer(lexicon: &Lexicon, text: &str, start: usize) -> Option<Named> {
    let head = text.char_indices().nth(HEAD).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
    words::marks(lexicon, head, start).iter().find_map(|mark| {
        let id = words::actor_id(lexicon, mark, None)?;
        let issues = match lexicon.kind_of(&id) {
            Some(ActorKind::Party) => id.contains('.'),
            kind => kind == Some(ActorKind::Body),
        };
        issues.then(|| named(id, mark.start, mark.end))
    })
}

/// The claims of a sentence that begins at that byte.
pub(crate) fn drafts(context: &mut Context<'_>, start: usize, end: usize) -> Vec<Draft> {
    let Some(piece) = context.text.get(start..end) else { return Vec::new() };
    // The title of an entry stands in a line of its own above what it tells.
    let titled = piece.split_once('\n').filter(|(title, _)| content::is_title(title));
    let (piece, start) = titled.map_or((piece, start), |(_, rest)| (rest, end - rest.len()));
    if context.zone == ZoneKind::Headline {
        return Vec::new();
    }
    let line = Line::of(context.lexicon, piece, start);
    context.is_named |= line.marks.iter().any(|mark| names(context.lexicon, mark));
    let mut found: Vec<Draft> = Vec::new();
    if content::tells_nothing(&line) {
        return found;
    }
    if let Some(voice) = notes::label(context, &line) {
        context.voice = Some((SpeechKind::Say, voice));
    }
    for saying in voices::sayings(context, &line) {
        let mut drafts = acts::drafts(context, &line, &saying);
        if drafts.is_empty() {
            drafts.extend(denials::denied(context, &line, &saying, found.last()));
        }
        for draft in &drafts {
            if let Some(actor) = &draft.actor {
                context.memory.remember(actor);
            }
            if let Some(days) = draft.days {
                (context.clock.last, context.clock.is_fresh) = (Some(days), true);
            }
        }
        if let Some(draft) = drafts.last() {
            context.told = Some(Rc::new(draft.clone()));
        }
        found.extend(drafts);
        let speaks_of_other = |draft: &&Draft| {
            let speaker = draft.attribution.last().map(|voice| agents::party(&voice.source).to_owned());
            draft.actor.is_some() && speaker.is_some_and(|speaker| speaker != agents::party(draft.actor_id()))
        };
        if let Some(told) = found.iter().rev().find(speaks_of_other) {
            context.accusation = Some(Rc::new(told.clone()));
        }
        if let (Some(kind), Some(voice)) = (saying.voice(), saying.attribution.clone()) {
            context.voice = Some((kind, voice));
        }
    }
    context.clock.then = times::whole_date(context.clock, &line).or(context.clock.then);
    found
}

/// Whether a mark names a party or a body of the agreement by a name that is of nothing else: `군` is a county, too.
fn names(lexicon: &Lexicon, mark: &words::Mark<'_, '_>) -> bool {
    const COMMON: [&str; 7] = ["군", "정부", "우리", "북", "한국", "조선", "대통령"];
    let is_party = mark.senses.iter().any(|sense| match sense {
        Sense::Actor(actor) => lexicon
            .actor(*actor)
            .is_some_and(|actor| matches!(actor.kind, ActorKind::Party | ActorKind::Body)),
        Sense::Joint(_) | Sense::Agreement => true,
        _ => false,
    });
    is_party && !COMMON.contains(&mark.text)
}

fn named(id: String, start: usize, end: usize) -> Named {
    Named { id, start, end, by: By::Name, gender: Gender::Thing }
}
