//! Korean, as military releases are written: words cut at their particles, clauses at the endings that join them.
//!
//! The formulas of releases need no engine of morphology: the subject carries 은, 는, 이 or 가, the place 에서 or (으)로, and
//! the ending of the verb says whether a thing is done (-했다), goes on (-고 있다), is to come (-ㄹ 예정, -겠) or is not so
//! (-지 않, 없).

mod clock;
mod endings;
mod words;

use crate::claim::{Attribution, Class, Modality, Polarity, Quantity, When};
use crate::draft::Draft;
use crate::extract::Context;
use crate::lexicon::{Lexicon, Sense, SpeechKind};
use crate::modality::Mode;
use crate::names::{By, Gender, Named};
use words::{Word, words};

/// Whether a text is mostly written in Hangul.
pub(crate) fn is_korean(text: &str) -> bool {
    let letters = || text.chars().filter(|letter| letter.is_alphabetic());
    let hangul = letters().filter(|letter| matches!(letter, '가'..='힣')).count();
    hangul * 2 > letters().count()
}

/// The first party that a head names.
pub(crate) fn issuer(lexicon: &Lexicon, text: &str, start: usize) -> Option<Named> {
    words(text, start)
        .iter()
        .take(6)
        .find_map(|word| named(lexicon, word).filter(|named| named.id.contains('.')))
}

/// All drafts of a Korean sentence: bytes `start..end` of the text.
pub(crate) fn drafts(context: &mut Context<'_>, start: usize, end: usize) -> Vec<Draft> {
    let Some(piece) = context.text.get(start..end) else { return Vec::new() };
    let words = words(piece, start);
    let voice = voice(context, &words);
    let mut found: Vec<Draft> = Vec::new();
    let mut subject: Option<Named> = None;
    for (from, to) in endings::clauses(&words) {
        let Some(clause) = words.get(from..to) else { continue };
        let own = subject_of(context, clause, voice.as_ref());
        if own.is_some() {
            subject.clone_from(&own);
        }
        if let Some(draft) = draft(context, clause, subject.as_ref(), voice.as_ref()) {
            if draft.class == Class::Force && draft.actor.is_some() {
                context.doer.clone_from(&draft.actor);
            }
            if draft.days.is_some() {
                context.clock.last = draft.days;
            }
            found.push(draft);
        }
    }
    found
}

/// Who speaks the sentence: the actor before the verb of saying at its end, or the one at its head.
fn voice(context: &Context<'_>, words: &[Word<'_>]) -> Option<(Named, Attribution, usize)> {
    let at = words.iter().rposition(|word| endings::SAYING.iter().any(|stem| word.text.starts_with(stem)))?;
    let near = words
        .get(at.saturating_sub(3)..at)?
        .iter()
        .rev()
        .find_map(|word| actor(context, word).filter(|_| word.is_subject()));
    let named = near.or_else(|| {
        words.iter().take(3).find_map(|word| actor(context, word).filter(|_| word.is_subject()))
    })?;
    let verb = words.get(at)?;
    let attribution = Attribution {
        source: named.id.clone(),
        cue: verb.bare().to_owned(),
        text: context.text.get(named.start..named.end).map(str::to_owned),
        when: context.clock.published.map(|day| day.to_string()),
        kind: "statement".to_owned(),
    };
    Some((named, attribution, at))
}

/// The actor that a word names at its head.
fn actor(context: &Context<'_>, word: &Word<'_>) -> Option<Named> {
    named(context.lexicon, word)
}

fn named(lexicon: &Lexicon, word: &Word<'_>) -> Option<Named> {
    let (senses, length) =
        word.longest(lexicon, |sense| matches!(sense, Sense::Actor(_) | Sense::Joint(_)))?;
    let id = senses.iter().find_map(|sense| match sense {
        Sense::Actor(index) => lexicon.actor(*index).map(|actor| actor.id.clone()),
        Sense::Joint(index) => Some(
            lexicon
                .joints
                .get(usize::from(*index))
                .cloned()
                .flatten()
                .unwrap_or_else(|| lexicon.all_parties()),
        ),
        _ => None,
    })?;
    Some(Named { id, start: word.start, end: word.start + length, by: By::Name, gender: Gender::Thing })
}

/// Who does what a clause says: the last actor with the particle of a subject, or before a noun that carries it.
fn subject_of(
    context: &Context<'_>,
    clause: &[Word<'_>],
    voice: Option<&(Named, Attribution, usize)>,
) -> Option<Named> {
    let mut found: Option<Named> = None;
    for (at, word) in clause.iter().enumerate() {
        let Some(named) = actor(context, word) else { continue };
        if voice.is_some_and(|(voice, ..)| voice.start == named.start) {
            continue;
        }
        let behind = clause.get(at + 1..(at + 5).min(clause.len())).unwrap_or_default();
        let carries = word.is_subject()
            || word.text.ends_with('의')
            || behind.iter().take_while(|next| !next.is_predicate()).any(Word::is_subject);
        if carries && found.is_none() {
            // `우리 측`, `북측`: two words of one name.
            found = Some(named);
        }
    }
    found
}

fn draft(
    context: &Context<'_>,
    clause: &[Word<'_>],
    subject: Option<&Named>,
    voice: Option<&(Named, Attribution, usize)>,
) -> Option<Draft> {
    let (start, end) = (clause.first()?.start, clause.last()?.end());
    let text = context.text.get(start..end)?;
    let absence = endings::absence(text);
    let act = clause.iter().rev().find_map(|word| word.act(context.lexicon));
    let (class, action) = match absence {
        Some(_) => (Class::Absence, "activity".to_owned()),
        None => {
            let act = context.lexicon.act(act?)?;
            (act.class, act.action.clone())
        }
    };
    let mut mode = Mode::done();
    endings::mode(text, &mut mode);
    if let Some(modality) = absence {
        mode.modality = modality;
        mode.polarity = Polarity::Negative;
    }
    let mut draft = blank(context, class, action, start, end, mode);
    let seen = endings::is_observation(text);
    draft.actor = subject.cloned();
    if seen || draft.actor.is_none() {
        // `포착하였습니다`: whoever saw it did not do it.
        let doer = clause
            .iter()
            .filter_map(|word| actor(context, word).filter(|_| word.text.ends_with(['이', '의'])))
            .next();
        draft.actor = doer
            .or_else(|| if seen { context.doer.clone() } else { draft.actor.clone() })
            .or_else(|| context.doer.clone().filter(|_| class == Class::Force));
    }
    draft.quantity = quantity(context, clause);
    fill_places(context, clause, &mut draft);
    if let Some((_, attribution, _)) = voice {
        draft.attribution = vec![attribution.clone()];
        draft.voice = Some(SpeechKind::Say);
        draft.trail.push("K1");
    } else if let Some(issuer) = &context.issuer {
        draft.attribution = vec![Attribution {
            source: issuer.id.clone(),
            cue: "issued".to_owned(),
            text: context.text.get(issuer.start..issuer.end).map(str::to_owned),
            when: context.clock.published.map(|day| day.to_string()),
            kind: "statement".to_owned(),
        }];
        draft.trail.push("A12");
    }
    when(context, clause, &mut draft);
    draft.trail.extend(draft.mode.trail.clone());
    draft.is_about = draft.actor.is_some() || !draft.places.is_empty() || !draft.attribution.is_empty();
    Some(draft)
}

fn blank(context: &Context<'_>, class: Class, action: String, start: usize, end: usize, mode: Mode) -> Draft {
    Draft {
        zone: context.zone,
        clause: 0,
        class,
        action,
        start,
        end,
        actor: None,
        object: None,
        object_party: None,
        quantity: None,
        place: None,
        when: None,
        days: None,
        attribution: Vec::new(),
        voice: None,
        mode,
        units: Vec::new(),
        places: Vec::new(),
        trail: vec!["K0"],
        is_about: false,
    }
}

/// `80여 발`, `각 11개소`, `5대가`
fn quantity(context: &Context<'_>, clause: &[Word<'_>]) -> Option<Quantity> {
    for (at, word) in clause.iter().enumerate() {
        let Some((value, rest)) = words::number(word.bare()) else { continue };
        let (tail, is_more) = rest.strip_prefix('여').map_or((rest, false), |tail| (tail, true));
        let next = clause.get(at + 1);
        let unit_word = if tail.is_empty() { next.map(Word::bare) } else { Some(tail) };
        let Some(unit) = unit_word.and_then(words::counted) else { continue };
        let last = if tail.is_empty() { next.unwrap_or(word) } else { word };
        let unit = if unit == "post"
            && clause.iter().any(|word| word.text.contains("초소") || word.text.contains("GP"))
        {
            "guard_post"
        } else {
            unit
        };
        let unit = if unit == "aircraft" && clause.iter().any(|word| word.text.contains("무인기")) {
            "drone"
        } else {
            unit
        };
        return Some(Quantity {
            value: Some(value),
            low: None,
            high: None,
            unit: unit.to_owned(),
            op: if is_more { ">=" } else { "=" }.to_owned(),
            text: context.text.get(word.start..last.end()).map(str::to_owned),
        });
    }
    None
}

fn fill_places(context: &Context<'_>, clause: &[Word<'_>], draft: &mut Draft) {
    for word in clause {
        for sense in word.senses(context.lexicon) {
            match sense {
                Sense::Place(place) => {
                    let Some(place) = context.lexicon.place(place) else { continue };
                    draft.places.push(place.id.clone());
                    if draft.place.is_none()
                        || place.id.starts_with("zone:")
                        || place.id.starts_with("line:mdl")
                    {
                        draft.place = Some(crate::claim::Mention {
                            text: Some(word.bare().to_owned()),
                            id: Some(place.id.clone()),
                            relation: None,
                        });
                    }
                }
                Sense::Unit(unit) => draft.units.extend(context.lexicon.unit(unit).map(str::to_owned)),
                _ => {}
            }
        }
    }
    draft.units.extend(draft.quantity.as_ref().map(|quantity| quantity.unit.clone()));
}

fn when(context: &Context<'_>, clause: &[Word<'_>], draft: &mut Draft) {
    let offset = context.clock.offset;
    let is_ahead = matches!(draft.mode.modality, Modality::Planned | Modality::Promised | Modality::Wanted);
    if let Some((stretch, days)) = clock::stretch(clause, context.clock.published, is_ahead) {
        let (from, to) = stretch.written(offset);
        draft.when = Some(When {
            text: None,
            from,
            to,
            granularity: stretch.granularity.to_owned(),
            anchor: stretch.anchor.to_owned(),
            certainty: stretch.certainty.to_owned(),
        });
        draft.days = days;
        draft.trail.push("T1");
        return;
    }
    let published = context.clock.published.map(|day| (day, day));
    let Some((from, to)) = context.clock.last.or(published) else { return };
    let open = if is_ahead { context.clock.published.unwrap_or(from) } else { from };
    draft.when = Some(When {
        text: None,
        from: open.to_string(),
        to: if is_ahead { "..".to_owned() } else { to.to_string() },
        granularity: "day".to_owned(),
        anchor: if context.clock.last.is_some() { "coref" } else { "dateline" }.to_owned(),
        certainty: if is_ahead { "open" } else { "approx" }.to_owned(),
    });
    draft.trail.push("T3");
}
