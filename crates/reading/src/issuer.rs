//! Who issued a document that is no news: the party of a statement, the mission of a report.

use crate::chunks::chunks;
use crate::clauses::{Sentence, sentence};
use crate::document::{Document, Zone, ZoneKind};
use crate::items::items;
use crate::lexicon::{ActorKind, Lexicon};
use crate::names::{By, Memory, Named, named};
use crate::published::Kind;
use crate::tokens::{TokenKind, tokens};

/// The party or body that put a statement or the report of a mission out: named in a line of its head that is no sentence, else
/// the first that speaks, else the first that is named.
pub(crate) fn issuer(lexicon: &Lexicon, document: &Document, zones: &[Zone], kind: Kind) -> Option<Named> {
    if !matches!(kind, Kind::PartyStatement | Kind::PatrolReport) {
        return None;
    }
    let is_told = |zone: &&Zone| {
        !matches!(zone.kind, ZoneKind::Nav | ZoneKind::Footer | ZoneKind::Credit | ZoneKind::Caption)
    };
    let head: Vec<&Zone> = zones.iter().filter(is_told).take(6).collect();
    // A statement is signed at its end, in a line that is no sentence.
    let signed =
        || zones.iter().rev().filter(is_told).take(3).find_map(|zone| titled(lexicon, document, zone));
    // `Kyiv, 31 May 2018` tells where it was written.
    let is_byline = |zone: &&&Zone| matches!(zone.kind, ZoneKind::Byline | ZoneKind::Dateline);
    let named = || {
        head.iter().take(2).filter(|zone| !is_byline(zone)).find_map(|zone| party_in(lexicon, document, zone))
    };
    let is_body = |named: &Named| lexicon.kind_of(&named.id) == Some(ActorKind::Body);
    if kind == Kind::PatrolReport {
        let body = head.iter().find_map(|zone| titled(lexicon, document, zone).filter(is_body));
        // Whoever watches speaks in it: the first of them that the report names, before any party.
        let watches = || head.iter().find_map(|zone| body_in(lexicon, document, zone));
        let letterhead = || {
            head.iter()
                .take(2)
                .filter(|zone| !is_byline(zone))
                .find_map(|zone| titled(lexicon, document, zone))
        };
        return named().filter(is_body).or(body).or_else(watches).or_else(letterhead).or_else(signed);
    }
    if let Some(paper) = zones.first().and_then(|zone| agency(lexicon, document, zone)) {
        return Some(paper);
    }
    // The name of a state and below it that of its office, each in a line of its own.
    if let (Some(first), Some(second)) = (head.first(), head.get(1)) {
        let both = Zone { end: second.end, ..**first };
        let is_short = |zone: &Zone| document.of(zone).split_whitespace().count() <= 8;
        let is_head = |zone: &Zone| matches!(zone.kind, ZoneKind::Headline | ZoneKind::Standfirst);
        let office = (is_head(first) && is_head(second) && is_short(first) && is_short(second))
            .then(|| {
                titled(lexicon, document, first)
                    .filter(|named| named.by == By::Name)
                    .or_else(|| titled(lexicon, document, &both))
            })
            .flatten();
        if let Some(office) = office {
            return Some(office);
        }
    }
    head.iter()
        .take(4)
        .find_map(|zone| set_apart(lexicon, document, zone).or_else(|| titled(lexicon, document, zone)))
        .or_else(signed)
        .or_else(|| {
            let mut told = head.iter().filter(|zone| zone.kind == ZoneKind::Body);
            told.next().and_then(|zone| first_speaker(lexicon, document, zone))
        })
        .or_else(named)
}

/// Whether the first line is the name of an organ or a mission and nothing else: it speaks below its own name.
pub(crate) fn is_letterhead(lexicon: &Lexicon, document: &Document, zones: &[Zone]) -> bool {
    let first = zones.iter().find(|zone| !matches!(zone.kind, ZoneKind::Nav));
    let Some(zone) = first else { return false };
    let length = document.of(zone).lines().next().map_or(0, str::len);
    let line = Zone { end: zone.start + length, ..*zone };
    let text = document.of(&line);
    let is_short = text.split_whitespace().count() <= 8 && !text.contains(['|', '›', '>', '.', ':']);
    is_short
        && titled(lexicon, document, &line).is_some_and(|named| {
            let is_whole = named.end.saturating_sub(named.start) * 3 >= text.trim().len() * 2;
            let is_organ = named.id.contains('.') || lexicon.kind_of(&named.id) == Some(ActorKind::Body);
            is_organ && is_whole && named.by == By::Name
        })
}

/// `Donetsk People's Agency`, `Pyongyang Times`: what speaks for itself below the name of a paper from the capital of a party speaks for
/// that party.
fn agency(lexicon: &Lexicon, document: &Document, zone: &Zone) -> Option<Named> {
    const PAPERS: [&str; 20] = [
        "agency",
        "news",
        "press",
        "times",
        "radio",
        "herald",
        "post",
        "daily",
        "television",
        "tv",
        "today",
        "telegraph",
        "newspaper",
        "gazette",
        "tribune",
        "courier",
        "voice",
        "broadcasting",
        "review",
        "channel",
    ];
    let length = document.of(zone).lines().next().map_or(0, str::len);
    let line = Zone { end: zone.start + length, ..*zone };
    let text = document.of(&line);
    if text.split_whitespace().nth(7).is_some() || crate::korean::is_korean(text) {
        return None;
    }
    let head = cut(lexicon, document, text, line.start);
    let items = &head.items.list;
    let is_paper =
        items.iter().any(|item| PAPERS.iter().any(|paper| item.lower.split(' ').any(|word| word == *paper)));
    items.iter().filter(|_| is_paper).find_map(|item| {
        let id = item.senses.iter().find_map(|sense| match sense {
            crate::lexicon::Sense::Capital(actor) => lexicon.actor(*actor),
            _ => None,
        })?;
        (id.kind == ActorKind::Party).then(|| Named {
            id: id.id.clone(),
            start: item.start,
            end: item.end,
            by: By::Name,
            gender: crate::names::Gender::Thing,
        })
    })
}

/// `Kyiv forces breach truce - LPR militia`: who says the headline stands at its end, behind a dash.
fn set_apart(lexicon: &Lexicon, document: &Document, zone: &Zone) -> Option<Named> {
    if !matches!(zone.kind, ZoneKind::Headline | ZoneKind::Standfirst) {
        return None;
    }
    let text = document.of(zone);
    let at =
        [" - ", " – ", " — "].iter().filter_map(|mark| text.rfind(mark).map(|at| at + mark.len())).max()?;
    let is_short = text.get(at..).is_some_and(|tail| tail.split_whitespace().count() <= 6);
    is_short.then(|| party_in(lexicon, document, &Zone { start: zone.start + at, ..*zone })).flatten()
}

/// Who is named in a short line without a verb: `Joint Forces Command`, `Statement of the General Staff`.
fn titled(lexicon: &Lexicon, document: &Document, zone: &Zone) -> Option<Named> {
    let text = document.of(zone);
    // `Kyiv, 9 June 2016` is a place and a day.
    if text.split_whitespace().nth(6).is_none() && crate::published::date_in(text).is_some() {
        return None;
    }
    if crate::korean::is_korean(text) {
        return party_in(lexicon, document, zone);
    }
    if text.split_whitespace().nth(18).is_some() {
        return None;
    }
    let head = cut(lexicon, document, text, zone.start);
    let has_verb = head.chunks.iter().any(|chunk| {
        matches!(&chunk.kind, crate::chunks::Kind::Verb(verb) if verb.shape == crate::chunks::Shape::Finite)
    });
    match has_verb {
        true => None,
        false if first_letters(text).len() < text.len() => party_in(lexicon, document, zone),
        false => party_of(lexicon, document, &head),
    }
}

/// The first mission or commission that a zone names.
fn body_in(lexicon: &Lexicon, document: &Document, zone: &Zone) -> Option<Named> {
    let text = document.of(zone);
    if crate::korean::is_korean(text) {
        return None;
    }
    let tokens = tokens(text, zone.start);
    let items = items(lexicon, &document.text, &tokens);
    items.list.iter().find_map(|item| {
        let id = item.senses.iter().find_map(|sense| match sense {
            crate::lexicon::Sense::Actor(actor) => {
                lexicon.actor(*actor).filter(|actor| actor.kind == ActorKind::Body)
            }
            _ => None,
        })?;
        let gender = crate::names::Gender::Thing;
        Some(Named { id: id.id.clone(), start: item.start, end: item.end, by: By::Name, gender })
    })
}

/// The words of a head in their groups.
fn cut<'l>(lexicon: &'l Lexicon, document: &Document, text: &str, start: usize) -> Sentence<'l> {
    let tokens = tokens(text, start);
    let items = items(lexicon, &document.text, &tokens);
    let chunks = chunks(&items);
    sentence(items, chunks)
}

/// As much of a text as is looked at for a name.
fn first_letters(text: &str) -> &str {
    text.char_indices().nth(300).map_or(text, |(at, _)| text.get(..at).unwrap_or(text))
}

/// The first party or body that speaks in running text: `…, the ministry said`.
fn first_speaker(lexicon: &Lexicon, document: &Document, zone: &Zone) -> Option<Named> {
    if zone.kind != ZoneKind::Body || crate::korean::is_korean(document.of(zone)) {
        return None;
    }
    let first = crate::sentences::sentences(document.of(zone), zone.start).into_iter().next()?;
    let tokens = tokens(document.text.get(first.start..first.end)?, first.start);
    let items = items(lexicon, &document.text, &tokens);
    let chunks = chunks(&items);
    let sentence = sentence(items, chunks);
    let sayings = crate::sayings::sayings(lexicon, &document.text, &sentence, &Memory::default(), None);
    let speaks = sayings.into_iter().find(|saying| {
        saying.kind == crate::lexicon::SpeechKind::Say
            && matches!(lexicon.kind_of(&saying.source.id), Some(ActorKind::Party | ActorKind::Body))
            && !saying.source.id.contains('+')
    });
    speaks.map(|saying| saying.source)
}

/// The first party or body that a zone names.
pub(crate) fn party_in(lexicon: &Lexicon, document: &Document, zone: &Zone) -> Option<Named> {
    let text = document.of(zone);
    if crate::korean::is_korean(text) {
        return crate::korean::issuer(lexicon, text, zone.start);
    }
    party_of(lexicon, document, &cut(lexicon, document, first_letters(text), zone.start))
}

/// The first party or body that a head names, cut into its groups.
fn party_of(lexicon: &Lexicon, document: &Document, head: &Sentence<'_>) -> Option<Named> {
    let (chunks, items) = (&head.chunks, &head.items);
    let is_noun = |index: &usize| {
        chunks.get(*index).is_some_and(|chunk| matches!(chunk.kind, crate::chunks::Kind::Noun { .. }))
    };
    // `Letter to the Secretary-General`, `Statement on the North`: whom it is to or about did not issue it.
    let is_behind = |index: &usize| {
        let before = index.checked_sub(1).and_then(|before| chunks.get(before));
        let word =
            before.and_then(|chunk| items.list.get(chunk.first)).map_or("", |item| item.lower.as_str());
        // `Statement attributable to the spokesperson`
        let is_its = before
            .and_then(|chunk| chunk.first.checked_sub(1))
            .and_then(|at| items.list.get(at))
            .is_some_and(|item| item.lower == "attributable");
        !is_its
            && matches!(
                word,
                "to" | "on" | "against" | "over" | "about" | "concerning" | "regarding" | "near" | "with"
            )
    };
    // Behind `Statement on`, all that follows tells what it is about.
    let is_topic = |index: &usize| {
        matches!(head.kind(*index), Some(crate::chunks::Kind::Prep))
            && head.of(*index).first().is_some_and(|item| {
                matches!(
                    item.lower.as_str(),
                    "on" | "about" | "concerning" | "regarding" | "over" | "against"
                )
            })
    };
    let end = (0..chunks.len()).find(is_topic).unwrap_or(chunks.len());
    let nouns: Vec<usize> = (0..end).filter(is_noun).filter(|index| !is_behind(index)).collect();
    // `Statement on breaches by the army`: who is told to have done it did not issue it.
    let does = |noun: usize| {
        let by = noun.checked_sub(1).filter(|by| matches!(head.kind(*by), Some(crate::chunks::Kind::By)));
        let before = by.and_then(|by| by.checked_sub(1));
        before.is_some_and(|before| crate::slots::act_noun(head, before).is_some())
    };
    // `Communiqué of the front`, `Briefing of its militia`
    let is_titled = |noun: usize| {
        let mut senses = head.of(noun).iter().flat_map(|item| item.senses);
        senses.any(|sense| matches!(sense, crate::lexicon::Sense::SpeechNoun(_)))
    };
    // `TURKISH REPUBLIC … / MINISTRY OF FOREIGN AFFAIRS`: an office below the name of its state.
    let has_office = items.list.iter().flat_map(|item| item.senses).any(|sense| match sense {
        crate::lexicon::Sense::Role(role) => lexicon.roles.get(usize::from(*role)).is_some_and(|role| {
            matches!(
                role.organ.as_str(),
                "ministry"
                    | "foreign"
                    | "defence"
                    | "interior"
                    | "presidency"
                    | "premier"
                    | "staff"
                    | "spokesman"
                    | "government"
            )
        }),
        _ => false,
    });
    nouns.iter().filter(|noun| !does(**noun)).find_map(|noun| {
        named(lexicon, &document.text, head, &[*noun], &Memory::default()).filter(|named| {
            matches!(lexicon.kind_of(&named.id), Some(ActorKind::Party | ActorKind::Body))
                && !named.id.contains('+')
                && (named.by == By::Name || named.by == By::Adjective && (is_titled(*noun) || has_office))
        })
    })
}

/// Whether a text holds one of these words at all: in most none of them stands, and they need not be cut.
fn may_speak(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_word = |at: usize, word: &[u8]| {
        bytes.get(at..at + word.len()).is_some_and(|piece| piece.eq_ignore_ascii_case(word))
            && !bytes.get(at + word.len()).is_some_and(u8::is_ascii_alphanumeric)
    };
    let mut is_inside = false;
    for (at, byte) in bytes.iter().enumerate() {
        let may_begin = !is_inside && matches!(byte, b'w' | b'W' | b'o' | b'O');
        if may_begin && (is_word(at, b"we") || is_word(at, b"our")) {
            return true;
        }
        is_inside = byte.is_ascii_alphabetic();
    }
    false
}

/// How often a text says `we` or `our` outside quotation marks. Newsrooms of Korea write `우리 군`, too: it tells nothing.
pub(crate) fn speaks_for_itself(text: &str) -> usize {
    if !may_speak(text) {
        return 0;
    }
    let mut is_quoted = false;
    let mut count = 0;
    for token in tokens(text, 0) {
        match token.kind {
            TokenKind::Mark('“' | '«') => is_quoted = true,
            TokenKind::Mark('”' | '»') => is_quoted = false,
            TokenKind::Mark('"') => is_quoted = !is_quoted,
            TokenKind::Word if !is_quoted => {
                count += usize::from(matches!(token.lower.as_str(), "we" | "our"));
            }
            _ => {}
        }
    }
    count
}
