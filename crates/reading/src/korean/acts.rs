//! The acts of a stretch of speech: each predicate is a claim, with the actor whose particle says so.

use crate::claim::{Class, Mention, Modality, Polarity, When};
use crate::draft::Draft;
use crate::extract::Context;
use crate::modality::Mode;
use crate::names::{By, Gender, Named};
use crate::resolve::Stretch;

use super::endings::{Predicate, Stand, is_duty, of_verb, predicate};
use super::voices::Saying;
use super::words::{Line, Mark, actor_id};
use super::{counts, times};

/// Verbs of seeing: what was seen is the claim.
const SEES: [&str; 13] =
    ["포착", "청취", "관측", "식별", "탐지", "확인", "감지", "발견", "적발", "관찰", "목격", "파악", "추적"];
/// What a silent side does not do, and the ending that says so.
const SILENT: [&str; 14] = [
    "응답", "반응", "답변", "보도", "언급", "답신", "입장", "회신", "답하", "답을", "응하", "호응", "대답",
    "통지",
];
/// Nouns of what was not seen.
const UNSEEN: [&str; 6] = ["특이동향", "특이 동향", "이상징후", "이상 징후", "추가 동향", "징후"];

/// One predicate that is a claim.
struct Act {
    class: Class,
    action: String,
    /// The stretch that belongs to it.
    start: usize,
    /// Where its noun begins and its words end.
    at: usize,
    end: usize,
    mode: Mode,
    passive: bool,
    /// What was seen of it was told.
    seen: bool,
    /// Nobody acts: what was not seen or said.
    rule: &'static str,
}

/// The claims of a stretch.
pub(super) fn drafts(context: &Context<'_>, line: &Line<'_, '_>, saying: &Saying) -> Vec<Draft> {
    let acts = acts(context, line, saying);
    let mut last: Option<Named> = None;
    // Who spoke before in the sentence goes on to act in it.
    let begin = if saying.start > line.start { line.start } else { saying.start };
    let mut found = Vec::new();
    for act in acts {
        let own = subject(context, line, saying, act.start, (act.at, act.end), false);
        let topic = || subject(context, line, saying, begin, (act.at, act.at), true);
        let again = || context.memory.last_named().filter(|_| act.seen).cloned();
        let actor = match own {
            Some(actor) => Some(actor),
            None if act.passive && act.class != Class::Absence && act.class != Class::Pact => None,
            None => topic().or_else(|| last.clone()).or_else(again),
        };
        last = actor.clone().or(last);
        found.push(draft(context, line, saying, act, actor));
    }
    found
}

/// The predicates, each with the stretch behind the one before.
fn acts(context: &Context<'_>, line: &Line<'_, '_>, saying: &Saying) -> Vec<Act> {
    let mut acts: Vec<Act> = Vec::new();
    let (mut start, mut until) = (saying.start, saying.start);
    if let Some(act) = absent(line, saying) {
        return vec![act];
    }
    let marks: Vec<&Mark<'_, '_>> = line.marks_in(saying.start, saying.end).collect();
    for (index, mark) in marks.iter().enumerate() {
        let Some(known) = mark.act().and_then(|act| context.lexicon.act(act)) else { continue };
        if mark.start < until {
            continue;
        }
        let behind = line.between(mark.end, line.start + line.text.len());
        let found = if mark.is_verb() { of_verb(mark.text, behind) } else { predicate(behind) };
        let end = (mark.end + found.length).min(saying.end.max(mark.end));
        let seen = found.stand == Stand::Before && sees(line, &marks, index, saying.end);
        let wanted = found.stand == Stand::Verb
            && behind
                .split(char::is_whitespace)
                .take(2)
                .any(|word| word.ends_with("라는") || word.ends_with("다는"));
        let listed = found.stand == Stand::Noun && mark.tail == "과" && known.class == Class::Procedure;
        let taken = match found.stand {
            Stand::Verb => !wanted && !SEES.contains(&mark.text),
            Stand::Before => seen,
            Stand::Is => known.class == Class::Pact,
            Stand::There => known.class != Class::Verify,
            Stand::If => false,
            Stand::Noun => listed || (saying.denied && is_nominal(mark)),
        };
        let words = behind.get(..found.length).unwrap_or_default();
        if !taken || is_duty(words) {
            continue;
        }
        let end = if seen { object_end(line, end, saying.end) } else { end };
        let mut mode = found.mode.clone();
        meant(&mut mode, saying, known.class, &found);
        let (class, action) = (known.class, known.action.clone());
        // `넘어 비행했다` is one movement.
        let before =
            acts.last_mut().filter(|before| before.class == Class::Movement && class == Class::Movement);
        let before =
            before.filter(|before| line.between(before.at, before.end).ends_with(['어', '아', '여']));
        if let Some(before) = before {
            (before.end, before.mode, until) = (end, mode, end);
            start = end;
            continue;
        }
        acts.push(Act {
            class,
            action,
            start,
            at: mark.start,
            end,
            mode,
            passive: found.passive,
            seen,
            rule: "K1",
        });
        start = end;
        until = end;
    }
    share_mode(line, &mut acts);
    acts
}

/// `끊고 … 세울 것`: a verb that only goes on shares what the last one says of its time.
fn share_mode(line: &Line<'_, '_>, acts: &mut [Act]) {
    for at in (1..acts.len()).rev() {
        let Some(next) = acts.get(at).map(|act| act.mode.clone()) else { continue };
        let is_ahead = matches!(next.modality, Modality::Planned | Modality::Promised | Modality::Wanted);
        let Some(act) = acts.get_mut(at - 1) else { continue };
        let words = line.between(act.at, act.end).trim_end();
        let is_plain = ["하고", "고"].iter().any(|ending| words.ends_with(ending))
            && !["했고", "았고", "었고", "였고", "졌고", "겠고"].iter().any(|ending| words.ends_with(ending));
        if is_ahead && is_plain && act.mode.modality == Modality::Done {
            act.mode.modality = next.modality;
            act.mode.trail.push("K14");
        }
    }
}

/// Nothing seen, nothing said.
fn absent(line: &Line<'_, '_>, saying: &Saying) -> Option<Act> {
    let words = line.between(saying.start, saying.end);
    let negated = ["지 않", "지 못", "없었", "없다", "없는", "없음", "지않"]
        .iter()
        .filter_map(|sign| words.find(sign))
        .min();
    let negated = negated?;
    let head = words.get(..negated)?;
    let act = |sign: &str, modality, action: &str, rule| -> Option<Act> {
        let at = head.rfind(sign)?;
        let end = end_of(words, negated);
        let mode = Mode { modality, polarity: Polarity::Negative, hedge: None, trail: vec![rule] };
        let start =
            line.words.iter().find(|word| word.start >= saying.start).map_or(saying.start, |word| word.start);
        Some(Act {
            class: Class::Absence,
            action: action.to_owned(),
            start,
            at: saying.start + at,
            end: saying.start + end,
            mode,
            passive: false,
            seen: false,
            rule,
        })
    };
    let seen = SEES
        .iter()
        .any(|verb| words.contains(&format!("{verb}된")) || words.contains(&format!("{verb}되지")));
    if seen {
        let sign = SEES.iter().find(|verb| head.contains(**verb))?;
        return act(sign, Modality::NotObserved, "not_seen", "K3");
    }
    if let Some(sign) = UNSEEN.iter().find(|sign| head.contains(**sign)) {
        return act(sign, Modality::NotObserved, "unusual_activity", "K3");
    }
    let sign = SILENT.iter().find(|sign| head.contains(**sign))?;
    act(sign, Modality::NotReported, "answer", "K4")
}

/// The end of the word that stands there, without marks.
fn end_of(words: &str, at: usize) -> usize {
    let rest = words.get(at..).unwrap_or_default();
    let mut length = 0;
    // `지 않고 있다` is three words.
    for (number, word) in rest.split_inclusive(char::is_whitespace).enumerate() {
        let more = number < 2 || word.starts_with("있");
        if !more {
            break;
        }
        length += word.len();
    }
    let reached =
        rest.get(..length).unwrap_or_default().trim_end_matches(|letter: char| !letter.is_alphanumeric());
    at + reached.len()
}

/// Whether a verb of seeing governs what stands before it.
fn sees(line: &Line<'_, '_>, marks: &[&Mark<'_, '_>], index: usize, end: usize) -> bool {
    let start = marks.get(index).map_or(end, |mark| mark.end);
    line.words_in(start, end).any(|word| SEES.iter().any(|verb| word.text.starts_with(verb)))
}

/// The end of the noun group that was seen: before the verb of seeing.
fn object_end(line: &Line<'_, '_>, from: usize, end: usize) -> usize {
    let seeing = line.words_in(from, end).find(|word| SEES.iter().any(|verb| word.text.starts_with(verb)));
    let Some(seeing) = seeing else { return from };
    let object = line.words_in(from, seeing.start).last();
    object.map_or(from, |word| {
        word.end
            - word
                .text
                .chars()
                .next_back()
                .filter(|last| matches!(last, '을' | '를'))
                .map_or(0, char::len_utf8)
    })
}

/// `지뢰 재매설은 사실이 아니라고`: the noun of the act is what is denied.
fn is_nominal(mark: &Mark<'_, '_>) -> bool {
    matches!(mark.tail, "은" | "는" | "이" | "가" | "을" | "를")
}

/// What the voice makes of it.
fn meant(mode: &mut Mode, saying: &Saying, class: Class, found: &Predicate) {
    if saying.denied {
        mode.modality = Modality::Denied;
        mode.trail.push("K12");
    } else if class == Class::Pact
        && found.mode.polarity == Polarity::Positive
        && found.mode.modality == Modality::Done
        && found.stand != Stand::Before
    {
        mode.modality = Modality::Alleged;
        mode.trail.push("K10");
    } else if saying.blamed {
        mode.modality = Modality::Alleged;
        mode.trail.push("K13");
    }
}

/// Who acts: the nearest name before the verb whose particle makes it the subject, or that stands as an adjective before one.
fn subject(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    saying: &Saying,
    start: usize,
    (end, head): (usize, usize),
    topic: bool,
) -> Option<Named> {
    let own = saying.own.as_deref();
    let named = |mark: &Mark<'_, '_>| {
        let id = actor_id(context.lexicon, mark, own)?;
        Some(Named { id, start: mark.start, end: mark.end, by: By::Name, gender: Gender::Thing })
    };
    let is_subject = |mark: &&Mark<'_, '_>| {
        let direct = if topic { mark.is_topic() } else { mark.is_subject() };
        direct || (!topic && mark.is_attribute() && heads_subject(line, mark.end, head))
    };
    let found = line
        .marks_in(start, end)
        .filter(|mark| actor_id(context.lexicon, mark, own).is_some())
        .filter(is_subject);
    if topic { found.take(1).find_map(named) } else { found.last().and_then(named) }
}

/// Whether a word soon behind carries the particle of a subject: `북한 무인기 5대가`.
fn heads_subject(line: &Line<'_, '_>, from: usize, end: usize) -> bool {
    let mut words = line.words_in(from.saturating_sub(1), end).filter(|word| word.start >= from);
    words
        .by_ref()
        .take(4)
        .any(|word| word.text.ends_with(['이', '가', '은', '는']) && !word.text.ends_with("하는"))
}

fn draft(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    saying: &Saying,
    act: Act,
    actor: Option<Named>,
) -> Draft {
    let start = line
        .words
        .iter()
        .find(|word| word.start >= act.start)
        .map_or(act.start, |word| word.start)
        .min(act.at);
    let ahead = matches!(
        act.mode.modality,
        Modality::Planned | Modality::Promised | Modality::Wanted | Modality::Threatened
    );
    let (when, days) = time(context, line, start, act.end, ahead, act.mode.modality);
    let marks: Vec<&Mark<'_, '_>> = line.marks_in(start, act.end).collect();
    let places: Vec<String> = marks
        .iter()
        .filter_map(|mark| context.lexicon.place(mark.place()?))
        .map(|place| place.id.clone())
        .collect();
    let units =
        marks.iter().filter_map(|mark| context.lexicon.unit(mark.unit()?)).map(str::to_owned).collect();
    let place = marks
        .iter()
        .rev()
        .find(|mark| mark.place().is_some() && actor_id(context.lexicon, mark, None).is_none());
    let place = place.and_then(|mark| {
        let place = context.lexicon.place(mark.place()?)?;
        Some(Mention { text: Some(mark.text.to_owned()), id: Some(place.id.clone()), relation: None })
    });
    let mut trail = vec![act.rule];
    trail.extend(act.mode.trail.iter().copied());
    let is_about = actor.as_ref().is_some_and(|actor| {
        context.lexicon.party_named(actor.id.split('.').next().unwrap_or_default()).is_some()
    }) || !places.is_empty()
        || marks.iter().any(|mark| mark.is_agreement())
        || context.issuer.is_some()
        || saying.attribution.as_ref().is_some_and(|voice| {
            context.lexicon.party_named(voice.source.split('.').next().unwrap_or_default()).is_some()
        });
    Draft {
        zone: context.zone,
        clause: 0,
        class: act.class,
        action: act.action,
        start,
        end: act.end,
        actor,
        object: None,
        object_party: None,
        quantity: counts::count(context.lexicon, line, start, act.end),
        place,
        when,
        days,
        attribution: saying.attribution.clone().into_iter().collect(),
        voice: saying.voice(),
        mode: act.mode,
        units,
        places,
        trail,
        is_about,
    }
}

/// Its own time, else that of the event told last; what is to come is open, what goes on is of the day of the report.
fn time(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    start: usize,
    end: usize,
    ahead: bool,
    modality: Modality,
) -> (Option<When>, Option<(armistice_facts::calendar::Date, armistice_facts::calendar::Date)>) {
    let clock = context.clock;
    let written = |stretch: &Stretch, text: Option<String>| {
        let (from, to) = stretch.written(clock.offset);
        When {
            text,
            from,
            to,
            granularity: stretch.granularity.to_owned(),
            anchor: stretch.anchor.to_owned(),
            certainty: stretch.certainty.to_owned(),
        }
    };
    if let Some((stretch, words)) = times::time(clock, line, start, end, ahead) {
        let days = stretch.days().filter(|_| stretch.certainty == "exact" && !ahead);
        return (Some(written(&stretch, Some(words))), days);
    }
    let today = clock.published;
    let open = |from, to, certainty| Stretch {
        from,
        to,
        clock: None,
        granularity: "day",
        anchor: "dateline",
        certainty,
    };
    let stretch = match (ahead, modality, clock.last, today) {
        (true, _, _, today) => open(today, None, "open"),
        (_, Modality::Ongoing | Modality::NotReported, _, Some(today)) => {
            open(Some(today), Some(today), "exact")
        }
        (_, Modality::Denied, _, today) => open(None, today, "open"),
        (_, _, Some((from, to)), _) => Stretch { anchor: "coref", ..open(Some(from), Some(to), "exact") },
        (_, _, None, today) => open(None, today, "upper_bound"),
    };
    (Some(written(&stretch, None)), None)
}
