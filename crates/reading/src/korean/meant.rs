//! How an act is meant, by the words around it: asked for, promised, threatened, to come, or laid at somebody's door.

use crate::claim::{Class, Modality, Polarity};
use crate::draft::Draft;
use crate::extract::Context;
use crate::modality::Mode;
use crate::names::Named;

use super::act::Act;
use super::agents::party;
use super::endings::{Predicate, Stand};
use super::modes::past_request;
use super::voices::Saying;
use super::words::{Line, Mark};

/// `북한은 … 합의를 어겼다고 비난한다`: nobody blames himself; where two parties face each other, it is the other.
pub(super) fn accused(
    context: &Context<'_>,
    saying: &Saying,
    actor: Option<Named>,
    blamed: bool,
) -> Option<Named> {
    let Some(voice) = saying.attribution.as_ref().filter(|_| blamed) else { return actor };
    let own = party(&voice.source).to_owned();
    let is_own = actor.as_ref().is_none_or(|actor| party(&actor.id) == own);
    let parties = context.lexicon.agreement.parties.get(..2).unwrap_or_default();
    if !is_own || !parties.contains(&own) {
        return actor;
    }
    let other = parties.iter().find(|id| **id != own)?.clone();
    actor.map(|actor| Named { id: other, ..actor })
}

/// `배치하겠다고 위협했다`: what somebody threatens or warns that he will do.
pub(super) fn threatened(draft: &mut Draft, saying: &Saying) {
    const THREATS: [&str; 6] = ["위협", "경고", "으름장", "엄포", "을러", "협박"];
    let Some(voice) = &saying.attribution else {
        // `군은 단호히 대응할 것이다`
        if draft.class == Class::Pressure && draft.mode.modality == Modality::Planned {
            draft.mode.modality = Modality::Threatened;
        }
        return;
    };
    let is_threat = draft.class == Class::Pressure || THREATS.iter().any(|cue| voice.cue.starts_with(cue));
    let is_own = draft.actor.as_ref().is_some_and(|actor| party(&actor.id) == party(&voice.source));
    if is_threat && is_own && draft.mode.modality == Modality::Planned {
        draft.mode.modality = Modality::Threatened;
        draft.mode.trail.push("K6");
    }
}

/// `훈련을 실시하기로 했다`: what one side alone resolves is planned, and promised to nobody.
pub(super) fn decided(line: &Line<'_, '_>, draft: &mut Draft) {
    const RESOLVES: [&str; 4] = ["기로 했", "기로 하였", "기로 한다", "기로 정"];
    let is_one = draft.actor.as_ref().is_some_and(|actor| !actor.id.contains('+'));
    let words = line.between(draft.start, draft.end);
    // To hold to what was agreed is promised.
    if draft.class == Class::Pact && draft.action == "comply" && draft.mode.modality == Modality::Planned {
        draft.mode.modality = Modality::Promised;
    }
    if is_one && draft.mode.modality == Modality::Promised && RESOLVES.iter().any(|sign| words.contains(sign))
    {
        draft.mode.modality = Modality::Planned;
    }
}

/// `방문합니다`, `닫는다고`: whether a verb is of no time that has been.
pub(super) fn is_present(words: &str) -> bool {
    let words = words.strip_suffix('고').unwrap_or(words);
    // `줄인 상태입니다`, `남아 있지 않습니다`: how things stand.
    if ["상태", "있", "않", "없"].iter().any(|sign| words.contains(sign)) {
        return false;
    }
    if let Some(stem) = words.strip_suffix("니다") {
        let before = stem.strip_suffix('습').map_or(stem, |before| before);
        return if before.len() < stem.len() {
            !crate::lexicon::ends_in(before, &[20])
        } else {
            crate::lexicon::ends_in(stem, &[17])
        };
    }
    words.strip_suffix('다').is_some_and(|stem| crate::lexicon::ends_in(stem, &[4]))
}

/// Whether a sentence says that what it tells goes on now or is done again and again.
pub(super) fn goes_on(line: &Line<'_, '_>) -> bool {
    const NOW: [&str; 12] = [
        "지금",
        "지금도",
        "현재",
        "매일",
        "요즘",
        "여전히",
        "날마다",
        "매주",
        "매달",
        "수시로",
        "연일",
        "오늘도",
    ];
    line.words.iter().any(|word| NOW.contains(&word.text))
}

/// `끊고 … 세울 것`: a verb that only goes on shares what the last one says of its time.
pub(super) fn share_mode(line: &Line<'_, '_>, acts: &mut [Act]) {
    for at in (1..acts.len()).rev() {
        let Some(next) = acts.get(at).map(|act| act.mode.clone()) else { continue };
        let is_ahead = matches!(next.modality, Modality::Planned | Modality::Promised | Modality::Wanted);
        let Some(act) = acts.get_mut(at - 1) else { continue };
        let words = line.between(act.at, act.end).trim_end();
        let is_plain = ["하고", "고"].iter().any(|ending| words.ends_with(ending))
            && !words.strip_suffix('고').is_some_and(|stem| crate::lexicon::ends_in(stem, &[20]));
        if is_ahead && is_plain && act.mode.modality == Modality::Done {
            act.mode.modality = next.modality;
            act.mode.trail.push("K14");
        }
    }
}

/// What the voice makes of it.
pub(super) fn meant(mode: &mut Mode, saying: &Saying, (class, is_breach): (Class, bool), found: &Predicate) {
    if saying.denied {
        mode.modality = Modality::Denied;
        mode.trail.push("K12");
    } else if class == Class::Pact
        && is_breach
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

/// `준수할 것을 당부했다`: what is asked of somebody who is not named as whoever is to do it is the act of whoever asks.
pub(super) fn urged(line: &Line<'_, '_>, act: &mut Act) {
    let behind = line.between(act.end, line.start + line.text.len());
    let Some(length) = past_request(behind).filter(|_| act.mode.modality == Modality::Wanted) else { return };
    let is_named =
        line.marks_in(act.start, act.at).any(|mark| matches!(mark.tail, "이" | "가" | "측이" | "들이"));
    if !is_named && line.between(act.at, act.end).ends_with("것을") {
        (act.class, act.action, act.mode) = (Class::Pressure, "urge".to_owned(), Mode::done());
        act.end += length;
    }
}

/// `사격은 우발적이었다`, `총격은 이번이 처음이다`: what is held of an act; how far its words reach behind the noun.
pub(super) fn judged(mark: &Mark<'_, '_>, behind: &str) -> Option<usize> {
    const HOLDS: [&str; 15] = [
        "우발적",
        "고의적",
        "의도적",
        "계획적",
        "의도된",
        "계획된",
        "실수",
        "자위권",
        "자위적",
        "정당방위",
        "정당한 ",
        "방어적",
        "불법",
        "오발",
        "이번이",
    ];
    if !matches!(mark.tail, "은" | "는" | "이" | "가" | "도") {
        return None;
    }
    let rest = behind.get(mark.tail.len()..)?;
    let next = rest.trim_start();
    // `낙탄 지점은 북방한계선 이북이며`: where it came down tells that it did.
    let is_spot = ["지점", "위치"].iter().any(|spot| mark.text.ends_with(spot));
    if !is_spot {
        HOLDS.iter().find(|word| next.starts_with(**word))?;
    }
    // It ends a clause: `우발적이었다고`, `자위권 행사였다`.
    let mut reach = behind.len() - next.len();
    for word in next.split_inclusive(char::is_whitespace).take(if is_spot { 7 } else { 4 }) {
        let bare = word.trim_end().trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let stem = bare.trim_end_matches(['고', '며']);
        if is_spot && bare.ends_with(['며', '고', '음', '나'])
            || stem.ends_with(['다', '라', '임', '까'])
            || stem.ends_with("것으")
            || bare.ends_with("것으로")
        {
            return Some(reach + bare.len());
        }
        reach += word.len();
    }
    None
}

/// `멈추라고`: whether the words of a verb ask for it.
pub(super) fn is_order(words: &str) -> bool {
    ["라고", "라며", "라는", "라"].iter().filter_map(|ending| words.strip_suffix(ending)).any(|stem| {
        !stem.ends_with(['이', '니', '"', '”', '다', '더']) && stem.ends_with(crate::korean::is_hangul)
    })
}
