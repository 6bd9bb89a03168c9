//! Notes: lines that end with a noun and leave out particles and whoever writes them, and nouns of acts that share one verb.

use crate::claim::{Attribution, Class, Modality};
use crate::extract::Context;
use crate::names::{By, Gender, Named};

use super::act::Act;
use super::agents::party;
use super::endings::{Predicate, Stand, predicate};
use super::seen::SEES;
use super::voices::Saying;
use super::words::{Line, Mark, actor_id, is_note};

/// How far into a line its label may reach, in bytes: `(22:10) 유엔사 공보실(합참 전달):`.
const LABEL: usize = 90;

/// `합참: …`, `(13:30) 국방부 대변인실: …`: whoever a label at the head of a line names speaks below it.
pub(super) fn label(context: &Context<'_>, line: &Line<'_, '_>) -> Option<Attribution> {
    let colon = line.text.find(": ").filter(|at| *at <= LABEL)?;
    let head = line.text.get(..colon)?;
    let mark = line
        .marks_in(line.start, line.start + colon)
        .find(|mark| actor_id(context.lexicon, mark, None).is_some())?;
    // Nothing before the name but a time in brackets, nothing behind it but an office.
    let before = line.between(line.start, mark.start);
    let is_first = !before.chars().any(super::is_hangul)
        && head.split_whitespace().count() <= 5
        && mark.tail.len() <= 24;
    let is_told = line.marks_in(line.start, line.start + colon).any(|mark| mark.acts().next().is_some());
    let source = actor_id(context.lexicon, mark, None).filter(|_| is_first && !is_told)?;
    Some(Attribution {
        source,
        cue: "label".to_owned(),
        text: Some(mark.text.to_owned()),
        when: context.clock.published.map(|day| day.to_string()),
        kind: "statement".to_owned(),
    })
}

/// Where the piece of a note begins in which that place stands: behind the comma that ends another act of it.
pub(super) fn piece_begins(line: &Line<'_, '_>, from: usize, at: usize) -> usize {
    if !is_note(line) {
        return from;
    }
    let before = line.between(from, at);
    let ends = |comma: &usize| {
        let last = line.words_in(from, from + comma).last();
        last.is_some_and(|word| {
            SEES.iter().any(|verb| word.text.starts_with(verb))
                || line.marks.iter().any(|mark| mark.end == word.end && mark.acts().next().is_some())
                || ["실시", "완료", "중", "예정"].contains(&word.text)
        })
    };
    before
        .match_indices(", ")
        .map(|(comma, _)| comma)
        .filter(ends)
        .last()
        .map_or(from, |comma| from + comma + 2)
}

/// `GP 인근에서 작업하는 모습 식별, 경고사격 5발 실시`: who warns, secures or looks without a name in a note is whoever writes it.
pub(super) fn writer(context: &Context<'_>, saying: &Saying, act: &Act) -> Option<Named> {
    let is_own = act.class == Class::Procedure && act.action == "warn"
        || matches!(act.class, Class::Custody | Class::Verify | Class::Pressure);
    let voice = saying.attribution.as_ref().map(|voice| voice.source.as_str());
    let source = voice.or(context.issuer.as_ref().map(|issuer| issuer.id.as_str()))?;
    let own = party(source);
    let id = if act.class == Class::Pressure { source } else { own };
    let is_side = context.lexicon.agreement.parties.iter().any(|party| party == own);
    (is_own && is_side && act.mode.modality != Modality::Denied).then(|| Named {
        id: id.to_owned(),
        start: act.at,
        end: act.end,
        by: By::Again,
        gender: Gender::Thing,
    })
}

/// `경고방송 2회·경고사격 5발 실시`, `정찰과 감시를 계속했다`: the verb of the next noun of an act, which this one shares.
pub(super) fn shared(line: &Line<'_, '_>, mark: &Mark<'_, '_>, end: usize) -> Option<Predicate> {
    const JOINS: [&str; 6] = ["및", "·", "ㆍ", "와 ", "과 ", ", "];
    const COUNTERS: [&str; 6] = ["회", "차례", "발", "번", "건", "여"];
    let mut rest = line.between(mark.end, end);
    let (behind, mut is_counted) = (rest.len(), false);
    // `2회`, `10여 발`
    let count = rest.trim_start().trim_start_matches(|letter: char| letter.is_ascii_digit());
    if count.len() < rest.trim_start().len() {
        (rest, is_counted) = (count.trim_start(), true);
        while let Some(next) = COUNTERS.iter().find_map(|counter| rest.strip_prefix(counter)) {
            rest = next.strip_prefix(' ').filter(|next| next.starts_with('발')).unwrap_or(next);
        }
    }
    // `진출·전개할 것` is one word.
    let rest = JOINS.iter().filter(|join| is_counted || !matches!(**join, "·" | "ㆍ")).find_map(|join| {
        let bare = if join.starts_with([',', '·', 'ㆍ', '와', '과']) { rest } else { rest.trim_start() };
        bare.strip_prefix(join)
    })?;
    let at = mark.end + behind - rest.len();
    let next = line.marks_in(at, end).find(|mark| mark.acts().next().is_some())?;
    // Nothing but what tells which stands between: `추가 지뢰제거와 기초 발굴`.
    let between = line.between(at, next.start);
    let is_near = between.split_whitespace().count() <= 2
        && !between.split_whitespace().any(|word| {
            word.ends_with(['을', '를', '이', '가', '은', '는', '에', '로', '며', '고', '한', '해', '서'])
                || ["관련", "함께", "같", "달리", "동시"].iter().any(|link| word.starts_with(link))
        });
    if !is_near || next.is_verb() {
        return None;
    }
    let found = predicate(line.between(next.end, line.start + line.text.len()));
    let is_plain = matches!(
        found.mode.modality,
        Modality::Done | Modality::Ongoing | Modality::Planned | Modality::Promised
    );
    (found.stand == Stand::Verb && is_plain).then_some(Predicate { length: 0, ..found })
}

/// `탄흔 4개를 확인했다`, `목선 1척 발견`: whether a verb of seeing has a thing or a trace for its object, which no act of the line is.
pub(super) fn finds(context: &Context<'_>, line: &Line<'_, '_>, mark: &Mark<'_, '_>, start: usize) -> bool {
    const TRACES: [&str; 20] = [
        "탄흔",
        "흔적",
        "증거",
        "잔해",
        "파편",
        "물체",
        "비행체",
        "항적",
        "시신",
        "시체",
        "탄피",
        "족적",
        "발자국",
        "구멍",
        "현장",
        "구역",
        "내용물",
        "궤적",
        "㎡",
        "외벽",
    ];
    let mut words: Vec<_> = line.words_in(start, mark.start).collect();
    let from = words.len().saturating_sub(4);
    let near = words.split_off(from);
    let Some(first) = near.first() else { return false };
    let is_told = line.marks_in(first.start, mark.start).any(|mark| mark.acts().next().is_some());
    let is_thing = near.iter().any(|word| TRACES.iter().any(|trace| word.text.contains(trace)))
        || line.marks_in(first.start, mark.start).any(|mark| {
            mark.unit().and_then(|unit| context.lexicon.unit(unit)).is_some_and(|unit| {
                ["vessel", "drone", "aircraft", "balloon", "mine", "weapon", "remains"].contains(&unit)
            })
        });
    !is_told && is_thing
}
