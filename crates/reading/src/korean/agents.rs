//! Who acts: by the particle behind a name, by whose act it is, and where nobody is named by who speaks.

use crate::claim::{Class, Modality};
use crate::extract::Context;
use crate::lexicon::ActorKind;
use crate::names::{By, Gender, Named};

use super::act::Act;
use super::voices::Saying;
use super::words::{Line, Mark, Word, actor_id, is_note};

pub(super) fn party(id: &str) -> &str {
    id.split('.').next().unwrap_or_default()
}

/// Whoever speaks at the head of the sentence.
pub(super) fn speaking(context: &Context<'_>, line: &Line<'_, '_>, saying: &Saying) -> Option<Named> {
    let (start, end) = saying.head?;
    let mark = line.marks_in(start, end).next()?;
    let id = actor_id(context.lexicon, mark, saying.own.as_deref())?;
    Some(Named { id, start, end, by: By::Name, gender: Gender::Thing })
}

/// In a statement `we` go on to act where nobody is named: the issuer, or whoever acted last in the sentence before.
pub(super) fn elided(context: &Context<'_>, saying: &Saying, act: &Act) -> Option<Named> {
    let speaks = saying.attribution.as_ref().filter(|voice| voice.cue != "carried");
    let is_own = matches!(act.mode.modality, Modality::Planned | Modality::Promised | Modality::Threatened);
    // `"… 재개할 것"이라고 대변인은 말했다`: what is planned and nobody else's is the speaker's.
    let speaker = speaks.filter(|_| is_own)?;
    let id = speaker.source.clone();
    (context.lexicon.kind_of(&id) == Some(ActorKind::Party)).then(|| Named {
        id: party(&id).to_owned(),
        start: act.at,
        end: act.end,
        by: By::Again,
        gender: Gender::Thing,
    })
}

/// Where a sentence names nobody, whoever acted last in the paragraph goes on to; in a release without anybody, its issuer's side.
pub(super) fn dropped(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    saying: &Saying,
    act: &Act,
) -> Option<Named> {
    let is_named = line.words_in(saying.start.min(line.start), act.at).any(|word| {
        word.text.ends_with(['이', '가', '은', '는', '도'])
            && !["되는", "하는", "있는", "없는", "오는", "가는"].iter().any(|end| word.text.ends_with(end))
            // `판문점에서는`, `10월에는`, `밤까지도`: when and where.
            && !["에서는", "에는", "에도", "에서도", "까지는", "까지도", "부터는", "으로는", "로는", "뒤에는"]
                .iter()
                .any(|end| word.text.ends_with(end))
            && !matches!(word.text, "이" | "또는" | "이는" | "모두")
    });
    if is_named || act.mode.modality == Modality::Denied {
        return None;
    }
    // In a note who came or fired is not its writer, but who was told of before.
    if is_note(line) && matches!(act.class, Class::Force | Class::Movement | Class::Harm) {
        let speaker = saying.attribution.as_ref().map(|voice| party(&voice.source));
        let told = context.accusation.as_ref().and_then(|told| told.actor.clone());
        let other = told.filter(|other| speaker.is_some_and(|own| own != party(&other.id)));
        return other.map(|other| Named { start: act.at, end: act.end, by: By::Again, ..other });
    }
    let label = saying.attribution.as_ref().filter(|voice| voice.cue == "label");
    if let Some(label) = label {
        let id = party(&label.source).to_owned();
        return Some(Named { id, start: act.at, end: act.end, by: By::Again, gender: Gender::Thing });
    }
    let last = context.memory.last_named().filter(|_| context.clock.is_fresh);
    if let Some(last) = last {
        return Some(Named { start: act.at, end: act.end, by: By::Again, ..last.clone() });
    }
    let issuer = context
        .issuer
        .as_ref()
        .filter(|issuer| context.lexicon.kind_of(&issuer.id) == Some(ActorKind::Party))?;
    Some(Named {
        id: party(&issuer.id).to_owned(),
        start: act.at,
        end: act.end,
        by: By::Again,
        gender: Gender::Thing,
    })
}

/// `우리 군의 경고사격을`: whose act it is stands right before the noun, and nothing between but what tells where.
pub(super) fn owner(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    saying: &Saying,
    start: usize,
    at: usize,
) -> Option<Named> {
    let mark = line
        .marks_in(start, at)
        .filter(|mark| matches!(mark.tail, "의" | "측의" | "들의"))
        .filter(|mark| Some(mark.start) != saying.speaker)
        .last()?;
    let between = line.words_in(mark.end + mark.tail.len(), at);
    let is_bare = |word: &Word<'_>| {
        !word.text.ends_with([
            '이', '가', '은', '는', '을', '를', '에', '서', '로', '와', '과', '도', '며', '고', '한', '된',
        ])
    };
    let mut count = 0;
    for word in between {
        count += 1;
        if !is_bare(word) || count > 3 {
            return None;
        }
    }
    let id = actor_id(context.lexicon, mark, saying.own.as_deref())?;
    Some(Named { id, start: mark.start, end: mark.end, by: By::Name, gender: Gender::Thing })
}

/// Who acts: the nearest name before the verb whose particle makes it the subject, or that stands as an adjective before one.
pub(super) fn subject(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    saying: &Saying,
    start: usize,
    (end, head): (usize, usize),
    topic: bool,
) -> Option<Named> {
    let own = saying.own.as_deref();
    let named = |mark: &Mark<'_, '_>| {
        let id = with_other(context, line, mark, own, actor_id(context.lexicon, mark, own)?);
        Some(Named { id, start: mark.start, end: mark.end, by: By::Name, gender: Gender::Thing })
    };
    let is_subject = |mark: &&Mark<'_, '_>| {
        let direct = if topic { mark.is_topic() } else { mark.is_subject() };
        direct
            || !topic && (is_all(line, mark) || is_bare(context, line, mark))
            || (!topic && mark.is_attribute() && heads_subject(line, mark.end, head))
    };
    let found = line
        .marks_in(start, end)
        .filter(|mark| Some(mark.start) != saying.speaker)
        // Whoever speaks at the head acts only where nobody else goes on to.
        .filter(|mark| !topic || Some(mark.start) != saying.head.map(|(start, _)| start))
        .filter(|mark| actor_id(context.lexicon, mark, own).is_some())
        .filter(is_subject);
    if topic {
        return found.take(1).find_map(named);
    }
    // `유엔사는 침범이 위반인지 따지기 위해 조사반을 꾸렸다`: whoever acts in a clause within does not act behind it.
    let (mut last, mut nearest) = (None, None);
    for mark in found {
        nearest = Some(mark);
        if !ends_within(line, mark.end, end) {
            last = Some(mark);
        }
    }
    last.or(nearest).and_then(named)
}

/// Whether a clause that stands within another ends between two places: `위반인지`, `막기 위해`, `하도록`.
fn ends_within(line: &Line<'_, '_>, from: usize, to: usize) -> bool {
    const ENDS: [&str; 8] = ["는지", "인지", "을지", "던지", "도록", "려고", "냐고", "자고"];
    let mut before = "";
    line.words_in(from, to).any(|word| {
        let is_aim = before.ends_with('기') && word.text.starts_with("위해");
        before = word.text;
        let is_if = word.text.ends_with('면')
            && word.text.chars().nth(1).is_some()
            && !["측면", "방면", "전면", "반면", "정면"].iter().any(|noun| word.text.ends_with(noun))
            || word.text.starts_with("경우");
        is_if || is_aim || ENDS.iter().any(|end| word.text.ends_with(end))
    })
}

/// `유엔사와 남북은`: the sides of two names that are joined, in the order of the agreement.
fn with_other(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    mark: &Mark<'_, '_>,
    own: Option<&str>,
    id: String,
) -> String {
    let before = line.marks.iter().rev().find(|before| before.end <= mark.start);
    let before = before.filter(|before| {
        let between = line.between(before.end, mark.start);
        matches!(between, "와 " | "과 " | "·" | " 및 ")
    });
    let Some(other) = before.and_then(|before| actor_id(context.lexicon, before, own)) else { return id };
    let sides: Vec<&str> = other.split('+').chain(id.split('+')).map(party).collect();
    let mut known: Vec<&str> = context
        .lexicon
        .agreement
        .parties
        .iter()
        .map(String::as_str)
        .filter(|party| sides.contains(party))
        .collect();
    for side in sides {
        if !known.contains(&side) {
            known.push(side);
        }
    }
    if known.len() < 2 { id } else { known.join("+") }
}

/// `북한, 병력 재투입`, `북한군 20여 명 분계선 침범`: who acts in a title or a note, without a particle.
pub(super) fn is_bare(context: &Context<'_>, line: &Line<'_, '_>, mark: &Mark<'_, '_>) -> bool {
    const COUNTED: [&str; 6] = ["person", "vessel", "drone", "aircraft", "balloon", "vehicle"];
    let before = line.between(line.start, mark.start).trim_end();
    let is_note = is_note(line);
    let is_first = before.is_empty()
        || line.words.first().is_some_and(|word| word.start == mark.start)
        || is_note && (before.ends_with([',', '.', ':', ')', ']']) || is_when(before));
    let behind = line.between(mark.end, line.start + line.text.len());
    if !is_first || !mark.tail.is_empty() || behind.starts_with(':') {
        return false;
    }
    let is_before_noun = behind.trim_start().starts_with(super::is_hangul);
    if behind.starts_with(',') && before.is_empty() || is_note && is_issued(context) && is_before_noun {
        return true;
    }
    let mut next = line.words_in(mark.end, usize::MAX).take(3);
    let until = next.by_ref().last().map_or(mark.end, |word| word.end);
    is_note
        && line.marks_in(mark.end, until).any(|mark| {
            let unit = mark.unit().and_then(|unit| context.lexicon.unit(unit));
            unit.is_some_and(|unit| COUNTED.contains(&unit))
        })
}

/// `오늘 새벽`, `서부전선에서`: words that only tell when or where.
fn is_when(before: &str) -> bool {
    const ENDS: [&str; 19] = [
        "오늘",
        "어제",
        "금일",
        "작일",
        "전일",
        "새벽",
        "아침",
        "오전",
        "오후",
        "저녁",
        "밤",
        "낮",
        "일",
        "경",
        "께",
        "쯤",
        "에서",
        "분",
        "현재까지",
    ];
    before.split_whitespace().all(|word| ENDS.iter().any(|end| word.ends_with(end)))
}

/// Whether somebody speaks in all of a text: a release or a row of labelled notes.
fn is_issued(context: &Context<'_>) -> bool {
    context.issuer.is_some() || context.voice.as_ref().is_some_and(|(_, voice)| voice.cue == "label")
}

/// `남북 모두`, `양측 다`: a name without a particle before a word for all of them.
fn is_all(line: &Line<'_, '_>, mark: &Mark<'_, '_>) -> bool {
    let next = line.words_in(mark.end, usize::MAX).next();
    mark.tail.is_empty()
        && next.is_some_and(|word| {
            matches!(
                word.text,
                "혼자"
                    | "홀로"
                    | "단독으로"
                    | "모두"
                    | "다"
                    | "공히"
                    | "각각"
                    | "서로"
                    | "똑같이"
                    | "함께"
                    | "공동으로"
                    | "일제히"
            )
        })
}

/// Whether a word soon behind carries the particle of a subject: `북한 무인기 5대가`.
fn heads_subject(line: &Line<'_, '_>, from: usize, end: usize) -> bool {
    let mut words = line.words_in(from.saturating_sub(1), end).filter(|word| word.start >= from);
    words
        .by_ref()
        .take(4)
        .any(|word| word.text.ends_with(['이', '가', '은', '는']) && !is_participle(word.text))
}

/// `남은`, `하는`: a verb before a noun, which sounds as if it had the particle of a subject.
fn is_participle(word: &str) -> bool {
    const VERBS: [&str; 18] = [
        "남은", "같은", "받은", "맞은", "넘은", "묻은", "입은", "쌓은", "지은", "하는", "있는", "없는",
        "되는", "오는", "가는", "쏘는", "잇는", "많은",
    ];
    VERBS.iter().chain(&["다는", "라는", "냐는", "자는"]).any(|verb| word.ends_with(verb))
}
