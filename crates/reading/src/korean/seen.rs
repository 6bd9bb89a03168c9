//! What is seen, what is told by somebody, and what nobody saw or said.

use crate::claim::{Class, Modality, Polarity};
use crate::extract::Context;
use crate::modality::Mode;

use super::act::Act;
use super::endings::{Predicate, Stand};
use super::voices::Saying;
use super::words::{Line, Mark, Word, actor_id};

/// Verbs of seeing: what was seen is the claim.
pub(super) const SEES: [&str; 19] = [
    "기록",
    "집계",
    "포착",
    "청취",
    "관측",
    "식별",
    "탐지",
    "확인",
    "감지",
    "발견",
    "적발",
    "관찰",
    "목격",
    "파악",
    "추적",
    "잡혔",
    "찍혔",
    "보였",
    "드러났",
];
/// What a silent side does not do, and the ending that says so.
const SILENT: [&str; 33] = [
    "답이",
    "답은",
    "답도",
    "답장",
    "설명을",
    "통지를 받",
    "응답",
    "반응",
    "답변",
    "보도",
    "언급",
    "답신",
    "입장",
    "회신",
    "답하",
    "답을",
    " 응하",
    "호응",
    "대답",
    "통지",
    "한마디",
    "입을 열",
    "입을 떼",
    "알려오",
    "알려 오",
    "해명",
    "확인해",
    "논평",
    "설명도",
    "아무 설명",
    "전화를 받",
    "호출에",
    "회답",
];
/// Verbs by which a silent side is told of, right before what negates them: `밝히지 않았다`.
const NEAR: [&str; 12] = [
    "밝히",
    "알려오",
    "알려 오",
    "확인해 주",
    "확인해주",
    "공개하",
    "내놓",
    "전화를 받",
    "입을 열",
    "말을 아끼",
    "꺼내",
    "인정하",
];
/// What a side does that will not speak.
const QUIET: [&str; 22] = [
    "묵묵부답",
    "침묵하",
    "침묵을 지",
    "침묵으로",
    "무응답",
    "함구",
    "말을 아꼈",
    "말을 아끼고",
    "답을 피했",
    "답을 피하고",
    "답변을 피했",
    "즉답을 피",
    "언급을 피",
    "언급을 삼",
    "답변을 거부",
    "논평을 거부",
    "확인을 거부",
    "응답을 거부",
    "수신을 거부",
    "수령을 거부",
    "입을 닫",
    "입을 다물",
];
/// Nouns of what is not to be seen: `움직임은 보이지 않는다`.
const UNSHOWN: [&str; 7] = ["모습", "움직임", "조짐", "흔적", "기미", "동향", "정황"];
/// Nouns of what was not seen.
const UNSEEN: [&str; 13] = [
    "특이동향",
    "특이 동향",
    "이상징후",
    "이상 징후",
    "추가 동향",
    "징후",
    "특이사항",
    "특이 사항",
    "특이점",
    "이상 동향",
    "특이 움직임",
    "별다른 움직임",
    "이렇다 할 움직임",
];

/// What stands around a predicate and makes a claim of it where its own ending does not.
#[derive(Debug)]
pub(super) struct Around {
    /// It is what a verb of seeing sees.
    pub(super) seen: bool,
    /// Whoever is said to say so.
    pub(super) told: Option<(String, String)>,
    /// Nobody is who did it: where the words end.
    pub(super) none: Option<usize>,
}

impl Around {
    pub(super) fn of(
        context: &Context<'_>,
        line: &Line<'_, '_>,
        saying: &Saying,
        (mark, behind): (&Mark<'_, '_>, &str),
        (found, end): (&Predicate, usize),
    ) -> Around {
        let is_noun = found.stand == Stand::Noun
            && mark.is_patient()
            && is_seen_next(line, mark.end + mark.tail.len(), saying.end);
        let is_before = found.stand == Stand::Before;
        Around {
            seen: is_noun || is_before && is_seen_group(line, end, saying.end),
            told: is_told(behind).then(|| told_by(context, line, end, saying)).flatten(),
            none: none_who(line, end, saying.end).filter(|_| is_before),
        }
    }
}

/// Nothing seen, nothing said.
pub(super) fn absent(line: &Line<'_, '_>, saying: &Saying) -> Option<Act> {
    let words = line.between(saying.start, saying.end);
    let negated = ["지 않", "지 못", "없었", "없다", "없는", "없음", "없습", "없으며", "없고", "지않"]
        .iter()
        .filter_map(|sign| words.find(sign))
        .min();
    let quiet = QUIET.iter().filter_map(|sign| Some((words.find(sign)?, *sign))).min();
    let quiet = quiet.filter(|(at, _)| negated.is_none_or(|negated| *at < negated));
    let negated = quiet.map(|(at, sign)| at + sign.len()).or(negated)?;
    let head = words.get(..negated)?;
    // `〈답변〉` is no answer, nor is what stands far before the verb: `입장문에서 "…"며 동의하지 않는다`.
    let far =
        head.char_indices().rev().filter(|(_, letter)| letter.is_whitespace()).nth(5).map_or(0, |(at, _)| at);
    let close = head.get(head.rfind('〉').map_or(far, |label| far.max(label))..).unwrap_or_default();
    let act = |sign: &str, modality, action: &str, rule| -> Option<Act> {
        let at = head.rfind(sign)?;
        let end = if quiet.is_some() { word_end(words, negated) } else { end_of(words, negated) };
        let mode = Mode { modality, polarity: Polarity::Negative, hedge: None, trail: vec![rule] };
        let begin = clause_begins(line, saying.start, saying.start + at);
        let start = line.words.iter().find(|word| word.start >= begin).map_or(begin, |word| word.start);
        Some(Act {
            class: Class::Absence,
            action: action.to_owned(),
            start,
            at: saying.start + at,
            end: saying.start + end,
            mode,
            passive: false,
            seen: false,
            // `통지문 수령을 거부한 채`: whose it was that is not answered does not keep silent.
            is_verb: quiet.is_some(),
            needs_actor: false,
            told: None,
            rule,
        })
    };
    if let Some((_, sign)) = quiet {
        return act(sign, Modality::NotReported, "answer", "K4");
    }
    let shown = UNSHOWN.iter().find(|noun| head.contains(**noun));
    if let Some(noun) = shown.filter(|_| head.trim_end().ends_with("보이")) {
        return act(noun, Modality::NotObserved, "not_seen", "K3");
    }
    let is_seen = |verb: &&str| {
        words.match_indices(*verb).any(|(at, _)| {
            words.get(at + verb.len()..).is_some_and(|behind| {
                // `발견된 것은 없`, `확인되지 않`
                ["된", "되지"].iter().any(|end| behind.starts_with(end))
            })
        })
    };
    let seen = SEES.iter().any(is_seen);
    if seen {
        let sign = SEES.iter().find(|verb| head.contains(**verb))?;
        return act(sign, Modality::NotObserved, "not_seen", "K3");
    }
    if let Some(sign) = UNSEEN.iter().find(|sign| head.contains(**sign)) {
        return act(sign, Modality::NotObserved, "unusual_activity", "K3");
    }
    let calls = ["전화", "통화", "호출", "통지문", "연락"].iter().find(|call| head.contains(**call));
    let call = calls.filter(|_| head.trim_end().ends_with('받'));
    // `증거를 찾지 못했다`
    let sought = ["증거", "흔적", "단서", "근거", "징후"].iter().find(|noun| close.contains(**noun));
    if let Some(noun) = sought.filter(|_| head.trim_end().ends_with("찾")) {
        return act(noun, Modality::NotObserved, "not_seen", "K3");
    }
    let near = NEAR.iter().find(|sign| head.trim_end().ends_with(**sign)).or(call);
    let sign = near.or_else(|| SILENT.iter().find(|sign| close.contains(**sign)))?;
    act(sign.trim_start(), Modality::NotReported, "answer", "K4")
}

/// Where the clause begins in which that place stands: behind `보냈으나`, `했지만`.
fn clause_begins(line: &Line<'_, '_>, from: usize, at: usize) -> usize {
    // `무인기를 내려보낸 데 대해 언급이 없다`
    let about = line.words_in(from, at).zip(line.words_in(from, at).skip(1)).find_map(|(noun, about)| {
        let is_deed = matches!(noun.text, "데" | "것에" | "점에" | "데에");
        (is_deed && matches!(about.text, "대해" | "대하여" | "대해서" | "대해서는")).then_some(about.end)
    });
    if about.is_some() {
        return about.unwrap_or(from);
    }
    const ENDS: [&str; 10] =
        ["니다만", "건만", "으나", "지만", "으며", "는데", "했고", "었고", "았고", "였고"];
    line.words_in(from, at)
        .filter(|word| ENDS.iter().any(|end| word.text.ends_with(end)))
        .last()
        .map_or(from, |word| word.end)
}

/// The end of the word in which that place stands, with `있다` behind it, without marks.
fn word_end(words: &str, at: usize) -> usize {
    let rest = words.get(at..).unwrap_or_default();
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let next = rest.get(length..).unwrap_or_default();
    let more = if next.trim_start().starts_with('있') {
        let lead = next.len() - next.trim_start().len();
        lead + next.trim_start().find(char::is_whitespace).unwrap_or(next.trim_start().len())
    } else {
        0
    };
    let reached = rest.get(..length + more).unwrap_or_default();
    at + reached.trim_end_matches(|letter: char| !letter.is_alphanumeric()).len()
}

/// The end of the words that begin there, without marks.
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

/// Whether the words of a condition end its clause: `발사하면`, and not `발사할 경우의 …`.
pub(super) fn taken_apart(words: &str) -> bool {
    words.ends_with(['면', '우', '록', '려', '고', '해'])
}

/// `분계선을 넘은 인원은 없었다`: nobody is who did it; where the words end.
fn none_who(line: &Line<'_, '_>, from: usize, end: usize) -> Option<usize> {
    let mut words = line.words_in(from, end);
    let noun = words.next()?;
    let is_noun = noun.text.ends_with(['은', '는', '이', '가', '도']);
    words.next().filter(|next| is_noun && next.text.starts_with("없")).map(|next| next.end)
}

/// `발사한 포탄 80여 발을 포착`: whether the noun group behind a participle is what is seen, and nothing stands between.
fn is_seen_group(line: &Line<'_, '_>, from: usize, end: usize) -> bool {
    // `철수한 초소의 상태를 확인`: how something stands is no act.
    const STATES: [&str; 9] = ["상태", "여부", "경위", "위치", "결과", "현황", "지역", "장소", "규모"];
    let mut group = line.words_in(from, end);
    let ends = |word: &&Word<'_>| word.text.ends_with(['을', '를', '이', '가', '은', '는']);
    let is_clause = |word: &Word<'_>| word.text.ends_with(['한', '된', '던', '고', '며']);
    let Some(object) = group.by_ref().find(|word| ends(word) || is_clause(word)) else { return false };
    ends(&object)
        && !STATES.iter().any(|state| object.text.starts_with(state))
        && is_seen_next(line, object.end, end)
}

/// Whether a verb of seeing follows at once, counts and adverbs passed by.
fn is_seen_next(line: &Line<'_, '_>, from: usize, end: usize) -> bool {
    const BETWEEN: [&str; 5] = ["모두", "추가로", "잇따라", "처음", "동시에"];
    const TIMES: [&str; 6] = ["회", "차례", "번", "건", "차례나", "번이나"];
    let next = line.words_in(from, end).find(|word| {
        !BETWEEN.contains(&word.text)
            && super::numerals::numeral(word.text).is_none()
            && !TIMES.contains(&word.text)
    });
    // `포격을 탐지하는 레이더`: what a thing is for is not seen.
    let is_use = |word: &Word<'_>| ["하는", "할", "하기", "하던"].iter().any(|end| word.text.ends_with(end));
    next.is_some_and(|word| !is_use(word) && SEES.iter().any(|verb| word.text.starts_with(verb)))
}

/// Whether words are told by somebody: `쏘았다는`.
pub(super) fn is_told(behind: &str) -> bool {
    behind
        .split(char::is_whitespace)
        .take(2)
        .any(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()).ends_with("다는"))
        && !is_meant(behind)
}

/// `복구한다는 방침`, `선언했다는 것`: what is meant or is so, and not only cited.
fn is_meant(behind: &str) -> bool {
    const NOUNS: [&str; 18] = [
        "방침", "계획", "구상", "복안", "입장", "것", "게", "점", "사실", "설명", "소문", "얘기", "증언",
        "판단", "평가", "관측", "추정", "분석",
    ];
    let mut words = behind.split(char::is_whitespace).take(3).skip_while(|word| !word.ends_with("다는"));
    // `다는것`: the North writes them as one word.
    behind.split(char::is_whitespace).next().is_some_and(|word| word.contains("다는것"))
        || words.next().is_some()
            && words.next().is_some_and(|noun| NOUNS.iter().any(|known| noun.starts_with(known)))
}

/// Whether words are asked for or only cited: `중단하라는`, `쏘았다는`.
pub(super) fn is_quoted(behind: &str) -> bool {
    !is_meant(behind)
        && behind
            .split(char::is_whitespace)
            .take(2)
            .any(|word| word.ends_with("라는") || word.ends_with("다는"))
}

/// `무인기를 보냈다는 북측 주장`: whoever is said to say so, with the word for it.
fn told_by(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    end: usize,
    saying: &Saying,
) -> Option<(String, String)> {
    const CLAIMS: [&str; 6] = ["주장", "비난", "의혹", "보도", "발표", "폭로"];
    let mut behind = line.words_in(end, line.start + line.text.len()).take(4);
    let noun = behind.find(|word| CLAIMS.iter().any(|noun| word.text.starts_with(noun)))?;
    let source = line
        .marks_in(end, noun.start)
        .find_map(|mark| actor_id(context.lexicon, mark, saying.own.as_deref()))?;
    Some((source, noun.text.to_owned()))
}

/// The end of the noun group that was seen: before the verb of seeing.
pub(super) fn object_end(line: &Line<'_, '_>, from: usize, end: usize) -> usize {
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

/// `"북한군 총격" 내용은 사실 아님`: the noun of the act is what some word tells.
pub(super) fn is_named_word(mark: &Mark<'_, '_>, behind: &str) -> bool {
    const WORDS: [&str; 8] = ["내용", "보도", "주장", "소문", "의혹", "얘기", "이야기", "소식"];
    let next = behind.trim_start_matches(['"', '”', '’', '\'']).trim_start();
    mark.tail.is_empty() && WORDS.iter().any(|word| next.starts_with(word))
}

/// `지뢰 재매설은 사실이 아니라고`: the noun of the act is what is denied.
pub(super) fn is_nominal(mark: &Mark<'_, '_>) -> bool {
    matches!(mark.tail, "은" | "는" | "이" | "가" | "을" | "를")
}
