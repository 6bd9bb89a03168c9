//! Who says it: `A는 … 했다고 밝혔다`, `… 했다고 A가 밝혔다`, and what nobody but the release itself says.

use crate::claim::Attribution;
use crate::extract::Context;
use crate::lexicon::SpeechKind;

use super::words::{Line, Word, actor_id};

/// Stems of verbs of saying.
const SAYS: [&str; 61] = [
    "밝혔",
    "밝히",
    "밝힌",
    "전했",
    "전하",
    "전한",
    "설명했",
    "설명하",
    "설명이",
    "강조했",
    "강조하",
    "주장했",
    "주장하",
    "주장이",
    "발표했",
    "발표하",
    "말했",
    "말하",
    "지적했",
    "언급했",
    "덧붙",
    "알렸",
    "알려",
    "보고했",
    "보고하",
    "보도했",
    "보도하",
    "공개했",
    "공지했",
    "확인했",
    "평가했",
    "판단했",
    "추정했",
    "분석했",
    "반박했",
    "부인했",
    "일축했",
    "해명했",
    "시인했",
    "인정했",
    "경고했",
    "위협했",
    "촉구했",
    "요구했",
    "선언했",
    "통보했",
    "통지했",
    "답했",
    "진술했",
    "증언했",
    "썼다",
    "호소했",
    "폭로했",
    "선전했",
    "소개했",
    "전망했",
    "예고했",
    "우려했",
    "통보해",
    "알려왔",
    "밝혀",
];
/// Stems of verbs of blame.
const BLAMES: [&str; 8] = ["규탄", "비난", "비판", "떠들어대", "성토", "항의", "힐난", "매도"];
/// Words that deny what stands before them.
const DENIALS: [&str; 23] = [
    "사실이 아니",
    "사실이 아닙",
    "사실이 아님",
    "사실과 다르",
    "사실과 다릅",
    "사실과 다른",
    "사실이 없",
    "사실은 없",
    "사실도 없",
    "사실무근",
    "날조",
    "허위",
    "부인했",
    "부인하",
    "일축",
    "터무니없",
    "왜곡",
    "모략",
    "적이 없",
    "적은 없",
    "바 없",
    "바가 없",
    "거짓",
];

/// A stretch of a sentence with whose word it is.
#[derive(Debug)]
pub(super) struct Saying {
    /// What is said.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) attribution: Option<Attribution>,
    pub(super) denied: bool,
    pub(super) blamed: bool,
    /// The speaker's own side, for `we`.
    pub(super) own: Option<String>,
}

/// The sayings of a line, in order; together they cover it but for who speaks.
pub(super) fn sayings(context: &Context<'_>, line: &Line<'_, '_>) -> Vec<Saying> {
    let mut found = Vec::new();
    let mut start = line.start;
    let end = line.start + line.text.len();
    for (index, word) in line.words.iter().enumerate() {
        let blames = BLAMES.iter().any(|stem| word.text.starts_with(stem));
        let before = index.checked_sub(1).and_then(|before| line.words.get(before));
        // `않았다고 했다`: only right behind what was said.
        let is_plain = ["했다", "했습니다", "하였다", "하였습니다", "했으며", "했고", "한다"]
            .contains(&word.text)
            && before.is_some_and(|before| before.text.ends_with("다고") || before.text.ends_with("라고"));
        if !blames && !is_plain && !SAYS.iter().any(|stem| word.text.starts_with(stem)) {
            continue;
        }
        let Some(content) = content(line, index, start) else { continue };
        found.push(saying(context, line, (start, content), (content.end, word), blames));
        start = word.end;
    }
    if start < end {
        let denied = found.is_empty() && is_denied(line.between(start, end));
        let attribution = carried(context);
        found.push(Saying { start, end, attribution, denied, blamed: false, own: own(context) });
    }
    found
}

/// The word that ends what is said: `했다고`, right before the verb of saying or with the speaker between.
fn content<'a>(line: &'a Line<'_, '_>, verb: usize, start: usize) -> Option<&'a Word<'a>> {
    let before = line.words.get(verb.saturating_sub(6)..verb)?;
    before.iter().rev().find(|word| {
        let ends = ["다고", "라고", "냐고", "자고", "다며", "라며", "다면서", "라는", "다는"]
            .iter()
            .any(|end| word.text.ends_with(end));
        ends && word.start >= start
    })
}

fn saying(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    (start, content): (usize, &Word<'_>),
    (from, verb): (usize, &Word<'_>),
    blamed: bool,
) -> Saying {
    let own = own(context);
    let id = |mark: &super::words::Mark<'_, '_>| actor_id(context.lexicon, mark, own.as_deref());
    // Between what is said and the verb, else at the head of the sentence.
    let after = line.marks_in(from, verb.start).find(|mark| id(mark).is_some());
    let head = || {
        line.marks_in(start, content.start)
            .find(|mark| id(mark).is_some())
            .filter(|mark| mark.is_topic() || mark.is_subject() || heads_topic(line, mark.end, content.start))
    };
    let speaker = after.or_else(head);
    let begin = match speaker {
        Some(mark) if after.is_none() => mark.end + mark.tail.len(),
        _ => start,
    };
    let attribution = speaker.and_then(|mark| {
        let source = id(mark)?;
        Some(Attribution {
            source,
            cue: verb.text.to_owned(),
            text: Some(mark.text.to_owned()),
            when: context.clock.published.map(|day| day.to_string()),
            kind: if blamed { "accusation" } else { "statement" }.to_owned(),
        })
    });
    // `우리` in what is told in other words is whoever tells it; in a quotation it is the speaker.
    let is_quotation = line.between(begin, content.end).contains(['“', '"', '‘', '\'']);
    let speaks = attribution.as_ref().map(|voice| voice.source.clone());
    let own = if is_quotation { speaks.or(own) } else { own.or(speaks) };
    let denied = is_denied(line.between(begin, verb.end));
    Saying {
        start: begin,
        end: content.end,
        attribution: attribution.or_else(|| again(context)).or_else(|| carried(context)),
        denied,
        blamed,
        own,
    }
}

/// `북한군 총참모부는`: whether one of the next two words is what is spoken of.
fn heads_topic(line: &Line<'_, '_>, from: usize, end: usize) -> bool {
    let mut words = line.words_in(from, end).filter(|word| word.start >= from);
    words.by_ref().take(2).any(|word| word.text.ends_with(['은', '는']))
}

/// A verb of saying without a speaker is of whoever spoke last.
fn again(context: &Context<'_>) -> Option<Attribution> {
    context.voice.as_ref().map(|(_, voice)| voice.clone())
}

fn is_denied(words: &str) -> bool {
    DENIALS.iter().any(|denial| words.contains(denial))
}

/// The word of the release where no sentence says whose it is.
fn carried(context: &Context<'_>) -> Option<Attribution> {
    let issuer = context.issuer.as_ref()?;
    Some(Attribution {
        source: issuer.id.clone(),
        cue: "carried".to_owned(),
        text: None,
        when: context.clock.published.map(|day| day.to_string()),
        kind: "statement".to_owned(),
    })
}

/// Whose `we` it is.
fn own(context: &Context<'_>) -> Option<String> {
    context.issuer.as_ref().map(|issuer| issuer.id.clone())
}

impl Saying {
    /// What the innermost voice does, as the English rules call it.
    pub(super) fn voice(&self) -> Option<SpeechKind> {
        self.attribution.as_ref().filter(|voice| voice.cue != "carried").map(|_| {
            match (self.denied, self.blamed) {
                (true, _) => SpeechKind::Deny,
                (_, true) => SpeechKind::Accuse,
                _ => SpeechKind::Say,
            }
        })
    }
}
